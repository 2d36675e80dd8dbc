use super::*;
use proptest::prelude::*;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

fn is_name(text: &str) -> bool {
    check(text).is_ok()
}

fn initials_of(name: &str) -> String {
    let mut out = String::new();
    initials(name, &mut out);
    out
}

#[test]
fn real_names_pass() {
    for name in [
        "O'Neill",
        "O’Neill",
        "d'Arcy",
        "Mac Giolla Phádraig",
        "Siân",
        "Łukasz",
        "de la Cruz",
        "’t Hooft",
        "van 't Hoff",
        "Ng",
        "名前",
        "田中さくら",
        "タナカ",
        "김민준",
        "Mary-Jane Anne",
        "St. John-Smith",
        "Nguyễn Thị Ánh",
        "Αλέξανδρος",
        "Владимир",
        "محمد",
        "ירושלמי",
        "सीता",
        "สมชาย",
        "Zoë",
        "Ğüneş",
        "Ó Súilleabháin",
        "J. R.",
        "გიორგი",
        "Ƿynn",
        "A",
    ] {
        let name: String = name.nfc().collect();
        assert!(is_name(&name), "{name}: {:?}", check(&name));
        assert!(is_initials(&initials_of(&name)), "{name}");
    }
}

#[test]
fn what_is_no_name_does_not_pass() {
    for text in [
        "",
        " ",
        ".",
        "-",
        "'",
        "A1",
        "a@b",
        "a_b",
        "a,b",
        "a/b",
        "a(b)",
        "=a",
        "+a",
        "-a",
        "a-",
        "a'",
        "a''b",
        "a--b",
        "a -b",
        "a- b",
        "a-'b",
        "'-a",
        "a.'",
        "a\tb",
        "a\nb",
        "a\u{A0}b",
        "a\u{AD}b",
        "a\u{200B}b",
        "a\u{200D}b",
        "a\u{202E}b",
        "a\u{2066}b",
        "a\u{FE0F}",
        "a\u{E0101}",
        "a\u{34F}",
        "a\u{115F}",
        "\u{3164}",
        "a\u{180B}",
        "a\u{E0041}",
        "a\u{E000}",
        "a\u{F0000}",
        "\u{FEFF}a",
        "\u{301}a",
        "a \u{301}b",
        "'\u{301}a",
        "a\u{20DD}",
        "x\u{327}\u{30A}\u{302}",
        "Аdam",
        "Αlpha",
        "aб",
        "ａ",
        "ﬁ",
        "ª",
        "ſ",
        "Ⅷ",
        "①",
        "a‘b",
        "a·b",
        "😀",
        "a\u{2028}b",
        "a\u{0}b",
        "٣",
        "a٣",
        "日本abc",
        "a\u{FFFE}",
        "a\u{FFFD}",
        "×",
        "a÷b",
        "a²",
    ] {
        assert!(!is_name(text), "{text:?}");
    }
    assert!(is_name(&"a".repeat(50)) && !is_name(&"a".repeat(51)));
    assert!(is_name(&"é".repeat(50)) && !is_name(&"é".repeat(51)));
}

#[test]
fn a_status_in_a_name_cell_is_invalid_and_a_doubtful_word_is_told_apart() {
    for word in NOT_NAMES {
        let (first, rest) = word.split_at(1);
        let capital = first.to_uppercase() + rest;
        for text in [word.to_owned(), word.to_uppercase(), capital] {
            assert!(
                !is_name(&text)
                    && is_name(&format!("{text}y"))
                    && is_name(&format!("{text} Smith"))
            );
        }
    }
    for word in ["leaver", "COVERT", "Alias"] {
        assert!(is_name(word) && is_doubtful_name(word) && !is_doubtful_name(&format!("{word}s")));
    }
}

#[test]
fn the_short_way_through_latin_letters_agrees_with_the_tables_for_every_character() {
    for c in '\0'..=char::MAX {
        let text = c.to_string();
        if !c.is_ascii()
            && c != '’'
            && let Some(kind) = latin(c)
        {
            assert_eq!(general(c).unwrap(), kind);
            assert!(
                is_nfkc(&text) && is_nfc(&text) && is_one_script(&format!("a{c}")),
                "{:X}",
                u32::from(c)
            );
        }
        let alone = is_name(&text);
        let letter = is_letter(c);
        assert!(
            !alone || (letter && !super::super::text::is_hidden(c) && !is_default_ignorable(c)),
            "{:X}",
            u32::from(c)
        );
        assert!(!is_name(&format!("a{c}")) || !super::super::text::is_hidden(c));
        if is_letter(c) && text.nfkc().eq(text.chars()) && !is_default_ignorable(c) {
            assert!(alone, "{:X}", u32::from(c));
            assert!(is_initials(&initials_of(&text)), "{:X}", u32::from(c));
            // as many as a name can have of it
            let most = vec![text.as_str(); 25].join(" ");
            let shown: String = initials_of(&most).nfc().collect();
            assert!(is_name(&most) && is_initials(&shown), "{:X}", u32::from(c));
        }
    }
}

