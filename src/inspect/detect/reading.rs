//! One reading of a text: which detectors look at which of its words, and what their places come to.

use super::find::Found;
use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::parted::is_hard;
use super::scan::{HARD, Text, is_digit, is_letter, is_soft};
use super::words::{self, Kinds, Word};
use super::{
    call_sign, codes, coordinates, date_of_birth, driving_licence, email, grid, iban, ip_address,
    mac_address, nino, number, passport, pay_number, phone, plain, postcode, radio_issi, salary,
    street_address, temporary_reference, utr, vehicle_registration, vetting_level, what3words,
};

/// One reading of a text.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) hits: Vec<Hit>,
    /// Where a word speaks of which kinds.
    told: Vec<(usize, Kinds)>,
    lookouts: Lookouts,
}

/// What has been seen that makes a look at the whole text worth while.
#[derive(Default)]
struct Lookouts {
    decimals: bool,
    dotted: bool,
    /// The word AT in brackets.
    bracketed: bool,
    /// The same between blanks, before a domain.
    spoken: bool,
}

/// How far a word reaches over letters and digits: forwards and back.
const AHEAD: usize = 60;
const BACK: usize = 25;

impl Reading {
    pub(super) fn read(&mut self, text: &Text<'_>, found: &mut Found) {
        self.hit(text);
        codes::leave_out(text.folded, &mut self.hits);
        self.judge(text, found);
    }

    /// The same of one word of digits, which is no address, code or word.
    pub(super) fn read_digits(&mut self, text: &Text<'_>, found: &mut Found) {
        self.hits.clear();
        self.told.clear();
        number::alone(text, &mut self.hits);
        self.judge(text, found);
    }

    /// Every place that is something.
    pub(super) fn hit(&mut self, text: &Text<'_>) {
        self.hits.clear();
        self.told.clear();
        self.lookouts = Lookouts::default();
        let mut at = 0;
        while at < text.len() {
            at = if is_digit(text.at(at)) {
                digits(text, at, &mut self.hits, &mut self.lookouts)
            } else {
                letters(text, at, &mut self.hits, &mut self.told, &mut self.lookouts)
            };
        }
        whole(text, &self.lookouts, &mut self.hits);
        for at in 0..self.told.len() {
            if let Some((from, kinds)) = self.told.get(at) {
                behind(text, *from, *kinds, &mut self.hits);
            }
        }
    }

    /// What the places come to.
    pub(super) fn judge(&self, text: &Text<'_>, found: &mut Found) {
        for hit in &self.hits {
            let kind = Kinds::of(hit.kind);
            if hit.sure > Sure::Shape {
                let part = if hit.start == hit.end {
                    text.folded.as_bytes()
                } else {
                    text.part(hit.start, hit.end)
                };
                found.mark = found.mark.wrapping_add(mark(part));
            }
            if hit.year > 0 {
                found.dated = true;
                found.born |= hit.sure == Sure::Valid;
                found.long_ago |= date_of_birth::is_long_ago(text, hit);
                if let Some(bit) = hit.year.checked_sub(1900).filter(|bit| *bit < 128) {
                    found.years |= 1 << bit;
                }
            }
            let told = hit.sure != Sure::Shape && is_told(text, &self.told, hit);
            match hit.sure {
                Sure::Alone => {
                    found.alone = found.alone.and(kind);
                    if told {
                        found.told = found.told.and(kind);
                    }
                }
                Sure::Valid if told => found.told = found.told.and(kind),
                // of a date in parts the years speak, and of a grid the column
                _ if hit.year > 0 => {}
                _ if hit.kind == Kind::Coordinates && hit.end > hit.start => {}
                Sure::Valid => found.valid = found.valid.and(kind),
                Sure::Shape => found.shape = found.shape.and(kind),
            }
        }
    }
}

/// Whether a word near the place speaks of its kind.
fn is_told(text: &Text<'_>, told: &[(usize, Kinds)], hit: &Hit) -> bool {
    // of the text as a whole
    if hit.start == hit.end {
        return told.iter().any(|(_, kinds)| kinds.has(hit.kind));
    }
    let from = told.partition_point(|(at, _)| at + AHEAD < hit.start);
    told.iter()
        .skip(from)
        .take_while(|(at, _)| *at <= hit.end + BACK)
        .any(|(at, kinds)| {
            kinds.has(hit.kind)
                && *at != hit.start
                && !(is_rank(text, *at, hit.kind)
                    && (hit.end - hit.start < 8 || is_pair(text, *at)))
        })
}

