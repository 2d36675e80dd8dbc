//! What a recipient held, and when: each batch a bar from its release to its deletion, as inline SVG.
//!
//! What is overdue is hatched as well as red, so that it can be told in print and without colours, and
//! everything that is drawn is said in words too.

use std::fmt::Write;

use super::escape;
use crate::batch::Day;

/// One batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What stands beside the bar.
    pub label: String,
    /// When it was released.
    pub from: Day,
    /// The last day on which it may be held.
    pub delete_by: Day,
    /// Until when something of it was held, a backup out of use too; none if something still is.
    pub until: Option<Day>,
    /// When its deletion was attested or recorded, but for backups out of use; none if it was not.
    pub out_of_use: Option<Day>,
    /// Whether its deletion is recorded by the controller, and not attested.
    pub recorded: bool,
}

/// When the incident was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Its first day.
    pub from: Day,
    /// Its last day.
    pub to: Day,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// Begins the names by which parts of the drawing refer to one another: different ones for two
    /// drawings on a page. Letters, digits and hyphens; anything else is left out.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The day on which it is looked at.
    pub as_of: Day,
    /// The batches, from top to bottom.
    pub bars: Vec<Bar>,
}

const WIDTH: i64 = 760;
const LEFT: i64 = 220;
const RIGHT: i64 = 16;
const TOP: i64 = 34;
const ROW: i64 = 24;
const BAR: i64 = 12;
/// The room that the word above a shaded window takes.
const NAME: i64 = 48;

impl Bar {
    /// The last day on which it is drawn.
    fn end(&self, as_of: Day) -> Day {
        self.until.unwrap_or(as_of).max(self.from)
    }

    /// The last day on which more of it was there than a backup out of use.
    fn end_of_use(&self, as_of: Day) -> Day {
        let end = self.end(as_of);
        self.out_of_use.unwrap_or(end).max(self.from).min(end)
    }

    fn is_overdue(&self, as_of: Day) -> bool {
        self.end_of_use(as_of) > self.delete_by
    }

    /// The bar in words.
    fn said(&self, as_of: Day, windows: &[Window]) -> String {
        let mut said = format!(
            "{}: released {}, to be deleted by {}",
            self.label, self.from, self.delete_by
        );
        let how = if self.recorded {
            "recorded as"
        } else {
            "attested"
        };
        match (self.out_of_use.or(self.until), self.until) {
            (Some(day), until) => {
                let _ = write!(said, ", {how} deleted {day}");
                if self.is_overdue(as_of) {
                    said.push_str(", overdue by then");
                }
                match until {
                    Some(until) if until > day => {
                        let _ = write!(said, ", in backups out of use until {until}");
                    }
                    Some(_) => {}
                    None => said.push_str(", still in backups out of use"),
                }
            }
            (None, _) if self.is_overdue(as_of) => said.push_str(", still held and overdue"),
            (None, _) => said.push_str(", still held"),
        }
        let is_within = |window: &&Window| self.from <= window.to && window.from <= self.end(as_of);
        match windows.iter().filter(is_within).count() {
            0 => {}
            1 => said.push_str(", held during the incident"),
            count => {
                let _ = write!(said, ", held during {count} incidents");
            }
        }
        said
    }
}

/// The drawing, as one `svg` element without script or outside resource; the days of incidents are shaded.
pub fn timeline(drawn: &Timeline, windows: &[Window]) -> String {
    let id: String = drawn
        .id
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .collect();
    let scale = Scale::of(drawn, windows);
    let count = i64::try_from(drawn.bars.len()).unwrap_or(i64::MAX / ROW);
    let bottom = TOP + count.saturating_mul(ROW);
    let height = bottom + 12;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         viewBox=\"0 0 {WIDTH} {height}\" width=\"100%\" font-family=\"sans-serif\" font-size=\"11\">\
         <title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>\
         <defs><pattern id=\"{id}-late\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#c00000\"/>\
         <rect width=\"1.5\" height=\"5\" fill=\"#ffffff\"/></pattern></defs>",
        escape(&drawn.title),
        escape(&in_words(drawn, windows)),
    );
    // writing to a String does not fail
    shade(windows, &scale, bottom, &mut out);
    for (day, label) in scale.ticks() {
        let x = scale.x(day);
        let _ = write!(
            out,
            "<line x1=\"{x}\" y1=\"{}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#bbbbbb\" stroke-width=\"0.5\"/>\
             <text x=\"{x}\" y=\"12\" fill=\"#333333\">{label}</text>",
            TOP - 4,
        );
    }
    let mut y = TOP;
    for bar in &drawn.bars {
        draw(bar, drawn.as_of, &scale, y, &id, &mut out);
        y += ROW;
    }
    out.push_str("</svg>");
    out
}

/// The days of incidents, behind the bars; each is named unless another name stands there.
fn shade(windows: &[Window], scale: &Scale, bottom: i64, out: &mut String) {
    let mut windows = windows.to_vec();
    windows.sort_by_key(|window| (window.from, window.to));
    let mut free = i64::MIN;
    for window in windows {
        let (x, width) = scale.span(window.from, window.to);
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"{}\" fill=\"#d9d9d9\" stroke=\"#555555\" \
             stroke-dasharray=\"4 2\" class=\"incident\"/>",
            TOP - 4,
            bottom - TOP + 8,
        );
        // a name that begins near the right edge ends there
        let name = x.min(WIDTH - RIGHT - NAME);
        if name >= free {
            let _ = write!(
                out,
                "<text x=\"{name}\" y=\"{}\" fill=\"#333333\">incident</text>",
                TOP - 8
            );
            free = name + NAME;
        }
    }
}

