//! What each stage states and by what it is shown, and what no stage can show.

/// The words about one stage.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) name: &'static str,
    pub(super) statement: &'static str,
    pub(super) mechanism: &'static str,
    pub(super) unit: &'static str,
}

/// Every stage, in the order in which they are run.
pub(super) const ALL: &[Words] = &[
    Words {
        name: "floors",
        statement: "Every part of the profile protects its field at least as much as the field's floor at its place.",
        mechanism: "exhaustive: every part, against a second table of floors kept by hand",
        unit: "parts",
    },
    Words {
        name: "lowering",
        statement: "No part of this profile can be lowered: under every treatment and at every place that its field's floor does not allow, the profile is refused.",
        mechanism: "exhaustive: the profile's text with each part under every treatment at every place",
        unit: "changed profiles",
    },
    Words {
        name: "never-fields",
        statement: "A field that may never leave cannot be named: the profile is then refused.",
        mechanism: "exhaustive: the profile's text with every such field in the place of every part",
        unit: "changed profiles",
    },
    Words {
        name: "release",
        statement: "Exactly the rows that may be released are released: the other stages do not judge an export of nothing.",
        mechanism: "sampled: batches in which it is known of each person whether a row may go",
        unit: "rows",
    },
    Words {
        name: "flags",
        statement: "Whoever has a raised flag, or one that says anything but a clear no, stays behind.",
        mechanism: "exhaustive over the flags, sampled over what they say",
        unit: "flagged people",
    },
    Words {
        name: "ways",
        statement: "The rows are the same whether people come as CSV, as NDJSON, as typed records, or as typed records without what may never leave; of the last two the report is the same too.",
        mechanism: "sampled: each batch by all four ways",
        unit: "people",
    },
    Words {
        name: "inspection",
        statement: "The rows hold what the profile allows and nothing else.",
        mechanism: "sampled: each batch by the recipient's check, which knows the profile alone",
        unit: "rows",
    },
    Words {
        name: "order",
        statement: "The order of the input leaves no trace in the rows.",
        mechanism: "sampled: each batch shuffled",
        unit: "people",
    },
    Words {
        name: "merge",
        statement: "The rows of two inputs joined are the rows of each, merged: no count, rank, sum or state runs from person to person.",
        mechanism: "sampled: each batch in two halves",
        unit: "people",
    },
    Words {
        name: "non-interference",
        statement: "People who agree on what the profile reads give the same rows, order, counts, report and errors, whatever else is known of them.",
        mechanism: "sampled: pairs with one half shared and all hidden fields, or those of one correlation group together, drawn anew; by four ways, in two forms, released and refused",
        unit: "pairs",
    },
    Words {
        name: "treatments",
        statement: "What a treatment hides of a value changes nothing, its length included.",
        mechanism: "sampled: pairs of values of which the treatment shows the same",
        unit: "pairs",
    },
    Words {
        name: "canaries",
        statement: "A hidden text occurs nowhere in rows, report or errors: neither as it is nor in other case, reversed, encoded or digested.",
        mechanism: "sampled: a canary in every hidden cell, looked for in sixteen exports",
        unit: "disguised texts",
    },
    Words {
        name: "unlinkability",
        statement: "Another recipient, purpose, secret, epoch, place or field gives other tokens, and so does another batch under scope batch.",
        mechanism: "sampled: one population under each of them, one changed at a time",
        unit: "tokens",
    },
    Words {
        name: "injectivity",
        statement: "No two people have the same token, and every token has the profile's length.",
        mechanism: "sampled: a population of distinct ids",
        unit: "tokens",
    },
];

/// The words about the stage of this name.
pub(super) fn of(name: &str) -> &'static Words {
    // INVARIANT: stages are named as they are listed (a test runs them all)
    ALL.iter()
        .find(|words| words.name == name)
        .unwrap_or(&UNKNOWN)
}

const UNKNOWN: Words = Words {
    name: "unknown",
    statement: "",
    mechanism: "",
    unit: "",
};

/// Why a stage has nothing to be about, of those that can have nothing.
pub(super) fn inapplicable(name: &str) -> &'static str {
    match name {
        "flags" => "nothing of a person is shown, so that no flag keeps anybody back.",
        _ => {
            "no treatment here shows a part of a value and hides the rest, or a token of the whole \
             stands beside it."
        }
    }
}

/// The words that a reader from outside the trade may not know, in the order of the alphabet.
pub(in crate::prove) const TERMS: &[(&str, &str)] = &[
    (
        "canary",
        "A text made for this proof alone, put where it must not leave, so that finding it anywhere is a leak.",
    ),
    (
        "correlation group",
        "Fields that tell one another: a grade and a salary, an address and a postcode.",
    ),
    (
        "epoch",
        "The time for which one key of the secret is in use. Tokens of two epochs cannot be compared.",
    ),
    (
        "exhaustive",
        "Every case of a finite number of cases was tried.",
    ),
    (
        "floor",
        "The least protection that any profile may give a field at a place of the card. It is compiled into the program.",
    ),
    ("NDJSON", "Text with one record, in JSON, in each line."),
    (
        "sampled",
        "Cases were drawn by chance; those that were not drawn were not tried.",
    ),
    (
        "seed",
        "The number from which all chance in the proof comes. The same seed draws the same cases.",
    ),
    (
        "token",
        "A text in place of an id, made with the controller's secret. Without the secret it does not lead back.",
    ),
    (
        "typed record",
        "A record handed over by a program, and not read from a file.",
    ),
];

/// What a proof of this kind cannot show.
pub(super) const NOT_SHOWN: &[&str] = &[
    "What pixels show. Photos are not part of this proof: it is of rows.",
    "What a permitted value means: a name is released on purpose, and a unit's name that HR uses as a code for card designs goes through.",
    "That nobody can be recognised from a rank, an office or a card's dates by somebody who knows more from elsewhere.",
    "What the recipient does with the rows, and whether they are deleted.",
    "What a program does that goes around the library.",
    "What somebody who means ill hides on purpose in a field that may leave: its narrow form bounds that, and does not end it.",
    "Whether rows are encrypted, and to whom: they are judged before they are sealed.",
    "How long an export takes, and what can be learnt from that.",
    "That nothing can be learnt from a refusal: silence is seen, and a missing row is.",
    "The number of the line at which a broken input is broken: the operator's error counts the line breaks within hidden cells.",
    "Maps: people come here under the catalogue's own names. A map is checked when it is loaded.",
    "Files and programs around the rows: names, times, logs of other software, the command's own output.",
    "Cases that were not drawn. What is sampled can miss one rare value; the compiler and the project's own tests, fuzzing and memory checks stand behind that.",
    "That released cells are the right ones; the recipient's check sees only that they are allowed ones. The project's second minimiser compares cells.",
    "That the machine, the compiler, the standard library, Coq (which checks the project's theorems), HMAC and SHA-256 are right, and that this program is the one that exports.",
];
