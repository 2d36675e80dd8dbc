//! A diff as text, Markdown and JSON.

use serde_json::json;

use super::{Aspect, Change, Diff, Effect};
use crate::profile::explain::markdown;

impl Diff {
    /// For a terminal: a line for each change, what counts as more first.
    pub fn text(&self) -> String {
        let mut out = format!(
            "from {} ({})\nto   {} ({})\n\n",
            self.from.name, self.from.fingerprint, self.to.name, self.to.fingerprint
        );
        for (effect, changes) in self.by_effect() {
            out += heading(effect);
            out += ":\n";
            for change in changes {
                out += &format!("  {}: {} -> {}\n", change.what(), change.from, change.to);
            }
        }
        out += if self.is_empty() { "" } else { "\n" };
        out += self.verdict();
        out.push('\n');
        out
    }

    /// As Markdown, a table for each effect.
    pub fn markdown(&self) -> String {
        let mut out = format!(
            "# From {} to {}\n\n{}\n\n- from `{}`\n- to `{}`\n",
            markdown::escape(&self.from.name),
            markdown::escape(&self.to.name),
            self.verdict(),
            self.from.fingerprint,
            self.to.fingerprint
        );
        for (effect, changes) in self.by_effect() {
            out += &format!(
                "\n## {}\n\n| what | before | after |\n|---|---|---|\n",
                heading(effect)
            );
            for change in changes {
                let [what, from, to] =
                    [&change.what(), &change.from, &change.to].map(|text| markdown::escape(text));
                out += &format!("| {what} | {from} | {to} |\n");
            }
        }
        out
    }

    /// As RFC 8785 JSON.
    pub fn json(&self) -> String {
        let changes: Vec<_> = self
            .changes
            .iter()
            .map(|change| {
                json!({
                    "aspect": change.aspect.name(),
                    "effect": change.effect.name(),
                    "from": change.from,
                    "subject": change.subject,
                    "to": change.to,
                })
            })
            .collect();
        crate::canonical_json::to_string(&json!({
            "changes": changes,
            "format": "cardsieve-profile-diff-1",
            "from": { "fingerprint": self.from.fingerprint.to_string(), "name": self.from.name },
            "releases_more": self.releases_more(),
            "to": { "fingerprint": self.to.fingerprint.to_string(), "name": self.to.name },
        }))
    }

    fn by_effect(&self) -> impl Iterator<Item = (Effect, Vec<&Change>)> {
        [
            Effect::More,
            Effect::LessAccounted,
            Effect::Less,
            Effect::Shown,
        ]
        .into_iter()
        .map(|effect| {
            let with_it = self.changes.iter().filter(|change| change.effect == effect);
            (effect, with_it.collect::<Vec<_>>())
        })
        .filter(|(_, changes)| !changes.is_empty())
    }

    fn verdict(&self) -> &'static str {
        if self.is_empty() {
            "Nothing changed."
        } else if self.releases_more() {
            "The second profile releases more than the first."
        } else {
            "The second profile releases no more than the first."
        }
    }
}

impl Change {
    /// The subject, and what of it changed where the subject alone does not tell.
    fn what(&self) -> String {
        let key = match self.aspect {
            Aspect::Header => "header",
            Aspect::Place => "place",
            Aspect::Content => "what its cells are made of",
            Aspect::Case => "case",
            Aspect::MaxChars => "max_chars",
            Aspect::WhenMissing => "when_missing",
            Aspect::DateFormat => "date_format",
            Aspect::TokenLength => "chars of the token",
            // what is new or gone as a whole, and keys that are their own subject
            Aspect::Treatment
            | Aspect::Column
            | Aspect::Photo
            | Aspect::Name
            | Aspect::Controller
            | Aspect::Recipient
            | Aspect::RecipientKeys
            | Aspect::Purpose
            | Aspect::Retention
            | Aspect::MinRows
            | Aspect::MaxRows
            | Aspect::Ledger
            | Aspect::Delimiter
            | Aspect::Encoding
            | Aspect::Apostrophes
            | Aspect::Order
            | Aspect::Category
            | Aspect::CategoryEntry
            | Aspect::PhotoWidth
            | Aspect::PhotoHeight
            | Aspect::PhotoBytes
            | Aspect::PhotoSource
            | Aspect::PhotoHeader
            | Aspect::PhotoName => return self.subject.clone(),
        };
        format!("{}, {key}", self.subject)
    }
}

const fn heading(effect: Effect) -> &'static str {
    match effect {
        Effect::More => "Releases more",
        Effect::LessAccounted => "Less accounted for (counts as more)",
        Effect::Less => "Releases less",
        Effect::Shown => "Changed, and neither more nor less",
    }
}
