//! Decodes a JPEG (ITU-T T.81, baseline and progressive, 8 bits) at a half, a quarter or an eighth
//! of its size where the frame allows, and only as far as it is shown.
//!
//! At an eighth a block is its mean alone: the other coefficients' bits are passed over. Frequencies
//! that no shown pixel needs are not kept, so memory depends on the frame, not on the picture.

mod bits;
mod component;
mod huffman;
mod idct;
mod plan;
mod scan;
mod segments;

use super::colour::Colours;
use super::crop::{Crop, crop};
use super::grid::Grid;
use super::orientation::Orientation;
use super::why::Why;
use super::{Face, Frame, check_size};
use component::{Component, Lie, Plane};
use huffman::{Definition, Table};
use plan::{Use, plan};
use scan::Member;
use segments::{Part, ScanHeader, Segments};

/// The shown part, and the profile its colours are in.
pub(super) fn decode(
    file: &[u8],
    frame: &Frame,
    face: Option<Face>,
) -> Result<(Grid, Colours), Why> {
    let segments = segments::split(file)?;
    let size = (
        u32::from(segments.frame.width),
        u32::from(segments.frame.height),
    );
    check_size(size, segments.orientation.size(size), frame, face)?;
    let lie_at = |scale| Lie {
        most_across: most(&segments, |component| component.across),
        most_down: most(&segments, |component| component.down),
        scale,
    };
    let (lie, grid) = [8, 4, 2, 1]
        .into_iter()
        .find_map(|scale| {
            let lie = lie_at(scale);
            let grid = grid_at(&segments, &lie, size, frame, face)?;
            Some((lie, grid))
        })
        .ok_or(Why::OtherJpeg)?;
    let mut components = Vec::new();
    for component in &segments.frame.components {
        components.push(Component::new(component, size, &lie, grid.wanted())?);
    }
    let units = (
        size.0.div_ceil(8 * lie.most_across),
        size.1.div_ceil(8 * lie.most_down),
    );
    decode_scans(&segments, &mut components, units)?;
    let planes: Vec<Plane> = components.iter().map(Component::samples).collect();
    drop(components);
    Ok((
        fill(grid, &planes, Coding::of(&segments)),
        Colours::of_profile(&segments.colour_profile),
    ))
}

fn most(segments: &Segments<'_>, factor: impl Fn(&segments::FrameComponent) -> u8) -> u32 {
    let most = segments.frame.components.iter().map(factor).max();
    u32::from(most.unwrap_or(1))
}

/// How many pixels may be kept of a picture that cannot be made smaller while it is decoded.
const MOST_AT_FULL_SIZE: f64 = 4e6;

/// The grid at this scale, unless it gives fewer pixels than the frame has.
fn grid_at(
    segments: &Segments<'_>,
    lie: &Lie,
    size: (u32, u32),
    frame: &Frame,
    face: Option<Face>,
) -> Option<Grid> {
    let scale = lie.scale;
    let stored = if scale == 1 {
        size
    } else {
        // Blocks that reach over the edge hold what no viewer shows: they are left out, at most one
        // part in 64.
        let whole = |pixels: u32, least: u32, most: u32| {
            let block = 8 * most / least;
            let whole = pixels / block * block;
            (whole > 0 && (pixels - whole) * 64 <= pixels).then_some(whole / scale)
        };
        let least = |factor: fn(&segments::FrameComponent) -> u8| {
            let least = segments.frame.components.iter().map(factor).min();
            u32::from(least.unwrap_or(1))
        };
        let is_whole = segments.frame.components.iter().all(|component| {
            component::is_whole(component.across, lie.most_across, scale)
                && component::is_whole(component.down, lie.most_down, scale)
        });
        if !is_whole {
            return None;
        }
        (
            whole(size.0, least(|component| component.across), lie.most_across)?,
            whole(size.1, least(|component| component.down), lie.most_down)?,
        )
    };
    let shown = crop(segments.orientation.size(size), frame.size(), face);
    let shown = on_grid(shown, scale, size, stored, segments.orientation);
    let (width, height) = (f64::from(frame.width), f64::from(frame.height));
    let is_enough = if scale == 1 {
        shown.width * shown.height <= MOST_AT_FULL_SIZE
    } else {
        shown.width >= width && shown.height >= height
    };
    is_enough.then(|| Grid::new(stored, segments.orientation, shown, frame.size()))
}

