//! Drawings say in words what they draw, hold nothing but themselves, and place every bar by its days.

use proptest::prelude::*;

use super::{Bar, Category, Datum, MatrixRow, Timeline, Window, matrix, timeline};
use crate::batch::Day;
use crate::field::{Class, Field, Role};
use crate::profile::Profile;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn bar(label: &str, from: &str, delete_by: &str, until: Option<&str>) -> Bar {
    Bar {
        label: label.to_owned(),
        from: day(from),
        delete_by: day(delete_by),
        until: until.map(day),
        out_of_use: until.map(day),
        recorded: false,
    }
}

fn of(bars: Vec<Bar>) -> Timeline {
    Timeline {
        id: "t1".to_owned(),
        title: "What Example Card Bureau held".to_owned(),
        as_of: day("2026-09-30"),
        bars,
    }
}

fn incident() -> Window {
    Window {
        from: day("2026-08-20"),
        to: day("2026-08-26"),
    }
}

fn three() -> Timeline {
    of(vec![
        bar("in time", "2026-07-01", "2026-07-31", Some("2026-07-30")),
        bar("late", "2026-07-10", "2026-08-09", Some("2026-09-01")),
        bar("held", "2026-08-25", "2026-09-24", None),
        bar("fresh", "2026-09-20", "2026-10-20", None),
    ])
}

/// The numbers of one attribute, of every element that has it.
fn numbers(svg: &str, element: &str, attribute: &str) -> Vec<i64> {
    let elements = svg.split('<').filter(|piece| piece.starts_with(element));
    let values = elements.filter_map(|piece| piece.split(&format!(" {attribute}=\"")).nth(1));
    values
        .filter_map(|value| value.split('"').next()?.parse().ok())
        .collect()
}

#[test]
fn each_batch_is_a_bar_and_what_is_overdue_is_marked_and_said() {
    let svg = timeline(&three(), &[incident()]);
    assert_eq!(svg.matches("class=\"overdue\"").count(), 2, "{svg}");
    assert_eq!(svg.matches("fill=\"#2f5d8a\"").count(), 4);
    assert_eq!(svg.matches("<path ").count(), 2, "two are still held");
    for said in [
        "As of 2026-09-30. Incident from 2026-08-20 to 2026-08-26.",
        "in time: released 2026-07-01, to be deleted by 2026-07-31, attested deleted 2026-07-30.",
        "late: released 2026-07-10, to be deleted by 2026-08-09, attested deleted 2026-09-01, overdue by then, held during the incident.",
        "held: released 2026-08-25, to be deleted by 2026-09-24, still held and overdue, held during the incident.",
        "fresh: released 2026-09-20, to be deleted by 2026-10-20, still held.",
    ] {
        assert!(svg.contains(said), "{said}: {svg}");
    }
    let without = timeline(&three(), &[]);
    assert!(!without.contains("ncident") && !without.contains("stroke-dasharray"));
    assert!(timeline(&of(Vec::new()), &[]).contains("No batch."));
}

