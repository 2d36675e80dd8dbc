//! Police forces, from general knowledge and not from a register.

closed_list! {
    /// A police force of the United Kingdom. The list is complete in format 1.
    ///
    /// Read by STATS19 code, short name or official name; printed as the official name.
    Organisation, "an organisation is not on the closed list of forces", max 41 {
        /// Metropolitan Police Service.
        Metropolitan "Metropolitan Police Service" "Metropolitan": "1" "metropolitan" "metropolitan police service";
        /// Cumbria Constabulary.
        Cumbria "Cumbria Constabulary" "Cumbria": "3" "cumbria" "cumbria constabulary";
        /// Lancashire Constabulary.
        Lancashire "Lancashire Constabulary" "Lancashire": "4" "lancashire" "lancashire constabulary";
        /// Merseyside Police.
        Merseyside "Merseyside Police" "Merseyside": "5" "merseyside" "merseyside police";
        /// Greater Manchester Police.
        GreaterManchester "Greater Manchester Police" "Greater Manchester": "6" "greater manchester" "greater manchester police";
        /// Cheshire Constabulary.
        Cheshire "Cheshire Constabulary" "Cheshire": "7" "cheshire" "cheshire constabulary";
        /// Northumbria Police.
        Northumbria "Northumbria Police" "Northumbria": "10" "northumbria" "northumbria police";
        /// Durham Constabulary.
        Durham "Durham Constabulary" "Durham": "11" "durham" "durham constabulary";
        /// North Yorkshire Police.
        NorthYorkshire "North Yorkshire Police" "North Yorkshire": "12" "north yorkshire" "north yorkshire police";
        /// West Yorkshire Police.
        WestYorkshire "West Yorkshire Police" "West Yorkshire": "13" "west yorkshire" "west yorkshire police";
        /// South Yorkshire Police.
        SouthYorkshire "South Yorkshire Police" "South Yorkshire": "14" "south yorkshire" "south yorkshire police";
        /// Humberside Police.
        Humberside "Humberside Police" "Humberside": "16" "humberside" "humberside police";
        /// Cleveland Police.
        Cleveland "Cleveland Police" "Cleveland": "17" "cleveland" "cleveland police";
        /// West Midlands Police.
        WestMidlands "West Midlands Police" "West Midlands": "20" "west midlands" "west midlands police";
        /// Staffordshire Police.
        Staffordshire "Staffordshire Police" "Staffordshire": "21" "staffordshire" "staffordshire police";
        /// West Mercia Police.
        WestMercia "West Mercia Police" "West Mercia": "22" "west mercia" "west mercia police";
        /// Warwickshire Police.
        Warwickshire "Warwickshire Police" "Warwickshire": "23" "warwickshire" "warwickshire police";
        /// Derbyshire Constabulary.
        Derbyshire "Derbyshire Constabulary" "Derbyshire": "30" "derbyshire" "derbyshire constabulary";
        /// Nottinghamshire Police.
        Nottinghamshire "Nottinghamshire Police" "Nottinghamshire": "31" "nottinghamshire" "nottinghamshire police";
        /// Lincolnshire Police.
        Lincolnshire "Lincolnshire Police" "Lincolnshire": "32" "lincolnshire" "lincolnshire police";
        /// Leicestershire Police.
        Leicestershire "Leicestershire Police" "Leicestershire": "33" "leicestershire" "leicestershire police";
        /// Northamptonshire Police.
        Northamptonshire "Northamptonshire Police" "Northamptonshire": "34" "northamptonshire" "northamptonshire police";
        /// Cambridgeshire Constabulary.
        Cambridgeshire "Cambridgeshire Constabulary" "Cambridgeshire": "35" "cambridgeshire" "cambridgeshire constabulary";
        /// Norfolk Constabulary.
        Norfolk "Norfolk Constabulary" "Norfolk": "36" "norfolk" "norfolk constabulary";
        /// Suffolk Constabulary.
        Suffolk "Suffolk Constabulary" "Suffolk": "37" "suffolk" "suffolk constabulary";
        /// Bedfordshire Police.
        Bedfordshire "Bedfordshire Police" "Bedfordshire": "40" "bedfordshire" "bedfordshire police";
        /// Hertfordshire Constabulary.
        Hertfordshire "Hertfordshire Constabulary" "Hertfordshire": "41" "hertfordshire" "hertfordshire constabulary";
        /// Essex Police.
        Essex "Essex Police" "Essex": "42" "essex" "essex police";
        /// Thames Valley Police.
        ThamesValley "Thames Valley Police" "Thames Valley": "43" "thames valley" "thames valley police";
        /// Hampshire and Isle of Wight Constabulary.
        Hampshire "Hampshire and Isle of Wight Constabulary" "Hampshire": "44" "hampshire" "hampshire and isle of wight constabulary" "hampshire and isle of wight";
        /// Surrey Police.
        Surrey "Surrey Police" "Surrey": "45" "surrey" "surrey police";
        /// Kent Police.
        Kent "Kent Police" "Kent": "46" "kent" "kent police";
        /// Sussex Police.
        Sussex "Sussex Police" "Sussex": "47" "sussex" "sussex police";
        /// City of London Police.
        CityOfLondon "City of London Police" "City of London": "48" "city of london" "city of london police";
        /// Devon and Cornwall Police.
        DevonAndCornwall "Devon and Cornwall Police" "Devon and Cornwall": "50" "devon and cornwall" "devon and cornwall police";
        /// Avon and Somerset Police.
        AvonAndSomerset "Avon and Somerset Police" "Avon and Somerset": "52" "avon and somerset" "avon and somerset police";
        /// Gloucestershire Constabulary.
        Gloucestershire "Gloucestershire Constabulary" "Gloucestershire": "53" "gloucestershire" "gloucestershire constabulary";
        /// Wiltshire Police.
        Wiltshire "Wiltshire Police" "Wiltshire": "54" "wiltshire" "wiltshire police";
        /// Dorset Police.
        Dorset "Dorset Police" "Dorset": "55" "dorset" "dorset police";
        /// North Wales Police.
        NorthWales "North Wales Police" "North Wales": "60" "north wales" "north wales police";
        /// Gwent Police.
        Gwent "Gwent Police" "Gwent": "61" "gwent" "gwent police";
        /// South Wales Police.
        SouthWales "South Wales Police" "South Wales": "62" "south wales" "south wales police";
        /// Dyfed-Powys Police.
        DyfedPowys "Dyfed-Powys Police" "Dyfed-Powys": "63" "dyfed-powys" "dyfed-powys police";
        /// Police Scotland.
        Scotland "Police Scotland" "Police Scotland": "99" "police scotland";
        /// Police Service of Northern Ireland.
        NorthernIreland "Police Service of Northern Ireland" "PSNI": "psni" "police service of northern ireland";
        /// British Transport Police.
        BritishTransport "British Transport Police" "BTP": "btp" "british transport police";
        /// Civil Nuclear Constabulary.
        CivilNuclear "Civil Nuclear Constabulary" "CNC": "cnc" "civil nuclear constabulary";
        /// Ministry of Defence Police.
        MinistryOfDefence "Ministry of Defence Police" "MDP": "mdp" "ministry of defence police";
    }
}

