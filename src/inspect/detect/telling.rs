//! Words that by themselves tell what the law protects most: belief, origin, orientation, sex, marriage, health, union,
//! politics, conduct and protected work.
//!
//! Source: UK GDPR articles 9 and 10; the answers of the census of England and Wales and of its harmonised standards;
//! College of Policing, APP on undercover work and armed policing.
//!
//! A cell counts by its whole text, and a column if most of its cells do: a word by itself is as well a surname.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold::fold;
use super::tally::least;

/// How much a word tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::inspect) enum Tells {
    /// It counts beside others alone: as well a colour, a language or a first name.
    Beside,
    /// Of a column.
    Much,
    /// Of a name of a file or sheet as well.
    All,
}

/// Nobody and no place is called so.
const ALL: &str = "muslim, muslims, sikh, sikhs, hindu, hindus, jewish, buddhist, buddhists, atheist, atheists, agnostic, ethnic minority, bame, heterosexual, homosexual, homosexuals, bisexual, bisexuals, lesbian, lesbians, lgbt, lgbtq, \
    transgender, non binary, intersex, pregnant, epileptic, epilepsy, diabetic, diabetics, hiv, hiv positive, autistic, dyslexic, disabled, maternity, sickness, undercover, covert, informants, chis, disciplinary, disciplinaries, misconduct, \
    gross misconduct, salaries, salary, next of kin";

const MUCH: &str = "islam, islamic, sikhism, hinduism, judaism, buddhism, catholic, roman catholic, protestant, church of england, c of e, cofe, anglican, methodist, baptist, presbyterian, pentecostal, mormon, quaker, humanist, pagan, rastafarian, \
    jehovahs witness, jain, bahai, zoroastrian, no religion, no religious belief, shia, sunni, evangelical, church of scotland, church in wales, \
    white british, white irish, white other, any other white background, other white, white english, white welsh, white scottish, gypsy, irish traveller, gypsy or irish traveller, roma, asian, asian british, british asian, asian indian, asian pakistani, \
    asian bangladeshi, asian chinese, asian other, any other asian background, asian british indian, asian british pakistani, asian british bangladeshi, asian or asian british, asian or asian british indian, asian or asian british pakistani, \
    asian or asian british bangladeshi, indian, pakistani, bangladeshi, chinese, black british, black african, black caribbean, black other, any other black background, black or black british, black or black british african, \
    black or black british caribbean, black british african, black british caribbean, african, caribbean, mixed race, white and black caribbean, white and black african, white and asian, mixed white and asian, mixed white and black caribbean, \
    mixed white and black african, mixed other, arab, hispanic, latino, any other ethnic group, south asian, east asian, \
    romanian, bulgarian, lithuanian, latvian, nigerian, ghanaian, somali, jamaican, zimbabwean, turkish, iranian, iraqi, afghan, syrian, filipino, sri lankan, brazilian, hungarian, slovak, ukrainian, russian, \
    gay, gay man, gay woman, gay or lesbian, gay lesbian, pansexual, asexual, queer, heterosexual straight, straight heterosexual, \
    male, female, nonbinary, trans man, trans woman, trans male, trans female, gender fluid, \
    married, divorced, widowed, widow, widower, separated, civil partnership, in a civil partnership, civil partner, cohabiting, common law, never married, \
    maternity leave, paternity leave, adoption leave, sick leave, long term sick, long term sickness, on sick leave, registered disabled, not disabled, wheelchair user, wheelchair, diabetes, diabetes type 1, diabetes type 2, type 1 diabetes, \
    type 2 diabetes, asthma, asthmatic, cancer, breast cancer, depression, anxiety, depression and anxiety, anxiety and depression, work related stress, ptsd, dyslexia, dyspraxia, autism, adhd, bipolar, schizophrenia, multiple sclerosis, \
    arthritis, hypertension, high blood pressure, heart disease, migraine, migraines, deaf, hearing impaired, hearing impairment, visually impaired, visual impairment, coeliac, nut allergy, peanut allergy, peanuts, penicillin, \
    penicillin allergy, latex allergy, bee stings, o positive, o negative, a positive, a negative, b positive, b negative, ab positive, ab negative, halal, kosher, \
    unison, gmb, conservative, conservatives, liberal democrat, liberal democrats, lib dem, green party, labour party, conservative party, reform uk, plaid cymru, sinn fein, \
    surveillance, special branch, source handler, counter terrorism, firearms officer, authorised firearms officer, close protection, royalty protection, protected identity, witness protection, ctsfo, armed response, \
    convicted, on bail, under investigation, written warning, final written warning, first written warning, dismissed, gross misconduct dismissal, career break, restricted duties, \
    dv, edv, ctc, dv strap, sc dv, sc strap, nppv 1, nppv 2, nppv 3";

