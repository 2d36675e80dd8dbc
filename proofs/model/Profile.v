(* Profiles: what a column is made of, and which profiles load. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value.
Import ListNotations.
Open Scope char_scope.

Inductive rule :=
| Keep (not_payroll : bool)
| Initials
| FirstWord
| Digits
| MonthEnd (format : list date_item)
| Category (table : list (text * text))
| Pseudonymise (among : scope) (chars : nat).

Inductive part := Fixed (t : text) | Field (f : field) (r : rule).
Inductive content := Constant (t : text) | Parts (parts : list part).

Record column := Column {
  header : text;
  at_place : place;
  holds : content;
  in_upper : bool;
  max_chars : option nat;
  (* whether a missing value refuses the batch, and not only the row *)
  must_have : bool
}.

Record profile := Profile {
  recipient : text;
  purpose : text;
  columns : list column;
  photo : option (place * text);
  min_rows : nat;
  max_rows : nat;
  ledger_required : bool;
  delimiter : ascii;
  byte_order_mark : bool
}.

Definition treatment_of (r : rule) : treatment :=
  match r with
  | Keep _ => keep
  | Initials | MonthEnd _ | Category _ => Treat ShowsPart LinksNone
  | FirstWord | Digits => Treat ShowsPart LinksAll
  | Pseudonymise Batch _ => Treat ShowsNone LinksBatch
  | Pseudonymise Recipient _ => Treat ShowsNone LinksRecipient
  end.

Definition floor (f : field) (p : place) : treatment :=
  match kind_of p with
  | Printed => floor_printed f
  | Order => floor_order f
  | Encoded => floor_encoded f
  end.

Definition field_eqb (f g : field) : bool := (index f =? index g)%N.

Definition parts_of (c : column) : list part :=
  match holds c with Constant t => [Fixed t] | Parts parts => parts end.
Definition field_parts (p : profile) : list (column * field * rule) :=
  flat_map (fun c => flat_map (fun q => match q with
                                        | Field f r => [(c, f, r)]
                                        | Fixed _ => []
                                        end) (parts_of c)) (columns p).

Definition field_in (x : column * field * rule) : field := snd (fst x).
Definition place_in (x : column * field * rule) : place := at_place (fst (fst x)).
Definition rule_in (x : column * field * rule) : rule := snd x.

Definition place_index (p : place) : N :=
  match p with
  | Front => 0 | Back => 1 | Chip => 2 | Magstripe => 3 | Barcode => 4 | Matching => 5
  | Fulfilment => 6
  end.
Definition place_eqb (p q : place) : bool := (place_index p =? place_index q)%N.

(* The least protective treatment that any part gives the field, at one place or at all. *)
Definition treatment_at (p : profile) (f : field) (q : place) : treatment :=
  fold_right (fun x all => if field_eqb (field_in x) f && place_eqb (place_in x) q
                           then meet (treatment_of (rule_in x)) all else all)
             drop (field_parts p).
Definition treatment_in (p : profile) (f : field) : treatment :=
  fold_right (fun x all => if field_eqb (field_in x) f
                           then meet (treatment_of (rule_in x)) all else all)
             drop (field_parts p).

Definition shows_something (t : treatment) : bool := negb (Nat.eqb (shown_rank (shows t)) 0).
Definition is_of_card (f : field) : bool :=
  match class_of f with FulfilmentClass => true | _ => false end.
(* Whether a recipient sees something of a person, so that flagged records stay behind. *)
Definition shows_a_person (p : profile) : bool :=
  match photo p with Some _ => true | None => false end
  || existsb (fun x => shows_something (treatment_of (rule_in x)) && negb (is_of_card (field_in x)))
             (field_parts p).

(* Whether the treatment has a meaning for values of the type. *)
Definition applies (r : rule) (f : field) : bool :=
  match r, type_of f with
  | Keep stated, VStaffNumber => stated
  | Keep stated, _ => negb stated
  | (Initials | FirstWord), VName => true
  | Digits, VCollarNumber => true
  | MonthEnd _, VDate => true
  | Category _, (VTitle | VRank | VOrganisation | VCategory) => true
  | Pseudonymise _ _,
    (VRecordId | VWarrantNumber | VCollarNumber | VStaffNumber | VEsrNumber | VBarcode) => true
  | _, _ => false
  end.

Definition is_releasable (f : field) : bool :=
  match role_of f with Releasable => true | _ => false end.
Definition may_stand (p : place) (f : field) (r : rule) : bool :=
  is_releasable f && applies r f && covers (treatment_of r) (floor f p).

Definition is_plain (c : ascii) : bool :=
  is_alnum c || existsb (Ascii.eqb c) (lit " -'.,&()/_").
Definition plain (most : nat) (t : text) : bool := between 1 most t && forallb is_plain t.

Definition item_class (i : date_item) : N :=
  match i with
  | DayItem => 1
  | MonthItem | ShortName | LongName => 2
  | YearItem | ShortYearItem => 3
  | Between _ => 0
  end.
Definition item_length (i : date_item) : nat := match i with Between _ => 1 | _ => 2 end.
Definition is_blank_or_hyphen (i : option date_item) : bool :=
  match i with Some (Between c) => Ascii.eqb c "-" || Ascii.eqb c " " | _ => false end.
Definition is_blank (i : option date_item) : bool :=
  match i with Some (Between c) => Ascii.eqb c " " | _ => false end.
Definition is_format (format : list date_item) : bool :=
  let told := fun n => List.length (filter (fun i => (item_class i =? n)%N) format) in
  Nat.leb (fold_right (fun i n => item_length i + n) 0 format) 32
  && negb (is_blank_or_hyphen (hd_error format)) && negb (is_blank (hd_error (rev format)))
  && forallb (fun i => match i with Between c => mem [c] (map lit [" "; "/"; "-"; "."]%string)
                                  | _ => true end) format
  && Nat.leb (told 1%N) 1 && Nat.leb (told 2%N) 1 && Nat.leb (told 3%N) 1
  && Nat.leb 1 (told 1%N + told 2%N + told 3%N).

Fixpoint distinct (ts : list text) : bool :=
  match ts with t :: rest => negb (mem t rest) && distinct rest | [] => true end.
Fixpoint unique (ts : list text) : list text :=
  match ts with t :: rest => if mem t rest then unique rest else t :: unique rest | [] => [] end.

(* Two spellings of one input are one input. *)
Definition folded (t : text) : text := lower (filter is_alnum t).
Definition is_table (f : field) (table : list (text * text)) : bool :=
  let inputs_of := fun to => List.length
    (unique (map (fun e => folded (fst e)) (filter (fun e => text_eqb (snd e) to) table))) in
  Nat.leb 2 (List.length table)
  && distinct (map fst table)
  && forallb (fun e => plain 64 (snd e) && negb (formula_like (snd e))
                       && Nat.leb 2 (inputs_of (snd e))
                       && match canonical (type_of f) (fst e) with
                          | Some t => text_eqb t (fst e)
                          | None => false
                          end) table.

Definition is_rule (f : field) (r : rule) : bool :=
  match r with
  | MonthEnd format => is_format format
  | Category table => is_table f table
  | Pseudonymise _ chars => Nat.leb 16 chars && Nat.leb chars 26
  | _ => true
  end.

Definition is_part (p : place) (q : part) : bool :=
  match q with
  | Fixed t => plain 32 t
  | Field f r => may_stand p f r && is_rule f r
  end.
Definition is_field (q : part) : bool := match q with Field _ _ => true | Fixed _ => false end.
Definition least_chars (q : part) : nat :=
  match q with
  | Fixed t => List.length t
  | Field _ (Pseudonymise _ chars) => chars
  | Field _ _ => 1
  end.
Definition starts_like_a_formula (c : column) : bool :=
  match parts_of c with Fixed t :: _ => formula_like t | _ => false end.
Definition is_content (c : column) : bool :=
  match holds c with
  | Constant t => plain 64 t
  | Parts parts => Nat.leb 1 (List.length parts) && Nat.leb (List.length parts) 8
                   && forallb (is_part (at_place c)) parts && existsb is_field parts
  end.
Definition is_token_alone (c : column) : bool :=
  match holds c with
  | Parts [Field _ (Pseudonymise _ _)] => negb (in_upper c)
  | _ => false
  end.
Definition is_matching (c : column) : bool :=
  match at_place c with Matching => true | _ => false end.
Definition is_column (c : column) : bool :=
  plain 64 (header c) && negb (formula_like (header c))
  && is_content c && negb (starts_like_a_formula c)
  && match max_chars c with
     | Some most => Nat.leb 1 most && Nat.leb most 200
                    && Nat.leb (fold_right (fun q n => least_chars q + n) 0 (parts_of c)) most
     | None => true
     end
  && (negb (is_matching c) || is_token_alone c).

Definition is_token (r : rule) : bool := match r with Pseudonymise _ _ => true | _ => false end.
Definition scope_name (s : scope) : text :=
  match s with Batch => lit "batch" | Recipient => lit "recipient" end.
Definition place_name (p : place) : text :=
  match p with
  | Front => lit "front" | Back => lit "back" | Chip => lit "chip" | Magstripe => lit "magstripe"
  | Barcode => lit "barcode" | Matching => lit "matching" | Fulfilment => lit "fulfilment"
  end.
(* What tells one part from another: the domain of its token, or the field that it shows. *)
Definition part_key (x : column * field * rule) : text :=
  match rule_in x with
  | Pseudonymise s _ => encode [name (field_in x); scope_name s; place_name (place_in x)]
  | _ => encode [name (field_in x)]
  end.

(* Whether the profile loads. *)
Definition valid (p : profile) : bool :=
  forallb is_column (columns p)
  && Nat.eqb (List.length (filter is_matching (columns p))) 1
  && distinct (map part_key (field_parts p))
  && distinct (map lower (map header (columns p)
                          ++ match photo p with Some (_, h) => [h] | None => [] end))
  && match photo p with
     | Some (q, h) => match kind_of q with Printed => true | _ => false end
                      && plain 64 h && negb (formula_like h)
     | None => true
     end
  && Nat.leb 1 (min_rows p) && Nat.leb (min_rows p) (max_rows p).
