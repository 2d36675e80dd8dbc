//! A profile in plain words, for those who must answer for it: an annex to a data protection
//! impact assessment (UK GDPR Article 35).

mod chapters;
mod html;
mod inference;
mod json;
pub(super) mod markdown;
mod remainder;
mod singling;
#[cfg(test)]
mod tests;
mod text;

use super::Profile;

/// What a profile lets leave, and what follows from it, chapter by chapter.
///
/// # Security
/// Holds what the profile and the catalogue say; no record is read to make it.
///
/// # Examples
/// ```
/// use cardsieve::profile::Profile;
///
/// let profile = Profile::preset("warrant-card").ok_or("no such preset")?;
/// let annex = profile.explain();
/// assert!(annex.text().contains("photo"));
/// assert!(annex.html().starts_with("<!DOCTYPE html>"));
/// # Ok::<(), &str>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    profile: String,
    fingerprint: String,
    title: String,
    chapters: Vec<Chapter>,
}

/// One chapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chapter {
    id: &'static str,
    title: &'static str,
    blocks: Vec<Block>,
}

/// A piece of a chapter. The list is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading below the chapter's own.
    Heading(Phrase),
    /// A paragraph.
    Paragraph(Phrase),
    /// Points, in no order that counts.
    List(Vec<Phrase>),
    /// A table.
    Table(Table),
}

/// A table; the first cell of each row says what the row is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    caption: String,
    head: Vec<&'static str>,
    rows: Vec<Vec<Phrase>>,
}

/// Words of people, with words of the format set apart.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase(Vec<Run>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Run {
    Plain(String),
    Code(String),
}

impl Profile {
    /// Explains the profile in plain words.
    pub fn explain(&self) -> Explanation {
        Explanation {
            profile: self.name.clone(),
            fingerprint: self.fingerprint().to_string(),
            title: format!("What the profile {} lets leave", self.name),
            chapters: chapters::all(self),
        }
    }
}

impl Explanation {
    /// Another document about a profile, to be laid out as explanations are.
    #[cfg(feature = "prove")]
    pub(crate) fn about(profile: &Profile, title: String, chapters: Vec<Chapter>) -> Self {
        Self {
            profile: profile.name.clone(),
            fingerprint: profile.fingerprint().to_string(),
            title,
            chapters,
        }
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The chapters, in reading order.
    pub fn chapters(&self) -> &[Chapter] {
        &self.chapters
    }
}

impl Chapter {
    #[cfg(feature = "prove")]
    pub(crate) const fn new(id: &'static str, title: &'static str, blocks: Vec<Block>) -> Self {
        Self { id, title, blocks }
    }

    /// A short name that stays the same: an anchor in HTML, a key in JSON.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The heading.
    pub const fn title(&self) -> &'static str {
        self.title
    }

    /// What it says.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

impl Table {
    #[cfg(feature = "prove")]
    pub(crate) const fn new(
        caption: String,
        head: Vec<&'static str>,
        rows: Vec<Vec<Phrase>>,
    ) -> Self {
        Self {
            caption,
            head,
            rows,
        }
    }

    /// What the table shows.
    pub fn caption(&self) -> &str {
        &self.caption
    }

    /// The headings of its columns.
    pub fn head(&self) -> &[&'static str] {
        &self.head
    }

    /// Its rows, each with a cell for every heading.
    pub fn rows(&self) -> &[Vec<Phrase>] {
        &self.rows
    }
}

impl Phrase {
    /// Adds words.
    pub(crate) fn say(mut self, words: impl Into<String>) -> Self {
        self.0.push(Run::Plain(words.into()));
        self
    }

    /// Adds a name of the format, of the catalogue or of the profile.
    pub(crate) fn name(mut self, name: impl Into<String>) -> Self {
        self.0.push(Run::Code(name.into()));
        self
    }

    /// Names, parted by commas.
    pub(crate) fn names<S: Into<String>>(names: impl IntoIterator<Item = S>) -> Self {
        let mut phrase = Self::default();
        for name in names {
            if !phrase.0.is_empty() {
                phrase = phrase.say(", ");
            }
            phrase = phrase.name(name);
        }
        phrase
    }

    /// Adds names, parted by commas.
    fn and_names<S: AsRef<str>>(mut self, names: &[S]) -> Self {
        let mut listed = Self::names(names.iter().map(AsRef::as_ref));
        self.0.append(&mut listed.0);
        self
    }

    /// This phrase and another.
    #[cfg(feature = "prove")]
    pub(crate) fn and(mut self, mut other: Self) -> Self {
        self.0.append(&mut other.0);
        self
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words alone.
    pub fn plain(&self) -> String {
        let texts = self.0.iter().map(|run| match run {
            Run::Plain(text) | Run::Code(text) => text.as_str(),
        });
        texts.collect()
    }
}

impl From<&str> for Phrase {
    fn from(words: &str) -> Self {
        Self::default().say(words)
    }
}

impl From<String> for Phrase {
    fn from(words: String) -> Self {
        Self::default().say(words)
    }
}
