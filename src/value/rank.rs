//! Ranks: the office alone, without the prefixes that mark investigators.

closed_list! {
    /// A police rank, or what stands in its place on a card. The list is complete in format 1.
    Rank, "a rank is not on the closed list", max 36 {
        /// Constable.
        Constable "Constable" "PC": "constable" "pc" "dc";
        /// Sergeant.
        Sergeant "Sergeant" "PS": "sergeant" "ps" "ds";
        /// Inspector.
        Inspector "Inspector" "Insp": "inspector" "insp" "di";
        /// Chief Inspector.
        ChiefInspector "Chief Inspector" "CI": "chief inspector" "ci" "dci";
        /// Superintendent.
        Superintendent "Superintendent" "Supt": "superintendent" "supt";
        /// Chief Superintendent.
        ChiefSuperintendent "Chief Superintendent" "C/Supt": "chief superintendent" "c/supt" "dcs";
        /// Assistant Chief Constable.
        AssistantChiefConstable "Assistant Chief Constable" "ACC": "assistant chief constable" "acc";
        /// Deputy Chief Constable.
        DeputyChiefConstable "Deputy Chief Constable" "DCC": "deputy chief constable" "dcc";
        /// Chief Constable.
        ChiefConstable "Chief Constable" "CC": "chief constable" "cc";
        /// Commander (Met, City).
        Commander "Commander" "Cmdr": "commander" "cmdr";
        /// Deputy Assistant Commissioner (Met).
        DeputyAssistantCommissioner "Deputy Assistant Commissioner" "DAC": "deputy assistant commissioner" "dac";
        /// Assistant Commissioner (Met, City).
        AssistantCommissioner "Assistant Commissioner" "AC": "assistant commissioner" "ac";
        /// Deputy Commissioner (Met, City).
        DeputyCommissioner "Deputy Commissioner" "Deputy Commissioner": "deputy commissioner";
        /// Commissioner (Met, City).
        Commissioner "Commissioner" "Commissioner": "commissioner";
        /// Special Constable.
        SpecialConstable "Special Constable" "Special Constable": "special constable";
        /// Special Sergeant.
        SpecialSergeant "Special Sergeant" "Special Sergeant": "special sergeant";
        /// Special Inspector.
        SpecialInspector "Special Inspector" "Special Inspector": "special inspector";
        /// Special Chief Inspector.
        SpecialChiefInspector "Special Chief Inspector" "Special Chief Inspector": "special chief inspector";
        /// Special Superintendent.
        SpecialSuperintendent "Special Superintendent" "Special Superintendent": "special superintendent";
        /// Special Chief Superintendent.
        SpecialChiefSuperintendent "Special Chief Superintendent" "Special Chief Superintendent": "special chief superintendent";
        /// Assistant Chief Officer (Special Constabulary).
        AssistantChiefOfficer "Assistant Chief Officer" "Assistant Chief Officer": "assistant chief officer";
        /// Deputy Chief Officer (Special Constabulary).
        DeputyChiefOfficer "Deputy Chief Officer" "Deputy Chief Officer": "deputy chief officer";
        /// Chief Officer (Special Constabulary).
        ChiefOfficer "Chief Officer" "Chief Officer": "chief officer";
        /// PCSO.
        Pcso "PCSO" "PCSO": "pcso" "police community support officer";
        /// Police Staff.
        PoliceStaff "Police Staff" "Police Staff": "police staff";
    }
}

/// Each is dropped once, in either order: `T/DCI`, `Acting Detective Sergeant`.
const TEMPORARY: [&str; 4] = ["temporary ", "t/", "acting ", "a/"];
const DETECTIVE: [&str; 2] = ["detective ", "d/"];

impl Rank {
    /// The rank that a text names, in full or in short, ASCII case ignored, prefixes dropped.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(rank) = Self::look_up(text) {
            return Some(rank);
        }
        let rest = match (without(text, &TEMPORARY), without(text, &DETECTIVE)) {
            (Some(rest), _) => without(rest, &DETECTIVE).unwrap_or(rest),
            (None, Some(rest)) => without(rest, &TEMPORARY).unwrap_or(rest),
            (None, None) => return None,
        };
        Self::look_up(rest)
    }
}

fn without<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| {
        let (start, rest) = text.split_at_checked(prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then_some(rest)
    })
}

#[cfg(test)]
mod tests {
    use super::Rank;

    const PREFIXES: [&str; 6] = ["Detective ", "D/", "Temporary ", "T/", "Acting ", "A/"];

    fn cases(text: &str) -> [String; 3] {
        [text.to_owned(), text.to_uppercase(), text.to_lowercase()]
    }

    #[test]
    fn every_rank_is_read_with_every_prefix_in_every_case_and_printed_in_full() {
        for rank in Rank::ALL.iter().copied() {
            for form in [rank.name(), rank.short()] {
                for text in cases(form) {
                    assert_eq!(Rank::parse(&text), Some(rank), "{text}");
                }
                for first in PREFIXES {
                    for text in cases(&format!("{first}{form}")) {
                        assert_eq!(Rank::parse(&text), Some(rank), "{text}");
                    }
                    for second in PREFIXES {
                        let detective = |p: &str| p.starts_with('D');
                        let expected = (detective(first) != detective(second)).then_some(rank);
                        let text = format!("{first}{second}{form}");
                        assert_eq!(Rank::parse(&text), expected, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn printed_names_and_short_forms_are_distinct() {
        for a in Rank::ALL.iter().copied() {
            for b in Rank::ALL.iter().copied().filter(|&b| b != a) {
                assert!(a.name() != b.name() && a.short() != b.short());
            }
        }
    }

    #[test]
    fn short_forms_that_look_alike_keep_apart() {
        for (text, name) in [
            ("PC", "Constable"),
            ("DC", "Constable"),
            ("T/DC", "Constable"),
            ("DS", "Sergeant"),
            ("PS", "Sergeant"),
            ("DI", "Inspector"),
            ("DCI", "Chief Inspector"),
            ("D/Supt", "Superintendent"),
            ("C/Supt", "Chief Superintendent"),
            ("DCS", "Chief Superintendent"),
            ("D/C/Supt", "Chief Superintendent"),
            ("CC", "Chief Constable"),
            ("DCC", "Deputy Chief Constable"),
            ("ACC", "Assistant Chief Constable"),
            ("A/CC", "Chief Constable"),
            ("AC", "Assistant Commissioner"),
            ("A/AC", "Assistant Commissioner"),
            ("DAC", "Deputy Assistant Commissioner"),
            ("Cmdr", "Commander"),
            ("D/AC", "Assistant Commissioner"),
            ("Police Community Support Officer", "PCSO"),
            ("police staff", "Police Staff"),
            ("special sergeant", "Special Sergeant"),
        ] {
            assert_eq!(Rank::parse(text).map(Rank::name), Some(name), "{text}");
        }
    }

    #[test]
    fn what_is_no_rank_is_refused() {
        for text in [
            "",
            "SC",
            "DV",
            "CTC",
            "A/C",
            "D/",
            "D/D/DC",
            "Detective",
            "Temporary",
            "PC 1234",
            "Constable (Firearms)",
            "Detective  Constable",
            "ＰＣ",
            "PС",
            "DC\u{200B}",
            "Chief",
            "Band C",
            "Kommandant",
            "Inſpector",
        ] {
            assert_eq!(Rank::parse(text), None, "{text:?}");
        }
        assert_eq!(Rank::parse(&"a".repeat(4096)), None);
    }
}
