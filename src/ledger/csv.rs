//! What a ledger answers, as CSV after RFC 4180.

use super::exposure::Exposure;
use super::holdings::Holdings;
use super::kept::{KeptBatch, Mark};
use super::kept_json::in_words;
use super::overdue::Overdue;
use super::recipients::Recipients;
use crate::value::text::is_formula_like;

impl Holdings {
    /// As CSV: a line for each column of each batch that is held.
    pub fn to_csv(&self) -> String {
        columns_of(self.batches().iter())
    }
}

impl Exposure {
    /// As CSV: a line for each column of each disclosure.
    pub fn to_csv(&self) -> String {
        columns_of(self.disclosures().iter().map(|one| one.batch()))
    }
}

impl Overdue {
    /// As CSV: a line for each column of each batch.
    pub fn to_csv(&self) -> String {
        columns_of(self.batches().iter())
    }
}

impl Recipients {
    /// As CSV: a line for each recipient.
    pub fn to_csv(&self) -> String {
        let mut out =
            String::from("recipient,batches,held,unknown,overdue,people_least,people_most\r\n");
        for one in self.all() {
            let people = one.people();
            let cells = [
                one.recipient(),
                &one.disclosed().to_string(),
                &one.held().to_string(),
                &one.unknown().to_string(),
                &one.overdue().to_string(),
                &people.least().to_string(),
                &people.most().to_string(),
            ];
            row(&cells, &mut out);
        }
        out
    }
}

/// A line for each column of each batch: what is held, in which form, until when.
fn columns_of<'b>(all: impl Iterator<Item = &'b KeptBatch>) -> String {
    let mut out = String::from(
        "recipient,batch,profile,purpose,created,released,mark,delete_by,days_overdue,encrypted,\
         header,place,content\r\n",
    );
    for one in all {
        let about = one.disclosure();
        let released = match (one.mark(), one.released()) {
            (Mark::Recorded | Mark::Attested, Some(at)) => at.to_string(),
            _ => String::new(),
        };
        for column in about.columns() {
            let cells = [
                about.recipient(),
                &one.batch().to_string(),
                about.profile_name(),
                about.purpose(),
                &about.created().to_string(),
                &released,
                one.mark().name(),
                &about.delete_by().to_string(),
                &one.days_overdue().to_string(),
                match (one.is_past(), about.is_encrypted()) {
                    (true, _) => "unknown",
                    (false, true) => "yes",
                    (false, false) => "no",
                },
                column.header(),
                column.place().name(),
                &in_words(column),
            ];
            row(&cells, &mut out);
        }
    }
    out
}

/// A line of CSV after RFC 4180.
///
/// A cell that a spreadsheet may take for a formula begins with an apostrophe, by which it shows it as a text.
pub(super) fn row(cells: &[&str], out: &mut String) {
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
    use super::row;

    #[test]
    fn no_cell_of_an_answer_is_a_formula_to_a_spreadsheet() {
        let cells = ["=1+1", "+44", "-E1", "@x", "E-1", "=a,\"b\"", ""];
        let mut out = String::new();
        row(&cells, &mut out);
        let expected = "'=1+1,'+44,'-E1,'@x,E-1,\"'=a,\"\"b\"\"\",\r\n";
        assert_eq!(out, expected);
    }
}
