//! The tables of a ledger, and the triggers that refuse every change of what is there.

/// `SQLite`'s own mark for whose file it is: `cslg`.
pub(super) const APPLICATION: i32 = 0x6373_6c67;
/// The form's version. Of the first one the entries spoke of no people's sets, marks and new people, of the second of
/// no year's key, and of the third they told lengths.
pub(super) const VERSION: i32 = 4;

/// Each object in the order in which it is made: its type, its name, its table, its text.
pub(super) const OBJECTS: &[(&str, &str, &str, &str)] = &[
    (
        "table",
        "entry",
        "entry",
        "CREATE TABLE entry (n INTEGER PRIMARY KEY, body TEXT NOT NULL, hash BLOB NOT NULL) STRICT",
    ),
    (
        "table",
        "head",
        "head",
        "CREATE TABLE head (n INTEGER PRIMARY KEY, signature TEXT NOT NULL) STRICT",
    ),
    (
        "table",
        "document",
        "document",
        "CREATE TABLE document (sha256 BLOB PRIMARY KEY, text TEXT NOT NULL) STRICT, WITHOUT ROWID",
    ),
    (
        "table",
        "subject",
        "subject",
        "CREATE TABLE subject (number INTEGER PRIMARY KEY, commitment BLOB NOT NULL UNIQUE) STRICT",
    ),
    (
        "table",
        "commitment",
        "commitment",
        "CREATE TABLE commitment (entry INTEGER NOT NULL, number INTEGER NOT NULL, row_mac BLOB NOT NULL, photo_mac BLOB, PRIMARY KEY (entry, number)) STRICT, WITHOUT ROWID",
    ),
    (
        "table",
        "people",
        "people",
        "CREATE TABLE people (entry INTEGER PRIMARY KEY, numbers BLOB NOT NULL) STRICT",
    ),
    (
        "table",
        "mark",
        "mark",
        "CREATE TABLE mark (entry INTEGER PRIMARY KEY, row_marks BLOB NOT NULL, photo_marks BLOB NOT NULL) STRICT",
    ),
    (
        "trigger",
        "entry_update",
        "entry",
        "CREATE TRIGGER entry_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "entry_delete",
        "entry",
        "CREATE TRIGGER entry_delete BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "entry_insert",
        "entry",
        "CREATE TRIGGER entry_insert BEFORE INSERT ON entry WHEN NEW.n IS NOT (SELECT coalesce(max(n), 0) + 1 FROM entry) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "head_update",
        "head",
        "CREATE TRIGGER head_update BEFORE UPDATE ON head BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "head_delete",
        "head",
        "CREATE TRIGGER head_delete BEFORE DELETE ON head BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "head_insert",
        "head",
        "CREATE TRIGGER head_insert BEFORE INSERT ON head WHEN NEW.n IS NOT (SELECT max(n) FROM entry) OR NEW.n IS (SELECT max(n) FROM head) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "document_update",
        "document",
        "CREATE TRIGGER document_update BEFORE UPDATE ON document BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "document_delete",
        "document",
        "CREATE TRIGGER document_delete BEFORE DELETE ON document BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "document_insert",
        "document",
        "CREATE TRIGGER document_insert BEFORE INSERT ON document WHEN EXISTS (SELECT 1 FROM document WHERE sha256 = NEW.sha256) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "subject_update",
        "subject",
        "CREATE TRIGGER subject_update BEFORE UPDATE ON subject BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "subject_delete",
        "subject",
        "CREATE TRIGGER subject_delete BEFORE DELETE ON subject BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "subject_insert",
        "subject",
        "CREATE TRIGGER subject_insert BEFORE INSERT ON subject WHEN NEW.number IS NOT (SELECT coalesce(max(number), 0) + 1 FROM subject) OR EXISTS (SELECT 1 FROM subject WHERE commitment = NEW.commitment) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "commitment_update",
        "commitment",
        "CREATE TRIGGER commitment_update BEFORE UPDATE ON commitment BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "commitment_delete",
        "commitment",
        "CREATE TRIGGER commitment_delete BEFORE DELETE ON commitment BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "commitment_insert",
        "commitment",
        "CREATE TRIGGER commitment_insert BEFORE INSERT ON commitment WHEN NEW.entry IS NOT (SELECT max(n) FROM entry) OR NEW.entry IS (SELECT max(n) FROM head) OR EXISTS (SELECT 1 FROM commitment WHERE entry = NEW.entry AND number = NEW.number) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "people_update",
        "people",
        "CREATE TRIGGER people_update BEFORE UPDATE ON people BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "people_delete",
        "people",
        "CREATE TRIGGER people_delete BEFORE DELETE ON people BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "people_insert",
        "people",
        "CREATE TRIGGER people_insert BEFORE INSERT ON people WHEN NEW.entry IS NOT (SELECT max(n) FROM entry) OR NEW.entry IS (SELECT max(n) FROM head) OR NEW.entry IS (SELECT max(entry) FROM people) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "mark_update",
        "mark",
        "CREATE TRIGGER mark_update BEFORE UPDATE ON mark BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "mark_delete",
        "mark",
        "CREATE TRIGGER mark_delete BEFORE DELETE ON mark BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    (
        "trigger",
        "mark_insert",
        "mark",
        "CREATE TRIGGER mark_insert BEFORE INSERT ON mark WHEN NEW.entry IS NOT (SELECT max(n) FROM entry) OR NEW.entry IS (SELECT max(n) FROM head) OR NEW.entry IS (SELECT max(entry) FROM mark) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
];
