//! Pages of a ledger as a browser draws them, on a screen, on a telephone and on paper.
//!
//! They are looked at where Chromium is, and must be where `CARDSIEVE_SCREENS` is set, as `.ci/full` does,
//! which installs it. The pictures stay in the build's folder for whoever wants to look.

mod browser;

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use cardsieve::batch::Day;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use self::browser::{Browser, Look, program};
use super::studio::Studio;
use super::{code, stdout, told};

const UNDER: [&str; 4] = ["--ledger", "ledger.db", "--ledger-key", "ledger.key"];

#[expect(
    clippy::disallowed_methods,
    reason = "only this test asks whether the browser must be there"
)]
fn must_be_there() -> bool {
    std::env::var_os("CARDSIEVE_SCREENS").is_some()
}

fn today() -> Date {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let today = Day::from_unix_seconds(since.unwrap().as_secs()).unwrap();
    today.to_string().parse().unwrap()
}

/// A page by its name and file; whether something is overdue and an incident shaded, if it is drawn.
type Shown<'n> = (&'n str, PathBuf, Option<(bool, bool)>);

/// A ledger of what one bureau held: overdue, deleted in time, fresh; and an incident there.
struct Story {
    studio: Studio,
    today: Date,
}

const BUREAU: &str = "Example Card Bureau and Sons (Northern Division)";

impl Story {
    fn new() -> Self {
        let story = Self {
            studio: Studio::new(),
            today: today(),
        };
        story.told(&["ledger", "key", "new", "ledger.key"]);
        story.told(&["ledger", "new", "ledger.db", "--ledger-key", "ledger.key"]);
        for (ago, until, deleted) in [(200, 150, false), (120, 90, true), (60, -10, false)] {
            let (date, until) = (story.day(-ago), story.day(-until));
            let past = ["--date", &date, "--delete-by", &until, "--people", "412"];
            let of = ["--profile", "warrant-card", "--controller", "C"];
            let to = ["--recipient", BUREAU, "--photos", "400"];
            let verb = ["ledger", "record-past"];
            let said = story.told(&[verb.as_slice(), &UNDER, &past, &of, &to].concat());
            if deleted {
                let batch = said.trim().rsplit(' ').next().unwrap();
                let reason = ["--batch", batch, "--reason", "deleted"];
                story.told(&[["ledger", "correction"].as_slice(), &UNDER, &reason].concat());
            }
        }
        let mut export = super::cardsieve();
        export.current_dir(story.studio.desk.path());
        export.args(["export", "--secret", "secret", "--controller", "C"]);
        export.args(["--recipient", BUREAU, "--profile", "access-fob"]);
        export.args(["--input", "hr.csv", "--output", "x.csv"]);
        told(&export.args(UNDER).output().unwrap(), 0);
        let (from, to) = (story.day(-40), story.day(-12));
        let aware = format!("{}T08:00:00Z", story.day(-11));
        let days = ["--from", &from, "--to", &to, "--aware-at", &aware];
        let of = ["--recipient", BUREAU, "--code", "ransomware"];
        story.told(&[["ledger", "incident"].as_slice(), &UNDER, &days, &of].concat());
        story
    }

    fn told(&self, arguments: &[&str]) -> String {
        told(&self.studio.run(arguments), 0)
    }

    fn day(&self, later: i64) -> String {
        (self.today + later.days()).to_string()
    }

    /// A page, written to a file.
    fn page(&self, name: &str, arguments: &[&str]) -> PathBuf {
        let named = ["--ledger", "ledger.db", "--format", "html"];
        let output = self.studio.run(&[&["ledger"], arguments, &named].concat());
        assert!(matches!(code(&output), 0 | 3), "{name}");
        self.studio.desk.put(name, stdout(&output))
    }
}

fn is_red(pixel: [u8; 3]) -> bool {
    pixel[0] > 0x90 && pixel[1] < 0x50 && pixel[2] < 0x50
}

