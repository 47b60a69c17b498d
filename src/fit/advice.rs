//! Determines what to omit if no layout is tight enough.

use super::measure::{Area, Heading, flow, headings};
use crate::theme::Options;
use crate::view::{Entry, Highlight, Slot, View};
use typst_layout::PagedDocument;

/// The height of an entry.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cost {
    /// Path of the entry, as [`crate::source::Path`] displays it.
    pub(super) path: String,
    pub(super) name: String,
    /// Year in which it ended.
    pub(super) year: i32,
    /// Distance from its head to the next one in points.
    pub(super) height: f64,
    /// Whether it has text below its head.
    pub(super) has_body: bool,
}

/// How an entry is reduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reduction {
    /// Only the head is kept.
    Collapse,
    Cut,
}

/// Measures every dated entry with a heading.
pub(super) fn costs(document: &PagedDocument, options: &Options, view: &View) -> Vec<Cost> {
    let area = Area::of(document, options);
    let found = headings(document);
    let mut rest = found.as_slice();
    let mut costs = Vec::new();
    for entry in view.sections.iter().flat_map(|section| &section.entries) {
        let Some(year) = last_year(entry) else { continue };
        let names = names_of(entry);
        let is_own = |heading: &Heading| names.iter().any(|name| heading.text.starts_with(name));
        let Some(at) = rest.iter().position(is_own) else { continue };
        let name = names[0].clone();
        let height = height(&rest[at..], area, document);
        rest = &rest[at + 1..];
        let mut head = entry.clone();
        collapse(&mut head);
        let has_body = head != *entry;
        costs.push(Cost { path: entry.path.to_string(), name, year, height, has_body });
    }
    costs
}

/// Returns the distance between the heading of an entry, the first in `rest`, and the next one that
/// does not belong to it.
fn height(rest: &[Heading], area: Area, document: &PagedDocument) -> f64 {
    let own = &rest[0];
    let next = rest[1..].iter().find(|heading| heading.level <= own.level);
    let end = next.map_or_else(
        || {
            let last = document.pages().len().saturating_sub(1);
            let used = document.pages().last().map_or(0.0, |page| area.used(page));
            #[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
            let before = last as f64 * area.height();
            before + used
        },
        |next| flow(next, area),
    );
    (end - flow(own, area)).max(0.0)
}

/// Returns the names of an entry that may be its heading: a theme puts the position or the employer
/// first.
fn names_of(entry: &Entry) -> Vec<String> {
    let names = |slots: &[&Option<Slot>]| -> Vec<String> {
        let texts = slots.iter().copied().flatten().map(|slot| slot.text.text());
        let names = texts.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        names.filter(|name| !name.is_empty()).collect()
    };
    let first = names(&[&entry.title, &entry.subtitle]);
    if first.is_empty() { names(&[&entry.location, &entry.url]) } else { first }
}

/// Returns the last year mentioned in an entry.
fn last_year(entry: &Entry) -> Option<i32> {
    let own = entry.date.as_ref().and_then(|date| year_in(&date.years));
    own.or_else(|| {
        let years: Option<Vec<i32>> = entry.positions.iter().map(last_year).collect();
        years?.into_iter().max()
    })
}

/// Returns the last number of four digits; `None` if a word such as "Present" follows it.
fn year_in(text: &str) -> Option<i32> {
    let end = text.trim_end();
    let start = end.len() - end.bytes().rev().take_while(u8::is_ascii_digit).count();
    end.get(start..).filter(|digits| digits.len() == 4)?.parse().ok()
}

/// Returns a view in which entries that ended before a year are reduced.
pub(super) fn without(view: &View, before: i32, reduction: Reduction) -> View {
    let old = |entry: &Entry| last_year(entry).is_some_and(|year| year < before);
    let mut view = view.clone();
    for section in &mut view.sections {
        match reduction {
            Reduction::Cut => section.entries.retain(|entry| !old(entry)),
            Reduction::Collapse => {
                section.entries.iter_mut().filter(|it| old(it)).for_each(collapse)
            }
        }
    }
    let emptied =
        |section: &crate::view::Section| section.entries.is_empty() && section.text.is_empty();
    view.sections.retain(|section| !emptied(section));
    view
}

/// Returns a view with at most `count` highlights per list; `None` if nothing changes.
pub(super) fn with_fewer_highlights(view: &View, count: usize) -> Option<View> {
    fn cut(highlights: &mut Vec<Highlight>, count: usize) {
        highlights.truncate(count);
        highlights.iter_mut().for_each(|highlight| cut(&mut highlight.highlights, count));
    }
    fn cut_entry(entry: &mut Entry, count: usize) {
        cut(&mut entry.highlights, count);
        entry.positions.iter_mut().for_each(|position| cut_entry(position, count));
    }
    let mut fewer = view.clone();
    for entry in fewer.sections.iter_mut().flat_map(|section| &mut section.entries) {
        cut_entry(entry, count);
    }
    (fewer != *view).then_some(fewer)
}

fn collapse(entry: &mut Entry) {
    entry.summary.clear();
    entry.highlights.clear();
    entry.keywords.clear();
    entry.details.clear();
    entry.url = None;
    entry.positions.iter_mut().for_each(collapse);
}
