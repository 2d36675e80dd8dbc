//! Character references of HTML and XML.
//!
//! Source: HTML, 13.5 (named character references), of which those that stand in numbers or hide between their digits.

/// Signs that stand in numbers or hide between their digits.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("shy", '\u{ad}'),
    ("commat", '@'),
    ("period", '.'),
    ("comma", ','),
    ("colon", ':'),
    ("semi", ';'),
    ("sol", '/'),
    ("lowbar", '_'),
    ("hyphen", '-'),
    ("dash", '-'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
    ("minus", '\u{2212}'),
    ("plus", '+'),
    ("num", '#'),
    ("lpar", '('),
    ("rpar", ')'),
    ("pound", '£'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("Tab", '\t'),
    ("NewLine", '\n'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("ZeroWidthSpace", '\u{200b}'),
];

/// `&#65;`, `&#x41;`, `&nbsp;`: what it says goes into `out`, and how long it is. The semicolon of a number may be missing.
pub(super) fn reference(text: &str, out: &mut String) -> Option<usize> {
    let inner = text.get(1..)?;
    if let Some(number) = inner.strip_prefix('#') {
        let (digits, radix, head) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16, 3),
            None => (number, 10, 2),
        };
        let length = digits
            .bytes()
            .take(9)
            .take_while(|b| char::from(*b).is_digit(radix))
            .count();
        let point = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        out.push(char::from_u32(point)?);
        let ended = digits.get(length..)?.starts_with(';');
        return Some(head + length + usize::from(ended));
    }
    let (name, c) = NAMED.iter().find(|(name, _)| {
        inner
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(';'))
    })?;
    out.push(*c);
    Some(name.len() + 2)
}
