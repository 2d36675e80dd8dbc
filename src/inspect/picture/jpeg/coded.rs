//! The coded data of one scan (ITU-T T.81, annexes F.2 and G.2), followed to the end of its last block.

use super::huffman::{Bits, Table};

/// One component of the frame, and how its blocks lie.
pub(super) struct Component {
    pub(super) id: u8,
    pub(super) across: u32,
    pub(super) down: u32,
    /// Its table of quantisation.
    pub(super) table: u8,
    /// In blocks: of the picture, and of a row in memory.
    width: u32,
    height: u32,
    stride: u32,
    lines: u32,
    /// Of a picture that comes in steps, the coefficients of each block that are known.
    known: Vec<u64>,
}

impl Component {
    pub(super) const fn new(id: u8, across: u32, down: u32, table: u8) -> Self {
        Self {
            id,
            across,
            down,
            table,
            width: 0,
            height: 0,
            stride: 0,
            lines: 0,
            known: Vec::new(),
        }
    }

    /// Lays it out in a picture of this size; none if its factors are none.
    pub(super) fn lie(&mut self, size: (u32, u32), most: (u32, u32)) -> Option<()> {
        let fits = |factor| (1..=4).contains(&factor);
        if !fits(self.across) || !fits(self.down) {
            return None;
        }
        self.width = (size.0 * self.across).div_ceil(8 * most.0);
        self.height = (size.1 * self.down).div_ceil(8 * most.1);
        self.stride = size.0.div_ceil(8 * most.0) * self.across;
        self.lines = size.1.div_ceil(8 * most.1) * self.down;
        Some(())
    }

    pub(super) fn blocks(&self) -> u64 {
        u64::from(self.stride) * u64::from(self.lines)
    }

    fn known(&mut self, (x, y): (u32, u32)) -> Option<&mut u64> {
        if self.known.is_empty() {
            self.known = vec![0; usize::try_from(self.blocks()).ok()?];
        }
        let at = u64::from(y) * u64::from(self.stride) + u64::from(x);
        self.known.get_mut(usize::try_from(at).ok()?)
    }
}

/// What its header says of a scan.
pub(super) struct Scan {
    pub(super) is_progressive: bool,
    pub(super) first: u32,
    pub(super) last: u32,
    /// Whether it tells another bit of what is known.
    pub(super) is_again: bool,
    pub(super) restart: u32,
    pub(super) size: (u32, u32),
}

impl Scan {
    /// Whether it needs tables for means and for the other coefficients.
    pub(super) const fn needs(&self) -> (bool, bool) {
        if self.is_progressive {
            (self.first == 0 && !self.is_again, self.first > 0)
        } else {
            (true, true)
        }
    }
}

/// A component's part in a scan.
pub(super) struct Member<'t> {
    /// Which of the frame's components.
    pub(super) place: usize,
    pub(super) dc: Option<&'t Table>,
    pub(super) ac: Option<&'t Table>,
}

/// Whether more stands there than the blocks take; none where it is no code. What breaks off hides nothing.
pub(super) fn read(
    scan: &Scan,
    members: &[Member<'_>],
    components: &mut [Component],
    most: (u32, u32),
    coded: &[u8],
) -> Option<bool> {
    if scan.first > scan.last || scan.last > 63 || members.is_empty() {
        return None;
    }
    let (columns, rows) = match members {
        [only] => {
            let component = components.get(only.place)?;
            (component.width, component.height)
        }
        _ => (
            scan.size.0.div_ceil(8 * most.0),
            scan.size.1.div_ceil(8 * most.1),
        ),
    };
    let all = u64::from(columns) * u64::from(rows);
    let interval = if scan.restart == 0 {
        all
    } else {
        u64::from(scan.restart)
    };
    let mut plain = Vec::new();
    let mut rest = coded;
    let mut unit = 0;
    while unit < all {
        rest = unstuff(rest, &mut plain);
        let mut bits = Bits::new(&plain);
        let mut ends = 0;
        for _ in 0..interval.min(all - unit) {
            let (x, y) = (
                u32::try_from(unit % u64::from(columns)).ok()?,
                u32::try_from(unit / u64::from(columns)).ok()?,
            );
            for member in members {
                let component = components.get_mut(member.place)?;
                let (across, down) = if members.len() > 1 {
                    (component.across, component.down)
                } else {
                    (1, 1)
                };
                for line in y * down..(y + 1) * down {
                    for column in x * across..(x + 1) * across {
                        block(
                            scan,
                            member,
                            component,
                            (column, line),
                            &mut bits,
                            &mut ends,
                        )?;
                    }
                }
            }
            if bits.ran_out() {
                return Some(false);
            }
            unit += 1;
        }
        if bits.rest_tells() {
            return Some(true);
        }
    }
    // a marker that fills up is followed by nothing
    Some(rest.len() > 2)
}

/// The bytes up to the next restart marker or the end, without stuffing; gives what follows.
fn unstuff<'b>(coded: &'b [u8], plain: &mut Vec<u8>) -> &'b [u8] {
    plain.clear();
    let mut rest = coded;
    loop {
        let length = memchr::memchr(0xff, rest).unwrap_or(rest.len());
        let (bytes, from) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        plain.extend_from_slice(bytes);
        match from {
            [0xff, 0, after @ ..] => {
                plain.push(0xff);
                rest = after;
            }
            [0xff, after @ ..] if after.first() == Some(&0xff) => rest = after,
            [0xff, _, after @ ..] => return after,
            _ => return &[],
        }
    }
}

