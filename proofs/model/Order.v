(* The order of rows is that of their tokens and tells nothing of the input's; batches joined are
   merged; records that stay behind leave no trace; B5, B6, C4. *)

Require Import Bool Arith NArith Ascii String List Lia Permutation Sorted.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch Floors Shape.
Import ListNotations.

Lemma text_eqb_eq : forall a b, text_eqb a b = true <-> a = b.
Proof.
  induction a as [|x a IH]; intros [|y b]; cbn; split; try discriminate; auto; intros H.
  - apply andb_prop in H. destruct H as [H1 H2].
    apply Ascii.eqb_eq in H1. apply IH in H2. congruence.
  - injection H as -> ->. rewrite Ascii.eqb_refl. cbn. now apply IH.
Qed.

Lemma mem_In : forall t l, mem t l = true <-> In t l.
Proof.
  intros t l. unfold mem. rewrite existsb_exists. split.
  - intros (u & Hu & E). apply text_eqb_eq in E. now subst.
  - intros H. exists t. split; auto. now apply text_eqb_eq.
Qed.

Lemma distinct_NoDup : forall l, distinct l = true <-> NoDup l.
Proof.
  induction l as [|t l IH]; cbn; split; intros H; try constructor; auto.
  - apply andb_prop in H. destruct H as [H _]. intros I. apply mem_In in I. now rewrite I in H.
  - apply IH. apply andb_prop in H. tauto.
  - inversion H; subst. apply andb_true_intro. split; [|now apply IH].
    destruct (mem t l) eqn:E; auto. apply mem_In in E. contradiction.
Qed.

(* The order of bytes is total. *)
Lemma code_inj : forall x y, code x = code y -> x = y.
Proof.
  intros x y H. unfold code in H. rewrite <- (ascii_N_embedding x), <- (ascii_N_embedding y).
  now rewrite H.
Qed.
Lemma leb_refl : forall a, text_leb a a = true.
Proof. induction a as [|x a IH]; cbn; auto. now rewrite N.ltb_irrefl. Qed.
Lemma leb_total : forall a b, text_leb a b = false -> text_leb b a = true.
Proof.
  induction a as [|x a IH]; intros [|y b]; cbn; auto; try discriminate.
  destruct (code x <? code y)%N eqn:E, (code y <? code x)%N eqn:F; auto; discriminate.
Qed.
Lemma leb_antisym : forall a b, text_leb a b = true -> text_leb b a = true -> a = b.
Proof.
  induction a as [|x a IH]; intros [|y b]; cbn; auto; try discriminate.
  destruct (code x <? code y)%N eqn:E, (code y <? code x)%N eqn:F; try discriminate;
    intros H G.
  - apply N.ltb_lt in E, F. lia.
  - apply N.ltb_ge in E, F. rewrite (IH b H G). f_equal. apply code_inj. lia.
Qed.
Lemma leb_trans : forall a b c, text_leb a b = true -> text_leb b c = true -> text_leb a c = true.
Proof.
  induction a as [|x a IH]; intros [|y b] [|z c]; cbn; auto; try discriminate.
  destruct (code x <? code y)%N eqn:E, (code y <? code z)%N eqn:F; intros H G;
    repeat match goal with
    | H : (_ <? _)%N = true |- _ => apply N.ltb_lt in H
    | H : (_ <? _)%N = false |- _ => apply N.ltb_ge in H
    end;
    destruct (code x <? code z)%N eqn:K; auto;
    destruct (code z <? code y)%N eqn:L; try discriminate;
    destruct (code y <? code x)%N eqn:M; try discriminate;
    repeat match goal with
    | H : (_ <? _)%N = true |- _ => apply N.ltb_lt in H
    | H : (_ <? _)%N = false |- _ => apply N.ltb_ge in H
    end;
    destruct (code z <? code x)%N eqn:P;
    repeat match goal with
    | H : (_ <? _)%N = true |- _ => apply N.ltb_lt in H
    | H : (_ <? _)%N = false |- _ => apply N.ltb_ge in H
    end; try lia; eauto.
Qed.

Definition precedes (x y : keyed) : Prop := text_leb (fst x) (fst y) = true.

