//! The names of parts: which of them say nothing of anybody.

use crate::inspect::desk::Desk;
use crate::inspect::place::Entry;

/// Names that the formats prescribe, with `#` where a number of up to four digits may stand.
const NAMES: &[&str] = &[
    "[content_types].xml",
    "_rels/.rels",
    "xl/_rels/workbook.xml.rels",
    "xl/workbook.xml",
    "xl/workbook.bin",
    "xl/sharedstrings.xml",
    "xl/sharedstrings.bin",
    "xl/styles.xml",
    "xl/styles.bin",
    "xl/theme/theme#.xml",
    "xl/calcchain.xml",
    "xl/calcchain.bin",
    "xl/metadata.xml",
    "xl/worksheets/sheet#.xml",
    "xl/worksheets/sheet#.bin",
    "xl/worksheets/_rels/sheet#.xml.rels",
    "xl/worksheets/_rels/sheet#.bin.rels",
    "xl/chartsheets/sheet#.xml",
    "xl/dialogsheets/sheet#.xml",
    "xl/macrosheets/sheet#.xml",
    "xl/macrosheets/intlsheet#.xml",
    "xl/tables/table#.xml",
    "xl/pivottables/pivottable#.xml",
    "xl/pivotcache/pivotcachedefinition#.xml",
    "xl/pivotcache/pivotcacherecords#.xml",
    "xl/pivotcache/pivotcachedefinition#.bin",
    "xl/pivotcache/pivotcacherecords#.bin",
    "xl/slicers/slicer#.xml",
    "xl/slicercaches/slicercache#.xml",
    "xl/timelines/timeline#.xml",
    "xl/timelinecaches/timelinecache#.xml",
    "xl/charts/chart#.xml",
    "xl/charts/chartex#.xml",
    "xl/charts/style#.xml",
    "xl/charts/colors#.xml",
    "xl/drawings/drawing#.xml",
    "xl/drawings/vmldrawing#.vml",
    "xl/comments#.xml",
    "xl/comments#.bin",
    "xl/comments/comment#.xml",
    "xl/threadedcomments/threadedcomment#.xml",
    "xl/persons/person.xml",
    "xl/persons/person#.xml",
    "xl/externallinks/externallink#.xml",
    "xl/externallinks/externallink#.bin",
    "xl/externallinks/_rels/externallink#.xml.rels",
    "xl/externallinks/_rels/externallink#.bin.rels",
    "xl/drawings/_rels/drawing#.xml.rels",
    "xl/charts/_rels/chart#.xml.rels",
    "xl/connections.xml",
    "xl/connections.bin",
    "xl/querytables/querytable#.xml",
    "xl/querytables/querytable#.bin",
    "xl/model/item.data",
    "xl/xmlmaps.xml",
    "xl/printersettings/printersettings#.bin",
    "xl/vbaproject.bin",
    "xl/vbaprojectsignature.bin",
    "xl/media/image#.png",
    "xl/media/image#.jpeg",
    "xl/media/image#.jpg",
    "xl/media/image#.gif",
    "xl/media/image#.emf",
    "xl/media/image#.wmf",
    "xl/media/image#.tiff",
    "xl/media/image#.svg",
    "xl/media/image#.bmp",
    "xl/embeddings/oleobject#.bin",
    "xl/activex/activex#.xml",
    "xl/activex/activex#.bin",
    "xl/ctrlprops/ctrlprop#.xml",
    "xl/revisions/revisionheaders.xml",
    "xl/revisions/revisionlog#.xml",
    "xl/revisions/usernames.xml",
    "xl/namedsheetviews/namedsheetview#.xml",
    "xl/richdata/rdrichvalue.xml",
    "xl/volatiledependencies.xml",
    "docprops/core.xml",
    "docprops/app.xml",
    "docprops/custom.xml",
    "docprops/thumbnail.jpeg",
    "docprops/thumbnail.wmf",
    "docmetadata/labelinfo.xml",
    "customxml/item#.xml",
    "customxml/itemprops#.xml",
    // OpenDocument
    "content.xml",
    "styles.xml",
    "meta.xml",
    "settings.xml",
    "mimetype",
    "manifest.rdf",
    "meta-inf/manifest.xml",
    "meta-inf/documentsignatures.xml",
    "thumbnails/thumbnail.png",
];

/// Looks at a part's name, unless a format prescribes it.
pub(in crate::inspect::workbook) fn name(name: &str, entry: Entry, desk: &mut Desk<'_>) {
    if matches!(entry, Entry::Ordinal(_)) {
        desk.within(entry, |desk| desk.name(name));
    }
}

/// A part's place: its name, where a format prescribes it, or else its position from 0.
pub(in crate::inspect::workbook) fn entry(name: &str, index: usize) -> Entry {
    if is_prescribed(name) {
        Entry::Named(name.to_owned())
    } else {
        Entry::Ordinal(index as u64 + 1)
    }
}

/// Whether a format prescribes the name of a part.
pub(in crate::inspect::workbook) fn is_prescribed(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let digits = lower.bytes().filter(u8::is_ascii_digit).count();
    let mut pattern = String::with_capacity(lower.len());
    for letter in lower.chars() {
        if !letter.is_ascii_digit() {
            pattern.push(letter);
        } else if !pattern.ends_with('#') {
            pattern.push('#');
        }
    }
    digits <= 4 && NAMES.contains(&pattern.as_str())
}
