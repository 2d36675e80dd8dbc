//! A package (ECMA-376 part 2): its parts, what they are for, and what leads to them.

mod told;

use std::collections::hash_map::Entry::{Occupied, Vacant};
use std::collections::{HashMap, HashSet};
use std::io;

use self::told::{content_types, is_media_type, judge, relations, resolve, source_of};
use super::role::{self, Role};
use super::xml::Xml;
use crate::inspect::archive::{Archive, Unpacked};
use crate::inspect::desk::Desk;
use crate::inspect::place::Entry;
use crate::inspect::sign::Sign;

/// A part may grow by this factor when it is unpacked, or to this many bytes; and so may all parts.
const GROWTH: u64 = 100;
const GRACE: u64 = 8 << 20;
const GRACE_OF_ALL: u64 = 128 << 20;
/// Folders without anything in them, which a package has none of.
const MOST_FOLDERS: usize = 100;
/// Relationships of a whole package.
const MOST_RELATIONS: usize = 400_000;

/// A part.
#[derive(Debug)]
pub(super) struct Part {
    /// Where it stands in the archive's directory.
    pub(super) index: usize,
    pub(super) name: String,
    pub(super) roles: Vec<Role>,
    /// Whether anything leads to it.
    is_led_to: bool,
}

impl Part {
    pub(super) fn entry(&self) -> Entry {
        role::entry(&self.name, self.index)
    }

    pub(super) fn is_binary(&self) -> bool {
        let ending = self.name.rsplit('.').next().unwrap_or_default();
        !["xml", "rels", "vml"].contains(&ending.to_ascii_lowercase().as_str())
    }
}

/// A way from one part to another, or out of the package.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    pub(super) id: String,
    /// The last word of its type.
    pub(super) kind: String,
    /// The part, by its position, if it leads to one.
    pub(super) part: Option<usize>,
}

/// A package.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) parts: Vec<Part>,
    positions: HashMap<String, usize>,
    /// Of each part, by its key; the package's own under an empty key.
    relations: HashMap<String, Vec<Relation>>,
    /// Where links lead out of the package, with the part that says so of each.
    pub(super) links: Vec<(Entry, String)>,
}

fn key(name: &str) -> String {
    name.trim_start_matches('/')
        .replace('\\', "/")
        .to_ascii_lowercase()
}

impl Package {
    /// Whether the archive calls itself a workbook in this format, and whether its sheets are binary.
    pub(super) fn kind(archive: &mut Archive<'_>) -> Option<bool> {
        let has = |name: &str| {
            let mut members = archive.members.iter();
            members.any(|member| member.text().is_some_and(|text| key(text) == name))
        };
        if has("xl/workbook.xml") {
            return Some(false);
        }
        if has("xl/workbook.bin") {
            return Some(true);
        }
        if !has("[content_types].xml") {
            return None;
        }
        // a workbook may have another name; its content type says so
        let mut quiet = Desk::new(&crate::inspect::NOBODY);
        let types = content_types(archive, &mut quiet).ok()??;
        types.iter().find_map(|(_, content_type)| {
            let lower = content_type.to_ascii_lowercase();
            if lower.contains("ms-excel.sheet.binary") && lower.contains(".main") {
                Some(true)
            } else {
                let is_main = lower.contains("spreadsheetml") || lower.contains("ms-excel");
                (is_main && lower.contains(".main+xml")).then_some(false)
            }
        })
    }

    /// Reads what parts there are, and how they hang together.
    pub(super) fn open(archive: &mut Archive<'_>, desk: &mut Desk<'_>) -> io::Result<Self> {
        let mut package = Self::default();
        let mut folders = Vec::new();
        for (index, member) in archive.members.iter().enumerate() {
            if member.is_folder() {
                folders.push(key(&String::from_utf8_lossy(&member.name)));
                continue;
            }
            let name = String::from_utf8_lossy(&member.name).into_owned();
            package.positions.insert(key(&name), package.parts.len());
            package.parts.push(Part {
                index,
                name,
                roles: Vec::new(),
                is_led_to: false,
            });
        }
        let is_empty = |folder: &&String| {
            let mut parts = package.positions.keys();
            !parts.any(|part| part.starts_with(folder.as_str()))
        };
        let empty = folders.iter().take(MOST_FOLDERS).filter(is_empty).count();
        desk.find_times(Sign::UnknownPart, empty as u64, None);
        match content_types(archive, desk)? {
            Some(types) => package.apply(&types, desk),
            None => desk.find(Sign::Damaged),
        }
        package.relate(archive, desk)?;
        package.lead();
        for part in &mut package.parts {
            part.roles.extend(Role::of_name(&part.name));
            if part.roles.is_empty() {
                part.roles.push(Role::Unknown);
            }
            part.roles.sort_unstable();
            part.roles.dedup();
        }
        Ok(package)
    }

