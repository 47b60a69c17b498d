//! Pages → pages without the signs that say where a line may end: whoever copies a word would copy them.

use typst::ecow::EcoString;
use typst::layout::{Frame, FrameItem};
use typst::text::TextItem;

use crate::plan::glue::is_mark;

/// Tells whether a frame has such signs.
pub(super) fn has_marks(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_marks(&group.frame),
        FrameItem::Text(text) => is_marked(text),
        _ => false,
    })
}

/// Takes the signs out of a frame. They have no glyphs: only the text is another.
pub(super) fn unmark(frame: &mut Frame) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) if has_marks(&group.frame) => unmark(&mut group.frame),
            FrameItem::Text(text) if is_marked(text) => unmark_text(text),
            _ => {}
        }
        true
    });
}

fn is_marked(item: &TextItem) -> bool {
    !item.text.is_ascii() && item.text.contains(is_mark)
}

fn unmark_text(item: &mut TextItem) {
    let mut text = EcoString::with_capacity(item.text.len());
    // Where each byte of the text as it was is in the new one.
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