fn block(
    scan: &Scan,
    member: &Member<'_>,
    component: &mut Component,
    place: (u32, u32),
    bits: &mut Bits<'_>,
    ends: &mut u32,
) -> Option<()> {
    match (scan.is_progressive, scan.first, scan.is_again) {
        (false, ..) => {
            mean(member, bits)?;
            sequential(member.ac?, bits)
        }
        (true, 0, false) => mean(member, bits),
        (true, 0, true) => {
            bits.take(1);
            Some(())
        }
        (true, _, false) => first(scan, member.ac?, component.known(place)?, bits, ends),
        (true, _, true) => again(scan, member.ac?, component.known(place)?, bits, ends),
    }
}

fn mean(member: &Member<'_>, bits: &mut Bits<'_>) -> Option<()> {
    let size = u32::from(member.dc?.next(bits)?);
    (size <= 16).then(|| {
        bits.take(size);
    })
}

fn sequential(table: &Table, bits: &mut Bits<'_>) -> Option<()> {
    let mut at = 1;
    while at < 64 {
        let symbol = table.next(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 && run != 15 {
            return Some(());
        }
        bits.take(size);
        at += run + 1;
    }
    (at == 64).then_some(())
}

/// G.1.2.2: new coefficients.
fn first(
    scan: &Scan,
    table: &Table,
    known: &mut u64,
    bits: &mut Bits<'_>,
    ends: &mut u32,
) -> Option<()> {
    if *ends > 0 {
        *ends -= 1;
        return Some(());
    }
    let mut at = scan.first;
    while at <= scan.last {
        let symbol = table.next(bits)?;
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
        if size == 0 {
            if run < 15 {
                *ends = (1 << run) + bits.take(run) - 1;
                return Some(());
            }
            at += 16;
            continue;
        }
        at += run;
        if at > scan.last {
            return None;
        }
        bits.take(size);
        *known |= 1 << at;
        at += 1;
    }
    Some(())
}

/// G.1.2.3: one more bit of those that are known, and new ones between them.
fn again(
    scan: &Scan,
    table: &Table,
    known: &mut u64,
    bits: &mut Bits<'_>,
    ends: &mut u32,
) -> Option<()> {
    let before = *known;
    let mut at = scan.first;
    if *ends == 0 {
        while at <= scan.last {
            let symbol = table.next(bits)?;
            let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 15));
            if size == 0 && run < 15 {
                *ends = (1 << run) + bits.take(run);
                break;
            }
            if size > 1 {
                return None;
            }
            bits.take(size);
            let mut left = run;
            while at <= scan.last {
                if before >> at & 1 == 1 {
                    bits.take(1);
                } else if left == 0 {
                    break;
                } else {
                    left -= 1;
                }
                at += 1;
            }
            if size == 1 {
                if at > scan.last {
                    return None;
                }
                *known |= 1 << at;
            }
            at += 1;
        }
    }
    if *ends > 0 {
        *ends -= 1;
        for at in at..=scan.last {
            bits.take(u32::from(before >> at & 1 == 1));
        }
    }
    Some(())
}