/// Whether what stands for an account there is as well a rank before a number of six digits.
fn is_rank(text: &Text<'_>, at: usize, kind: Kind) -> bool {
    kind == Kind::BankAccount && matches!(text.part(at, text.next_word(at)), b"AC" | b"ACC")
}

/// Whether it is as well a pair of a chip's number in base 16: others stand before or behind.
fn is_pair(text: &Text<'_>, at: usize) -> bool {
    let is_two = |at: usize| text.is_end(at) && text.next_word(at) == at + 2;
    is_two(at) && (is_two(at + 2) || at.checked_sub(2).is_some_and(is_two))
}

fn mark(part: &[u8]) -> u64 {
    let (eights, rest) = part.as_chunks::<8>();
    let mixed = |mark: u64, next: u64| {
        let mark = (mark ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mark ^ mark >> 29
    };
    let start = eights.iter().fold(0xcbf2_9ce4_8422_2325, |mark, eight| {
        mixed(mark, u64::from_le_bytes(*eight))
    });
    rest.iter()
        .fold(start, |mark, b| mixed(mark, u64::from(*b)))
}

fn digits(text: &Text<'_>, at: usize, hits: &mut Vec<Hit>, lookouts: &mut Lookouts) -> usize {
    if let Some(hit) = mac_address::at(text, at) {
        hits.push(hit);
        return hit.end;
    }
    let end = text.next_word(at);
    if text.gap(end) == b'.' {
        if let Some(hit) = ip_address::at(text, at) {
            hits.push(hit);
            return hit.end;
        }
        lookouts.decimals |= text.next_word(end) - end >= 3;
    }
    if is_letter(text.at(at + 2)) {
        hits.extend(temporary_reference::at(text, at));
    }
    // up to four digits, and a street's name
    if is_letter(text.at(at + 4)) && end - at > 8 {
        hits.extend(street_address::in_one_at(text, at));
    }
    number::at(text, at, hits)
}

fn letters(
    text: &Text<'_>,
    at: usize,
    hits: &mut Vec<Hit>,
    told: &mut Vec<(usize, Kinds)>,
    lookouts: &mut Lookouts,
) -> usize {
    let end = text.next_word(at);
    if let Some(word) = words::Packed::of(text.row, at, end)
        && is_word(text, at, end, word)
    {
        if text.gap(end) == b'.' && is_letter(text.at(end)) {
            lookouts.dotted |= text.gap(text.next_word(end)) == b'.';
        }
        if let Some(word) = word.look_up() {
            say(text, (at, end), word, hits, told, lookouts);
        }
        return end;
    }
    let found = hits.len();
    let mut letters = 1;
    while letters < 6 && is_letter(text.at(at + letters)) && is_soft(text.gap(at + letters)) {
        letters += 1;
    }
    if is_digit(text.at(at + letters)) && is_soft(text.gap(at + letters)) {
        coded(text, at, letters, hits);
    }
    if end - at <= 2 && is_hard(text.gap(end)) || text.gap(at + 8) == b'(' {
        hits.extend(nino::parted_at(text, at));
    }
    if let Some(hit) = mac_address::at(text, at) {
        hits.push(hit);
    }
    let alone = hits.iter().skip(found).find(|hit| hit.sure == Sure::Alone);
    if let Some(hit) = alone {
        return hit.end;
    }
    // N54.01234
    lookouts.decimals |= text.gap(end) == b'.'
        && is_digit(text.at(end))
        && is_digit(text.at(end - 1))
        && text.next_word(end) - end >= 3;
    if text.gap(end) == b'.' && is_letter(text.at(end)) {
        lookouts.dotted |= text.gap(text.next_word(end)) == b'.';
    }
    // DOB12051978
    let glued = text
        .part(at, end)
        .iter()
        .take_while(|b| is_letter(**b))
        .count();
    if (2..end - at).contains(&glued)
        && is_digit(text.at(at + glued))
        && let Some(word) = words::look_up_in(text.row, at, at + glued)
        && !word.about.is_empty()
        // of a number in base 16
        && !matches!(text.part(at, at + glued), b"AC" | b"ACC")
        && (text.part(at + glued, end).iter().all(|b| is_digit(*b))
            || word.about.has(Kind::DateOfBirth))
    {
        told.push((at, word.about));
        if word.about.has(Kind::DateOfBirth) {
            hits.extend(date_of_birth::glued_at(text, at + glued, end));
        }
        glued_to(text, at + glued, word.about, hits);
        return digits(text, at + glued, hits, lookouts);
    }
    if end - at == 1 {
        // D.O.B. and N.I. are words
        let mut last = end;
        while last - at < 4
            && text.next_word(last) == last + 1
            && is_letter(text.at(last))
            && is_soft(text.gap(last))
        {
            last += 1;
        }
        if text.part(at, last) == b"CS" && text.gap(at + 1) == b'/' {
            told.push((at, Kinds::of(Kind::CallSign)));
        }
        if text.at(at) == b'B'
            && matches!(text.gap(end), b'.' | HARD)
            && is_digit(text.at(end))
            && date_of_birth::says_born(text.folded)
        {
            told.push((at, Kinds::of(Kind::DateOfBirth)));
            hits.extend(date_of_birth::born_at(text, end));
        }
        speak(text, at, last, hits, told, lookouts);
    } else {
        speak(text, at, end, hits, told, lookouts);
        if is_digit(text.at(end)) {
            hits.extend(date_of_birth::month_at(text, at, end));
        }
        if end - at > LONGEST_LISTED {
            hits.extend(vetting_level::in_one(text, at, end));
        }
    }
    end
}

/// No listed word is longer.
const LONGEST_LISTED: usize = 14;

/// Whether a word is letters alone and no digit comes so soon that it could be part of a number, as most words of a text are.
#[inline]
fn is_word(text: &Text<'_>, at: usize, end: usize, word: words::Packed) -> bool {
    let is_near = match text.row.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        Some(eight) => {
            // a bit that no digit has; as far as letters may stand before digits
            u64::from_le_bytes(*eight) & NEAR != NEAR
        }
        None => true,
    };
    let is_of_address = || matches!(end - at, 2 | 4) && mac_address::at(text, at).is_some();
    !is_near && word.is_of_letters() && !is_digit(text.at(end)) && !is_of_address()
}

