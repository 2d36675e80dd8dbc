(* Treatments are blind to what they hide; B12. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise.
Import ListNotations.

Section Blind.
Variable prf : text -> text -> text -> text.
Variable secret batch : text.
Local Notation treat := (treat prf secret batch).

(* Two days of one month give the same, in every format. *)
Theorem month_ends_are_blind_to_the_day : forall p q f format v w y m d d',
  read_date v = Some (Date y m d) -> read_date w = Some (Date y m d') ->
  treat p q f (MonthEnd format) v = treat p q f (MonthEnd format) w.
Proof. intros * Hv Hw. cbn. now rewrite Hv, Hw. Qed.

(* Two values of one category give the same. *)
Theorem a_category_shows_its_output_alone : forall p q f table v w e e',
  find (fun e => text_eqb (fst e) v) table = Some e ->
  find (fun e => text_eqb (fst e) w) table = Some e' -> snd e = snd e' ->
  treat p q f (Category table) v = treat p q f (Category table) w.
Proof. intros * Hv Hw H. cbn. now rewrite Hv, Hw, H. Qed.
End Blind.

(* Letters before and behind a number are not in its digits. *)
Lemma drop_while_all : forall f (u t : text),
  forallb f u = true -> drop_while f (u ++ t) = drop_while f t.
Proof.
  induction u as [|c u IH]; cbn; intros t H; auto.
  apply andb_prop in H. destruct H as [-> H]. auto.
Qed.
Lemma drop_while_none : forall f c (t : text),
  f c = false -> drop_while f (c :: t) = c :: t.
Proof. intros f c t H. cbn. now rewrite H. Qed.
Lemma forallb_rev : forall (f : ascii -> bool) l, forallb f (rev l) = forallb f l.
Proof.
  induction l as [|c l IH]; cbn; auto. rewrite forallb_app, IH. cbn.
  destruct (f c), (forallb f l); reflexivity.
Qed.

Theorem digits_are_blind_to_the_letters : forall u d w,
  forallb (fun c => negb (is_digit c)) u = true -> forallb is_digit d = true -> d <> [] ->
  forallb (fun c => negb (is_digit c)) w = true ->
  digits (u ++ d ++ w) = d.
Proof.
  intros u d w Hu Hd Hn Hw. unfold digits, trim_by. rewrite drop_while_all by auto.
  destruct d as [|c d]; [contradiction|].
  assert (is_digit c = true) as Hc by (cbn in Hd; apply andb_prop in Hd; tauto).
  cbn [app]. rewrite drop_while_none by (now rewrite Hc).
  change (c :: d ++ w) with ((c :: d) ++ w).
  rewrite rev_app_distr, drop_while_all by (now rewrite forallb_rev).
  destruct (rev (c :: d)) as [|e r] eqn:E.
  - apply (f_equal (@List.length ascii)) in E. rewrite rev_length in E. discriminate.
  - assert (is_digit e = true) as He.
    { assert (forallb is_digit (rev (c :: d)) = true) as F by (now rewrite forallb_rev).
      rewrite E in F. cbn in F. apply andb_prop in F. tauto. }
    rewrite drop_while_none by (now rewrite He). rewrite <- E. apply rev_involutive.
Qed.

Lemma upper_of_a_letter : forall c, is_letter c = true -> is_upper (to_upper c) = true.
Proof. intros [[] [] [] [] [] [] [] []]; vm_compute; auto. Qed.

(* Initials are capitals, and nothing else of a name. *)
Theorem initials_are_capitals_alone : forall name, forallb is_upper (initials name) = true.
Proof.
  intros name. unfold initials. induction (split _ name) as [|run runs IH]; cbn; auto.
  destruct (find is_letter run) as [c|] eqn:E; cbn; auto.
  apply find_some in E. rewrite (upper_of_a_letter c) by tauto. auto.
Qed.
