//! Splits inline content at blanks.

use typst::foundations::{Content, NativeElement, SequenceElem, StyledElem};
use typst::model::{EmphElem, LinkElem, StrongElem};
use typst::text::{SmallcapsElem, TextElem};

use crate::plan::line_breaks::JOINT;

/// Returns the ways to split content at a blank, which is omitted: after a comma, then elsewhere, both
/// from the end.
pub(super) fn parts(content: &Content) -> impl Iterator<Item = (Content, Content)> {
    let text: Vec<char> = content.plain_text().chars().collect();
    let is_gap = |at: &usize| {
        *at > 0 && text[*at] == ' ' && text.get(at + 1).is_some_and(|next| *next != JOINT)
    };
    let gaps = (0..text.len()).rev().filter(is_gap);
    let (mut gaps, others): (Vec<_>, Vec<_>) =
        gaps.partition(|at| matches!(text[at - 1], ',' | '،' | '、' | '，'));
    gaps.extend(others);
    gaps.into_iter().filter_map(|at| {
        let (first, rest) = split(content, at)?;
        Some((first, split(&rest, 1)?.1))
    })
}

/// Splits content after a number of characters, if it is text.
fn split(content: &Content, at: usize) -> Option<(Content, Content)> {
    let both = |body: &Content, with: &dyn Fn(Content) -> Content| {
        split(body, at).map(|(first, rest)| (with(first), with(rest)))
    };
    let spanned = |part: Content| part.spanned(content.span());
    if let Some(text) = content.to_packed::<TextElem>() {
        let at = text.text.char_indices().nth(at).map_or(text.text.len(), |(at, _)| at);
        let (first, rest) = text.text.split_at(at);
        Some((spanned(TextElem::packed(first)), spanned(TextElem::packed(rest))))
    } else if let Some(sequence) = content.to_packed::<SequenceElem>() {
        let mut left = at;
        for (i, child) in sequence.children.iter().enumerate() {
            let length = child.plain_text().chars().count();
            if left > length {
                left -= length;
                continue;
            }
            let (before, after) = (&sequence.children[..i], &sequence.children[i + 1..]);
            let (first, rest) = if left == length {
                (child.clone(), Content::empty())
            } else {
                split(child, left)?
            };
            let first = Content::sequence(before.iter().cloned().chain([first]));
            return Some((
                first,
                Content::sequence([rest].into_iter().chain(after.iter().cloned())),
            ));
        }
        None
    } else if let Some(styled) = content.to_packed::<StyledElem>() {
        both(&styled.child, &|part| part.styled_with_map(styled.styles.clone()))
    } else if let Some(emphasized) = content.to_packed::<EmphElem>() {
        both(&emphasized.body, &|part| spanned(EmphElem::new(part).pack()))
    } else if let Some(strong) = content.to_packed::<StrongElem>() {
        both(&strong.body, &|part| spanned(StrongElem::new(part).pack()))
    } else if let Some(small) = content.to_packed::<SmallcapsElem>() {
        both(&small.body, &|part| spanned(SmallcapsElem::new(part).pack()))
    } else if let Some(link) = content.to_packed::<LinkElem>() {
        both(&link.body, &|part| spanned(LinkElem::new(link.dest.clone(), part).pack()))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(content: &Content) -> Vec<String> {
        parts(content)
            .map(|(first, rest)| format!("{}|{}", first.plain_text(), rest.plain_text()))
            .collect()
    }

    #[test]
    fn a_line_breaks_after_a_comma_rather_than_elsewhere() {
        let text = |text: &str| TextElem::packed(text.to_owned());
        let school =
            Content::sequence([text("State School, "), text("Earth").emph(), text(" Lab")]);
        assert_eq!(
            shown(&school.emph()),
            ["State School,|Earth Lab", "State School, Earth|Lab", "State|School, Earth Lab"]
        );
    }

    #[test]
    fn a_line_does_not_break_where_that_is_prevented() {
        assert_eq!(shown(&TextElem::packed(format!("J. {JOINT}Okafor"))), [""; 0]);
    }
}
