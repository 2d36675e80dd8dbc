use super::super::huffman::Definition;
use super::*;

/// T.81, figures G.7 to G.9, a coefficient and a bit at a time.
fn by_the_standard(
    bits: &mut Bits<'_>,
    table: &Table,
    block: &mut [i16],
    before: u64,
    band: Band,
    ends: &mut u32,
) -> Result<u64, Why> {
    let mut known = before;
    let mut at = band.first;
    let refine = |bits: &mut Bits<'_>, block: &mut [i16], at: u32| {
        let bit = bits.take(1);
        if bit == 1
            && let Some(value) = block.get_mut(at as usize)
        {
            *value += if *value < 0 { -1 } else { 1 } << band.low;
        }
    };
    if *ends == 0 {
        while at <= band.last {
            bits.have_32();
            let symbol = table.look(bits)?;
            bits.pass(symbol.length());
            let (mut run, size) = (symbol.run(), symbol.size());
            let mut new = None;
            if size == 0 && run < 15 {
                *ends = (1 << run) + bits.take(run);
                break;
            }
            if size == 1 {
                new = Some(if bits.take(1) == 1 { 1 } else { -1 });
            }
            while at <= band.last {
                if before >> at & 1 == 1 {
                    refine(bits, block, at);
                } else if run == 0 {
                    break;
                } else {
                    run -= 1;
                }
                at += 1;
            }
            if let Some(new) = new {
                if at > band.last {
                    return Err(Why::Damaged);
                }
                known |= 1 << at;
                if let Some(to) = block.get_mut(at as usize) {
                    *to = new << band.low;
                }
            }
            at += 1;
        }
    }
    if *ends > 0 {
        *ends -= 1;
        while at <= band.last {
            if before >> at & 1 == 1 {
                refine(bits, block, at);
            }
            at += 1;
        }
    }
    Ok(known)
}

#[test]
fn many_refined_at_once_are_those_refined_one_by_one() {
    // every run with a new coefficient, fourteen kinds of ends, and the run of sixteen
    let mut symbols: Vec<u8> = (0..16).map(|run| run << 4 | 1).collect();
    symbols.extend((0..14).map(|run| run << 4));
    symbols.push(0xf0);
    let mut counts = [0; 16];
    counts[4] = 31;
    let table = Table::new(&Definition {
        is_ac: true,
        place: 0,
        counts: &counts,
        symbols: &symbols,
    })
    .unwrap_or_else(|_| panic!("a sound table"));
    let mut state = 1_u64;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let (mut refused, mut refined) = (0, 0);
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..40).map(|_| (random() % 255) as u8).collect();
        let before = random() & random() & !1;
        let first = 1 + (random() % 63) as u32;
        let last = first + (random() % u64::from(64 - first)) as u32;
        let band = Band {
            first,
            last,
            low: (random() % 3) as u32,
        };
        let ends = (random() % 3) as u32;
        let keep = [0, 5, 13, 25, 64][(random() % 5) as usize];
        let block: Vec<i16> = (0..keep)
            .map(|at| {
                if before >> at & 1 == 1 {
                    (random() % 64) as i16 * 8 - 256
                } else {
                    0
                }
            })
            .collect();
        let (mut ours, mut theirs) = ((block.clone(), ends), (block.clone(), ends));
        let (mut one, mut other) = (Intervals::new(&bytes), Intervals::new(&bytes));
        let (mut one, mut other) = (one.next(), other.next());
        let found = more_ac(&mut one, &table, &mut ours.0, before, band, &mut ours.1);
        let expected = by_the_standard(
            &mut other,
            &table,
            &mut theirs.0,
            before,
            band,
            &mut theirs.1,
        );
        match (found, expected) {
            (Ok(found), Ok(expected)) => {
                assert_eq!(found, expected, "{first} to {last}");
                assert_eq!(ours, theirs, "{first} to {last}");
                assert_eq!(one.take(16), other.take(16), "what follows");
                refined += u32::from(ours.0 != block);
            }
            (Err(_), Err(_)) => refused += 1,
            _ => panic!("{first} to {last}: one is refused"),
        }
    }
    assert!(refined > 1000 && refused > 100, "{refined} {refused}");
}
