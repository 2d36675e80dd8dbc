//! A workbook in Office Open XML, with sheets in XML or binary: every part of it, one after another.

use std::collections::{HashMap, HashSet};
use std::io::{self, Cursor};

use super::asides::Asides;
use super::book::{Book, Listed, State, tell_filter};
use super::called;
use super::chart;
use super::content::Content;
use super::package::{self, Package, Part};
use super::properties;
use super::rich;
use super::role::{self, Role};
use super::sheet::{About, Beside, Sheet};
use super::spots::Spots;
use super::stylesheet;
use super::text;
use super::xlsb;
use crate::inspect::archive::Archive;
use crate::inspect::desk::Desk;
use crate::inspect::place::First;
use crate::inspect::sign::Sign;
use crate::inspect::walk::{self, WHOLE};

/// A workbook while its parts are looked at.
struct Office<'w, 's> {
    archive: &'w mut Archive<'s>,
    package: Package,
    book: Book,
    /// The names of sheets, and those that the workbook defines.
    places: Vec<String>,
    content: Content,
    /// The parts that were looked at, by their positions.
    done: HashSet<usize>,
    /// Texts beside the cells of sheets.
    asides: Asides,
    /// The one sheet to which a part belongs, by the part's position.
    owners: HashMap<usize, Option<u32>>,
    /// The cells of a sheet's filter that filters nothing, by the sheet's number.
    idle_filters: HashMap<u32, String>,
}

/// Whether cells are of more rows than that of their header: `A1:E51`.
fn is_of_rows(cells: &str) -> bool {
    let row = |cell: &str| {
        let digits = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<u32>().ok()
    };
    cells
        .split_once(':')
        .and_then(|(first, last)| row(first).zip(row(last)))
        .is_some_and(|(first, last)| last > first)
}

/// Looks at a workbook.
pub(super) fn look(archive: &mut Archive<'_>, desk: &mut Desk<'_>) -> io::Result<()> {
    let package = Package::open(archive, desk)?;
    let mut office = Office {
        archive,
        package,
        book: Book::default(),
        places: Vec::new(),
        content: Content::default(),
        done: HashSet::new(),
        asides: Asides::default(),
        owners: HashMap::new(),
        idle_filters: HashMap::new(),
    };
    for part in &office.package.parts {
        role::name(&part.name, part.entry(), desk);
    }
    office.book(desk)?;
    office.shared(desk)?;
    office.sheets(desk)?;
    office.unlisted_sheets(desk)?;
    office.filters(desk);
    office.compare(desk);
    for position in 0..office.package.parts.len() {
        office.part(position, desk)?;
    }
    // styles that are none at all are a frame that a program left empty
    let is_empty = |part: &&Part| part.roles == [Role::Styles] && !office.content.has_styles;
    let strays = office.package.stray().filter(|part| !is_empty(part));
    let strays: Vec<_> = strays.map(Part::entry).collect();
    for entry in strays {
        desk.within(entry, |desk| desk.find(Sign::UnknownPart));
    }
    office.size(desk);
    Ok(())
}

impl Office<'_, '_> {
    fn book(&mut self, desk: &mut Desk<'_>) -> io::Result<()> {
        let Some(part) = self.package.first(Role::Workbook) else {
            desk.find(Sign::Damaged);
            return Ok(());
        };
        let (index, is_binary) = (part.index, part.is_binary());
        self.done.extend(self.package.position(index));
        let archive = &mut *self.archive;
        let book = desk.within(part.entry(), |desk| {
            if is_binary {
                let bytes = archive.read(index, WHOLE, desk)?;
                Ok(bytes.map(|bytes| xlsb::book(&bytes, desk)))
            } else {
                package::xml(archive, index, desk, Book::read)
            }
        });
        self.book = io::Result::<_>::Ok(book?)?.unwrap_or_default();
        self.content.styles.from_1904 = self.book.from_1904;
        let sheets = self.book.sheets.iter().map(|sheet| &sheet.name);
        self.places = sheets.chain(&self.book.names).cloned().collect();
        Ok(())
    }

