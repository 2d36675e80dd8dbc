//! An explanation as Markdown.

use super::{Block, Explanation, Phrase, Run, Table};

impl Explanation {
    /// As Markdown with tables (CommonMark and the common table extension).
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", escape(&self.title));
        for (number, chapter) in (1..).zip(&self.chapters) {
            out += &format!("\n## {number}. {}\n", escape(chapter.title));
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
        Block::Heading(words) => *out += &format!("### {}\n", phrase(words)),
        Block::Paragraph(words) => *out += &format!("{}\n", phrase(words)),
        Block::List(items) => {
            for item in items {
                *out += &format!("- {}\n", phrase(item));
            }
        }
        Block::Table(table) => write_table(table, out),
    }
}

fn write_table(table: &Table, out: &mut String) {
    *out += &format!("**{}**\n\n", escape(&table.caption));
    *out += &format!("| {} |\n|", table.head.join(" | "));
    *out += &"---|".repeat(table.head.len());
    out.push('\n');
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(phrase).collect();
        *out += &format!("| {} |\n", cells.join(" | "));
    }
}

fn phrase(words: &Phrase) -> String {
    let runs = words.0.iter().map(|run| match run {
        Run::Plain(text) => escape(text),
        Run::Code(text) => code(text),
    });
    runs.collect()
}

/// A code span; what a span cannot hold is written as escaped text.
fn code(text: &str) -> String {
    let fits = !text.is_empty()
        && !text.starts_with(' ')
        && !text.ends_with(' ')
        && !text.contains(['`', '|', '\n', '\r']);
    if fits {
        format!("`{text}`")
    } else {
        escape(text)
    }
}

/// Text that no reader of Markdown takes for anything but text, in a paragraph or a table cell.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}
