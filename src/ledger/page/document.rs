//! A page of headings, paragraphs, lists, tables and drawings: once as text, once as HTML by itself.

use std::fmt::Write;

use super::escape;

/// Nothing is fetched and nothing runs: the policy in the page says so to browsers as well.
const HEAD: &str = "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
<meta name=\"viewport\" content=\"width=device-width\">\
<style>body{font-family:sans-serif;line-height:1.4;max-width:70em;margin:1em auto;padding:0 1em;color:#000;background:#fff}\
table{border-collapse:collapse;margin:1em 0;width:100%;font-size:.9em}caption{text-align:left;font-weight:bold}\
th,td{border:1px solid #767676;padding:.2em .5em;text-align:left;vertical-align:top;overflow-wrap:break-word}\
h1,p,li{overflow-wrap:anywhere}h2{border-bottom:1px solid #767676}\
.drawing{overflow-x:auto}.drawing svg{min-width:42rem}\
@media (max-width:70em){.wide,.wide tbody,.wide tr,.wide th,.wide td,.wide caption{display:block}.wide thead{display:none}\
.wide tr{border:1px solid #767676;margin:.5em 0}.wide tbody th,.wide td{border:0;padding:.1em .5em;overflow-wrap:anywhere}\
.wide td::before{content:attr(data-head) \": \";font-weight:bold}}\
@media (max-width:40em){.some,.some tbody,.some tr,.some th,.some td,.some caption{display:block}.some thead{display:none}\
.some tr{border:1px solid #767676;margin:.5em 0}.some tbody th,.some td{border:0;padding:.1em .5em;overflow-wrap:anywhere}\
.some td::before{content:attr(data-head) \": \";font-weight:bold}.matrix thead th{writing-mode:vertical-rl}}\
@media print{body{max-width:none;margin:0}tr,svg{break-inside:avoid}h2,h3,caption{break-after:avoid}thead{display:table-header-group}}\
</style>";

/// What is read from top to bottom.
#[derive(Debug)]
pub(in crate::ledger) struct Document {
    title: String,
    blocks: Vec<Block>,
}

#[derive(Debug)]
enum Block {
    Heading(String),
    SmallHeading(String),
    Paragraph(String),
    List(Vec<String>),
    Table {
        caption: String,
        head: Vec<String>,
        rows: Vec<Vec<String>>,
    },
    /// Markup that this module's neighbours made, and that says nothing the tables do not.
    Drawing(String),
}

impl Document {
    pub(in crate::ledger) fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            blocks: Vec::new(),
        }
    }

    pub(in crate::ledger) fn heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Heading(text.into()));
    }

    pub(in crate::ledger) fn small_heading(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::SmallHeading(text.into()));
    }

    pub(in crate::ledger) fn paragraph(&mut self, text: impl Into<String>) {
        self.blocks.push(Block::Paragraph(text.into()));
    }

    pub(in crate::ledger) fn list<S: Into<String>>(&mut self, items: impl IntoIterator<Item = S>) {
        let items = items.into_iter().map(Into::into).collect();
        self.blocks.push(Block::List(items));
    }

    pub(in crate::ledger) fn table(
        &mut self,
        caption: impl Into<String>,
        head: &[&str],
        rows: Vec<Vec<String>>,
    ) {
        self.blocks.push(Block::Table {
            caption: caption.into(),
            head: head.iter().map(|&cell| cell.to_owned()).collect(),
            rows,
        });
    }

    pub(in crate::ledger) fn drawing(&mut self, markup: String) {
        self.blocks.push(Block::Drawing(markup));
    }

    /// One self-contained page; every text in it is escaped.
    pub(in crate::ledger) fn to_html(&self) -> String {
        let title = escape(&self.title);
        let mut out = format!("{HEAD}<title>{title}</title></head><body><main><h1>{title}</h1>");
        // writing to a String does not fail
        for block in &self.blocks {
            let _ = match block {
                Block::Heading(text) => write!(out, "<h2>{}</h2>", escape(text)),
                Block::SmallHeading(text) => write!(out, "<h3>{}</h3>", escape(text)),
                Block::Paragraph(text) => write!(out, "<p>{}</p>", escape(text)),
                Block::List(items) => {
                    out.push_str("<ul>");
                    for item in items {
                        let _ = write!(out, "<li>{}</li>", escape(item));
                    }
                    out.write_str("</ul>")
                }
                Block::Table {
                    caption,
                    head,
                    rows,
                } => {
                    table(caption, head, rows, &mut out);
                    Ok(())
                }
                Block::Drawing(markup) => write!(out, "<div class=\"drawing\">{markup}</div>"),
            };
            out.push('\n');
        }
        out.push_str("</main></body></html>\n");
        out
    }

    /// The same to be read anywhere; a row of a table is a paragraph of its cells.
    pub(in crate::ledger) fn to_text(&self) -> String {
        let mut out = format!("{}\n", self.title);
        for block in &self.blocks {
            let _ = match block {
                Block::Heading(text) => write!(out, "\n{}\n\n", upper(text)),
                Block::SmallHeading(text) => writeln!(out, "\n{text}"),
                Block::Paragraph(text) => writeln!(out, "{text}"),
                Block::List(items) => {
                    for item in items {
                        let _ = writeln!(out, "  - {item}");
                    }
                    Ok(())
                }
                Block::Table {
                    caption,
                    head,
                    rows,
                } => {
                    let _ = writeln!(out, "{caption}:");
                    for row in rows {
                        let filled = head.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
                        let cells = filled.map(|(head, cell)| {
                            // a count in words says by itself of what it is
                            match head == "people" && cell.ends_with(['e', 'n']) {
                                true => cell.clone(),
                                false => format!("{head}: {cell}"),
                            }
                        });
                        let cells: Vec<String> = cells.collect();
                        let _ = writeln!(out, "  - {}", cells.join("; "));
                    }
                    Ok(())
                }
                Block::Drawing(_) => Ok(()),
            };
        }
        out
    }
}

/// A heading in capitals, but for the article of a law at its end.
fn upper(text: &str) -> String {
    let (words, article) = text.split_at(text.find('(').unwrap_or(text.len()));
    words.to_uppercase() + article
}

fn table(caption: &str, head: &[String], rows: &[Vec<String>], out: &mut String) {
    let _ = write!(
        out,
        "<table{}><caption>{}</caption><thead><tr>",
        class(head.len()),
        escape(caption)
    );
    for cell in head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(cell));
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (position, cell) in row.iter().enumerate() {
            let cell = escape(cell);
            let head = head.get(position).map_or("", String::as_str);
            let _ = match position {
                0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                _ => write!(out, "<td data-head=\"{}\">{cell}</td>", escape(head)),
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
}

/// Where there is no room for all columns beside one another, each row is a list of its cells.
const fn class(columns: usize) -> &'static str {
    match columns {
        0..=3 => "",
        4..=7 => " class=\"some\"",
        _ => " class=\"wide\"",
    }
}
