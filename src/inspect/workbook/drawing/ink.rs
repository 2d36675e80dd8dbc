//! The colours of a shape and of the texts in it (ECMA-376 part 1, 20.1.2.3 and 21.1.2.3).

use super::super::colour::{BLACK, Colour, WHITE};
use super::super::styles::{Font, Ground};
use super::super::xml::Tag;

/// Hundredths of a point; what is smaller cannot be read.
const SMALLEST: u32 = 200;

/// Colours while a shape is read.
#[derive(Debug)]
pub(super) struct Ink {
    /// The elements at hand, the outermost first.
    path: Vec<Part>,
    /// What the shape says of its ground, and what its style does.
    ground: Option<Ground>,
    of_style: Ground,
    /// What is written where a run says nothing.
    usual: Colour,
    run: Font,
    /// A text that could not be seen on a plain ground of its own colour.
    texts: Vec<Font>,
}

/// An element, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Shape,
    Run,
    FontOfStyle,
    Fill,
    Colour,
    Other,
}

/// So many looks of texts of one shape are kept.
const MOST: usize = 256;

impl Default for Ink {
    fn default() -> Self {
        Self {
            path: Vec::new(),
            ground: None,
            of_style: Ground::Plain(WHITE),
            usual: BLACK,
            run: Font::default(),
            texts: Vec::new(),
        }
    }
}

impl Ink {
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        let part = match tag.name() {
            "spPr" | "grpSpPr" => Part::Shape,
            "r" | "fld" => {
                self.run = Font {
                    colour: self.usual,
                    is_tiny: false,
                };
                Part::Other
            }
            "rPr" => {
                self.run = Font {
                    colour: self.usual,
                    is_tiny: tag.number("sz").is_some_and(|size: u32| size < SMALLEST),
                };
                Part::Run
            }
            // a number that is not nought is a fill of the theme's
            "fillRef" => {
                if tag.number("idx").is_some_and(|index: u32| index != 0) {
                    self.of_style = Ground::Mixed;
                }
                Part::Other
            }
            "fontRef" => Part::FontOfStyle,
            "solidFill" => Part::Fill,
            "noFill" => {
                match self.path.last() {
                    Some(Part::Shape) => self.ground = Some(Ground::Plain(WHITE)),
                    // letters without any colour
                    Some(Part::Run) => self.run.is_tiny = true,
                    _ => {}
                }
                Part::Other
            }
            "gradFill" | "blipFill" | "pattFill" | "grpFill" => {
                match self.path.last() {
                    Some(Part::Shape) => self.ground = Some(Ground::Mixed),
                    Some(Part::Run) => self.run.colour = UNKNOWN,
                    _ => {}
                }
                Part::Other
            }
            "srgbClr" | "schemeClr" | "sysClr" | "prstClr" | "scrgbClr" | "hslClr" => {
                self.take(colour(tag));
                Part::Colour
            }
            "alpha" if self.path.last() == Some(&Part::Colour) => {
                if tag.number("val").is_some_and(|part: u32| part < 5000)
                    && self.path.iter().rev().nth(2) == Some(&Part::Run)
                {
                    self.run.is_tiny = true;
                }
                Part::Other
            }
            // made lighter or darker than it is
            "lumMod" | "lumOff" | "tint" | "shade" | "satMod" => {
                if self.path.last() == Some(&Part::Colour) {
                    let colour = self.path.pop();
                    self.take(UNKNOWN);
                    self.path.extend(colour);
                }
                Part::Other
            }
            _ => Part::Other,
        };
        self.path.push(part);
    }

    /// Gives a colour to what the elements at hand are about.
    fn take(&mut self, colour: Colour) {
        let mut around = self.path.iter().rev();
        match (around.next(), around.next()) {
            (Some(Part::Fill), Some(Part::Shape)) => {
                self.ground = Some(match colour {
                    UNKNOWN => Ground::Mixed,
                    colour => Ground::Plain(colour),
                });
            }
            (Some(Part::Fill), Some(Part::Run)) => self.run.colour = colour,
            (Some(Part::FontOfStyle), _) => self.usual = colour,
            _ => {}
        }
    }

    /// Takes a text of the run at hand.
    pub(super) fn text(&mut self) {
        if self.texts.len() < MOST && !self.texts.contains(&self.run) {
            self.texts.push(self.run);
        }
    }

    pub(super) fn end(&mut self) {
        self.path.pop();
    }

    /// Whether any of its texts cannot be seen on its ground.
    pub(super) fn hides(&self) -> bool {
        let ground = self.ground.unwrap_or(self.of_style);
        let mut texts = self.texts.iter();
        texts.any(|font| font.cannot_be_seen_on(ground))
    }
}

/// A colour that is like none.
const UNKNOWN: Colour = Colour::Theme(u32::MAX, 0);

fn colour(tag: &Tag<'_>) -> Colour {
    let value = tag.attribute("val").unwrap_or_default();
    let known = match tag.name() {
        "srgbClr" => Colour::hexadecimal(&value),
        "sysClr" => tag
            .attribute("lastClr")
            .and_then(|last| Colour::hexadecimal(&last))
            .or_else(|| named(&value)),
        _ => named(&value),
    };
    known.unwrap_or(UNKNOWN)
}

fn named(name: &str) -> Option<Colour> {
    match name {
        "bg1" | "lt1" | "window" | "white" => Some(WHITE),
        "tx1" | "dk1" | "windowText" | "black" => Some(BLACK),
        "accent1" => Some(Colour::Theme(4, 0)),
        "accent2" => Some(Colour::Theme(5, 0)),
        "accent3" => Some(Colour::Theme(6, 0)),
        "accent4" => Some(Colour::Theme(7, 0)),
        "accent5" => Some(Colour::Theme(8, 0)),
        "accent6" => Some(Colour::Theme(9, 0)),
        "bg2" | "lt2" => Some(Colour::Theme(2, 0)),
        "tx2" | "dk2" => Some(Colour::Theme(3, 0)),
        _ => None,
    }
}