Lemma insert_permutes : forall x l, Permutation (insert x l) (x :: l).
Proof.
  induction l as [|y l IH]; cbn; auto. destruct (text_leb (fst x) (fst y)); auto.
  rewrite IH. apply perm_swap.
Qed.
Lemma sort_permutes : forall l, Permutation (sort l) l.
Proof. induction l as [|x l IH]; cbn; auto. rewrite insert_permutes. auto. Qed.

Lemma insert_sorts : forall x l,
  StronglySorted precedes l -> StronglySorted precedes (insert x l).
Proof.
  induction l as [|y l IH]; cbn; intros H.
  - repeat constructor.
  - inversion H as [|? ? Hs Hf]; subst. destruct (text_leb (fst x) (fst y)) eqn:E.
    + constructor; auto. constructor; [exact E|].
      eapply Forall_impl; [|exact Hf]. intros z Hz. eapply leb_trans; eauto.
    + constructor; auto. apply Forall_forall. intros z Hz.
      apply (Permutation_in _ (insert_permutes x l)) in Hz. destruct Hz as [<-|Hz].
      * now apply leb_total.
      * rewrite Forall_forall in Hf. now apply Hf.
Qed.

(* Rows are in the order of their matching tokens. *)
Theorem rows_are_in_the_order_of_their_tokens : forall l, StronglySorted precedes (sort l).
Proof. induction l; cbn; [constructor|now apply insert_sorts]. Qed.

Lemma sorted_lists_of_distinct_keys_are_equal : forall l m : list keyed,
  NoDup (map fst l) -> Permutation l m ->
  StronglySorted precedes l -> StronglySorted precedes m -> l = m.
Proof.
  induction l as [|x l IH]; intros m N P Hl Hm.
  - symmetry. now apply Permutation_nil.
  - destruct m as [|y m]; [apply Permutation_sym, Permutation_nil in P; discriminate|].
    inversion Hl as [|? ? Sl Fl]; inversion Hm as [|? ? Sm Fm]; subst.
    rewrite Forall_forall in Fl, Fm.
    assert (x = y) as ->.
    { assert (In x (y :: m)) as Hx by (eapply Permutation_in; [exact P|now left]).
      assert (In y (x :: l)) as Hy
        by (eapply Permutation_in; [apply Permutation_sym; exact P|now left]).
      destruct Hx as [->|Hx]; auto. destruct Hy as [->|Hy]; auto.
      assert (fst x = fst y) as E by (apply leb_antisym; [now apply Fl|now apply Fm]).
      cbn in N. inversion N as [|? ? Nx _]; subst. elim Nx. rewrite E.
      now apply in_map. }
    f_equal. apply IH; auto; [now inversion N|].
    eapply Permutation_cons_inv; eauto.
Qed.

Lemma sort_of_a_permutation : forall l m,
  NoDup (map fst l) -> Permutation l m -> sort l = sort m.
Proof.
  intros l m N P. apply sorted_lists_of_distinct_keys_are_equal;
    try apply rows_are_in_the_order_of_their_tokens.
  - eapply Permutation_NoDup; [|exact N]. apply Permutation_map, Permutation_sym, sort_permutes.
  - rewrite !sort_permutes. exact P.
Qed.

(* What refuses a batch does not depend on the order of its records. *)
Lemma existsb_perm : forall (A : Type) (f : A -> bool) l m,
  Permutation l m -> existsb f l = existsb f m.
Proof.
  intros A f l m P. induction P; cbn; auto; try congruence.
  destruct (f x), (f y); reflexivity.
Qed.
Lemma existsb_ext_in : forall (A : Type) (f g : A -> bool) l,
  (forall x, f x = g x) -> existsb f l = existsb g l.
Proof. induction l as [|x l IH]; cbn; intros H; auto. now rewrite H, IH. Qed.
Lemma forallb_ext : forall (A : Type) (f g : A -> bool) l,
  (forall x, f x = g x) -> forallb f l = forallb g l.
