//! What a ledger answers, in plain text.

use cardsieve::ledger::{
    Exposure, Holdings, IncidentCode, KeptBatch, Overdue, People, Recipients, deleted_in_words,
    in_words, left_in_words,
};

use crate::console;

/// What the mark of a batch does not say.
const ATTESTED_IS_RARE: &str = "\nA batch of our own that arrived is marked recorded, with the day of its receipt; arrival attested marks one \
    of which a receipt alone shows that it left.\n";

/// A count, or a range where years cannot be joined.
pub(in crate::ledger) fn people(people: People) -> String {
    match (people.least(), people.most()) {
        (1, 1) => "1 person".to_owned(),
        (least, most) if least == most => format!("{most} people"),
        (least, most) => format!("{least} to {most} people"),
    }
}

pub(super) fn holdings_text(held: &Holdings) -> String {
    let mut out = format!(
        "{} on {}\n{}, {}, {}\n",
        held.recipient(),
        held.as_of(),
        batches(held.batches().len()),
        console::count(held.rows(), "row"),
        people(held.people()),
    );
    if held.recorded() != held.people() {
        out += &format!(
            "recorded as released: {}; of the rest it is not known whether it left, or of whom it was\n",
            people(held.recorded())
        );
    }
    for doubt in held.doubts() {
        out += &format!("{doubt}\n");
    }
    for one in held.batches() {
        out += &batch_text(one);
        out += &counts_text(one);
    }
    let deleted = held.deleted().iter();
    let (recorded, attested): (Vec<_>, Vec<_>) =
        deleted.partition(|one| one.is_recorded_as_deleted());
    list("attested as deleted", attested, &mut out);
    list(
        "recorded as deleted, without a signature",
        recorded,
        &mut out,
    );
    let withdrawn = held.withdrawn().iter().collect();
    list(
        "not counted: withdrawn by a correction",
        withdrawn,
        &mut out,
    );
    if !held.incidents().is_empty() {
        out += "\nincidents\n";
    }
    for one in held.incidents() {
        let incident = one.about().incident();
        let codes: Vec<&str> = one.about().codes().map(IncidentCode::name).collect();
        out += &format!(
            "  entry {}: {} to {}, aware at {}: {}\n",
            one.entry(),
            incident.from(),
            incident.to(),
            incident.aware_at(),
            match codes.is_empty() {
                true => "unknown".to_owned(),
                false => codes.join(", "),
            }
        );
    }
    if !held.batches().is_empty() {
        out += ATTESTED_IS_RARE;
    }
    if !held.columns().is_empty() {
        out += "\ncolumns\n";
    }
    for one in held.columns() {
        out += &format!(
            "  {} on {}: {} ({}, {})\n",
            one.column().header(),
            one.column().place().name(),
            in_words(one.column()),
            batches(usize::try_from(one.batches()).unwrap_or(usize::MAX)),
            console::count(one.rows(), "row")
        );
    }
    out
}

/// Batches that are not held, and how that is known.
fn list(title: &str, all: Vec<&KeptBatch>, out: &mut String) {
    if !all.is_empty() {
        *out += &format!("\n{title}\n");
    }
    for one in all {
        *out += &batch_text(one);
        *out += &match one.amended().filter(|_| one.is_withdrawn()) {
            Some(by) => format!(
                "    {}, {}, {}\n",
                console::count(one.disclosure().rows(), "row"),
                by.reason()
                    .map_or("abandoned", cardsieve::ledger::Reason::name),
                format_args!("entry {} of {}", by.entry(), by.at()),
            ),
            None => counts_text(one),
        };
    }
}

/// How much is in a batch, what of it is deleted, and what is left.
fn counts_text(one: &KeptBatch) -> String {
    let about = one.disclosure();
    let remains: Vec<&str> = one.remains().iter().map(|what| what.name()).collect();
    format!(
        "    {}, {}{}{}{}; left there: {}\n",
        console::count(about.rows(), "row"),
        console::count(about.photos(), "photo"),
        match (one.is_past(), about.is_encrypted()) {
            (true, _) => ", encrypted or not is unknown",
            (false, true) => ", encrypted",
            (false, false) => ", not encrypted",
        },
        match one.received() {
            Some(day) => format!(", arrived {day} (arrival attested)"),
            None => String::new(),
        },
        match deleted_in_words(one) {
            Some(said) => format!("; {said}"),
            None => String::new(),
        },
        match remains.is_empty() {
            true => "nothing".to_owned(),
            false => remains.join(", "),
        }
    )
}