/// For the second to the seventh of eight signs, the bit that letters have.
const NEAR: u64 = 0x0040_4040_4040_4000;

/// Codes of `letters` letters and digits behind.
fn coded(text: &Text<'_>, at: usize, letters: usize, hits: &mut Vec<Hit>) {
    match letters {
        1 => {
            hits.extend(nino::slipped_at(text, at));
            hits.extend(postcode::at(text, at));
            hits.extend(vehicle_registration::at(text, at, 1));
        }
        2 => {
            hits.extend(nino::at(text, at));
            hits.extend(iban::at(text, at));
            hits.extend(passport::at(text, at));
            hits.extend(grid::at(text, at));
            hits.extend(postcode::at(text, at));
            hits.extend(vehicle_registration::at(text, at, 2));
            hits.extend(temporary_reference::older_at(text, at));
        }
        3 => {
            hits.extend(nino::glued_at(text, at, letters));
            hits.extend(postcode::at(text, at));
            hits.extend(vehicle_registration::at(text, at, 3));
        }
        4 => {
            hits.extend(postcode::at(text, at));
            hits.extend(nino::glued_at(text, at, letters));
        }
        5 => hits.extend(nino::glued_at(text, at, letters)),
        // NINO and IBAN before the letters of a number
        6 => {
            hits.extend(nino::glued_at(text, at, letters));
            if text.part(at, at + 4) == b"IBAN" {
                hits.extend(iban::at(text, at + 4));
            }
        }
        _ => {}
    }
    hits.extend(driving_licence::at(text, at));
}

/// What the word from `at` to before `end` says.
fn speak(
    text: &Text<'_>,
    at: usize,
    end: usize,
    hits: &mut Vec<Hit>,
    told: &mut Vec<(usize, Kinds)>,
    lookouts: &mut Lookouts,
) {
    if let Some(word) = words::look_up_in(text.row, at, end) {
        say(text, (at, end), word, hits, told, lookouts);
    }
}

/// What a listed word says.
#[cold]
fn say(
    text: &Text<'_>,
    (at, end): (usize, usize),
    word: Word,
    hits: &mut Vec<Hit>,
    told: &mut Vec<(usize, Kinds)>,
    lookouts: &mut Lookouts,
) {
    match word.beside {
        words::Beside::None => {}
        // brackets are hard, or of a number
        words::Beside::Dot => lookouts.bracketed = true,
        words::Beside::At => {
            lookouts.bracketed |=
                matches!(text.gap(at), HARD | b'(') && matches!(text.gap(end), HARD | b'(');
            let dot = || text.next_word(end);
            let is_domain = |dot| text.gap(dot) == b'.' && is_letter(text.at(dot));
            lookouts.spoken |= text.gap(at) == b' ' && text.gap(end) == b' ' && is_domain(dot());
        }
        words::Beside::Box => hits.extend(street_address::box_at(text, at, end)),
        words::Beside::Le => {
            let is_born = ["NE", "NEE"].iter().any(|word| text.is_behind(at, &[word]));
            if is_born {
                told.push((at, Kinds::of(Kind::DateOfBirth)));
            }
        }
        // and no other call
        words::Beside::Call => {
            if text.part(at.wrapping_sub(4), at) == b"CALL" {
                told.push((at, Kinds::of(Kind::CallSign)));
            }
        }
    }
    let Word {
        about,
        street,
        level,
        ends_level,
        ..
    } = word;
    if !about.is_empty() {
        told.push((at, about));
    }
    if street {
        hits.extend(street_address::before(text, at, end));
    }
    if ends_level {
        hits.extend(vetting_level::before(text, at, end));
    }
    if level {
        hits.extend(vetting_level::of(text, at, end));
    }
}

