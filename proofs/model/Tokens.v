(* A token shows nothing of its value: whatever the values are renamed to, another keyed function
   gives the same batch. What stays is which rows have equal values; C1, C2, B2 for pseudonyms. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch Floors Interference
  Domains Order.
Import ListNotations.

Definition renamed (pi : text -> text) (v : result text) : result text :=
  match v with Ok t => Ok (pi t) | Err e => Err e end.

(* Two records that differ in one field, whose canonical value is renamed. *)
Definition renames (f : field) (pi : text -> text) (r r' : record) : Prop :=
  (forall g, g <> f -> r g = r' g)
  /\ value (type_of f) (r' f) = renamed pi (value (type_of f) (r f)).

Definition all_places := [Front; Back; Chip; Magstripe; Barcode; Matching; Fulfilment].
Definition domains_of (batch : text) (p : profile) (f : field) : list text :=
  flat_map (fun q => [domain batch p Batch f q; domain batch p Recipient f q]) all_places.

Lemma a_domain_is_listed : forall batch p s f q, In (domain batch p s f q) (domains_of batch p f).
Proof.
  intros. unfold domains_of. apply in_flat_map. exists q. split.
  - destruct q; cbn; tauto.
  - destruct s; cbn; tauto.
Qed.

Theorem a_token_shows_nothing_but_which_values_are_equal :
  forall prf secret batch p s f pi inv R R',
  Forall countable [recipient p; purpose p; batch] ->
  (N.of_nat (List.length batch) < 4294967000)%N ->
  is_releasable f = true -> (listed s = None \/ f <> f_record_id) ->
  (forall x, In x (field_parts p) -> field_in x = f -> is_token (rule_in x) = true) ->
  (forall v, inv (pi v) = v) ->
  Forall2 (renames f pi) R R' ->
  exists prf', forall form l,
    export prf secret batch form p s l R = export prf' secret batch form p s l R'.
Proof.
  intros prf secret batch p s f pi inv R R' Hc Hb Hf Hl Ht Hi H.
  exists (fun k d v => if mem d (domains_of batch p f) then prf k d (inv v) else prf k d v).
  intros form l. apply relaxed_non_interference.
  induction H as [|r r' R R' [Hg Hv] _ IH]; constructor; auto. clear IH. split.
  - intros c [t|g rule] Hin Hx; [reflexivity|]. cbn [view].
    destruct (field_eqb g f) eqn:E.
    + apply field_eqb_eq in E. subst g. rewrite Hv.
      assert (is_token rule = true) as T.
      { apply (Ht (c, f, rule)); auto. now apply in_field_parts. }
      destruct rule as [| | | | | |among chars]; try discriminate.
      destruct (value (type_of f) (r f)) as [v|e]; [|reflexivity]. cbn [renamed treat].
      assert (mem (domain batch p among f (at_place c)) (domains_of batch p f) = true) as ->
        by (apply mem_In, a_domain_is_listed).
      now rewrite Hi.
    + assert (g <> f) as N by (intros ->; assert (field_eqb f f = true) by (now apply field_eqb_eq); congruence).
      rewrite (Hg g N). destruct (value (type_of g) (r' g)) as [v|e]; [|reflexivity].
      destruct rule as [| | | | | |among chars]; try reflexivity. cbn [treat].
      destruct (mem _ _) eqn:M; [|reflexivity]. exfalso. apply mem_In in M.
      unfold domains_of in M. apply in_flat_map in M. destruct M as (q & _ & M).
      assert (Forall countable [recipient p; purpose p; batch; recipient p; purpose p; batch])
        by (change (Forall countable ([recipient p; purpose p; batch]
                                      ++ [recipient p; purpose p; batch]));
            apply Forall_app; auto).
      destruct M as [M|[M|[]]]; apply domains_are_told_apart in M; auto;
        destruct M as (_ & _ & _ & M & _); congruence.
  - intros _. assert (forall g, In g flags -> r g = r' g) as Hflags.
    { intros g Hin. apply Hg. intros ->. cbn in Hin.
      repeat destruct Hin as [<-|Hin]; try discriminate. contradiction. }
    assert (listed s <> None -> r f_record_id = r' f_record_id) as L.
    { intros Hs. apply Hg. destruct Hl as [Hl|Hl]; [contradiction|congruence]. }
    split; [now apply flags_decide|intros Hs; now rewrite L].
Qed.

(* The secret enters every token, and the domain with it. *)
Theorem a_token_is_the_keyed_function_of_its_domain_and_canonical_value :
  forall prf secret batch p q f among chars r v,
  value (type_of f) (r f) = Ok v ->
  view prf secret batch p q (Field f (Pseudonymise among chars)) r
  = let m := prf secret (domain batch p among f q) v in
    Ok (Piece (firstn chars m) [Token f chars m] []).
Proof. intros. cbn. now rewrite H. Qed.