fn batches(count: usize) -> String {
    match count {
        1 => "1 batch".to_owned(),
        _ => format!("{count} batches"),
    }
}

fn batch_text(one: &KeptBatch) -> String {
    let about = one.disclosure();
    let left = match one.released() {
        Some(at) => format!("released {}", at.day()),
        None if one.is_past() => format!("disclosed {}, recorded afterwards", one.since()),
        None if one.is_signed_for() => format!(
            "prepared {}, and released, as its recipient has signed",
            one.prepared().day()
        ),
        None => format!("prepared {}, and perhaps released", one.prepared().day()),
    };
    let overdue = match one.days_overdue() {
        0 => String::new(),
        1 => ", overdue for 1 day".to_owned(),
        days => format!(", overdue for {days} days"),
    };
    format!(
        "  {} {} for \"{}\": {left} ({}), to be deleted by {}{overdue}\n",
        one.batch(),
        about.profile_name(),
        about.purpose(),
        one.mark().in_words(),
        about.delete_by(),
    )
}

pub(super) fn exposure_text(found: &Exposure) -> String {
    let mut out = format!(
        "until {}: {}\n",
        found.as_of(),
        console::count(found.disclosures().len() as u64, "disclosure")
    );
    for one in found.disclosures() {
        let about = one.batch().disclosure();
        out += &format!("\n{}\n{}", about.recipient(), batch_text(one.batch()));
        out += &format!(
            "    {}; photo: {}\n",
            left_in_words(one.batch()),
            if one.has_photo() { "yes" } else { "no" }
        );
        for column in about.columns() {
            out += &format!(
                "    {} on {}: {}\n",
                column.header(),
                column.place().name(),
                in_words(column)
            );
        }
    }
    for one in found.unknown() {
        out += &format!(
            "\n{}\n{}    whether it was about this person is not recorded; {}\n",
            one.disclosure().recipient(),
            batch_text(one),
            left_in_words(one)
        );
    }
    for year in found.years_without_key() {
        out += &format!("\nof {year} nothing is known: there is no key for it\n");
    }
    if !found.is_checked() {
        out += "\nlooked up without a check of all people: `cardsieve ledger verify` makes it\n";
    }
    out
}

pub(super) fn overdue_text(found: &Overdue) -> String {
    let mut out = match found.batches().is_empty() {
        true => format!("on {}: nothing is overdue\n", found.as_of()),
        false => format!("on {}:\n", found.as_of()),
    };
    let each = |all: &[KeptBatch], out: &mut String| {
        let mut last = None;
        for one in all {
            // once above those of one recipient that follow one another
            let recipient = one.disclosure().recipient();
            if last.replace(recipient) != Some(recipient) {
                *out += &format!("{recipient}\n");
            }
            *out += &batch_text(one);
            *out += &counts_text(one);
        }
    };
    each(found.batches(), &mut out);
    if !found.recorded_as_deleted().is_empty() {
        out += "\nnot counted: recorded as deleted, without a signature\n";
        each(found.recorded_as_deleted(), &mut out);
    }
    out
}

pub(super) fn recipients_text(found: &Recipients) -> String {
    let mut out = format!("on {}\n", found.as_of());
    if found.all().is_empty() {
        out += "nothing was disclosed to anybody\n";
    }
    for one in found.all() {
        out += &format!(
            "{}: holds {}, {}",
            one.recipient(),
            batches(usize::try_from(one.held()).unwrap_or(usize::MAX)),
            people(one.people())
        );
        if one.unknown() > 0 {
            out += &format!(
                ", {} perhaps",
                batches(usize::try_from(one.unknown()).unwrap_or(usize::MAX))
            );
        }
        if one.overdue() > 0 {
            out += &format!(
                ", {} overdue",
                batches(usize::try_from(one.overdue()).unwrap_or(usize::MAX))
            );
        }
        out += &format!(
            "; of {} in all",
            batches(usize::try_from(one.disclosed()).unwrap_or(usize::MAX))
        );
        for (count, how) in [
            (one.attested_as_deleted(), "attested as deleted"),
            (
                one.recorded_as_deleted(),
                "recorded as deleted, without a signature",
            ),
        ] {
            if count > 0 {
                out += &format!(", {count} {how}");
            }
        }
        out += "\n";
    }
    out
}
