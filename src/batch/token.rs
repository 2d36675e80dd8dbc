//! A matching token: what joins a row, its photo and the finished card.

use std::fmt;

use crate::profile::PhotoName;
use crate::pseudonym::{MAX_CHARS, MIN_CHARS};

const MOST: usize = MAX_CHARS as usize;

/// Before a token in the name of its photo's entry.
const FOLDER: &str = "photos/";
/// After it.
const ENDING: &str = ".jpg";

/// 16 to 26 of `a-z2-7`, held in place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Token {
    /// Zeros behind its end, so that the order is that of the texts.
    letters: [u8; MOST],
    length: u8,
}

impl Token {
    pub(super) fn parse(text: &[u8]) -> Option<Self> {
        let length = u8::try_from(text.len()).ok()?;
        let is_token = (MIN_CHARS..=MAX_CHARS).contains(&length)
            && text
                .iter()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
        if !is_token {
            return None;
        }
        let mut letters = [0; MOST];
        letters.get_mut(..text.len())?.copy_from_slice(text);
        Some(Self { letters, length })
    }

    /// The token of a photo's entry name: `photos/<token>.jpg`.
    pub(super) fn of_entry(name: &[u8]) -> Option<Self> {
        let file = name.strip_prefix(FOLDER.as_bytes())?;
        Self::parse(file.strip_suffix(ENDING.as_bytes())?)
    }

    /// Whether this is the cell that names its photo's file.
    pub(super) fn is_file(&self, name: PhotoName, cell: &str) -> bool {
        name.is_of(self.as_str(), cell)
    }

    pub(super) fn as_str(&self) -> &str {
        let letters = self.letters.get(..usize::from(self.length));
        // Letters and digits of ASCII are UTF-8.
        std::str::from_utf8(letters.unwrap_or_default()).unwrap_or_default()
    }

    pub(super) fn entry(&self) -> String {
        format!("{FOLDER}{}{ENDING}", self.as_str())
    }

    pub(super) const fn chars(&self) -> u8 {
        self.length
    }
}

/// The cell that names the photo's file, made of the matching cell.
pub(super) fn file_cell(token: &str, name: PhotoName) -> String {
    let (before, behind) = name.around();
    format!("{before}{token}{behind}")
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token { .. }")
    }
}

#[cfg(test)]
mod tests {
    use super::{PhotoName, Token, file_cell};

    #[test]
    fn a_token_names_one_entry_and_one_file() {
        let text = "mtftkwveksukoroj";
        let token = Token::parse(text.as_bytes()).unwrap();
        assert_eq!(token.entry(), "photos/mtftkwveksukoroj.jpg");
        assert_eq!(Token::of_entry(token.entry().as_bytes()), Some(token));
        let cells = [
            (PhotoName::File, "mtftkwveksukoroj.jpg"),
            (PhotoName::Token, "mtftkwveksukoroj"),
            (PhotoName::Path, "photos/mtftkwveksukoroj.jpg"),
        ];
        for (name, cell) in cells {
            assert_eq!(file_cell(text, name), cell);
            for (other, _) in cells {
                assert_eq!(token.is_file(other, cell), other == name, "{cell}");
            }
            assert!(!token.is_file(name, &cell.replace("oroj", "orok")));
        }
        assert_eq!(file_cell(text, PhotoName::Path), token.entry());
        assert_eq!(format!("{token:?}"), "Token { .. }");
        for bad in [
            "photos/mtftkwveksukoro.jpg",
            "photos/mtftkwveksukoroj.JPG",
            "photos/Mtftkwveksukoroj.jpg",
            "photos/mtftkwveksukoro1.jpg",
            "photos/../ftkwveksukoroj.jpg",
            "photos//mtftkwveksukoroj.jpg",
            "Photos/mtftkwveksukoroj.jpg",
            "mtftkwveksukoroj.jpg",
            "photos/mtftkwveksukoroj.jpg ",
            "photos/aaaaaaaaaaaaaaaaaaaaaaaaaaa.jpg",
        ] {
            assert_eq!(Token::of_entry(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn tokens_stand_in_the_order_of_their_texts() {
        let mut texts: Vec<String> = ["a", "b", "2", "z", "7"]
            .iter()
            .flat_map(|last| [16, 17, 26].map(|length| last.repeat(length)))
            .collect();
        texts.push("aaaaaaaaaaaaaaab".to_owned());
        let mut tokens: Vec<Token> = texts
            .iter()
            .map(|text| Token::parse(text.as_bytes()).unwrap())
            .collect();
        texts.sort();
        tokens.sort();
        assert!(
            tokens
                .iter()
                .map(Token::as_str)
                .eq(texts.iter().map(String::as_str))
        );
    }
}
