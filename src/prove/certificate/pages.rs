//! A certificate for people: as text and as one page of HTML.

use super::{Certificate, Difference, Outcome, Stage, Verdict, words};
use crate::field::listing;
use crate::profile::explain::{Block, Chapter, Explanation, Phrase, Table};

impl Certificate {
    /// As plain text, in lines of at most 96 characters unless a single word is longer.
    pub fn text(&self) -> String {
        self.page().text()
    }

    /// As one self-contained page of HTML, without script or outside resource.
    pub fn html(&self) -> String {
        self.page().html()
    }

    fn page(&self) -> Explanation {
        let verdict = match self.outcome() {
            Outcome::Holds => "holds",
            Outcome::NotShown => "was not shown",
            Outcome::Fails => "does not hold",
        };
        let title = format!(
            "Certificate: the proof of profile {} {verdict}",
            self.profile.name()
        );
        let mut chapters = vec![
            Chapter::new("summary", "In short", self.summary()),
            Chapter::new(
                "shown",
                "What was shown, by what, and how often",
                self.shown(),
            ),
        ];
        // where nobody could be made up there is nothing to say of people
        if self.released > 0 || self.outcome() != Outcome::NotShown {
            chapters.push(Chapter::new(
                "conditions",
                "Under what it was shown",
                self.conditions(),
            ));
        }
        chapters.push(Chapter::new("terms", "The words used here", terms()));
        chapters.push(Chapter::new("not-shown", "What is not shown", not_shown()));
        Explanation::about(&self.profile, title, chapters)
    }

    fn summary(&self) -> Vec<Block> {
        let inapplicable = self.with(&Verdict::Inapplicable);
        let mut blocks = vec![paragraph(match self.outcome() {
            Outcome::Holds if inapplicable.is_empty() => {
                "Every stage below holds: in no case that was tried did a forbidden field get \
                 through, or change anything that recipient or operator see."
            }
            Outcome::Holds => {
                "Every stage below holds or does not apply: in no case that was tried did a \
                 forbidden field get through, or change anything that recipient or operator see."
            }
            Outcome::NotShown => {
                "The proof was not shown, and nothing speaks against it: what could be tried holds. \
                 Do not export under this profile before the rest can be tried."
            }
            Outcome::Fails => {
                "The proof does not hold. Do not export under this profile with this version."
            }
        })];
        for stage in &self.stages {
            if let Verdict::Fails(found) = &stage.verdict {
                let words = Phrase::default()
                    .name(stage.name())
                    .say(" fails. Seen: ")
                    .say(found.seen)
                    .say(". Fields: ");
                blocks.push(Block::Paragraph(if found.fields.is_empty() {
                    words.say("none in particular.")
                } else {
                    words
                        .and(Phrase::names(found.fields.iter().copied()))
                        .say(".")
                }));
            }
        }
        let not_tried = self.with(&Verdict::NotTried);
        if !not_tried.is_empty() {
            blocks.push(Block::Paragraph(
                Phrase::default()
                    .say("Not tried: ")
                    .and(Phrase::names(not_tried))
                    .say(
                        ". Nobody could be made up of whom this profile releases a row. See that no \
                         max_chars is too small for its column.",
                    ),
            ));
        }
        for name in inapplicable {
            blocks.push(Block::Paragraph(
                Phrase::default()
                    .name(name)
                    .say(" does not apply: ")
                    .say(words::inapplicable(name)),
            ));
        }
        let fact = |what: &str, is: Phrase| vec![Phrase::from(what), is];
        let named = |text: String| Phrase::default().name(text);
        blocks.push(Block::Table(Table::new(
            "What was proven, with what".to_owned(),
            vec!["What", "Which"],
            vec![
                fact("Profile", named(self.profile.name().to_owned())),
                fact(
                    "Its fingerprint",
                    named(self.profile.fingerprint().to_string()),
                ),
                fact("Controller", self.profile.controller().into()),
                fact("Recipient", self.profile.recipient().into()),
                fact("cardsieve", named(super::VERSION.to_owned())),
                fact("Catalogue version", listing::VERSION.to_string().into()),
                fact("Catalogue fingerprint", named(listing::fingerprint())),
                fact("Seed", named(self.seed.to_string())),
            ],
        )));
        blocks
    }

