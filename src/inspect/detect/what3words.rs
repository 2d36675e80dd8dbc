//! Places in three words.
//!
//! Source: what3words, address format: three words with a dot between, after three slashes.
//!
//! By chance: names of files and domains have two dots as well, so without the slashes they need a word beside them, a
//! header, or a column of nothing else.

/// What a folded text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Three words after three slashes.
    Place,
    /// Three words.
    Three,
}

/// The share of cells that are three words with dots between by chance.
pub(super) const RATE: f64 = 0.05;

pub(super) fn in_text(folded: &str) -> Option<Words> {
    let marked = folded.match_indices("///").any(|(at, marks)| {
        let rest = folded.get(at + marks.len()..).unwrap_or_default();
        let end = rest
            .find(|c: char| !(c.is_alphabetic() || c == '.'))
            .unwrap_or(rest.len());
        is_three(rest.get(..end).unwrap_or_default().trim_end_matches('.'))
    });
    if marked {
        return Some(Words::Place);
    }
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '@' || c == '_' || c == '-'))
        .any(|word| is_three(word.trim_end_matches('.')))
        .then_some(Words::Three)
}

/// Parts of names of files, domains and packages, and of no place.
const NAMES: &[&str] = &[
    "www", "com", "org", "net", "gov", "edu", "mil", "info", "txt", "csv", "tsv", "pdf", "jpg",
    "jpeg", "png", "gif", "tif", "tiff", "xml", "json", "html", "htm", "exe", "dll", "doc", "docx",
    "xls", "xlsx", "xlsm", "ods", "zip", "tar", "log", "bak", "tmp", "cfg", "ini", "conf", "yaml",
    "toml", "webp", "heic", "mp4", "msg", "eml", "age", "sql", "php", "css",
];

fn is_three(word: &str) -> bool {
    let mut parts = word.split('.');
    let three = [parts.next(), parts.next(), parts.next()];
    parts.next().is_none()
        && three.iter().all(|part| {
            part.is_some_and(|part| {
                part.chars().count() >= 3 && part.chars().all(char::is_alphabetic)
            })
        })
        && !word
            .split('.')
            .any(|part| NAMES.iter().any(|name| part.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::super::kind::Kind;
    use super::super::tests::table;

    #[test]
    fn marked_words_are_found_and_names_of_files_are_not() {
        table(
            Kind::What3words,
            &[
                "///filled.count.soap",
                "meet at ///index.home.raft.",
                "what3words filled.count.soap",
                "w3w: filled.count.soap",
                "\u{2215}\u{2215}\u{2215}filled.count.soap",
                "///filled\u{200b}.count.soap",
                "///filled\u{2024}count\u{2024}soap",
            ],
            &[
                "filled.count.soap",
                "www.example.org",
                "a.b.c",
                "http://filled.count.soap.org",
                "///filled.count",
                "O.B.E",
                "w3w mail.example.org",
                "w3w org.apache.commons",
            ],
        );
    }
}