const BESIDE: &str = "christian, christianity, none, other, not stated, not known, unknown, prefer not to say, prefer not to disclose, declined, undisclosed, spiritual, orthodox, jew, white, black, mixed, british, english, scottish, welsh, northern irish, \
    irish, french, german, italian, spanish, portuguese, polish, american, australian, canadian, dutch, greek, straight, single, engaged, partner, man, woman, vegetarian, vegan, sick, stress, labour, green, unite, snp, dup, firearms, armed, \
    afo, arv, uc, suspended, caution, yes, no, n a, na, nil, sc, mv, rv, active, available, normal duties, full duties, well";

static WORDS: LazyLock<HashMap<String, Tells>> = LazyLock::new(|| {
    let lists = [
        (ALL, Tells::All),
        (MUCH, Tells::Much),
        (BESIDE, Tells::Beside),
    ];
    let words = lists.into_iter().flat_map(|(list, tells)| {
        let words = list.split(',').map(|word| word.trim().replace(' ', ""));
        words.map(move |word| (word, tells))
    });
    words.collect()
});

/// All of those that tell of a cell, without their gaps.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    WORDS.keys().map(String::as_str)
}

/// What a whole text without its gaps and in small letters tells.
pub(super) fn exact(glued: &str) -> Option<Tells> {
    WORDS.get(glued).copied()
}

/// What a whole text tells.
pub(in crate::inspect) fn tells(text: &str) -> Option<Tells> {
    let glued: String = fold(text)
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    exact(&glued)
}

/// Whether a word of a name of a file or sheet, or two in a row, tells it.
pub(in crate::inspect) fn is_told_in(name: &str) -> bool {
    let folded = fold(name).to_lowercase();
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty())
        .collect();
    (1..=3).any(|length| {
        words
            .windows(length)
            .any(|row| exact(&row.concat()) == Some(Tells::All))
    })
}

/// The cells of a column that are such words.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::inspect) struct Telling {
    all: u64,
    much: u64,
    first: Option<u64>,
}

impl Telling {
    pub(in crate::inspect) fn add(&mut self, row: u64, tells: Tells) {
        self.all += 1;
        if tells != Tells::Beside {
            self.much += 1;
            self.first = least(self.first, row);
        }
    }

    /// In how many cells of so many, if that is most of them, and in which row first.
    pub(in crate::inspect) fn tell(&self, cells: u64) -> Option<(u64, u64)> {
        let is_most = self.all * 5 >= cells * 3 && self.much * 5 >= self.all;
        is_most.then_some((self.much, self.first?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_what_nobody_is_called() {
        for name in [
            "Muslim officers",
            "sikh_staff.xlsx",
            "Covert",
            "list of PREGNANT officers.csv",
            "Next of Kin",
            "hiv-positive.csv",
            "ｓａｌａｒｉｅｓ",
        ] {
            assert!(is_told_in(name), "{name}");
        }
        for name in [
            "Cards May 2026",
            "Christian Gay.jpg",
            "White PVC.csv",
            "Sergeants",
            "married.jpg",
            "Sheet1",
            "Coverts Lane",
            "",
        ] {
            assert!(!is_told_in(name), "{name}");
        }
    }

    #[test]
    fn a_column_tells_it_if_most_of_its_cells_do_and_one_of_them_by_itself() {
        let told = |cells: &[&str]| {
            let mut telling = Telling::default();
            for (row, cell) in (1..).zip(cells) {
                if let Some(tells) = tells(cell) {
                    telling.add(row, tells);
                }
            }
            telling.tell(cells.len() as u64)
        };
        assert_eq!(told(&["Sikh"]), Some((1, 1)));
        assert_eq!(
            told(&["None", "Church of England", "Christian"]),
            Some((1, 2))
        );
        assert_eq!(
            told(&["White British", "Other", "WHITE - BRITISH"]),
            Some((2, 1))
        );
        assert_eq!(told(&["White", "Black", "Green"]), None);
        assert_eq!(told(&["English", "Welsh"]), None);
        assert_eq!(told(&["Gay", "Smith", "Jones", "Khan"]), None);
        assert_eq!(
            told(&["None", "None", "None", "None", "None", "Chinese"]),
            None
        );
        assert_eq!(told(&[]), None);
    }
}
