//! Days as a letter says them.

use crate::batch::Day;
use crate::ledger::incident::Incident;
use crate::value::MONTHS;

/// The days of an incident, in the middle of a sentence.
pub(super) fn days(incident: &Incident) -> String {
    let (from, to) = (date(incident.from), date(incident.to));
    if incident.from == incident.to {
        return format!("on {}", from.join(" "));
    }
    let ([day, month, year], [_, last_month, last_year]) = (&from, &to);
    let first = match (year == last_year, month == last_month) {
        (true, true) => day.clone(),
        (true, false) => format!("{day} {month}"),
        _ => from.join(" "),
    };
    format!("from {first} to {}", to.join(" "))
}

/// Day, month in words, and year.
pub(super) fn date(day: Day) -> [String; 3] {
    let iso = day.to_string();
    let mut parts = iso.split('-');
    let mut next = || parts.next().unwrap_or_default();
    let (year, month, day) = (next(), next(), next());
    let number = month.parse::<usize>().unwrap_or_default();
    let name = number.checked_sub(1).and_then(|at| MONTHS.get(at));
    [
        day.trim_start_matches('0').to_owned(),
        name.map_or(month, |name| name).to_owned(),
        year.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_said_in_words_and_what_they_have_in_common_once() {
        for (from, to, said) in [
            ("2027-01-25", "2027-01-25", "on 25 January 2027"),
            ("2026-11-20", "2026-11-22", "from 20 to 22 November 2026"),
            (
                "2026-11-30",
                "2026-12-02",
                "from 30 November to 2 December 2026",
            ),
            (
                "2026-12-30",
                "2027-01-02",
                "from 30 December 2026 to 2 January 2027",
            ),
        ] {
            let day = |text: &str| text.parse().unwrap();
            let aware = "2027-02-01T00:00:00Z".parse().unwrap();
            let incident = Incident::new(day(from), day(to), aware).unwrap();
            assert_eq!(days(&incident), said);
        }
    }
}
