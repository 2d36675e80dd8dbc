//! Entropy decoding of one scan (T.81, annexes F.2 and G.2).

use super::super::why::Why;
use super::bits::{Bits, Intervals, extend};
use super::component::Component;
use super::huffman::{END_OF_BLOCK, Table};
use super::plan::{below, span};
use super::segments::ScanHeader;

/// One component's part in a scan.
pub(super) struct Member {
    /// Which of the frame's components.
    pub(super) component: usize,
    pub(super) dc: Option<Table>,
    pub(super) ac: Option<Table>,
    prediction: i32,
}

impl Member {
    pub(super) const fn new(component: usize, dc: Option<Table>, ac: Option<Table>) -> Self {
        Self {
            component,
            dc,
            ac,
            prediction: 0,
        }
    }
}

/// What a scan does to each of its blocks.
#[derive(Clone, Copy)]
enum Step {
    Whole,
    FirstDc { low: u32 },
    MoreDc { low: u32 },
    FirstAc { band: Band, is_refined: bool },
    MoreAc { band: Band },
}

/// The coefficients that a progressive scan tells, and by how many bits they are shifted.
#[derive(Clone, Copy)]
struct Band {
    first: u32,
    last: u32,
    low: u32,
}

impl Step {
    const fn of(header: &ScanHeader, is_progressive: bool, is_refined: bool) -> Self {
        let low = header.low as u32;
        let band = Band {
            first: header.first as u32,
            last: header.last as u32,
            low,
        };
        match (is_progressive, header.first, header.high) {
            (false, ..) => Self::Whole,
            (true, 0, 0) => Self::FirstDc { low },
            (true, 0, _) => Self::MoreDc { low },
            (true, _, 0) => Self::FirstAc { band, is_refined },
            (true, ..) => Self::MoreAc { band },
        }
    }
}

/// Whether the header is one that a scan may have.
pub(super) fn is_sound(header: &ScanHeader, is_progressive: bool) -> bool {
    let ScanHeader {
        components,
        first,
        last,
        high,
        low,
    } = header;
    let count = components.len();
    if !(1..=4).contains(&count) {
        return false;
    }
    if !is_progressive {
        return true;
    }
    let spectrum = if *first == 0 {
        *last == 0
    } else {
        first <= last && *last < 64 && count == 1
    };
    spectrum && *low < 14 && (*high == 0 || *high == low + 1)
}

/// Decodes a scan into the kept coefficients.
#[expect(
    clippy::too_many_arguments,
    reason = "a scan's state has that many parts"
)]
pub(super) fn decode(
    header: &ScanHeader,
    is_progressive: bool,
    is_refined: bool,
    coded: &[u8],
    restart: u16,
    components: &mut [Component],
    members: &mut [Member],
    units: (u32, u32),
) -> Result<(), Why> {
    let step = Step::of(header, is_progressive, is_refined);
    let is_interleaved = members.len() > 1;
    let (columns, rows) = match members {
        [only] => {
            let component = components.get(only.component).ok_or(Why::Damaged)?;
            (component.width, component.height)
        }
        _ => units,
    };
    // what lies below the wanted part need not be looked at
    let last_row = members
        .iter()
        .filter_map(|member| components.get(member.component))
        .map(|component| match is_interleaved {
            true => component.end().div_ceil(component.down),
            false => component.end(),
        })
        .max();
    let rows = rows.min(last_row.unwrap_or(rows));
    let interval = if restart == 0 {
        u32::MAX
    } else {
        u32::from(restart)
    };
    let mut intervals = Intervals::new(coded);
    let mut left = rows.saturating_mul(columns);
    let mut unit = (0, 0);
    while left > 0 {
        let now = left.min(interval);
        left -= now;
        let mut bits = intervals.next();
        let mut ends = 0;
        for member in members.iter_mut() {
            member.prediction = 0;
        }
        for _ in 0..now {
            for member in members.iter_mut() {
                let component = components.get_mut(member.component).ok_or(Why::Damaged)?;
                let (across, down) = match is_interleaved {
                    true => (component.across, component.down),
                    false => (1, 1),
                };
                for y in unit.1 * down..(unit.1 + 1) * down {
                    for x in unit.0 * across..(unit.0 + 1) * across {
                        block(step, &mut bits, component, member, (x, y), &mut ends)?;
                    }
                }
            }
            if bits.ran_out() {
                return Err(Why::CutShort);
            }
            unit.0 += 1;
            if unit.0 == columns {
                unit = (0, unit.1 + 1);
            }
        }
    }
    Ok(())
}

