//! Splits pages into pieces of a few lines, so that a change only redraws its own piece.

use std::hash::{BuildHasher, Hash, Hasher};

use foldhash::quality::FixedState;
use typst::foundations::Smart;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size, Transform};
use typst_layout::Page;

/// A piece of a page. Drawn in order at their positions, all pieces yield the page.
#[derive(Debug, Clone)]
pub struct Piece {
    /// Position of the upper left corner on the page.
    pub at: Point,
    pub frame: Frame,
}

impl Piece {
    /// Returns a hash of the content, without the position.
    ///
    /// Typst's own hash of frames would be a sixth of a rebuild.
    pub fn hash(&self) -> u64 {
        let mut hasher = FixedState::default().build_hasher();
        self.frame.size().hash(&mut hasher);
        // The list of items as a whole would be hashed by Typst.
        self.frame.items().for_each(|item| item.hash(&mut hasher));
        hasher.finish()
    }
}

/// Splits a page into pieces in painting order. The same lines yield the same pieces wherever they
/// are.
///
/// Links are omitted, as is the background of the page unless the theme colours it.
pub fn pieces(page: &Page) -> Vec<Piece> {
    let mut cutter = Cutter::default();
    if let Smart::Custom(Some(paint)) = &page.fill {
        let mut ground = Frame::soft(page.frame.size());
        ground.fill(paint.clone());
        cutter.pieces.push(Piece { at: Point::zero(), frame: ground });
    }
    cutter.walk(&page.frame, Point::zero());
    cutter.finish();
    cutter.pieces
}

/// Maximum number of lines in a piece.
const MOST_LINES: usize = 8;

/// On average, a piece ends after this number of lines. The content of a line decides, so an
/// inserted or removed line changes only the piece around it.
const LINES: u128 = 2;

/// Height in points above which a shape is a separate piece, because it is behind lines that
/// change.
const TALL: f64 = 120.0;

#[derive(Default)]
struct Cutter {
    pieces: Vec<Piece>,
    /// Items that are not in a piece yet, with their positions on the page.
    waiting: Vec<(Point, FrameItem)>,
    lines: usize,
    /// Vertical position of the current line.
    line: Option<Abs>,
}

impl Cutter {
    fn walk(&mut self, frame: &Frame, origin: Point) {
        for (position, item) in frame.items() {
            let at = origin + *position;
            match item {
                FrameItem::Tag(_) | FrameItem::Link(..) => {}
                FrameItem::Group(group) => match offset(group) {
                    Some(offset) => self.walk(&group.frame, at + offset),
                    None => self.add(at, item),
                },
                _ => self.add(at, item),
            }
        }
    }

    fn add(&mut self, at: Point, item: &FrameItem) {
        let (_, size) = extent(item);
        if size.y.to_pt() > TALL {
            self.finish();
            self.waiting.push((at, item.clone()));
            self.finish();
            return;
        }
        let is_text = matches!(item, FrameItem::Text(_));
        if is_text && self.line.is_some_and(|line| line != at.y) {
            self.end_line();
        }
        if is_text {
            self.line = Some(at.y);
        }
        self.waiting.push((at, item.clone()));
    }

    fn end_line(&mut self) {
        self.lines += 1;
        self.line = None;
        let hash = self.waiting.iter().rev().find_map(|(_, item)| match item {
            FrameItem::Text(text) => Some(typst::utils::hash128(&text.text)),
            _ => None,
        });
        if self.lines == MOST_LINES || hash.is_some_and(|hash| hash.is_multiple_of(LINES)) {
            self.finish();
        }
    }

    fn finish(&mut self) {
        (self.lines, self.line) = (0, None);
        let items = std::mem::take(&mut self.waiting);
        let corners = items.iter().map(|(at, item)| {
            let (before, size) = extent(item);
            (*at - before, *at - before + size.to_point())
        });
        let around = corners.reduce(|(low, high), (from, to)| (low.min(from), high.max(to)));
        let Some((low, high)) = around else { return };
        let mut frame = Frame::soft((high - low).map(rounded).to_size());
        for (at, item) in items {
            frame.push((at - low).map(rounded), item);
        }
        self.pieces.push(Piece { at: low, frame });
    }
}

/// Returns the offset of a group that only moves its content.
fn offset(group: &GroupItem) -> Option<Point> {
    let Transform { tx, ty, .. } = group.transform;
    let only_moves = group.transform == Transform::translate(tx, ty);
    (only_moves && group.clip.is_none()).then_some(Point::new(tx, ty))
}

