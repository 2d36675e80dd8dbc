//! A map file, section by section; every problem at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::problem::MapErrors;
use super::reader::{Key, Reader, Value, in_order, nearest};
use super::{Column, Map};
use crate::code::Code;
use crate::field::{Field, Flag, Readable, Role, ValueType};
use crate::record::path;
use crate::value::{self, DateFormat};

/// The map that the text says.
pub(super) fn map(text: &str) -> Result<Map, MapErrors> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader::new(text);
    if !errors.is_empty() {
        for error in errors {
            let at = error.span().unwrap_or_default();
            let message = if error.message() == "duplicate key" {
                "a key stands twice"
            } else {
                Code::MalformedToml.meaning()
            };
            reader.report(Code::MalformedToml, &at, message);
        }
        return Err(reader.errors());
    }
    let map = reader.root(root.get_ref());
    if reader.is_content() {
        Ok(map)
    } else {
        Err(reader.errors())
    }
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
        let Some(field) = self.field_in(value) else {
            return;
        };
        let source = value::normalise(key.get_ref()).into_owned();
        let span = key.span();
        if source.is_empty() {
            self.report(Code::BadMapRule, &span, "a source has no name");
            return;
        }
        if path::is_forbidden(&source, field) {
            self.report(
                Code::ForbiddenSource,
                &span,
                Code::ForbiddenSource.meaning(),
            )
            .name(field.name());
        }
        let steps = path::parse(&source);
        for earlier in &map.columns {
            if earlier.source == source || path::parse(&earlier.source) == steps {
                self.report(Code::DuplicateSource, &span, "the source stands twice");
            }
            if earlier.field == field {
                self.report(
                    Code::DuplicateSource,
                    &span,
                    "two sources lead to one field",
                )
                .name(field.name());
            }
        }
        let (line, column) = self.place(&span);
        map.columns.push(Column {
            source,
            field,
            line,
            column,
        });
    }

    fn constant(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let Some(field) = self.releasable(key) else {
            return;
        };
        if field == Readable::RecordId {
            self.report(
                Code::BadMapRule,
                &key.span(),
                "a record id cannot be the same for every record",
            )
            .name(field.name());
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
        let Some(field) = self.releasable(key) else {
            return;
        };
        let Some(table) = self.table(value) else {
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
        let Some(field) = self.readable(key) else {
            return;
        };
        if field.field().value_type() != ValueType::Date {
            self.report(Code::BadMapRule, &key.span(), "the field is no date")
                .name(field.name());
            return;
        }
        let Some(text) = self.text_of(value) else {
            return;
        };
        match DateFormat::parse(text) {
            Ok(format) if format.can_read() => {
                map.dates.insert(field, format);
            }
            _ => {
                self.report(
                    Code::BadMapRule,
                    &value.span(),
                    "not a form that dates can be read in",
                )
                .name(field.name())
                .hint("use %d, one of %m %b %B and one of %Y %y, parted by a space or / - .");
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
            let folded = value::text::fold_to_letters(&text);
            if RAISED.contains(&folded.as_str()) {
                self.report(
                    Code::BadMapRule,
                    &item.span(),
                    "a text that raises a flag cannot clear it",
                )
                .hint("clear may not hold true, yes, y, 1, t or raised");
            } else {
                map.clear.push(text);
            }
        }
    }

    fn absent(&mut self, map: &mut Map, key: &Key<'_>, value: &Value<'_>) {
        let Some(flag) = Flag::ALL
            .iter()
            .copied()
            .find(|flag| flag.name() == key.get_ref())
        else {
            if let Some(field) = self.field(key.get_ref(), &key.span()) {
                self.report(
                    Code::BadMapRule,
                    &key.span(),
                    "only a deciding flag can be absent",
                )
                .name(field.name());
            }
            return;
        };
        if map
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
            map.absent.insert(flag, reason);
        } else {
            self.report(
                Code::BadMapRule,
                &value.span(),
                "an absent flag needs a reason",
            )
            .name(flag.name())
            .hint("say in one line of 1 to 200 characters why this system does not hold it");
        }
    }

    /// The text of a constant or looked-up value, if it is a value of the field.
    fn accepted(&mut self, field: Readable, value: &Value<'_>) -> Option<String> {
        let text = value::normalise(self.text_of(value)?).into_owned();
        let is_value =
            !text.is_empty() && value::canonical(field.field().value_type(), &text).is_ok();
        if !is_value {
            self.report(
                Code::BadConstant,
                &value.span(),
                Code::BadConstant.meaning(),
            )
            .name(field.name());
        }
        is_value.then_some(text)
    }

    /// The field that a value names, if it is one that is read.
    fn field_in(&mut self, value: &Value<'_>) -> Option<Readable> {
        let name = self.text_of(value)?.to_owned();
        let field = self.field(&name, &value.span())?;
        self.read(field, &value.span())
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
            let names = Readable::ALL.iter().map(|field| field.name());
            let near = nearest(name, names).map(|name| format!("did you mean {name}?"));
            let report = self.report(Code::UnknownField, span, Code::UnknownField.meaning());
            if let Some(near) = near {
                report.hint(near);
            }
        }
        field
    }
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

/// What no map may declare to clear a flag.
const RAISED: &[&str] = &[
    "true", "yes", "y", "1", "10", "t", "raised", "on", "x", "ja", "oui", "si", "ie", "tak", "set",
];
