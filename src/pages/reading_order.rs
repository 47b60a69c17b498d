//! Pages → pages whose text is stored in the order in which it is read.
//!
//! Typst stores a line of Hebrew or Arabic as it stands on paper, from left to right; who reads the
//! text of the page without looking at it would hear its last word first.

use typst::layout::{Abs, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::{Glyph, TextItem};
use typst_layout::{Page, PagedDocument};
use unicode_script::{Script, UnicodeScript};

/// Returns a document that looks the same, in which the words of right-to-left text follow one
/// another as they are read.
pub fn in_reading_order(document: PagedDocument) -> PagedDocument {
    if !document.pages().iter().any(|page| has_reversed(&page.frame)) {
        return document;
    }
    let info = document.info().clone();
    let pages = document.pages().iter();
    let pages = pages.map(|page| Page { frame: reorder(&page.frame), ..page.clone() }).collect();
    PagedDocument::new(pages, info)
}

fn has_reversed(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_reversed(&group.frame),
        FrameItem::Text(text) => is_right_to_left(text),
        _ => false,
    })
}

fn reorder(frame: &Frame) -> Frame {
    let mut ordered = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        ordered.set_baseline(frame.baseline());
    }
    let mut run: Vec<(Point, &TextItem)> = Vec::new();
    for (at, item) in frame.items() {
        if let FrameItem::Text(text) = item {
            if !run.last().is_some_and(|last| goes_back(last, (*at, text))) {
                ordered.push_multiple(in_logical_order(std::mem::take(&mut run)));
            }
            run.push((*at, text));
            continue;
        }
        ordered.push_multiple(in_logical_order(std::mem::take(&mut run)));
        match item {
            FrameItem::Group(group) if has_reversed(&group.frame) => {
                let mut group = group.clone();
                group.frame = reorder(&group.frame);
                ordered.push(*at, FrameItem::Group(group));
            }
            item => ordered.push(*at, item.clone()),
        }
    }
    ordered.push_multiple(in_logical_order(run));
    ordered
}

/// Tells whether a text stands right after another on paper, and before it in the text.
///
/// One text of several faces is stored in as many pieces.
fn goes_back((at, last): &(Point, &TextItem), (next_at, next): (Point, &TextItem)) -> bool {
    let touches = (at.x + last.width() - next_at.x).abs() < Abs::pt(0.01) && at.y == next_at.y;
    let (Some(glyph), Some(next_glyph)) = (last.glyphs.last(), next.glyphs.first()) else {
        return false;
    };
    let earlier = glyph.span.0 == next_glyph.span.0 && next_glyph.span.1 < glyph.span.1;
    touches && (earlier || is_right_to_left(last) && is_right_to_left(next))
}

fn is_right_to_left(text: &TextItem) -> bool {
    let is_own = |c: char| {
        matches!(
            c.script(),
            Script::Hebrew | Script::Arabic | Script::Syriac | Script::Thaana | Script::Nko
        )
    };
    !text.text.is_ascii() && text.text.chars().any(is_own)
}

/// Returns the pieces of one text, its first word first.
fn in_logical_order(run: Vec<(Point, &TextItem)>) -> Vec<(Point, FrameItem)> {
    let goes_back = |text: &TextItem| match text.glyphs.as_slice() {
        [first, .., last] => first.range.start > last.range.start,
        _ => false,
    };
    let pieces = run.iter().rev().flat_map(|(at, text)| {
        if goes_back(text) {
            words(text, *at)
        } else {
            vec![(*at, FrameItem::Text((*text).clone()))]
        }
    });
    pieces.collect()
}

/// Takes a text apart into its words and the spaces between them, the first word first.
fn words(text: &TextItem, at: Point) -> Vec<(Point, FrameItem)> {
    let is_space = |glyph: &Glyph| text.text[glyph.range()].starts_with(' ');
    let is_apart = |i: &usize| {
        let before = i.checked_sub(1).map(|before| &text.glyphs[before]);
        before.is_none_or(is_space) || is_space(&text.glyphs[*i])
    };
    let mut starts: Vec<_> = (0..text.glyphs.len()).filter(is_apart).collect();
    starts.push(text.glyphs.len());
    let mut words = Vec::with_capacity(starts.len());
    let mut x = at.x;
    for ends in starts.windows(2) {
        let mut glyphs = text.glyphs[ends[0]..ends[1]].to_vec();
        let from = glyphs.iter().map(|glyph| glyph.range.start).min().unwrap_or_default();
        let to = glyphs.iter().map(|glyph| glyph.range.end).max().unwrap_or_default();
        for glyph in &mut glyphs {
            glyph.range = glyph.range.start - from..glyph.range.end - from;
        }
        let string = text.text[usize::from(from)..usize::from(to)].into();
        let word = TextItem { glyphs, text: string, ..text.clone() };
        let place = Point::new(x, at.y);
        x += word.width();
        words.push((place, FrameItem::Text(word)));
    }
    words.reverse();
    words
}
