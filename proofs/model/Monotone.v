(* A more protective profile never releases more; A4, A5. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch LatticeFacts Floors
  Interference.
Import ListNotations.

(* [t] lets through no more than [s]: the same, or anything in place of the whole value, or another
   token that links no further. *)
Definition tighter_rule (s t : rule) : Prop :=
  t = s
  \/ (exists stated, s = Keep stated)
  \/ (is_token s = true /\ is_token t = true /\ covers (treatment_of t) (treatment_of s) = true).

(* Every field part of [q] stands in for one of [p] that lets through as much or more. *)
Definition tighter (p q : profile) : Prop :=
  (forall x, In x (field_parts q) -> exists y, In y (field_parts p)
     /\ field_in y = field_in x /\ tighter_rule (rule_in y) (rule_in x))
  /\ (photo q <> None -> photo p <> None).

Lemma tighter_rules_cover : forall s t,
  tighter_rule s t -> covers (treatment_of t) (treatment_of s) = true.
Proof.
  intros s t [->|[[b ->]|(_ & _ & H)]]; auto.
  - apply covers_is_reflexive.
  - apply drop_covers_all_and_all_cover_keep.
Qed.

(* In the order of treatments: no field is shown or linked further … *)
Theorem a_tighter_profile_covers_the_other : forall p q f,
  tighter p q -> covers (treatment_in q f) (treatment_in p f) = true.
Proof.
  intros p q f [H _]. unfold treatment_in at 1.
  induction (field_parts q) as [|x l IH]; cbn [fold_right].
  - apply drop_covers_all_and_all_cover_keep.
  - destruct (field_eqb (field_in x) f) eqn:E.
    + apply field_eqb_eq in E. rewrite <- meet_is_the_greatest_lower_bound.
      rewrite IH by (intros; apply H; now right). rewrite andb_true_r.
      destruct (H x (or_introl eq_refl)) as (y & Hy & Hf & Ht).
      apply tighter_rules_cover in Ht. eapply covers_is_transitive; [exact Ht|].
      rewrite E in Hf. clear -Hy Hf. unfold treatment_in.
      induction (field_parts p) as [|z m IH]; [contradiction|]. cbn [fold_right].
      destruct Hy as [->|Hy].
      * assert (field_eqb (field_in y) f = true) as -> by (now apply field_eqb_eq).
        pose proof (meet_is_the_greatest_lower_bound (treatment_of (rule_in y))
          (fold_right (fun x all => if field_eqb (field_in x) f
                                    then meet (treatment_of (rule_in x)) all else all) drop m)
          (meet (treatment_of (rule_in y))
          (fold_right (fun x all => if field_eqb (field_in x) f
                                    then meet (treatment_of (rule_in x)) all else all) drop m))) as G.
        rewrite covers_is_reflexive in G. apply andb_prop in G. tauto.
      * specialize (IH Hy). destruct (field_eqb (field_in z) f); auto.
        eapply covers_is_transitive; [exact IH|].
        match goal with |- covers ?b (meet ?a ?b) = true =>
          pose proof (meet_is_the_greatest_lower_bound a b (meet a b)) as G;
          rewrite covers_is_reflexive in G; apply andb_prop in G; tauto end.
    + apply IH. intros; apply H; now right.
Qed.

(* … what one drops the other drops, … *)
Corollary what_is_dropped_stays_dropped : forall p q f,
  tighter p q -> treatment_in p f = drop -> treatment_in q f = drop.
Proof.
  intros p q f H E. pose proof (a_tighter_profile_covers_the_other p q f H) as C. rewrite E in C.
  apply covers_is_antisymmetric; auto.
Qed.

(* … and protecting more at the same place never leaves a floor. *)
Theorem protecting_more_never_leaves_a_floor : forall p q,
  valid p = true ->
  (forall x, In x (field_parts q) -> exists y, In y (field_parts p)
     /\ field_in y = field_in x /\ place_in y = place_in x
     /\ covers (treatment_of (rule_in x)) (treatment_of (rule_in y)) = true) ->
  forall x, In x (field_parts q) ->
    covers (treatment_of (rule_in x)) (floor (field_in x) (place_in x)) = true.
Proof.
  intros p q V H x Hx. destruct (H x Hx) as (y & Hy & Ef & Ep & C).
  eapply covers_is_transitive; [exact C|]. rewrite <- Ef, <- Ep. now apply (floor_never_undercut p).
Qed.

Lemma a_tighter_profile_shows_no_person_more : forall p q,
  tighter p q -> shows_a_person q = true -> shows_a_person p = true.
Proof.
  intros p q [H Hp] S. unfold shows_a_person in *. apply orb_true_iff in S. apply orb_true_iff.
  destruct S as [S|S].
  - left. destruct (photo q) as [[]|]; [|discriminate].
    destruct (photo p); [reflexivity|]. elim Hp; congruence.
  - right. apply existsb_exists in S. destruct S as (x & Hx & S). apply andb_prop in S.
    destruct S as [S C]. destruct (H x Hx) as (y & Hy & Ef & T).
    apply existsb_exists. exists y. split; auto. rewrite Ef, C, andb_true_r.
    destruct T as [T|[[b T]|(_ & Tx & _)]]; [now rewrite <- T|now rewrite T|].
    destruct (rule_in x) as [| | | | | |[] ?]; cbn in *; discriminate.
Qed.

Section Keyed.
Variable prf : text -> text -> text -> text.
Variable secret batch : text.
(* That no two values have one token in a domain: what a batch refuses as a collision. *)
Hypothesis no_collision : forall d v v', prf secret d v = prf secret d v' -> v = v'.

(* The whole of a view that a tighter rule could draw on. *)
Lemma a_tighter_rule_shows_no_difference_more : forall p q at_p at_q f s t r r',
  tighter_rule s t ->
  view prf secret batch p at_p (Field f s) r = view prf secret batch p at_p (Field f s) r' ->
  view prf secret batch q at_q (Field f t) r = view prf secret batch q at_q (Field f t) r'.
Proof.
  intros p q at_p at_q f s t r r' T H. cbn [view] in *.
  destruct T as [->|T].
  - destruct s as [b| | | |fmt|table|a n]; cbn [treat] in *;
    destruct (value (type_of f) (r f)) as [v|e]; destruct (value (type_of f) (r' f)) as [v'|e'];
    auto; try congruence.
    all: try (injection H as H; subst; auto; congruence).
    all: try (destruct (initials v), (initials v'); congruence).
    all: try (destruct (read_date v), (read_date v'); cbn in *; try congruence;
              try (injection H as H); congruence).
    all: try (destruct (find _ table), (find _ table); congruence).
    all: try (injection H as _ H; apply no_collision in H; congruence).
  - assert (value (type_of f) (r f) = value (type_of f) (r' f)) as ->; [|reflexivity].
    destruct (value (type_of f) (r f)) as [v|e] eqn:E, (value (type_of f) (r' f)) as [v'|e'] eqn:E'.
    + destruct T as [[b ->]|(Ts & _)].
      * cbn in H. injection H as H _. now rewrite H.
      * destruct s; try discriminate. cbn in H. injection H as _ H. apply no_collision in H.
        now rewrite H.
    + destruct T as [[b ->]|(Ts & _)]; [discriminate|destruct s; discriminate].
    + destruct T as [[b ->]|(Ts & _)]; [discriminate|destruct s; discriminate].
    + congruence.
Qed.

(* Two batches that the views of a profile do not tell apart are told apart by no profile that is
   tighter: not by bytes, order, count or refusal, and not by what the operator is told. *)
Theorem a_more_protective_profile_never_releases_more : forall p q s f l R R',
  tighter p q -> Forall2 (same_views prf prf secret batch p s) R R' ->
  export prf secret batch f q s l R = export prf secret batch f q s l R'
  /\ told prf secret batch q s R = told prf secret batch q s R'.
Proof.
  intros p q s f l R R' T H. apply relaxed_non_interference.
  induction H as [|r r' R R' [Hv Hf] _ IH]; constructor; auto. split.
  - intros c [t|g rule] Hc Hx; [reflexivity|].
    assert (In (c, g, rule) (field_parts q)) as Hin by (now apply in_field_parts).
    destruct T as [T _]. destruct (T _ Hin) as (((c' & g') & s') & Hy & E & Tr).
    cbn in E, Tr. subst g'. apply in_field_parts in Hy. destruct Hy as [Hc' Hx'].
    apply (a_tighter_rule_shows_no_difference_more p q (at_place c') (at_place c) g s' rule); auto.
  - intros S. apply Hf. now apply (a_tighter_profile_shows_no_person_more p q).
Qed.
End Keyed.

(* What the order of treatments does not say: initials link less than a first word, and yet are no
   function of it. A change from one to the other is no change to less. *)
Theorem initials_are_no_function_of_the_first_word : exists v w,
  covers (treatment_of Initials) (treatment_of FirstWord) = true
  /\ canonical VName v = Some v /\ canonical VName w = Some w
  /\ first_word v = first_word w /\ initials v <> initials w.
Proof.
  exists (lit "Mary Ann"), (lit "Mary Beth"). vm_compute. repeat split; congruence.
Qed.
