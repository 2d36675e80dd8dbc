//! What stands so far behind blanks or lines that nobody sees it who looks at a table.

/// Blanks in a row, beyond which nobody sees what comes.
const MOST_BLANKS: usize = 60;

/// Whether something stands behind more blanks in a row than a screen shows.
#[inline]
pub(in crate::inspect) fn is_pushed_aside(text: &str) -> bool {
    // so many blanks take in two such places at least
    let mut places = text.as_bytes().iter().step_by(MOST_BLANKS / 2);
    let mut before = false;
    text.len() > MOST_BLANKS
        && places.any(|byte| std::mem::replace(&mut before, is_blank(*byte)) && before)
        && is_behind(
            text,
            |c| c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}'),
            MOST_BLANKS,
        )
}

/// Whether something stands behind more than `most` lines in a row without anything.
pub(in crate::inspect) fn is_pushed_down(text: &str, most: usize) -> bool {
    // a line ends with one of them, or with both
    text.len() > most
        && ['\n', '\r']
            .iter()
            .any(|end| is_behind(text, |c| c == *end, most))
}

/// Whether anything but blanks stands behind more than `most` such signs, with no other than blanks between them.
fn is_behind(text: &str, is_such: impl Fn(char) -> bool, most: usize) -> bool {
    let mut count = 0;
    for letter in text.chars() {
        if is_such(letter) {
            count += 1;
        } else if letter.is_whitespace() {
            // lines of blanks are lines
        } else if count > most {
            return true;
        } else {
            count = 0;
        }
    }
    false
}

/// Whether a byte is a blank, or belongs to a letter that may be one.
const fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ' | 0x80..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_many_blanks_or_lines_is_pushed_out_of_sight() {
        for blank in [" ", "\t", "\u{a0}", "\u{3000}", "\u{2800}", " \n"] {
            for (before, behind) in [("", "moved"), ("ok", "moved"), ("a longer one", "x y")] {
                let text = |count: usize| format!("{before}{}{behind}", blank.repeat(count));
                assert!(is_pushed_aside(&text(80)), "{blank:?}");
                assert!(!is_pushed_aside(&text(20)), "{blank:?}");
            }
            assert!(
                !is_pushed_aside(&format!("ok{}", blank.repeat(80))),
                "{blank:?}"
            );
        }
        for count in 0..200 {
            let text = format!("{}{}moved", "x".repeat(count % 7), " ".repeat(count));
            assert_eq!(is_pushed_aside(&text), count > MOST_BLANKS, "{count}");
        }
        for end in ["\n", "\r\n", "\r", "\n ", "\u{b}\n"] {
            let text = |count: usize| format!("ok{}moved", end.repeat(count));
            for most in [0, 3, 12] {
                let (more, no_more) = (text(most + 1), text(most));
                assert!(
                    is_pushed_down(&more, most) && !is_pushed_down(&no_more, most),
                    "{end:?}"
                );
            }
        }
        for plain in [
            "moved",
            "A\n\nB",
            "A\nB\nC\nD\nE\nF",
            "          Example Force",
            "Ömer Çelik",
        ] {
            assert!(
                !is_pushed_aside(plain) && !is_pushed_down(plain, 3),
                "{plain}"
            );
        }
    }
}
