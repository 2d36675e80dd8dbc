//! An explanation as one page of HTML that needs nothing else: no script, no outside resource.

use super::{Block, Explanation, Phrase, Run, Table};

/// Dark on light by contrast of 7 to 1 and more; lines of reading length; tables that scroll.
const STYLE: &str = include_str!("explain.css");

impl Explanation {
    /// As one self-contained page, for a browser, a screen reader or a printer.
    pub fn html(&self) -> String {
        let title = escape(&self.title);
        // The page may fetch nothing, whatever it is served beside.
        let mut out = format!(
            "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <header>\n<h1>{title}</h1>\n</header>\n"
        );
        out += "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n";
        for chapter in &self.chapters {
            out += &format!(
                "<li><a href=\"#{}\">{}</a></li>\n",
                chapter.id,
                escape(chapter.title)
            );
        }
        out += "</ol>\n</nav>\n<main>\n";
        for (number, chapter) in (1..).zip(&self.chapters) {
            out += &format!(
                "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{number}. {}</h2>\n",
                escape(chapter.title),
                id = chapter.id,
            );
            for block in &chapter.blocks {
                write(block, &mut out);
            }
            out += "</section>\n";
        }
        out += "</main>\n</body>\n</html>\n";
        out
    }
}

fn write(block: &Block, out: &mut String) {
    match block {
        Block::Heading(words) => *out += &format!("<h3>{}</h3>\n", phrase(words)),
        Block::Paragraph(words) => *out += &format!("<p>{}</p>\n", phrase(words)),
        Block::List(items) => {
            *out += "<ul>\n";
            for item in items {
                *out += &format!("<li>{}</li>\n", phrase(item));
            }
            *out += "</ul>\n";
        }
        Block::Table(table) => write_table(table, out),
    }
}

fn write_table(table: &Table, out: &mut String) {
    *out += &format!(
        "<table>\n<caption>{}</caption>\n<thead>\n<tr>",
        escape(&table.caption)
    );
    for head in &table.head {
        *out += &format!("<th scope=\"col\">{}</th>", escape(head));
    }
    *out += "</tr>\n</thead>\n<tbody>\n";
    for row in &table.rows {
        *out += "<tr>";
        for (position, cell) in row.iter().enumerate() {
            let cell = phrase(cell);
            *out += &if position == 0 {
                format!("<th scope=\"row\">{cell}</th>")
            } else {
                format!("<td>{cell}</td>")
            };
        }
        *out += "</tr>\n";
    }
    *out += "</tbody>\n</table>\n";
}

fn phrase(words: &Phrase) -> String {
    let runs = words.0.iter().map(|run| match run {
        Run::Plain(text) => escape(text),
        Run::Code(text) => format!("<code>{}</code>", escape(text)),
    });
    runs.collect()
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}
