//! Every code this crate reports, with what it means, who acts and what to do next.

pub mod listing;
mod refused;

use std::fmt;

pub use refused::{ColumnName, Refused};

macro_rules! codes {
    ($($variant:ident $text:literal $kind:ident $meaning:literal, $who:literal, $next:literal;)*) => {
        /// A stable kebab-case name for one thing that can be wrong.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $(#[doc = $meaning] $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kebab-case name.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $text,)* } }

            /// What the code is about.
            pub const fn kind(self) -> Kind { match self { $(Self::$variant => Kind::$kind,)* } }

            /// What it means.
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }

            /// Who must act.
            pub const fn who_acts(self) -> &'static str { match self { $(Self::$variant => $who,)* } }

            /// What to do next.
            pub const fn next_step(self) -> &'static str { match self { $(Self::$variant => $next,)* } }
        }
    };
}

/// What a [`Code`] is about.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One row stays behind.
    Withheld,
    /// Nothing goes.
    Refusal,
    /// A profile does not load.
    Profile,
    /// A map does not load, or does not fit its input.
    Map,
    /// A secret file or withhold list is not accepted.
    Secret,
    /// A key or a signers file is not accepted.
    Key,
    /// A received file is not what its profile allows.
    Finding,
    /// A received batch does not verify.
    Batch,
    /// A ledger or its key is not accepted, or an entry is not taken.
    Ledger,
    /// A paper that a bureau signed is not accepted.
    Paper,
}