Proof. induction l as [|x l IH]; cbn; intros H; auto. now rewrite H, IH. Qed.
Lemma distinct_perm : forall l m, Permutation l m -> distinct l = distinct m.
Proof.
  intros l m P. destruct (distinct l) eqn:E, (distinct m) eqn:F; auto; exfalso.
  - apply distinct_NoDup in E. apply (Permutation_NoDup P) in E. apply distinct_NoDup in E.
    congruence.
  - apply distinct_NoDup in F. apply (Permutation_NoDup (Permutation_sym P)) in F.
    apply distinct_NoDup in F. congruence.
Qed.
Lemma repeated_perm : forall l m, Permutation l m -> repeated l = repeated m.
Proof. intros. unfold repeated. f_equal. now apply distinct_perm, Permutation_map. Qed.
Lemma collides_perm : forall l m, Permutation l m -> collides l = collides m.
Proof.
  intros l m P. unfold collides. rewrite (existsb_perm _ _ l m P).
  apply existsb_ext_in. intros. now apply existsb_perm.
Qed.
Lemma token_fault_perm : forall l m, Permutation l m -> token_fault l = token_fault m.
Proof.
  intros l m P. unfold token_fault.
  now rewrite (collides_perm l m P), (repeated_perm l m P), (existsb_perm _ _ l m P).
Qed.
Lemma mem_perm : forall t l m, Permutation l m -> mem t l = mem t m.
Proof. intros. unfold mem. now apply existsb_perm. Qed.

Lemma flat_map_perm : forall (A B : Type) (f : A -> list B) l m,
  Permutation l m -> Permutation (flat_map f l) (flat_map f m).
Proof. intros. now apply Permutation_flat_map. Qed.

Lemma faults_perm : forall p s l rows rows',
  Permutation rows rows' -> faults p s l rows = faults p s l rows'.
