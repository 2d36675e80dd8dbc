//! Planted faults: what the library could get wrong, put between it and the comparison, in this
//! program alone. Each must be seen within ten thousand cases, or the comparison's silence means
//! nothing.

use std::path::Path;

use cardsieve::Code;

use crate::case::{Case, Cell, Content, Part, Rule, Source};
use crate::generate;
use crate::oracle;
use crate::random::Random;
use crate::real::{self, Answer, Ending, Outcome};

const CASES: usize = 10_000;

enum Seam {
    /// The library is asked about another case.
    Before(fn(&mut Case)),
    /// The library's answer is another one.
    After(fn(&Case, &mut Answer)),
}

struct Fault {
    name: &'static str,
    seam: Seam,
}

const FAULTS: &[Fault] = &[
    Fault {
        name: "a floor is not looked at",
        seam: Seam::After(|_, answer| loads_all_the_same(answer, Code::BelowFloor)),
    },
    Fault {
        name: "a field that may never leave can be named",
        seam: Seam::After(|_, answer| loads_all_the_same(answer, Code::NeverReleased)),
    },
    Fault {
        name: "a table need not be many to one",
        seam: Seam::After(|_, answer| loads_all_the_same(answer, Code::TableNotManyToOne)),
    },
    Fault {
        name: "two parts may show one field",
        seam: Seam::After(|_, answer| loads_all_the_same(answer, Code::ShownTwice)),
    },
    Fault {
        name: "initials are the whole name",
        seam: Seam::Before(|case| {
            rules(case, |_, rule| {
                if *rule == Rule::Initials {
                    *rule = Rule::Keep { not_payroll: false };
                }
            });
        }),
    },
    Fault {
        name: "a first word is the whole name",
        seam: Seam::Before(|case| {
            rules(case, |_, rule| {
                if *rule == Rule::FirstWord {
                    *rule = Rule::Keep { not_payroll: false };
                }
            });
        }),
    },
    Fault {
        name: "April is taken for May",
        seam: Seam::Before(|case| {
            cells(case, |field, text| {
                if field == "expiry_date" {
                    *text = text.replace("-04-", "-05-");
                }
            });
        }),
    },
    Fault {
        name: "every fourth year is a leap year",
        seam: Seam::After(|case, answer| {
            let Answer::Loaded { outcomes, .. } = answer else {
                return;
            };
            for (record, outcome) in case.records.iter().zip(outcomes) {
                let february = |(field, cell): &(&str, Cell)| match cell {
                    Cell::Text(text) if *field == "expiry_date" => {
                        text.starts_with("1900-02") || text.starts_with("2100-02")
                    }
                    _ => false,
                };
                if let Outcome::Released(cells) = outcome
                    && record.iter().any(february)
                {
                    cells
                        .iter_mut()
                        .for_each(|cell| *cell = cell.replace("28", "29"));
                }
            }
        }),
    },
    Fault {
        name: "a token does not know its place",
        seam: Seam::Before(|case| {
            for column in &mut case.profile.columns {
                if column.place == "back" {
                    column.place = "front";
                }
            }
        }),
    },
    Fault {
        name: "a token does not know its batch",
        seam: Seam::Before(|case| "0000000000000000".clone_into(&mut case.batch)),
    },
    Fault {
        name: "a token is for every batch",
        seam: Seam::Before(|case| {
            rules(case, |_, rule| {
                if let Rule::Pseudonymise { scope, .. } = rule {
                    *scope = "recipient";
                }
            });
        }),
    },
    Fault {
        name: "a token does not know its recipient",
        seam: Seam::Before(|case| "B".clone_into(&mut case.profile.recipient)),
    },
    Fault {
        name: "a token is not keyed",
        seam: Seam::Before(|case| case.secret = [0; 32]),
    },
    Fault {
        name: "a token is a letter short",
        seam: Seam::Before(|case| {
            rules(case, |_, rule| {
                if let Rule::Pseudonymise { chars, .. } = rule {
                    *chars = (*chars).max(17) - 1;
                }
            });
        }),
    },
    Fault {
        name: "a token is that of the text in lower case",
        seam: Seam::Before(|case| {
            cells(case, |field, text| {
                if field == "record_id" {
                    text.make_ascii_lowercase();
                }
            });
        }),
    },
    Fault {
        name: "one flag is not asked about",
        seam: Seam::Before(|case| {
            for record in &mut case.records {
                record.retain(|(field, _)| *field != "under_threat");
                if case.sources[3] == Source::Records {
                    record.push(("under_threat", Cell::Text("false".to_owned())));
                }
            }
        }),
    },
    Fault {
        name: "a flag that is left blank counts as clear",
        seam: Seam::Before(|case| {
            for record in &mut case.records {
                for (field, cell) in record {
                    if *field == "covert"
                        && matches!(cell, Cell::Text(text) if text.trim().is_empty())
                    {
                        *cell = Cell::Text("no".to_owned());
                    }
                }
            }
        }),
    },
    Fault {
        name: "the withhold list is read but for its last line",
        seam: Seam::Before(|case| {
            if let Some(ids) = &mut case.listed
                && ids.len() > 1
            {
                ids.pop();
            }
        }),
    },
    Fault {
        name: "a warrant number that is missing is the staff number",
        seam: Seam::Before(|case| {
            for record in &mut case.records {
                let staff = record
                    .iter()
                    .find(|(field, _)| *field == "staff_number")
                    .cloned();
                if let Some((_, cell)) = staff
                    && !record.iter().any(|(field, _)| *field == "warrant_number")
                {
                    record.push(("warrant_number", cell));
                }
            }
        }),
    },
    Fault {
        name: "a formula is let through without its first character",
        seam: Seam::Before(|case| {
            cells(case, |_, text| {
                if let Some(rest) = text.strip_prefix(['=', '+', '@', '-']) {
                    *text = rest.to_owned();
                }
            });
        }),
    },
    Fault {
        name: "a cell may be a character too long",
        seam: Seam::Before(|case| {
            for column in &mut case.profile.columns {
                column.max_chars = column
                    .max_chars
                    .map(|most| if most > 20 { most + 1 } else { most });
            }
        }),
    },
    Fault {
        name: "upper case is forgotten where a part is a text",
        seam: Seam::Before(|case| {
            for column in &mut case.profile.columns {
                if let Content::Parts(parts) = &column.content
                    && parts.iter().any(|part| matches!(part, Part::Text(_)))
                {
                    column.upper = false;
                }
            }
        }),
    },
    Fault {
        name: "a missing value withholds where it should refuse",
        seam: Seam::Before(|case| {
            case.profile
                .columns
                .iter_mut()
                .for_each(|column| column.must_have = false);
        }),
    },
    Fault {
        name: "a missing cell is blank",
        seam: Seam::After(|_, answer| {
            each(answer, |outcome| {
                if let Outcome::Withheld(reasons) = outcome
                    && reasons.iter().all(|(code, _)| *code == "missing-value")
                {
                    *outcome = Outcome::Released(Vec::new());
                }
            });
        }),
    },
    Fault {
        name: "the reason says which flag",
        seam: Seam::After(|case, answer| {
            let header = case.profile.columns[0].header.clone();
            each(answer, |outcome| {
                if matches!(outcome, Outcome::Flagged) {
                    *outcome = Outcome::Withheld(vec![("context-flag", header.clone())]);
                }
            });
        }),
    },
    Fault {
        name: "rows are in the order of the input",
        seam: Seam::After(|case, answer| {
            let Answer::Loaded { outcomes, ending } = answer else {
                return;
            };
            let (Ending::Rows(bytes), true) = (&*ending, case.csv) else {
                return;
            };
            let text = String::from_utf8_lossy(bytes).into_owned();
            let mut lines: Vec<&str> = text.split_inclusive("\r\n").collect();
            let tokens: Vec<&String> = outcomes
                .iter()
                .filter_map(|outcome| match outcome {
                    Outcome::Released(cells) => Some(cells),
                    _ => None,
                })
                .filter_map(|cells| {
                    let at = case
                        .profile
                        .columns
                        .iter()
                        .position(|column| column.place == "matching");
                    cells.get(at?)
                })
                .collect();
            let place = |line: &&str| {
                tokens
                    .iter()
                    .position(|token| line.contains(token.as_str()))
            };
            if let Some(rows) = lines.get_mut(1..) {
                rows.sort_by_key(place);
            }
            *ending = Ending::Rows(lines.concat().into_bytes());
        }),
    },
    Fault {
        name: "a withheld row leaves an empty line",
        seam: Seam::After(|_, answer| {
            if let Answer::Loaded {
                outcomes,
                ending: Ending::Rows(bytes),
            } = answer
                && outcomes
                    .iter()
                    .any(|outcome| !matches!(outcome, Outcome::Released(_)))
            {
                bytes.extend_from_slice(b"\r\n");
            }
        }),
    },
    Fault {
        name: "a delimiter in a cell is not quoted",
        seam: Seam::After(|case, answer| {
            if let Answer::Loaded {
                ending: Ending::Rows(bytes),
                ..
            } = answer
                && case.csv
            {
                bytes.retain(|byte| *byte != b'"');
            }
        }),
    },
    Fault {
        name: "a repeated record goes all the same",
        seam: Seam::After(|_, answer| {
            if let Answer::Loaded { ending, .. } = answer
                && matches!(ending, Ending::Refused("duplicate-record"))
            {
                *ending = Ending::Rows(Vec::new());
            }
        }),
    },
    Fault {
        name: "fewer rows than the profile demands go all the same",
        seam: Seam::Before(|case| case.profile.min_rows = 1),
    },
    Fault {
        name: "strict is not strict",
        seam: Seam::Before(|case| case.strict = false),
    },
];