#[test]
fn initials_are_no_more_than_a_name_of_fifty_characters_can_have() {
    let parted = |letter: &str, count: usize| vec![letter; count].join(" ");
    assert!(is_name(&parted("a", 25)) && !is_name(&parted("a", 26)));
    assert!(is_initials(&"A".repeat(25)) && !is_initials(&"A".repeat(26)));
    assert!(is_initials(&"É".repeat(25)) && !is_initials(&"É".repeat(26)));
    assert_eq!(initials_of(&parted("ß", 25)), "S".repeat(50));
    for (text, count) in [
        ("S", 50),
        ("ΑΙ", 25),
        ("\u{386}Ι", 25),
        ("ΩΙ", 25),
        ("ԵՒ", 25),
    ] {
        assert!(is_initials(&text.repeat(count)), "{text}");
        assert!(!is_initials(&text.repeat(count + 1)), "{text}");
    }
    assert!(!is_initials(&format!("{}AS", "S".repeat(48))));
}

#[test]
fn a_letter_and_its_marks_are_all_that_initials_show_of_a_word_that_is_one_grapheme() {
    for name in [
        "क्ष्त्र्य".to_owned(),
        "ക്ഷ്മ".to_owned(),
        "ক্ষ্ম্য".to_owned(),
        "श्री".to_owned(),
        "क्".repeat(24) + "ष",
        "\u{1100}".repeat(49) + "가",
        "\u{D4E}ക".to_owned(),
    ] {
        let letters = |text: &str| text.chars().filter(|c| is_letter(*c)).count();
        assert!(letters(&name) > 1, "{name}");
        let shown = initials_of(&name);
        assert_eq!(letters(&shown), 1, "{name}");
        assert!(is_initials(&shown), "{name}");
    }
}

#[test]
fn initials_are_as_the_contract_says() {
    for (name, expected) in [
        ("Mary-Jane Anne", "MJA"),
        ("’t Hooft", "TH"),
        ("d'Arcy", "D"),
        ("Siân", "S"),
        ("élodie", "É"),
        ("ßeta", "SS"),
        ("St. John", "SJ"),
        ("J.R.", "J"),
        ("名前", "名"),
        (". a", "A"),
        ("x\u{327}a", "X\u{327}"),
        ("ΐ", "Ϊ\u{301}"),
        ("Łukasz", "Ł"),
    ] {
        assert_eq!(initials_of(name), expected, "{name}");
        assert!(is_initials(expected));
    }
    for text in [
        "",
        "a",
        "Aa",
        "A B",
        "A-B",
        "A.",
        "A1",
        "ß",
        "\u{301}A",
        "E\u{301}",
        "AА",
        "A\u{34F}",
        "A\u{FE0F}",
        "=A",
    ] {
        assert!(!is_initials(text), "{text:?}");
    }
    assert_eq!(first_word("Mary-Jane Anne"), "Mary-Jane");
    assert_eq!((first_word("Anne"), first_word("")), ("Anne", ""));
}

proptest! {
    #[test]
    fn the_short_way_through_ascii_letters_agrees_with_the_long_one(name in "[a-zA-Z]{0,55}") {
        prop_assert_eq!(check(&name).is_ok(), check_by_character(&name).is_ok() && !is_one_of(&name, &NOT_NAMES));
    }

    #[test]
    fn initials_of_every_name_are_initials_and_short_of_the_name(
        name in prop_oneof![
            "[a-zA-ZÀ-ž .'’-]{1,50}", "[ΐΰὒᾷάὰώ \u{301}\u{327}]{1,50}", "[ǰẖa-zß\u{300}-\u{345} -]{1,50}",
            "[\\p{L}\\p{M} .'-]{1,8}", "[\\p{Devanagari} ]{1,30}", "[ა-ჰ -]{1,30}", "[\\p{Hangul} ]{1,9}",
        ]
    ) {
        let name = crate::value::normalise(&name).into_owned();
        if is_name(&name) {
            let short = initials_of(&name);
            prop_assert!(is_initials(&short), "{:?} {:?}", name, short);
            prop_assert!(name.starts_with(first_word(&name)));
            prop_assert!(!name.chars().next().is_some_and(is_combining_mark));
        }
    }

    #[test]
    fn the_fast_initials_agree_with_graphemes_on_ascii(name in "[a-zA-Z .'-]{1,50}") {
        let slow: String = name
            .split([' ', '-'])
            .filter_map(|run| run.graphemes(true).find(|g| g.starts_with(|c: char| c.is_alphabetic())))
            .flat_map(str::chars)
            .flat_map(char::to_uppercase)
            .collect();
        prop_assert_eq!(initials_of(&name), slow);
    }
}

#[test]
fn a_letter_has_two_marks_at_most_and_an_initial_four() {
    // none of them composes with the letter before it
    let marks = ["\u{327}", "\u{331}", "\u{303}", "\u{302}", "\u{302}"];
    for count in 0..=marks.len() {
        let run = marks[..count].concat();
        assert_eq!(is_name(&format!("x{run}a")), count <= 2, "{count}");
        assert_eq!(is_name(&format!("x{run}")), count <= 2, "{count}");
        assert_eq!(is_initials(&format!("X{run}")), count <= 4, "{count}");
    }
    assert!(is_name("x\u{327}\u{331}x\u{327}\u{331}"));
}