/// Returns generous bounds of an item: how far it may extend to the left and above its position,
/// and its whole size.
fn extent(item: &FrameItem) -> (Point, Size) {
    let around = |before: Point, size: Size, room: Abs| {
        let before = before + Point::splat(room);
        (before, Size::new(size.x + 2.0 * room, size.y + 2.0 * room))
    };
    match item {
        // Marks may be high above or far below a letter.
        FrameItem::Text(text) => {
            let size = Size::new(text.width(), 1.5 * text.size);
            around(Point::with_y(text.size), size, text.size)
        }
        FrameItem::Shape(shape, _) => {
            let bounds = shape.geometry.bbox(shape.stroke.as_ref());
            around(bounds.min * -1.0, bounds.size(), Abs::pt(1.0))
        }
        FrameItem::Image(_, size, _) => around(Point::zero(), *size, Abs::pt(1.0)),
        FrameItem::Group(group) => {
            let corners = [
                Point::zero(),
                Point::with_x(group.frame.width()),
                Point::with_y(group.frame.height()),
                group.frame.size().to_point(),
            ];
            let corners = corners.map(|corner| corner.transform(group.transform));
            let low = corners.into_iter().reduce(Point::min).unwrap_or_default();
            let high = corners.into_iter().reduce(Point::max).unwrap_or_default();
            around(low * -1.0, Size::new(high.x - low.x, high.y - low.y), Abs::pt(20.0))
        }
        FrameItem::Link(..) | FrameItem::Tag(_) => (Point::zero(), Size::zero()),
    }
}

/// Rounds a length to thousandths of a point, so that a line is still equal after it has moved.
fn rounded(length: Abs) -> Abs {
    Abs::pt((length.to_pt() * 1000.0).round() / 1000.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use typst::utils::Scalar;
    use typst_layout::PagedDocument;

    use super::*;
    use crate::press::{MemoryFiles, NamedFile, Outputs, Press, Request};

    /// Returns the pages of a résumé with 24 highlights, of which the fourth is given.
    fn pages(theme: &str, fourth: &str) -> PagedDocument {
        let mut text = "basics: {name: Runa Halvorsen, email: runa@loom.example, phone: +47 22 12 34 56}\nwork:\n".to_owned();
        for job in 0..4 {
            text += &format!(
                "- {{name: Works {job}, position: Weaver, startDate: 20{}-01}}\n",
                10 + job
            );
            text = text.trim_end().trim_end_matches('}').to_owned() + ", highlights: [";
            for highlight in 0..6 {
                let said = format!("Wove {} carpets for hall {highlight}", 7 * job + highlight);
                text += if job == 0 && highlight == 3 { fourth } else { &said };
                text += ", ";
            }
            text += "]}\n";
        }
        text += "skills:\n- {name: Looms, keywords: [Jacquard, Dobby]}\n";
        let mut request = Request::new(NamedFile::new("cv.yaml", text), (2026, 1, 31));
        request.theme = Some(theme.to_owned());
        request.outputs = Outputs { formats: Vec::new(), ..Outputs::default() };
        let outcome = Press::new(MemoryFiles::default()).run(&request);
        outcome.editions.first().and_then(|edition| edition.pages.clone()).expect(theme)
    }

    fn hashes(document: &PagedDocument) -> BTreeSet<u64> {
        let pieces = document.pages().iter().flat_map(pieces);
        pieces.map(|piece| piece.hash()).collect()
    }

    #[test]
    fn the_pieces_of_a_page_render_like_the_page_in_every_theme() {
        let options =
            typst_render::RenderOptions { pixel_per_pt: Scalar::new(1.0), render_bleed: false };
        for theme in crate::theme::Theme::names() {
            for page in pages(theme, "Sold `flags`").pages() {
                let mut frame = Frame::hard(page.frame.size());
                for piece in pieces(page) {
                    frame.push_frame(piece.at, piece.frame);
                }
                let joined = Page { frame, fill: Smart::Auto, ..page.clone() };
                let drawn = [page, &joined].map(|page| typst_render::render(page, &options));
                let differs = drawn[0].data().iter().zip(drawn[1].data());
                let most = differs.map(|(one, other)| one.abs_diff(*other)).max();
                assert!(most.is_some_and(|most| most <= 2), "{theme}: {most:?}");
            }
        }
    }

    #[test]
    fn a_text_change_affects_only_few_pieces() {
        for theme in crate::theme::Theme::names() {
            let before = hashes(&pages(theme, "Sold flags"));
            let long = "Sold flags, pennants, sails, tents, awnings and whatever else the harbours of the \
                        north asked for in the long winters of those years";
            let new = |fourth: &str| {
                let after = hashes(&pages(theme, fourth));
                (after.difference(&before).count(), after.len())
            };
            let (few, all) = new("Sold sails");
            assert_eq!(few, 1, "{theme}: {few} of {all} pieces");
            // The long text takes several lines, which may move to another page.
            let (some, all) = new(long);
            assert!(3 * some <= all, "{theme}: {some} of {all} pieces");
        }
    }
}
