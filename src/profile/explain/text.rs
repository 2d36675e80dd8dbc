//! An explanation for a terminal or a plain letter.

use super::{Block, Explanation, Phrase, Table};

/// Readable in a mail, and in a terminal of usual width.
const WIDTH: usize = 96;

impl Explanation {
    /// As plain text, in lines of at most 96 characters unless a single word is longer.
    pub fn text(&self) -> String {
        let mut out = String::new();
        underlined(&self.title, '=', &mut out);
        for (number, chapter) in (1..).zip(&self.chapters) {
            out.push('\n');
            underlined(&format!("{number}. {}", chapter.title), '-', &mut out);
            for block in &chapter.blocks {
                out.push('\n');
                write(block, &mut out);
            }
        }
        out
    }
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(words) => {
            out.push_str("## ");
            out.push_str(&words.plain());
            out.push('\n');
        }
        Block::Paragraph(words) => wrap(&words.plain(), "", "", out),
        Block::List(items) => {
            for item in items {
                wrap(&item.plain(), "- ", "  ", out);
            }
        }
        Block::Table(table) => write_table(table, out),
    }
}

/// A row becomes an entry: prose in narrow columns cannot be read.
fn write_table(table: &Table, out: &mut String) {
    wrap(&table.caption, "[", " ", out);
    if out.ends_with('\n') {
        out.pop();
        out.push_str("]\n");
    }
    for row in &table.rows {
        if let [what, is] = row.as_slice() {
            wrap(
                &format!("{}: {}", what.plain(), is.plain()),
                "* ",
                "      ",
                out,
            );
            continue;
        }
        for (position, (head, cell)) in table.head.iter().zip(row).enumerate() {
            if is_blank(cell) {
                continue;
            }
            let first = if position == 0 { "* " } else { "    " };
            wrap(&format!("{head}: {}", cell.plain()), first, "      ", out);
        }
    }
}

fn is_blank(cell: &Phrase) -> bool {
    cell.is_empty() || cell.plain().is_empty()
}

fn underlined(title: &str, rule: char, out: &mut String) {
    out.push_str(title);
    out.push('\n');
    out.extend(std::iter::repeat_n(rule, title.chars().count()));
    out.push('\n');
}

/// Breaks lines at spaces. A header with a space in it stays whole only if the line has room.
fn wrap(words: &str, first: &str, rest: &str, out: &mut String) {
    let mut width = first.chars().count();
    out.push_str(first);
    let mut fresh = true;
    for word in words.split(' ') {
        let length = word.chars().count();
        if !fresh && width + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(rest);
            width = rest.chars().count();
            fresh = true;
        }
        if !fresh {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
        fresh = false;
    }
    out.push('\n');
}
