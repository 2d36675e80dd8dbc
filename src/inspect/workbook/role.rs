//! What a part of a package is for (ECMA-376 part 1, and what Excel has added since).
//!
//! A part is known by the relationship that leads to it, by its content type or by its folder.

mod names;

pub(super) use self::names::{entry, is_prescribed, name};
use crate::inspect::sign::Sign;

/// What a part is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Role {
    Workbook,
    Sheet,
    /// A sheet that is a chart or a dialogue.
    Picturesque,
    MacroSheet,
    Strings,
    Styles,
    Theme,
    /// Order of calculation, looks of charts, tables of columns: no text of anybody's.
    Frame,
    Table,
    PivotTable,
    Chart,
    Drawing,
    Vml,
    Picture,
    Comments,
    Persons,
    PivotCache,
    Slicer,
    ExternalLink,
    Connections,
    Query,
    CustomXml,
    RichValues,
    DataModel,
    Printer,
    Macros,
    Object,
    Revisions,
    View,
    Core,
    App,
    Custom,
    Property,
    /// A sensitivity label, or who signed.
    Label,
    Relations,
    ContentTypes,
    Unknown,
}

impl Role {
    /// What a part of this role is a sign of, whatever it says.
    pub(super) const fn sign(self) -> Option<Sign> {
        Some(match self {
            Self::Comments => Sign::Comment,
            Self::Persons => Sign::Person,
            Self::PivotCache => Sign::PivotCache,
            Self::Slicer => Sign::SlicerCache,
            Self::ExternalLink => Sign::ExternalLinkCache,
            Self::Connections => Sign::Connection,
            Self::Query => Sign::PowerQuery,
            Self::CustomXml | Self::RichValues => Sign::CustomXml,
            Self::DataModel => Sign::DataModel,
            Self::Printer => Sign::PrinterSettings,
            Self::Macros | Self::MacroSheet => Sign::Macros,
            Self::Object => Sign::EmbeddedObject,
            Self::Revisions => Sign::RevisionLog,
            Self::View => Sign::CustomView,
            Self::Property => Sign::CustomProperty,
            Self::Label => Sign::Creator,
            Self::Picture => Sign::EmbeddedPicture,
            Self::Unknown => Sign::UnknownPart,
            _ => return None,
        })
    }

    /// By the last word of a relationship's type.
    pub(super) fn of_relation(kind: &str) -> Option<Self> {
        Some(match kind.to_ascii_lowercase().as_str() {
            "officedocument" => Self::Workbook,
            "worksheet" => Self::Sheet,
            "chartsheet" | "dialogsheet" => Self::Picturesque,
            "xlmacrosheet" | "xlintlmacrosheet" => Self::MacroSheet,
            "sharedstrings" => Self::Strings,
            "styles" => Self::Styles,
            "theme" | "themeoverride" => Self::Theme,
            "calcchain" | "sheetmetadata" | "chartcolorstyle" | "chartstyle"
            | "featurepropertybag" | "xlbinaryindex" | "tablestyles" => Self::Frame,
            "table" => Self::Table,
            "pivottable" => Self::PivotTable,
            "chart" | "chartex" => Self::Chart,
            "drawing" | "chartusershapes" | "diagramdata" | "diagramlayout"
            | "diagramquickstyle" | "diagramcolors" | "diagramdrawing" => Self::Drawing,
            "vmldrawing" | "legacydiagramtext" => Self::Vml,
            "image" | "hdphoto" | "thumbnail" | "svgblip" => Self::Picture,
            "comments" | "threadedcomment" | "threadedcomments" => Self::Comments,
            "person" | "persons" => Self::Persons,
            "pivotcachedefinition" | "pivotcacherecords" | "pivotcachestore" => Self::PivotCache,
            "slicer" | "slicercache" | "timeline" | "timelinecache" => Self::Slicer,
            "externallink" | "xlexternallinkpath" | "volatiledependencies" => Self::ExternalLink,
            "connections" => Self::Connections,
            "querytable" => Self::Query,
            "customxml" | "customxmlprops" | "xmlmaps" | "tablesinglecells" => Self::CustomXml,
            "rdrichvalue"
            | "rdrichvaluestructure"
            | "rdrichvaluetypes"
            | "rdarray"
            | "richvaluerel"
            | "richstyles"
            | "rdsupportingpropertybag"
            | "rdsupportingpropertybagstructure"
            | "rdrichvaluewebimage" => Self::RichValues,
            "powerpivotdata" | "model" => Self::DataModel,
            "printersettings" => Self::Printer,
            "vbaproject"
            | "vbaprojectsignature"
            | "vbaprojectsignatureagile"
            | "vbaprojectsignaturev3"
            | "attachedtoolbars"
            | "extensibility"
            | "ui"
            | "python"
            | "webextension"
            | "webextensiontaskpanes"
            | "taskpanes" => Self::Macros,
            "oleobject"
            | "package"
            | "control"
            | "activexcontrolbinary"
            | "ctrlprop"
            | "video"
            | "audio"
            | "media"
            | "font"
            | "model3d" => Self::Object,
            "revisionheaders" | "revisionlog" | "usernames" => Self::Revisions,
            "namedsheetview" | "namedsheetviews" => Self::View,
            "core-properties" | "metadata" => Self::Core,
            "extended-properties" => Self::App,
            "custom-properties" => Self::Custom,
            "customproperty" => Self::Property,
            "classificationlabels" | "origin" | "signature" | "certificate" => Self::Label,
            _ => return None,
        })
    }