    fn apply(&mut self, types: &[(String, String)], desk: &mut Desk<'_>) {
        let mut endings = HashMap::new();
        let names = self
            .parts
            .iter()
            .filter_map(|part| part.name.rsplit_once('.'));
        let known: HashSet<String> = names
            .map(|(_, ending)| ending.to_ascii_lowercase())
            .chain(ENDINGS.iter().map(|ending| (*ending).to_owned()))
            .collect();
        let mut odd = 0;
        for (name, content_type) in types {
            let is_there = match name.strip_prefix('.') {
                Some(ending) => known.contains(&ending.to_ascii_lowercase()),
                None => self.positions.contains_key(&key(name)) || role::is_prescribed(&key(name)),
            };
            odd += u64::from(!is_there || !is_media_type(content_type));
            if let Some(role) = Role::of_content_type(content_type) {
                match name.strip_prefix('.') {
                    Some(ending) => drop(endings.insert(ending.to_ascii_lowercase(), role)),
                    None => {
                        if let Some(part) = self.positions.get(&key(name)) {
                            self.parts
                                .get_mut(*part)
                                .into_iter()
                                .for_each(|part| part.roles.push(role));
                        }
                    }
                }
            }
        }
        let entry = Entry::Named("[Content_Types].xml".to_owned());
        desk.within(entry, |desk| desk.find_times(Sign::CustomXml, odd, None));
        for part in &mut self.parts {
            let ending = part.name.rsplit('.').next().map(str::to_ascii_lowercase);
            // a default for `xml` says nothing of any one part
            let role = ending
                .filter(|ending| ending != "xml")
                .and_then(|ending| endings.get(&ending));
            if part.roles.is_empty() {
                part.roles.extend(role);
            }
        }
    }

    fn relate(&mut self, archive: &mut Archive<'_>, desk: &mut Desk<'_>) -> io::Result<()> {
        let mut left = MOST_RELATIONS;
        for position in 0..self.parts.len() {
            let Some(part) = self.parts.get(position) else {
                continue;
            };
            let name = key(&part.name);
            let Some(source) = source_of(&name) else {
                continue;
            };
            let entry = part.entry();
            let index = part.index;
            let relations = desk.within(entry.clone(), |desk| {
                xml(archive, index, desk, |document, desk| {
                    let relations = relations(document, &mut left, desk)?;
                    relations.iter().for_each(|relation| judge(relation, desk));
                    Ok(relations)
                })
            })?;
            let folder = source.rsplit_once('/').map_or("", |(folder, _)| folder);
            let mut known = Vec::new();
            let mut astray = 0;
            for (id, kind, target, is_external) in relations.unwrap_or_default() {
                let resolved = resolve(folder, &target);
                let part = (!is_external)
                    .then(|| self.positions.get(&resolved).copied())
                    .flatten();
                // what leads to nothing is left over, or a text
                let is_place = target.starts_with('#') || role::is_prescribed(&resolved);
                astray += u64::from(!is_external && part.is_none() && !is_place);
                if is_external && kind.eq_ignore_ascii_case("hyperlink") {
                    self.links.push((entry.clone(), target));
                }
                known.push(Relation { id, kind, part });
            }
            desk.within(entry, |desk| desk.find_times(Sign::CustomXml, astray, None));
            // what leads to nothing that is there stays without a source, and so unknown
            let is_there = source.is_empty() || self.positions.contains_key(&source);
            if is_there && let Some(part) = self.parts.get_mut(position) {
                part.is_led_to = true;
            }
            self.relations.insert(source, known);
        }
        Ok(())
    }

