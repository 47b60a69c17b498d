//! Stores right-to-left text in reading order.
//!
//! Typst stores a line of Hebrew or Arabic in visual order, from left to right, so that text
//! extraction would begin with its last word.

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::model::Document;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;
use unicode_script::{Script, UnicodeScript};

use super::marks::{FontCopies, behind_words};
use super::unmarked::unmarked;

/// Returns a document with the same appearance whose right-to-left words are in reading order,
/// without line-breaking control characters.
pub fn in_reading_order(document: PagedDocument) -> PagedDocument {
    let is_reversed = document.pages().iter().any(|page| has_reversed(&page.frame));
    let mut copies = FontCopies::default();
    let mut is_same = true;
    let pages = document.pages().iter().map(|page| {
        let mut page = page.clone();
        if let Some(frame) = unmarked(&page.frame) {
            page.frame = frame;
            is_same = false;
        }
        if is_reversed {
            page.frame = behind_words(&reorder(&page.frame), &mut copies);
            is_same = false;
        }
        page
    });
    let pages = pages.collect();
    if is_same {
        return document;
    }
    let info = document.info().clone();
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
    let mut texts: Vec<(Point, TextItem)> = Vec::new();
    for (at, item) in frame.items() {
        if let FrameItem::Text(text) = item {
            texts.push((*at, text.clone()));
            continue;
        }
        ordered.push_multiple(texts_in_logical_order(std::mem::take(&mut texts)));
        match item {
            FrameItem::Group(group) if has_reversed(&group.frame) => {
                let mut group = group.clone();
                group.frame = reorder(&group.frame);
                ordered.push(*at, FrameItem::Group(group));
            }
            item => ordered.push(*at, item.clone()),
        }
    }
    ordered.push_multiple(texts_in_logical_order(texts));
    ordered
}

/// Reorders adjacent texts that belong together so that the first word comes first.
fn texts_in_logical_order(texts: Vec<(Point, TextItem)>) -> Vec<(Point, FrameItem)> {
    let mut ordered = Vec::with_capacity(texts.len());
    let mut run: Vec<(Point, TextItem)> = Vec::new();
    for text in whole(texts) {
        if !run.last().is_some_and(|last| runs_right_to_left(last, &text)) {
            ordered.extend(in_logical_order(std::mem::take(&mut run)));
        }
        run.push(text);
    }
    ordered.extend(in_logical_order(run));
    ordered
}

/// Joins the pieces of a text that was split because some glyphs are raised.
fn whole(texts: Vec<(Point, TextItem)>) -> Vec<(Point, TextItem)> {
    let mut joined: Vec<(Point, TextItem)> = Vec::with_capacity(texts.len());
    // From right to left, because a mark precedes its letter.
    for (at, left) in texts.into_iter().rev() {
        match joined.last_mut() {
            Some((right_at, right)) if is_one(&left, right) && touches(&(at, &left), *right_at) => {
                join(left, at, right, right_at);
            }
            _ => joined.push((at, left)),
        }
    }
    joined.reverse();
    joined
}

fn is_one(left: &TextItem, right: &TextItem) -> bool {
    let look = |it: &TextItem| (it.font.clone(), it.size, it.fill.clone(), it.lang, it.region);
    is_right_to_left(left) && is_right_to_left(right) && look(left) == look(right)
}

/// Prepends a text to the one on its right.
fn join(mut left: TextItem, at: Point, right: &mut TextItem, right_at: &mut Point) {
    let is_mark = left.glyphs.iter().all(|glyph| glyph.x_advance == Em::zero());
    let before = if is_mark && right.text.ends_with(&*left.text) {
        // The mark belongs to the last letter.
        right.text.len() - left.text.len()
    } else {
        right.text.push_str(&left.text);
        right.text.len() - left.text.len()
    };
    let Ok(before) = u16::try_from(before) else { return };
    let raised = Em::from_abs(right_at.y - at.y, left.size);
    for glyph in &mut left.glyphs {
        glyph.range = glyph.range.start + before..glyph.range.end + before;
        glyph.y_offset += raised;
    }
    left.glyphs.append(&mut right.glyphs);
    right.glyphs = left.glyphs;
    right_at.x = at.x;
}

/// Returns whether a text ends where another one starts.
fn touches((at, text): &(Point, &TextItem), next: Point) -> bool {
    (at.x + text.width() - next.x).abs() < Abs::pt(0.01) && (at.y - next.y).abs() < text.size
}

/// Returns whether a text is to the right of another but precedes it logically.
///
/// A text in several fonts is stored in several pieces.
fn runs_right_to_left((at, last): &(Point, TextItem), (next_at, next): &(Point, TextItem)) -> bool {
    let (Some(glyph), Some(next_glyph)) = (last.glyphs.last(), next.glyphs.first()) else {
        return false;
    };
    let earlier = glyph.span.0 == next_glyph.span.0 && next_glyph.span.1 < glyph.span.1;
    let is_beside = touches(&(*at, last), *next_at) && at.y == next_at.y;
    is_beside && (earlier || is_right_to_left(last) && is_right_to_left(next))
}

/// First character of these scripts, for a fast check.
const FIRST: char = '\u{590}';

fn is_right_to_left(text: &TextItem) -> bool {
    let is_own = |c: char| {
        c >= FIRST
            && matches!(
                c.script(),
                Script::Hebrew | Script::Arabic | Script::Syriac | Script::Thaana | Script::Nko
            )
    };
    !text.text.is_ascii() && text.text.chars().any(is_own)
}

/// Returns the pieces of a text, first word first.
fn in_logical_order(run: Vec<(Point, TextItem)>) -> Vec<(Point, FrameItem)> {
    let runs_right_to_left = |text: &TextItem| match text.glyphs.as_slice() {
        [first, .., last] => first.range.start > last.range.start,
        _ => false,
    };
    let pieces = run.iter().rev().flat_map(|(at, text)| {
        if runs_right_to_left(text) {
            words(text, *at)
        } else {
            vec![(*at, FrameItem::Text(text.clone()))]
        }
    });
    pieces.collect()
}

/// Splits a text into words and spaces, first word first.
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
