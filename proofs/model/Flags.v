(* Whom a raised flag, a list or a missing value keeps back. *)

Require Import Bool Arith NArith String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Floors Shape Order.
Import ListNotations.

Section Flags.
Variable prf : text -> text -> text -> text.
Variable secret batch : text.
Local Notation minimise := (minimise prf secret batch).

(* Under a profile that shows something of a person, a record with a raised flag does not leave. *)
Theorem a_raised_flag_keeps_the_record_back : forall p s r source f row,
  shows_a_person p = true -> In (source, f) (combine (of_flags s) flags) ->
  flag_raised source (r f) = true -> minimise p s r <> Released row.
Proof.
  intros p s r source f row Hp Hin Hr E. unfold Minimise.minimise, judge in E. rewrite Hp in E.
  assert (existsb (fun x => flag_raised (fst x) (snd x)) (combine (of_flags s) (map r flags)) = true)
    as X.
  { apply existsb_exists. exists (source, r f). split; [|exact Hr].
    clear -Hin. revert Hin. generalize flags. induction (of_flags s) as [|a l IH];
      intros [|g m]; cbn; try tauto. intros [H|H]; [injection H as -> ->; auto|auto]. }
  rewrite X in E. destruct (existsb _ _) in E; discriminate.
Qed.

(* What does not clearly say no is raised: a blank, a null, any other word. *)
Theorem a_flag_that_is_not_clear_is_raised : forall t,
  flag_raised FromRecords Missing = true /\ flag_raised FromRecords Unusable = true
  /\ (is_clear t = false -> flag_raised FromRecords (Given t) = true).
Proof. intros t. cbn. repeat split. now intros ->. Qed.

(* An id on the list keeps its record back, and so does one that cannot be read. *)
Theorem an_id_on_the_list_keeps_the_record_back : forall p s r ids row,
  shows_a_person p = true -> listed s = Some ids ->
  match id_of (r f_record_id) with Some id => In id ids | None => True end ->
  minimise p s r <> Released row.
Proof.
  intros p s r ids row Hp Hl Hid E. unfold Minimise.minimise, judge in E. rewrite Hp, Hl in E.
  destruct (existsb _ _) in E; [discriminate|].
  assert (match id_of (r f_record_id) with Some id => mem id ids | None => true end = true) as M
    by (destruct (id_of _); [now apply mem_In|reflexivity]).
  rewrite M, orb_true_r in E. discriminate.
Qed.

(* No cell is filled where a value is missing or none of its type: every field that a released row
   is made of was given. *)
Theorem what_is_released_was_given : forall p s r row c f rule,
  minimise p s r = Released row -> In (c, f, rule) (field_parts p) ->
  exists v, value (type_of f) (r f) = Ok v.
Proof.
  intros p s r row c f rule H Hin. destruct (released_is_complete _ _ _ p s r row H) as [_ E].
  destruct (no_reasons_all_cells _ E) as [_ A]. apply in_field_parts in Hin. destruct Hin as [Hc Hf].
  destruct (A c (cell prf secret batch p c r)) as [y Hy].
  { unfold cells. apply in_map_iff. eauto. }
  unfold cell in Hy. destruct (concat_pieces _) as [x|e] eqn:C; [|discriminate]. clear Hy.
  revert x C Hf. generalize (parts_of c). induction l as [|q l IH]; [contradiction|].
  intros x C [->|Hf]; cbn in C.
  - destruct (value (type_of f) (r f)) as [v|e]; [eauto|discriminate].
  - destruct (view prf secret batch p (at_place c) q r); [|discriminate].
    destruct (concat_pieces _) as [z|e] eqn:D; [|discriminate]. eauto.
Qed.
End Flags.
