(* What is a value of each type, and its one canonical form: for ASCII texts. *)

Require Import Bool NArith Ascii String List.
From Cardsieve Require Import Terms Text.
Import ListNotations.
Open Scope char_scope.

Definition between (low high : nat) (t : text) : bool :=
  Nat.leb low (List.length t) && Nat.leb (List.length t) high.

Definition visible (most : nat) (t : text) : bool := between 1 most t && forallb is_visible t.

(* Names: letters, spaces, stops; hyphens after a letter; hyphens and apostrophes before one. *)
Definition is_joiner (c : ascii) := Ascii.eqb c "-" || Ascii.eqb c "'".
Definition may_follow (previous : option ascii) (c : ascii) : bool :=
  let joined := match previous with Some p => is_joiner p | None => false end in
  let lettered := match previous with Some p => is_letter p | None => false end in
  if is_letter c then true
  else if joined then false
  else if Ascii.eqb c "-" then lettered
  else Ascii.eqb c "'" || Ascii.eqb c " " || Ascii.eqb c ".".
Fixpoint shaped (previous : option ascii) (t : text) : bool :=
  match t with
  | c :: rest => may_follow previous c && shaped (Some c) rest
  | [] => match previous with Some p => negb (is_joiner p) | None => true end
  end.
Definition statuses : list text := map lit
  ["suspended"; "deceased"; "unknown"; "tbc"; "dv"; "sc"; "ctc"; "nppv"]%string.
Definition is_name (t : text) : bool :=
  between 1 50 t && shaped None t && existsb is_letter t && negb (mem (lower t) statuses).

Definition is_warrant (t : text) : bool :=
  let plain := fun n => between 3 7 n && forallb is_digit n in
  match t with
  | a :: b :: "/" :: rest => is_digit a && is_digit b && plain rest
  | _ => plain t
  end.

(* ^(title ?)?(([A-Z]{1,3}) ?)?([0-9]{1,5})([A-Z]{0,2})$ *)
Definition titles : list text := map lit ["PCSO"; "PC"; "PS"; "DC"; "DS"]%string.
Fixpoint strip (prefix t : text) : option text :=
  match prefix, t with
  | [], _ => Some t
  | p :: prefix, c :: rest => if Ascii.eqb p c then strip prefix rest else None
  | _ :: _, [] => None
  end.
Definition space_less (t : text) : list text :=
  match t with " " :: rest => [t; rest] | _ => [t] end.
Definition is_collar_end (t : text) : bool :=
  let number := take_while is_digit t in
  let suffix := drop_while is_digit t in
  between 1 5 number && between 0 2 suffix && forallb is_upper suffix.
Definition is_collar_unit (t : text) : bool :=
  let unit := take_while is_upper t in
  let rest := drop_while is_upper t in
  if between 1 3 unit then existsb is_collar_end (space_less rest) else is_collar_end t.
Definition is_collar (t : text) : bool :=
  is_collar_unit t
  || existsb (fun title => match strip title t with
                           | Some rest => existsb is_collar_unit (space_less rest)
                           | None => false
                           end) titles.

Definition is_serial (c : ascii) := is_upper c || is_digit c || Ascii.eqb c "-".
Definition is_esr (t : text) : bool :=
  let number := firstn 8 t in
  between 8 8 number && forallb is_digit number
  && match skipn 8 t with
     | [] => true
     | c :: post => Ascii.eqb c "-" && between 1 2 post && forallb is_digit post
     end.
Definition is_number (low high : N) (t : text) : bool :=
  between 1 5 t && forallb is_digit t
  && match t with "0" :: _ :: _ => false | _ => true end
  && ((low <=? number_of 0 t) && (number_of 0 t <=? high))%N.

(* Closed lists: the printed form and every accepted spelling, in lower case. *)
Definition entry (printed : string) (others : list string) : text * list text :=
  (lit printed, lower (lit printed) :: map lit others).
Definition look_up (table : list (text * list text)) (t : text) : option text :=
  match find (fun line => mem (lower t) (snd line)) table with
  | Some line => Some (fst line)
  | None => None
  end.

Definition ranks := Eval vm_compute in
  [ entry "Constable" ["pc"; "dc"];
    entry "Sergeant" ["ps"; "ds"];
    entry "Inspector" ["insp"; "di"];
    entry "Chief Inspector" ["ci"; "dci"];
    entry "Superintendent" ["supt"];
    entry "Chief Superintendent" ["c/supt"; "dcs"];
    entry "Assistant Chief Constable" ["acc"];
    entry "Deputy Chief Constable" ["dcc"];
    entry "Chief Constable" ["cc"];
    entry "Commander" ["cmdr"];
    entry "Deputy Assistant Commissioner" ["dac"];
    entry "Assistant Commissioner" ["ac"];
    entry "Deputy Commissioner" [];
    entry "Commissioner" [];
    entry "Special Constable" [];
    entry "Special Sergeant" [];
    entry "Special Inspector" [];
    entry "Special Chief Inspector" [];
    entry "Special Superintendent" [];
    entry "Special Chief Superintendent" [];
    entry "Assistant Chief Officer" [];
    entry "Deputy Chief Officer" [];
    entry "Chief Officer" [];
    entry "PCSO" ["police community support officer"];
    entry "Police Staff" [] ]%string.

