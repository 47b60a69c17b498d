//! The design: values that all parts of a page share.
//!
//! The unit of all vertical distances is the line height: font size × `line-height`. Every gap is
//! `spacing` × a number of units, so font size, line height, spacing and margins can vary while the
//! proportions stay the same.

use typst::diag::SourceResult;
use typst::foundations::{Args, Array, Dict, Element, Func, IntoValue, Value, dict};
use typst::layout::Length;
use typst::model::{EmphElem, StrongElem};
use typst::syntax::Span;
use typst::text::TextElem;

use super::content::field;
use super::input::named;
use super::library::push_plain;
use crate::plan::line_breaks::unmarked;

/// Gap between paragraphs relative to that between entries.
const PARAGRAPH_SHARE: f64 = 0.5;
/// Gap between positions of an entry relative to that between entries.
const POSITION_SHARE: f64 = 0.75;
/// What is added to the gap between the entries of a section in which one has several positions,
/// relative to that between entries.
const GROUP_SHARE: f64 = 0.5;
/// Minimum distance between the lines of two entries, as a multiple of that between two highlights:
/// parsers split entries by it.
const LEAST_DISTANCE: f64 = 1.45;
/// Minimum gap above a section, as a multiple of that between entries.
const LEAST_SECTION: f64 = 1.5;
/// The `spacing` below which that minimum decreases, and by how much.
const COMFORTABLE: f64 = 0.7;
const DECREASE: f64 = 1.5;
/// Minimum gap below a title, which would otherwise touch the first line.
const LEAST_TITLE: f64 = 0.2;
/// The `spacing` below which both minima decrease to save a page, that of sections by `GIVEN_UP`.
const LAST_RESORT: f64 = 0.55;
const GIVEN_UP: f64 = 0.3;

/// Returns options, words, unit, gaps and roles.
pub(super) fn design(view: &Dict, options: Dict, roles: Dict, at: Span) -> SourceResult<Dict> {
    let header: Dict = field(view, "header", at)?;
    let name: Array = field(&header, "name", at)?;
    let mut plain_name = String::new();
    push_plain(&name, &mut plain_name);
    let document: Dict = field(view, "document", at)?;
    let of_document = |name| field::<Value>(&document, name, at);
    let font_size: Length = field(&options, "font-size", at)?;
    let line_height: f64 = field(&options, "line-height", at)?;
    let unit = font_size * line_height;
    let gap = gaps(&options, unit, at)?;
    let mut role = default_roles(&options, at)?;
    for (name, style) in roles {
        role.insert(name, style);
    }
    Ok(dict! {
        "options" => options,
        "words" => field::<Value>(view, "words", at)?,
        "name" => unmarked(&plain_name),
        "lang" => of_document("lang")?,
        "dir" => of_document("dir")?,
        "family-first" => of_document("family-first")?,
        "unit" => unit,
        "gap" => gap,
        "role" => role,
    })
}

/// Returns the gaps above each kind of content, as lengths.
fn gaps(options: &Dict, unit: Length, at: Span) -> SourceResult<Dict> {
    let number = |name| field::<f64>(options, name, at);
    let spacing = number("spacing")?;
    let (entry_gap, section_gap) = (number("entry-gap")?, number("section-gap")?);
    let highlight = spacing * number("highlight-gap")?;
    // Tightened pages keep these distances, unless the options themselves are less.
    let least_entry = entry_gap.min(LEAST_DISTANCE * (1.0 + highlight) - 1.0);
    let entry = (spacing * entry_gap).max(least_entry);
    let given_up = ((LAST_RESORT - spacing) / 0.05).clamp(0.0, 1.0);
    let least_section =
        LEAST_SECTION - DECREASE * (COMFORTABLE - spacing).clamp(0.0, 0.2) - GIVEN_UP * given_up;
    let section = (spacing * section_gap).max(section_gap.min(least_section * entry));
    let title_gap = number("title-gap")?;
    let title = (spacing * title_gap).max(title_gap.min(LEAST_TITLE * (1.0 - given_up)));
    let gap = |units: f64| unit * units;
    Ok(dict! {
        "headline" => gap(spacing * number("name-gap")?),
        "contacts" => gap(spacing * number("contact-gap")?),
        // Below the header, in addition to its own gap.
        "header" => gap(spacing * number("header-gap")?),
        "section" => gap(section),
        // The first content of a section.
        "title" => gap(title),
        "entry" => gap(entry),
        // Between the entries of a section in which one has several positions.
        "group" => gap(entry + GROUP_SHARE * spacing * entry_gap),
        // A further position of an entry.
        "position" => gap(spacing * POSITION_SHARE * entry_gap),
        // Content below an entry head.
        "body" => gap(spacing * number("body-gap")?),
        // A further paragraph.
        "paragraph" => gap(spacing * PARAGRAPH_SHARE * entry_gap),
        // A further one-line entry.
        "line" => gap(spacing * number("line-gap")?),
        // A further highlight.
        "highlight" => gap(highlight),
    })
}

/// Returns the default style of each role. `text` leaves it unchanged: Typst calls compiled
/// functions without the costs of closures.
fn default_roles(options: &Dict, at: Span) -> SourceResult<Dict> {
    let text = |settings: Vec<(&'static str, Value)>| {
        let text = Func::from(Element::of::<TextElem>());
        if settings.is_empty() {
            return text;
        }
        let items = settings.into_iter().map(|(name, value)| named(name, value, at)).collect();
        text.with(&mut Args { span: at, items })
    };
    let muted: Value = field(options, "muted-color", at)?;
    let small: Value = field(options, "small-size", at)?;
    let semibold = || ("weight", 600.into_value());
    Ok(dict! {
        "title" => text(vec![semibold()]),
        "position" => text(vec![semibold(), ("style", "italic".into_value())]),
        "subtitle" => text(vec![]),
        // An employer or school.
        "employer" => text(vec![semibold()]),
        "location" => text(vec![]),
        "url" => text(vec![]),
        "date" => text(vec![("number-width", "tabular".into_value())]),
        "run-in-date" => text(vec![]),
        "label" => text(vec![semibold()]),
        "detail" => Func::from(Element::of::<EmphElem>()),
        "self" => Func::from(Element::of::<StrongElem>()),
        "level" => text(vec![("weight", "regular".into_value())]),
        // Including its level; with `keyword-roles` in `[plan]` only.
        "keyword" => text(vec![]),
        // Between keywords; likewise.
        "keyword-separator" => text(vec![]),
        "small" => text(vec![("size", small), ("fill", muted.clone())]),
        // Keywords of an entry.
        "keywords" => text(vec![("fill", muted)]),
    })
}
