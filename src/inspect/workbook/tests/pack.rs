//! Packages and archives, written plainly.

use flate2::Crc;

/// An archive of entries that are not packed.
pub(super) fn zip(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in entries {
        let mut crc = Crc::new();
        crc.update(content);
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend(crc.sum().to_le_bytes());
        let length = u32::try_from(content.len()).unwrap();
        common.extend(length.to_le_bytes());
        common.extend(length.to_le_bytes());
        common.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
        common.extend([0, 0]);
        let offset = u32::try_from(file.len()).unwrap();
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(name.as_bytes());
        file.extend(content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let start = u32::try_from(file.len()).unwrap();
    let count = u16::try_from(entries.len()).unwrap();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

/// The entries of an archive that `zip` wrote.
pub(super) fn entries(file: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut entries = Vec::new();
    let mut rest = file;
    while let Some(after) = rest.strip_prefix(b"PK\x03\x04") {
        let length = |at: usize| usize::from(u16::from_le_bytes([after[at], after[at + 1]]));
        let (size, name) = (length(14) | length(16) << 16, length(22));
        let (name, content) = after[26..].split_at(name);
        entries.push((
            String::from_utf8(name.to_vec()).unwrap(),
            content[..size].to_vec(),
        ));
        rest = &content[size..];
    }
    entries
}

const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A package in the making.
#[derive(Clone)]
pub(super) struct Pack {
    parts: Vec<(String, Vec<u8>)>,
    /// Source, kind, target, whether it leads out.
    relations: Vec<(String, String, String, bool)>,
    pub(super) types: String,
}

impl Pack {
    pub(super) fn bare() -> Self {
        Self {
            parts: Vec::new(),
            relations: Vec::new(),
            types: String::new(),
        }
    }

    /// One sheet of three columns and three rows, with shared texts, styles and properties.
    pub(super) fn plain() -> Self {
        let row = |row: u32, cells: [&str; 3]| {
            let cells: String = ["A", "B", "C"]
                .iter()
                .zip(cells)
                .map(|(column, cell)| match cell.parse::<f64>() {
                    Ok(_) => format!("<c r=\"{column}{row}\"><v>{cell}</v></c>"),
                    Err(_) => {
                        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
                    }
                })
                .collect();
            format!("<row r=\"{row}\">{cells}</row>")
        };
        let rows = [
            row(1, ["name", "rank", "shoulder"]),
            row(2, ["A Able", "Constable", "17"]),
            row(3, ["B Baker", "Sergeant", "18"]),
        ];
        let mut pack = Self::bare();
        pack.part("xl/workbook.xml", &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Cards\" sheetId=\"1\" r:id=\"r0\"/></sheets></workbook>"));
        pack.relate("", "officeDocument", "xl/workbook.xml");
        pack.part("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheetFormatPr defaultRowHeight=\"15\"/><sheetData>{}<row r=\"4\"><c r=\"A4\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>", rows.concat()));
        pack.relate_as(
            "xl/workbook.xml",
            "r0",
            "worksheet",
            "worksheets/sheet1.xml",
        );
        pack.part(
            "xl/sharedStrings.xml",
            &format!("<sst xmlns=\"{MAIN}\"><si><t>C Charlie</t></si></sst>"),
        );
        pack.relate("xl/workbook.xml", "sharedStrings", "sharedStrings.xml");
        pack.part("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\"><fonts><font><sz val=\"11\"/></font><font><color rgb=\"FFFFFFFF\"/></font></fonts><fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF203040\"/></patternFill></fill></fills><cellXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"1\"/><xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\"/></cellXfs></styleSheet>").replace("<fonts>", "<numFmts><numFmt numFmtId=\"164\" formatCode=\";;;\"/></numFmts><fonts>"));
        pack.relate("xl/workbook.xml", "styles", "styles.xml");
        pack.part("docProps/core.xml", "<cp:coreProperties xmlns:cp=\"urn:c\" xmlns:dc=\"urn:d\"><dc:creator>cardsieve</dc:creator></cp:coreProperties>");
        pack.relate("", "metadata/core-properties", "docProps/core.xml");
        pack
    }

    pub(super) fn part(&mut self, name: &str, content: &str) {
        self.bytes(name, content.as_bytes());
    }

    pub(super) fn bytes(&mut self, name: &str, content: &[u8]) {
        self.parts.push((name.to_owned(), content.to_vec()));
    }

    pub(super) fn relate(&mut self, source: &str, kind: &str, target: &str) {
        let id = format!("i{}", self.relations.len());
        self.relate_as(source, &id, kind, target);
    }

    pub(super) fn relate_as(&mut self, source: &str, id: &str, kind: &str, target: &str) {
        let is_external = target.contains(':') || target.starts_with("\\\\");
        self.relations.push((
            source.to_owned(),
            format!("Id=\"{id}\" Type=\"{OFFICE}/{kind}\""),
            target.to_owned(),
            is_external,
        ));
    }

    /// Adds a part to which the workbook or a sheet leads.
    #[must_use]
    pub(super) fn with(mut self, source: &str, kind: &str, name: &str, content: &str) -> Self {
        self.part(name, content);
        self.relate(source, kind, &format!("/{name}"));
        self
    }

    /// Puts one text for another within a part.
    #[must_use]
    pub(super) fn put(mut self, part: &str, old: &str, new: &str) -> Self {
        let found = self
            .parts
            .iter_mut()
            .find(|(name, _)| name == part)
            .unwrap();
        let text = String::from_utf8(found.1.clone()).unwrap();
        assert!(text.contains(old), "{old} is in {part}");
        found.1 = text.replacen(old, new, 1).into_bytes();
        self
    }

    /// Puts something behind the cells of the sheet.
    #[must_use]
    pub(super) fn behind(self, xml: &str) -> Self {
        self.put(
            "xl/worksheets/sheet1.xml",
            "</sheetData>",
            &format!("</sheetData>{xml}"),
        )
    }

    /// The file.
    pub(super) fn file(&self) -> Vec<u8> {
        let mut entries = vec![(
            "[Content_Types].xml".to_owned(),
            format!(
                "<Types xmlns=\"{TYPES}\"><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{}</Types>",
                self.types
            )
            .into_bytes(),
        )];
        let mut sources: Vec<&String> = self.relations.iter().map(|(source, ..)| source).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            let (folder, file) = source.rsplit_once('/').unwrap_or(("", source));
            let parted = if folder.is_empty() { "" } else { "/" };
            let relations: String = self
                .relations
                .iter()
                .filter(|(other, ..)| other == source)
                .map(|(_, head, target, is_external)| {
                    let mode = if *is_external {
                        " TargetMode=\"External\""
                    } else {
                        ""
                    };
                    format!("<Relationship {head} Target=\"{target}\"{mode}/>")
                })
                .collect();
            entries.push((
                format!("{folder}{parted}_rels/{file}.rels"),
                format!("<Relationships xmlns=\"{RELATIONS}\">{relations}</Relationships>")
                    .into_bytes(),
            ));
        }
        entries.extend(self.parts.iter().cloned());
        zip(&entries)
    }
}
