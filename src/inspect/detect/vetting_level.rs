//! Levels of vetting and clearance.
//!
//! Source: College of Policing, APP on vetting (RV, MV, NPPV 1 to 3); Cabinet Office, UK personnel security: BPSS, CTC, SC, DV and
//! their enhanced forms.
//!
//! By chance: two letters are anybody's initials, so short levels need a word beside them, a header, or a column of little else.

use super::hit::{Hit, Sure};
use super::kind::Kind;
use super::scan::Text;

/// The share of cells that are a level by chance.
pub(super) const RATE: f64 = 0.05;

/// A listed word at `start`.
pub(super) fn of(text: &Text<'_>, start: usize, end: usize) -> Hit {
    let sure = if text.part(start, end).starts_with(b"NPPV") || text.part(start, end) == b"BPSS" {
        Sure::Alone
    } else {
        Sure::Valid
    };
    Hit::new(Kind::VettingLevel, start, end, sure)
}

#[cfg(test)]
mod tests {
    use super::super::tests::table;
    use super::*;

    #[test]
    fn levels_are_found_beside_their_name_and_initials_are_not() {
        table(
            Kind::VettingLevel,
            &[
                "NPPV3",
                "NPPV 3",
                "nppv level 2",
                "DV cleared",
                "SC clearance",
                "vetting: MV",
                "vetted to CTC",
                "NPPV\u{a0}3",
                "N\u{200b}PPV3",
                "ＮＰＰＶ３",
                "BPSS",
                "vetting_DV.xlsx",
                "ЅС cleared",
            ],
            &["SC", "DV Smith", "MV", "CTC Ltd", "Strapping", "RV"],
        );
    }
}
