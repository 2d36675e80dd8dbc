//! Addresses of the internet protocol.
//!
//! Source: RFC 791 (four octets) and RFC 4291 2.2 (eight groups, `::` once, four octets at the end, a zone by RFC 4007). The
//! unspecified address `::` tells nothing.
//!
//! By chance: numbers of versions and of clauses in four parts look the same; where such a word stands before them and no
//! part is above 99, they are none.

use core::net::Ipv6Addr;

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::{NONE, Text, is_digit, value};

/// Looks at a digit that starts a word: four octets with dots between.
pub(super) fn at(text: &Text<'_>, start: usize) -> Option<Hit> {
    if text.gap(start) == b'.' {
        return None;
    }
    let mut at = start;
    let mut is_small = true;
    for octet in 0..4 {
        if octet > 0 && text.gap(at) != b'.' {
            return None;
        }
        let end = text.next_word(at);
        let digits = text.part(at, end);
        if !(1..=3).contains(&digits.len())
            || !digits.iter().all(|b| is_digit(*b))
            || digits.iter().fold(0, |sum, b| sum * 10 + value(*b)) > 255
        {
            return None;
        }
        is_small &= digits.len() < 3;
        at = end;
    }
    if is_small && text.is_behind(start, PARTED) {
        return None;
    }
    // more than four parts, all of them small, are a version or a telephone number
    let goes_on = is_small && text.gap(at) == b'.' && is_digit(text.at(at));
    (text.gap(at) != NONE && !goes_on).then(|| Hit::new(Kind::IpAddress, start, at, Sure::Alone))
}

/// What is numbered in parts.
const PARTED: &[&str] = &[
    "VERSION",
    "VERSIONS",
    "VER",
    "V",
    "REV",
    "REVISION",
    "RELEASE",
    "BUILD",
    "FIRMWARE",
    "SOFTWARE",
    "DRIVER",
    "CLAUSE",
    "CLAUSES",
    "SECTION",
    "SECTIONS",
    "PARAGRAPH",
    "PARA",
    "CHAPTER",
    "APPENDIX",
    "RULE",
    "ITEM",
    "POINT",
    "FIGURE",
    "TABLE",
    "STEP",
];

/// Whether the folded text holds one with colons.
pub(super) fn is_in(folded: &str) -> bool {
    folded
        .split(|c: char| !(c.is_alphanumeric() || c == ':' || c == '.'))
        .filter(|word| word.len() > 2 && word.bytes().filter(|b| *b == b':').count() >= 2)
        .map(|word| word.trim_end_matches(['.', ',']))
        .map(|word| {
            word.strip_suffix(':')
                .filter(|rest| !rest.ends_with(':'))
                .unwrap_or(word)
        })
        .any(|word| {
            is_colons(word)
                || word
                    .rsplit_once('.')
                    .is_some_and(|(name, _)| is_colons(name))
        })
}

fn is_colons(word: &str) -> bool {
    word.parse::<Ipv6Addr>()
        .is_ok_and(|address| !address.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn addresses_are_found_and_times_versions_and_paths_are_not() {
        table(
            Kind::IpAddress,
            &[
                "192.0.2.1",
                "at 192.0.2.1.",
                "192.0.2.0/24",
                "2001:db8::1",
                "[2001:db8::1]:8080",
                "fe80::1%eth0",
                "::1",
                "::ffff:192.0.2.1",
                "2001:db8:0:0:0:0:192.0.2.1",
                "192\u{2024}0\u{2024}2\u{2024}1",
                "192.0\u{200b}.2.1",
                "１９２.0.2.1",
                "2001:db8\u{200b}::1",
                "log_192.0.2.1.txt",
                "version 192.0.2.1",
                "192[.]0[.]2[.]1",
                "192(.)0(.)2(.)1",
                "at 192[.]0[.]2[.]1 in May",
                "2001[:]db8[:][:]1",
                "192.0.2.1.txt",
                "198.51.100.1.1",
            ],
            &[
                "192.0.2",
                "256.0.0.1",
                "12:34:56",
                "1:2:3:4",
                "std::cout",
                "aa:bb:cc:dd:ee:ff",
                "::",
                "192.0.2.256",
                "2001::db8::1",
                "text192.0.2.1",
                "31.01.2029",
                "version 4.1.2.10",
                "Clause 3.2.1.4",
                "firmware: 2.1.0.7",
                "1.2.3.4.5",
                "+33.7.55.42.84.02",
            ],
        );
    }
}