type LookAt = fn(&Text<'_>, usize) -> Option<Hit>;

/// What looks at a word behind one that speaks of its kind.
const LOOKS: &[(Kind, LookAt)] = &[
    (Kind::Salary, salary::told_at),
    (Kind::PayNumber, pay_number::told_at),
    (Kind::RadioIssi, radio_issi::told_at),
    (Kind::CallSign, call_sign::told_at),
    (Kind::Phone, phone::told_at),
    (Kind::MacAddress, mac_address::told_at),
    (Kind::VehicleRegistration, vehicle_registration::told_at),
    (Kind::StreetAddress, street_address::told_at),
    (Kind::Utr, utr::told_at),
    (Kind::Coordinates, coordinates::told_at),
    (Kind::DateOfBirth, date_of_birth::told_at),
];

/// The digits that are glued to a word that speaks of them: `PAYNO123456`.
fn glued_to(text: &Text<'_>, at: usize, kinds: Kinds, hits: &mut Vec<Hit>) {
    for (_, look) in LOOKS.iter().filter(|(kind, _)| kinds.has(*kind)) {
        hits.extend(look(text, at));
    }
}

/// The words behind one that speaks of what has no form of its own.
fn behind(text: &Text<'_>, from: usize, kinds: Kinds, hits: &mut Vec<Hit>) {
    for (kind, look) in LOOKS {
        if !kinds.has(*kind) {
            continue;
        }
        let mut at = text.next_word(from);
        for _ in 0..4 {
            if at >= text.len() {
                break;
            }
            if let Some(hit) = look(text, at) {
                hits.push(hit);
                break;
            }
            at = text.next_word(at);
        }
    }
}

/// What is looked for in the text as it stands.
fn whole(text: &Text<'_>, lookouts: &Lookouts, hits: &mut Vec<Hit>) {
    let folded = text.folded;
    let mut push = |kind, sure| hits.push(Hit::new(kind, 0, 0, sure));
    let has_address = text.may_have(plain::ADDRESS);
    if has_address && memchr::memchr(b'@', folded.as_bytes()).is_some() && email::is_in(folded) {
        push(Kind::Email, Sure::Alone);
    }
    if lookouts.bracketed && email::is_written_out(folded)
        || lookouts.spoken && email::is_spoken(folded)
    {
        push(Kind::Email, Sure::Alone);
    }
    let mut colons = memchr::memchr_iter(b':', folded.as_bytes());
    if has_address
        && colons.next().is_some()
        && colons.next().is_some()
        && ip_address::is_in(folded)
    {
        push(Kind::IpAddress, Sure::Alone);
    }
    let has_degrees =
        || text.may_have(plain::OTHER) && memchr::memchr(0xb0, folded.as_bytes()).is_some();
    if lookouts.decimals || has_degrees() {
        match coordinates::in_text(folded) {
            Some(coordinates::Degrees::Place) => push(Kind::Coordinates, Sure::Alone),
            Some(coordinates::Degrees::One) => push(Kind::Coordinates, Sure::Valid),
            None => {}
        }
    }
    if lookouts.dotted {
        match what3words::in_text(folded) {
            Some(what3words::Words::Place) => push(Kind::What3words, Sure::Alone),
            Some(what3words::Words::Three) => push(Kind::What3words, Sure::Valid),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::text;
    use super::*;

    /// Most words are passed over at once; these begin what is looked for.
    #[test]
    fn words_of_letters_that_begin_something_are_not_passed_over() {
        for (text_of, wanted) in [
            ("surname MOR GA 753116 SM9IJ here", Kind::DrivingLicence),
            ("card AB:CD:EF:FE:DC:BA and more", Kind::MacAddress),
            ("born on September 12, 1978 in Bolton", Kind::DateOfBirth),
            ("note QQ: 12: 34: 56: C for this", Kind::Nino),
            ("known as QQ123456 (C) since then", Kind::Nino),
        ] {
            let mut kinds = Vec::new();
            text(text_of, &mut kinds);
            assert_eq!(kinds, [wanted], "{text_of}");
        }
    }
}
