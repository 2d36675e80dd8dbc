//! E-mail addresses.
//!
//! Source: RFC 5321 4.1.2 and RFC 6531, as far as they are in use: a local part, `@`, a domain of two labels or more, the last of
//! letters (RFC 1123) or of an internationalised name (RFC 5890).
//!
//! By chance: hardly.

/// Whether the folded text holds one.
pub(super) fn is_in(folded: &str) -> bool {
    memchr::memchr_iter(b'@', folded.as_bytes()).any(|at| {
        let (before, after) = folded.split_at_checked(at).unwrap_or_default();
        let before = before.strip_suffix(' ').unwrap_or(before);
        let after = after.get(1..).unwrap_or_default();
        let after = after.strip_prefix(' ').unwrap_or(after);
        let (before, after) = without_brackets(before, after);
        before
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() || LOCAL.contains(c))
            && (is_domain(after) || is_literal(after))
    })
}

/// Whether the folded text holds one whose dots stand between blanks: `a.smith @ example . org`.
pub(super) fn is_apart(folded: &str) -> bool {
    let bytes = folded.as_bytes();
    let is_apart = |at: usize| {
        let around = at.checked_sub(1).and_then(|at| bytes.get(at..at + 3));
        around == Some(b" . ")
    };
    memchr::memchr(b'@', bytes).is_some()
        && memchr::memchr_iter(b'.', bytes).any(is_apart)
        && is_in(&folded.replace(" . ", ".").replace(" @ ", "@"))
}

/// What stands before and behind a sign in brackets: `a.smith[@]example.org`.
fn without_brackets<'t>(before: &'t str, after: &'t str) -> (&'t str, &'t str) {
    let begins = before.strip_suffix(['[', '(', '{', '<']);
    let ends = after.strip_prefix([']', ')', '}', '>']);
    match begins.zip(ends) {
        Some((before, after)) => (before.trim_end(), after.trim_start()),
        None => (before, after),
    }
}

/// Whether the folded text holds one whose sign is spoken: `a.smith at example.org`. One word before it may be of a
/// sentence, a name of two parts or with a number is not.
pub(super) fn is_spoken(folded: &str) -> bool {
    let lower = folded.to_ascii_lowercase();
    lower.match_indices(" at ").any(|(at, sign)| {
        let (before, after) = lower.split_at_checked(at).unwrap_or_default();
        let after = begin(after.get(sign.len()..).unwrap_or_default(), DOMAIN);
        let local = before.rsplit(char::is_whitespace).next().unwrap_or(before);
        let is_local = local.len() > 3
            && local.ends_with(|c: char| c.is_ascii_alphanumeric())
            && local.starts_with(|c: char| c.is_ascii_alphabetic())
            && local.contains(|c: char| c.is_ascii_digit() || matches!(c, '.' | '_'));
        let end = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
        let domain = after.split(end).next().unwrap_or_default();
        is_local && is_domain_alone(domain.trim_end_matches('.'))
    })
}

/// What else a local part may end in, and a quote.
const LOCAL: &str = "!#$%&'*+/=?^_`{|}~-\"";

/// Whether the folded text holds one whose sign is written out, in brackets: `a.smith [at] example.org`.
pub(super) fn is_written_out(folded: &str) -> bool {
    let dots = [" dot ", "[dot]", "{dot}", " [dot] ", " (dot) "];
    let lower = dots.iter().fold(folded.to_ascii_lowercase(), |text, dot| {
        text.replace(dot, "(dot)")
    });
    let spoken = if lower.contains("(dot)") {
        " at "
    } else {
        "(at)"
    };
    ["[at]", "(at)", "{at}", "<at>", spoken].iter().any(|sign| {
        lower.match_indices(sign).any(|(at, sign)| {
            let (before, after) = lower.split_at_checked(at).unwrap_or_default();
            let after = begin(after.get(sign.len()..).unwrap_or_default(), DOMAIN).trim_start();
            let after = after.replace("(dot)", ".").replace(" . ", ".");
            before.trim_end().ends_with(char::is_alphanumeric) && is_domain(&after)
        })
    })
}

/// The longest domain, with its dots written out; the longest address of a host.
const DOMAIN: usize = 600;
const HOST: usize = 80;

