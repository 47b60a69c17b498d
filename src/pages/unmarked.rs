//! Removes line-breaking control characters from pages, so that they are not copied with the text.

use typst::ecow::EcoString;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

use crate::plan::glue::{JOINT, SEAM, is_mark};

/// Returns a frame without control characters, or `None` if it has none. They have no glyphs, so
/// only the text changes.
pub(super) fn unmarked(frame: &Frame) -> Option<Frame> {
    // Most texts do not change, so only the changed ones are collected.
    let mut changed: Vec<(usize, FrameItem)> = Vec::new();
    for (i, (_, item)) in frame.items().enumerate() {
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
                unmark_text(&mut text);
                changed.push((i, FrameItem::Text(text)));
            }
            _ => {}
        }
    }
    if changed.is_empty() {
        return None;
    }
    let mut frame = frame.clone();
    let mut changed = changed.into_iter().peekable();
    let mut place = 0;
    frame.retain(|item| {
        if let Some((_, other)) = changed.next_if(|(i, _)| *i == place) {
            *item = other;
        }
        place += 1;
        true
    });
    Some(frame)
}

fn is_marked(text: &str) -> bool {
    !text.is_ascii() && (text.contains(JOINT) || text.contains(SEAM))
}

fn unmark_text(item: &mut TextItem) {
    let mut text = EcoString::with_capacity(item.text.len());
    // Maps byte offsets of the old text to the new one.
    let mut places = Vec::with_capacity(item.text.len() + 1);
    for c in item.text.chars() {
        let at = u16::try_from(text.len()).unwrap_or(u16::MAX);
        places.extend(std::iter::repeat_n(at, c.len_utf8()));
        if !is_mark(c) {
            text.push(c);
        }
    }
    places.push(u16::try_from(text.len()).unwrap_or(u16::MAX));
    let place = |at: u16| places.get(usize::from(at)).copied().unwrap_or(u16::MAX);
    item.glyphs.retain_mut(|glyph| {
        glyph.range = place(glyph.range.start)..place(glyph.range.end);
        !glyph.range.is_empty()
    });
    item.text = text;
}