#[inline(always)]
fn block(
    step: Step,
    bits: &mut Bits<'_>,
    component: &mut Component,
    member: &mut Member,
    (x, y): (u32, u32),
    ends: &mut u32,
) -> Result<(), Why> {
    match step {
        Step::Whole => {
            let (Some(dc), Some(ac)) = (&member.dc, &member.ac) else {
                return Err(Why::Damaged);
            };
            member.prediction = member.prediction.wrapping_add(difference(bits, dc)?);
            whole(bits, ac, component.block(x, y), member.prediction)
        }
        Step::FirstDc { low } => {
            let dc = member.dc.as_ref().ok_or(Why::Damaged)?;
            member.prediction = member.prediction.wrapping_add(difference(bits, dc)?);
            if let Some([mean, ..]) = component.block(x, y) {
                *mean = narrow(member.prediction.wrapping_shl(low));
            }
            Ok(())
        }
        Step::MoreDc { low } => {
            let bit = bits.take(1);
            if let Some([mean, ..]) = component.block(x, y) {
                *mean |= narrow((bit << low).cast_signed());
            }
            Ok(())
        }
        Step::FirstAc { band, is_refined } => {
            let ac = member.ac.as_ref().ok_or(Why::Damaged)?;
            if *ends > 0 {
                *ends -= 1;
                return Ok(());
            }
            let block = component.block(x, y).unwrap_or_default();
            if !is_refined {
                return first_ac_alone(bits, ac, block, band, ends);
            }
            let mut known = 0;
            first_ac(bits, ac, block, band, ends, |at| known |= 1 << at)?;
            if let Some(all) = component.known(x, y) {
                *all |= known;
            }
            Ok(())
        }
        Step::MoreAc { band } => {
            let ac = member.ac.as_ref().ok_or(Why::Damaged)?;
            let before = component.known(x, y).map_or(0, |known| *known);
            let block = component.block(x, y).unwrap_or_default();
            let known = more_ac(bits, ac, block, before, band, ends)?;
            if known != before
                && let Some(all) = component.known(x, y)
            {
                *all = known;
            }
            Ok(())
        }
    }
}

#[inline(always)]
fn difference(bits: &mut Bits<'_>, table: &Table) -> Result<i32, Why> {
    bits.have_32();
    let symbol = table.look(bits)?;
    bits.pass(symbol.length());
    let size = symbol.size();
    Ok(extend(bits.take(size), size))
}

/// All of a block of a sequential scan; what is not kept is passed over.
#[inline(always)]
fn whole(
    bits: &mut Bits<'_>,
    table: &Table,
    block: Option<&mut [i16]>,
    mean: i32,
) -> Result<(), Why> {
    let mut at = 1;
    if let Some(block) = block
        && let [first, rest @ ..] = block
    {
        *first = narrow(mean);
        let keep = 1 + rest.len();
        while (at as usize) < keep {
            bits.have_32();
            let symbol = table.look(bits)?;
            bits.pass(symbol.length());
            let size = symbol.size();
            if size > 0 {
                let value = extend(bits.take(size), size);
                if let Some(to) = rest.get_mut((at + symbol.run()) as usize - 1) {
                    *to = narrow(value);
                }
            }
            at += symbol.steps();
        }
    }
    while at < 64 {
        bits.have_32();
        let symbol = table.look(bits)?;
        bits.pass(symbol.length_with_number());
        at += symbol.steps();
    }
    if at > 64 && at < END_OF_BLOCK {
        return Err(Why::Damaged);
    }
    Ok(())
}