codes! {
    MissingValue "missing-value" Withheld
        "a column needs a value that the record does not have", "HR data owner",
        "fill the field in the HR system, or export under a profile whose card does not show it";
    InvalidValue "invalid-value" Withheld
        "a value is not in the strict form its field demands", "HR data owner",
        "correct the field in the HR system, or translate it with [values] or [dates] in the map; `cardsieve explain invalid-value` lists what each field accepts";
    TooLong "too-long" Withheld
        "the finished cell is longer than the column's max_chars; names are never cut", "profile author",
        "raise max_chars if the card has the room, or agree a shorter form with the holder";
    UnmappableCharacter "unmappable-character" Withheld
        "the finished cell has a character that the output encoding cannot say", "profile author",
        "use encoding = \"utf-8\" if the bureau accepts it";
    FormulaCell "formula-cell" Withheld
        "a value begins like a spreadsheet formula, or with a tab or line break", "HR data owner",
        "correct the field in the HR system; no name, rank or number begins so";
    UnlistedCategory "unlisted-category" Withheld
        "a value is not among those the profile's table generalises", "profile author",
        "add the value to the table beside others with the same output";
    PhotoMissing "photo-missing" Withheld
        "no photo is there under the record's photo_original, or that is no path below the photos' folder", "HR data owner",
        "put the photo there, or correct the path: names parted by /, no .. and no link";
    PhotoUnreadable "photo-unreadable" Withheld
        "the photo is damaged or cut short, or the face that was named lies outside it", "HR data owner",
        "fetch the photo again from its source";
    PhotoKind "photo-kind" Withheld
        "the photo is not of a kind that is taken: a JPEG or PNG, whatever its name says, no smaller than the profile's min_source",
        "HR data owner", "save it as a JPEG or PNG, or take a larger picture; see docs/photos.md";
    PhotoTooLarge "photo-too-large" Withheld
        "the photo's file or picture is larger than is looked at, or the finished one does not fit into max_bytes", "HR data owner",
        "save it with at most 64 megapixels and 64 MiB, or raise max_bytes in the profile";
    ContextFlag "context-flag" Withheld
        "a flag that withholds the person from external printing is raised, or nobody has cleared it", "controller",
        "make such cards in-house; rows are listed only by --flagged-report";

    NoKnownColumn "no-known-column" Refusal
        "no column of the input is known, so there is no header line or it is not ours", "HR data owner",
        "give the file a header line, or a map that names its columns (`cardsieve map new` drafts one); if the cells are parted by something else, name it with --delimiter";
    DuplicateHeader "duplicate-header" Refusal
        "two columns have the same header", "HR data owner", "export again with distinct headers";
    DuplicateKey "duplicate-key" Refusal
        "a JSON object has the same key twice", "HR data owner", "export again: readers disagree on which one counts";
    RaggedRow "ragged-row" Refusal
        "a record has more or fewer cells than the header, or a line is blank", "HR data owner",
        "export again; look for unquoted delimiters and line breaks at that line, or name the delimiter with --delimiter";
    NotUtf8 "not-utf8" Refusal
        "the input is not UTF-8 where it is read", "HR data owner",
        "pass --encoding windows-1252 if the export is in that encoding, else export as UTF-8";
    NulByte "nul-byte" Refusal
        "the input holds a NUL byte", "HR data owner", "export as UTF-8 text, not as UTF-16 or a binary file";
    UnterminatedQuote "unterminated-quote" Refusal
        "a quoted cell does not end, or text follows its closing quote", "HR data owner",
        "export again with quotes inside cells doubled";
    CellTooLong "cell-too-long" Refusal
        "a cell is longer than 1 MiB", "HR data owner", "export without documents and pictures";
    RecordTooLong "record-too-long" Refusal
        "a record is longer than 16 MiB", "HR data owner", "export without documents and pictures";
    TooDeep "too-deep" Refusal
        "JSON is nested deeper than 64 levels", "HR data owner", "export flat objects";
    MalformedJson "malformed-json" Refusal
        "the input is not JSON of the expected form: one object a line, or one array of objects", "HR data owner",
        "export again, or name the form with --input-format";
    AmbiguousDelimiter "ambiguous-delimiter" Refusal
        "the header line holds more than one possible delimiter", "operator", "name it with --delimiter";
    AmbiguousEncoding "ambiguous-encoding" Refusal
        "the input begins with a byte order mark of another encoding than the one named", "operator",
        "leave --encoding out, or export again";
    DuplicateRecord "duplicate-record" Refusal
        "two records have the same record id, or the same released number that must be unique", "HR data owner",
        "remove the repeated record from the export";
    SharedPhoto "shared-photo" Refusal
        "a record that stays behind names the photo of one that would leave, so that its holder's face would leave with another's name", "HR data owner",
        "give each record the path of its own photo";
    TokenCollision "token-collision" Refusal
        "two records would carry the same token", "operator", "run again: a new batch id draws new tokens; or raise chars in the profile";
    NotANameColumn "not-a-name-column" Refusal
        "a name column of many rows has too few distinct values to be names", "HR data owner",
        "check that the map leads the right column to the name field";
    TooFewRows "too-few-rows" Refusal
        "fewer rows than the profile's min_rows, or than --expect-rows", "operator",
        "check that the export is complete; under min_rows, wait until more cards are due";
    TooManyRows "too-many-rows" Refusal
        "more rows than the profile's max_rows, or than --expect-rows", "operator",
        "check that the export is the right one, then give its exact number of rows with --expect-rows";
    NoRowReleased "no-row-released" Refusal
        "no row could be released", "operator", "see what was withheld, and correct the export or the map";
    ForbiddenContent "forbidden-content" Refusal
        "what is about to leave looks like something that no card needs, by the rules of `cardsieve inspect`", "HR data owner",
        "look at what leads to that column, and correct the map or the data; `cardsieve preflight` looks at the whole export";
    FlagWithoutSource "flag-without-source" Refusal
        "the profile shows something of a person, and nothing says who must be withheld; or a flag declared absent is in the input after all",
        "controller", "map a column to each flag, declare it under [absent] with a reason, or give --withhold-list";
    RowsWithheld "rows-withheld" Refusal
        "rows are withheld, which --strict does not accept", "operator",
        "see what was withheld and correct it, or export without --strict";
    LedgerRequired "ledger-required" Refusal
        "the profile demands a ledger, and none was given", "operator",
        "give it with --ledger and --ledger-key; `cardsieve ledger new` begins one";
    WithheldIdNotFound "withheld-id-not-found" Refusal
        "an id of the withhold list is not in the input (refused under --strict)", "controller",
        "check that the list and the export write the ids in the same way";
    RowsDiffer "rows-differ" Refusal
        "a repeated batch id would release other rows than the first run", "operator",
        "leave --batch-id out to make a new batch";
    OtherProfile "other-profile" Refusal
        "a record was minimised by another minimiser than the one that writes it", "developer",
        "use one minimiser for one batch";
    UnnamedParty "unnamed-party" Refusal
        "the profile names no controller or no recipient, and a sealed batch is from somebody to somebody", "operator",
        "give --controller and --recipient, or write them into the profile";
    CreatedInFuture "created-in-future" Refusal
        "the date of the batch is not reached yet, or it would have to be kept beyond the year 2199", "operator",
        "correct --created, or the clock";
    PhotoNotAgreed "photo-not-agreed" Refusal
        "a photo is not what the profile says: it has none, another size in pixels, or too many bytes", "developer",
        "make photos by the profile's [photo]";
    PhotosIncomplete "photos-incomplete" Refusal
        "a row has no photo, though the profile gives one to every row", "operator",
        "give the photos, or export under a profile without [photo]";
    PhotoRepeated "photo-repeated" Refusal
        "two records have the same released picture, which --strict does not accept", "HR data owner",
        "check whose picture it is, or export without --strict";
    BareRows "bare-rows" Refusal
        "rows without the column of photo files cannot be sealed under a profile with photos", "developer",
        "collect the rows with Rows::sealed";
    BatchTooLarge "batch-too-large" Refusal
        "the batch would have more than 65,534 entries, or more than 4 GiB - 1", "operator",
        "split the input and export two batches";

    MalformedToml "malformed-toml" Profile
        "the file is not TOML", "profile author", "correct the marked place";
    UnknownKey "unknown-key" Profile
        "a key is not one of the format's", "profile author", "remove it, or correct its spelling";
    WrongType "wrong-type" Profile
        "a value has the wrong type or lies outside its range", "profile author", "see docs/profile-format.md";
    MissingKey "missing-key" Profile
        "a required key is missing", "profile author", "add it";
    BadText "bad-text" Profile
        "a text is empty, too long, or holds a character that is not allowed in it", "profile author",
        "use letters, digits, spaces and - ' . , & ( ) / _ only";
    DuplicateColumn "duplicate-column" Profile
        "two columns have the same header, or two parts the same field, scope and place", "profile author",
        "give each its own, or remove one";
    UnknownField "unknown-field" Profile
        "no field has this name", "profile author", "see `cardsieve fields` for the catalogue";
    NeverReleased "never-released" Profile
        "the field may never leave, under any treatment and at any place", "profile author",
        "leave it out; there is no override";
    BelowFloor "below-floor" Profile
        "the treatment protects less than the field's floor at this place", "profile author",
        "use a stronger treatment or another place; see `cardsieve fields`";
    UnknownTreatment "unknown-treatment" Profile
        "no treatment has this name", "profile author",
        "use keep, initials, first-word, digits, month-end, category or pseudonymise";
    CannotApply "cannot-apply" Profile
        "the treatment, or one of its parameters, does not apply to this field", "profile author",
        "see docs/profile-format.md for the treatments of each field";
    UnknownPlace "unknown-place" Profile
        "no place on the card has this name", "profile author",
        "use front, back, chip, magstripe, barcode, matching or fulfilment";
    MatchingColumn "matching-column" Profile
        "there must be exactly one column at place matching, whose only part is a pseudonymise", "profile author",
        "add or remove columns until there is one";
    ShownTwice "shown-twice" Profile
        "one field is shown by more than one part", "profile author", "show it once";
    InertRule "inert-rule" Profile
        "a rule can have no effect, or would withhold every row", "profile author", "remove or correct it";
    TableNotManyToOne "table-not-many-to-one" Profile
        "a category table needs two entries or more, and every output must come from two inputs or more", "profile author",
        "join outputs that stand alone";

    UnknownSource "unknown-source" Map
        "the map names a column that the input does not have", "map author", "correct it to the input's header";
    DuplicateSource "duplicate-source" Map
        "two sources lead to one field, or one source stands twice", "map author", "keep one";
    ForbiddenSource "forbidden-source" Map
        "a column that cannot be meant for a card is led to a field that leaves", "map author",
        "map another column; there is no override";
    NotReadable "not-readable" Map
        "the field is never read", "map author", "leave it out";
    BadConstant "bad-constant" Map
        "a constant or looked-up value is not in the form its field demands", "map author",
        "correct it; `cardsieve explain bad-constant` lists what each field accepts";
    BadMapRule "bad-map-rule" Map
        "a rule of the map cannot apply", "map author", "see docs/map-format.md";

    SecretMalformed "secret-malformed" Secret
        "a line is not a name, a space and 64 hex digits", "controller", "restore the file from its backup, or make one with `cardsieve secret new`";
    SecretPermissions "secret-permissions" Secret
        "others than its owner may read the secret file", "controller", "chmod 600, and rotate if others could have read it";
    SecretOwner "secret-owner" Secret
        "the secret file belongs to somebody else", "controller", "run as its owner";
    UnknownEpoch "unknown-epoch" Secret
        "the secret file has no epoch of this name", "controller", "name one that it has with --epoch, or leave --epoch out for the last";
    EpochTaken "epoch-taken" Secret
        "the secret file already has an epoch of this name", "controller", "choose another name";
    EmptyList "empty-list" Secret
        "a withhold list holds no id", "controller", "give the ids, one a line";
    BadListId "bad-list-id" Secret
        "a line of the withhold list is not a record id", "controller", "give one bare id a line: no quotes, commas, semicolons or bars, no header line";

    KeyMalformed "key-malformed" Key
        "a text is no minisign key", "operator", "give a key or a key file as minisign writes it";
    KeyNeedsPassword "key-needs-password" Key
        "the secret key is encrypted, and no password was given", "operator", "give its password";
    WrongPassword "wrong-password" Key
        "the password is not that of the secret key", "operator", "try again; nobody can restore it";
    SignersMalformed "signers-malformed" Key
        "a line of the signers file is not a key, a space and a controller's name, or stands twice", "recipient",
        "see docs/batch-format.md, and correct the line";
    RecipientMalformed "recipient-malformed" Key
        "a text is no age recipient (age1…), nor a file of them", "operator", "give the bureau's public key as `age-keygen` writes it";
    KeyNotPinned "key-not-pinned" Key
        "a key to encrypt to is none of the profile's recipient_keys", "operator", "leave --encrypt-to out: the profile's keys are used then; if the bureau has a new key, a profile that names it must be approved";
    NotEncrypted "not-encrypted" Key
        "the profile names recipient_keys, and the output is not encrypted", "operator", "write to FILE.zip.age; --encrypt-to may be left out";
    IdentityMalformed "identity-malformed" Key
        "a line of the identity file is no age key (AGE-SECRET-KEY-1…)", "recipient", "give the file that `age-keygen` wrote";

    UnknownColumn "unknown-column" Finding
        "a column is not one of the profile's", "sender", "refuse the file and have it made again";
    MissingColumn "missing-column" Finding
        "a column of the profile is missing", "sender", "refuse the file and have it made again";
    ColumnOrder "column-order" Finding
        "the columns are not in the profile's order", "sender", "refuse the file and have it made again";
    RepeatedColumn "repeated-column" Finding
        "a column of the profile stands twice", "sender", "refuse the file: readers disagree on which one counts";
    CellCount "cell-count" Finding
        "a row has more or fewer cells than there are headers", "sender", "refuse the file: it may hold what was never agreed";
    BadCell "bad-cell" Finding
        "a cell is not in the language of its column", "sender", "refuse the file: it may hold what was never agreed";
    EmptyCell "empty-cell" Finding
        "a cell is empty, though every row has all columns filled", "sender", "refuse the file and have it made again";
    CellLength "cell-length" Finding
        "a cell is longer than the column's max_chars", "sender", "refuse the file and have it made again";
    RowOrder "row-order" Finding
        "rows are not in the order of their tokens, so the order may tell something", "sender",
        "refuse the file and have it made again";
    RepeatedToken "repeated-token" Finding
        "two rows carry the same token, or the same number that must be unique", "sender",
        "refuse the file and have it made again";
    NotCanonical "not-canonical" Finding
        "the bytes are not the one canonical form of the rows", "sender", "refuse the file: something may be hidden in the difference";
    Unreadable "unreadable" Finding
        "the file cannot be read as rows of the profile's form", "sender", "refuse the file and have it made again";
    RowCount "row-count" Finding
        "there are fewer rows than the profile allows", "sender", "refuse the file and have it made again";

    NotDecrypted "not-decrypted" Batch
        "the batch is encrypted, and no key that was given opens it; or it is cut or damaged", "recipient",
        "give the identity file that belongs to the key which the controller has; if it is the one, fetch the batch again";
    ZipNotCanonical "zip-not-canonical" Batch
        "the file is not a zip in the one form of a batch, or it is cut or damaged", "recipient",
        "fetch it again; if it stays so, refuse it: something may be hidden in the difference";
    PathNotCanonical "path-not-canonical" Batch
        "an entry has a name that no entry of a batch has, or stands out of order", "recipient",
        "refuse the batch, and unpack nothing of it";
    DuplicateEntry "duplicate-entry" Batch
        "two entries have the same name", "recipient", "refuse the batch: readers disagree on which one counts";
    MissingEntry "missing-entry" Batch
        "an entry that every batch has, or that the manifest names, is missing", "recipient",
        "refuse the batch and have it sent again";
    UnnamedEntry "unnamed-entry" Batch
        "an entry is not named in the manifest", "recipient", "refuse the batch: nobody has signed for it";
    UnknownFormat "unknown-format" Batch
        "the manifest is of a format that this version does not know", "recipient", "use a later version of cardsieve";
    ManifestMalformed "manifest-malformed" Batch
        "the manifest lacks something, says something that cannot be, or is larger than its photos need", "recipient",
        "refuse the batch and have it made again";
    ManifestNotCanonical "manifest-not-canonical" Batch
        "the manifest is not in its one form of bytes (RFC 8785)", "recipient",
        "refuse the batch: readers may disagree on what it says";
    ManifestBelowFloor "manifest-below-floor" Batch
        "the manifest speaks of a field that may never leave, or not in this form at this place", "recipient",
        "refuse the batch, delete it, and tell the controller";
    MissingSignature "missing-signature" Batch
        "the batch is not signed", "recipient", "refuse it, unless unsigned batches were agreed";
    BadSignature "bad-signature" Batch
        "the signature is not one of this manifest by this key", "recipient",
        "refuse the batch: it was changed after it was signed, or never signed by that key";
    UnknownSigner "unknown-signer" Batch
        "the batch is signed with a key that is not among the trusted signers", "recipient",
        "ask the controller for the key by another way than the batch came";
    SignerNotBound "signer-not-bound" Batch
        "the key is trusted, but not for the controller that the manifest names", "recipient",
        "refuse the batch, and ask both controllers";
    SignatureUnchecked "signature-unchecked" Batch
        "the batch is signed, and was to be read as an unsigned one", "recipient", "give the signer's key";
    DigestDiffers "digest-differs" Batch
        "an entry has not the SHA-256 that the manifest gives", "recipient", "refuse the batch: the entry was changed";
    SizeDiffers "size-differs" Batch
        "an entry has not the length that the manifest gives", "recipient", "refuse the batch: the entry was changed";
    CountDiffers "count-differs" Batch
        "there are not as many rows as the manifest gives", "recipient", "refuse the batch: rows were added or removed";
    RowsNotAsManifest "rows-not-as-manifest" Batch
        "the rows do not have the manifest's columns, one token a row, and one form of bytes", "recipient",
        "refuse the batch and have it made again";
    PhotosNotAsRows "photos-not-as-rows" Batch
        "there is a row without its photo, or a photo without its row", "recipient", "refuse the batch and have it made again";
    WrongRecipient "wrong-recipient" Batch
        "the batch is for another recipient", "recipient", "delete it, and tell the controller";
    ProfileDiffers "profile-differs" Batch
        "the batch was made under another profile than the one agreed", "recipient",
        "compare the two with `cardsieve profile diff`, and agree on one";
    PastDeleteBy "past-delete-by" Batch
        "the day is past until which the batch may be kept", "recipient", "delete the batch and everything made from it, and attest it";

    LedgerKeyMalformed "ledger-key-malformed" Ledger
        "a line of the ledger's key file is not a year and 64 hex digits, or the one key of the head", "controller",
        "restore the file from its backup";
    LedgerKeyPermissions "ledger-key-permissions" Ledger
        "others than its owner may read the ledger's key file", "controller",
        "chmod 600; whoever has read it can sign entries, and test record ids against the ledger: if others could have, begin a new ledger with a new key, and keep this one";
    LedgerKeyOwner "ledger-key-owner" Ledger
        "the ledger's key file belongs to somebody else", "controller", "run as its owner";
    YearTaken "year-taken" Ledger
        "the ledger's key file already has a key for this year", "controller", "use it: a year has one key";
    NoKeyForYear "no-key-for-year" Ledger
        "the ledger's key file has no key for the year in which the batch is made", "controller",
        "add one with `cardsieve ledger key add FILE --year YEAR`";
    WrongLedgerKey "wrong-ledger-key" Ledger
        "the key is not the one that this ledger was begun with", "controller", "give the ledger and the key that belong together";
    NotALedger "not-a-ledger" Ledger
        "the file is no ledger", "controller", "give the right file; `cardsieve ledger new` begins one";
    LedgerFormEarlier "ledger-form-earlier" Ledger
        "the ledger says that it has the form of an earlier version of cardsieve; unless somebody changed that number, nothing is wrong with it for that", "controller",
        "ask it with the version that wrote it, and keep it; begin a new one, and enter with `record-past` what is still held";
    LedgerFormLater "ledger-form-later" Ledger
        "the ledger says that it has the form of a later version of cardsieve; unless somebody changed that number, nothing is wrong with it for that", "controller",
        "use that version, or a later one";
    LedgerLinked "ledger-linked" Ledger
        "the ledger has more than one name (a hard link); its log is found by the name, and under two names what is entered gets lost", "controller",
        "let nobody use it, find the other name (`find . -samefile LEDGER`), and remove the one beside which no -wal lies; a copy is made with `cp`, and a second name with `ln -s`";
    LedgerLogLocked "ledger-log-locked" Ledger
        "the ledger has a log beside it (-wal), and lies where nothing can be written: what is in the log cannot be read there", "controller",
        "copy both files, the ledger and its -wal, into a folder of your own, and ask the copy";
    LedgerDamaged "ledger-damaged" Ledger
        "the database is damaged, or cannot be read as one", "controller",
        "restore it from its backup, and compare with a head that was kept elsewhere";
    LedgerSchema "ledger-schema" Ledger
        "the tables and triggers are not exactly those of a ledger", "controller",
        "somebody has changed them: restore the ledger from its backup, and find out who";
    EntryChanged "entry-changed" Ledger
        "an entry is not what its digest says", "controller", "somebody has changed it: restore the ledger from its backup, and find out who";
    EntryMissing "entry-missing" Ledger
        "an entry is missing", "controller", "somebody has removed it: restore the ledger from its backup, and find out who";
    EntryMisplaced "entry-misplaced" Ledger
        "an entry does not follow the one before it", "controller", "somebody has changed the order or put one in: restore the ledger from its backup, and find out who";
    EntryBackdated "entry-backdated" Ledger
        "an entry is older than the one before it", "controller", "restore the ledger from its backup, and find out who wrote it";
    EntryMalformed "entry-malformed" Ledger
        "an entry does not say what one of its kind says, or cannot stand where it does", "controller",
        "use a later version of cardsieve; if it is the latest, restore the ledger from its backup";
    CommitmentsChanged "commitments-changed" Ledger
        "the commitments of a disclosure are not those that its entry speaks of", "controller",
        "somebody has changed them: restore the ledger from its backup, and find out who";
    DocumentChanged "document-changed" Ledger
        "a profile or map that an entry speaks of is missing, or is another", "controller",
        "somebody has changed it: restore the ledger from its backup, and find out who";
    HeadNotSigned "head-not-signed" Ledger
        "the signature of a head is missing, or not by the ledger's key", "controller",
        "somebody has written without the key: restore the ledger from its backup, and find out who";
    HeadMalformed "head-malformed" Ledger
        "the text is no head of a ledger", "controller",
        "give a file that `cardsieve ledger head` wrote";
    HeadOtherSigner "head-other-signer" Ledger
        "the signature of the head is not one of this text by the key that was given", "controller",
        "give the public key that `cardsieve ledger key new` printed; if it is that one, the head or its signature was changed";
    HeadNotInLedger "head-not-in-ledger" Ledger
        "the ledger does not hold the entry of that head: it was cut, replaced or restored from an older copy", "controller",
        "find the newest copy that holds it; what came after it is not accounted for";
    ClockBehind "clock-behind" Ledger
        "the newest entry lies in the future", "operator", "set the clock; if it was one that was fast, wait until the time of the newest entry, or, where that is far off, begin a new ledger, enter what is still held with `record-past`, and keep this one";
    NoCommitments "no-commitments" Ledger
        "the rows were made without the ledger's key, or with that of another year", "developer",
        "make the minimiser with the ledger's key for the year of the batch";
    BatchKnown "batch-known" Ledger
        "the ledger has a batch of this id with other rows, photos or another profile", "operator",
        "leave --batch-id out: an id that is used again links people from batch to batch";
    NotApproved "not-approved" Ledger
        "the ledger knows approvers, and none whose key counts has approved this profile with exactly this map, or without one", "approver",
        "read it with `cardsieve profile explain`, and approve it with `cardsieve ledger approve`, with the same map and parties; if no approver's key counts any more, enter one with `cardsieve ledger trust --approver`";
    NotTrusted "not-trusted" Ledger
        "the key does not count in this ledger", "controller", "enter it with `cardsieve ledger trust`, once it was compared by another way than it came";
    BadName "bad-name" Ledger
        "the name is not 1 to 80 letters, digits and plain punctuation, or it is `unnamed`", "operator", "write it as the profile does";
    UnknownRecipient "unknown-recipient" Ledger
        "the ledger has no disclosure to a recipient of this name", "operator",
        "write the name as the profile has it; `cardsieve ledger recipients` lists them";
    NotARecordId "not-a-record-id" Ledger
        "what was given is no record id", "operator", "give one bare id, as the HR export has it";
    BatchNotInLedger "batch-not-in-ledger" Ledger
        "the ledger has no open entry of such a batch", "operator",
        "give the id or the file of a batch that was prepared; `cardsieve ledger recover` lists those";
    PastKnown "past-known" Ledger
        "a disclosure of that day, under that profile and of as many people and photos, was recorded before", "operator",
        "leave it: it counts from the first time; if there were two that are alike, give --again";
    IncidentNotInLedger "incident-not-in-ledger" Ledger
        "the ledger has no incident of this number by that day, or a correction has withdrawn it", "operator",
        "give the number of one that counts; `cardsieve ledger incident` lists them";
    IncidentInFuture "incident-in-future" Ledger
        "the incident lasts, or somebody became aware of it, until after now", "operator", "give days and a moment that have been; if it goes on, its last day so far";
    BatchReceived "batch-received" Ledger
        "the recipient has signed that it has this batch, or had it: it did leave", "operator",
        "give the file, or enter that the paper was entered wrongly (`cardsieve ledger correction`) if it was";
    NotCorrectable "not-correctable" Ledger
        "there is no such entry, one of its kind is not corrected for this reason, or a correction of it counts already", "operator",
        "`cardsieve ledger correction` lists what can be corrected, and for which reasons";

    PaperUnknown "paper-unknown" Paper
        "the file is no receipt, attestation or refusal of a form that this version knows", "controller",
        "give a file that `cardsieve ledger receipt`, `attest-deletion` or `refusal` wrote";
    PaperMalformed "paper-malformed" Paper
        "the paper lacks something, says something that cannot be, or is longer than any", "controller",
        "refuse it and ask the bureau for another";
    PaperNotCanonical "paper-not-canonical" Paper
        "the paper is not in its one form of bytes (RFC 8785), or says more than one of its kind says", "controller",
        "refuse it: readers may disagree on what it says";
    PaperInFuture "paper-in-future" Paper
        "the paper is dated after today", "controller", "refuse it; if it is the clock here that is wrong, set it";
    PaperKnown "paper-known" Paper
        "the paper was entered before", "controller", "leave it: it counts from the first time";
    PaperOfNoBatch "paper-of-no-batch" Paper
        "the paper speaks of no batch as this ledger has disclosed it to that bureau", "controller",
        "ask the bureau which batch it means; if the paper belongs to another ledger, enter it there";
    PaperBeforeBatch "paper-before-batch" Paper
        "the paper is dated before the batch of which it speaks was made, or went out", "controller",
        "ask the bureau for one with the day on which it was so";
    PaperContradicts "paper-contradicts" Paper
        "the paper says otherwise of its batch than the ledger or an earlier paper: all is deleted and of fewer rows or photos than went, another last day, another file, or deleted before it arrived", "controller",
        "ask the bureau for one that is so; if an earlier paper is the wrong one, enter that (`cardsieve ledger correction`)";
    PaperNotSigned "paper-not-signed" Paper
        "there is no signature beside the paper", "controller", "ask the bureau for the .minisig that belongs to it";
    PaperBadSignature "paper-bad-signature" Paper
        "the signature is not one of this paper by this key", "controller",
        "refuse the paper: it was changed after it was signed, or never signed by that key";
    PaperUnknownSigner "paper-unknown-signer" Paper
        "the paper is signed with a key that is not among the trusted signers", "controller",
        "ask the bureau for its key by another way than the paper came";
    PaperSignerNotBound "paper-signer-not-bound" Paper
        "the key is trusted, but not for the bureau that the paper names", "controller",
        "refuse the paper, and ask both bureaus";
}

impl Code {
    /// The code with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.name() == name)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
