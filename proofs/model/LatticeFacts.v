(* The laws of the product lattice; A3. *)

Require Import Bool.
From Cardsieve Require Import Terms.

Ltac by_cases :=
  repeat match goal with t : treatment |- _ => destruct t as [[] []] end;
  solve [reflexivity | (repeat split); reflexivity | intros; (reflexivity || discriminate)].

Theorem covers_is_reflexive : forall a, covers a a = true.
Proof. intros a; by_cases. Qed.

Theorem covers_is_antisymmetric : forall a b, covers a b = true -> covers b a = true -> a = b.
Proof. intros a b; by_cases. Qed.

Theorem covers_is_transitive :
  forall a b c, covers a b = true -> covers b c = true -> covers a c = true.
Proof. intros a b c; by_cases. Qed.

Theorem drop_covers_all_and_all_cover_keep :
  forall a, covers drop a = true /\ covers a keep = true.
Proof. intros a; by_cases. Qed.

Theorem join_is_the_least_upper_bound :
  forall a b c, covers c a && covers c b = covers c (join a b).
Proof. intros a b c; by_cases. Qed.

Theorem meet_is_the_greatest_lower_bound :
  forall a b c, covers a c && covers b c = covers (meet a b) c.
Proof. intros a b c; by_cases. Qed.

Theorem join_and_meet_are_commutative :
  forall a b, join a b = join b a /\ meet a b = meet b a.
Proof. intros a b; by_cases. Qed.

Theorem join_and_meet_are_associative :
  forall a b c, join a (join b c) = join (join a b) c /\ meet a (meet b c) = meet (meet a b) c.
Proof. intros a b c; by_cases. Qed.

Theorem join_and_meet_are_idempotent_and_absorb_each_other :
  forall a b, join a a = a /\ meet a a = a /\ join a (meet a b) = a /\ meet a (join a b) = a.
Proof. intros a b; by_cases. Qed.

Theorem join_and_meet_distribute :
  forall a b c, join a (meet b c) = meet (join a b) (join a c)
             /\ meet a (join b c) = join (meet a b) (meet a c).
Proof. intros a b c; by_cases. Qed.

(* What protects as much as generalising and as pseudonymising is to drop. *)
Theorem generalising_and_pseudonymising_are_incomparable :
  let generalise := Treat ShowsPart LinksNone in
  let pseudonymise := Treat ShowsNone LinksRecipient in
  covers generalise pseudonymise = false /\ covers pseudonymise generalise = false
  /\ join generalise pseudonymise = drop.
Proof. cbn; auto. Qed.