impl Organisation {
    /// The force that a text names by code, short or official name, ASCII case ignored.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::look_up(text)
    }
}

#[cfg(test)]
mod tests {
    use super::Organisation;

    #[test]
    fn every_force_is_read_by_short_and_official_name_in_every_case() {
        assert_eq!(Organisation::ALL.len(), 43 + 2 + 3);
        for force in Organisation::ALL.iter().copied() {
            for form in [force.name(), force.short()] {
                for text in [form.to_owned(), form.to_uppercase(), form.to_lowercase()] {
                    assert_eq!(Organisation::parse(&text), Some(force), "{text}");
                }
            }
        }
    }

    #[test]
    fn exactly_the_44_stats19_codes_are_read_each_as_another_force() {
        let read: Vec<_> = (0..1000)
            .filter_map(|code: u32| Organisation::parse(&code.to_string()))
            .collect();
        let mut distinct = read.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!((read.len(), distinct.len()), (44, 44));
        for (code, name) in [
            ("1", "Metropolitan Police Service"),
            ("6", "Greater Manchester Police"),
            ("11", "Durham Constabulary"),
            ("44", "Hampshire and Isle of Wight Constabulary"),
            ("48", "City of London Police"),
            ("63", "Dyfed-Powys Police"),
            ("99", "Police Scotland"),
        ] {
            assert_eq!(
                Organisation::parse(code).map(Organisation::name),
                Some(name)
            );
        }
        assert_eq!(
            Organisation::parse("Hampshire and Isle of Wight"),
            Organisation::parse("44")
        );
    }

    #[test]
    fn eleven_forces_of_england_are_constabularies_and_all_else_is_refused() {
        let count = |end: &str| {
            Organisation::ALL
                .iter()
                .filter(|force| force.name().ends_with(end))
                .count()
        };
        assert_eq!(count(" Constabulary"), 11 + 1);
        for text in [
            "",
            "01",
            "2",
            "Met",
            "Kent Police HQ",
            "Kent Constabulary",
            "NCA",
            "Ｋent",
            "\u{212A}ent",
        ] {
            assert_eq!(Organisation::parse(text), None, "{text:?}");
        }
    }
}
