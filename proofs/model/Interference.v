(* Non-interference of whole batches, strict and relaxed, with order, count and what the operator is
   told; B1, B2, B3, B4, B6. *)

Require Import Bool NArith String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch Floors.
Import ListNotations.

Section Interference.
(* Two keyed functions, so that a change of records can be met by a change of the function. *)
Variables prf prf' : text -> text -> text -> text.
Variable secret batch : text.

(* The declared views of two records are the same, and so is what decides about them. *)
Definition same_views (p : profile) (s : sources) (r r' : record) : Prop :=
  (forall c x, In c (columns p) -> In x (parts_of c) ->
     view prf secret batch p (at_place c) x r = view prf' secret batch p (at_place c) x r')
  /\ (shows_a_person p = true ->
        judge s r = judge s r'
        /\ (listed s <> None -> id_of (r f_record_id) = id_of (r' f_record_id))).

Lemma same_views_same_cells : forall p s r r',
  same_views p s r r' -> cells prf secret batch p r = cells prf' secret batch p r'.
Proof.
  intros p s r r' [H _]. unfold cells. apply map_ext_in. intros c Hc. f_equal.
  unfold cell.
  assert (map (fun x => view prf secret batch p (at_place c) x r) (parts_of c)
          = map (fun x => view prf' secret batch p (at_place c) x r') (parts_of c)) as ->
    by (apply map_ext_in; intros x Hx; now apply H).
  reflexivity.
Qed.

Lemma same_views_same_sifted : forall p s r r',
  same_views p s r r' -> sift prf secret batch p s r = sift prf' secret batch p s r'.
Proof.
  intros p s r r' H. unfold sift, minimise, identity.
  rewrite (same_views_same_cells p s r r' H). destruct H as [_ H].
  destruct (shows_a_person p); [|reflexivity].
  destruct (H eq_refl) as [-> Hid].
  destruct (listed s) as [ids|]; [|reflexivity].
  rewrite Hid by discriminate. reflexivity.
Qed.

Lemma told_is_what_came : forall P p s R,
  told P secret batch p s R
  = map (fun x => match came x with Released _ => Released [] | other => other end)
        (map (sift P secret batch p s) R).
Proof. intros. unfold told. now rewrite map_map. Qed.

(* Relaxed non-interference: nothing but the declared views and the decisions is in what is given
   out, refused or told, of a whole batch. *)
Theorem relaxed_non_interference : forall f p s l R R',
  Forall2 (same_views p s) R R' ->
  export prf secret batch f p s l R = export prf' secret batch f p s l R'
  /\ told prf secret batch p s R = told prf' secret batch p s R'.
Proof.
  intros f p s l R R' H.
  assert (map (sift prf secret batch p s) R = map (sift prf' secret batch p s) R') as E.
  { induction H as [|r r' R R' Hr _ IH]; cbn; [reflexivity|].
    now rewrite (same_views_same_sifted p s r r' Hr), IH. }
  split.
  - unfold export. now rewrite E.
  - rewrite 2 told_is_what_came, E. reflexivity.
Qed.

(* The fields that a profile asks a record for. *)
Definition reads (p : profile) (s : sources) (f : field) : Prop :=
  (exists x, In x (field_parts p) /\ field_in x = f)
  \/ (shows_a_person p = true /\ (In f flags \/ (listed s <> None /\ f = f_record_id))).

Definition agree (p : profile) (s : sources) (r r' : record) : Prop :=
  forall f, reads p s f -> r f = r' f.
End Interference.

Lemma flags_decide : forall s r r',
  (forall f, In f flags -> r f = r' f) ->
  (listed s <> None -> r f_record_id = r' f_record_id) -> judge s r = judge s r'.
Proof.
  intros s r r' H L. unfold judge.
  assert (map r flags = map r' flags) as -> by (now apply map_ext_in).
  destruct (listed s); [rewrite L by discriminate|]; reflexivity.
Qed.

Lemma agree_same_views : forall prf secret batch p s r r',
  agree p s r r' -> same_views prf prf secret batch p s r r'.
Proof.
  intros prf secret batch p s r r' H. split.
  - intros c [t|f rule] Hc Hx; [reflexivity|]. cbn [view].
    rewrite (H f); [reflexivity|]. left. exists (c, f, rule). split; [|reflexivity].
    now apply in_field_parts.
  - intros Hp. assert (listed s <> None -> r f_record_id = r' f_record_id) as L
      by (intros Hl; apply H; right; auto).
    split; [|intros Hl; now rewrite L].
    apply flags_decide; auto. intros f Hf. apply H. right; auto.
Qed.

(* Strict non-interference: records that agree on what is read give the same bytes, refusals, order
   and count, and the operator is told the same. *)
Theorem strict_non_interference : forall prf secret batch f p s l R R',
  Forall2 (agree p s) R R' ->
  export prf secret batch f p s l R = export prf secret batch f p s l R'
  /\ told prf secret batch p s R = told prf secret batch p s R'.
Proof.
  intros. apply relaxed_non_interference.
  induction H; constructor; auto using agree_same_views.
Qed.

(* What may leave or decides: nothing else is ever read. *)
Definition is_readable (f : field) : bool :=
  match role_of f with Releasable | Deciding => true | _ => false end.

Lemma reads_readable_only : forall p s f,
  valid p = true -> reads p s f -> is_readable f = true.
Proof.
  intros p s f H [(x & Hx & <-)|(_ & [Hf|(_ & ->)])].
  - pose proof (only_releasable_fields_are_named p x H Hx) as R.
    unfold is_releasable in R. unfold is_readable. destruct (role_of (field_in x)); auto.
  - cbn in Hf. repeat destruct Hf as [<-|Hf]; try reflexivity. contradiction.
  - reflexivity.
Qed.

(* Under every profile that loads, the fields that may never leave change nothing at all. *)
Theorem forbidden_fields_change_nothing : forall prf secret batch f p s l R R',
  valid p = true ->
  Forall2 (fun r r' : record => forall g, is_readable g = true -> r g = r' g) R R' ->
  export prf secret batch f p s l R = export prf secret batch f p s l R'
  /\ told prf secret batch p s R = told prf secret batch p s R'.
Proof.
  intros prf secret batch f p s l R R' Hv H. apply strict_non_interference.
  induction H as [|r r' R R' Hr _ IH]; constructor; auto.
  intros g Hg. apply Hr. now apply (reads_readable_only p s).
Qed.

(* Erasing them gives the same. *)
Definition erase (r : record) : record := fun f => if is_readable f then r f else Missing.
Corollary erasing_changes_nothing : forall prf secret batch f p s l R,
  valid p = true ->
  export prf secret batch f p s l (map erase R) = export prf secret batch f p s l R
  /\ told prf secret batch p s (map erase R) = told prf secret batch p s R.
Proof.
  intros. apply forbidden_fields_change_nothing; auto.
  induction R as [|r R IH]; constructor; auto. intros g Hg. unfold erase. now rewrite Hg.
Qed.

(* Overwriting one field that is not read, whatever the profile. *)
Definition overwrite (r : record) (f : field) (v : reading) : record :=
  fun g => if field_eqb g f then v else r g.
Corollary an_unread_field_is_silent : forall prf secret batch form p s l R f v,
  ~ reads p s f ->
  export prf secret batch form p s l (map (fun r => overwrite r f v) R)
  = export prf secret batch form p s l R.
Proof.
  intros. apply strict_non_interference.
  induction R as [|r R IH]; constructor; auto. intros g Hg. unfold overwrite.
  destruct (field_eqb g f) eqn:E; auto. apply field_eqb_eq in E. subst. contradiction.
Qed.

(* By place: where a field's floor is Drop, no cell depends on it. *)
Theorem a_cell_depends_on_no_field_dropped_at_its_place : forall prf secret batch p c r f v,
  valid p = true -> In c (columns p) -> floor f (at_place c) = drop ->
  cell prf secret batch p c (overwrite r f v) = cell prf secret batch p c r.
Proof.
  intros prf secret batch p c r f v H Hc Hf. unfold cell.
  assert (map (fun x => view prf secret batch p (at_place c) x (overwrite r f v)) (parts_of c)
          = map (fun x => view prf secret batch p (at_place c) x r) (parts_of c)) as ->;
    [|reflexivity].
  apply map_ext_in. intros [t|g rule] Hx; [reflexivity|]. cbn [view]. unfold overwrite.
  destruct (field_eqb g f) eqn:E; [|reflexivity]. apply field_eqb_eq in E. subst g.
  elim (dropped_at_a_place_means_unnamed_there p (c, f, rule) H); auto.
  now apply in_field_parts.
Qed.
