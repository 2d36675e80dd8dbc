//! A sheet whose cells are put under the names of its columns.

use std::fmt::Display;

use super::column;
use crate::batch::ManifestColumn;
use crate::value::text::is_formula_like;

/// Cells, each with the name of its column.
pub(in crate::ledger) type Cells = Vec<(&'static str, String)>;

pub(in crate::ledger) fn cell(name: &'static str, text: impl Display) -> (&'static str, String) {
    (name, text.to_string())
}

/// Lines under one header.
pub(in crate::ledger) struct Sheet {
    head: &'static [&'static str],
    out: String,
}

impl Sheet {
    pub(in crate::ledger) fn new(head: &'static [&'static str]) -> Self {
        let mut out = String::new();
        row(head, &mut out);
        Self { head, out }
    }

    /// A line; what has no cell in it is left empty.
    pub(in crate::ledger) fn add(&mut self, cells: &[(&'static str, String)]) {
        let of = |name: &&'static str| {
            let found = cells.iter().find(|(known, _)| known == name);
            found.map_or("", |(_, text)| text.as_str())
        };
        let cells: Vec<&str> = self.head.iter().map(of).collect();
        row(&cells, &mut self.out);
    }

    /// A line for each column.
    pub(in crate::ledger) fn add_each(
        &mut self,
        cells: &[(&'static str, String)],
        columns: &[ManifestColumn],
    ) {
        for one in columns {
            let mut cells = cells.to_vec();
            cells.extend(column(one));
            self.add(&cells);
        }
    }

    pub(in crate::ledger) fn finish(self) -> String {
        self.out
    }
}

/// A line of CSV after RFC 4180.
///
/// A cell that a spreadsheet may take for a formula begins with an apostrophe, by which it shows it as a text.
pub(in crate::ledger) fn row(cells: &[&str], out: &mut String) {
    for (position, cell) in cells.iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        let mark = if is_formula_like(cell) { "'" } else { "" };
        if cell.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(mark);
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(mark);
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::{Sheet, cell, row};

    #[test]
    fn no_cell_of_an_answer_is_a_formula_to_a_spreadsheet() {
        let cells = ["=1+1", "+44", "-E1", "@x", "E-1", "=a,\"b\"", ""];
        let mut out = String::new();
        row(&cells, &mut out);
        let expected = "'=1+1,'+44,'-E1,'@x,E-1,\"'=a,\"\"b\"\"\",\r\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn a_cell_stands_under_its_name_and_none_is_moved_by_one_that_is_missing() {
        let mut sheet = Sheet::new(&["a", "b", "c"]);
        sheet.add(&[cell("c", 3), cell("a", 1)]);
        assert_eq!(sheet.finish(), "a,b,c\r\n1,,3\r\n");
    }
}
