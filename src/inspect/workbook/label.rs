//! Texts that programs write by themselves, told from those that somebody wrote.

use super::closed;

/// Words of a page's header or footer, in small letters.
const PAGE: &[&str] = &[
    "page",
    "pages",
    "of",
    "sheet",
    "tab",
    "file",
    "date",
    "time",
    "printed",
    "print",
    "on",
    "seite",
    "seiten",
    "von",
    "blatt",
    "datum",
    "stand",
    "datei",
    "de",
    "sur",
    "feuille",
    "página",
    "páginas",
    "hoja",
    "fecha",
    "pagina",
    "di",
    "foglio",
    "data",
    "van",
    "blad",
    "side",
    "sida",
    "av",
    "af",
    "sivu",
    "strona",
    "z",
    "страница",
    "стр",
    "из",
    "лист",
    "页",
    "第",
    "共",
    "ページ",
    // markings of whole documents
    "official",
    "sensitive",
    "secret",
    "top",
    "restricted",
    "protect",
    "confidential",
    "internal",
    "unclassified",
    "not",
    "protectively",
    "marked",
    "draft",
    "copy",
];

/// Names that programs give to the code behind a workbook.
const BOOKS: &[&str] = &[
    "ThisWorkbook",
    "DieseArbeitsmappe",
    "ThisDocument",
    "EsteLibro",
    "EstaPasta_de_trabalho",
    "EstaPastaDeTrabalho",
    "Ce_classeur",
    "Questa_cartella_di_lavoro",
    "DennaArbetsbok",
    "Denne_projektmappe",
    "DenneArbeidsboken",
    "DitWerkmap",
    "ЭтаКнига",
    "TenSkoroszyt",
    "Ten_skoroszyt",
    "BuÇalışmaKitabı",
    "Tento_sešit",
    "ThisWorkbook1",
];

/// Words that programs put before the number of a sheet, chart, series or column, in small letters.
const NUMBERED: &[&str] = &[
    "sheet",
    "tabelle",
    "feuil",
    "hoja",
    "foglio",
    "blad",
    "plan",
    "planilha",
    "arkusz",
    "list",
    "munka",
    "taul",
    "taulukko",
    "ark",
    "sayfa",
    "foaie",
    "hárok",
    "лист",
    "аркуш",
    "диаграмма",
    "chart",
    "diagramm",
    "graph",
    "gráfico",
    "grafico",
    "graf",
    "wykres",
    "series",
    "datenreihe",
    "série",
    "serie",
    "column",
    "columna",
    "colonne",
    "colonna",
    "spalte",
    "coluna",
    "kolumna",
    "kolom",
    "kolumn",
    "столбец",
    "ряд",
    "macro",
    "module",
    "dialog",
    "row",
    "工作表",
    "シート",
];

/// What a chart calls its titles before anybody wrote one.
const TITLES: &[&str] = &[
    "Chart Title",
    "Axis Title",
    "Diagrammtitel",
    "Achsentitel",
    "Titre du graphique",
    "Titre de l'axe",
    "Título del gráfico",
    "Título del eje",
    "Titolo del grafico",
    "Titolo asse",
    "Título do Gráfico",
    "Título do Eixo",
    "Grafiektitel",
    "Astitel",
    "Tytuł wykresu",
    "Tytuł osi",
    "Diagramrubrik",
    "Axelrubrik",
    "Diagramtitel",
    "Aksetitel",
    "Название диаграммы",
    "Название оси",
    "图表标题",
    "坐标轴标题",
    "グラフ タイトル",
    "軸ラベル",
];

/// Whether a piece of a page's header says no more than what page it is, or how the whole is marked.
pub(super) fn is_of_page(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.all(|word| {
        word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())
            || PAGE.contains(&word.to_lowercase().as_str())
    })
}

/// Whether a name of code is one that programs give, or the sheet's own.
pub(super) fn is_code_name(name: &str, sheet: Option<&str>) -> bool {
    let bare = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    BOOKS.contains(&name)
        || is_numbered(name)
        || sheet.is_some_and(|sheet| bare(sheet) == bare(name))
}