#[test]
fn a_drawing_can_be_read_by_ear_and_in_print_and_fetches_nothing() {
    let svg = timeline(&three(), &[incident()]);
    assert!(svg.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"t1-title t1-desc\""));
    assert!(svg.contains("<title id=\"t1-title\">") && svg.contains("<desc id=\"t1-desc\">"));
    // hatched, not only red
    assert!(svg.contains("<pattern id=\"t1-late\"") && svg.contains("url(#t1-late)"));
    let page = svg.replacen("http://www.w3.org/2000/svg", "", 1) + &matrix("c", &[]);
    for forbidden in [
        "<script",
        "href",
        "http",
        "//",
        "@import",
        "src=",
        "onload",
        "<foreignObject",
        "<style",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn a_month_is_marked_where_it_begins_and_every_label_is_one_of_a_month() {
    let svg = timeline(&three(), &[]);
    for month in ["2026-07", "2026-08", "2026-09"] {
        assert!(svg.contains(&format!(">{month}</text>")), "{month}");
    }
    let long = of(vec![bar(
        "a",
        "1990-01-01",
        "1990-01-02",
        Some("2026-01-01"),
    )]);
    let svg = timeline(&long, &[]);
    assert!((4..=24).contains(&svg.matches("<line ").count()), "{svg}");
}

#[test]
fn a_matrix_marks_each_treatment_of_each_column_and_no_other() {
    let row = |header: &str, treatments: &[&str]| MatrixRow {
        header: header.to_owned(),
        place: "front".to_owned(),
        treatments: treatments.iter().map(|one| (*one).to_owned()).collect(),
    };
    let rows = [
        row("name", &["initials", "keep"]),
        row("rank", &["keep"]),
        row("<b>", &["photo"]),
    ];
    let table = matrix("columns & treatments", &rows);
    assert!(table.contains("<caption>columns &amp; treatments</caption>"));
    let head: Vec<&str> = table
        .split("<th scope=\"col\">")
        .skip(3)
        .filter_map(|piece| piece.split("</th>").next())
        .collect();
    assert_eq!(head, ["initials", "keep", "photo"]);
    let marks = |header: &str| -> Vec<bool> {
        let row = table
            .split(&format!("<th scope=\"row\">{header}</th>"))
            .nth(1)
            .unwrap();
        let cells = row.split("</tr>").next().unwrap().split("<td>").skip(2);
        cells
            .map(|cell| cell.contains("aria-label=\"yes\""))
            .collect()
    };
    assert_eq!(marks("name"), [true, true, false]);
    assert_eq!(marks("rank"), [false, true, false]);
    assert_eq!(marks("&lt;b&gt;"), [false, false, true]);
}

#[test]
fn every_part_of_every_preset_has_a_category_and_every_category_its_words() {
    for (preset, expected) in [
        (
            "warrant-card",
            "token card name post person-number card card credential credential token",
        ),
        (
            "staff-card",
            "token card name post card card credential credential token",
        ),
        ("access-fob", "token card credential credential token"),
    ] {
        let profile = Profile::preset(preset).unwrap();
        let mut found = Vec::new();
        for column in profile.columns() {
            let of = |part: &crate::profile::FieldPart| {
                Category::of(part.field(), part.rule().treatment()).name()
            };
            let mut names: Vec<&str> = column.field_parts().map(of).collect();
            names.dedup();
            found.extend(names);
        }
        assert_eq!(found.join(" "), expected, "{preset}");
    }
    // whatever points at a person by itself is named so
    for field in Field::ALL
        .iter()
        .filter(|field| field.role() == Role::Releasable)
    {
        let category = Category::of(*field, crate::field::Treatment::KEEP);
        let is_direct = matches!(category, Category::Name | Category::PersonNumber);
        assert_eq!(
            field.class() == Class::DirectIdentifier,
            is_direct,
            "{field}"
        );
    }
    let presets = Profile::preset_names().map(|name| Profile::preset(name).unwrap());
    let presets: Vec<Profile> = presets.collect();
    let columns = presets.iter().flat_map(Profile::columns);
    let parts = columns.flat_map(|column| {
        let place = column.place();
        column.field_parts().map(move |part| Datum::of(part, place))
    });
    let data = parts.chain([Datum::PHOTO]).collect();
    for category in Category::ALL {
        let words = category.words(&data);
        assert!(!words.consequences.is_empty() && !words.measures.is_empty());
        for text in words.consequences.iter().chain(&words.measures) {
            assert!(
                text.is_ascii() && !text.ends_with('.') && text.len() > 20,
                "{text}"
            );
        }
        // what a letter says are sentences
        assert!(!words.held.is_empty() && !words.harm.is_empty() && !words.done.is_empty());
        for text in words.harm.iter().chain(&words.done).chain(&words.advice) {
            assert!(
                text.is_ascii() && text.ends_with('.') && !text.contains(';'),
                "{text}"
            );
        }
    }
}

#[test]
fn what_was_deleted_in_time_but_for_backups_is_not_overdue_and_says_by_whom_it_is_known() {
    let backups = |out_of_use: &str, until: Option<&str>| Bar {
        out_of_use: Some(day(out_of_use)),
        ..bar("b", "2026-07-01", "2026-07-31", until)
    };
    let recorded = Bar {
        recorded: true,
        ..bar("p", "2026-07-01", "2026-07-31", Some("2026-07-20"))
    };
    for (bar, overdue, said) in [
        (
            backups("2026-07-20", Some("2026-09-01")),
            0,
            "attested deleted 2026-07-20, in backups out of use until 2026-09-01.",
        ),
        (
            backups("2026-07-20", None),
            0,
            "attested deleted 2026-07-20, still in backups out of use.",
        ),
        (
            backups("2026-08-10", Some("2026-09-01")),
            1,
            "attested deleted 2026-08-10, overdue by then, in backups out of use until 2026-09-01.",
        ),
        (recorded, 0, "recorded as deleted 2026-07-20."),
    ] {
        let svg = timeline(&of(vec![bar]), &[]);
        assert_eq!(svg.matches("class=\"overdue\"").count(), overdue, "{svg}");
        assert!(svg.contains(said), "{svg}");
    }
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..20_000_u64).prop_map(|days| Day::from_unix_seconds(days * 86_400).unwrap())
}

proptest! {
    #[test]
    fn whatever_is_drawn_stays_on_the_page_and_no_text_gets_out_of_its_place(
        bars in prop::collection::vec((".{0,20}", any_day(), any_day(), prop::option::of(any_day()), prop::option::of(any_day())), 0..12),
        title in ".{0,30}", id in ".{0,10}", as_of in any_day(), days in (any_day(), any_day()),
    ) {
        let bars: Vec<Bar> = bars.into_iter().map(|(label, from, delete_by, until, out_of_use)| Bar { label, from, delete_by, until, out_of_use, recorded: false }).collect();
        let count = bars.len();
        let drawn = Timeline { id, title: title + "</svg><script>\"'&", as_of, bars };
        let window = Window { from: days.0.min(days.1), to: days.0.max(days.1) };
        for windows in [Vec::new(), vec![window], vec![window; 3]] {
            let svg = timeline(&drawn, &windows);
            let xs = numbers(&svg, "rect", "x");
            let widths = numbers(&svg, "rect", "width");
            // that of the pattern comes first, and has no place
            for (x, width) in xs.iter().zip(widths.iter().skip(1)) {
                prop_assert!(*x >= 220 && x + width <= 760, "{} {}", x, width);
            }
            let height = svg.split("viewBox=\"0 0 760 ").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
            let height: i64 = height.parse().unwrap();
            prop_assert!(numbers(&svg, "rect", "y").iter().all(|y| *y + 12 <= height));
            prop_assert_eq!(svg.matches("text-anchor=\"end\"").count(), count);
            prop_assert_eq!(svg.matches("<svg").count(), 1);
            prop_assert_eq!(svg.matches("</svg>").count(), 1);
            prop_assert!(!svg.contains("<script"));
            // well formed: every element that is opened is closed
            let mut reader = quick_xml::Reader::from_str(&svg);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => prop_assert!(false, "{}", error),
                }
            }
        }
    }
}