    /// Reads styles and texts, to which cells refer.
    fn shared(&mut self, desk: &mut Desk<'_>) -> io::Result<()> {
        for role in [Role::Styles, Role::Strings] {
            let Some(part) = self.package.first(role) else {
                continue;
            };
            let (index, is_binary) = (part.index, part.is_binary());
            self.done.extend(self.package.position(index));
            let (archive, content) = (&mut *self.archive, &mut self.content);
            desk.within(part.entry(), |desk| {
                if is_binary {
                    let bytes = archive.read(index, WHOLE, desk)?.unwrap_or_default();
                    match role {
                        Role::Styles => xlsb::styles(&bytes, content, desk),
                        _ => xlsb::strings(&bytes, content, desk),
                    }
                    return Ok(());
                }
                package::xml(archive, index, desk, |document, desk| match role {
                    Role::Styles => stylesheet::styles(document, content, desk),
                    _ => stylesheet::strings(document, content, desk),
                })
                .map(|_| ())
            })?;
        }
        Ok(())
    }

    fn sheets(&mut self, desk: &mut Desk<'_>) -> io::Result<()> {
        let listed = self.book.sheets.clone();
        let relations = match self.package.first(Role::Workbook) {
            Some(part) => self.package.relations(part),
            None => &[],
        };
        let positions: HashMap<String, Option<usize>> = relations
            .iter()
            .map(|relation| (relation.id.clone(), relation.part))
            .collect();
        for (number, sheet) in (1..).zip(&listed) {
            let position = positions.get(&sheet.relation).copied().flatten();
            if let Some(position) = position {
                self.package.owned(position, number, &mut self.owners);
            }
            desk.on_sheet(number, |desk| {
                sheet.state.tell(desk);
                called::sheet(&sheet.name, desk);
                match position {
                    Some(position) => {
                        self.sheet(position, Some((number, &sheet.name)), sheet.state, desk)
                    }
                    None => {
                        desk.find(Sign::Damaged);
                        Ok(())
                    }
                }
            })?;
        }
        Ok(())
    }

    fn sheet(
        &mut self,
        position: usize,
        listed: Option<(u32, &str)>,
        state: State,
        desk: &mut Desk<'_>,
    ) -> io::Result<()> {
        let Some(part) = self.package.parts.get(position) else {
            return Ok(());
        };
        let has = |role| part.roles.contains(&role);
        if !has(Role::Sheet) && !has(Role::MacroSheet) {
            return Ok(());
        }
        if !self.done.insert(position) {
            desk.find(Sign::DuplicateCell);
            return Ok(());
        }
        if has(Role::MacroSheet) {
            desk.find(Sign::Macros);
        }
        let (index, is_binary) = (part.index, part.is_binary());
        let tables: Vec<usize> = self
            .package
            .relations(part)
            .iter()
            .filter(|relation| relation.kind == "table")
            .filter_map(|relation| relation.part)
            .collect();
        let mut is_filtered = false;
        for table in tables {
            is_filtered |= self.is_filtered(table)?;
        }
        let about = About {
            number: listed.map(|(number, _)| number),
            name: listed.map_or("", |(_, name)| name),
            is_shown: state == State::Shown,
            names: &self.places,
        };
        let (archive, content) = (&mut *self.archive, &mut self.content);
        if is_binary {
            let bytes = archive.read(index, WHOLE, desk)?.unwrap_or_default();
            let beside = xlsb::sheet(&bytes, content, about, is_filtered, desk);
            self.beside(listed, beside);
            return Ok(());
        }
        let sheet = Sheet::new(content, about);
        let mut beside = package::xml(archive, index, desk, |document, desk| {
            sheet.look(document, is_filtered, desk)
        })?
        .unwrap_or_default();
        let merged = std::mem::take(&mut beside.merged);
        if !merged.is_empty() {
            package::xml(archive, index, desk, |document, desk| {
                merged.look(document).map(|covered| covered.tell(desk))
            })?;
        }
        self.beside(listed, beside);
        Ok(())
    }