fn is_blue(pixel: [u8; 3]) -> bool {
    pixel == [0x2f, 0x5d, 0x8a]
}

fn is_shade(pixel: [u8; 3]) -> bool {
    pixel == [0xd9, 0xd9, 0xd9]
}

impl Look {
    fn count(&self, is: fn([u8; 3]) -> bool) -> usize {
        self.pixels.iter().filter(|pixel| is(**pixel)).count()
    }

    /// The columns from the first to the last pixel that is so.
    fn span(&self, is: fn([u8; 3]) -> bool) -> Option<(usize, usize)> {
        let found = self.pixels.iter().enumerate();
        let found = found.filter(|(_, pixel)| is(**pixel));
        let columns: Vec<usize> = found.map(|(at, _)| at % self.width).collect();
        Some((*columns.iter().min()?, *columns.iter().max()?))
    }

    fn ground(&self) -> [u8; 3] {
        let mut counts: HashMap<[u8; 3], usize> = HashMap::new();
        for pixel in &self.pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .unwrap()
            .0
    }
}

/// The least contrast of any text with what is behind it, after WCAG 2.
const CONTRAST: &str = r#"(() => {
  const parse = (text) => (text.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let least = 21;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || element.closest("title, desc")) continue;
    const style = getComputedStyle(element);
    const front = parse(element.closest("svg") ? style.fill : style.color);
    let back = [255, 255, 255];
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) { back = colour; break; }
    }
    const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
    least = Math.min(least, (high + 0.05) / (low + 0.05));
  }
  return least;
})()"#;

/// Texts of a drawing that lie on one another or leave it, and the smallest letters of the page in pixels.
const TEXTS: &str = r#"(() => {
  const problems = [];
  let smallest = 99;
  for (const svg of document.querySelectorAll("svg")) {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll("text")];
    const boxes = texts.map((text) => text.getBoundingClientRect());
    const scale = frame.width / svg.viewBox.baseVal.width;
    texts.forEach((text, i) => {
      smallest = Math.min(smallest, parseFloat(getComputedStyle(text).fontSize) * scale);
      const a = boxes[i];
      if (a.left < frame.left - 1 || a.right > frame.right + 1 || a.top < frame.top - 1 || a.bottom > frame.bottom + 1)
        problems.push(`outside: ${text.textContent}`);
      boxes.forEach((b, j) => {
        if (i < j && a.left < b.right && b.left < a.right && a.top + 1 < b.bottom && b.top + 1 < a.bottom)
          problems.push(`over one another: ${text.textContent} ${texts[j].textContent}`);
      });
    });
  }
  for (const cell of document.querySelectorAll("td, th, p, li"))
    smallest = Math.min(smallest, parseFloat(getComputedStyle(cell).fontSize));
  return { problems, smallest };
})()"#;

/// How wide the narrowest column of words is that is filled: a column of single letters cannot be read.
const CELLS: &str = r#"Math.min(...[...document.querySelectorAll("td, th")]
  .filter((cell) => cell.textContent.trim().length > 5 && cell.offsetParent)
  .filter((cell) => getComputedStyle(cell).writingMode === "horizontal-tb")
  .map((cell) => cell.getBoundingClientRect().width))"#;