    /// The names of the stages of which this came.
    fn with(&self, verdict: &Verdict) -> Vec<&'static str> {
        let stages = self.stages.iter();
        stages
            .filter(|stage| stage.verdict == *verdict)
            .map(Stage::name)
            .collect()
    }

    fn shown(&self) -> Vec<Block> {
        let row = |stage: &Stage| {
            vec![
                Phrase::default().name(stage.name()),
                stage.verdict.words().into(),
                stage.statement().into(),
                stage.mechanism().into(),
                format!("{} {}", grouped(stage.cases), stage.unit()).into(),
            ]
        };
        let head = vec!["Stage", "Verdict", "Statement", "Shown by", "Cases"];
        let rows = self.stages.iter().map(row).collect();
        vec![Block::Table(Table::new("Stages".to_owned(), head, rows))]
    }

    fn conditions(&self) -> Vec<Block> {
        let mut blocks = vec![paragraph(
            "Everybody in the proof is made up, from the seed above: the same seed, profile and \
             version give this certificate again. People came in CSV, in NDJSON and as typed \
             records, with a value in every field of the catalogue and in one column that is not in \
             it; rows went out as CSV and as NDJSON. The secret was made for this proof alone.",
        )];
        let share = |one: &Difference| (one.differed * 1000).checked_div(one.drawn).unwrap_or(0);
        if let Some(least) = self.differences.iter().min_by_key(|one| share(one)) {
            let share = share(least);
            blocks.push(Block::Paragraph(
                Phrase::default()
                    .say(format!(
                        "In the pairs {} rows were released. Of {} hidden columns each was drawn \
                         anew in at least {} pairs, and was really another in at least {}.{} % of \
                         them; least often ",
                        grouped(self.released),
                        self.differences.len(),
                        grouped(
                            self.differences
                                .iter()
                                .map(|one| one.drawn)
                                .min()
                                .unwrap_or(0)
                        ),
                        share / 10,
                        share % 10,
                    ))
                    .name(least.field)
                    .say("."),
            ));
        }
        for lifted in &self.lifted {
            blocks.push(Block::Paragraph(Phrase::default().name(*lifted).say(
                match *lifted {
                    "ledger" => {
                        " = \"required\" was lifted for the trial, which writes no ledger. An \
                         export without one is refused."
                    }
                    _ => {
                        " was lifted for the trial: it bounds a batch as a whole, and the proof's \
                         batches are of many sizes."
                    }
                },
            )));
        }
        if !self.profile.recipient_keys().is_empty() {
            blocks.push(Block::Paragraph(
                Phrase::default()
                    .say("The profile pins ")
                    .name("recipient_keys")
                    .say(
                        ". Encryption is not part of this proof: rows are judged before they are \
                         sealed.",
                    ),
            ));
        }
        if self.profile.photo().is_some() {
            blocks.push(Block::Paragraph(
                Phrase::default().say("The profile has a ").name("[photo]").say(
                    ". Photos are not part of this proof; the flags that keep a person back are \
                     asked for all the same.",
                ),
            ));
        }
        blocks
    }
}

fn not_shown() -> Vec<Block> {
    let points = words::NOT_SHOWN.iter().map(|words| Phrase::from(*words));
    vec![Block::List(points.collect())]
}

fn terms() -> Vec<Block> {
    let row = |(word, means): &(&str, &str)| vec![Phrase::default().name(*word), (*means).into()];
    let rows = words::TERMS.iter().map(row).collect();
    let head = vec!["Word", "Meaning"];
    vec![Block::Table(Table::new("Words".to_owned(), head, rows))]
}

fn paragraph(words: &str) -> Block {
    Block::Paragraph(words.into())
}

impl Verdict {
    /// The name in JSON.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails(_) => "fails",
            Self::Inapplicable => "inapplicable",
            Self::NotTried => "not-tried",
        }
    }

    const fn words(&self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Fails(_) => "FAILS",
            Self::Inapplicable => "does not apply to this profile",
            Self::NotTried => "NOT TRIED",
        }
    }
}

/// A number with its thousands set apart.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