/// The beginning of a text, so that each sign costs the same however long the text is.
fn begin(text: &str, most: usize) -> &str {
    text.get(..text.floor_char_boundary(most))
        .unwrap_or_default()
}

/// An address of a host in brackets.
fn is_literal(text: &str) -> bool {
    begin(text, HOST)
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .is_some_and(|(host, _)| {
            host.len() > 2
                && host
                    .chars()
                    .all(|c| c.is_ascii_hexdigit() || matches!(c, '.' | ':') || "IPv6".contains(c))
        })
}

/// The ends of domains that mail is sent to here, and that no file has as its ending.
const ENDS: &[&str] = &[
    "uk", "com", "org", "net", "gov", "edu", "info", "eu", "ie", "scot", "wales", "cymru",
    "london", "de", "fr", "police",
];

/// Whether a whole cell is the domain of an address, with or without its sign: the other half stands in another column.
#[inline]
pub(super) fn is_domain_alone(cell: &str) -> bool {
    let Some((front, last)) = cell.rsplit_once('.') else {
        return false;
    };
    let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.');
    ENDS.iter().any(|end| last.eq_ignore_ascii_case(end))
        && front.strip_prefix('@').unwrap_or(front).bytes().all(fits)
        && front.bytes().filter(u8::is_ascii_alphabetic).count() > 1
}

/// Endings of files that are no domains.
const FILES: &[&str] = &[
    "jpg", "jpeg", "png", "bmp", "gif", "tif", "tiff", "webp", "heic", "pdf", "csv", "xls", "xlsx",
];

fn is_domain(text: &str) -> bool {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.'))
        .unwrap_or(text.len());
    let domain = text
        .get(..end)
        .unwrap_or_default()
        .trim_end_matches(['.', '-']);
    let Some((front, last)) = domain.rsplit_once('.') else {
        return false;
    };
    // of a file: scan_a.smith@example.org.pdf
    if FILES.iter().any(|file| last.eq_ignore_ascii_case(file)) {
        return front.contains('.') && is_domain(front);
    }
    let named = last.chars().count() >= 2
        && (last.chars().all(char::is_alphabetic) || last.to_ascii_lowercase().starts_with("xn--"));
    named
        && front
            .split('.')
            .all(|label| !label.is_empty() && !label.starts_with('-'))
}

#[cfg(test)]
mod tests {
    use super::super::kind::Kind;
    use super::super::tests::table;

    #[test]
    fn addresses_are_found_and_handles_are_not() {
        table(
            Kind::Email,
            &[
                "a.smith@example.org",
                "A.SMITH@EXAMPLE.ORG",
                "<a_smith+x@mail.example.org>",
                "mail to a@xn--80ak6aa92e.com today",
                "a@xn--d1acufc.xn--p1ai",
                "a.smith＠example.org",
                "a.smith@example\u{200b}.org",
                "a.smith\u{ad}@example.org",
                "a.smith@ехаmple.org",
                "a.smith @ example.org",
                "evans @ example . org",
                "evans@example . co . uk",
                "a.smith@example\u{2024}org",
                "scan_a.smith@example.org.pdf",
                "mr=x@example.org",
                "o'neil~@example.org",
                "\"john smith\"@example.org",
                "user@[192.0.2.1]",
                "юзер@пример.рф",
                "a.smith [at] example.org",
                "a.smith(at)example(dot)org",
                "write to john at example dot org",
                "john at mail [dot] example [dot] org",
                "j.smith[@]example.org",
                "j.smith (@) example.org",
                "j.smith{@}example.co.uk",
                "j.smith at example.police.uk",
                "write to j_smith at example.org.",
                "jsmith7 at mail.example.com",
            ],
            &[
                "photos\\1001.jpg",
                "C:\\Cards\\100001.png",
                "a@1.jpg",
                "info@example.",
                "@example.org",
                "SKING",
                "a@b",
                "hello-world here",
                "user@localhost",
                "@handle",
                "cards (at) 300 dpi",
                "x @[1]",
                "a red dot at the corner",
                "have a look at example.org",
                "room 5 at noon",
                "version 2.1 at build.7",
                "see fig.3 at scale.5",
                "[@] example.org",
            ],
        );
    }
}
