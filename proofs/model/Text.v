(* Texts as lists of ASCII characters, and what is done to them. *)

Require Import Bool NArith Ascii String List.
Import ListNotations.
Open Scope char_scope.

Definition text := list ascii.
Definition lit (s : string) : text := list_ascii_of_string s.
Definition code (c : ascii) : N := N_of_ascii c.

Definition within (low high : N) (c : ascii) : bool := (low <=? code c)%N && (code c <=? high)%N.
Definition is_upper := within 65 90.
Definition is_lower := within 97 122.
Definition is_digit := within 48 57.
Definition is_letter (c : ascii) := is_upper c || is_lower c.
Definition is_alnum (c : ascii) := is_letter c || is_digit c.
(* White_Space within ASCII. *)
Definition is_space (c : ascii) := within 9 13 c || (code c =? 32)%N.
(* What a reader can see, the space included. *)
Definition is_visible := within 32 126.

Definition to_upper (c : ascii) : ascii :=
  if is_lower c then ascii_of_N (code c - 32) else c.
Definition to_lower (c : ascii) : ascii :=
  if is_upper c then ascii_of_N (code c + 32) else c.
Definition upper (t : text) := map to_upper t.
Definition lower (t : text) := map to_lower t.

Fixpoint text_eqb (a b : text) : bool :=
  match a, b with
  | [], [] => true
  | x :: a, y :: b => Ascii.eqb x y && text_eqb a b
  | _, _ => false
  end.

(* The order of bytes. *)
Fixpoint text_leb (a b : text) : bool :=
  match a, b with
  | [], _ => true
  | _ :: _, [] => false
  | x :: a, y :: b =>
      if (code x <? code y)%N then true else if (code y <? code x)%N then false else text_leb a b
  end.

Definition mem (t : text) (l : list text) : bool := existsb (text_eqb t) l.

Fixpoint drop_while (f : ascii -> bool) (t : text) : text :=
  match t with
  | c :: rest => if f c then drop_while f rest else t
  | [] => []
  end.
Fixpoint take_while (f : ascii -> bool) (t : text) : text :=
  match t with
  | c :: rest => if f c then c :: take_while f rest else []
  | [] => []
  end.
Definition trim_by (f : ascii -> bool) (t : text) : text :=
  rev (drop_while f (rev (drop_while f t))).
Definition trim := trim_by is_space.

(* Whether a spreadsheet may take the text for a formula. *)
Definition formula_like (t : text) : bool :=
  match t with
  | c :: _ => existsb (Ascii.eqb c) ["="; "+"; "-"; "@"; "009"; "013"; "010"]
  | [] => false
  end.

(* Runs of characters between those that part. *)
Fixpoint split (parts : ascii -> bool) (t : text) : list text :=
  match t with
  | [] => [[]]
  | c :: rest =>
      if parts c then [] :: split parts rest
      else match split parts rest with
           | run :: runs => (c :: run) :: runs
           | [] => [[c]]
           end
  end.

(* Treatments of names and numbers. *)
Definition initials (name : text) : text :=
  flat_map (fun run => match find is_letter run with Some c => [to_upper c] | None => [] end)
           (split (fun c => is_space c || Ascii.eqb c "-") name).
Definition first_word (name : text) : text := take_while (fun c => negb (is_space c)) name.
Definition digits (number : text) : text := trim_by (fun c => negb (is_digit c)) number.

Definition digit_of (n : N) : ascii := ascii_of_N (48 + n mod 10).
Definition value_of (c : ascii) : N := code c - 48.
Definition two (n : N) : text := [digit_of (n / 10); digit_of n].
Definition four (n : N) : text := two (n / 100) ++ two (n mod 100).
Fixpoint number_of (acc : N) (t : text) : N :=
  match t with c :: rest => number_of (acc * 10 + value_of c) rest | [] => acc end.

(* Calendar days. *)
Record date := Date { year : N; month : N; day : N }.

Definition leap (y : N) : bool :=
  ((y mod 4 =? 0) && (negb (y mod 100 =? 0) || (y mod 400 =? 0)))%N.
Definition days (y m : N) : N :=
  match m with
  | 2 => if leap y then 29 else 28
  | 4 | 6 | 9 | 11 => 30
  | _ => 31
  end%N.
Definition month_end (d : date) : date := Date (year d) (month d) (days (year d) (month d)).

Definition read_date (t : text) : option date :=
  match t with
  | [a; b; c; d; s; e; f; u; g; h] =>
      if forallb is_digit [a; b; c; d; e; f; g; h] && Ascii.eqb s "-" && Ascii.eqb u "-" then
        let y := number_of 0 [a; b; c; d] in
        let m := number_of 0 [e; f] in
        let n := number_of 0 [g; h] in
        if ((1900 <=? y) && (y <=? 2199) && (1 <=? m) && (m <=? 12) && (1 <=? n)
            && (n <=? days y m))%N
        then Some (Date y m n) else None
      else None
  | _ => None
  end.

Inductive date_item := DayItem | MonthItem | YearItem | ShortYearItem | ShortName | LongName
                     | Between (c : ascii).

Definition months : list text := map lit
  ["January"; "February"; "March"; "April"; "May"; "June"; "July"; "August"; "September";
   "October"; "November"; "December"]%string.
Definition month_name (m : N) : text := nth (N.to_nat m - 1) months [].

Definition write_item (d : date) (item : date_item) : text :=
  match item with
  | DayItem => two (day d)
  | MonthItem => two (month d)
  | YearItem => four (year d)
  | ShortYearItem => two (year d mod 100)
  | ShortName => firstn 3 (month_name (month d))
  | LongName => month_name (month d)
  | Between c => [c]
  end.
Definition write_date (format : list date_item) (d : date) : text := flat_map (write_item d) format.

(* A text after its length in four bytes, the highest first. *)
Definition byte_of (n : N) : ascii := ascii_of_N (n mod 256).
Definition length_bytes (n : N) : text :=
  [byte_of (n / 16777216); byte_of (n / 65536); byte_of (n / 256); byte_of n].
Definition lp (t : text) : text := length_bytes (N.of_nat (List.length t)) ++ t.
Definition encode (ts : list text) : text := flat_map lp ts.
