//! What the styles of OpenDocument hide: sheets, rows, columns, texts.

use std::collections::{HashMap, HashSet};
use std::io::Read;

use super::super::asides::Asides;
use super::super::colour::{BLACK, Colour, WHITE};
use super::super::format::Says;
use super::super::label;
use super::super::lines;
use super::super::styles::{Font, Ground};
use super::super::text;
use super::super::vocabulary::Vocabulary;
use super::super::xml::{Event, Tag, Xml};
use super::names;
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

const MOST: usize = 100_000;
/// Conditions of one style.
const MOST_MAPS: usize = 100;
/// Points; what is lower or narrower cannot be read.
const SMALLEST: f64 = 2.0;
/// Of a row, and of a column.
const LOWEST: f64 = 5.0;
const NARROWEST: f64 = 7.0;
/// What is farther from the border of its cell is pushed out of it.
const FARTHEST: f64 = 150.0;
/// Letters of a text that is cut at the border of its cell, or made to fit.
const MOST_CUT: usize = 60;

/// A style, as far as it hides anything.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    parent: Option<String>,
    colour: Option<Colour>,
    ground: Option<Ground>,
    is_tiny: Option<bool>,
    /// Repeated as far as the cell goes, made as small as it must be to fit, or far from its border.
    is_cut: bool,
    is_far: bool,
    /// Of a row, in points.
    height: Option<f64>,
    /// Whether what it applies to is not shown, or is too small to be.
    pub(super) is_hidden: bool,
    format: Option<String>,
    /// Styles that take its place where a condition holds.
    maps: Vec<String>,
}

/// A format of numbers.
#[derive(Debug, Default)]
struct Format {
    /// Whether it shows anything, and in which colour if it says so.
    is_full: bool,
    colour: Option<Colour>,
    /// The formats of other values.
    maps: Vec<String>,
}

/// Styles and formats by their names.
#[derive(Debug, Default)]
pub(super) struct Looks {
    looks: HashMap<String, Look>,
    /// The names of styles by those under which they are shown.
    shown: HashMap<String, String>,
    formats: HashMap<String, Format>,
    current: Option<String>,
    format: Option<String>,
    /// How high the row at hand is.
    row_height: Option<f64>,
    /// What formats say in words, and which of them a cell that is seen uses.
    words: HashMap<String, String>,
    used: HashSet<String>,
    /// What headers and footers of pages say, and whose they are.
    asides: Asides,
}

impl Looks {
    /// Takes a text that stands within a style.
    pub(super) fn text(&mut self, text: &str) {
        if let Some(name) = &self.format
            && self.words.len() < MOST
        {
            let words = self.words.entry(name.clone()).or_default();
            // what stands between two texts is none
            words.push_str(&format!("\"{}\"0", text.replace('"', " ")));
        }
    }

    /// Notes that a cell that is seen has this style.
    pub(super) fn touch(&mut self, name: &str) {
        if !self.words.is_empty()
            && let Some(format) = self.looks.get(name).and_then(|look| look.format.as_ref())
            && !self.used.contains(format)
        {
            self.used.insert(format.clone());
        }
    }

    /// How many formats say more than a format does, or say something where no cell uses them.
    pub(super) fn wordy(&self) -> u64 {
        let wordy = self
            .words
            .iter()
            .filter(|(name, words)| match Says::of(words) {
                Says::Units => false,
                Says::Words => !self.used.contains(name.as_str()),
                Says::Texts => true,
            });
        wordy.count() as u64
    }

    pub(super) fn take_asides(&mut self) -> Asides {
        std::mem::take(&mut self.asides)
    }

    /// Begins a row of this style.
    pub(super) fn begin_row(&mut self, style: Option<&str>) {
        let look = style.and_then(|name| self.looks.get(name));
        self.row_height = look.and_then(|look| look.height);
    }

    /// Whether a style hides the whole of a sheet, row or column.
    pub(super) fn hides(&self, name: Option<&str>) -> bool {
        name.and_then(|name| self.looks.get(name))
            .is_some_and(|look| look.is_hidden)
    }

    /// Whether a text in a cell of this style, or a run of it in a style of its own, cannot be seen, or not where a
    /// condition holds.
    pub(super) fn conceals(&self, run: Option<&str>, cell: Option<&str>) -> bool {
        let styles = [run, cell].into_iter().flatten();
        let mut maps = styles
            .flat_map(|name| self.chain(name))
            .flat_map(|look| &look.maps);
        self.hides_under(&[run, cell]) || maps.any(|map| self.hides_under(&[run, Some(map), cell]))
    }

    /// Whether a style that a rule gives to cells, by either of its names, shows nothing of them.
    pub(super) fn rule_conceals(&self, style: &str) -> bool {
        let name = self.shown.get(style).map_or(style, String::as_str);
        self.hides_under(&[Some(name)])
    }