Proof.
  intros p s l rows rows' P. unfold faults.
  assert (Permutation (released rows) (released rows')) as G by (now apply flat_map_perm).
  assert (Permutation (matching_tokens rows) (matching_tokens rows')) as I
    by (now apply flat_map_perm).
  assert (Permutation (staying rows) (staying rows')) as St by (now apply flat_map_perm).
  rewrite (Permutation_length P), (collides_perm _ _ I), (repeated_perm _ _ I),
    (existsb_perm _ _ _ _ I).
  replace (existsb (fun t => mem (mac t) (staying rows)) (matching_tokens rows'))
    with (existsb (fun t => mem (mac t) (staying rows')) (matching_tokens rows'))
    by (apply existsb_ext_in; intros; symmetry; now apply mem_perm).
  replace (withheld rows) with (withheld rows')
    by (unfold withheld; now rewrite (Permutation_length P), (Permutation_length G)).
  rewrite (Permutation_length G).
  f_equal. f_equal. f_equal; [|f_equal].
  - apply flat_map_ext. intros n. apply map_ext. intros m. apply token_fault_perm.
    now apply flat_map_perm.
  - apply map_ext. intros g. unfold when.
    rewrite (distinct_perm _ (numbers_of (released rows') g)); [reflexivity|].
    now apply flat_map_perm.
  - f_equal. f_equal. f_equal. f_equal. destruct (listed s) as [ids|]; [|reflexivity].
    f_equal. apply forallb_ext. intros. now apply existsb_perm.
Qed.

Definition ends (x : sifted) : bool := match came x with Refusing _ => true | _ => false end.
Lemma stops_iff : forall rows most,
  stops most rows = None <-> length rows <= most /\ existsb ends rows = false.
Proof.
  induction rows as [|x rows IH]; intros [|n]; cbn; split; try discriminate; try tauto.
  - intros. split; [lia|reflexivity].
  - intros. split; [lia|reflexivity].
  - intros [H _]. lia.
  - unfold ends at 1. destruct (came x); try discriminate; intros H; apply IH in H; cbn;
      split; try tauto; lia.
  - intros [H E]. unfold ends at 1 in E. destruct (came x); cbn in E; try discriminate;
      apply IH; split; auto; lia.
Qed.
Lemma stops_perm : forall most rows rows',
  Permutation rows rows' -> stops most rows = None -> stops most rows' = None.
Proof.
  intros most rows rows' P H. apply stops_iff in H. apply stops_iff.
  now rewrite <- (Permutation_length P), <- (existsb_perm _ _ _ _ P).
Qed.

(* Where nothing repeats and nothing collides, no two rows have one token; C4. *)
Lemma keys_are_the_tokens : forall rows,
  map fst (keyed_rows rows) = map letters_of (matching_tokens rows).
Proof.
  induction rows as [|x rows IH]; auto.
  change (x :: rows) with ([x] ++ rows). rewrite keyed_rows_app, matching_tokens_app, !map_app, IH.
  f_equal. unfold keyed_rows, matching_tokens. cbn. destruct (came x), (who x); reflexivity.
Qed.
Lemma tokens_are_distinct : forall ts,
  collides ts = false -> repeated ts = false -> NoDup (map letters_of ts).
Proof.
  intros ts C R. unfold repeated in R. apply negb_false_iff, distinct_NoDup in R.
  assert (forall a b, In a ts -> In b ts -> letters_of a = letters_of b -> mac a = mac b) as A.
  { intros a b Ha Hb E. destruct (text_eqb (mac a) (mac b)) eqn:M; [now apply text_eqb_eq|].
    exfalso. assert (collides ts = true); [|congruence]. unfold collides.
    apply existsb_exists. exists a. split; auto. apply existsb_exists. exists b. split; auto.
    rewrite M. apply andb_true_intro. split; auto. now apply text_eqb_eq. }
  clear C. induction ts as [|t ts IH]; cbn in *; constructor.
  - intros I. apply in_map_iff in I. destruct I as (u & E & Hu).
    inversion R as [|? ? N _]; subst. elim N.
    rewrite (A t u); auto. now apply in_map.
  - inversion R; subst. apply IH; auto.
Qed.
Lemma faults_none : forall p s l rows,
  faults p s l rows = None -> NoDup (map fst (keyed_rows rows)).
Proof.
  intros p s l rows H. rewrite keys_are_the_tokens. unfold faults in H.
  cbn [app first_some] in H.
  destruct (when _ TooFewRows) in H; try discriminate.
  destruct (collides (matching_tokens rows)) eqn:C; try discriminate. cbn [when] in H.
  destruct (repeated (matching_tokens rows)) eqn:R; try discriminate.
  now apply tokens_are_distinct.
Qed.

Section Orders.
Variable prf : text -> text -> text -> text.
Variable secret batch : text.
Local Notation export := (export prf secret batch).
Local Notation sift := (sift prf secret batch).

Lemma given_out_iff : forall f p s l R bytes,
  given_out (export f p s l R) = Some bytes <->
  stops (match expected l with Some n => n | None => max_rows p end) (map (sift p s) R) = None
  /\ faults p s l (map (sift p s) R) = None /\ bytes = bytes_of f p (map (sift p s) R).
Proof.
  intros. unfold Batch.export, finish_batch.
  destruct (stops _ _); cbn [given_out]; [split; [discriminate|intros [H _]; discriminate]|].
  destruct (faults _ _ _ _); cbn [given_out]; [split; [discriminate|intros (_ & H & _); discriminate]|].
  split; [intros H; injection H as <-; auto|intros (_ & _ & ->); auto].
Qed.

(* The order of the input leaves no trace in what is given out. *)
Theorem the_order_of_the_input_leaves_no_trace : forall f p s l R R',
  Permutation R R' -> given_out (export f p s l R) = given_out (export f p s l R').
Proof.
  assert (forall f p s l R R' bytes, Permutation R R' ->
            given_out (export f p s l R) = Some bytes ->
            given_out (export f p s l R') = Some bytes) as One.
  { intros f p s l R R' bytes P H. apply given_out_iff in H. apply given_out_iff.
    destruct H as (S & F & ->).
    assert (Permutation (map (sift p s) R) (map (sift p s) R')) as Q by (now apply Permutation_map).
    repeat split.
    - eapply stops_perm; eauto.
    - now rewrite <- (faults_perm _ _ _ _ _ Q).
    - unfold bytes_of. f_equal. f_equal. apply sort_of_a_permutation.
      + now apply (faults_none p s l).
      + now apply flat_map_perm. }
  intros f p s l R R' P.
  destruct (given_out (export f p s l R)) as [b|] eqn:E.
  - symmetry. now apply (One f p s l R R').
  - destruct (given_out (export f p s l R')) as [b|] eqn:F; auto.
    rewrite (One f p s l R' R b (Permutation_sym P) F) in E. discriminate.
Qed.

(* The rows of two inputs joined are the rows of each, merged by their tokens. *)
Theorem two_inputs_joined_give_the_rows_of_each_merged : forall f p s l R R' bytes,
  given_out (export f p s l (R ++ R')) = Some bytes ->
  let rows X := sort (keyed_rows (map (sift p s) X)) in
  bytes = head f p ++ flat_map (fun row => line f p (snd row)) (sort (rows R ++ rows R')).
Proof.
  intros f p s l R R' bytes H rows. apply given_out_iff in H. destruct H as (_ & F & ->).
  unfold bytes_of. f_equal. f_equal. apply sort_of_a_permutation.
  - now apply (faults_none p s l).
  - unfold rows. rewrite map_app, !sort_permutes. unfold keyed_rows. now rewrite flat_map_app.
Qed.

(* Records that stay behind leave no trace: without them the same bytes are given out. *)
Definition stays (p : profile) (s : sources) (r : record) : bool :=
  match minimise prf secret batch p s r with Released _ => false | _ => true end.
Theorem records_that_stay_behind_leave_no_trace : forall f p s l R bytes bytes',
  given_out (export f p s l R) = Some bytes ->
  given_out (export f p s l (filter (fun r => negb (stays p s r)) R)) = Some bytes' ->
  bytes = bytes'.
Proof.
  intros f p s l R bytes bytes' H H'. apply given_out_iff in H, H'.
  destruct H as (_ & _ & ->). destruct H' as (_ & _ & ->). unfold bytes_of.
  assert (keyed_rows (map (sift p s) (filter (fun r => negb (stays p s r)) R))
          = keyed_rows (map (sift p s) R)) as ->; [|reflexivity].
  induction R as [|r R IH]; auto. cbn [filter map]. unfold stays at 1.
  destruct (minimise prf secret batch p s r) eqn:E; cbn [negb map];
    unfold keyed_rows in *; cbn [flat_map]; rewrite IH; cbn; rewrite ?E; reflexivity.
Qed.

(* No two rows of what is given out have the same matching token. *)
Theorem no_two_rows_have_one_token : forall f p s l R bytes,
  given_out (export f p s l R) = Some bytes ->
  NoDup (map fst (keyed_rows (map (sift p s) R))).
Proof.
  intros f p s l R bytes H. apply given_out_iff in H. destruct H as (_ & F & _).
  now apply (faults_none p s l).
Qed.

(* A record of which another row stays behind leaves by none. *)
Theorem no_row_of_a_record_that_stays_behind_leaves : forall f p s l R bytes r r' t t',
  given_out (export f p s l R) = Some bytes -> In r R -> In r' R ->
  stays p s r = true -> stays p s r' = false ->
  identity prf secret batch p r = Some t -> identity prf secret batch p r' = Some t' ->
  mac t <> mac t'.
Proof.
  intros f p s l R bytes r r' t t' H Hr Hr' S S' I I' E.
  apply given_out_iff in H. destruct H as (_ & F & _). unfold faults in F.
  cbn [app first_some] in F.
  destruct (when _ TooFewRows) in F; try discriminate.
  destruct (when (collides _) _) in F; try discriminate.
  destruct (when (repeated _) _) in F; try discriminate.
  destruct (existsb (fun t => mem (mac t) (staying (map (sift p s) R)))
                    (matching_tokens (map (sift p s) R))) eqn:X; [discriminate|].
  assert (existsb (fun t => mem (mac t) (staying (map (sift p s) R)))
                  (matching_tokens (map (sift p s) R)) = true); [|congruence].
  apply existsb_exists. exists t'. unfold stays in S, S'. split.
  - unfold matching_tokens. apply in_flat_map. exists (sift p s r').
    split; [now apply in_map|]. cbn. rewrite I'.
    destruct (minimise prf secret batch p s r'); try discriminate. now left.
  - apply mem_In. unfold staying. apply in_flat_map. exists (sift p s r).
    split; [now apply in_map|]. cbn. rewrite I, <- E.
    destruct (minimise prf secret batch p s r); try discriminate; now left.
Qed.
End Orders.
