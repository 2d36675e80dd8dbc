//! Whether the name of a file holds a word that may be a person's.

use super::fold::fold;

/// Words of which names of files and sheets are made. A camera's and a scanner's are among them.
const USUAL: &str = "img dsc dscn dscf dcim pxl mvimg pano cimg photo photos picture pictures image images scan scans scanned \
    screenshot whatsapp signal card cards batch batches export exports list order orders data file files backup copy new old \
    final draft version rev page sheet rows report manifest staff officers police force bureau print printing id ids badge \
    badges jan feb mar apr may jun jul aug sep sept oct nov dec january february march april june july august september \
    october november december mon tue wed thu fri sat sun jpg jpeg png gif tif tiff webp heic heif csv tsv txt json ndjson \
    xlsx xlsm xlsb xls ods zip age pdf to from at on of for the and at am pm utc";

/// A word of two letters or more that none of those is.
pub(super) fn has_a_name(name: &str) -> bool {
    let folded = fold(name).to_lowercase();
    folded.split(|c: char| !c.is_alphabetic()).any(|word| {
        word.chars().count() > 1 && !USUAL.split_ascii_whitespace().any(|usual| usual == word)
    })
}

/// The years of the days that stand in a name as eight digits in one group: `19810304`, `04031981`.
pub(super) fn glued_years(name: &str) -> Vec<u16> {
    let folded = fold(name);
    let groups = folded
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| group.len() == 8);
    groups.filter_map(year).collect()
}

fn year(group: &str) -> Option<u16> {
    let read = |from: usize, to: usize| group.get(from..to)?.parse::<u16>().ok();
    let is_day = |day: u16, month: u16| (1..=31).contains(&day) && (1..=12).contains(&month);
    let (head, tail) = (read(0, 4)?, read(4, 8)?);
    let (one, two, five, seven) = (read(0, 2)?, read(2, 4)?, read(4, 6)?, read(6, 8)?);
    if (1900..=2100).contains(&head) && is_day(seven, five) {
        Some(head)
    } else if (1900..=2100).contains(&tail) && (is_day(one, two) || is_day(two, one)) {
        Some(tail)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::super::is_of_a_birth;

    #[test]
    fn a_birth_beside_a_name_is_found_and_a_day_on_which_a_file_was_made_is_not() {
        for name in [
            "Jane Zebrowski 1981-03-04.jpg",
            "zebrowski_j_04-03-1981.jpg",
            "ZEBROWSKI Jane 04.03.1981.png",
            "Zebrowski-2001-03-04.jpg",
            "photos/Zebrowski, Jane (4 March 1981).jpg",
            "1981-03-04.jpg",
            "k0_19600101.jpg",
            "19600101_1.jpg",
            "04031981.jpg",
            "zebrowski20010304.jpg",
        ] {
            assert!(is_of_a_birth(name), "{name}");
        }
        for name in [
            "cards 2026-11-26.csv",
            "IMG_20090314_101500.jpg",
            "20090314_1.jpg",
            "19601301.jpg",
            "00019600101.jpg",
            "Scan 2011-05-06 (2).pdf",
            "Zebrowski 2024-03-04.jpg",
            "export-final-v2.xlsx",
            "mfrggzdfmztwq2lk.jpg",
            "Sheet1",
        ] {
            assert!(!is_of_a_birth(name), "{name}");
        }
    }
}
