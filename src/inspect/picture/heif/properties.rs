//! The properties of items: how large a picture is, how it is turned, and how it was coded.

use super::super::{icc, texts};
use super::boxes::{self, Numbers, Part, is_room};
use super::{units, unknown};
use crate::inspect::desk::Desk;

/// What says that a second picture is how much light the pixels of the first let through.
const ALPHA: &[&[u8]] = &[
    b"urn:mpeg:hevc:2015:auxid:1\0",
    b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0",
];

/// What the properties say of the items.
#[derive(Debug)]
pub(super) struct Shown {
    /// How many there are.
    count: usize,
    /// Which item has which.
    uses: Vec<(u32, usize)>,
    pub(super) length_of_units: usize,
    /// No second picture is anything but the alpha of the first.
    pub(super) has_alpha_alone: bool,
}

impl Shown {
    /// Whether no such item has one of the properties.
    pub(super) fn leaves_over(&self, is_there: impl Fn(u32) -> bool) -> bool {
        let mut used = vec![false; self.count];
        for (item, index) in &self.uses {
            if let Some(used) = used.get_mut(index.wrapping_sub(1)) {
                *used |= is_there(*item);
            }
        }
        used.contains(&false)
    }
}

/// Looks at all properties; none if they cannot be followed.
pub(super) fn look(part: &Part<'_>, desk: &mut Desk<'_>) -> Option<Shown> {
    let mut shown = Shown {
        count: 0,
        uses: Vec::new(),
        length_of_units: 4,
        has_alpha_alone: true,
    };
    let mut has_properties = false;
    for part in boxes::of(part.content, part.start) {
        let part = part?;
        match part.kind {
            b"ipco" if !has_properties => {
                has_properties = true;
                for property in boxes::of(part.content, part.start) {
                    let property = property?;
                    shown.count += 1;
                    if !is_plain(&property, &mut shown, desk)? {
                        unknown(&property, desk);
                    }
                }
            }
            b"ipma" => associate(part.content, &mut shown)?,
            b"free" | b"skip" if is_room(part.content) => {}
            _ => unknown(&part, desk),
        }
    }
    Some(shown)
}

/// Whether a property is one that pixels need, and is no longer than it says.
fn is_plain(property: &Part<'_>, shown: &mut Shown, desk: &mut Desk<'_>) -> Option<bool> {
    let content = property.content;
    let length = content.len();
    Some(match property.kind {
        b"ispe" => length == 12 && content.starts_with(&[0; 4]),
        b"irot" | b"imir" | b"a1op" => length == 1,
        b"lsel" => length == 2,
        b"pasp" => length == 8,
        b"clap" => length == 32,
        b"clli" => length == 4,
        b"mdcv" => length == 24,
        b"pixi" => match content {
            [0, 0, 0, 0, count, bits @ ..] => {
                bits.len() == usize::from(*count) && bits.iter().all(|bits| *bits <= 32)
            }
            _ => false,
        },
        b"colr" => match content.split_at_checked(4)? {
            (b"nclx", rest) => rest.len() == 7,
            (b"prof" | b"rICC", profile) => {
                icc::look(profile, desk);
                true
            }
            _ => false,
        },
        b"auxC" => {
            if !content
                .strip_prefix(&[0; 4])
                .is_some_and(|kind| ALPHA.contains(&kind))
            {
                shown.has_alpha_alone = false;
                texts(content, desk);
            }
            true
        }
        b"hvcC" => {
            // all items are taken to have units of one kind
            let told = units::length_in(content)?;
            if told != 4 {
                shown.length_of_units = told;
            }
            units::is_plain_hevc(content)
        }
        b"av1C" => units::is_plain_av1(content),
        b"free" | b"skip" => is_room(content),
        _ => false,
    })
}

/// Which item has which property.
fn associate(content: &[u8], shown: &mut Shown) -> Option<()> {
    let mut numbers = Numbers(content);
    let head = numbers.word(4)?;
    let wide = match head >> 24 {
        0 => 2,
        1 => 4,
        _ => return None,
    };
    let is_long = head & 1 == 1;
    for _ in 0..numbers.place(4)? {
        let item = numbers.word(wide)?;
        for _ in 0..numbers.place(1)? {
            let index = if is_long {
                numbers.place(2)? & 0x7fff
            } else {
                numbers.place(1)? & 0x7f
            };
            shown.uses.push((item, index));
        }
    }
    numbers.0.is_empty().then_some(())
}
