//! Lays out short items on shared lines.

use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Dict, NativeElement, Packed, StyleChain, Value, dict};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, BlockElem, Em, Fragment, Length, Regions};
use typst::model::ParElem;
use typst::syntax::Span;
use typst::text::{LinebreakElem, TextElem, TextSize};

use super::content::field;
use super::widths::{do_letters_fit, width_of};
use crate::plan::line_breaks::JOINT;

/// Sizes of balanced items that are tried to save a line, as shares of the text size.
const SMALLER: [f64; 3] = [0.98, 0.96, 0.94];
/// Minimum size of text that is made smaller, in points.
const SMALLEST: f64 = 8.5;

/// Lays out `items`, as many per line as fit, with a separator between the items of a line. The
/// separator is text, because extractors would split lines at wide spaces. `None` begins a new
/// paragraph of the same text size. Lines are of similar length if `balanced`; the item at
/// `movable` of the first paragraph is last, or the text a little smaller, if that saves a line.
pub(super) fn spread(
    items: Array,
    separator: Content,
    balanced: bool,
    movable: Option<usize>,
    span: Span,
) -> Content {
    if let [Value::Content(only)] = items.as_slice() {
        return ParElem::new(only.clone()).pack().spanned(span);
    }
    let planned = MetadataElem::new(Value::Dict(dict! {
        "items" => items,
        "separator" => separator,
        "balanced" => balanced,
        "movable" => movable,
    }));
    BlockElem::multi_layouter(Packed::new(planned).spanned(span), lay_out).pack().spanned(span)
}

/// Lays out the items in a known width.
fn lay_out(
    planned: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let span = planned.span();
    let planned: Dict = planned.value.clone().cast().at(span)?;
    let items: Array = field(&planned, "items", span)?;
    let items = items.into_iter().map(Value::cast);
    let items = items.collect::<Result<Vec<Option<Content>>, _>>().at(span)?;
    let mut paragraphs: Vec<Vec<Content>> =
        items.split(Option::is_none).map(|part| part.iter().flatten().cloned().collect()).collect();
    let separator: Content = field(&planned, "separator", span)?;
    let balanced: bool = field(&planned, "balanced", span)?;
    let movable: Option<usize> = field(&planned, "movable", span)?;
    let available = regions.base().x;
    let mut share = 1.0;
    let mut starts = vec![Vec::new(); paragraphs.len()];
    let fits = |items: &Vec<Content>| {
        let separators = std::iter::repeat_n(&separator, items.len().saturating_sub(1));
        let all = items.iter().chain(separators);
        do_letters_fit(engine, all, styles, available) == Some(true)
    };
    if !paragraphs.iter().all(fits) {
        // Blanks at the ends of a line have no width.
        let joint = TextElem::packed(JOINT);
        let between = Content::sequence([joint.clone(), separator.clone(), joint]);
        let between = width_of(engine, &between, &locator, styles)?;
        let mut widths = Vec::new();
        for items in &paragraphs {
            let own = items.iter().map(|item| width_of(engine, item, &locator, styles));
            widths.push(own.collect::<SourceResult<Vec<Abs>>>()?);
        }
        let text_size = styles.resolve(TextElem::size);
        let layout = |share: f64, moves: bool| {
            let mut widths = widths.clone();
            if moves {
                move_to_end(movable, &mut widths[0]);
            }
            let available = available / share;
            widths.iter().map(|own| line_starts(own, between, available, balanced)).collect()
        };
        let count = |starts: &Vec<Vec<usize>>| starts.iter().map(Vec::len).sum::<usize>();
        starts = layout(1.0, false);
        if balanced && count(&starts) > 0 {
            let is_legible = |share: &f64| *share == 1.0 || text_size * *share >= Abs::pt(SMALLEST);
            let shares = [1.0].into_iter().chain(SMALLER).filter(is_legible);
            let mut trials = shares.flat_map(|share| [(share, false), (share, true)]);
            let found = trials.find_map(|(share, moves)| {
                let there = layout(share, moves);
                (count(&there) < count(&starts)).then_some((share, moves, there))
            });
            if let Some((share_there, moves, there)) = found {
                (share, starts) = (share_there, there);
                if moves {
                    move_to_end(movable, &mut paragraphs[0]);
                }
            }
        }
    }
    let paragraphs = paragraphs.into_iter().zip(starts).map(|(items, starts)| {
        let mut content = Vec::with_capacity(2 * items.len());
        for (i, item) in items.into_iter().enumerate() {
            if starts.contains(&i) {
                content.push(LinebreakElem::new().pack());
            } else if i > 0 {
                content.push(separator.clone());
            }
            content.push(item);
        }
        ParElem::new(Content::sequence(content)).pack().spanned(span)
    });
    let content = Content::sequence(paragraphs.collect::<Vec<_>>());
    let content = content.set(ParElem::spacing, Length::zero());
    let content = if share < 1.0 {
        content.set(TextElem::size, TextSize(Em::new(share).into()))
    } else {
        content
    };
    typst_layout::layout_fragment(engine, &content, locator, styles, regions)
}

