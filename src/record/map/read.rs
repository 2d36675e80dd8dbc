//! A map file, section by section; every problem at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::problem::MapErrors;
use super::raised::raises;
use super::reader::{Key, Reader, Value, in_order};
use super::{Column, Map};
use crate::code::Code;
use crate::field::{Field, Flag, Readable, Role, ValueType};
use crate::record::path;
use crate::toml_text;
use crate::value::suggest::suggest;
use crate::value::{self, DateFormat};

/// The map that the text says.
pub(super) fn map(text: &str) -> Result<Map, MapErrors> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text);
    if !errors.is_empty() {
        return Err(malformed(text, &errors, reader));
    }
    let root = root.get_ref();
    if let Some(key) = profile_key(root) {
        let message = "this is a profile, which says what leaves, and no map";
        reader
            .report(Code::UnknownKey, &key.span(), message)
            .hint("give it with --profile; `cardsieve map new` drafts a map");
        return Err(reader.errors_by_line());
    }
    let map = reader.root(root);
    if reader.is_content() {
        Ok(map)
    } else if is_map_like(root) {
        Err(reader.errors())
    } else {
        Err(reader.errors_by_line())
    }
}

/// The faults of syntax; of a file that does not begin as a map the first one's line alone.
fn malformed(text: &str, faults: &[toml::de::Error], mut reader: Reader<'_>) -> MapErrors {
    let spans = faults.iter().map(|fault| fault.span().unwrap_or_default());
    let first = spans
        .clone()
        .min_by_key(|span| span.start)
        .unwrap_or_default();
    let message = |fault: &toml::de::Error| {
        if fault.message() == "duplicate key" {
            "a key stands twice"
        } else {
            Code::MalformedToml.meaning()
        }
    };
    if !toml_text::begins_as(text, first.start, is_map_like) {
        reader
            .report(Code::MalformedToml, &first, Code::MalformedToml.meaning())
            .hint("give a map; `cardsieve map new` drafts one from an export");
        return reader.errors_by_line();
    }
    for (fault, span) in faults.iter().zip(spans) {
        reader.report(Code::MalformedToml, &span, message(fault));
    }
    reader.errors()
}

/// Whether something is there that stands in no export of records.
fn is_map_like(root: &DeTable<'_>) -> bool {
    let is_section = |name: &str| {
        root.get(name)
            .is_some_and(|value| value.get_ref().is_table())
    };
    toml_text::has_format(root) || SECTIONS.iter().any(|name| is_section(name))
}

/// The key by which the text is a profile, if it has nothing that only a map has.
fn profile_key<'a, 'i>(root: &'a DeTable<'i>) -> Option<&'a Key<'i>> {
    let only_in_maps = |name: &&str| *name != "format" && root.contains_key(*name);
    if SECTIONS.iter().any(only_in_maps) {
        return None;
    }
    let is_list = |value: &Value<'_>| value.get_ref().is_array();
    let column = root
        .get_key_value("column")
        .filter(|(_, value)| is_list(value));
    let party = || {
        root.get_key_value("recipient")
            .filter(|_| root.contains_key("controller"))
    };
    column.or_else(party).map(|(key, _)| key)
}

