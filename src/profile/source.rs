//! A profile as TOML, with every default written out.

use std::fmt::Write as _;

use super::{Column, Content, FieldPart, Part, Profile, Rule};
use crate::field::Field;

impl Profile {
    /// The profile as TOML with every default written out: it loads as the same profile.
    ///
    /// # Examples
    /// ```
    /// use cardsieve::profile::Profile;
    ///
    /// let fob = Profile::preset("access-fob").ok_or("no such preset")?;
    /// assert_eq!(fob.to_toml().parse(), Ok(fob));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn to_toml(&self) -> String {
        write(self)
    }
}

fn write(profile: &Profile) -> String {
    let mut out = format!("# fingerprint {}\nformat = 1\n", profile.fingerprint());
    let csv = profile.csv();
    let _ = write!(
        out,
        "name = {}\ncontroller = {}\nrecipient = {}\n",
        quoted(profile.name()),
        quoted(profile.controller()),
        quoted(profile.recipient()),
    );
    if !profile.recipient_keys().is_empty() {
        let keys = profile.recipient_keys().iter().map(|key| quoted(key));
        let keys: Vec<String> = keys.collect();
        let _ = writeln!(out, "recipient_keys = [{}]", keys.join(", "));
    }
    let _ = write!(
        out,
        "purpose = {}\ndelete_after_days = {}\n\
         min_rows = {}\nmax_rows = {}\nledger = {}\n\n[csv]\ndelimiter = {}\nencoding = {}\n",
        quoted(profile.purpose()),
        profile.delete_after_days(),
        profile.min_rows(),
        profile.max_rows(),
        quoted(profile.ledger().name()),
        quoted(csv.delimiter().name()),
        quoted(csv.encoding().name()),
    );
    if profile.photo().is_some() {
        let _ = writeln!(out, "photo_name = {}", quoted(csv.photo_name().name()));
    }
    let _ = writeln!(out, "apostrophes = {}", quoted(csv.apostrophes().name()));
    for one in profile.columns() {
        column(one, &mut out);
    }
    if let Some(photo) = profile.photo() {
        let _ = write!(
            out,
            "\n[photo]\nplace = {}\nwidth = {}\nheight = {}\nmax_bytes = {}\nmin_source = {}\nheader = {}\n",
            quoted(photo.place().name()),
            photo.width(),
            photo.height(),
            photo.max_bytes(),
            photo.min_source(),
            quoted(photo.header()),
        );
    }
    out
}

fn column(column: &Column, out: &mut String) {
    let _ = write!(
        out,
        "\n[[column]]\nheader = {}\nplace = {}\n",
        quoted(column.header()),
        quoted(column.place().name())
    );
    match column.content() {
        Content::Constant(text) => {
            let _ = writeln!(out, "constant = {}", quoted(text));
        }
        Content::Parts(parts) => {
            out.push_str("parts = [\n");
            for part in parts {
                let text = match part {
                    Part::Text(text) => format!("text = {}", quoted(text)),
                    Part::Field(part) => field(part),
                };
                let _ = writeln!(out, "    {{ {text} }},");
            }
            out.push_str("]\n");
        }
    }
    let _ = writeln!(out, "case = {}", quoted(column.case().name()));
    if let Some(max) = column.max_chars() {
        let _ = writeln!(out, "max_chars = {max}");
    }
    let _ = writeln!(
        out,
        "when_missing = {}",
        quoted(column.when_missing().name())
    );
}

fn field(part: &FieldPart) -> String {
    let rule = part.rule();
    let mut out = format!(
        "field = {}, treatment = {}",
        quoted(part.field().name()),
        quoted(rule.name())
    );
    match rule {
        Rule::Keep if part.field() == Field::StaffNumber => out += ", not_payroll = true",
        Rule::MonthEnd { date_format } => {
            let _ = write!(out, ", date_format = {}", quoted(date_format.as_str()));
        }
        Rule::Category { table } => {
            let entries: Vec<_> = table
                .iter()
                .map(|(from, to)| format!("{} = {}", quoted(from), quoted(to)))
                .collect();
            let _ = write!(out, ", table = {{ {} }}", entries.join(", "));
        }
        Rule::Pseudonymise { scope, chars } => {
            let _ = write!(out, ", scope = {}, chars = {chars}", quoted(scope.name()));
        }
        _ => {}
    }
    out
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_shown_as_a_text_that_loads_as_the_same_profile() {
        for name in Profile::preset_names() {
            let profile = Profile::preset(name).unwrap();
            let shown: Profile = profile.to_toml().parse().unwrap();
            assert_eq!(shown, profile, "{name}");
        }
    }

    #[test]
    fn a_text_is_quoted_so_that_toml_reads_it_back() {
        let text = "a \"b\" \\ c\td\u{1}\u{7f}\u{e9}\u{142}";
        let quoted = quoted(text);
        assert_eq!(
            quoted,
            "\"a \\\"b\\\" \\\\ c\\td\\u0001\\u007F\u{e9}\u{142}\""
        );
        let read: toml::Table = toml::from_str(&format!("text = {quoted}")).unwrap();
        assert_eq!(read["text"].as_str(), Some(text));
    }

    #[test]
    fn every_kind_of_rule_and_setting_survives() {
        let text = r#"
format = 1
name = "t"
controller = "C's"
recipient = "R"
purpose = "P"
delete_after_days = 1
ledger = "required"
[csv]
delimiter = "\t"
[[column]]
header = "ref"
place = "matching"
parts = [{ field = "record_id", treatment = "pseudonymise", scope = "recipient", chars = 20 }]
[[column]]
header = "no"
place = "front"
parts = [{ text = "No. " }, { field = "staff_number", treatment = "keep", not_payroll = true }]
when_missing = "refuse"
[[column]]
header = "expiry"
place = "front"
parts = [{ field = "expiry_date", treatment = "month-end", date_format = "%B %Y" }]
[[column]]
header = "dept"
place = "front"
parts = [{ field = "department", treatment = "category", table = { "Roads" = "Operations", "Dogs" = "Operations" } }]
[[column]]
header = "fixed"
place = "back"
constant = "Contractor"
"#;
        let profile: Profile = text.parse().unwrap();
        let shown: Profile = profile.to_toml().parse().unwrap();
        assert_eq!(shown, profile);
    }
}