Definition without (prefixes : list string) (t : text) : list text :=
  flat_map (fun prefix => match strip (lit prefix) (lower t) with Some rest => [rest] | None => [] end)
           prefixes.
Definition temporary := without ["temporary "; "t/"; "acting "; "a/"]%string.
Definition detective := without ["detective "; "d/"]%string.
(* Each prefix is dropped once, in either order. *)
Definition rank_of (t : text) : option text :=
  let spellings := [t] ++ temporary t ++ detective t
                   ++ flat_map detective (temporary t) ++ flat_map temporary (detective t) in
  match flat_map (fun s => match look_up ranks s with Some r => [r] | None => [] end) spellings with
  | r :: _ => Some r
  | [] => None
  end.

Definition force (code short : string) (suffix : string) : text * list text :=
  let printed := (short ++ suffix)%string in
  (lit printed, [lit code; lower (lit short); lower (lit printed)]).
Definition forces := Eval vm_compute in
  let police := fun c s => force c s " Police" in
  let constabulary := fun c s => force c s " Constabulary" in
  [ force "1" "Metropolitan" " Police Service";
    constabulary "3" "Cumbria"; constabulary "4" "Lancashire"; police "5" "Merseyside";
    police "6" "Greater Manchester"; constabulary "7" "Cheshire"; police "10" "Northumbria";
    constabulary "11" "Durham"; police "12" "North Yorkshire"; police "13" "West Yorkshire";
    police "14" "South Yorkshire"; police "16" "Humberside"; police "17" "Cleveland";
    police "20" "West Midlands"; police "21" "Staffordshire"; police "22" "West Mercia";
    police "23" "Warwickshire"; constabulary "30" "Derbyshire"; police "31" "Nottinghamshire";
    police "32" "Lincolnshire"; police "33" "Leicestershire"; police "34" "Northamptonshire";
    constabulary "35" "Cambridgeshire"; constabulary "36" "Norfolk"; constabulary "37" "Suffolk";
    police "40" "Bedfordshire"; constabulary "41" "Hertfordshire"; police "42" "Essex";
    police "43" "Thames Valley";
    (let (printed, others) := constabulary "44" "Hampshire and Isle of Wight" in
     (printed, lit "hampshire" :: others));
    police "45" "Surrey"; police "46" "Kent"; police "47" "Sussex"; police "48" "City of London";
    police "50" "Devon and Cornwall"; police "52" "Avon and Somerset";
    constabulary "53" "Gloucestershire"; police "54" "Wiltshire"; police "55" "Dorset";
    police "60" "North Wales"; police "61" "Gwent"; police "62" "South Wales";
    police "63" "Dyfed-Powys";
    force "99" "Police Scotland" "";
    force "PSNI" "Police Service of Northern Ireland" "";
    force "BTP" "British Transport Police" "";
    force "CNC" "Civil Nuclear Constabulary" "";
    force "MDP" "Ministry of Defence Police" "" ]%string.
Definition force_of (t : text) : option text :=
  match find (fun line => mem (lower t) (map lower (snd line))) forces with
  | Some line => Some (fst line)
  | None => None
  end.

Definition categories := Eval vm_compute in
  map (fun s => entry s [])
      ["Officer"; "Special"; "PCSO"; "Staff"; "Volunteer"; "Contractor"; "Visitor"; "Cadet"]%string.

(* Levels of vetting, which are no card's design. *)
Definition clearances := Eval vm_compute in
  map lit ["BPSS"; "CTC"; "SC"; "ESC"; "DV"; "EDV"; "RV"; "MV"; "NPPV"; "NPPV1"; "NPPV2"; "NPPV3"]%string.

Definition itself (holds : bool) (t : text) : option text := if holds then Some t else None.

(* The canonical form of a trimmed text, if it is a value of the type. *)
Definition canonical (kind : value_type) (t : text) : option text :=
  match kind with
  | VRecordId | VBarcode => itself (visible 64 t) t
  | VTitle => itself (visible 100 t) t
  | VName => itself (is_name t) t
  | VWarrantNumber => itself (is_warrant t) t
  | VCollarNumber => itself (is_collar t) t
  | VStaffNumber => itself (between 3 12 t && forallb is_serial t) t
  | VEsrNumber => itself (is_esr t) t
  | VCardDesign => itself (between 2 12 t && forallb (fun c => is_upper c || is_digit c) t
                        && negb (mem t clearances)) t
  | VCardSerial => itself (between 1 20 t && forallb is_serial t) t
  | VIssueNumber => itself (is_number 1 99 t) t
  | VCredentialNo => itself (is_number 0 65535 t) t
  | VFacilityCode => itself (is_number 0 255 t) t
  | VDate => match read_date t with Some _ => Some t | None => None end
  | VRank => rank_of t
  | VOrganisation => force_of t
  | VCategory => look_up categories t
  | VFlag | VPath | VOpaque | VDerived => None
  end.

(* What clears a deciding flag; all else raises it. *)
Definition is_clear (t : text) : bool :=
  mem (lower (trim t)) (map lit ["false"; "no"; "n"; "0"]%string).
