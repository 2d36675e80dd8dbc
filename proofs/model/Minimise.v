(* One record in, one row or the reasons against it out. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile.
Import ListNotations.

(* What a record answers when it is asked for a field. A record may answer for every field of the
   catalogue; which ones are asked is what the theorems are about. *)
Inductive reading := Missing | Unusable | Given (t : text).
Definition record := field -> reading.

Inductive fault := MissingValue | InvalidValue | UnlistedCategory | FormulaCell | TooLong.

Inductive result (A : Type) := Ok (a : A) | Err (e : fault).
Arguments Ok {A}. Arguments Err {A}.

Definition flags : list field :=
  [f_covert; f_protected_identity; f_close_protection; f_under_threat; f_minor].
Inductive source := FromRecords | Absent | FromList.
(* Where each flag comes from, in the order of [flags], and the list of ids to withhold. *)
Record sources := Sources { of_flags : list source; listed : option (list text) }.

Definition flag_raised (s : source) (r : reading) : bool :=
  match s, r with
  | Absent, Missing | FromList, Missing => false
  | _, Given t => negb (is_clear t)
  | _, _ => true
  end.
Definition flag_carried (s : source) (r : reading) : bool :=
  match s, r with Absent, Missing => false | Absent, _ => true | _, _ => false end.

Definition id_of (r : reading) : option text :=
  match r with Given t => canonical VRecordId (trim t) | _ => None end.

Inductive verdict := Clear | Raised | Unsourced.
Definition judge (s : sources) (r : record) : verdict :=
  let asked := combine (of_flags s) (map r flags) in
  if existsb (fun x => flag_carried (fst x) (snd x)) asked then Unsourced
  else if existsb (fun x => flag_raised (fst x) (snd x)) asked
          || match listed s with
             | Some ids => match id_of (r f_record_id) with
                           | Some id => mem id ids
                           | None => true
                           end
             | None => false
             end
  then Raised else Clear.

(* A finished cell, with what the batch must know of it. *)
Record token := Token { of_field : field; letters : nat; mac : text }.
Record piece := Piece { written : text; tokens : list token; numbers : list (field * text) }.

Section Keyed.
(* The keyed function: secret, domain, canonical value. Nothing is supposed of it. *)
Variable prf : text -> text -> text -> text.
Variable secret batch : text.

(* What keeps the tokens of one part from those of every other. *)
Definition domain (p : profile) (s : scope) (f : field) (q : place) : text :=
  encode [recipient p; purpose p;
          match s with Batch => lit "batch:" ++ batch | Recipient => lit "recipient" end;
          name f; place_name q].

Definition must_not_repeat (f : field) : bool :=
  match type_of f with VWarrantNumber | VStaffNumber | VCardSerial => true | _ => false end.

(* The canonical value of a reading. *)
Definition value (kind : value_type) (r : reading) : result text :=
  match r with
  | Missing => Err MissingValue
  | Unusable => Err InvalidValue
  | Given given =>
      match trim given with
      | [] => Err MissingValue
      | t => if formula_like t || formula_like given then Err FormulaCell
             else match canonical kind t with Some v => Ok v | None => Err InvalidValue end
      end
  end.

(* What a rule makes of a canonical value. *)
Definition treat (p : profile) (q : place) (f : field) (r : rule) (v : text) : result piece :=
  let shown := fun t => Ok (Piece t [] []) in
  match r with
  | Keep _ => Ok (Piece v [] (if must_not_repeat f then [(f, v)] else []))
  | Initials => match initials v with [] => Err InvalidValue | t => shown t end
  | FirstWord => shown (first_word v)
  | Digits => shown (digits v)
  | MonthEnd format => match read_date v with
                       | Some d => shown (write_date format (month_end d))
                       | None => Err InvalidValue
                       end
  | Category table => match find (fun e => text_eqb (fst e) v) table with
                      | Some e => shown (snd e)
                      | None => Err UnlistedCategory
                      end
  | Pseudonymise s chars =>
      let m := prf secret (domain p s f q) v in
      Ok (Piece (firstn chars m) [Token f chars m] [])
  end.

(* All that a part lets through of a record: the declared view. *)
Definition view (p : profile) (q : place) (x : part) (r : record) : result piece :=
  match x with
  | Fixed t => Ok (Piece t [] [])
  | Field f rule =>
      match value (type_of f) (r f) with
      | Ok v => treat p q f rule v
      | Err e => Err e
      end
  end.

Definition join_pieces (a b : piece) : piece :=
  Piece (written a ++ written b) (tokens a ++ tokens b) (numbers a ++ numbers b).
Fixpoint concat_pieces (l : list (result piece)) : result piece :=
  match l with
  | [] => Ok (Piece [] [] [])
  | Err e :: _ => Err e
  | Ok a :: rest => match concat_pieces rest with Ok b => Ok (join_pieces a b) | Err e => Err e end
  end.

Definition finish (c : column) (x : piece) : result piece :=
  let t := if in_upper c then upper (written x) else written x in
  if match max_chars c with Some most => negb (Nat.leb (List.length t) most) | None => false end
  then Err TooLong
  else if formula_like t then Err FormulaCell
  else Ok (Piece t (tokens x) (numbers x)).

Definition cell (p : profile) (c : column) (r : record) : result piece :=
  match concat_pieces (map (fun x => view p (at_place c) x r) (parts_of c)) with
  | Ok x => finish c x
  | Err e => Err e
  end.

Definition refuses (c : column) (e : fault) : bool :=
  must_have c && match e with MissingValue | InvalidValue | UnlistedCategory => true | _ => false end.

Inductive refusal := FlagWithoutSource | ValueMissing | DuplicateRecord | TokenCollision
                   | TooManyRows | TooFewRows | RowsWithheld | IdNotFound | LedgerRequired
                   | NoRowReleased.

Inductive outcome :=
| Released (cells : list piece)
| Withheld (reasons : list (fault * text))
| Flagged
| Refusing (why : refusal).

Fixpoint reasons (l : list (column * result piece)) : list (fault * text) :=
  match l with
  | [] => []
  | (c, Err e) :: rest => (e, header c) :: reasons rest
  | (_, Ok _) :: rest => reasons rest
  end.
Fixpoint cells_of (l : list (column * result piece)) : list piece :=
  match l with
  | [] => []
  | (_, Ok x) :: rest => x :: cells_of rest
  | (_, Err _) :: rest => cells_of rest
  end.
Definition row_of (l : list (column * result piece)) : outcome :=
  if existsb (fun x => match snd x with Err e => refuses (fst x) e | Ok _ => false end) l
  then Refusing ValueMissing
  else match reasons l with [] => Released (cells_of l) | e => Withheld e end.

Definition cells (p : profile) (r : record) : list (column * result piece) :=
  map (fun c => (c, cell p c r)) (columns p).

Definition minimise (p : profile) (s : sources) (r : record) : outcome :=
  match (if shows_a_person p then judge s r else Clear) with
  | Unsourced => Refusing FlagWithoutSource
  | Raised => Flagged
  | Clear => row_of (cells p r)
  end.

(* What the matching token comes of, whether the row goes or stays. *)
Definition identity (p : profile) (r : record) : option token :=
  match find (fun x => is_matching (fst x)) (cells p r) with
  | Some (_, Ok x) => hd_error (tokens x)
  | _ => None
  end.

(* All that the batch learns of one record. *)
Record sifted := Sifted { came : outcome; who : option token; found : option text }.
Definition sift (p : profile) (s : sources) (r : record) : sifted :=
  Sifted (minimise p s r) (identity p r)
         (if shows_a_person p
          then match listed s with Some _ => id_of (r f_record_id) | None => None end
          else None).
End Keyed.