    /// By a content type.
    pub(super) fn of_content_type(content_type: &str) -> Option<Self> {
        let content_type = content_type.to_ascii_lowercase();
        if content_type.starts_with("image/") {
            return Some(Self::Picture);
        }
        // `…spreadsheetml.pivotCacheRecords+xml`, `…ms-excel.pivotCacheRecords`
        let name = content_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim_end_matches("+xml")
            .rsplit('.')
            .next()
            .unwrap_or_default()
            .to_owned();
        match name.as_str() {
            "main" => Some(Self::Workbook),
            "macrosheet" | "intlmacrosheet" => Some(Self::MacroSheet),
            "externallink" | "externalreference" => Some(Self::ExternalLink),
            "sheetmetadata" => Some(Self::Frame),
            "drawingml" => Some(Self::Drawing),
            "customxmlproperties" => Some(Self::CustomXml),
            "worksheet"
            | "chartsheet"
            | "dialogsheet"
            | "sharedstrings"
            | "styles"
            | "theme"
            | "calcchain"
            | "table"
            | "pivottable"
            | "chart"
            | "drawing"
            | "vmldrawing"
            | "comments"
            | "threadedcomments"
            | "person"
            | "pivotcachedefinition"
            | "pivotcacherecords"
            | "slicer"
            | "slicercache"
            | "timeline"
            | "timelinecache"
            | "connections"
            | "querytable"
            | "xmlmaps"
            | "tablesinglecells"
            | "printersettings"
            | "vbaproject"
            | "oleobject"
            | "revisionheaders"
            | "revisionlog"
            | "usernames"
            | "volatiledependencies"
            | "core-properties"
            | "extended-properties"
            | "custom-properties" => Self::of_relation(&name),
            _ => None,
        }
    }

    /// By a folder or name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let within = |folder: &str| name.starts_with(folder);
        Some(if name == "[content_types].xml" {
            Self::ContentTypes
        } else if name == "_rels/.rels" || name.contains("/_rels/") && has_ending(&name, "rels") {
            Self::Relations
        } else if within("xl/pivotcache/") {
            Self::PivotCache
        } else if within("xl/slicer") || within("xl/timeline") {
            Self::Slicer
        } else if within("xl/externallinks/") {
            Self::ExternalLink
        } else if within("xl/comments") || within("xl/threadedcomments/") {
            Self::Comments
        } else if within("xl/persons/") {
            Self::Persons
        } else if within("xl/revisions/") {
            Self::Revisions
        } else if within("xl/model/") {
            Self::DataModel
        } else if within("xl/querytables/") {
            Self::Query
        } else if within("xl/connections.") {
            Self::Connections
        } else if within("xl/embeddings/") || within("xl/activex/") || within("xl/ctrlprops/") {
            Self::Object
        } else if within("xl/media/") {
            Self::Picture
        } else if within("xl/vbaproject") || within("xl/macrosheets/") || within("customui/") {
            Self::Macros
        } else if within("customxml/") || within("xl/xmlmaps") {
            Self::CustomXml
        } else if within("xl/richdata/") {
            Self::RichValues
        } else if within("xl/printersettings/") {
            Self::Printer
        } else if name == "xl/styles.xml" {
            Self::Styles
        } else if within("xl/charts/chart") || within("xl/charts/chartex") {
            Self::Chart
        } else if within("xl/namedsheetviews/") {
            Self::View
        } else if within("docprops/custom") {
            Self::Custom
        } else {
            return None;
        })
    }

    /// The elements that a part of this role may begin with, where what it holds is nobody's text.
    pub(super) const fn roots(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Theme => &["theme", "themeOverride"],
            Self::Styles => &["styleSheet"],
            Self::Frame => &[
                "calcChain",
                "metadata",
                "colorStyle",
                "chartStyle",
                "FeaturePropertyBags",
                "tableStyles",
            ],
            Self::Table => &["table"],
            Self::PivotTable => &["pivotTableDefinition"],
            Self::Drawing => &[
                "wsDr",
                "userShapes",
                "dataModel",
                "layoutDef",
                "styleDef",
                "colorsDef",
                "drawing",
            ],
            Self::Chart => &["chartSpace"],
            _ => return None,
        })
    }

    /// The elements in which a part of this role may hold texts that are shown.
    pub(super) fn shows(self, element: &str) -> bool {
        match self {
            Self::Drawing => matches!(
                element,
                "t" | "f"
                    | "posOffset"
                    | "from"
                    | "to"
                    | "col"
                    | "row"
                    | "colOff"
                    | "rowOff"
                    | "pctWidth"
                    | "pctHeight"
                    | "sizeRelH"
                    | "sizeRelV"
                    | "sym"
            ),
            Self::Chart => true,
            Self::Theme | Self::Picturesque | Self::Label => false,
            Self::Table => matches!(
                element,
                "calculatedColumnFormula" | "totalsRowFormula" | "f"
            ),
            Self::PivotTable => matches!(
                element,
                "f" | "formula" | "sqref" | "pivotArea" | "pivotTableUISettings"
            ),
            Self::Styles => element == "f",
            Self::Frame => matches!(
                element,
                "a" | "bag" | "k" | "i" | "b" | "s" | "rel" | "bagId" | "v"
            ),
            _ => true,
        }
    }
}

fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.')
        .is_some_and(|(_, last)| last == ending)
}
