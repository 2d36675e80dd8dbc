(* No valid profile undercuts a floor, and what no part names is dropped; A1, A2, A4. *)

Require Import Bool NArith List.
From Cardsieve Require Import Terms Text Catalogue Value Profile LatticeFacts.
Import ListNotations.

(* A part that shows and links nothing would be no part. *)
Lemma no_rule_drops : forall r, covers (treatment_of r) drop = false.
Proof. destruct r as [| | | | | |[] ?]; reflexivity. Qed.

Lemma all_and : forall a b, a && b = true -> a = true /\ b = true.
Proof. intros a b; apply andb_prop. Qed.

Ltac split_and := repeat match goal with H : _ && _ = true |- _ => apply all_and in H; destruct H end.

Lemma in_field_parts : forall p c f r,
  In (c, f, r) (field_parts p) <-> In c (columns p) /\ In (Field f r) (parts_of c).
Proof.
  intros p c f r; unfold field_parts; rewrite in_flat_map; split.
  - intros (d & Hd & H). apply in_flat_map in H. destruct H as (x & Hx & H).
    destruct x as [t|g s]; cbn in H; [contradiction|].
    destruct H as [H|[]]. injection H as -> -> ->. auto.
  - intros (Hc & Hf). exists c; split; auto. apply in_flat_map.
    exists (Field f r); split; auto. now left.
Qed.

Lemma a_part_may_stand : forall p c f r,
  valid p = true -> In (c, f, r) (field_parts p) -> may_stand (at_place c) f r = true.
Proof.
  intros p c f r H Hin. apply in_field_parts in Hin. destruct Hin as (Hc & Hf).
  unfold valid in H; split_and.
  match goal with H : forallb is_column _ = true |- _ =>
    rewrite forallb_forall in H; specialize (H c Hc); rename H into Hcol end.
  unfold is_column in Hcol; split_and.
  match goal with H : is_content c = true |- _ => rename H into Hcont end.
  unfold is_content, parts_of in *. destruct (holds c) as [t|parts].
  - cbn in Hf. destruct Hf as [Hf|[]]. discriminate.
  - split_and.
    match goal with H : forallb (is_part _) _ = true |- _ =>
      rewrite forallb_forall in H; specialize (H _ Hf) end.
    cbn in *; split_and; assumption.
Qed.

(* The floor is never undercut: no part of a profile that loads protects less than it. *)
Theorem floor_never_undercut : forall p x,
  valid p = true -> In x (field_parts p) ->
  covers (treatment_of (rule_in x)) (floor (field_in x) (place_in x)) = true.
Proof.
  intros p [[c f] r] H Hin. pose proof (a_part_may_stand _ _ _ _ H Hin) as Hs.
  unfold may_stand in Hs; split_and; assumption.
Qed.

Lemma place_eqb_eq : forall p q, place_eqb p q = true -> p = q.
Proof. intros [] []; cbn; intros; congruence. Qed.

Lemma index_names_the_field : forall f, nth_error all_fields (N.to_nat (index f)) = Some f.
Proof. destruct f; reflexivity. Qed.

Lemma field_eqb_eq : forall f g, field_eqb f g = true <-> f = g.
Proof.
  intros f g; unfold field_eqb; rewrite N.eqb_eq; split; [|congruence].
  intros H. pose proof (index_names_the_field f) as Hf. rewrite H, index_names_the_field in Hf.
  congruence.
Qed.

(* … so that of each field, at each place, the whole profile shows and links no more than it may. *)
Theorem floor_holds_at_every_place : forall p f q,
  valid p = true -> covers (treatment_at p f q) (floor f q) = true.
Proof.
  intros p f q H. unfold treatment_at.
  assert (forall x, In x (field_parts p) ->
            covers (treatment_of (rule_in x)) (floor (field_in x) (place_in x)) = true) as All
    by (intros; now apply (floor_never_undercut p)).
  induction (field_parts p) as [|x l IH]; cbn [fold_right].
  - apply drop_covers_all_and_all_cover_keep.
  - destruct (field_eqb (field_in x) f && place_eqb (place_in x) q) eqn:E.
    + split_and.
      match goal with H : field_eqb _ _ = true |- _ => apply field_eqb_eq in H end.
      match goal with H : place_eqb _ _ = true |- _ => apply place_eqb_eq in H end.
      rewrite <- meet_is_the_greatest_lower_bound. subst.
      rewrite (All x (or_introl eq_refl)). apply IH. intros; apply All; now right.
    + apply IH. intros; apply All; now right.
Qed.

(* Deny by default: a field that no part names is dropped. *)
Theorem deny_by_default : forall p f,
  (forall x, In x (field_parts p) -> field_in x <> f) ->
  treatment_in p f = drop /\ forall q, treatment_at p f q = drop.
Proof.
  intros p f H. unfold treatment_in, treatment_at.
  induction (field_parts p) as [|x l IH]; cbn; [auto|].
  assert (field_eqb (field_in x) f = false) as ->.
  { destruct (field_eqb (field_in x) f) eqn:E; auto. apply field_eqb_eq in E.
    elim (H x (or_introl eq_refl)); auto. }
  cbn. apply IH. intros y Hy. apply H. now right.
Qed.

(* A field whose floor is Drop at a place stands in no part there … *)
Theorem dropped_at_a_place_means_unnamed_there : forall p x,
  valid p = true -> In x (field_parts p) -> floor (field_in x) (place_in x) <> drop.
Proof.
  intros p x H Hin E. pose proof (floor_never_undercut p x H Hin) as F.
  rewrite E, no_rule_drops in F. discriminate.
Qed.

(* … and none but a releasable field has another floor anywhere. *)
Theorem what_may_not_leave_is_dropped_everywhere : forall f q,
  is_releasable f = false -> floor f q = drop.
Proof.
  intros f q. unfold floor. destruct (kind_of q); destruct f; intros H; (reflexivity || discriminate H).
Qed.

Corollary only_releasable_fields_are_named : forall p x,
  valid p = true -> In x (field_parts p) -> is_releasable (field_in x) = true.
Proof.
  intros p x H Hin. destruct (is_releasable (field_in x)) eqn:E; auto.
  elim (dropped_at_a_place_means_unnamed_there p x H Hin).
  now apply what_may_not_leave_is_dropped_everywhere.
Qed.