/// T.81, G.1.2.2: new coefficients; `found` hears which they are.
#[inline(always)]
fn first_ac(
    bits: &mut Bits<'_>,
    table: &Table,
    block: &mut [i16],
    band: Band,
    ends: &mut u32,
    mut found: impl FnMut(u32),
) -> Result<(), Why> {
    let Band { first, last, low } = band;
    let mut at = first;
    while at <= last {
        bits.have_32();
        let symbol = table.look(bits)?;
        let (run, size) = (symbol.run(), symbol.size());
        if size == 0 {
            bits.pass(symbol.length());
            if run == 15 {
                at += 16;
                continue;
            }
            *ends = (1 << run) + bits.take(run) - 1;
            break;
        }
        at += run;
        if at > last {
            return Err(Why::Damaged);
        }
        found(at);
        match block.get_mut(at as usize) {
            Some(to) => {
                bits.pass(symbol.length());
                *to = narrow(extend(bits.take(size), size).wrapping_shl(low));
            }
            None => bits.pass(symbol.length_with_number()),
        }
        at += 1;
    }
    Ok(())
}

/// The same where no later scan has to know which they are.
#[inline(always)]
fn first_ac_alone(
    bits: &mut Bits<'_>,
    table: &Table,
    block: &mut [i16],
    band: Band,
    ends: &mut u32,
) -> Result<(), Why> {
    let Band { first, last, low } = band;
    let mut at = first;
    let mut is_coefficient = false;
    while at <= last {
        bits.have_32();
        let symbol = table.look(bits)?;
        let steps = symbol.steps();
        if steps == END_OF_BLOCK {
            bits.pass(symbol.length());
            let run = symbol.run();
            *ends = (1 << run) + bits.take(run) - 1;
            return Ok(());
        }
        is_coefficient = symbol.size() > 0;
        match block.get_mut((at + steps) as usize - 1) {
            Some(to) if is_coefficient => {
                bits.pass(symbol.length());
                let size = symbol.size();
                *to = narrow(extend(bits.take(size), size).wrapping_shl(low));
            }
            _ => bits.pass(symbol.length_with_number()),
        }
        at += steps;
    }
    if is_coefficient && at > last + 1 {
        return Err(Why::Damaged);
    }
    Ok(())
}

/// T.81, G.1.2.3: one more bit of known coefficients, and new ones between them.
fn more_ac(
    bits: &mut Bits<'_>,
    table: &Table,
    block: &mut [i16],
    before: u64,
    band: Band,
    ends: &mut u32,
) -> Result<u64, Why> {
    let Band { first, last, low } = band;
    let mut known = before;
    let mut at = first;
    if *ends == 0 {
        while at <= last {
            bits.have_32();
            let symbol = table.look(bits)?;
            bits.pass(symbol.length());
            let (run, size) = (symbol.run(), symbol.size());
            let mut new = None;
            match size {
                0 if run < 15 => {
                    *ends = (1 << run) + bits.take(run);
                    break;
                }
                0 => {}
                1 => new = Some(if bits.take(1) == 1 { 1 } else { -1 }),
                _ => return Err(Why::Damaged),
            }
            // over the known ones, and as many unknown ones as the run says
            let mut unknown = !before & span(at, last);
            for _ in 0..run {
                unknown &= unknown.wrapping_sub(1);
            }
            let to = if unknown == 0 {
                last + 1
            } else {
                unknown.trailing_zeros()
            };
            refine(bits, block, before & span(at, last) & below(to), low);
            at = to;
            if let Some(new) = new {
                if at > last {
                    return Err(Why::Damaged);
                }
                known |= 1 << at;
                if let Some(to) = block.get_mut(at as usize) {
                    *to = narrow(new << low);
                }
            }
            at += 1;
        }
    }
    if *ends > 0 {
        *ends -= 1;
        refine(bits, block, before & span(at, last), low);
    }
    Ok(known)
}

/// A bit for each of these coefficients; those that are not kept are passed over at once.
#[inline(always)]
fn refine(bits: &mut Bits<'_>, block: &mut [i16], mut which: u64, low: u32) {
    while which != 0 {
        let Some(value) = block.get_mut(which.trailing_zeros() as usize) else {
            break;
        };
        if bits.take(1) == 1 {
            let more = if *value < 0 { -1 } else { 1 };
            *value = value.saturating_add(narrow(more << low));
        }
        which &= which - 1;
    }
    bits.skip(which.count_ones());
}

#[inline(always)]
fn narrow(value: i32) -> i16 {
    i16::try_from(value).unwrap_or(if value < 0 { i16::MIN } else { i16::MAX })
}

#[cfg(test)]
mod tests;
