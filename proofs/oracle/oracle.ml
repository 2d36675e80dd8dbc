(* Reads batches, one a line, and answers for each with what the model makes of it. *)

open Model

let fields = Array.of_list all_fields
let names = Hashtbl.create 512
let of_text t = String.of_seq (List.to_seq t)
let to_text s = List.of_seq (String.to_seq s)
let () = Array.iter (fun f -> Hashtbl.replace names (of_text (name f)) f) fields

(* Texts stand between tabs; what would part them is escaped. *)
let escape out text =
  List.iter (function
    | '\\' -> Buffer.add_string out "\\\\" | '\t' -> Buffer.add_string out "\\t"
    | '\n' -> Buffer.add_string out "\\n" | '\r' -> Buffer.add_string out "\\r"
    | c -> Buffer.add_char out c) text
let unescape s =
  if not (String.contains s '\\') then to_text s
  else
    let rec go = function
      | '\\' :: 't' :: rest -> '\t' :: go rest
      | '\\' :: 'n' :: rest -> '\n' :: go rest
      | '\\' :: 'r' :: rest -> '\r' :: go rest
      | '\\' :: c :: rest -> c :: go rest
      | c :: rest -> c :: go rest
      | [] -> [] in
    go (to_text s)

(* A cursor over the words of a line. *)
let line = ref []
let word () = match !line with w :: rest -> line := rest; w | [] -> failwith "a line is cut"
let text () = unescape (word ())
let number () = int_of_string (word ())
let rec times n f = if n = 0 then [] else let x = f () in x :: times (n - 1) f
let many f = times (number ()) f
let flag () = word () = "1"
let maybe f = match word () with "-" -> None | w -> Some (f w)
let field () = Hashtbl.find names (word ())

let place_of = function
  | "front" -> Front | "back" -> Back | "chip" -> Chip | "magstripe" -> Magstripe
  | "barcode" -> Barcode | "matching" -> Matching | "fulfilment" -> Fulfilment
  | _ -> failwith "a place"
let item () = match word () with
  | "%d" -> DayItem | "%m" -> MonthItem | "%Y" -> YearItem | "%y" -> ShortYearItem
  | "%b" -> ShortName | "%B" -> LongName | w -> Between w.[0]
let rule () = match word () with
  | "keep" -> Keep (flag ())
  | "initials" -> Initials
  | "first-word" -> FirstWord
  | "digits" -> Digits
  | "month-end" -> MonthEnd (many item)
  | "category" -> Category (many (fun () -> let from = text () in (from, text ())))
  | "pseudonymise" ->
    let among = if word () = "batch" then Batch else Recipient in
    Pseudonymise (among, number ())
  | _ -> failwith "a rule"
let part () = match word () with
  | "text" -> Fixed (text ())
  | _ -> let f = field () in Field (f, rule ())
let column () =
  let header = text () in
  let at_place = place_of (word ()) in
  let in_upper = flag () in
  let max_chars = maybe int_of_string in
  let must_have = flag () in
  let holds = match word () with
    | "constant" -> Constant (text ())
    | _ -> Parts (many part) in
  { header; at_place; holds; in_upper; max_chars; must_have }
let profile () =
  let recipient = text () in
  let purpose = text () in
  let photo = maybe (fun w -> let h = text () in (place_of w, h)) in
  let min_rows = number () in
  let max_rows = number () in
  let ledger_required = flag () in
  let delimiter = List.hd (text ()) in
  let byte_order_mark = flag () in
  let columns = many column in
  { recipient; purpose; columns; photo; min_rows; max_rows; ledger_required; delimiter;
    byte_order_mark }
let source () = match word () with
  | "records" -> FromRecords | "absent" -> Absent | _ -> FromList
let record () =
  let readings = Array.make (Array.length fields) Missing in
  let n = number () in
  for _ = 1 to n do
    let f = field () in
    readings.(index f) <- (match word () with "unusable" -> Unusable | _ -> Given (text ()))
  done;
  fun f -> readings.(index f)

(* The keyed function, told only what the model tells it. *)
let keys = Hashtbl.create 64
let tokens = Hashtbl.create 64
let prf secret domain value =
  match Hashtbl.find_opt tokens (domain, value) with
  | Some t -> t
  | None ->
    let key = match Hashtbl.find_opt keys domain with
      | Some key -> key
      | None ->
        let derived = Sha256.hkdf "cardsieve pseudonym v1" (of_text secret) (of_text domain) in
        let key = Sha256.keyed derived in
        Hashtbl.replace keys domain key; key in
    let token = to_text (Sha256.base32 (Sha256.mac key (of_text value)) 32) in
    Hashtbl.replace tokens (domain, value) token; token

let fault = function
  | MissingValue -> "missing-value" | InvalidValue -> "invalid-value"
  | UnlistedCategory -> "unlisted-category" | FormulaCell -> "formula-cell" | TooLong -> "too-long"
let refusal = function
  | FlagWithoutSource -> "flag-without-source" | ValueMissing -> "missing-value"
  | DuplicateRecord -> "duplicate-record" | TokenCollision -> "token-collision"
  | TooManyRows -> "too-many-rows" | TooFewRows -> "too-few-rows"
  | RowsWithheld -> "rows-withheld" | IdNotFound -> "withheld-id-not-found"
  | LedgerRequired -> "ledger-required" | NoRowReleased -> "no-row-released"

let out = Buffer.create 65536
let say s = Buffer.add_char out '\t'; Buffer.add_string out s
let say_text t = Buffer.add_char out '\t'; escape out t

let answer () =
  Hashtbl.reset keys; Hashtbl.reset tokens;
  let secret = to_text (Sha256.of_hex (word ())) in
  let batch = text () in
  let form = if word () = "csv" then Csv else Ndjson in
  let expected = maybe int_of_string in
  let strict = flag () in
  let p = profile () in
  let of_flags = times 5 source in
  let listed = maybe (fun n -> times (int_of_string n) text) in
  let records = many record in
  if not (valid p) then Buffer.add_string out "invalid"
  else begin
    Buffer.add_string out "valid";
    let outcomes, ending = run prf secret batch form p { of_flags; listed } { expected; strict } records in
    List.iter (function
      | Released cells -> say "released"; List.iter (fun c -> say_text c.written) cells
      | Withheld reasons ->
        say "withheld"; List.iter (fun (e, h) -> say (fault e); say_text h) reasons
      | Flagged -> say "flagged"
      | Refusing why -> say "refusing"; say (refusal why)) outcomes;
    match ending with
    | Rows bytes -> say "rows"; say_text bytes
    | Refused why -> say "refused"; say (refusal why)
  end;
  Buffer.add_char out '\n'

let () =
  Sha256.check ();
  if Array.length Sys.argv > 1 then print_endline "the vectors of the standards are met"
  else begin
    (try while true do
       line := String.split_on_char '\t' (input_line stdin);
       answer ();
       if Buffer.length out > 60000 then (Buffer.output_buffer stdout out; Buffer.clear out)
     done with End_of_file -> ());
    Buffer.output_buffer stdout out
  end
