//! Converts a view to rows ready for typesetting.
//!
//! All layout decisions that do not require measuring are made here: the form of entries, which
//! facts share a line, what is kept together, where lines must not break. A theme declares in its
//! manifest what it places separately; its Typst code only places rows.

use serde::Serialize;

use crate::view::{DocumentInfo, View, Words};

mod block;
mod citation;
mod closing;
mod entry;
mod fact;
mod head;
mod keep;
mod keyword;
mod length;
mod line;
pub mod line_breaks;
mod long_words;
pub(crate) mod narrow;
mod nested;
mod section;
mod short;
#[cfg(test)]
mod tests;
mod text;
mod unmark;

pub use block::{Block, Item};
pub use head::{Contact, Header, Letter};
pub use section::{Content, Gap, Half, Rest, Row, Section, Slots};
pub use short::Beside;
pub use text::{Piece, Text};

use line_breaks::LineBreakRules;

/// Settings of a plan, from the theme and its options.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct PlanSettings {
    /// Lines that the theme splits in two columns.
    pub apart: SplitLines,
    /// Whether dates use hyphens instead of dashes.
    pub ascii_dates: bool,
    /// Whether the theme styles keywords and their separators.
    pub keyword_roles: bool,
    /// Maximum characters of a head without employer or school whose parts share a line.
    pub head: usize,
    /// Whether that applies to heads with an employer, too.
    pub brief_jobs: bool,
    /// Whether the employer or school comes first.
    pub employer_first: bool,
    /// Whether publications are formatted as references.
    pub citations: bool,
    pub keep: Keep,
    /// Whether a short text, such as a grade, may share a line with the head of its entry.
    pub notes: bool,
    /// Width of the theme's narrow column in ems, if wide words break in it.
    pub narrow: Option<f64>,
    /// Whether the labels of split lines are above the rest.
    pub labels_above: bool,
    /// Whether short nested highlights are in the line of theirs.
    pub nested_in_line: bool,
}

/// Kinds of lines that a theme splits in two columns.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SplitLines {
    /// A word and its details: `German` and `native`.
    pub words: bool,
    /// A keyword group's title and its keywords.
    pub lines: bool,
    /// A fact's label and its value.
    pub facts: bool,
}

/// What page breaks must not split.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keep {
    #[default]
    Paragraphs,
    Entries,
    Sections,
}

/// A résumé ready for typesetting.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Plan<'v> {
    pub document: &'v DocumentInfo,
    pub words: &'v Words,
    /// The person's name as plain text.
    pub name: String,
    pub header: Header<'v>,
    /// Sections with content.
    pub sections: Vec<Section<'v>>,
    pub closing: Vec<Block>,
    pub letter: Option<Letter<'v>>,
}

/// Plans a view for a theme.
pub fn plan<'v>(view: &'v View, settings: &PlanSettings) -> Plan<'v> {
    let name = view.header.name.text();
    let planner = Planner {
        rules: LineBreakRules::of(&view.document.lang),
        words: &view.words,
        settings,
        name: &name,
        family_first: view.document.family_first,
        brief_jobs: settings.brief_jobs && section::are_brief_jobs(&view.sections, settings.head),
        // Without a name, sections take its heading level, because PDF/UA does not allow skipping
        // one.
        section_level: if view.header.name.is_empty() { 1 } else { 2 },
        keyword_lines: false,
        semicolons: false,
        title_marks: title_marks(&view.document.lang),
    };
    let keyword_lines = planner.need_lines(&view.sections);
    let sections = view.sections.iter().map(|section| {
        let semicolons = keyword::need_semicolons(&section.entries, &view.words.list_separator);
        Planner { semicolons, ..planner }.section(section, keyword_lines)
    });
    let mut sections: Vec<_> = sections.filter(|section| !section.rows.is_empty()).collect();
    short::keep_lone_titles_above(&mut sections);
    let closing = planner.closing(&view.closing);
    let header = planner.header(&view.header);
    let letter = view.letter.as_ref().map(|letter| planner.letter(letter));
    Plan { document: &view.document, words: &view.words, header, sections, closing, letter, name }
}

/// Plans a view for formats that break lines themselves, without the control characters of
/// [`line_breaks`].
pub fn plan_without_signs<'v>(view: &'v View, settings: &PlanSettings) -> Plan<'v> {
    let mut plan = plan(view, settings);
    unmark::plan(&mut plan);
    plan
}

/// Settings shared by all parts of a plan.
#[derive(Clone, Copy)]
struct Planner<'p> {
    rules: LineBreakRules,
    words: &'p Words,
    settings: &'p PlanSettings,
    name: &'p str,
    family_first: bool,
    /// Whether the heads of jobs are one line.
    brief_jobs: bool,
    section_level: u8,
    /// Whether each keyword of a group has a line of its own.
    keyword_lines: bool,
    /// Whether keywords are separated by semicolons instead of commas.
    semicolons: bool,
    /// Around titles of books and journals, instead of italics.
    title_marks: Option<[&'static str; 2]>,
}

/// Returns the marks around titles of books and journals in a language whose script has no italics
/// (GB/T 15834 for Chinese).
fn title_marks(lang: &str) -> Option<[&'static str; 2]> {
    match lang {
        "zh" => Some(["《", "》"]),
        "ja" => Some(["『", "』"]),
        _ => None,
    }
}
