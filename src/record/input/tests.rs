use super::{Input, InputError, InputOptions};
use crate::code::{Code, ColumnName};
use crate::field::{Field, Flag, Readable};
use crate::record::{Format, Map, Reading, Record};

fn open<'r>(text: &'r str, map: &str) -> Result<Input<'r>, InputError> {
    let map: Map = map.parse().unwrap();
    Input::open(text.as_bytes(), &InputOptions::new(), Some(&map))
}

fn first(text: &str, map: &str) -> Vec<Option<String>> {
    let mut input = open(text, map).unwrap();
    let row = input.next().unwrap().unwrap();
    let text = |field: &Readable| match row.read(*field) {
        Reading::Text(text) => Some(text.to_owned()),
        Reading::Unusable => Some("?".to_owned()),
        Reading::Missing => None,
    };
    Readable::ALL.iter().map(text).collect()
}

fn refused(result: Result<Input<'_>, InputError>) -> (Code, Option<ColumnName>) {
    match result.unwrap_err() {
        InputError::Refused(refused) => (refused.code(), refused.column().cloned()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_map_leads_columns_and_hides_the_rest() {
    let row = first(
        "Emp No,rank,Surname,covert,nino\n7,PC, Ng ,N,QQ\n",
        "[columns]\n\"Emp No\" = \"record_id\"\n\"Surname\" = \"family_name\"\n[constants]\ncard_design = \"D1\"\n",
    );
    assert_eq!(row[Readable::RecordId.index()].as_deref(), Some("7"));
    assert_eq!(row[Readable::FamilyName.index()].as_deref(), Some(" Ng "));
    assert_eq!(row[Readable::Covert.index()].as_deref(), Some("N"));
    assert_eq!(row[Readable::CardDesign.index()].as_deref(), Some("D1"));
    assert_eq!(row.iter().flatten().count(), 4);
}

#[test]
fn values_dates_and_flags_are_translated() {
    let map = "[columns]\nR = \"rank\"\nE = \"expiry_date\"\nC = \"covert\"\nM = \"minor\"\n\
               [values.rank]\n\"Sgt.\" = \"Sergeant\"\n[dates]\nexpiry_date = \"%d/%m/%Y\"\n[flags]\nclear = [\"\", \"nein\"]\n";
    let row = first("R,E,C,M\n Sgt. ,31/01/2031,Nein,perhaps\n", map);
    assert_eq!(row[Readable::Rank.index()].as_deref(), Some("Sergeant"));
    assert_eq!(
        row[Readable::ExpiryDate.index()].as_deref(),
        Some("2031-01-31")
    );
    assert_eq!(row[Readable::Covert.index()].as_deref(), Some("false"));
    assert_eq!(row[Readable::Minor.index()].as_deref(), Some("perhaps"));
    let row = first("R,E,C,M\nsgt.,2031-01-31,,\n", map);
    assert_eq!(row[Readable::Rank.index()].as_deref(), Some("sgt."));
    assert_eq!(row[Readable::ExpiryDate.index()].as_deref(), Some("?"));
    assert_eq!(row[Readable::Covert.index()].as_deref(), Some("false"));
    let row = first("R,E,C,M\nPC,,1,0\n", map);
    assert_eq!(row[Readable::ExpiryDate.index()].as_deref(), Some(""));
}

#[test]
fn a_map_that_names_columns_the_input_lacks_is_refused_by_line() {
    let map = "[columns]\nA = \"rank\"\nB = \"known_as\"\nC = \"record_id\"\n";
    let Err(InputError::Map(errors)) = open("A,x\n1,2\n", map) else {
        panic!("not refused")
    };
    let found: Vec<_> = errors
        .problems()
        .iter()
        .map(|p| (p.code(), p.line()))
        .collect();
    assert_eq!(found, [(Code::UnknownSource, 3), (Code::UnknownSource, 4)]);
    assert_eq!(refused(open("x,y\n1,2\n", map)).0, Code::NoKnownColumn);
}

#[test]
fn a_flag_declared_absent_must_not_stand_in_the_header() {
    let map = "[columns]\nA = \"rank\"\n[absent]\nminor = \"adults only\"\n";
    assert!(open("A,x\n", map).is_ok());
    for header in ["minor", "Is Minor?", "MINOR_FLAG", "m-i-n-o-r"] {
        let text = format!("A,{header}\n");
        assert_eq!(
            refused(open(&text, map)).0,
            Code::FlagWithoutSource,
            "{header}"
        );
    }
}

#[test]
fn a_mapped_flag_and_one_by_its_own_name_are_two_sources() {
    let map = "[columns]\nA = \"rank\"\nUC = \"covert\"\n";
    let expected = (
        Code::DuplicateSource,
        Some(ColumnName::Known("covert".to_owned())),
    );
    assert_eq!(refused(open("A,UC,covert\n", map)), expected);
}

#[test]
fn a_header_that_only_the_input_knows_is_called_by_its_place() {
    let map = "[columns]\nA = \"rank\"\n";
    let expected = (Code::DuplicateHeader, Some(ColumnName::Ordinal(3)));
    assert_eq!(refused(open("A,Ng,Ng\n", map)), expected);
    let expected = (
        Code::DuplicateHeader,
        Some(ColumnName::Known("A".to_owned())),
    );
    assert_eq!(refused(open("A,Ng,A\n", map)), expected);
}

#[test]
fn what_the_map_leads_to_a_flag_is_not_taken_for_an_unmapped_one() {
    let map = "[columns]\n\"Covert Ops\" = \"covert\"\n";
    for text in ["Covert Ops,x\nno,1\n", "{\"Covert Ops\":\"no\",\"x\":1}\n"] {
        let input = open(text, map).unwrap();
        assert!(input.sources().flag_like_columns().is_empty(), "{text}");
        assert!(input.sources().has_flag(Flag::Covert), "{text}");
    }
}

#[test]
fn a_flag_by_its_own_name_beside_the_maps_is_a_second_source_in_json_too() {
    let map = "[columns]\nUC = \"covert\"\n";
    let expected = (
        Code::DuplicateSource,
        Some(ColumnName::Known("covert".to_owned())),
    );
    assert_eq!(
        refused(open("{\"UC\":\"no\",\"covert\":\"yes\"}\n", map)),
        expected
    );
    let mut input = open(
        "{\"UC\":\"no\"}\n{\"UC\":\"no\",\"x\":1}\n{\"UC\":\"no\",\"covert\":\"yes\"}\n",
        map,
    )
    .unwrap();
    assert!(input.next().unwrap().is_some() && input.next().unwrap().is_some());
    let InputError::Refused(late) = input.next().unwrap_err() else {
        panic!("not refused")
    };
    assert_eq!((late.code(), late.column().cloned()), expected);
    assert_eq!((late.row(), late.line()), (None, None));
}

#[test]
fn the_sources_tell_what_is_never_read() {
    let text = "record_id,nino,Covert Ops,x,rank,minor\n1,2,3,4,5,6\n";
    let mut input = Input::open(text.as_bytes(), &InputOptions::new(), None).unwrap();
    assert!(input.sources().has_flag(Flag::Minor) && !input.sources().has_flag(Flag::Covert));
    assert_eq!(input.sources().unread_fields(), [Field::Nino]);
    assert_eq!(input.sources().unread_columns(), [3, 4]);
    assert_eq!(input.sources().flag_like_columns(), [3]);
    input.restrict(&[Readable::RecordId, Readable::Minor]);
    assert_eq!(input.sources().unread_fields(), [Field::Rank, Field::Nino]);
    let row = input.next().unwrap().unwrap();
    assert!(row.read(Readable::Rank) == Reading::Missing);
    assert!(row.read(Readable::Minor) == Reading::Text("6"));
}

#[test]
fn the_form_is_told_by_the_ending_or_the_first_byte() {
    for (name, format) in [
        ("a.csv", Some(Format::Csv)),
        ("a.TSV", Some(Format::Csv)),
        ("a.txt", Some(Format::Csv)),
        ("a.jsonl", Some(Format::Ndjson)),
        ("a.ndjson", Some(Format::Ndjson)),
        ("a.json", Some(Format::Json)),
        ("a.xlsx", None),
        ("csv", None),
    ] {
        assert_eq!(Format::from_path(name.as_ref()), format);
    }
    for text in ["rank\nPC\n", "{\"rank\":\"PC\"}", " \n[{\"rank\":\"PC\"}]"] {
        let mut input = Input::open(text.as_bytes(), &InputOptions::new(), None).unwrap();
        let row = input.next().unwrap().unwrap();
        assert!(row.read(Readable::Rank) == Reading::Text("PC"), "{text}");
    }
}

#[cfg(feature = "inspect")]
#[test]
fn an_open_input_tells_its_form_and_what_parts_its_cells() {
    for (text, form) in [
        ("rank,x\nPC,1\n", (Format::Csv, b',')),
        ("rank;x\nPC;1\n", (Format::Csv, b';')),
        ("{\"rank\":\"PC\"}\n", (Format::Ndjson, 0)),
        ("[{\"rank\":\"PC\"}]", (Format::Json, 0)),
    ] {
        let input = Input::open(text.as_bytes(), &InputOptions::new(), None).unwrap();
        assert_eq!(input.form(), form, "{text}");
    }
}

#[test]
fn forms_have_the_names_of_the_command_line_and_rows_their_numbers() {
    let names = [Format::Csv, Format::Ndjson, Format::Json].map(Format::name);
    assert_eq!(names, ["csv", "ndjson", "json"]);
    let mut input = Input::open(&b"rank\nPC\nPS\n"[..], &InputOptions::new(), None).unwrap();
    for (row, line) in [(1, 2), (2, 3)] {
        let next = input.next().unwrap().unwrap();
        assert_eq!((next.row(), next.line()), (row, line));
    }
}

#[test]
fn what_holds_rows_and_values_says_its_name_alone() {
    let buffer = super::Buffer::new(&b"ZQXJ"[..]);
    assert_eq!(format!("{buffer:?}"), "Buffer { .. }");
    let cells = super::Cells::new(None, super::Wanted::default());
    assert_eq!(format!("{cells:?}"), "Cells { .. }");
    assert_eq!(format!("{:?}", Reading::Text("ZQXJ")), "Reading { .. }");
}

#[test]
fn debug_says_nothing_of_the_rows() {
    let mut input = Input::open(&b"rank\nZQXJ\n"[..], &InputOptions::new(), None).unwrap();
    assert_eq!(format!("{input:?}"), "Input { .. }");
    let row = input.next().unwrap().unwrap();
    assert_eq!(format!("{row:?}"), "StreamedRow { .. }");
}

#[test]
fn a_reader_that_was_interrupted_is_asked_again() {
    struct Interrupted<'a>(bool, &'a [u8]);
    impl std::io::Read for Interrupted<'_> {
        fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> {
            if !std::mem::replace(&mut self.0, true) {
                return Err(std::io::ErrorKind::Interrupted.into());
            }
            self.1.read(to)
        }
    }
    let reader = Interrupted(false, b"rank\nPC\n");
    let mut input = Input::open(reader, &InputOptions::new(), None).unwrap();
    let row = input.next().unwrap().unwrap();
    assert!(row.read(Readable::Rank) == Reading::Text("PC"));
}

#[test]
fn a_reader_that_fails_is_an_error_without_its_text() {
    struct Broken;
    impl std::io::Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("ZQXJ"))
        }
    }
    let error = Input::open(Broken, &InputOptions::new(), None).unwrap_err();
    assert_eq!(error, InputError::Io(std::io::ErrorKind::Other));
    assert!(!format!("{error} {error:?}").contains("ZQXJ"));
}
