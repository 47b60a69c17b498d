//! Builds lines with content at both ends.

use std::sync::LazyLock;

use typst::foundations::{
    Content, Func, IntoValue, NativeElement, NativeFuncData, Recipe, Selector, Transformation,
    Value, dict,
};
use typst::layout::{BoxElem, Fr, Length, Ratio, Sizing};
use typst::model::{HeadingElem, ParElem};
use typst::syntax::Span;
use typst::text::{Costs, TextElem};

use super::blanks::{filling_blanks, least_blanks};
use super::library::function;
use crate::plan::line_breaks::{DOT, JOINT, separator};

/// A line: its start and its end.
pub(super) type Line = (Option<Content>, Option<Content>);

/// Joins those of `parts` that are present; `None` if there are none.
pub(super) fn join_present(
    parts: impl IntoIterator<Item = Option<Content>>,
    separator: &Content,
) -> Option<Content> {
    let mut joined = Vec::new();
    for part in parts.into_iter().flatten() {
        if !joined.is_empty() {
            joined.push(separator.clone());
        }
        joined.push(part);
    }
    (!joined.is_empty()).then(|| Content::sequence(joined))
}

/// Returns a dot between blanks, which separates facts on a line.
pub(super) fn dot() -> Content {
    static DOT_BETWEEN: LazyLock<Content> = LazyLock::new(|| TextElem::packed(separator(DOT)));
    DOT_BETWEEN.clone()
}

/// Returns a line with `end` at its end; without `end` only `start`, and `None` without both. If
/// there is no room for both, `end` moves to the end of the next line.
///
/// The gap of the line is filled with blanks, because extractors treat text after an empty gap as
/// a separate column.
pub(super) fn ends(start: Option<Content>, end: Option<Content>) -> Option<Content> {
    // The first blank must be an ordinary space, because it determines the character of all; lines
    // break between it and the empty box. A word joiner keeps the end with the filled gap.
    static FILLER: LazyLock<Content> = LazyLock::new(|| {
        Content::sequence([
            TextElem::packed(' '),
            BoxElem::new().pack(),
            BoxElem::new()
                .with_width(Sizing::Fr(Fr::one()))
                .with_body(Some(filling_blanks()))
                .pack(),
            TextElem::packed(JOINT),
        ])
    });
    static LEAST: LazyLock<Content> = LazyLock::new(least_blanks);
    let Some(end) = end else { return start };
    // The minimum gap is in the box of the end, which is at most as wide as the line.
    let boxed = Content::sequence([LEAST.clone(), TextElem::packed(JOINT), end]);
    let boxed = BoxElem::new().with_body(Some(boxed)).pack();
    Some(Content::sequence(start.into_iter().chain([FILLER.clone(), boxed])))
}

/// Returns lines below each other, in which headings are inline.
pub(super) fn lines_of(lines: impl IntoIterator<Item = Option<Content>>) -> Content {
    let lines = lines.into_iter().flatten().map(|line| ParElem::new(line).pack());
    let lines = Content::sequence(lines.collect::<Vec<_>>());
    inline_headings(lines.set(ParElem::spacing, Length::zero()))
}

/// Returns the lines of a head. An end that does not fit takes the last word to its line.
pub(super) fn lines_with_ends(lines: Vec<Line>) -> Content {
    // Less than the cost of a line that is too long.
    static NO_RUNTS: LazyLock<Costs> = LazyLock::new(|| {
        let costs = Value::Dict(dict! { "runt" => Ratio::new(5_000.0) });
        costs.cast().expect("runts have a cost")
    });
    let lines = lines_of(lines.into_iter().map(|(start, end)| ends(start, end)));
    lines.set(TextElem::costs, *NO_RUNTS)
}

/// Returns the body of a heading.
pub(super) fn body_of(heading: Content) -> Content {
    heading.into_packed::<HeadingElem>().map_or_else(|other| other, |heading| heading.body.clone())
}

/// Shows each heading within `body` as its text.
fn inline_headings(body: Content) -> Content {
    static BODY: NativeFuncData = function("body", false, &|_, _, args| {
        let heading: Content = args.expect("heading")?;
        Ok(body_of(heading).into_value())
    });
    let selector = Selector::Elem(HeadingElem::ELEM, None);
    let transform = Transformation::Func(Func::from(&BODY));
    body.styled(Recipe::new(Some(selector), transform, Span::detached()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_an_end_is_not_filled() {
        let [start, end] = ["Miller", "2020"].map(|text| Some(TextElem::packed(text)));
        assert_eq!(ends(start.clone(), None), start);
        assert_eq!(ends(None, None), None);
        let whole = ends(start, end).expect("a line").plain_text().to_string();
        assert_eq!(whole.replace(JOINT, ""), "Miller 2020");
    }
}
