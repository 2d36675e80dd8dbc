//! Every sign of something that should not be there, with how bad it is and what to do about it.

use crate::conformance::Severity;

macro_rules! signs {
    ($($variant:ident $text:literal $severity:ident $meaning:literal, $next:literal;)*) => {
        /// A stable kebab-case name for one thing that can be wrong with a file that arrives.
        #[non_exhaustive]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Sign { $(#[doc = $meaning] $variant,)* }

        impl Sign {
            /// Every sign.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The kebab-case name.
            pub const fn name(self) -> &'static str { match self { $(Self::$variant => $text,)* } }

            /// How bad it is.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }

            /// What was found.
            pub const fn meaning(self) -> &'static str { match self { $(Self::$variant => $meaning,)* } }

            /// What its sender should do.
            pub const fn next_step(self) -> &'static str { match self { $(Self::$variant => $next,)* } }
        }
    };
}

signs! {
    // any file
    NotInspected "not-inspected" Suspect
        "a part was not looked into, so that nobody can say what it holds",
        "send it in a form that can be looked into: CSV, XLSX, JPEG or PNG";
    Damaged "damaged" Suspect
        "the file does not follow its own format, and the rest was not looked into",
        "save it again with the program that made it";
    Encrypted "encrypted" Suspect
        "a part is encrypted, so that nobody can say what it holds",
        "open what age encrypted with --identity; have anything else sent without a password";
    UnpacksTooLarge "unpacks-too-large" Suspect
        "a packed part grows beyond what is looked into",
        "send smaller files, each by itself";
    NestedTooDeep "nested-too-deep" Suspect
        "archives or objects stand within one another more deeply than is looked into",
        "send the innermost files themselves";
    NameDisagrees "name-disagrees" Suspect
        "the name says another kind of file than its content",
        "give the file the ending of its kind";
    NameHoldsData "name-holds-data" Forbidden
        "the name of a file, folder or sheet holds personal data",
        "rename it to a number that means nothing elsewhere";
    NotVerified "not-verified" Forbidden
        "the batch, or the manifest beside the rows, does not verify",
        "refuse it, and have it sent again; `cardsieve verify` says everything that is wrong with a batch";
    SecretKey "secret-key" Forbidden
        "the file holds a secret or a private key, with which its owner signs, opens what is encrypted or leads tokens back",
        "delete it, tell whoever sent it at once, and have a new one made: it is known now";
    SizeUnexplained "size-unexplained" Suspect
        "the file is far larger than what can be seen in it explains",
        "copy what is needed into a new file and send that";
    Empty "empty-file" Suspect
        "the file is empty, or the folder has no file in it", "send it again";

    // columns and texts
    ForbiddenColumn "forbidden-column" Forbidden
        "a column's header, or a heading among its cells, says that it holds what a card never needs",
        "delete the whole column, then save under a new name";
    SuspectColumn "suspect-column" Suspect
        "a column's header says that it may hold what a card does not need",
        "delete the column unless the card shows it";
    SpecialCategory "special-category" Suspect
        "a column, or the name of a file or sheet, holds words that tell belief, origin, orientation, sex, marriage, health, conduct or protected work",
        "delete the column, or rename the file or sheet; no card needs it";
    SurplusColumn "surplus-column" Forbidden
        "the profile does not name this column",
        "delete the whole column, or agree another profile";
    OtherColumn "other-column" Forbidden
        "a text that would be released holds what another column of the same row holds",
        "correct the record, or the map, so that each text holds what its own column is for";
    ForbiddenKey "forbidden-key" Forbidden
        "a key, or the name of a sheet, table or range, says that it holds what a card never needs",
        "leave the key out of the export; rename the sheet or range, or delete it";
    SuspectKey "suspect-key" Suspect
        "a key says that it may hold what a card does not need",
        "leave the key out of the export unless the card shows it";

    // CSV and JSON
    ExtraCells "extra-cells" Suspect
        "rows have more cells than the header names",
        "delete what stands to the right of the last header, and a title above the headers";
    TrailingBytes "trailing-bytes" Suspect
        "bytes, or lines behind a blank one, follow the end of the content",
        "save it again with the program that made it";
    NulByte "nul-byte" Suspect
        "the text holds a NUL byte",
        "export as UTF-8 text";
    SecondMark "second-byte-order-mark" Suspect
        "a byte order mark stands within the text, where two files were joined",
        "export again into one file";
    MixedEncodings "mixed-encodings" Suspect
        "parts of the text are in different encodings",
        "export as UTF-8 throughout";
    DuplicateHeader "duplicate-header" Suspect
        "two columns have the same header, and readers disagree on which counts",
        "export again with distinct headers";
    DuplicateKey "duplicate-key" Suspect
        "an object has the same key twice, and readers disagree on which counts",
        "export again";
    SendersReport "senders-report" Suspect
        "a report came along that was made for the sender alone: it says how many people were left out of the file, and why",
        "send the file with the cards alone; keep the report, often named .report.json, where it was made";
    LongCell "long-cell" Suspect
        "a cell is longer than anything that a card shows",
        "delete documents and notes from the table";
    CommentLine "comment-line" Suspect
        "a line is a comment or an instruction to a spreadsheet, which other readers take for a row",
        "delete the line";

    // workbooks
    HiddenSheet "hidden-sheet" Suspect
        "the workbook has a hidden sheet",
        "Excel: right-click a sheet's tab, Unhide, then delete the sheet";
    VeryHiddenSheet "very-hidden-sheet" Suspect
        "the workbook has a sheet that no menu shows",
        "Excel: Alt+F11, set the sheet's Visible to -1, then delete it; or copy the cards into a new workbook";
    HiddenRows "hidden-rows" Suspect
        "rows are hidden",
        "Excel: where a filter is on, Data, Clear; else select all, Home, Format, Unhide Rows; then delete the rows that are not for cards";
    FilteredRows "filtered-rows" Suspect
        "rows are hidden by a filter, and would be sent all the same",
        "Excel: Data, Clear, then delete the rows that are not for cards";
    HiddenColumns "hidden-columns" Suspect
        "columns are hidden",
        "Excel: select all, Home, Format, Unhide Columns, then delete them";
    FarCells "far-cells" Suspect
        "cells stand far from the table",
        "Excel: Ctrl+End goes to the last one; delete the rows and columns between";
    InvisibleText "invisible-text" Suspect
        "cells, shapes or texts hold what nobody sees: in the colour of the ground, under a format that shows nothing of it, in a format's or formula's own words, pushed out of the cell, hidden, or in characters without a shape",
        "Excel: select all, Clear Formats, Clear Rules, and in the Selection Pane show all, then delete what appears; type anew what holds such characters or many blanks; where nothing appears, copy the visible cells into a new workbook as values";
    DuplicateCell "duplicate-cell" Suspect
        "a cell, row or sheet is there twice, and readers disagree on which counts",
        "copy the visible cells into a new workbook as values";
    PivotCache "pivot-cache" Suspect
        "a pivot table keeps a copy of its source",
        "delete the pivot table, and send values only";
    SlicerCache "slicer-cache" Suspect
        "a slicer or timeline keeps a list of values",
        "delete slicers and timelines, and send values only";
    ChartCache "chart-cache" Suspect
        "a chart keeps values, titles or names that no visible cell holds",
        "delete the chart, or paste it as a picture without its data";
    DataModel "data-model" Suspect
        "the workbook has a data model with tables of its own",
        "copy the visible cells into a new workbook as values";
    PowerQuery "power-query" Suspect
        "the workbook holds a query and may hold what it fetched",
        "Excel: Data, Queries & Connections, delete them all";
    Connection "connection" Suspect
        "the workbook is connected to a source, whose address and login may stand in it",
        "Excel: Data, Queries & Connections, delete them all";
    ExternalLinkCache "external-link-cache" Suspect
        "a link to another workbook keeps a copy of its cells",
        "Excel: Data, Edit Links, Break Link";
    Comment "comment" Suspect
        "cells have comments or notes",
        "Excel: Review, Delete All Comments";
    Person "person" Suspect
        "the workbook lists people who commented",
        "Excel: File, Info, Inspect Document, remove what it finds";
    DefinedName "defined-name" Suspect
        "a defined name holds a value or a remark, or is hidden, as is the name that an AutoFilter leaves (_FilterDatabase); a note where that filters nothing",
        "Excel: Data, turn the Filter off, and save; Formulas, Name Manager, delete what is not needed; if it is still found, copy the visible cells into a new workbook as values";
    ValidationList "validation-list" Suspect
        "a drop-down list, the message of one, or a filter holds what no visible cell holds",
        "Excel: Data, Clear; then Data Validation, Clear All";
    MarginText "margin-text" Suspect
        "a page's header or footer, or a link, says what no visible cell holds; a note where it is an address alone",
        "Excel: Page Layout, Print Titles, Header/Footer, choose (none); right-click linked cells, Remove Hyperlinks";
    OrphanStrings "orphan-strings" Suspect
        "the workbook keeps texts that no cell shows any more",
        "copy the visible cells into a new workbook as values";
    CustomView "custom-view" Suspect
        "the workbook has custom views, which can hide and show what the sheet does not",
        "Excel: View, Custom Views, delete them";
    RevisionLog "revision-log" Suspect
        "the workbook keeps a log of what was changed",
        "stop sharing the workbook, and save under a new name";
    Scenario "scenario" Suspect
        "a sheet keeps what-if scenarios with values of their own",
        "Excel: Data, What-If Analysis, Scenario Manager, delete them";
    CustomXml "custom-xml" Suspect
        "the document holds XML or a text that no sheet shows",
        "Excel: File, Info, Inspect Document, remove what it finds; or copy the visible cells into a new workbook as values";
    CustomProperty "custom-property" Suspect
        "the document has properties that somebody filled in or added",
        "Excel: File, Info, Properties, Advanced, empty Summary and Custom";
    Creator "creator" Note
        "the document says who made or changed it",
        "Excel: File, Info, Inspect Document, remove personal information";
    PrinterSettings "printer-settings" Note
        "the document keeps printer settings, which can name a printer and its user",
        "save as a new file";
    EmbeddedObject "embedded-object" Suspect
        "the document has another file within it",
        "delete the object";
    EmbeddedPicture "embedded-picture" Note
        "the document has a picture within it",
        "delete the picture unless the card shows it";
    Macros "macros" Suspect
        "the workbook has macros, whose code can hold anything",
        "save as .xlsx without macros";
    UnknownPart "unknown-part" Suspect
        "the document has a part of a kind that is not known",
        "copy the visible cells into a new workbook as values";
    FormulaCell "formula-cells" Note
        "cells are computed, and their formulas can name what they were computed from",
        "copy, then Paste Special, Values";

    // pictures
    Exif "exif" Suspect
        "the picture carries EXIF metadata: device, time, owner",
        "save the picture without metadata";
    Gps "gps" Forbidden
        "the picture says where it was taken",
        "save the picture without metadata";
    Xmp "xmp" Suspect
        "the picture carries XMP metadata: history, names, descriptions",
        "save the picture without metadata";
    Iptc "iptc" Suspect
        "the picture carries IPTC or Photoshop metadata: captions, names, places",
        "save the picture without metadata";
    IccText "icc-text" Suspect
        "the picture's colour profile carries texts beyond a profile's own",
        "convert the picture to sRGB and save it without a profile";
    IccProfile "icc-profile" Note
        "the picture carries a colour profile",
        "convert the picture to sRGB and save it without a profile";
    MakerNote "maker-note" Suspect
        "the picture carries a maker's note, which can hold serial numbers and faces",
        "save the picture without metadata";
    Thumbnail "thumbnail" Suspect
        "the picture carries a smaller picture of itself, which can show what was cut away",
        "save the picture without metadata";
    ThumbnailDiffers "thumbnail-differs" Forbidden
        "the picture's thumbnail shows more than the picture",
        "save the picture without metadata, and send it again";
    SecondPicture "second-picture" Suspect
        "the file holds more than one picture",
        "save the one picture that is needed";
    CroppedRemainder "cropped-remainder" Forbidden
        "bytes of an earlier, larger version of the picture follow its end",
        "open the picture, and save it as a new file";
    PictureComment "picture-comment" Suspect
        "the picture carries a comment or text",
        "save the picture without metadata";
    UnknownChunk "unknown-chunk" Suspect
        "the picture carries a block of a kind that is not known, or that none of its pixels uses",
        "save the picture without metadata";
    PictureTime "picture-time" Note
        "the picture says when it was last changed",
        "save the picture without metadata";

    // archives
    ArchiveComment "archive-comment" Suspect
        "the archive or one of its entries carries a comment",
        "pack the files again";
    ExtraField "extra-field" Note
        "entries of the archive carry fields beyond the plain ones: users, times, other names",
        "pack the files again with a program that writes plain entries";
    PrependedData "prepended-data" Suspect
        "bytes stand before the archive's first entry",
        "pack the files again";
    UnlistedData "unlisted-data" Suspect
        "the archive holds bytes that its directory does not list",
        "pack the files again";
    DuplicateEntry "duplicate-entry" Suspect
        "two entries of the archive have one name, and readers disagree on which counts",
        "pack the files again";
    BadPath "bad-path" Suspect
        "an entry's path leads out of its folder, or is written so that programs disagree on it",
        "pack the files again with plain names";
    Link "link" Suspect
        "an entry is a link to another file",
        "pack the files themselves";
    SystemFile "system-file" Suspect
        "a file of the sender's system came along, which can hold names, times and small pictures of others",
        "delete it, and pack the files again";
}

impl std::fmt::Display for Sign {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
