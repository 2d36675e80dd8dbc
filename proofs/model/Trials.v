(* The statements as programs over small spaces. Of the model as it is, none finds anything; of a
   model with one definition changed, one of them must show an input by which it is refuted. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise Batch.
Import ListNotations.
Open Scope string_scope.

Definition of_text (t : text) : string := string_of_list_ascii t.

(* A keyed function for trials: letters that depend on all it is given. *)
Definition stir (acc : N) (t : text) : N :=
  fold_left (fun acc c => N.modulo (acc * 37 + code c + 1) 65521) t acc.
Definition trial_prf (k d v : text) : text :=
  let n := stir (stir (stir 7 k) d) v in
  let letter := fun at_bit => ascii_of_N (97 + N.shiftr n at_bit mod 16) in
  (map letter [0; 4; 8; 12] ++ repeat "z"%char 22)%N%list.

(* Orders and floors, spelt out anew. *)
Definition protects (t f : treatment) : bool :=
  match shows t, shows f with
  | ShowsNone, _ | _, ShowsAll | ShowsPart, ShowsPart => true
  | _, _ => false
  end &&
  match links t, links f with
  | LinksNone, _ | _, LinksAll | LinksBatch, LinksBatch | LinksBatch, LinksRecipient
  | LinksRecipient, LinksRecipient => true
  | _, _ => false
  end.
Definition floor_by_place (f : field) (q : place) : treatment :=
  match q with
  | Front | Back => floor_printed f
  | Matching | Fulfilment => floor_order f
  | Chip | Magstripe | Barcode => floor_encoded f
  end.
Definition all_treatments : list treatment :=
  flat_map (fun s => map (Treat s) [LinksNone; LinksBatch; LinksRecipient; LinksAll])
           [ShowsNone; ShowsPart; ShowsAll].
Definition treatment_eqb (a b : treatment) : bool := protects a b && protects b a.
Definition all_places := [Front; Back; Chip; Magstripe; Barcode; Matching; Fulfilment].

(* The first inputs, if any, that do not do as stated. *)
Definition refuted {A : Type} (holds : A -> bool) (space : list A) : option A :=
  find (fun x => negb (holds x)) space.

Definition col (h : string) (q : place) (parts : list part) : column :=
  Column (lit h) q (Parts parts) false None false.
Definition profile_of (columns : list column) : profile :=
  Profile (lit "Bureau") (lit "Cards") columns None 1 1000 false "," false.
Definition ids := col "ref" Matching [Field f_record_id (Pseudonymise Batch 16)].
Definition formats := MonthEnd [DayItem; Between "/"; MonthItem; Between "/"; ShortYearItem].
Definition jobs := Category (map (fun x => (lit (fst x), lit (snd x)))
  [("Staff Nurse", "Nurse"); ("Ward Sister", "Nurse"); ("Clerk", "Other"); ("Porter", "Other")]).
Definition profiles : list profile := map profile_of
  [ [ids];
    [ids; col "name" Front [Field f_given_names Initials; Fixed (lit " "); Field f_family_name (Keep false)];
     col "until" Front [Field f_expiry_date formats]];
    [col "no" Front [Field f_collar_number Digits]; ids; col "job" Back [Field f_job_title jobs]];
    [ids; col "staff" Chip [Field f_staff_number (Pseudonymise Recipient 20)];
     col "known" Front [Field f_known_as FirstWord]];
    [ids; col "middle" Front [Field f_middle_names Initials]] ].

Definition with_texts (l : list (field * string)) : record := fun f =>
  match find (fun x => field_eqb (fst x) f) l with
  | Some x => Given (lit (snd x))
  | None => Missing
  end.
Definition flags_clear := map (fun f => (f, "no")) flags.
Definition person (l : list (field * string)) : record :=
  with_texts (l ++ [(f_family_name, "Smith"); (f_given_names, "Mary Ann"); (f_known_as, "Jo Ann");
                    (f_middle_names, "Jane"); (f_expiry_date, "2026-02-03");
                    (f_collar_number, "PC 1234"); (f_job_title, "Clerk"); (f_staff_number, "S-100")]
              ++ flags_clear)%list.
Definition one := person [(f_record_id, "E1")].
Definition two := person [(f_record_id, "E2"); (f_staff_number, "S-200")].
Definition three := person [(f_record_id, "E3"); (f_staff_number, "S-300"); (f_family_name, "Ng")].
Definition plain_sources := Sources [FromRecords; FromRecords; FromRecords; FromRecords; FromRecords] None.
Definition lenient := Limits None false.

Definition given (k : string) (b : string) (p : profile) (records : list record) : option string :=
  option_map of_text (given_out (export trial_prf (lit k) (lit b) Csv p plain_sources lenient records)).
Definition same (a b : option string) : bool :=
  match a, b with Some a, Some b => String.eqb a b | None, None => true | _, _ => false end.
Definition is_some {A : Type} (a : option A) : bool := match a with Some _ => true | None => false end.
Definition put (r : record) (f : field) (v : reading) : record :=
  fun g => if field_eqb g f then v else r g.
Definition headers (p : profile) : list string := map (fun c => of_text (header c)) (columns p).

(* Lattice. *)
Definition pairs {A B : Type} (l : list A) (m : list B) := list_prod l m.
Definition join_is_the_least_upper_bound :=
  refuted (fun x => let '(a, b, c) := x in
             Bool.eqb (protects c a && protects c b) (protects c (join a b)))
          (pairs (pairs all_treatments all_treatments) all_treatments).
Definition meet_is_the_greatest_lower_bound :=
  refuted (fun x => let '(a, b, c) := x in
             Bool.eqb (protects a c && protects b c) (protects (meet a b) c))
          (pairs (pairs all_treatments all_treatments) all_treatments).
Definition covers_is_the_product_order :=
  refuted (fun x => Bool.eqb (covers (fst x) (snd x)) (protects (fst x) (snd x)))
          (pairs all_treatments all_treatments).

(* Floors: every rule of every releasable field, and of some that may never leave, at every place. *)
Definition rules_for (f : field) : list rule :=
  [Keep false; Keep true; Initials; FirstWord; Digits; formats; jobs; Pseudonymise Batch 16;
   Pseudonymise Recipient 26].
Definition some_fields :=
  (filter is_releasable all_fields ++ [f_pay_number; f_home_address; f_date_of_birth; f_covert])%list.
Definition floor_never_undercut :=
  option_map (fun x => (of_text (name (fst (fst x))), snd (fst x), snd x))
    (refuted (fun x => let '(f, r, q) := x in
                negb (valid (profile_of (ids :: [col "tested" q [Field f r]])))
                || protects (treatment_of r) (floor_by_place f q))
             (pairs (pairs some_fields (rules_for f_rank))
                    [Front; Back; Chip; Magstripe; Barcode; Fulfilment])).
Definition treatments_add_up :=
  option_map (fun x => of_text (name (field_in (snd x))))
    (refuted (fun x => protects (treatment_of (rule_in (snd x))) (treatment_in (fst x) (field_in (snd x)))
                       && protects drop (treatment_in (fst x) f_pay_number)
                       && protects (treatment_in (fst x) f_pay_number) drop)
       (flat_map (fun p => map (fun x => (p, x)) (field_parts p))
         (profile_of [ids; col "a" Front [Field f_rank (Keep false)];
                      col "b" Chip [Field f_record_id (Pseudonymise Recipient 16)]] :: profiles))).

(* Non-interference. *)
Definition silent_fields := filter (fun f => negb (is_releasable f) && negb (existsb (field_eqb f) flags)) all_fields.
Definition forbidden_fields_change_nothing :=
  option_map (fun x => (headers (fst x), option_map (fun f => of_text (name f)) (snd x)))
    (find (fun x => is_some (snd x))
       (map (fun p => let plain := given "k" "b" p [two] in
               (p, refuted (fun f => same plain (given "k" "b" p [put two f (Given (lit "77"))])) silent_fields))
            (firstn 2 (tl profiles)))).
(* Records that differ in what a view hides. *)
Definition twins : list (string * nat * record) :=
  [ ("two names of the same initials", 1, person [(f_record_id, "E2"); (f_given_names, "May Alice")]);
    ("two days of one month", 1, person [(f_record_id, "E2"); (f_expiry_date, "2026-02-28")]);
    ("two units of one number", 2, person [(f_record_id, "E2"); (f_collar_number, "ABC 1234")]);
    ("two jobs of one category", 2, person [(f_record_id, "E2"); (f_job_title, "Porter")]);
    ("two names of one first word", 3,
       person [(f_record_id, "E2"); (f_staff_number, "S-100"); (f_known_as, "Jo")]);
    ("two middle names of one initial", 4, person [(f_record_id, "E2"); (f_middle_names, "Jo")]) ].
Definition equal_views_give_equal_bytes :=
  option_map (fun x => fst (fst x))
    (refuted (fun x => let p := nth (snd (fst x)) profiles (profile_of []) in
                let r := person [(f_record_id, "E2")] in
                same (given "k" "b" p [r]) (given "k" "b" p [snd x]) && is_some (given "k" "b" p [r]))
             twins).

(* Shape, order, count. *)
Definition every_row_has_every_column :=
  option_map (fun x => (headers (fst x), snd x))
    (refuted (fun x => match minimise trial_prf (lit "k") (lit "b") (fst x) plain_sources
                               (put one (nth (snd x) [f_family_name; f_expiry_date; f_job_title; f_known_as;
                                                      f_given_names; f_middle_names] f_rank) Missing) with
                       | Released row => Nat.eqb (length row) (length (columns (fst x)))
                                         && forallb (fun c => negb (Nat.eqb (length (written c)) 0)) row
                       | _ => true
                       end) (pairs profiles [0; 1; 2; 3; 4; 5])).
Definition order_of_the_input_leaves_no_trace :=
  option_map headers
    (refuted (fun p => let a := given "k" "b" p [one; two; three] in
                is_some a && same a (given "k" "b" p [three; one; two])
                && same a (given "k" "b" p [two; one; three])) (tl profiles)).
Definition records_that_stay_behind_leave_no_trace :=
  option_map headers
    (refuted (fun p => same (given "k" "b" p [one; two])
                            (given "k" "b" p [one; put three f_covert Missing; two])) (tl profiles)).
Definition no_record_leaves_twice :=
  option_map headers
    (refuted (fun p => negb (is_some (given "k" "b" p [one; two; one]))
                       && negb (is_some (given "k" "b" p [one; two; put one f_minor Missing])))
             (tl profiles)).
(* What is given out of a batch of one, too, is the view and not nothing. *)
Definition something_is_given_out :=
  option_map headers (refuted (fun p => is_some (given "k" "b" p [one])) profiles).

(* Flags and values that are missing. *)
Definition a_raised_flag_keeps_the_record_back :=
  option_map (fun x => (headers (fst x), of_text (name (snd x))))
    (refuted (fun x => match minimise trial_prf (lit "k") (lit "b") (fst x) plain_sources
                               (put one (snd x) (Given (lit "yes"))) with Released _ => false | _ => true end
                       && match minimise trial_prf (lit "k") (lit "b") (fst x) plain_sources
                               (put one (snd x) Missing) with Released _ => false | _ => true end)
             (pairs (tl profiles) [f_covert; f_protected_identity; f_close_protection; f_under_threat; f_minor])).

(* Tokens. *)
Definition rename (v : text) : text := match v with "E"%char :: rest => "F"%char :: rest | _ => v end.
Definition renamed_back (v : text) : text := match v with "F"%char :: rest => "E"%char :: rest | _ => v end.
Definition tokens_show_nothing :=
  option_map headers
    (refuted (fun p => same (given "k" "b" p [one; two])
       (option_map of_text (given_out (export (fun k d v => trial_prf k d (renamed_back v)) (lit "k") (lit "b")
          Csv p plain_sources lenient [put one f_record_id (Given (rename (lit "E1")));
                                       put two f_record_id (Given (rename (lit "E2")))])))) profiles).
Definition tokens_are_keyed :=
  option_map headers (refuted (fun p => negb (same (given "k" "b" p [one]) (given "l" "b" p [one]))) profiles).
Definition named (r u : string) : profile :=
  Profile (lit r) (lit u) [ids] None 1 1000 false "," false.
Definition domains :=
  pairs (pairs (pairs [named "ab" "c"; named "a" "bc"; named "a" "b"; named "" "abc"] ["0"; "1"])
               (pairs [Batch; Recipient] [f_record_id; f_staff_number])) all_places.
Definition domain_text (x : profile * string * (scope * field) * place) : text :=
  let '(p, b, (s, f), q) := x in domain (lit b) p s f q.
Definition domains_are_told_apart :=
  let texts := map domain_text domains in
  option_map (fun x => (of_text (recipient (fst (fst (fst x)))), snd (fst (fst x)), snd x))
    (refuted (fun x => let own := domain_text x in
                Nat.leb (length (filter (text_eqb own) texts))
                        (match fst (snd (fst x)) with Batch => 1 | Recipient => 2 end)) domains).

Compute ("join_is_the_least_upper_bound", join_is_the_least_upper_bound).
Compute ("meet_is_the_greatest_lower_bound", meet_is_the_greatest_lower_bound).
Compute ("covers_is_the_product_order", covers_is_the_product_order).
Compute ("floor_never_undercut", floor_never_undercut).
Compute ("treatments_add_up", treatments_add_up).
Compute ("forbidden_fields_change_nothing", forbidden_fields_change_nothing).
Compute ("equal_views_give_equal_bytes", equal_views_give_equal_bytes).
Compute ("every_row_has_every_column", every_row_has_every_column).
Compute ("order_of_the_input_leaves_no_trace", order_of_the_input_leaves_no_trace).
Compute ("records_that_stay_behind_leave_no_trace", records_that_stay_behind_leave_no_trace).
Compute ("no_record_leaves_twice", no_record_leaves_twice).
Compute ("something_is_given_out", something_is_given_out).
Compute ("a_raised_flag_keeps_the_record_back", a_raised_flag_keeps_the_record_back).
Compute ("tokens_show_nothing", tokens_show_nothing).
Compute ("tokens_are_keyed", tokens_are_keyed).
Compute ("domains_are_told_apart", domains_are_told_apart).