    /// Follows all ways from the package's own relationships on.
    fn lead(&mut self) {
        let mut todo = vec![String::new()];
        let mut seen = HashSet::new();
        while let Some(source) = todo.pop() {
            if !seen.insert(source.clone()) {
                continue;
            }
            for relation in self.relations.get(&source).into_iter().flatten() {
                let Some(part) = relation.part.and_then(|part| self.parts.get_mut(part)) else {
                    continue;
                };
                part.is_led_to = true;
                part.roles.extend(Role::of_relation(&relation.kind));
                todo.push(key(&part.name));
            }
        }
    }

    /// Notes of each part to which a sheet leads that it belongs to that; to none if others lead to it as well.
    pub(super) fn owned(
        &self,
        sheet: usize,
        number: u32,
        owners: &mut HashMap<usize, Option<u32>>,
    ) {
        let mut todo = vec![sheet];
        while let Some(position) = todo.pop() {
            let Some(part) = self.parts.get(position) else {
                continue;
            };
            // a way back to the workbook leads everywhere
            if part.roles.contains(&Role::Workbook) {
                continue;
            }
            let is_new = match owners.entry(position) {
                Vacant(entry) => {
                    entry.insert(Some(number));
                    true
                }
                Occupied(mut entry) => {
                    let is_other = entry.get().is_some_and(|owner| owner != number);
                    if is_other {
                        entry.insert(None);
                    }
                    is_other
                }
            };
            if is_new {
                todo.extend(self.relations(part).iter().filter_map(|to| to.part));
            }
        }
    }

    /// The parts to which nothing leads.
    pub(super) fn stray(&self) -> impl Iterator<Item = &Part> {
        self.parts
            .iter()
            .filter(|part| !part.is_led_to && !part.roles.contains(&Role::ContentTypes))
    }

    pub(super) fn relations(&self, part: &Part) -> &[Relation] {
        self.relations
            .get(&key(&part.name))
            .map_or(&[], Vec::as_slice)
    }

    /// Which part stands at this place of the archive.
    pub(super) fn position(&self, index: usize) -> Option<usize> {
        self.parts.iter().position(|part| part.index == index)
    }

    pub(super) fn first(&self, role: Role) -> Option<&Part> {
        self.parts.iter().find(|part| part.roles.contains(&role))
    }
}

/// Endings of parts that programs declare whether or not there are any.
const ENDINGS: &[&str] = &[
    "xml", "rels", "bin", "vml", "png", "jpeg", "jpg", "gif", "emf", "wmf", "tiff", "tif", "bmp",
    "svg", "wdp", "data", "pict", "xlsx", "docx", "pptx", "xls", "doc", "ppt", "sig", "psmdcp",
    "json", "txt", "htm", "pdf",
];
/// Reads an entry as XML, within limits; what is wrong with it is told.
pub(super) fn xml<'a, T>(
    archive: &'a mut Archive<'_>,
    index: usize,
    desk: &mut Desk<'_>,
    look: impl FnOnce(&mut Xml<Unpacked<'a>>, &mut Desk<'_>) -> Result<T, Sign>,
) -> io::Result<Option<T>> {
    let Some((packed, size)) = archive
        .members
        .get(index)
        .map(|member| (member.packed, member.size))
    else {
        return Ok(None);
    };
    let members = archive.members.iter();
    let allowance = archive.allowance.unwrap_or_else(|| {
        let packed = members.fold(0, |sum: u64, member| sum.saturating_add(member.packed));
        packed.saturating_mul(GROWTH).saturating_add(GRACE_OF_ALL)
    });
    // what will be read is no more than the directory says
    archive.allowance = Some(allowance.saturating_sub(size));
    let Some(unpacked) = archive.unpack(index, desk)? else {
        return Ok(None);
    };
    let grown = packed.saturating_mul(GROWTH).saturating_add(GRACE);
    // another encoding may take more bytes here than there
    let told = size.saturating_mul(2).saturating_add(64);
    let mut document = Xml::new(unpacked, grown.min(allowance).min(told));
    let result = look(&mut document, desk);
    let read = document.read();
    drop(document);
    if !desk.spend(read) {
        desk.find(Sign::UnpacksTooLarge);
    }
    match result {
        Ok(value) => {
            if read != size {
                desk.find(Sign::Damaged);
            }
            Ok(Some(value))
        }
        Err(sign) => {
            desk.find(sign);
            Ok(None)
        }
    }
}
