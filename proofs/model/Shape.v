(* Every row has every column, one row a released record, and the head is the profile's; B4, B5. *)

Require Import Bool Arith NArith String List Lia.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch Floors.
Import ListNotations.

Lemma keyed_rows_app : forall l m, keyed_rows (l ++ m) = keyed_rows l ++ keyed_rows m.
Proof. intros. unfold keyed_rows. apply flat_map_app. Qed.
Lemma released_app : forall l m, released (l ++ m) = released l ++ released m.
Proof. intros. unfold released. apply flat_map_app. Qed.
Lemma matching_tokens_app : forall l m,
  matching_tokens (l ++ m) = matching_tokens l ++ matching_tokens m.
Proof. intros. unfold matching_tokens. apply flat_map_app. Qed.

Section Shape.
Variable prf : text -> text -> text -> text.
Variable secret batch : text.
Variables (p : profile) (s : sources).

Local Notation sift := (sift prf secret batch p s).
Local Notation cells := (cells prf secret batch p).

Lemma no_reasons_all_cells : forall l,
  reasons l = [] -> length (cells_of l) = length l
  /\ forall c x, In (c, x) l -> exists y, x = Ok y.
Proof.
  induction l as [|[c [x|e]] l IH]; cbn; intros H.
  - split; [reflexivity|contradiction].
  - destruct (IH H) as [E A]. split; [now rewrite E|].
    intros d y [Heq|Hy]; [injection Heq as <- <-; eauto|eauto].
  - discriminate.
Qed.

Lemma released_is_complete : forall r row,
  minimise prf secret batch p s r = Released row ->
  row = cells_of (cells r) /\ reasons (cells r) = [].
Proof.
  intros r row. unfold minimise.
  destruct (if shows_a_person p then judge s r else Clear); try discriminate.
  unfold row_of. destruct (existsb _ _); try discriminate.
  destruct (reasons (cells r)) eqn:E; try discriminate. intros H. now injection H as <-.
Qed.

(* Every released row has exactly the profile's columns, whatever the record holds. *)
Theorem every_row_has_every_column : forall r row,
  minimise prf secret batch p s r = Released row -> length row = length (columns p).
Proof.
  intros r row H. destruct (released_is_complete r row H) as [-> E].
  destruct (no_reasons_all_cells _ E) as [-> _]. unfold Minimise.cells. now rewrite map_length.
Qed.

Theorem the_shape_of_a_batch_is_the_profile's : forall R key row,
  In (key, row) (keyed_rows (map sift R)) -> length row = length (columns p).
Proof.
  intros R key row H. unfold keyed_rows in H. apply in_flat_map in H.
  destruct H as (x & Hx & H). apply in_map_iff in Hx. destruct Hx as (r & <- & _).
  cbn in H. destruct (minimise prf secret batch p s r) eqn:E; try contradiction.
  destruct (identity prf secret batch p r); [|contradiction].
  destruct H as [H|[]]. injection H as <- <-. eapply every_row_has_every_column; eauto.
Qed.

(* The first line, and the keys of every other one, know no record. *)
Theorem headers_are_the_profile's : forall f s' l R bytes,
  export prf secret batch f p s' l R = Rows bytes ->
  exists rest, bytes = head f p ++ rest.
Proof.
  intros f s' l R bytes. unfold export, finish_batch.
  destruct (stops _ _); try discriminate. destruct (faults _ _ _ _); try discriminate.
  intros H. injection H as <-. unfold bytes_of. eauto.
Qed.

Hypothesis loads : valid p = true.

Lemma one_matching_column : exists c f among chars,
  filter is_matching (columns p) = [c] /\ holds c = Parts [Field f (Pseudonymise among chars)]
  /\ in_upper c = false.
Proof.
  pose proof loads as H. unfold valid in H; split_and.
  match goal with H : Nat.eqb _ 1 = true |- _ => apply Nat.eqb_eq in H; rename H into Hone end.
  match goal with H : forallb is_column _ = true |- _ => rename H into Hcols end.
  destruct (filter is_matching (columns p)) as [|c [|? ?]] eqn:E; try discriminate.
  assert (In c (columns p) /\ is_matching c = true) as [Hc Hm]
    by (apply filter_In; rewrite E; now left).
  rewrite forallb_forall in Hcols. specialize (Hcols c Hc). unfold is_column in Hcols; split_and.
  match goal with H : _ || _ = true |- _ => rewrite Hm in H; cbn in H; rename H into Hat end.
  unfold is_token_alone in Hat. destruct (holds c) as [t|[|[t|f [| | | | | |a n]] [|? ?]]] eqn:Hh;
    try discriminate.
  exists c, f, a, n. repeat split; auto. destruct (in_upper c); [discriminate|reflexivity].
Qed.

Lemma filter_one : forall (A : Type) (f : A -> bool) l x,
  filter f l = [x] -> find f l = Some x.
Proof.
  induction l as [|y l IH]; cbn; intros x H; [discriminate|].
  destruct (f y); [injection H as <- _; reflexivity|auto].
Qed.

Lemma find_map : forall (A B : Type) (f : B -> bool) (g : A -> B) l,
  find f (map g l) = option_map g (find (fun a => f (g a)) l).
Proof. induction l as [|a l IH]; cbn; [reflexivity|]. destruct (f (g a)); auto. Qed.

(* Every released row has a token to be ordered by. *)
Lemma a_released_row_has_a_token : forall r row,
  minimise prf secret batch p s r = Released row -> exists t, identity prf secret batch p r = Some t.
Proof.
  intros r row H. destruct (released_is_complete r row H) as [_ E].
  destruct (no_reasons_all_cells _ E) as [_ A].
  destruct one_matching_column as (c & f & a & n & Hc & Hh & Hu).
  assert (In c (columns p)) as Hin.
  { assert (In c (filter is_matching (columns p))) as I by (rewrite Hc; now left).
    apply filter_In in I. tauto. }
  destruct (A c (cell prf secret batch p c r)) as [y Hy].
  { unfold Minimise.cells. apply in_map_iff. eauto. }
  unfold identity, Minimise.cells. rewrite find_map.
  replace (find _ (columns p)) with (Some c) by (symmetry; exact (filter_one _ _ _ _ Hc)).
  cbn [option_map fst]. rewrite Hy.
  unfold cell, parts_of in Hy. rewrite Hh in Hy. cbn in Hy.
  destruct (value (type_of f) (r f)); cbn in Hy; [|discriminate].
  unfold finish in Hy. cbn in Hy.
  repeat match type of Hy with (if ?b then _ else _) = _ => destruct b; try discriminate end.
  injection Hy as <-. cbn. eauto.
Qed.

Lemma as_many_keys_as_rows : forall l : list sifted,
  (forall x row, In x l -> came x = Released row -> exists t, who x = Some t) ->
  length (keyed_rows l) = length (released l).
Proof.
  induction l as [|x l IH]; intros H; [reflexivity|].
  change (x :: l) with ([x] ++ l). rewrite keyed_rows_app, released_app.
  rewrite !app_length, IH by (intros; eapply H; eauto; now right). f_equal.
  unfold keyed_rows, released. cbn. destruct (came x) eqn:E; try reflexivity.
  destruct (H x _ (or_introl eq_refl) E) as [t ->]. reflexivity.
Qed.

(* As many rows as records whose outcome is to be released. *)
Theorem rows_out_are_rows_in_less_those_withheld : forall R,
  length (keyed_rows (map sift R)) = length (released (map sift R)).
Proof.
  intros R. apply as_many_keys_as_rows. intros x row Hx H.
  apply in_map_iff in Hx. destruct Hx as (r & <- & _).
  now apply (a_released_row_has_a_token r row).
Qed.
End Shape.
