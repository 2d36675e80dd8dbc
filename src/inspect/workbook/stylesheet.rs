//! The style sheet and the shared texts of Office Open XML (ECMA-376 part 1, 18.8 and 18.4).

use std::io::Read;

use super::colour::{BLACK, Colour, WHITE};
use super::content::Content;
use super::format::Says;
use super::sheet;
use super::styles::{Font, Ground, Layout};
use super::text::{self, Gathering};
use super::vocabulary::Vocabulary;
use super::xml::{Event, Tag, Xml};
use crate::inspect::desk::Desk;
use crate::inspect::sign::Sign;

const MOST: usize = 200_000;
/// Points; what is smaller cannot be read.
const SMALLEST: f64 = 2.0;

fn colour(tag: &Tag<'_>) -> Option<Colour> {
    let mut colour = None;
    let mut theme = None;
    let mut tint = 0.0;
    for (name, value) in tag.attributes() {
        match name {
            "rgb" => colour = Colour::hexadecimal(&value),
            "indexed" => colour = value.trim().parse().ok().map(Colour::indexed),
            "theme" => theme = value.trim().parse().ok(),
            "tint" => tint = value.trim().parse().unwrap_or(0.0),
            _ => {}
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -1000 and 1000")]
    let tint = (f64::clamp(tint, -1.0, 1.0) * 1000.0) as i32;
    theme.map(|theme| Colour::theme(theme, tint)).or(colour)
}

/// Notes what an element within a font says of it.
pub(super) fn font(font: &mut Font, tag: &Tag<'_>) {
    match tag.name() {
        "vanish" => font.is_tiny = true,
        "color" => font.colour = colour(tag).unwrap_or(font.colour),
        "sz" => font.is_tiny = tag.number("val").is_some_and(|size: f64| size < SMALLEST),
        _ => {}
    }
}

#[derive(Default)]
struct Rule {
    number: usize,
    font: Option<Font>,
    ground: Option<Ground>,
    hides: bool,
}

/// The look of a rule that stands in a sheet, and not with the styles.
#[derive(Debug)]
pub(super) struct Look {
    font: Font,
    has_font: bool,
    in_font: bool,
    ground: Ground,
    hides: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            font: Font::default(),
            has_font: false,
            in_font: false,
            ground: Ground::Plain(WHITE),
            hides: false,
        }
    }
}

impl Look {
    /// Notes what an element within it says.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        match tag.name() {
            "font" => (self.has_font, self.in_font) = (true, true),
            "fill" | "border" | "alignment" | "protection" => self.in_font = false,
            "bgColor" => self.ground = colour(tag).map_or(Ground::Mixed, Ground::Plain),
            "gradientFill" => self.ground = Ground::Mixed,
            "numFmt" => {
                let code = tag.attribute("formatCode").unwrap_or_default();
                let format = super::format::Format::new(&code);
                self.hides |= format.hides_some() || format.says == Says::Texts;
            }
            _ if self.in_font => font(&mut self.font, tag),
            _ => {}
        }
    }

    /// Whether what it applies to is not seen, or says something else.
    pub(super) fn hides(&self) -> bool {
        self.hides || self.has_font && self.font.cannot_be_seen_on(self.ground)
    }
}

