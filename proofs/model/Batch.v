(* Whole batches: what must not repeat, the order of rows, and their bytes. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text Catalogue Value Profile Minimise.
Import ListNotations.
Open Scope char_scope.

Inductive form := Csv | Ndjson.
Record limits := Limits { expected : option nat; strict : bool }.

(* The first record that ends the batch, or one too many. *)
Fixpoint stops (most : nat) (rows : list sifted) : option refusal :=
  match rows, most with
  | [], _ => None
  | _ :: _, 0 => Some TooManyRows
  | x :: rest, S fewer => match came x with Refusing why => Some why | _ => stops fewer rest end
  end.

Definition released (rows : list sifted) : list (list piece) :=
  flat_map (fun x => match came x with Released cells => [cells] | _ => [] end) rows.
Definition staying (rows : list sifted) : list text :=
  flat_map (fun x => match came x, who x with
                     | Released _, _ | _, None => []
                     | _, Some token => [mac token]
                     end) rows.
Definition matching_tokens (rows : list sifted) : list token :=
  flat_map (fun x => match came x, who x with
                     | Released _, Some token => [token]
                     | _, _ => []
                     end) rows.
Definition withheld (rows : list sifted) : nat := length rows - length (released rows).

Definition letters_of (t : token) : text := firstn (letters t) (mac t).
(* Tokens of one column: what one value twice means, and two values with one token. *)
Definition repeated (ts : list token) : bool := negb (distinct (map mac ts)).
Definition collides (ts : list token) : bool :=
  existsb (fun a => existsb (fun b => text_eqb (letters_of a) (letters_of b)
                                      && negb (text_eqb (mac a) (mac b))) ts) ts.
Definition names_a_record (f : field) : bool :=
  match type_of f with VRecordId | VStaffNumber | VWarrantNumber => true | _ => false end.

(* The tokens of each part, one list a part: the m-th token of the n-th cell of every row. *)
Definition part_tokens (rows : list (list piece)) (n m : nat) : list token :=
  flat_map (fun row => match nth_error row n with
                       | Some x => match nth_error (tokens x) m with Some t => [t] | None => [] end
                       | None => []
                       end) rows.
Definition numbers_of (rows : list (list piece)) (f : field) : list text :=
  flat_map (fun row => flat_map (fun x => flat_map
    (fun n => if field_eqb (fst n) f then [snd n] else []) (numbers x)) row) rows.

Definition token_fault (ts : list token) : option refusal :=
  if collides ts then Some TokenCollision
  else if repeated ts && existsb (fun t => names_a_record (of_field t)) ts then Some DuplicateRecord
  else None.

Fixpoint first_some (l : list (option refusal)) : option refusal :=
  match l with [] => None | Some x :: _ => Some x | None :: rest => first_some rest end.

Definition number_fields : list field :=
  filter (fun f => must_not_repeat f) all_fields.

Definition when (b : bool) (r : refusal) : option refusal := if b then Some r else None.

Definition faults (p : profile) (s : sources) (l : limits) (rows : list sifted) : option refusal :=
  let gone := released rows in
  let ids := matching_tokens rows in
  first_some
    ([when match expected l with Some n => Nat.ltb (length rows) n | None => false end TooFewRows;
      when (collides ids) TokenCollision;
      when (repeated ids) DuplicateRecord;
      when (existsb (fun t => mem (mac t) (staying rows)) ids) DuplicateRecord]
     ++ flat_map (fun n => map (fun m => token_fault (part_tokens gone n m)) (seq 0 8))
                 (seq 0 (length (columns p)))
     ++ map (fun f => when (negb (distinct (numbers_of gone f))) DuplicateRecord) number_fields
     ++ [when (strict l && negb (Nat.eqb (withheld rows) 0)) RowsWithheld;
         when (strict l && shows_a_person p
               && match listed s with
                  | Some ids => negb (forallb (fun id => existsb
                      (fun x => match found x with Some t => text_eqb t id | None => false end)
                      rows) ids)
                  | None => false
                  end) IdNotFound;
         when (ledger_required p) LedgerRequired;
         when (Nat.eqb (length gone) 0) NoRowReleased;
         when (Nat.ltb (length gone) (min_rows p)) TooFewRows]).

(* Rows by their matching token. *)
Notation keyed := (text * list piece)%type.
Definition keyed_rows (rows : list sifted) : list keyed :=
  flat_map (fun x => match came x, who x with
                     | Released cells, Some token => [(letters_of token, cells)]
                     | _, _ => []
                     end) rows.
Fixpoint insert (x : keyed) (l : list keyed) : list keyed :=
  match l with
  | [] => [x]
  | y :: rest => if text_leb (fst x) (fst y) then x :: l else y :: insert x rest
  end.
Fixpoint sort (l : list keyed) : list keyed :=
  match l with [] => [] | x :: rest => insert x (sort rest) end.

(* Bytes. *)
Definition quote := """".
Definition needs_quotes (d : ascii) (alone : bool) (t : text) : bool :=
  existsb (fun c => Ascii.eqb c d || Ascii.eqb c quote || Ascii.eqb c "013" || Ascii.eqb c "010") t
  || (alone && match t with [] => true | _ => false end).
Definition csv_cell (d : ascii) (alone : bool) (t : text) : text :=
  if needs_quotes d alone t
  then [quote] ++ flat_map (fun c => if Ascii.eqb c quote then [quote; quote] else [c]) t ++ [quote]
  else t.
Fixpoint join_with (d : ascii) (ts : list text) : text :=
  match ts with [] => [] | [t] => t | t :: rest => t ++ d :: join_with d rest end.
Definition csv_line (p : profile) (ts : list text) : text :=
  let alone := Nat.eqb (length (columns p)) 1 in
  join_with (delimiter p) (map (csv_cell (delimiter p) alone) ts) ++ ["013"; "010"].
Definition json_string (t : text) : text :=
  [quote] ++ flat_map (fun c => if Ascii.eqb c quote || Ascii.eqb c "\" then ["\"; c] else [c]) t
  ++ [quote].
Definition json_line (p : profile) (ts : list text) : text :=
  let pair := fun x => json_string (fst x) ++ [":"] ++ json_string (snd x) in
  ["{"] ++ join_with "," (map pair (combine (map header (columns p)) ts)) ++ ["}"; "010"].

Definition head (f : form) (p : profile) : text :=
  match f with
  | Csv => (if byte_order_mark p then ["239"; "187"; "191"] else [])
           ++ csv_line p (map header (columns p))
  | Ndjson => []
  end.
Definition line (f : form) (p : profile) (row : list piece) : text :=
  match f with Csv => csv_line p | Ndjson => json_line p end (map written row).

Inductive ending := Refused (why : refusal) | Rows (bytes : text).

Definition bytes_of (f : form) (p : profile) (rows : list sifted) : text :=
  head f p ++ flat_map (fun row => line f p (snd row)) (sort (keyed_rows rows)).

Definition finish_batch (f : form) (p : profile) (s : sources) (l : limits) (rows : list sifted)
  : ending :=
  let most := match expected l with Some n => n | None => max_rows p end in
  match stops most rows with
  | Some why => Refused why
  | None => match faults p s l rows with
            | Some why => Refused why
            | None => Rows (bytes_of f p rows)
            end
  end.

Section Export.
Variable prf : text -> text -> text -> text.
Variable secret batch : text.

Definition export (f : form) (p : profile) (s : sources) (l : limits) (records : list record)
  : ending :=
  finish_batch f p s l (map (sift prf secret batch p s) records).

(* The outcome of every record, and of the batch. *)
Definition run (f : form) (p : profile) (s : sources) (l : limits) (records : list record)
  : list outcome * ending :=
  let rows := map (sift prf secret batch p s) records in
  (map came rows, finish_batch f p s l rows).

(* What the recipient is given: bytes or nothing. *)
Definition given_out (e : ending) : option text :=
  match e with Rows bytes => Some bytes | Refused _ => None end.

(* What the operator is told beside: the outcome of every record, in their order. *)
Definition told (p : profile) (s : sources) (records : list record) : list outcome :=
  map (fun r => match minimise prf secret batch p s r with
                | Released _ => Released []
                | other => other
                end) records.
End Export.