impl Reader<'_> {
    fn root(&mut self, root: &DeTable<'_>) -> Map {
        let mut map = Map {
            columns: Vec::new(),
            constants: BTreeMap::new(),
            values: BTreeMap::new(),
            dates: BTreeMap::new(),
            clear: Vec::new(),
            absent: BTreeMap::new(),
        };
        for (key, value) in in_order(root) {
            match key.get_ref().as_ref() {
                "format" => self.format(value),
                name if SECTIONS.contains(&name) => {}
                _ => self.unknown_key(key, SECTIONS),
            }
        }
        // [columns] first: the other sections are judged by it
        for (key, value) in self.section(root, "columns") {
            self.column(&mut map, key, value);
        }
        for (key, value) in self.section(root, "constants") {
            self.constant(&mut map, key, value);
        }
        for (key, value) in self.section(root, "values") {
            self.values(&mut map, key, value);
        }
        for (key, value) in self.section(root, "dates") {
            self.date(&mut map, key, value);
        }
        for (key, value) in self.section(root, "flags") {
            self.flags(&mut map, key, value);
        }
        for (key, value) in self.section(root, "absent") {
            self.absent(&mut map, key, value);
        }
        if map.columns.is_empty() && map.constants.is_empty() && self.is_content() {
            let message = "the map leads no column and no constant to a field";
            self.report(Code::BadMapRule, &(0..0), message);
        }
        map
    }

    fn format(&mut self, value: &Value<'_>) {
        let is_one = matches!(value.get_ref(), DeValue::Integer(integer)
            if integer.radix() == 10 && integer.as_str() == "1");
        if !is_one {
            self.report(Code::WrongType, &value.span(), "format must be 1");
        }
    }

    fn column(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let (field, meant) = self.field_in(value);
        let source = value::normalise(key.get_ref()).into_owned();
        let span = key.span();
        if source.is_empty() {
            self.report(Code::BadMapRule, &span, "a source has no name");
            return;
        }
        // a misspelt field is judged by the one that was probably meant
        if let Some(field) = field.or(meant)
            && path::is_forbidden(&source, field)
        {
            self.report(
                Code::ForbiddenSource,
                &span,
                Code::ForbiddenSource.meaning(),
            )
            .name(field.name());
        }
        let steps = path::parse(&source);
        let (line, column) = self.place(&span);
        let mut earlier = map.columns.iter();
        if earlier.any(|earlier| earlier.source == source || path::parse(&earlier.source) == steps)
        {
            self.report(Code::DuplicateSource, &span, "the source stands twice");
        }
        let Some(field) = field else { return };
        if map.columns.iter().any(|earlier| earlier.field == field) {
            let message = "two sources lead to one field";
            self.report(Code::DuplicateSource, &span, message)
                .name(field.name());
            // one column a field, however long a refused map is
            return;
        }
        map.columns.push(Column {
            source,
            field,
            line,
            column,
        });
    }

    fn constant(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let Some(field) = self.releasable(key) else {
            self.text_of(value);
            return;
        };
        if field == Readable::RecordId {
            self.report(
                Code::BadMapRule,
                &key.span(),
                "a record id cannot be the same for every record",
            )
            .name(field.name());
            self.text_of(value);
            return;
        }
        if map.columns.iter().any(|column| column.field == field) {
            self.report(
                Code::DuplicateSource,
                &key.span(),
                "a column and a constant lead to one field",
            )
            .name(field.name());
        }
        if let Some(text) = self.accepted(field, value) {
            map.constants.insert(field, text);
        }
    }

    fn values(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let field = self.releasable(key);
        let Some(table) = self.table(value) else {
            return;
        };
        let Some(field) = field else {
            for (_, to) in in_order(table) {
                self.text_of(to);
            }
            return;
        };
        for (from, to) in in_order(table) {
            let text = value::normalise(from.get_ref()).into_owned();
            let Some(to) = self.accepted(field, to) else {
                continue;
            };
            if map
                .values
                .entry(field)
                .or_default()
                .insert(text, to)
                .is_some()
            {
                self.report(Code::BadMapRule, &from.span(), "a text is looked up twice")
                    .name(field.name());
            }
        }
    }

    fn date(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let field = self.readable(key);
        if let Some(field) = field
            && field.field().value_type() != ValueType::Date
        {
            self.report(Code::BadMapRule, &key.span(), "the field is no date")
                .name(field.name());
        }
        let Some(text) = self.text_of(value) else {
            return;
        };
        match (DateFormat::parse(text), field) {
            (Ok(format), field) if format.can_read() => {
                map.dates.extend(field.map(|field| (field, format)));
            }
            (_, field) => {
                let report = self.report(
                    Code::BadMapRule,
                    &value.span(),
                    "not a form that dates can be read in",
                );
                let report = match field {
                    Some(field) => report.name(field.name()),
                    None => report,
                };
                report.hint("use %d, one of %m %b %B and one of %Y %y, parted by a space or / - .");
            }
        }
    }

    fn flags(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        if key.get_ref() != "clear" {
            self.unknown_key(key, &["clear"]);
            return;
        }
        let DeValue::Array(items) = value.get_ref() else {
            self.report(
                Code::WrongType,
                &value.span(),
                "clear must be a list of texts",
            );
            return;
        };
        for item in items.iter() {
            let Some(text) = self.text_of(item) else {
                continue;
            };
            let text = value::normalise(text).into_owned();
            if raises(&text) {
                self.report(
                    Code::BadMapRule,
                    &item.span(),
                    "a text that raises a flag cannot clear it",
                )
                .hint("clear may not hold true, yes, y, 1, t, raised and the like, nor what a flag is raised for");
            } else {
                map.clear.push(text);
            }
        }
    }

    fn absent(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let flag = Flag::ALL
            .iter()
            .copied()
            .find(|flag| flag.name() == key.get_ref());
        if flag.is_none()
            && let Some(field) = self.field(key.get_ref(), &key.span())
        {
            self.report(
                Code::BadMapRule,
                &key.span(),
                "only a deciding flag can be absent",
            )
            .name(field.name());
        }
        if let Some(flag) = flag
            && map
                .columns
                .iter()
                .any(|column| column.field == flag.readable())
        {
            self.report(
                Code::BadMapRule,
                &key.span(),
                "the flag has a column, so it is not absent",
            )
            .name(flag.name());
        }
        let Some(reason) = self.text_of(value) else {
            return;
        };
        let reason = value::normalise(reason).into_owned();
        let is_plain = (1..=200).contains(&reason.chars().count())
            && !reason
                .chars()
                .any(|c| c.is_control() || value::text::is_hidden(c));
        if is_plain {
            map.absent.extend(flag.map(|flag| (flag, reason)));
            return;
        }
        let report = self.report(
            Code::BadMapRule,
            &value.span(),
            "an absent flag needs a reason",
        );
        let report = match flag {
            Some(flag) => report.name(flag.name()),
            None => report,
        };
        report.hint("say in one line of 1 to 200 characters why this system does not hold it");
    }

    /// The text of a constant or looked-up value, if it is a value of the field.
    fn accepted(&mut self, field: Readable, value: &Value<'_>) -> Option<String> {
        let text = value::normalise(self.text_of(value)?).into_owned();
        let kind = field.field().value_type();
        match value::canonical(kind, &text) {
            Ok(_) if !text.is_empty() => Some(text),
            judged => {
                let accepts = kind.accepts();
                // of a name the rule that it breaks says more; else both say the same
                let hint = match judged.err() {
                    Some(invalid) if kind == ValueType::Name => format!("{invalid}; {accepts}"),
                    _ => accepts.to_owned(),
                };
                self.report(
                    Code::BadConstant,
                    &value.span(),
                    Code::BadConstant.meaning(),
                )
                .name(field.name())
                .hint(hint);
                None
            }
        }
    }

    /// The field that a value names, if it is one that is read; else the one probably meant.
    fn field_in(&mut self, value: &Value<'_>) -> (Option<Readable>, Option<Readable>) {
        let Some(name) = self.text_of(value).map(str::to_owned) else {
            return (None, None);
        };
        match self.field(&name, &value.span()) {
            Some(field) => (self.read(field, &value.span()), None),
            None => (None, meant(&name)),
        }
    }

    /// The field that a key names, if it is one that is read.
    fn readable(&mut self, key: &Key<'_>) -> Option<Readable> {
        let field = self.field(key.get_ref(), &key.span())?;
        self.read(field, &key.span())
    }

    /// The field that a key names, if it may leave.
    fn releasable(&mut self, key: &Key<'_>) -> Option<Readable> {
        let field = self.readable(key)?;
        if field.field().role() == Role::Releasable {
            return Some(field);
        }
        self.report(
            Code::BadMapRule,
            &key.span(),
            "a field that decides about the record comes from its own column",
        )
        .name(field.name());
        None
    }

    fn read(&mut self, field: Field, span: &Range<usize>) -> Option<Readable> {
        let readable = field.readable();
        if readable.is_none() {
            self.report(Code::NotReadable, span, Code::NotReadable.meaning())
                .name(field.name());
        }
        readable
    }

    fn field(&mut self, name: &str, span: &Range<usize>) -> Option<Field> {
        let field = Field::from_name(name);
        if field.is_none() {
            let near = meant(name).map(|field| format!("did you mean {}?", field.name()));
            let report = self.report(Code::UnknownField, span, Code::UnknownField.meaning());
            if let Some(near) = near {
                report.hint(near);
            }
        }
        field
    }
}

/// The readable field that a misspelt name was probably meant to be.
fn meant(name: &str) -> Option<Readable> {
    let near = suggest(name, Readable::ALL.iter().map(|field| field.name()))?;
    Readable::ALL
        .iter()
        .copied()
        .find(|field| field.name() == near)
}

const SECTIONS: &[&str] = &[
    "columns",
    "constants",
    "values",
    "dates",
    "flags",
    "absent",
    "format",
];
