//! Removes line-breaking control characters from pages, so that they are not copied with the text.
//!
//! A separator at the end of a line is removed too.

use typst::layout::{Em, Frame, FrameItem, Point};
use typst::text::{Glyph, TextItem};

use crate::plan::line_breaks::{END_OF_SEPARATOR, JOINT, SEAM, is_mark};

/// Returns a frame without control characters, or `None` if it has none. They have no glyphs, so
/// only the text changes.
pub(super) fn unmarked(frame: &Frame) -> Option<Frame> {
    // Most texts do not change, so only the changed ones are collected.
    let mut changed: Vec<(usize, FrameItem)> = Vec::new();
    for (i, (at, item)) in frame.items().enumerate() {
        match item {
            FrameItem::Group(group) => {
                if let Some(inner) = unmarked(&group.frame) {
                    let mut group = group.clone();
                    group.frame = inner;
                    changed.push((i, FrameItem::Group(group)));
                }
            }
            FrameItem::Text(text) if is_marked(&text.text) => {
                let mut text = text.clone();
                if ends_in_separator(&text) && !is_followed_by_text(frame, i, *at) {
                    drop_separator(&mut text);
                }
                unmark_text(&mut text);
                changed.push((i, FrameItem::Text(text)));
            }
            _ => {}
        }
    }
    if changed.is_empty() {
        return None;
    }
    let mut changed = changed.into_iter().peekable();
    let mut items = Vec::with_capacity(frame.items().len());
    for (i, (at, item)) in frame.items().enumerate() {
        let item = match changed.next_if(|(place, _)| *place == i) {
            Some((_, changed)) => changed,
            None => item.clone(),
        };
        if !matches!(&item, FrameItem::Text(text) if text.glyphs.is_empty()) {
            items.push((*at, item));
        }
    }
    let mut unmarked = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        unmarked.set_baseline(frame.baseline());
    }
    unmarked.push_multiple(items);
    Some(unmarked)
}

fn is_marked(text: &str) -> bool {
    !text.is_ascii() && (text.contains(JOINT) || text.contains(SEAM))
}

/// Returns whether a text ends with a separator and a line ends there: the blank after it has no width.
fn ends_in_separator(item: &TextItem) -> bool {
    let sign = item.text.trim_end_matches(' ');
    let is_blank = |glyph: &&Glyph| usize::from(glyph.range.end) > sign.len();
    sign.ends_with(END_OF_SEPARATOR)
        && item.glyphs.iter().filter(is_blank).all(|glyph| glyph.x_advance == Em::zero())
}

/// Returns whether the separator's blank follows in the next text, which happens if the sign is from another font.
fn is_followed_by_text(frame: &Frame, i: usize, at: Point) -> bool {
    let next = frame.items().skip(i + 1).find_map(|(next_at, item)| match item {
        FrameItem::Text(text) => Some((next_at, text)),
        _ => None,
    });
    next.is_some_and(|(next_at, text)| next_at.y == at.y && text.text.starts_with(' '))
}

/// Removes the separator at the end of a text and the blank before it.
fn drop_separator(item: &mut TextItem) {
    let sign = item.text.trim_end_matches([' ', SEAM, JOINT]);
    let start = sign.rfind(' ').unwrap_or_default();
    let is_kept = |at: u16| usize::from(at) < start;
    let before = item.glyphs.iter().take_while(|glyph| !is_kept(glyph.range.start));
    let width: Em = before.map(|glyph| glyph.x_advance).sum();
    item.glyphs.retain(|glyph| is_kept(glyph.range.start));
    // In right-to-left text the end is on the left; the rest keeps its position.
    if let Some(first) = item.glyphs.first_mut() {
        first.x_offset += width;
        first.x_advance += width;
    }
    item.text.truncate(start);
}

fn unmark_text(item: &mut TextItem) {
    const LENGTH: u16 = JOINT.len_utf8() as u16;
    const { assert!(SEAM.len_utf8() == JOINT.len_utf8()) };
    let marks: Vec<usize> = item.text.match_indices(is_mark).map(|(at, _)| at).collect();
    // Converts a byte offset of the old text to the new one.
    let place = |at: u16| {
        let before = marks.partition_point(|mark| *mark < usize::from(at));
        at.saturating_sub(LENGTH.saturating_mul(u16::try_from(before).unwrap_or(u16::MAX)))
    };
    item.glyphs.retain_mut(|glyph| {
        glyph.range = place(glyph.range.start)..place(glyph.range.end);
        !glyph.range.is_empty()
    });
    item.text = item.text.as_str().replace(is_mark, "").into();
}