#[test]
fn pages_are_drawn_with_what_is_overdue_in_red_and_the_incident_shaded_and_fit_screen_and_paper() {
    let Some(program) = program() else {
        assert!(!must_be_there(), "Chromium is not installed");
        return;
    };
    let story = Story::new();
    let holdings = ["holdings", "--recipient", BUREAU];
    let month = (story.day(-30), story.day(0));
    let diff = [
        "diff",
        "--recipient",
        BUREAU,
        "--from",
        &month.0,
        "--to",
        &month.1,
    ];
    let person = ["exposure", "--ledger-key", "ledger.key", "--subject", "E1"];
    let late = ["--as-of", &story.day(400)];
    let fresh = [
        "record-past",
        "--profile",
        "access-fob",
        "--controller",
        "C",
    ];
    let fresh_to = [
        "--recipient",
        "Fresh",
        "--date",
        &story.day(-5),
        "--people",
        "3",
    ];
    story.told(&[&["ledger"], fresh.as_slice(), &fresh_to, &UNDER].concat());
    let pack = ["breach-pack", "--incident", "8"];
    // name, arguments, whether something is overdue, whether an incident is shaded
    let pages = [
        ("holdings", [holdings.as_slice(), &[]].concat(), true, true),
        ("pack", pack.to_vec(), true, true),
        ("later", [holdings.as_slice(), &late].concat(), true, true),
        ("overdue", vec!["overdue"], true, false),
        (
            "fresh",
            vec!["holdings", "--recipient", "Fresh"],
            false,
            false,
        ),
    ];
    let plain = [
        ("diff", diff.to_vec()),
        ("recipients", vec!["recipients"]),
        ("exposure", person.to_vec()),
    ];
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join("screens");
    std::fs::create_dir_all(&kept).unwrap();
    let mut browser = Browser::open(&program);
    let mut all: Vec<Shown<'_>> = Vec::new();
    for (name, arguments, red, shaded) in pages {
        all.push((name, story.page(name, &arguments), Some((red, shaded))));
    }
    for (name, arguments) in plain {
        all.push((name, story.page(name, &arguments), None));
    }
    for (name, page, drawn) in all {
        let page = rename(&page);
        for (width, media) in [
            (1280, "screen"),
            (800, "screen"),
            (400, "screen"),
            (718, "print"),
        ] {
            let at = format!("{name}-{media}-{width}");
            browser.visit(&page, width, media);
            // on a narrow screen the drawing is moved to and fro by itself
            browser.ask(
                "document.querySelectorAll('.drawing').forEach((one) => one.scrollLeft = 9999)",
            );
            let look = browser.look(width, &kept.join(format!("{at}.png")));
            let scroll = browser.ask("document.documentElement.scrollWidth");
            assert!(
                scroll.as_u64().unwrap() <= u64::from(width),
                "{at}: {scroll} wide"
            );
            let contrast = browser.ask(CONTRAST);
            assert!(
                contrast.as_f64().unwrap() >= 4.5,
                "{at}: contrast {contrast}"
            );
            let texts: Value = browser.ask(TEXTS);
            assert_eq!(texts["problems"], serde_json::json!([]), "{at}");
            assert!(texts["smallest"].as_f64().unwrap() >= 8.0, "{at}: {texts}");
            let cell = browser.ask(CELLS);
            assert!(
                cell.as_f64().unwrap_or(99.0) >= 36.0,
                "{at}: a column of {cell} pixels"
            );
            let own = format!("file://{}", page.display());
            assert_eq!(look.requests, [own], "{at}: something else was asked for");
            assert_eq!(look.ground(), [255; 3], "{at}");
            assert!(
                look.count(|pixel| pixel.iter().all(|part| *part < 0x30)) > 100,
                "{at}"
            );
            assert!(look.height > 100);
            let Some((red, shaded)) = drawn else { continue };
            assert_eq!(look.count(is_red) > 40, red, "{at}: {}", look.count(is_red));
            assert_eq!(
                look.count(is_shade) > 100,
                shaded,
                "{at}: {}",
                look.count(is_shade)
            );
            assert!(look.count(is_blue) > 10, "{at}: {}", look.count(is_blue));
            // all of it is on the page
            for is in [is_red, is_blue, is_shade] {
                let (first, last) = look.span(is).unwrap_or((1, 1));
                assert!(
                    first > 0 && last + 1 < look.width,
                    "{at}: {first} to {last}"
                );
            }
        }
        let printed = browser.print();
        assert!(
            printed.starts_with(b"%PDF-") && printed.len() > 5_000,
            "{name}"
        );
    }
}

/// A browser takes a file for a page by its name.
fn rename(page: &Path) -> PathBuf {
    let named = page.with_extension("html");
    std::fs::rename(page, &named).unwrap();
    named
}
