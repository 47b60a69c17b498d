//! Prevents page breaks that leave one highlight of an entry alone on a page.

use typst::comemo::Track;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Array, Content, Context, Dict, Func, IntoValue, NativeElement, Packed, StyleChain, Value, dict,
};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, BlockElem, Fragment, Frame, Regions, Size};
use typst::syntax::Span;
use typst::text::TextElem;

use super::content::field;
use super::widths::measure;

/// Highlights of an entry that stay on one page.
const FEWEST: usize = 3;
/// Maximum blank share of a page that prevented breaks cause.
pub(super) const MOST_BLANK: f64 = 0.09;
/// Height of a head and a line of summary, which move to the next page with their highlights, in ems.
const HEAD: f64 = 3.9;
/// Tolerance of comparisons of heights.
const HAIR: Abs = Abs::raw(0.01);

/// Returns the parts of a body after which a page may break; `counts` are the highlights of each part,
/// with nested ones, and `after` are those placed separately below.
pub(super) fn breaks(counts: &[usize], after: usize) -> Vec<usize> {
    let all = counts.iter().sum::<usize>() + after;
    let may_break = |&part: &usize| {
        let here: usize = counts[..part].iter().sum();
        all == 0 || all > FEWEST && here != 1 && all - here >= 2
    };
    (1..counts.len()).filter(may_break).collect()
}

/// Returns `body` with page breaks only at `breaks`, if they leave no large blank; `part` returns a
/// range of its `pieces`.
pub(super) fn unbroken(
    body: Content,
    part: &Func,
    pieces: i64,
    breaks: &Array,
    span: Span,
) -> Content {
    let planned = MetadataElem::new(Value::Dict(dict! {
        "body" => body,
        "part" => part.clone(),
        "pieces" => pieces,
        "breaks" => breaks.clone(),
    }));
    BlockElem::multi_layouter(Packed::new(planned).spanned(span), lay_out).pack().spanned(span)
}

/// Lays out the body, and again with less room on the first page if that breaks where it should not.
fn lay_out(
    planned: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let span = planned.span();
    let planned: Dict = planned.value.clone().cast().at(span)?;
    let body: Content = field(&planned, "body", span)?;
    let set = |engine: &mut Engine, regions| {
        typst_layout::layout_fragment(engine, &body, locator.relayout(), styles, regions)
    };
    let free = set(engine, regions)?;
    let Some(first) = free.iter().next().filter(|first| free.len() > 1 && !first.is_empty()) else {
        return Ok(free);
    };
    let part: Func = field(&planned, "part", span)?;
    let pieces: i64 = field(&planned, "pieces", span)?;
    let breaks: Array = field(&planned, "breaks", span)?;
    let is_allowed = |piece: i64| breaks.contains(piece.into_value());
    // Heights of the parts that fit.
    let mut heights = Vec::new();
    for piece in 1..pieces {
        let context = Context::new(None, Some(styles));
        let content = part.call(engine, context.track(), [0, piece])?.display();
        let height = measure(engine, &content, styles, Some(regions.size.x))?.y;
        if height > regions.size.y + HAIR {
            break;
        }
        heights.push(height);
    }
    let fitting = heights.len() as i64;
    // The gap below the last highlight is part of the page.
    let least = 0.5 * styles.resolve(TextElem::size);
    let is_within = heights.last().is_none_or(|height| first.height() > *height + least);
    if is_allowed(fitting) || is_within && is_allowed(fitting + 1) {
        return Ok(free);
    }
    let most_blank = MOST_BLANK * regions.full;
    let last_end = |may_break: &dyn Fn(i64) -> bool| {
        let ends = heights.iter().enumerate().rev();
        let mut ends = ends.filter(|(_, height)| regions.size.y - **height <= most_blank);
        ends.find(|(i, _)| may_break(*i as i64 + 1)).map(|(_, height)| *height)
    };
    let ending_at = |height: Abs| {
        let mut less = regions;
        less.size.y = height + HAIR;
        less
    };
    if let Some(height) = last_end(&is_allowed) {
        return set(engine, ending_at(height));
    }
    let whole = measure(engine, &body, styles, Some(regions.size.x))?.y;
    let blank = regions.size.y + HEAD * styles.resolve(TextElem::size);
    if blank > most_blank || whole > 0.5 * regions.full {
        // One is better alone below its head than on the next page.
        let height = if is_within { None } else { last_end(&|piece| pieces - piece >= 2) };
        return height.map_or(Ok(free), |height| set(engine, ending_at(height)));
    }
    let mut next = regions;
    next.next();
    let rest = set(engine, next)?;
    let width = rest.iter().next().map_or(Abs::zero(), Frame::width);
    let none = Frame::soft(Size::new(width, Abs::zero()));
    Ok(Fragment::frames([none].into_iter().chain(rest).collect()))
}

#[cfg(test)]
mod tests {
    use super::breaks;

    #[test]
    fn no_highlight_is_alone_on_a_page() {
        assert!(breaks(&[1; 3], 0).is_empty());
        assert_eq!(breaks(&[1; 4], 0), [2]);
        assert_eq!(breaks(&[1; 6], 0), [2, 3, 4]);
        assert_eq!(breaks(&[1; 3], 1), [2]);
        // One with nested highlights is not alone.
        assert_eq!(breaks(&[3, 1, 1], 0), [1]);
    }

    #[test]
    fn a_page_may_break_after_a_summary_of_many_highlights() {
        assert!(breaks(&[0, 1, 1, 1], 0).is_empty());
        assert_eq!(breaks(&[0, 1, 1, 1, 1], 0), [1, 3]);
        assert_eq!(breaks(&[0, 0], 0), [1]);
    }
}
