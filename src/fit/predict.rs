//! Predicts the height of text at a setting that was not tried.
//!
//! Two settings are measured. What lies between them is taken from a rough model of a page, which
//! need only tell how the way from one to the other bends: so many lines, of which a share is broken
//! where the column ends, and so many gaps.

use super::comfort::{Comfort, Reach};
use super::sides::Sides;
use crate::theme::{Options, paper_size};

/// Share of the lines that would be fewer in a wider column.
const BROKEN: f64 = 0.6;

/// Baselines of gaps for each line, at `spacing` 1.
const GAPS: f64 = 0.35;

/// Lines by which a prediction is taken to be too short.
const DOUBT: f64 = 0.6;

/// Lines that stay blank at the foot of a page, since what follows is kept together.
const FOOT: f64 = 2.0;

/// A setting and the height that all text has in it, in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) comfort: Comfort,
    pub(super) height: f64,
}

/// Returns the most open setting between two that were measured at which text should not be higher
/// than so many pages, the last one of them filled to a share; never beyond the closer one.
pub(super) fn predict(
    reach: &Reach,
    designed: &Options,
    (one, other): (Measured, Measured),
    pages: usize,
    last: f64,
) -> Comfort {
    let (close, open) = if one.comfort < other.comfort { (one, other) } else { (other, one) };
    let at = |comfort| reach.options(designed, comfort);
    let [least, most] = [close, open].map(|it| model(&at(it.comfort)));
    let fits = |comfort: Comfort| {
        let options = at(comfort);
        let share = (model(&options) - least) / (most - least).max(f64::EPSILON);
        let height = close.height + share * (open.height - close.height);
        height + DOUBT * unit(&options) <= room(&options, pages, last)
    };
    let steps = (close.comfort.0 + 1..=open.comfort.0).rev().map(Comfort);
    steps.into_iter().find(|comfort| fits(*comfort)).unwrap_or(close.comfort)
}

/// Returns a height in proportion to that of a page of text.
fn model(options: &Options) -> f64 {
    let width = Sides::of(options).map_or(1.0, Sides::width);
    let size = options.points("font-size").unwrap_or(10.0);
    let spacing = options.number("spacing").unwrap_or(1.0);
    // Compared with a column of 45 em.
    let broken = BROKEN * 45.0 * size / width;
    unit(options) * (1.0 - BROKEN + broken + GAPS * spacing)
}

/// Returns the height of the pages between their margins.
#[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
fn room(options: &Options, pages: usize, last: f64) -> f64 {
    let paper = options.text("paper").and_then(paper_size);
    let margins = ["margin-top", "margin-bottom"].map(|name| options.points(name).unwrap_or(0.0));
    let area = paper.map_or(0.0, |(_, height)| height) - margins[0] - margins[1];
    let before = pages.saturating_sub(1) as f64;
    before * (area - FOOT * unit(options)) + last * area
}

/// Returns the distance of two baselines, in points.
pub(super) fn unit(options: &Options) -> f64 {
    let size = options.points("font-size").unwrap_or(10.0);
    size * options.number("line-height").unwrap_or(1.3)
}
