(* Domains are encoded so that no two have the same bytes; C2, C3. *)

Require Import Bool NArith Ascii String List Lia.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Floors.
Import ListNotations.
Open Scope N_scope.

(* What four bytes can count. *)
Definition countable (t : text) : Prop := N.of_nat (List.length t) < 4294967296.

Lemma byte_of_inj : forall a b, byte_of a = byte_of b -> a mod 256 = b mod 256.
Proof.
  intros a b H. unfold byte_of in H. apply (f_equal N_of_ascii) in H.
  rewrite !N_ascii_embedding in H by (now apply N.mod_upper_bound). exact H.
Qed.

Lemma length_bytes_inj : forall m n,
  m < 4294967296 -> n < 4294967296 -> length_bytes m = length_bytes n -> m = n.
Proof.
  intros m n Hm Hn H. unfold length_bytes in H. injection H as H3 H2 H1 H0.
  apply byte_of_inj in H0, H1, H2, H3.
  assert (forall k, k < 4294967296 ->
    k = ((k / 16777216) mod 256) * 16777216 + ((k / 65536) mod 256) * 65536
        + ((k / 256) mod 256) * 256 + k mod 256) as D.
  { intros k Hk.
    assert (k / 65536 = k / 256 / 256) as E1 by (rewrite N.div_div by lia; reflexivity).
    assert (k / 16777216 = k / 256 / 256 / 256) as E2 by (rewrite !N.div_div by lia; reflexivity).
    rewrite E1, E2.
    pose proof (N.div_mod k 256 ltac:(lia)).
    pose proof (N.div_mod (k / 256) 256 ltac:(lia)).
    pose proof (N.div_mod (k / 256 / 256) 256 ltac:(lia)).
    assert (k / 256 / 256 / 256 < 256) as S
      by (rewrite !N.div_div by lia; apply N.div_lt_upper_bound; lia).
    rewrite (N.mod_small _ _ S). lia. }
  rewrite (D m Hm), (D n Hn), H0, H1, H2, H3. reflexivity.
Qed.

Lemma lp_is_prefix_free : forall t u rest rest',
  countable t -> countable u -> (lp t ++ rest = lp u ++ rest')%list -> t = u /\ rest = rest'.
Proof.
  intros t u rest rest' Ht Hu H. unfold lp in H.
  pose proof (f_equal (firstn 4) H) as Hl. cbn in Hl.
  pose proof (f_equal (skipn 4) H) as Hr. cbn in Hr.
  assert (length_bytes (N.of_nat (List.length t)) = length_bytes (N.of_nat (List.length u))) as L
    by (unfold length_bytes; injection Hl as -> -> -> ->; reflexivity).
  apply length_bytes_inj in L; auto. apply Nat2N.inj in L.
  revert u L Hu Hr H Hl. clear. intros u L _ Hr _ _.
  revert u L Hr. induction t as [|c t IH]; intros [|d u] L Hr; cbn in *; try discriminate; auto.
  injection Hr as -> Hr. injection L as L. destruct (IH u L Hr) as [-> ->]. auto.
Qed.

Theorem the_encoding_is_injective : forall ts us,
  Forall countable ts -> Forall countable us -> encode ts = encode us -> ts = us.
Proof.
  induction ts as [|t ts IH]; intros [|u us] Ht Hu H; auto; cbn in H; try discriminate.
  inversion Ht; inversion Hu; subst.
  apply lp_is_prefix_free in H; auto. destruct H as [-> H]. f_equal. auto.
Qed.

Lemma names_are_countable : forall f, countable (name f).
Proof. intros f. unfold countable. destruct f; reflexivity. Qed.

Definition field_of_name (t : text) : option field :=
  find (fun f => text_eqb (name f) t) all_fields.

Lemma names_are_told_apart : forall f, field_of_name (name f) = Some f.
Proof. destruct f; vm_compute; reflexivity. Qed.

Lemma names_are_injective : forall f g, name f = name g -> f = g.
Proof.
  intros f g H. pose proof (names_are_told_apart f) as E. rewrite H, names_are_told_apart in E.
  congruence.
Qed.

Lemma place_names_are_injective : forall p q, place_name p = place_name q -> p = q.
Proof. intros [] []; cbn; intros; congruence. Qed.

(* Recipient, purpose, scope with its batch, field and place: each part alone makes another domain. *)
Theorem domains_are_told_apart : forall batch batch' p p' s s' f f' q q',
  Forall countable [recipient p; purpose p; batch; recipient p'; purpose p'; batch'] ->
  N.of_nat (List.length batch) < 4294967000 -> N.of_nat (List.length batch') < 4294967000 ->
  domain batch p s f q = domain batch' p' s' f' q' ->
  recipient p = recipient p' /\ purpose p = purpose p' /\ s = s' /\ f = f' /\ q = q'
  /\ (s = Batch -> batch = batch').
Proof.
  intros batch batch' p p' s s' f f' q q' H Hb Hb' E. unfold domain in E.
  apply the_encoding_is_injective in E.
  - injection E as Er Ep Es Ef Eq.
    apply names_are_injective in Ef. apply place_names_are_injective in Eq.
    destruct s, s'; try discriminate Es; repeat split; auto; intros; try discriminate.
    now injection Es.
  - repeat (apply Forall_cons || apply Forall_nil);
      repeat match goal with H : Forall _ (_ :: _) |- _ => inversion H; clear H; subst end; auto.
    + destruct s; [|reflexivity]. unfold countable. rewrite app_length. cbn [List.length lit list_ascii_of_string]. lia.
    + apply names_are_countable.
    + destruct q; reflexivity.
  - repeat (apply Forall_cons || apply Forall_nil);
      repeat match goal with H : Forall _ (_ :: _) |- _ => inversion H; clear H; subst end; auto.
    + destruct s'; [|reflexivity]. unfold countable. rewrite app_length. cbn [List.length lit list_ascii_of_string]. lia.
    + apply names_are_countable.
    + destruct q'; reflexivity.
Qed.
