//! View → rows ready for typesetting.
//!
//! All that can be known of a page without ink is decided here: what a section's entries look like,
//! which facts share a line, what stays together, where a line may not end. A theme says in its manifest
//! what it wants set apart; its Typst code then only places rows.

use serde::Serialize;

use crate::view::{DocumentInfo, View, Words};

mod block;
mod citation;
mod entry;
mod fact;
pub mod glue;
mod head;
mod keep;
mod keyword;
mod length;
mod section;
#[cfg(test)]
mod tests;
mod text;
mod unmark;

pub use block::{Block, Item};
pub use head::{Contact, Header, Letter};
pub use section::{Content, Gap, Half, Rest, Row, Section, Slots};
pub use text::{Piece, Text};

use glue::Habits;

/// What a theme and its options want of the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// Lines that the theme takes in two.
    pub apart: Apart,
    /// Whether dashes of dates are hyphens.
    pub ascii_dates: bool,
    /// Whether keywords have a look of their own, and what stands between them.
    pub keyword_roles: bool,
    /// Characters up to which the parts of a head share a line where no employer or school is named.
    pub head: usize,
    /// Whether whoever gave the place comes before what the place was.
    pub employer_first: bool,
    /// Whether publications are printed as references.
    pub citations: bool,
    pub keep: Keep,
}

/// Lines that a theme takes in two, each half in a place of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Apart {
    /// A word and what is said of it: `German` and `native`.
    pub words: bool,
    /// The title of a keyword group and the keywords.
    pub lines: bool,
    /// Label and value of a fact.
    pub facts: bool,
}

/// What the end of a page does not part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Keep {
    #[default]
    Paragraphs,
    Entries,
    Sections,
}

/// One résumé, ready to be set.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Plan<'v> {
    pub document: &'v DocumentInfo,
    pub words: &'v Words,
    /// The person's name as one string.
    pub name: String,
    pub header: Header<'v>,
    /// Those that have anything to show.
    pub sections: Vec<Section<'v>>,
    pub closing: Vec<Block>,
    pub letter: Option<Letter<'v>>,
}

/// Plans a view for a theme.
pub fn plan<'v>(view: &'v View, needs: &Needs) -> Plan<'v> {
    let name = view.header.name.text();
    let planner = Planner {
        habits: Habits::of(&view.document.lang),
        words: &view.words,
        needs,
        name: &name,
        family_first: view.document.family_first,
        // Without a name the next level takes its place: a PDF for a screen reader must not skip one.
        section_level: if view.header.name.is_empty() { 1 } else { 2 },
    };
    let sections = view.sections.iter().map(|section| planner.section(section));
    let sections = sections.filter(|section| !section.rows.is_empty()).collect();
    let closing = view.closing.iter().flat_map(|closing| planner.blocks(&closing.body)).collect();
    let header = planner.header(&view.header);
    let letter = view.letter.as_ref().map(|letter| planner.letter(letter));
    Plan { document: &view.document, words: &view.words, header, sections, closing, letter, name }
}

/// Plans a view for forms that break their lines themselves: no text holds a sign of [`glue`].
pub fn plan_without_signs<'v>(view: &'v View, needs: &Needs) -> Plan<'v> {
    let mut plan = plan(view, needs);
    unmark::plan(&mut plan);
    plan
}

/// What all rows are planned by.
struct Planner<'p> {
    habits: Habits,
    words: &'p Words,
    needs: &'p Needs,
    name: &'p str,
    family_first: bool,
    section_level: u8,
}
