(* The vocabulary: how much a treatment shows and links, places, kinds of field. *)

Inductive shown := ShowsNone | ShowsPart | ShowsAll.
Inductive link := LinksNone | LinksBatch | LinksRecipient | LinksAll.

(* What happens to a value, as the pair (value shown, linkability). *)
Record treatment := Treat { shows : shown; links : link }.

Definition drop := Treat ShowsNone LinksNone.
Definition keep := Treat ShowsAll LinksAll.

Definition shown_rank (s : shown) : nat :=
  match s with ShowsNone => 0 | ShowsPart => 1 | ShowsAll => 2 end.
Definition link_rank (l : link) : nat :=
  match l with LinksNone => 0 | LinksBatch => 1 | LinksRecipient => 2 | LinksAll => 3 end.

(* Whether [t] protects at least as much as [floor], in both coordinates. *)
Definition covers (t floor : treatment) : bool :=
  andb (Nat.leb (shown_rank (shows t)) (shown_rank (shows floor)))
       (Nat.leb (link_rank (links t)) (link_rank (links floor))).

Definition shown_least (a b : shown) := if Nat.leb (shown_rank a) (shown_rank b) then a else b.
Definition shown_most (a b : shown) := if Nat.leb (shown_rank a) (shown_rank b) then b else a.
Definition link_least (a b : link) := if Nat.leb (link_rank a) (link_rank b) then a else b.
Definition link_most (a b : link) := if Nat.leb (link_rank a) (link_rank b) then b else a.

(* Protects as much as both: greater means more protection. *)
Definition join (a b : treatment) :=
  Treat (shown_least (shows a) (shows b)) (link_least (links a) (links b)).
(* What a recipient learns who is given both. *)
Definition meet (a b : treatment) :=
  Treat (shown_most (shows a) (shows b)) (link_most (links a) (links b)).

Inductive place := Front | Back | Chip | Magstripe | Barcode | Matching | Fulfilment.
Inductive place_kind := Printed | Order | Encoded.

Definition kind_of (p : place) : place_kind :=
  match p with
  | Front | Back => Printed
  | Matching | Fulfilment => Order
  | Chip | Magstripe | Barcode => Encoded
  end.

Inductive role := Releasable | Deciding | Never | Derived.
Inductive class :=
  DirectIdentifier | QuasiIdentifier | SensitiveAttribute | Operational | FulfilmentClass | Secret.
Inductive value_type :=
  VRecordId | VName | VWarrantNumber | VCollarNumber | VStaffNumber | VEsrNumber | VBarcode
| VRank | VOrganisation | VCategory | VTitle | VCardDesign | VCardSerial | VIssueNumber
| VCredentialNo | VFacilityCode | VDate | VFlag | VPath | VOpaque | VDerived.

Inductive scope := Batch | Recipient.