/// `Sheet1`, `Series 2`, `Column1`: a word of a program, and a number.
pub(super) fn is_numbered(name: &str) -> bool {
    let word = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = name.len() - word.len();
    (1..=5).contains(&digits) && NUMBERED.contains(&word.trim_end().to_lowercase().as_str())
}

/// Whether a title is one that a chart has before anybody wrote one, or holds no word.
pub(super) fn is_title(text: &str) -> bool {
    let text = text.trim();
    TITLES.contains(&text)
        || is_numbered(text)
        || !text.chars().any(char::is_alphabetic)
        || text.starts_with('[') && text.ends_with(']') && text.to_uppercase() == text
}

/// Where a link within a workbook leads: a cell of a sheet that is there, or a name; both are among these.
pub(super) fn is_location(location: &str, names: &[String], is_outside: bool) -> bool {
    let location = location.trim().trim_start_matches('#');
    let is_name = |text: &str| names.iter().any(|name| name == text);
    let cell = match location.rsplit_once('!') {
        Some((sheet, cell)) => {
            let quoted = sheet.strip_prefix('\'').and_then(|s| s.strip_suffix('\''));
            let sheet = quoted.unwrap_or(sheet).replace("''", "'");
            (is_name(&sheet) || is_numbered(&sheet) || sheet == "#REF").then_some(cell)
        }
        None => Some(location),
    };
    let is_cell = cell.is_some_and(|cell| closed::is_references(cell) || is_name(cell));
    // a place within a page of the web is one word
    let is_word = is_outside && location.len() <= 40 && words(location, char::is_alphanumeric) <= 4;
    is_cell || is_word && !location.contains(char::is_whitespace)
}

/// Words that a name seldom has, and that a sentence is seldom without, in small letters.
const OF_SENTENCES: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "he", "she", "his",
    "her", "him", "they", "their", "who", "which", "because", "since", "until", "pending", "under",
    "after", "before", "during", "due", "against", "without",
];
/// Words that a longer name seldom has.
const OF_PHRASES: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "from", "with", "by", "into", "about",
    "this", "that", "not", "no", "and", "or",
];

/// Whether a text is short enough to be a name, and no sentence.
///
/// A name has three words, or five that begin with capitals, as those of fonts do, or that end in a number, as
/// those of shapes do in any language.
pub(super) fn is_name(text: &str) -> bool {
    // as a program calls styles of another
    let text = text.replace("_20_", " ");
    let own = ["Excel Built-in ", "Excel_BuiltIn_"];
    let bare = own.iter().find_map(|own| text.strip_prefix(own));
    let text = bare.unwrap_or(&text);
    let words: Vec<String> = pieces(text)
        .filter(|word| word.chars().count() > 1)
        .collect();
    let has = |known: &[&str]| {
        let mut lower = words.iter().map(|word| word.to_lowercase());
        lower.any(|word| known.contains(&word.as_str()))
    };
    let is_capital = |word: &String| !word.starts_with(char::is_lowercase);
    let is_counted = text.trim_end().ends_with(|c: char| c.is_ascii_digit()) && text.contains(' ');
    text.len() <= 64
        && match words.len() {
            0..=2 => true,
            3 => !has(OF_SENTENCES),
            4 | 5 => {
                !has(OF_SENTENCES)
                    && !has(OF_PHRASES)
                    && (is_counted || words.iter().all(is_capital))
            }
            _ => false,
        }
}

/// The words of a text, those of `thisKind` and `of_this` as well.
fn pieces(text: &str) -> impl Iterator<Item = String> {
    let mut pieces = vec![String::new()];
    let mut before = ' ';
    for letter in text.chars() {
        let is_hump = letter.is_uppercase() && before.is_lowercase();
        if is_hump || !(letter.is_alphabetic() || letter == '\'') {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut().filter(|_| letter.is_alphabetic()) {
            piece.push(letter);
        }
        before = letter;
    }
    pieces.into_iter().filter(|piece| !piece.is_empty())
}

/// How many words of two letters or more a text has, those of `thisKind` and `of_this` as well.
pub(super) fn count_words(text: &str) -> usize {
    pieces(text).filter(|word| word.chars().count() > 1).count()
}

/// Whether words in a row read as a sentence though they are few.
pub(super) fn is_clause(text: &str) -> bool {
    let words: Vec<String> = pieces(text).map(|word| word.to_lowercase()).collect();
    words.len() > 2
        && words
            .iter()
            .any(|word| OF_SENTENCES.contains(&word.as_str()))
}

/// The words of two letters or more.
fn words(text: &str, is_of_word: impl Fn(char) -> bool) -> usize {
    text.split(|c: char| !is_of_word(c))
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1)
        .count()
}