/// The shown part in the grid's pixels, of which some may be missing at the stored right and bottom.
fn on_grid(
    shown: Crop,
    scale: u32,
    size: (u32, u32),
    stored: (u32, u32),
    orientation: Orientation,
) -> Crop {
    let upright = orientation.size(size);
    let there = orientation.size((stored.0 * scale, stored.1 * scale));
    // where the stored picture's first corner comes to lie tells on which side pixels are missing
    let corner = orientation.place((0, 0), size);
    let missing = |corner, all: u32, there| match corner {
        0 => 0.0,
        _ => f64::from(all.saturating_sub(there)),
    };
    let scale = f64::from(scale);
    Crop {
        x: (shown.x - missing(corner.0, upright.0, there.0)) / scale,
        y: (shown.y - missing(corner.1, upright.1, there.1)) / scale,
        width: shown.width / scale,
        height: shown.height / scale,
    }
}

/// How many blocks of all scans together are decoded; a photo of 64 megapixels has 1.5 million in
/// each of about ten scans.
const MOST_BLOCKS: u64 = 24_000_000;

#[derive(Default)]
struct Tables<'a> {
    quantisation: [Option<[u16; 64]>; 4],
    dc: [Option<Definition<'a>>; 4],
    ac: [Option<Definition<'a>>; 4],
}

fn decode_scans(
    segments: &Segments<'_>,
    components: &mut [Component],
    units: (u32, u32),
) -> Result<(), Why> {
    let mut tables = Tables::default();
    let mut restart = 0;
    let mut blocks = 0_u64;
    let mut seen = [false; 4];
    let uses = plan(segments, components);
    for (part, of_use) in segments.parts.iter().zip(uses) {
        match part {
            Part::Quantisation(body) => quantisation(body, &mut tables.quantisation)?,
            Part::Huffman(body) => {
                for table in huffman::definitions(body) {
                    let table = table?;
                    let places = if table.is_ac {
                        &mut tables.ac
                    } else {
                        &mut tables.dc
                    };
                    if let Some(to) = places.get_mut(table.place) {
                        *to = Some(table);
                    }
                }
            }
            Part::RestartInterval(interval) => restart = *interval,
            Part::Scan(header, coded) => {
                let is_progressive = segments.frame.is_progressive;
                let mut members = members(header, is_progressive, components, &tables, &mut seen)?;
                if of_use == Use::None {
                    continue;
                }
                for member in &members {
                    let component = components.get(member.component);
                    blocks += component
                        .map_or(0, |found| u64::from(found.width) * u64::from(found.height));
                }
                if blocks > MOST_BLOCKS {
                    return Err(Why::TooMuchWork);
                }
                scan::decode(
                    header,
                    is_progressive,
                    of_use == Use::Refined,
                    coded,
                    restart,
                    components,
                    &mut members,
                    units,
                )?;
            }
        }
    }
    if components.iter().zip(seen).all(|(_, is_seen)| is_seen) {
        Ok(())
    } else {
        Err(Why::CutShort)
    }
}

fn quantisation(mut body: &[u8], tables: &mut [Option<[u16; 64]>; 4]) -> Result<(), Why> {
    while let Some((place, rest)) = body.split_first() {
        let mut table = [0; 64];
        let rest = if place >> 4 == 0 {
            let (values, rest) = rest.split_first_chunk::<64>().ok_or(Why::Damaged)?;
            for (to, from) in table.iter_mut().zip(values) {
                *to = u16::from(*from);
            }
            rest
        } else {
            let (values, rest) = rest.split_first_chunk::<128>().ok_or(Why::Damaged)?;
            for (to, from) in table.iter_mut().zip(values.as_chunks::<2>().0) {
                *to = u16::from_be_bytes(*from);
            }
            rest
        };
        *tables
            .get_mut(usize::from(place & 15))
            .ok_or(Why::Damaged)? = Some(table);
        body = rest;
    }
    Ok(())
}

/// The scan's components with their tables.
fn members(
    header: &ScanHeader,
    is_progressive: bool,
    components: &mut [Component],
    tables: &Tables<'_>,
    seen: &mut [bool; 4],
) -> Result<Vec<Member>, Why> {
    if !scan::is_sound(header, is_progressive) {
        return Err(Why::Damaged);
    }
    let mut members: Vec<Member> = Vec::new();
    for named in &header.components {
        let (place, component) = components
            .iter_mut()
            .enumerate()
            .find(|(_, component)| component.id == named.id)
            .ok_or(Why::Damaged)?;
        if members.iter().any(|member| member.component == place) {
            return Err(Why::Damaged);
        }
        // the table that holds when the component first comes
        if component.table.is_none() {
            let table = tables.quantisation.get(usize::from(component.table_place));
            component.table = Some(table.copied().flatten().ok_or(Why::Damaged)?);
        }
        let table = |places: &[Option<Definition<'_>>; 4], place: u8| {
            let found = places.get(usize::from(place)).and_then(Option::as_ref);
            found.map(Table::new).transpose()
        };
        let has_means = !is_progressive || header.first == 0;
        let needs_dc = !is_progressive || header.first == 0 && header.high == 0;
        let needs_ac = !is_progressive || header.first > 0;
        let dc = if needs_dc {
            table(&tables.dc, named.dc)?
        } else {
            None
        };
        let ac = if needs_ac {
            table(&tables.ac, named.ac)?
        } else {
            None
        };
        if has_means && let Some(seen) = seen.get_mut(place) {
            // a sequential picture says each component once
            if *seen && !is_progressive {
                return Err(Why::Damaged);
            }
            *seen = true;
        }
        members.push(Member::new(place, dc, ac));
    }
    Ok(members)
}

/// What a picture's components mean.
#[derive(Clone, Copy)]
enum Coding {
    Grey,
    Rgb,
    Ycc,
    Cmyk,
    Ycck,
}

impl Coding {
    /// As the common decoders take it: JFIF is always YCbCr; else Adobe's word holds; else the
    /// components' names.
    fn of(segments: &Segments<'_>) -> Self {
        let ids: Vec<u8> = segments
            .frame
            .components
            .iter()
            .map(|component| component.id)
            .collect();
        match (ids.as_slice(), segments.adobe) {
            ([_], _) => Self::Grey,
            ([_, _, _, _], Some(2)) => Self::Ycck,
            ([_, _, _, _], _) => Self::Cmyk,
            (_, _) if segments.is_jfif => Self::Ycc,
            (_, Some(0)) | (b"RGB", None) => Self::Rgb,
            _ => Self::Ycc,
        }
    }
}

fn fill(mut grid: Grid, planes: &[Plane], coding: Coding) -> Grid {
    let (left, top, right, bottom) = grid.wanted();
    for y in top..bottom {
        match planes {
            [grey] => {
                let row = grey.row(y, left, right).map(|level| [level; 3]);
                grid.add(y, left, 1, row);
            }
            [first, second, third] => {
                let row = first
                    .row(y, left, right)
                    .zip(second.row(y, left, right))
                    .zip(third.row(y, left, right))
                    .map(|((first, second), third)| match coding {
                        Coding::Rgb => [first, second, third],
                        _ => ycc(first, second, third),
                    });
                grid.add(y, left, 1, row);
            }
            [first, second, third, black] => {
                let row = first
                    .row(y, left, right)
                    .zip(second.row(y, left, right))
                    .zip(third.row(y, left, right))
                    .zip(black.row(y, left, right))
                    .map(|(((first, second), third), black)| {
                        // all known programs write ink upside down: 255 is none
                        let paper = match coding {
                            Coding::Ycck => ycc(first, second, third).map(|ink| 255 - ink),
                            _ => [first, second, third],
                        };
                        paper.map(|level| under_black(level, black))
                    });
                grid.add(y, left, 1, row);
            }
            _ => {}
        }
    }
    grid
}

fn under_black(level: u8, black: u8) -> u8 {
    let product = u16::from(level) * u16::from(black);
    u8::try_from((product + 127) / 255).unwrap_or(u8::MAX)
}

/// ITU-T T.871, 7: YCbCr to RGB, in sixteenths of a thousandth.
#[inline(always)]
fn ycc(luma: u8, blue: u8, red: u8) -> [u8; 3] {
    let luma = (i32::from(luma) << 16) + 0x8000;
    let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
    let channel = |value: i32| u8::try_from((value >> 16).clamp(0, 255)).unwrap_or(0);
    [
        channel(luma + 91_881 * red),
        channel(luma - 22_554 * blue - 46_802 * red),
        channel(luma + 116_130 * blue),
    ]
}
