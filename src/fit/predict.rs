//! Predicts the height of text in a layout that was not tried.
//!
//! Two layouts are measured. Heights in between are interpolated with a rough model of a page,
//! which only has to describe the shape of the curve: a number of lines, of which a share wraps at
//! the end of the column, and a number of gaps.

use super::looseness::{AdjustableOptions, Looseness};
use super::text_column::TextColumn;
use crate::theme::{Options, paper_size};

/// Share of lines that depend on the column width.
const BROKEN: f64 = 0.6;

/// Height of gaps per line, in lines, at `spacing` 1.
pub(super) const GAPS: f64 = 0.35;

/// Assumed error of a prediction in lines.
const PREDICTION_ERROR: f64 = 0.6;

/// Lines left blank at the end of a page because blocks are kept together.
const FOOT: f64 = 3.0;

/// A layout and the measured height of its text in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) looseness: Looseness,
    pub(super) height: f64,
}

/// Returns the loosest layout between two measured ones whose text is predicted to fit on a number
/// of pages, with the last one filled to a share; never tighter than the tighter one.
pub(super) fn predict(
    adjustable: &AdjustableOptions,
    designed: &Options,
    (one, other): (Measured, Measured),
    pages: usize,
    last: f64,
) -> Looseness {
    let (close, open) = if one.looseness < other.looseness { (one, other) } else { (other, one) };
    let at = |looseness| adjustable.options(designed, looseness);
    let [least, most] = [close, open].map(|it| model(&at(it.looseness)));
    let fits = |looseness: Looseness| {
        let options = at(looseness);
        let share = (model(&options) - least) / (most - least).max(f64::EPSILON);
        let height = close.height + share * (open.height - close.height);
        height + PREDICTION_ERROR * unit(&options) <= room(&options, pages, last)
    };
    let steps = (close.looseness.0 + 1..=open.looseness.0).rev().map(Looseness);
    steps.into_iter().find(|looseness| fits(*looseness)).unwrap_or(close.looseness)
}

/// Returns a height relative to a page of text.
fn model(options: &Options) -> f64 {
    let width = TextColumn::of(options).map_or(1.0, TextColumn::width);
    let size = options.points("font-size").unwrap_or(10.0);
    let spacing = options.number("spacing").unwrap_or(1.0);
    // Relative to a column of 45 em.
    let broken = BROKEN * 45.0 * size / width;
    unit(options) * (1.0 - BROKEN + broken + GAPS * spacing)
}

/// Returns the total height of the text areas.
#[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
fn room(options: &Options, pages: usize, last: f64) -> f64 {
    let paper = options.text("paper").and_then(paper_size);
    let margins = ["margin-top", "margin-bottom"].map(|name| options.points(name).unwrap_or(0.0));
    let area = paper.map_or(0.0, |(_, height)| height) - margins[0] - margins[1];
    let before = pages.saturating_sub(1) as f64;
    before * (area - FOOT * unit(options)) + last * area
}

/// Returns the line height in points.
pub(super) fn unit(options: &Options) -> f64 {
    let size = options.points("font-size").unwrap_or(10.0);
    size * options.number("line-height").unwrap_or(1.3)
}
