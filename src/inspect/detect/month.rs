//! Names of months.

/// Months in order, and how else they are written: shortened, and in Welsh, Irish, French, German, Spanish, Italian, Portuguese,
/// Dutch, Polish and Romanian, without their marks.
const MONTHS: &[&[u8]] = &[
    b"ABR",
    b"ABRIL",
    b"AGO",
    b"AGOSTO",
    b"AIBREAN",
    b"AOUT",
    b"APR",
    b"APRIL",
    b"APRILE",
    b"APRILIE",
    b"AUG",
    b"AUGUST",
    b"AUGUSTUS",
    b"AVR",
    b"AVRIL",
    b"AWST",
    b"BEALTAINE",
    b"CHWEFROR",
    b"CZERWCA",
    b"CZERWIEC",
    b"DEC",
    b"DECEMBER",
    b"DECEMBRE",
    b"DECEMBRIE",
    b"DEZ",
    b"DEZEMBER",
    b"DEZEMBRO",
    b"DIC",
    b"DICEMBRE",
    b"DICIEMBRE",
    b"EANAIR",
    b"EBRILL",
    b"ENE",
    b"ENERO",
    b"FEABHRA",
    b"FEB",
    b"FEBBRAIO",
    b"FEBRERO",
    b"FEBRUAR",
    b"FEBRUARI",
    b"FEBRUARIE",
    b"FEBRUARY",
    b"FEV",
    b"FEVEREIRO",
    b"FEVR",
    b"FEVRIER",
    b"GENN",
    b"GENNAIO",
    b"GIUGNO",
    b"GORFFENNAF",
    b"GRUDNIA",
    b"GRUDZIEN",
    b"HYDREF",
    b"IANUARIE",
    b"IONAWR",
    b"IUIL",
    b"IULIE",
    b"IUNIE",
    b"JAN",
    b"JANEIRO",
    b"JANNER",
    b"JANUAR",
    b"JANUARI",
    b"JANUARY",
    b"JANV",
    b"JANVIER",
    b"JUIL",
    b"JUILLET",
    b"JUIN",
    b"JUL",
    b"JULHO",
    b"JULI",
    b"JULIO",
    b"JULY",
    b"JUN",
    b"JUNE",
    b"JUNHO",
    b"JUNI",
    b"JUNIO",
    b"KWIECIEN",
    b"KWIETNIA",
    b"LIPCA",
    b"LIPIEC",
    b"LISTOPAD",
    b"LISTOPADA",
    b"LUGLIO",
    b"LUNASA",
    b"LUTEGO",
    b"LUTY",
    b"MAART",
    b"MAERZ",
    b"MAGGIO",
    b"MAI",
    b"MAIO",
    b"MAJ",
    b"MAJA",
    b"MAR",
    b"MARCA",
    b"MARCH",
    b"MARCO",
    b"MARS",
    b"MARTA",
    b"MARTIE",
    b"MARZ",
    b"MARZEC",
    b"MARZO",
    b"MAWRTH",
    b"MAY",
    b"MAYO",
    b"MEDI",
    b"MEHEFIN",
    b"MEI",
    b"MEITHEAMH",
    b"MRZ",
    b"NOIEMBRIE",
    b"NOV",
    b"NOVEMBER",
    b"NOVEMBRE",
    b"NOVEMBRO",
    b"NOVIEMBRE",
    b"OCT",
    b"OCTOBER",
    b"OCTOBRE",
    b"OCTOMBRIE",
    b"OCTUBRE",
    b"OKT",
    b"OKTOBER",
    b"OTTOBRE",
    b"OUTUBRO",
    b"PAZDZIERNIK",
    b"PAZDZIERNIKA",
    b"RHAGFYR",
    b"SEP",
    b"SEPT",
    b"SEPTEMBER",
    b"SEPTEMBRE",
    b"SEPTEMBRIE",
    b"SEPTIEMBRE",
    b"SETEMBRO",
    b"SETIEMBRE",
    b"SETTEMBRE",
    b"SIERPIEN",
    b"SIERPNIA",
    b"STYCZEN",
    b"STYCZNIA",
    b"TACHWEDD",
    b"WRZESIEN",
    b"WRZESNIA",
];

/// Whether a word in capitals is a month, in full or in its first three letters.
pub(super) fn is_one(word: &[u8]) -> bool {
    may_be_one(word) && MONTHS.binary_search(&word).is_ok()
}

/// Whether a month begins with the two letters, which tells most words.
fn may_be_one(word: &[u8]) -> bool {
    let [first, second, _, ..] = *word else {
        return false;
    };
    BEGIN
        .get(usize::from(first & 31))
        .is_some_and(|seconds| seconds >> (second & 31) & 1 != 0)
}

/// For each first letter of a month a bit for each second one.
const BEGIN: [u32; 32] = {
    let mut known = [0; 32];
    let mut at = 0;
    while at < MONTHS.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "as the compiler runs it, it cannot be out of bounds"
        )]
        {
            known[(MONTHS[at][0] & 31) as usize] |= 1 << (MONTHS[at][1] & 31);
        }
        at += 1;
    }
    known
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_stand_in_order_and_are_told_from_other_words() {
        assert!(MONTHS.is_sorted_by(|one, next| one < next));
        for month in MONTHS {
            assert!(is_one(month), "{}", month.escape_ascii());
        }
        for word in [
            "", "M", "MA", "MARY", "MAYOR", "JUNIOR", "may", "DECK", "AUTUMN",
        ] {
            assert!(!is_one(word.as_bytes()), "{word}");
        }
    }
}
