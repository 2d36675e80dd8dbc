//! A profile in one line.

use super::{Profile, Rule};
use crate::field::{Class, Shown};
use crate::pseudonym::Scope;

impl Profile {
    /// What leaves of a person, in a few words; for lists of profiles.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::profile::Profile;
    ///
    /// let fob = Profile::preset("access-fob").ok_or("no such preset")?;
    /// assert_eq!(fob.brief(), "nothing of a person");
    /// # Ok::<(), &str>(())
    /// ```
    pub fn brief(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        for (_, part) in self.field_parts() {
            let shows = part.rule().treatment().shown != Shown::None;
            if !shows || part.field().class() == Class::Fulfilment {
                continue;
            }
            let name = part.field().name().replace('_', " ");
            words.push(match part.rule() {
                Rule::Keep | Rule::Pseudonymise { .. } => name,
                Rule::Initials => format!("{name} as initials"),
                Rule::FirstWord => format!("first of {name}"),
                Rule::Digits => format!("digits of {name}"),
                Rule::MonthEnd { .. } => format!("month of {name}"),
                Rule::Category { .. } => format!("general {name}"),
            });
        }
        if self.photo.is_some() {
            words.push("photo".to_owned());
        }
        if words.is_empty() {
            words.push("nothing of a person".to_owned());
        }
        let follows = self.field_parts().any(|(_, part)| {
            matches!(
                part.rule(),
                Rule::Pseudonymise {
                    scope: Scope::Recipient,
                    ..
                }
            )
        });
        if follows {
            words.push("a token that lasts across batches".to_owned());
        }
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn each_preset_says_what_leaves_of_a_person() {
        let expected = [
            (
                "warrant-card",
                "given names as initials, family name, rank, warrant number, month of expiry date, photo",
            ),
            (
                "staff-card",
                "given names as initials, family name, category, month of expiry date, photo",
            ),
            ("contractor-card", "family name, month of expiry date"),
            (
                "replacement-card",
                "given names as initials, family name, rank, warrant number, month of expiry date, photo",
            ),
            ("access-fob", "nothing of a person"),
            ("shell-card", "nothing of a person"),
            (
                "nhs-card",
                "first of given names, family name, general job title, month of expiry date, photo",
            ),
        ];
        for (name, line) in expected {
            assert_eq!(Profile::preset(name).unwrap().brief(), line, "{name}");
        }
        assert_eq!(Profile::preset_names().count(), expected.len());
    }

    #[test]
    fn a_lasting_token_is_mentioned() {
        let text =
            Profile::preset_source("shell-card")
                .unwrap()
                .replacen("\"batch\"", "\"recipient\"", 1);
        let line = text.parse::<Profile>().unwrap().brief();
        assert_eq!(
            line,
            "nothing of a person, a token that lasts across batches"
        );
    }
}