fn draw(bar: &Bar, as_of: Day, scale: &Scale, y: i64, id: &str, out: &mut String) {
    let end = bar.end(as_of);
    let _ = write!(
        out,
        "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#000000\">{}</text>",
        LEFT - 8,
        y + BAR - 1,
        escape(&bar.label),
    );
    let end_of_use = bar.end_of_use(as_of);
    if end > end_of_use {
        let (x, width) = scale.span(end_of_use, end);
        // no more than backups out of use
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{}\" width=\"{width}\" height=\"4\" fill=\"#ffffff\" stroke=\"#1b3a57\" \
             class=\"backups\"/>",
            y + BAR / 2 - 2,
        );
    }
    let in_time = end_of_use.min(bar.delete_by);
    if in_time >= bar.from {
        let (x, width) = scale.span(bar.from, in_time);
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" fill=\"#2f5d8a\" stroke=\"#1b3a57\"/>"
        );
    }
    if bar.is_overdue(as_of) {
        let (x, width) = scale.span(bar.delete_by.max(bar.from), end_of_use);
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{BAR}\" fill=\"url(#{id}-late)\" \
             stroke=\"#c00000\" class=\"overdue\"/>"
        );
    }
    if bar.until.is_none() {
        let (x, width) = scale.span(bar.from, end);
        let (tip, middle) = (x + width, y + BAR / 2);
        // still held: an arrow that goes on
        let _ = write!(
            out,
            "<path d=\"M{tip} {y} L{} {middle} L{tip} {} Z\" fill=\"#000000\"/>",
            tip + 7,
            y + BAR,
        );
    }
}

/// All that is drawn, for whoever does not see it.
fn in_words(drawn: &Timeline, windows: &[Window]) -> String {
    let mut said = format!("As of {}. ", drawn.as_of);
    for window in windows {
        let _ = write!(said, "Incident from {} to {}. ", window.from, window.to);
    }
    if drawn.bars.is_empty() {
        said.push_str("No batch.");
    }
    for bar in &drawn.bars {
        let _ = write!(said, "{}. ", bar.said(drawn.as_of, windows));
    }
    said.trim_end().to_owned()
}

/// Days to places in the drawing.
struct Scale {
    first: i64,
    last: i64,
}

impl Scale {
    /// All that is drawn has its place.
    fn of(drawn: &Timeline, windows: &[Window]) -> Self {
        let mut days = vec![drawn.as_of];
        days.extend(windows.iter().flat_map(|window| [window.from, window.to]));
        days.extend(
            drawn
                .bars
                .iter()
                .flat_map(|bar| [bar.from, bar.end(drawn.as_of)]),
        );
        let numbers = days.into_iter().map(number);
        let (first, last) = numbers.fold((i64::MAX, i64::MIN), |(first, last), day| {
            (first.min(day), last.max(day))
        });
        Self {
            first,
            last: last.max(first + 1),
        }
    }

    const fn x(&self, day: i64) -> i64 {
        let room = WIDTH - LEFT - RIGHT;
        LEFT + (day - self.first) * room / (self.last - self.first)
    }

    /// Where something begins, and how wide it is; never nothing.
    fn span(&self, from: Day, to: Day) -> (i64, i64) {
        let (from, to) = (self.x(number(from)), self.x(number(to)));
        (from, (to - from).max(2))
    }

    /// The first days of months, as many as have room; never none.
    fn ticks(&self) -> Vec<(i64, String)> {
        let step = ((self.last - self.first) / 31 / 8 + 1).max(1);
        let mut ticks = Vec::new();
        let (mut year, mut month) = month_of(self.first);
        let begun = (self.first, format!("{year:04}-{month:02}"));
        while ticks.len() < 24 {
            let day = days_to(year, month, 1);
            if day > self.last {
                break;
            }
            if day >= self.first {
                ticks.push((day, format!("{year:04}-{month:02}")));
            }
            month += step;
            while month > 12 {
                (year, month) = (year + 1, month - 12);
            }
        }
        if ticks.is_empty() {
            // no month begins in it
            ticks.push(begun);
        }
        ticks
    }
}

/// The day's number, counted from 1970-01-01.
fn number(day: Day) -> i64 {
    let text = day.to_string();
    let mut parts = text.split('-').map(|part| part.parse().unwrap_or(1));
    let mut next = || parts.next().unwrap_or(1);
    days_to(next(), next(), next())
}

/// The Gregorian calendar, with years that begin in March so that the odd day is the last.
const fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The year and month of a day's number.
fn month_of(day: i64) -> (i64, i64) {
    let (mut year, mut month) = (1970 + day / 366, 1);
    while days_to(year + 1, 1, 1) <= day {
        year += 1;
    }
    while month < 12 && days_to(year, month + 1, 1) <= day {
        month += 1;
    }
    (year, month)
}