/// Moves one of the items to the end.
fn move_to_end<T>(movable: Option<usize>, items: &mut Vec<T>) {
    if let Some(at) = movable.filter(|at| *at < items.len()) {
        let item = items.remove(at);
        items.push(item);
    }
}

/// Returns the indices of the items that begin a new line.
fn line_starts(widths: &[Abs], between: Abs, available: Abs, balanced: bool) -> Vec<usize> {
    let within = |available: Abs| {
        let mut starts = Vec::new();
        let mut line = Abs::zero();
        for (i, width) in widths.iter().enumerate() {
            let longer = line + between + *width;
            if i > 0 && longer > available {
                starts.push(i);
                line = *width;
            } else {
                line = if i == 0 { *width } else { longer };
            }
        }
        starts
    };
    let starts = within(available);
    if !balanced || starts.is_empty() {
        return starts;
    }
    let narrower =
        (50..100).step_by(5).map(|percent| within(available * (f64::from(percent) / 100.0)));
    narrower.chain([starts.clone()]).find(|other| other.len() == starts.len()).unwrap_or(starts)
}

#[cfg(test)]
mod tests {
    use super::{Abs, line_starts, move_to_end};

    fn starts(widths: &[f64], available: f64, balanced: bool) -> Vec<usize> {
        let widths: Vec<_> = widths.iter().map(|width| Abs::pt(*width)).collect();
        line_starts(&widths, Abs::pt(10.0), Abs::pt(available), balanced)
    }

    #[test]
    fn lines_are_filled_greedily_by_default() {
        assert_eq!(starts(&[40.0, 50.0], 100.0, false), [0; 0]);
        assert_eq!(starts(&[40.0, 51.0], 100.0, false), [1]);
        assert_eq!(starts(&[40.0, 40.0, 40.0, 120.0], 100.0, false), [2, 3]);
    }

    #[test]
    fn one_item_can_be_last() {
        let moved = |movable| {
            let mut items = vec![0, 1, 2, 3];
            move_to_end(movable, &mut items);
            items
        };
        assert_eq!(moved(None), [0, 1, 2, 3]);
        assert_eq!(moved(Some(9)), [0, 1, 2, 3]);
        assert_eq!(moved(Some(1)), [0, 2, 3, 1]);
        assert_eq!(starts(&[20.0, 90.0, 30.0, 40.0], 110.0, false).len(), 2);
        assert_eq!(starts(&[20.0, 30.0, 40.0, 90.0], 110.0, false).len(), 1);
    }

    #[test]
    fn balanced_lines_have_similar_lengths() {
        assert_eq!(starts(&[30.0, 30.0, 30.0, 30.0], 130.0, false), [3]);
        assert_eq!(starts(&[30.0, 30.0, 30.0, 30.0], 130.0, true), [2]);
    }
}