/// Whether what a link shows is an address of the web, as those are that it may lead to.
pub(super) fn is_address(text: &str) -> bool {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|start| text.starts_with(start));
    is_web && !text.contains(char::is_whitespace)
}

/// Whether a text of bytes of a binary format reads as a sentence.
pub(super) fn is_sentence(text: &str) -> bool {
    let (mut run, mut is_clause) = (0, false);
    for word in text.split(' ') {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_word = bare.len() > 1
            && bare
                .chars()
                .all(|c| c.is_alphabetic() || c == '\'' || c == '-');
        run = if is_word {
            run + 1
        } else if bare.chars().count() == 1 {
            run
        } else {
            0
        };
        is_clause = run > 0 && (is_clause || OF_SENTENCES.contains(&bare.to_lowercase().as_str()));
        if run > 4 || run > 2 && is_clause {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_programs_write_is_told_from_what_somebody_wrote() {
        for page in [
            "",
            "Page",
            "of",
            "Seite 1 von",
            "OFFICIAL - SENSITIVE",
            "- 1 -",
            "Strona",
        ] {
            assert!(is_of_page(page), "{page}");
        }
        for page in ["Able", "moved after the complaint", "12345", "Page Able"] {
            assert!(!is_of_page(page), "{page}");
        }
        for name in ["ThisWorkbook", "Sheet1", "Tabelle12", "Лист3", "My_Cards"] {
            assert!(is_code_name(name, Some("My Cards")), "{name}");
        }
        for name in ["Able", "Complaint1", "Sheet", "Sheet123456", "moved"] {
            assert!(!is_code_name(name, Some("My Cards")), "{name}");
        }
    }

    #[test]
    fn a_link_leads_to_a_cell_or_a_name() {
        let names = ["Rates".to_owned(), "A & B".to_owned(), "O'Neil".to_owned()];
        let is_known = |location: &str| is_location(location, &names, false);
        for location in [
            "Sheet1!A1",
            "'A & B'!A1:B2",
            "A7",
            "Rates",
            "#Sheet1!$A$1",
            "Sheet1!Rates",
        ] {
            assert!(is_known(location), "{location}");
        }
        for location in [
            "moved after the complaint",
            "moved",
            "'moved after'!A1",
            "moved!A1",
        ] {
            assert!(!is_known(location), "{location}");
        }
        assert!(is_location("section-2", &[], true));
        assert!(!is_location("she-was-moved-after-it", &[], true));
    }

    #[test]
    fn sentences_are_told_from_names() {
        assert!(is_sentence("\u{1}she was moved after the complaint"));
        assert!(is_sentence("(She was moved, after a complaint)"));
        assert!(is_sentence("she was moved"));
        for name in [
            "Normal",
            "20% - Accent1",
            "Vérification de cellule",
            "Celda de comprobación",
            "Arial Unicode MS Bold",
            "Times New Roman",
            "TableStyleMedium9",
            "_xlnm.Print_Titles",
            "Gerade Verbindung mit Pfeil 3",
            "Excel_20_Built-in_20_Explanatory_20_Text",
            "Excel_BuiltIn_Print_Titles",
            "Cost_of_Sales",
        ] {
            assert!(is_name(name), "{name}");
        }
        for text in [
            "she was moved",
            "moved after the complaint",
            "She_was_moved",
            "SheWasMovedAway",
            "Moved After The Complaint",
            "moved away last month",
            "She was moved 3",
        ] {
            assert!(!is_name(text), "{text}");
        }
        for text in [
            "Times New Roman",
            "Microsoft Excel",
            "Arial Unicode MS Bold",
            "A7 b8 c9 d1 e2 f3",
        ] {
            assert!(!is_sentence(text), "{text}");
        }
    }
}