fn rules(case: &mut Case, mut change: impl FnMut(&str, &mut Rule)) {
    for column in &mut case.profile.columns {
        for (field, rule) in column.parts_mut() {
            change(field, rule);
        }
    }
}

fn cells(case: &mut Case, mut change: impl FnMut(&str, &mut String)) {
    for record in &mut case.records {
        for (field, cell) in record {
            if let Cell::Text(text) = cell {
                change(field, text);
            }
        }
    }
}

fn each(answer: &mut Answer, change: impl FnMut(&mut Outcome)) {
    if let Answer::Loaded { outcomes, .. } = answer {
        outcomes.iter_mut().for_each(change);
    }
}

/// As if this one check had not been made.
fn loads_all_the_same(answer: &mut Answer, code: Code) {
    if let Answer::Refused(codes) = answer
        && codes.iter().all(|other| *other == code)
    {
        *answer = Answer::Loaded {
            outcomes: Vec::new(),
            ending: Ending::Refused("no-row-released"),
        };
    }
}

/// Whether every fault is found.
pub fn hunt(program: &Path) -> bool {
    let mut random = Random::new(2);
    let mut cases: Vec<Case> = Vec::new();
    let mut drawn = 0;
    while drawn < CASES {
        let case = generate::case(&mut random);
        drawn += case.records.len();
        cases.push(case);
    }
    let answers = oracle::ask(program, cases.iter().map(Case::line).collect());
    let mut found = 0;
    for fault in FAULTS {
        match first(fault, &cases, &answers) {
            Some(number) => {
                found += 1;
                println!("found     {}: at case {number}", fault.name);
            }
            None => println!("MISSED    {}", fault.name),
        }
    }
    println!(
        "{found} of {} planted faults found within {CASES} cases each",
        FAULTS.len()
    );
    found == FAULTS.len()
}

/// How many cases it took.
fn first(fault: &Fault, cases: &[Case], answers: &[Vec<u8>]) -> Option<usize> {
    let mut number = 0;
    for (case, theirs) in cases.iter().zip(answers) {
        number += case.records.len();
        let answer = match fault.seam {
            Seam::Before(change) => {
                let mut changed = case.clone();
                change(&mut changed);
                real::answer(&changed)
            }
            Seam::After(change) => {
                let mut answer = real::answer(case);
                change(case, &mut answer);
                answer
            }
        };
        if answer.line() != *theirs {
            return Some(number.max(1));
        }
    }
    None
}