/// Reads the style sheet.
pub(super) fn styles<R: Read>(
    document: &mut Xml<R>,
    content: &mut Content,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut path: Vec<String> = Vec::new();
    let mut current = Font::default();
    let mut ground = Ground::Plain(WHITE);
    let mut is_solid = false;
    let mut rule = Rule::default();
    let mut odd = 0;
    while let Some(event) = document.next()? {
        match event {
            Event::Start(tag) => {
                let within = |name: &str| path.iter().any(|element| element == name);
                let in_rule = within("dxfs");
                match tag.name() {
                    "numFmt" => {
                        let code = tag.attribute("formatCode").unwrap_or_default();
                        if in_rule {
                            let format = super::format::Format::new(&code);
                            rule.hides |= format.hides_some();
                            odd += u64::from(format.says == Says::Texts);
                        } else if let Some(id) = tag.number("numFmtId") {
                            content.styles.define(id, &code);
                        }
                    }
                    "font" => current = Font::default(),
                    "fill" => (ground, is_solid) = (Ground::Plain(WHITE), in_rule),
                    "patternFill" => match tag.attribute("patternType").as_deref() {
                        None if in_rule => is_solid = true,
                        None | Some("none") => is_solid = false,
                        Some("solid") => {
                            is_solid = true;
                            // of no colour it is black
                            ground = Ground::Plain(if in_rule { WHITE } else { BLACK });
                        }
                        Some(_) => ground = Ground::Mixed,
                    },
                    "gradientFill" => ground = Ground::Mixed,
                    "fgColor" if is_solid && !in_rule => {
                        ground = colour(&tag).map_or(Ground::Mixed, Ground::Plain);
                    }
                    "bgColor" if is_solid && in_rule => {
                        ground = colour(&tag).map_or(Ground::Mixed, Ground::Plain);
                    }
                    "alignment" if within("cellXfs") => {
                        let how = tag.attribute("horizontal");
                        content.styles.lay_out_last(Layout {
                            indent: tag.number("indent").unwrap_or(0),
                            is_filling: how.as_deref() == Some("fill"),
                            is_shrunk: tag.flag("shrinkToFit"),
                        });
                    }
                    "xf" if within("cellXfs") => {
                        let number = |name| tag.number(name).unwrap_or(0);
                        let format = tag.number("numFmtId").unwrap_or(0);
                        content
                            .styles
                            .push(number("fontId"), number("fillId"), format);
                    }
                    _ if within("font") => font(&mut current, &tag),
                    _ => {}
                }
                text::attributes(&tag, desk);
                Vocabulary::Sheet.tell(&tag, desk);
                content.has_styles |= !path.is_empty();
                path.push(tag.name().to_owned());
            }
            Event::End(tag) => {
                path.pop();
                let in_rule = path.iter().any(|element| element == "dxfs");
                match tag.name() {
                    "font" if in_rule => rule.font = Some(current),
                    "font" if content.styles.fonts.len() < MOST => {
                        content.styles.fonts.push(current)
                    }
                    "fill" if in_rule => rule.ground = Some(ground),
                    "fill" if content.styles.grounds.len() < MOST => {
                        content.styles.grounds.push(ground)
                    }
                    "dxf" if in_rule => {
                        let ground = rule.ground.unwrap_or(Ground::Plain(WHITE));
                        let is_unseen =
                            rule.font.is_some_and(|font| font.cannot_be_seen_on(ground));
                        if rule.hides || is_unseen && content.unseen_rules.len() < MOST {
                            content.unseen_rules.insert(rule.number);
                        }
                        rule = Rule {
                            number: rule.number + 1,
                            ..Rule::default()
                        };
                    }
                    _ => {}
                }
            }
            Event::Text(text) => {
                let is_odd = !text.trim().is_empty();
                content.has_styles |= is_odd;
                desk.find_times(Sign::CustomXml, is_odd.into(), None);
                text::look_at(desk, &text);
            }
            Event::Remark(remark) => text::remark(&remark, desk),
        }
    }
    desk.find_times(Sign::InvisibleText, odd, None);
    Ok(())
}

/// Reads the shared texts.
pub(super) fn strings<R: Read>(
    document: &mut Xml<R>,
    content: &mut Content,
    desk: &mut Desk<'_>,
) -> Result<(), Sign> {
    let mut whole = Gathering::default();
    let mut piece = Gathering::default();
    let (mut in_text, mut in_reading, mut in_run) = (false, false, None);
    let mut odd = 0;
    while let Some(event) = document.next()? {
        match event {
            Event::Start(tag) => {
                text::attributes(&tag, desk);
                Vocabulary::Sheet.tell(&tag, desk);
                match tag.name() {
                    "si" => whole.clear(),
                    "t" => {
                        in_text = true;
                        piece.clear();
                    }
                    "rPh" => in_reading = true,
                    "rPr" => in_run = Some(Font::default()),
                    _ => {
                        if let Some(run) = &mut in_run {
                            font(run, &tag);
                        }
                    }
                }
            }
            Event::Text(text) if in_text => piece.push(&text),
            Event::Text(text) => {
                odd += u64::from(!text.trim().is_empty());
                text::look_at(desk, &text);
            }
            Event::Remark(remark) => text::remark(&remark, desk),
            Event::End(tag) => match tag.name() {
                "t" => {
                    in_text = false;
                    if in_reading {
                        odd += u64::from(sheet::is_latin(piece.as_str()));
                        text::look_at(desk, piece.as_str());
                    } else {
                        whole.push(piece.as_str());
                    }
                }
                "rPh" => in_reading = false,
                "r" => {
                    if let Some(font) = in_run.take()
                        && !piece.as_str().trim().is_empty()
                    {
                        content.strings.run(font);
                    }
                }
                "si" => {
                    if whole.is_long {
                        desk.find(Sign::LongCell);
                    }
                    if !content.strings.push(whole.as_str()) {
                        return Err(Sign::UnpacksTooLarge);
                    }
                    whole.clear();
                }
                _ => {}
            },
        }
    }
    desk.find_times(Sign::CustomXml, odd, None);
    Ok(())
}
