//! The catalogue that the machine-checked model in `proofs/` speaks of is the crate's own.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use cardsieve::field::{Class, Field, Place, Treatment};

/// One line a field: what the model knows of it, in Coq.
fn catalogue() -> String {
    let mut text = String::from(
        "(* Written from the field table by the test the_catalogue_of_the_model_is_the_field_table. *)\n\n\
         Require Import List NArith String.\nFrom Cardsieve Require Import Terms Text.\nImport ListNotations.\n\n",
    );
    text.push_str("Inductive field :=\n");
    for field in Field::ALL {
        let _ = writeln!(text, "| f_{}", field.name());
    }
    text.push_str(".\n\nDefinition all_fields : list field := [\n");
    let names: Vec<String> = Field::ALL
        .iter()
        .map(|field| format!("  f_{}", field.name()))
        .collect();
    let _ = writeln!(text, "{}\n].", names.join(";\n"));
    table(&mut text, "index", "N", |field| {
        let index = Field::ALL.iter().position(|one| one == &field);
        format!("{}%N", index.expect("a field"))
    });
    table(&mut text, "name", "text", |field| {
        format!("lit \"{}\"", field.name())
    });
    table(&mut text, "role_of", "role", |field| {
        camel(field.role().name())
    });
    table(&mut text, "class_of", "class", |field| {
        match field.class() {
            Class::Fulfilment => "FulfilmentClass".to_owned(),
            class => camel(class.name()),
        }
    });
    table(&mut text, "type_of", "value_type", |field| {
        format!("V{}", camel(field.value_type().name()))
    });
    for (name, place) in [
        ("floor_printed", Place::Front),
        ("floor_order", Place::Matching),
        ("floor_encoded", Place::Chip),
    ] {
        table(&mut text, name, "treatment", |field| {
            pair(field.floor(place))
        });
    }
    text
}

fn table(text: &mut String, name: &str, of: &str, value: impl Fn(Field) -> String) {
    let _ = write!(
        text,
        "\nDefinition {name} (f : field) : {of} :=\n  match f with\n"
    );
    for field in Field::ALL {
        let _ = writeln!(text, "  | f_{} => {}", field.name(), value(*field));
    }
    text.push_str("  end.\n");
}

fn camel(name: &str) -> String {
    name.split('-')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect()
}

fn pair(treatment: Treatment) -> String {
    let shown = ["ShowsNone", "ShowsPart", "ShowsAll"][treatment.shown as usize];
    let linked =
        ["LinksNone", "LinksBatch", "LinksRecipient", "LinksAll"][treatment.linkability as usize];
    format!("Treat {shown} {linked}")
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "a document is written anew on demand only"
)]
fn the_catalogue_of_the_model_is_the_field_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proofs/model/Catalogue.v");
    let now = catalogue();
    if std::env::var_os("CARDSIEVE_WRITE_DOCS").is_some() {
        fs::write(&path, &now).expect("written");
        return;
    }
    let then = fs::read_to_string(&path).expect("the model's catalogue");
    assert!(now == then, "proofs/README.md says how to write it anew");
}

#[test]
fn places_of_one_kind_have_one_floor() {
    for field in Field::ALL {
        for place in Place::ALL {
            let of_kind = match place {
                Place::Front | Place::Back => Place::Front,
                Place::Matching | Place::Fulfilment => Place::Matching,
                Place::Chip | Place::Magstripe | Place::Barcode => Place::Chip,
            };
            assert_eq!(field.floor(*place), field.floor(of_kind));
        }
    }
}