    /// Keeps what a sheet said beside its cells.
    fn beside(&mut self, listed: Option<(u32, &str)>, beside: Beside) {
        if let (Some((number, _)), Some(cells)) = (listed, beside.idle_filter) {
            self.idle_filters.insert(number, cells);
        }
        self.asides.append(beside.asides);
    }

    /// Tells of the hidden names that filters leave.
    fn filters(&self, desk: &mut Desk<'_>) {
        let Some(part) = self.package.first(Role::Workbook) else {
            return;
        };
        for (number, cells) in &self.book.filters {
            let is_idle = self.idle_filters.get(number) == Some(cells) && is_of_rows(cells);
            desk.within(part.entry(), |desk| tell_filter(is_idle, desk));
        }
    }

    /// Whether a table has a filter.
    fn is_filtered(&mut self, position: usize) -> io::Result<bool> {
        let Some(part) = self.package.parts.get(position) else {
            return Ok(false);
        };
        // what is wrong with it is told when it is looked at as a part
        let mut quiet = Desk::new(&crate::inspect::NOBODY);
        let filtered = package::xml(self.archive, part.index, &mut quiet, |document, _| {
            let mut found = false;
            while let Some(event) = document.next()? {
                if let super::xml::Event::Start(tag) = event {
                    found |= tag.name() == "filterColumn";
                }
            }
            Ok(found)
        });
        Ok(filtered?.unwrap_or(false))
    }

    /// Sheets that something leads to, and that the workbook does not list.
    fn unlisted_sheets(&mut self, desk: &mut Desk<'_>) -> io::Result<()> {
        for position in 0..self.package.parts.len() {
            let Some(part) = self.package.parts.get(position) else {
                continue;
            };
            let is_sheet = [Role::Sheet, Role::MacroSheet]
                .iter()
                .any(|role| part.roles.contains(role));
            if is_sheet && !self.done.contains(&position) {
                desk.within(part.entry(), |desk| {
                    desk.find(Sign::VeryHiddenSheet);
                    self.sheet(position, None, State::VeryHidden, desk)
                })?;
            }
        }
        Ok(())
    }

    /// Compares what lists and shared texts hold with what is seen.
    fn compare(&mut self, desk: &mut Desk<'_>) {
        let content = &mut self.content;
        for text in content.strings.seen() {
            content.seen.text(text);
        }
        // the names on the tabs are seen as well
        let shown = |sheet: &&Listed| sheet.state == State::Shown;
        for sheet in self.book.sheets.iter().filter(shown) {
            content.seen.text(&sheet.name);
        }
        self.asides.tell(&content.seen, desk);
        for (entry, target) in &self.package.links {
            let mut asides = Asides::default();
            asides.keep_address(None, First::default(), target);
            desk.within(entry.clone(), |desk| asides.tell(&content.seen, desk));
        }
        if let Some(part) = self.package.first(Role::Styles) {
            let wordy = content.styles.wordy();
            desk.within(part.entry(), |desk| {
                desk.find_times(Sign::InvisibleText, wordy, None);
            });
        }
        let mut orphans = content.strings.orphans();
        // a cell may hold the same text itself
        orphans.retain(|text| !content.seen.has(text));
        if orphans.is_empty() {
            return;
        }
        if let Some(part) = self.package.first(Role::Strings) {
            desk.within(part.entry(), |desk| {
                desk.find_times(Sign::OrphanStrings, orphans.len() as u64, None);
                orphans.iter().for_each(|text| text::look_at(desk, text));
            });
        }
    }