    /// A style and those that it is made after.
    fn chain<'l>(&'l self, name: &str) -> impl Iterator<Item = &'l Look> {
        let next = |look: &&'l Look| self.looks.get(look.parent.as_ref()?);
        std::iter::successors(self.looks.get(name), next).take(16)
    }

    /// Whether a text cannot be seen under styles of which an earlier one counts for more.
    fn hides_under(&self, styles: &[Option<&str>]) -> bool {
        let (mut colour, mut ground, mut is_tiny, mut format) = (None, None, None, None);
        for look in styles.iter().flatten().flat_map(|name| self.chain(name)) {
            colour = colour.or(look.colour);
            ground = ground.or(look.ground);
            is_tiny = is_tiny.or(look.is_tiny);
            format = format.or(look.format.as_deref());
        }
        let ground = ground.unwrap_or(Ground::Plain(WHITE));
        let font = Font {
            colour: colour.unwrap_or(BLACK),
            is_tiny: is_tiny.unwrap_or(false),
        };
        font.cannot_be_seen_on(ground)
            || format.is_some_and(|format| self.format_hides(format, font, ground))
    }

    /// Whether a format shows nothing of any value, or one of its colours cannot be seen.
    fn format_hides(&self, name: &str, font: Font, ground: Ground) -> bool {
        let Some(format) = self.formats.get(name) else {
            return false;
        };
        let sections = || {
            let maps = format.maps.iter().filter_map(|name| self.formats.get(name));
            std::iter::once(format).chain(maps)
        };
        let is_lost = |section: &Format| {
            let colour = section.colour.unwrap_or(font.colour);
            Font { colour, ..font }.cannot_be_seen_on(ground)
        };
        sections().all(|section| !section.is_full)
            || sections().any(|section| section.is_full && is_lost(section))
    }

    /// Whether a text in a cell of this style goes on where nobody sees it.
    pub(super) fn pushes_out(&self, cell: Option<&str>, text: &str) -> bool {
        if lines::is_below(text, self.row_height) {
            return true;
        }
        let mut next = cell;
        for _ in 0..16 {
            let Some(look) = next.and_then(|name| self.looks.get(name)) else {
                break;
            };
            if look.is_far || look.is_cut && text.chars().count() > MOST_CUT {
                return true;
            }
            next = look.parent.as_deref();
        }
        false
    }

    /// Takes what an element says of a style.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "style" | "default-style" => {
                let name = tag.attribute("name").unwrap_or_default();
                if self.looks.len() < MOST {
                    let look = Look {
                        parent: tag.attribute("parent-style-name"),
                        format: tag.attribute("data-style-name"),
                        ..Look::default()
                    };
                    self.looks.insert(name.clone(), look);
                }
                if let Some(shown) = tag.attribute("display-name")
                    && self.shown.len() < MOST
                {
                    self.shown.insert(shown, name.clone());
                }
                self.current = Some(name);
            }
            "number-style" | "text-style" | "date-style" | "time-style" | "boolean-style"
            | "currency-style" | "percentage-style" => {
                let name = tag.attribute("name").unwrap_or_default();
                if self.formats.len() < MOST {
                    self.formats.insert(name.clone(), Format::default());
                }
                self.format = Some(name);
            }
            "number" | "text-content" | "day" | "month" | "year" | "hours" | "minutes"
            | "seconds" | "scientific-number" | "fraction" | "boolean" | "era" | "day-of-week"
            | "quarter" | "week-of-year" | "am-pm" | "currency-symbol" => {
                if let Some(format) = self.format() {
                    format.is_full = true;
                }
            }
            "map" => self.map(tag.attribute("apply-style-name").unwrap_or_default()),
            name => self.property(name, tag),
        }
    }

    /// The format at hand.
    fn format(&mut self) -> Option<&mut Format> {
        self.formats.get_mut(self.format.as_ref()?)
    }

    /// What takes the place of the format or style at hand where a condition holds.
    fn map(&mut self, other: String) {
        let style = self.current.as_ref();
        let maps = match style.and_then(|name| self.looks.get_mut(name)) {
            _ if self.format.is_some() => self.format().map(|format| &mut format.maps),
            style => style.map(|style| &mut style.maps),
        };
        if let Some(maps) = maps.filter(|maps| maps.len() < MOST_MAPS) {
            maps.push(other.clone());
        }
        self.used.insert(other);
    }

    fn property(&mut self, element: &str, tag: &Tag<'_>) {
        if let Some(format) = self.format() {
            let colour = tag
                .attribute("color")
                .filter(|_| element == "text-properties");
            format.colour = colour
                .and_then(|colour| Colour::hexadecimal(&colour))
                .or(format.colour);
            return;
        }
        let current = self.current.as_ref();
        let Some(look) = current.and_then(|name| self.looks.get_mut(name)) else {
            return;
        };
        match element {
            "table-properties" => {
                look.is_hidden |= tag.attribute("display").as_deref() == Some("false");
            }
            "table-row-properties" => {
                let height = tag.attribute("row-height");
                look.height = height.and_then(|height| points(&height));
                look.is_hidden |= look.height.is_some_and(|height| height < LOWEST);
            }
            "table-column-properties" => {
                look.is_hidden |= tag
                    .attribute("column-width")
                    .is_some_and(|width| points(&width).is_some_and(|points| points < NARROWEST));
            }
            "text-properties" => {
                if let Some(colour) = tag.attribute("color") {
                    look.colour = Colour::hexadecimal(&colour);
                }
                if let Some(size) = tag.attribute("font-size") {
                    look.is_tiny = Some(is_small(&size));
                }
                if tag.attribute("display").as_deref() == Some("none") {
                    look.is_tiny = Some(true);
                }
            }
            "table-cell-properties" => {
                look.ground = match tag.attribute("background-color").as_deref() {
                    None => look.ground,
                    Some("transparent") => Some(Ground::Plain(WHITE)),
                    Some(colour) => Colour::hexadecimal(colour).map(Ground::Plain),
                };
                look.is_cut |= ["repeat-content", "shrink-to-fit"]
                    .iter()
                    .any(|name| tag.flag(name));
                if tag
                    .attribute("cell-protect")
                    .is_some_and(|how| how.contains("hidden-and"))
                {
                    look.is_tiny = Some(true);
                }
            }
            "paragraph-properties" => {
                look.is_far |= tag
                    .attribute("margin-left")
                    .is_some_and(|margin| points(&margin).is_some_and(|margin| margin > FARTHEST));
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, element: &str) {
        match element {
            "style" | "default-style" => self.current = None,
            _ if element.ends_with("-style") => self.format = None,
            _ => {}
        }
    }
}

/// Whether a length is too small to be seen; lengths of fonts may be in hundredths of their parent's.
pub(super) fn is_small(length: &str) -> bool {
    points(length).is_some_and(|points| points < SMALLEST)
}

fn points(length: &str) -> Option<f64> {
    let length = length.trim();
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let unit = match length.get(digits.len()..) {
        Some("cm") => 28.35,
        Some("mm") => 2.835,
        Some("in") => 72.0,
        Some("pc") => 12.0,
        Some("px") => 0.75,
        Some("%") => 0.1,
        _ => 1.0,
    };
    let number = digits.parse::<f64>().ok()?;
    Some(number * unit)
}

/// Looks at the attributes of an element of a style; lengths and colours look like numbers of people.
pub(super) fn attributes(tag: &Tag<'_>, asides: &mut Asides, desk: &mut Desk<'_>) {
    if !tag.name().ends_with("-properties") {
        return names::attributes(tag, asides, desk);
    }
    let sentences = tag
        .attributes()
        .filter(|(_, value)| label::is_sentence(value));
    desk.find_times(Sign::CustomXml, sentences.count() as u64, None);
}

/// Reads styles that stand in a file of their own.
pub(super) fn styles<R: Read>(
    document: &mut Xml<R>,
    looks: &mut Looks,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut path: Vec<String> = Vec::new();
    while let Some(event) = document.next()? {
        match event {
            Event::Start(tag) => {
                Vocabulary::Document.tell(&tag, desk);
                looks.start(&tag);
                path.push(tag.name().to_owned());
                attributes(&tag, &mut looks.asides, desk);
            }
            Event::End(tag) => {
                path.pop();
                looks.end(tag.name());
            }
            Event::Text(text) => {
                text::look_at(desk, &text);
                looks.text(&text);
                let is_page = |element: &String| {
                    element.starts_with("header") || element.starts_with("footer")
                };
                let is_of_format = path.last().is_some_and(|last| {
                    matches!(
                        last.as_str(),
                        "text" | "currency-symbol" | "embedded-text" | "fill-character"
                    )
                });
                if !text.trim().is_empty() && !is_of_format && !path.iter().any(is_page) {
                    desk.find(Sign::CustomXml);
                }
                if path.iter().any(is_page) {
                    looks.asides.keep_page(None, &text.replace('&', "&&"));
                }
            }
            Event::Remark(remark) => text::remark(&remark, desk),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::is_small;

    #[test]
    fn lengths_are_compared_whatever_their_unit() {
        for small in ["0cm", "0.01in", "1pt", "0", "0.5mm", "1%"] {
            assert!(is_small(small), "{small}");
        }
        for large in ["0.45cm", "0.1in", "10pt", "100%", "2.5px0", "x"] {
            assert!(!is_small(large), "{large}");
        }
    }
}
