//! One batch as it is drawn, before either side has looked at it, and its two spellings: the line
//! for the oracle and the TOML for the library.

use std::fmt::Write as _;

#[derive(Clone)]
pub struct Case {
    pub secret: [u8; 32],
    pub batch: String,
    pub csv: bool,
    pub expected: Option<usize>,
    pub strict: bool,
    pub profile: Profile,
    pub sources: [Source; 5],
    pub listed: Option<Vec<String>>,
    pub records: Vec<Texts>,
    /// Whether the records reach the library as typed ones, with all that may never leave.
    pub typed: bool,
}

/// Fields by name, and what is in them.
pub type Texts = Vec<(&'static str, Cell)>;

#[derive(Clone)]
pub enum Cell {
    Unusable,
    Text(String),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Source {
    Records,
    Absent,
    List,
}

#[derive(Clone)]
pub struct Profile {
    pub recipient: String,
    pub purpose: String,
    pub photo: Option<(&'static str, String)>,
    pub min_rows: usize,
    pub max_rows: usize,
    pub ledger_required: bool,
    pub delimiter: char,
    pub byte_order_mark: bool,
    pub columns: Vec<Column>,
}

#[derive(Clone)]
pub struct Column {
    pub header: String,
    pub place: &'static str,
    pub upper: bool,
    pub max_chars: Option<usize>,
    pub must_have: bool,
    pub content: Content,
}

#[derive(Clone)]
pub enum Content {
    Constant(String),
    Parts(Vec<Part>),
}

#[derive(Clone)]
pub enum Part {
    Text(String),
    Field(&'static str, Rule),
}

#[derive(Clone, PartialEq)]
pub enum Rule {
    Keep { not_payroll: bool },
    Initials,
    FirstWord,
    Digits,
    MonthEnd(Vec<String>),
    Category(Vec<(String, String)>),
    Pseudonymise { scope: &'static str, chars: usize },
}

impl Column {
    pub fn parts_mut(&mut self) -> impl Iterator<Item = (&mut &'static str, &mut Rule)> {
        let parts: &mut [Part] = match &mut self.content {
            Content::Parts(parts) => parts,
            Content::Constant(_) => &mut [],
        };
        parts.iter_mut().filter_map(|part| match part {
            Part::Field(field, rule) => Some((field, rule)),
            Part::Text(_) => None,
        })
    }
}

/// Words between tabs, as the oracle reads them.
pub struct Line(pub Vec<u8>);

impl Line {
    pub fn word(&mut self, word: &str) {
        if !self.0.is_empty() {
            self.0.push(b'\t');
        }
        self.0.extend_from_slice(word.as_bytes());
    }

    pub fn number(&mut self, number: usize) {
        self.word(&number.to_string());
    }

    fn flag(&mut self, flag: bool) {
        self.word(if flag { "1" } else { "0" });
    }

    fn maybe(&mut self, number: Option<usize>) {
        match number {
            Some(number) => self.number(number),
            None => self.word("-"),
        }
    }

    pub fn bytes(&mut self, text: &[u8]) {
        self.word("");
        for byte in text {
            match byte {
                b'\\' => self.0.extend_from_slice(b"\\\\"),
                b'\t' => self.0.extend_from_slice(b"\\t"),
                b'\n' => self.0.extend_from_slice(b"\\n"),
                b'\r' => self.0.extend_from_slice(b"\\r"),
                _ => self.0.push(*byte),
            }
        }
    }

    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }
}

impl Case {
    pub fn hex(&self) -> String {
        self.secret.iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// For the oracle.
    pub fn line(&self) -> Vec<u8> {
        let mut line = Line(Vec::with_capacity(1024));
        line.word(&self.hex());
        line.text(&self.batch);
        line.word(if self.csv { "csv" } else { "ndjson" });
        line.maybe(self.expected);
        line.flag(self.strict);
        self.profile.line(&mut line);
        for source in self.sources {
            line.word(match source {
                Source::Records => "records",
                Source::Absent => "absent",
                Source::List => "list",
            });
        }
        line.maybe(self.listed.as_ref().map(Vec::len));
        self.listed.iter().flatten().for_each(|id| line.text(id));
        line.number(self.records.len());
        for record in &self.records {
            line.number(record.len());
            for (field, cell) in record {
                line.word(field);
                match cell {
                    Cell::Unusable => line.word("unusable"),
                    Cell::Text(text) => {
                        line.word("text");
                        line.text(text);
                    }
                }
            }
        }
        line.0.push(b'\n');
        line.0
    }
}

impl Profile {
    fn line(&self, line: &mut Line) {
        line.text(&self.recipient);
        line.text(&self.purpose);
        match &self.photo {
            Some((place, header)) => {
                line.word(place);
                line.text(header);
            }
            None => line.word("-"),
        }
        line.number(self.min_rows);
        line.number(self.max_rows);
        line.flag(self.ledger_required);
        line.text(&self.delimiter.to_string());
        line.flag(self.byte_order_mark);
        line.number(self.columns.len());
        for column in &self.columns {
            line.text(&column.header);
            line.word(column.place);
            line.flag(column.upper);
            line.maybe(column.max_chars);
            line.flag(column.must_have);
            match &column.content {
                Content::Constant(text) => {
                    line.word("constant");
                    line.text(text);
                }
                Content::Parts(parts) => {
                    line.word("parts");
                    line.number(parts.len());
                    parts.iter().for_each(|part| part.line(line));
                }
            }
        }
    }

    /// For the library.
    pub fn toml(&self) -> String {
        let mut toml = format!(
            "format = 1\nname = \"drawn\"\ncontroller = \"Example Police\"\nrecipient = {}\npurpose = {}\n\
             delete_after_days = 30\nmin_rows = {}\nmax_rows = {}\n",
            quoted(&self.recipient),
            quoted(&self.purpose),
            self.min_rows,
            self.max_rows
        );
        if self.ledger_required {
            toml.push_str("ledger = \"required\"\n");
        }
        let encoding = if self.byte_order_mark {
            "utf-8-bom"
        } else {
            "utf-8"
        };
        let delimiter = quoted(&self.delimiter.to_string());
        let _ = writeln!(
            toml,
            "[csv]\ndelimiter = {delimiter}\nencoding = \"{encoding}\""
        );
        for column in &self.columns {
            column.toml(&mut toml);
        }
        if let Some((place, header)) = &self.photo {
            let _ = writeln!(
                toml,
                "[photo]\nplace = \"{place}\"\nheader = {}",
                quoted(header)
            );
        }
        toml
    }
}

impl Column {
    fn toml(&self, toml: &mut String) {
        let _ = writeln!(
            toml,
            "[[column]]\nheader = {}\nplace = \"{}\"",
            quoted(&self.header),
            self.place
        );
        if self.upper {
            toml.push_str("case = \"upper\"\n");
        }
        if let Some(most) = self.max_chars {
            let _ = writeln!(toml, "max_chars = {most}");
        }
        if self.must_have {
            toml.push_str("when_missing = \"refuse\"\n");
        }
        match &self.content {
            Content::Constant(text) => {
                let _ = writeln!(toml, "constant = {}", quoted(text));
            }
            Content::Parts(parts) => {
                let parts: Vec<String> = parts.iter().map(Part::toml).collect();
                let _ = writeln!(toml, "parts = [{}]", parts.join(", "));
            }
        }
    }
}

impl Part {
    fn line(&self, line: &mut Line) {
        match self {
            Self::Text(text) => {
                line.word("text");
                line.text(text);
            }
            Self::Field(field, rule) => {
                line.word("field");
                line.word(field);
                rule.line(line);
            }
        }
    }

    fn toml(&self) -> String {
        match self {
            Self::Text(text) => format!("{{ text = {} }}", quoted(text)),
            Self::Field(field, rule) => {
                let more = match rule {
                    Rule::Keep { not_payroll: true } => ", not_payroll = true".to_owned(),
                    Rule::MonthEnd(items) => {
                        format!(", date_format = {}", quoted(&items.concat()))
                    }
                    Rule::Category(table) => {
                        let entries: Vec<String> = table
                            .iter()
                            .map(|(from, to)| format!("{} = {}", quoted(from), quoted(to)))
                            .collect();
                        format!(", table = {{ {} }}", entries.join(", "))
                    }
                    Rule::Pseudonymise { scope, chars } => {
                        format!(", scope = \"{scope}\", chars = {chars}")
                    }
                    _ => String::new(),
                };
                format!(
                    "{{ field = \"{field}\", treatment = \"{}\"{more} }}",
                    rule.name()
                )
            }
        }
    }
}

impl Rule {
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Keep { .. } => "keep",
            Self::Initials => "initials",
            Self::FirstWord => "first-word",
            Self::Digits => "digits",
            Self::MonthEnd(_) => "month-end",
            Self::Category(_) => "category",
            Self::Pseudonymise { .. } => "pseudonymise",
        }
    }

    fn line(&self, line: &mut Line) {
        line.word(self.name());
        match self {
            Self::Keep { not_payroll } => line.flag(*not_payroll),
            Self::MonthEnd(items) => {
                line.number(items.len());
                items.iter().for_each(|item| line.word(item));
            }
            Self::Category(table) => {
                line.number(table.len());
                for (from, to) in table {
                    line.text(from);
                    line.text(to);
                }
            }
            Self::Pseudonymise { scope, chars } => {
                line.word(scope);
                line.number(*chars);
            }
            Self::Initials | Self::FirstWord | Self::Digits => {}
        }
    }
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            ' '..='~' => quoted.push(c),
            _ => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
        }
    }
    quoted.push('"');
    quoted
}
