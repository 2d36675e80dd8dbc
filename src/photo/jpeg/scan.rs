//! Entropy decoding of one scan (T.81, annexes F.2 and G.2).

use super::super::why::Why;
use super::bits::{Bits, Intervals, extend};
use super::component::Component;
use super::huffman::{END_OF_BLOCK, Table};
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
    FirstAc { first: u32, last: u32, low: u32 },
    MoreAc { first: u32, last: u32, low: u32 },
}

impl Step {
    const fn of(header: &ScanHeader, is_progressive: bool) -> Self {
        let (first, last) = (header.first as u32, header.last as u32);
        let low = header.low as u32;
        match (is_progressive, header.first, header.high) {
            (false, ..) => Self::Whole,
            (true, 0, 0) => Self::FirstDc { low },
            (true, 0, _) => Self::MoreDc { low },
            (true, _, 0) => Self::FirstAc { first, last, low },
            (true, ..) => Self::MoreAc { first, last, low },
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
pub(super) fn decode(
    header: &ScanHeader,
    is_progressive: bool,
    coded: &[u8],
    restart: u16,
    components: &mut [Component],
    members: &mut [Member],
    units: (u32, u32),
) -> Result<(), Why> {
    let step = Step::of(header, is_progressive);
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
        Step::FirstAc { first, last, low } => {
            let ac = member.ac.as_ref().ok_or(Why::Damaged)?;
            if *ends > 0 {
                *ends -= 1;
                return Ok(());
            }
            let known = first_ac(bits, ac, component.block(x, y), first, last, low, ends)?;
            if let Some(all) = component.known(x, y) {
                *all |= known;
            }
            Ok(())
        }
        Step::MoreAc { first, last, low } => {
            let ac = member.ac.as_ref().ok_or(Why::Damaged)?;
            let before = component.known(x, y).map_or(0, |known| *known);
            let known = more_ac(
                bits,
                ac,
                component.block(x, y),
                before,
                first,
                last,
                low,
                ends,
            )?;
            if let Some(all) = component.known(x, y) {
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

/// T.81, G.1.2.2: new coefficients; gives which they are.
fn first_ac(
    bits: &mut Bits<'_>,
    table: &Table,
    mut block: Option<&mut [i16]>,
    first: u32,
    last: u32,
    low: u32,
    ends: &mut u32,
) -> Result<u64, Why> {
    let mut known = 0;
    let mut at = first;
    while at <= last {
        bits.have_32();
        let symbol = table.look(bits)?;
        bits.pass(symbol.length());
        let (run, size) = (symbol.run(), symbol.size());
        if size == 0 {
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
        let value = extend(bits.take(size), size).wrapping_shl(low);
        known |= 1 << at;
        if let Some(to) = block.as_mut().and_then(|block| block.get_mut(at as usize)) {
            *to = narrow(value);
        }
        at += 1;
    }
    Ok(known)
}

/// T.81, G.1.2.3: one more bit of known coefficients, and new ones between them.
#[expect(
    clippy::too_many_arguments,
    reason = "a scan's state has that many parts"
)]
fn more_ac(
    bits: &mut Bits<'_>,
    table: &Table,
    mut block: Option<&mut [i16]>,
    before: u64,
    first: u32,
    last: u32,
    low: u32,
    ends: &mut u32,
) -> Result<u64, Why> {
    let mut known = before;
    let mut at = first;
    let refine = |bits: &mut Bits<'_>, block: &mut Option<&mut [i16]>, at: u32| {
        if bits.take(1) == 1
            && let Some(value) = block.as_mut().and_then(|block| block.get_mut(at as usize))
        {
            let more = if *value < 0 { -1 } else { 1 };
            *value = value.saturating_add(narrow(more << low));
        }
    };
    if *ends == 0 {
        while at <= last {
            bits.have_32();
            let symbol = table.look(bits)?;
            bits.pass(symbol.length());
            let (mut run, size) = (symbol.run(), symbol.size());
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
            while at <= last {
                if before >> at & 1 == 1 {
                    refine(bits, &mut block, at);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                at += 1;
            }
            if let Some(new) = new {
                if at > last {
                    return Err(Why::Damaged);
                }
                known |= 1 << at;
                if let Some(to) = block.as_mut().and_then(|block| block.get_mut(at as usize)) {
                    *to = narrow(new << low);
                }
            }
            at += 1;
        }
    }
    if *ends > 0 {
        *ends -= 1;
        while at <= last {
            if before >> at & 1 == 1 {
                refine(bits, &mut block, at);
            }
            at += 1;
        }
    }
    Ok(known)
}

#[inline(always)]
fn narrow(value: i32) -> i16 {
    i16::try_from(value).unwrap_or(if value < 0 { i16::MIN } else { i16::MAX })
}
