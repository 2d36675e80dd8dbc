//! What a preflight found, as text for people and as JSON.

use std::fmt::Write as _;

use serde_json::json;

use super::Preview;
use crate::canonical_json;
use crate::code::{Code, ColumnName};
use crate::field::Flag;
use crate::inspect::sign::Sign;
use crate::inspect::told::count;

/// So many columns that are not read are named; the rest is counted.
const NAMED: usize = 40;

impl Preview {
    /// As text, the verdict first.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        // INVARIANT: nothing that is written to a string fails
        let _ = self.tell(&mut out);
        out
    }

    fn tell(&self, out: &mut String) -> std::fmt::Result {
        let verdict = if self.is_clean() { "CLEAN" } else { "FOUND" };
        writeln!(out, "{verdict}")?;
        writeln!(
            out,
            "under profile {}: {} rows, {} would be released",
            self.profile.0, self.read, self.released
        )?;
        if self.flagged > 0 {
            writeln!(
                out,
                "  {} withheld for a raised deciding flag",
                self.flagged
            )?;
        }
        for (code, column, rows) in self.withheld() {
            let column = column.map(|column| format!(" in column {column}"));
            let column = column.unwrap_or_default();
            writeln!(out, "  {rows} withheld: {code}{column}")?;
            writeln!(out, "    next: {}", code.next_step())?;
        }
        self.tell_found(out)?;
        let unread: Vec<_> = self.unread().collect();
        if !unread.is_empty() {
            writeln!(
                out,
                "not read, and not for a card by their names: {}",
                unread.len()
            )?;
            for one in unread.iter().take(NAMED) {
                let cells = count(one.cells(), "cell");
                match one.column() {
                    // a field of the catalogue, which is named after what it holds
                    ColumnName::Known(header) if header == one.about() => {
                        writeln!(out, "  column {header}, {cells}")?;
                    }
                    column => {
                        writeln!(out, "  {} ({}), {cells}", of(column), in_words(one.about()))?
                    }
                }
            }
            if unread.len() > NAMED {
                writeln!(out, "  and {} more", unread.len() - NAMED)?;
            }
        }
        Ok(())
    }

    fn tell_found(&self, out: &mut String) -> std::fmt::Result {
        if let Some(refused) = &self.refused {
            writeln!(out, "refused: {refused}")?;
            writeln!(out, "  next: {}", refused.code().next_step())?;
        }
        if let Some(unsourced) = &self.unsourced {
            writeln!(out, "refused: {unsourced}")?;
            writeln!(out, "  next: {}", Code::FlagWithoutSource.next_step())?;
        }
        for overlap in &self.overlaps {
            let sign = Sign::OtherColumn;
            writeln!(
                out,
                "{}: {sign} in column {}, {} rows, what {} holds: {}",
                sign.severity().name(),
                overlap.header,
                overlap.rows,
                of(&overlap.other),
                sign.meaning()
            )?;
            writeln!(out, "  next: {}", sign.next_step())?;
        }
        for finding in &self.released_findings {
            writeln!(out, "{finding}, in what would be released")?;
            writeln!(out, "  next: {}", finding.what().next_step())?;
        }
        for source in &self.source_findings {
            writeln!(
                out,
                "{}: {} in {} of the export, {}: {}",
                source.severity.name(),
                source.what.code(),
                of(&source.column),
                count(source.cells, "cell"),
                source.what.meaning()
            )?;
            writeln!(
                out,
                "  next: correct the map, or what HR keeps in that column"
            )?;
        }
        if !self.whole {
            let sign = Sign::NotInspected;
            writeln!(
                out,
                "{}: {sign}: {}",
                sign.severity().name(),
                sign.meaning()
            )?;
        }
        Ok(())
    }

    /// As canonical JSON (RFC 8785): `cardsieve-preflight-1`.
    pub fn to_json(&self) -> String {
        let (flags, columns) = self.unsourced();
        let column = |name: &ColumnName| match name {
            ColumnName::Known(header) => json!(header),
            ColumnName::Ordinal(position) => json!(position),
        };
        canonical_json::to_string(&json!({
            "clean": self.is_clean(),
            "flags_without_source": flags.iter().map(|flag: &Flag| flag.name()).collect::<Vec<_>>(),
            "flag_like_columns": columns,
            "format": "cardsieve-preflight-1",
            "in_its_sources": self.source_findings.iter().map(|source| json!({
                "cells": source.cells,
                "code": source.what.code(),
                "column": column(&source.column),
                "severity": source.severity.name(),
            })).collect::<Vec<_>>(),
            "in_what_leaves": self.released_findings.iter().map(|finding| json!({
                "code": finding.what().code(),
                "column": finding.place().header,
                "count": finding.count(),
                "severity": finding.severity().name(),
            })).collect::<Vec<_>>(),
            "not_read": self.unread().map(|unread| json!({
                "about": in_words(unread.about()),
                "cells": unread.cells(),
                "column": column(unread.column()),
            })).collect::<Vec<_>>(),
            "other_columns": self.overlaps.iter().map(|overlap| json!({
                "column": overlap.header,
                "other": column(&overlap.other),
                "rows": overlap.rows,
            })).collect::<Vec<_>>(),
            "profile": { "fingerprint": self.profile.1, "name": self.profile.0 },
            "refused": self.refused.as_ref().map(|refused| json!({
                "code": refused.code().name(),
                "column": refused.column().map(column),
                "row": refused.row(),
            })),
            "rows": { "flagged": self.flagged, "read": self.read, "released": self.released },
            "whole": self.whole,
            "withheld": self.withheld().map(|(code, column, rows)| json!({
                "code": code.name(),
                "column": column,
                "rows": rows,
            })).collect::<Vec<_>>(),
        }))
    }
}

/// A kind of data, or a field's name, as words.
fn in_words(about: &str) -> String {
    about.replace('_', " ")
}

/// A column of the export, in words.
fn of(column: &ColumnName) -> String {
    format!("column {column}")
}