    fn part(&mut self, position: usize, desk: &mut Desk<'_>) -> io::Result<()> {
        if !self.done.insert(position) {
            return Ok(());
        }
        let Some(part) = self.package.parts.get(position) else {
            return Ok(());
        };
        let roles = part.roles.clone();
        let (index, is_binary) = (part.index, part.is_binary());
        let name = part.name.rsplit('/').next().unwrap_or_default().to_owned();
        if roles.contains(&Role::ContentTypes) || roles.contains(&Role::Relations) {
            return Ok(());
        }
        // what is at hand is looked at as the first of its roles
        let role = roles.first().copied().unwrap_or(Role::Unknown);
        let owner = self.owners.get(&position).copied().flatten();
        desk.within(part.entry(), |desk| {
            // which says by itself what it is
            let is_rich = role == Role::RichValues && !is_binary;
            desk.on_sheet_of(owner, |desk| {
                let signs = roles
                    .iter()
                    .filter(|of| **of != Role::Comments || role != **of)
                    .filter(|of| **of != Role::RichValues || !is_rich);
                for sign in signs.filter_map(|role| role.sign()) {
                    desk.find(sign);
                }
            });
            if matches!(role, Role::Picture | Role::Object) && is_binary {
                return self.within(index, &name, desk);
            }
            desk.on_sheet_of(owner, |desk| {
                if is_binary {
                    self.binary(index, role, desk)
                } else {
                    self.xml(index, role, desk)
                }
            })
        })
    }

    fn binary(&mut self, index: usize, role: Role, desk: &mut Desk<'_>) -> io::Result<()> {
        let bytes = self.archive.read(index, WHOLE, desk)?;
        if role == Role::Comments {
            let comments = bytes.as_deref().map(xlsb::comments);
            tell_comments(comments.unwrap_or_default(), desk);
        }
        if let Some(bytes) = bytes {
            text::within(&bytes, desk);
            text::sentences(&bytes, Sign::CustomXml, desk);
        }
        Ok(())
    }

    /// Looks at a file within the workbook.
    fn within(&mut self, index: usize, name: &str, desk: &mut Desk<'_>) -> io::Result<()> {
        let Some(bytes) = self.archive.read(index, WHOLE, desk)? else {
            return Ok(());
        };
        let mut result = Ok(());
        desk.deeper(|desk| {
            result = walk::file(&mut Cursor::new(bytes), Some(name), desk).map(|_| ());
        });
        result
    }

    fn xml(&mut self, index: usize, role: Role, desk: &mut Desk<'_>) -> io::Result<()> {
        if role == Role::Vml {
            // not always well formed, and never more than shapes
            if let Some(bytes) = self.archive.read(index, WHOLE, desk)? {
                text::within(&bytes, desk);
                text::sentences(&bytes, Sign::CustomXml, desk);
            }
            return Ok(());
        }
        let (book, seen) = (&self.book, &self.content.seen);
        let mut comments = Spots::default();
        package::xml(self.archive, index, desk, |document, desk| {
            match role {
                Role::Core | Role::App | Role::Custom => {
                    return properties::look(document, book, desk);
                }
                Role::Chart => return chart::look(document, seen, desk),
                Role::RichValues => return rich::look(document, desk),
                _ => {}
            }
            let look = text::document(document, role, desk)?;
            desk.find_times(Sign::CustomXml, look.odd, None);
            if role == Role::Drawing {
                look.shapes.unseen.tell(Sign::InvisibleText, desk);
            }
            comments = look.comments;
            let unseen = look.names.iter().filter(|name| !seen.has(name));
            desk.find_times(Sign::OrphanStrings, unseen.count() as u64, None);
            if look.root == "DataMashup" {
                desk.find(Sign::PowerQuery);
            }
            if role
                .roots()
                .is_some_and(|roots| !roots.contains(&look.root.as_str()))
            {
                desk.find(Sign::UnknownPart);
            }
            Ok(())
        })?;
        if role == Role::Comments {
            tell_comments(comments, desk);
        }
        Ok(())
    }

    /// Tells of a file that is far larger than what is seen in it.
    fn size(&self, desk: &mut Desk<'_>) {
        // pictures are seen, and whatever they hide is told by itself
        let parts = self.package.parts.iter();
        let packed = parts
            .filter(|part| !part.roles.contains(&Role::Picture))
            .filter_map(|part| self.archive.members.get(part.index))
            .map(|member| member.packed)
            .fold(0, u64::saturating_add);
        if !self.content.size.explains(packed) {
            desk.find(Sign::SizeUnexplained);
        }
    }
}

/// A part of comments is one, even if none is found in it.
fn tell_comments(mut comments: Spots, desk: &mut Desk<'_>) {
    comments.count = comments.count.max(1);
    comments.tell(Sign::Comment, desk);
}
