use typst::foundations::NativeElement;
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst_layout::{Page, PagedDocument};

use crate::theme::{OptionValue, Options};

/// How much of its pages a document takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    pub pages: usize,
    /// How full the last page is, from 0 to 1: down to its lowest ink, the foot excepted.
    pub last: f64,
    /// Pages of the letter before them.
    pub letter: usize,
    /// Points down to the lowest ink of each page, in all: what stays blank at a foot is left out.
    pub height: f64,
}

/// The part of a page that text may take, in points from its top edge.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    top: f64,
    bottom: f64,
}

impl Area {
    pub(super) fn of(document: &PagedDocument, options: &Options) -> Self {
        let margin = |name| match options.get(name) {
            Some(OptionValue::Pt(margin)) => *margin,
            _ => 0.0,
        };
        let height = document.pages().first().map_or(0.0, |page| page.frame.height().to_pt());
        Self { top: margin("margin-top"), bottom: height - margin("margin-bottom") }
    }

    pub(super) fn height(self) -> f64 {
        (self.bottom - self.top).max(1.0)
    }

    /// Returns how far down the ink of a page goes, from the top of the area.
    pub(super) fn used(self, page: &Page) -> f64 {
        let mut ink = Ink { lowest: self.top, outside: Vec::new() };
        ink.frame(&page.frame, Transform::identity());
        (ink.lowest - self.top).clamp(0.0, self.height())
    }
}

/// Measures the pages of the résumé; a letter before it does not count.
pub(super) fn extent(document: &PagedDocument, options: &Options, letter: usize) -> Extent {
    let area = Area::of(document, options);
    let pages = document.pages().get(letter..).unwrap_or_default();
    let used: Vec<f64> = pages.iter().map(|page| area.used(page)).collect();
    let last = used.last().map_or(0.0, |used| used / area.height());
    Extent { pages: pages.len(), last, letter, height: used.iter().sum() }
}

/// Depth of letters below their baseline, the same for every font so that all measure alike.
const DESCENT: f64 = 0.25;

/// A walk to the lowest ink of a page.
struct Ink {
    lowest: f64,
    /// Header, footer and background the walk is in.
    outside: Vec<Location>,
}

impl Ink {
    fn frame(&mut self, frame: &Frame, transform: Transform) {
        for (position, item) in frame.items() {
            if let FrameItem::Tag(tag) = item {
                self.tag(tag);
                continue;
            }
            if let FrameItem::Group(group) = item {
                let origin = Transform::translate(position.x, position.y);
                self.frame(&group.frame, transform.pre_concat(origin).pre_concat(group.transform));
                continue;
            }
            if !self.outside.is_empty() {
                continue;
            }
            let below = match item {
                FrameItem::Text(text) if !text.text.trim().is_empty() => DESCENT * text.size,
                FrameItem::Image(_, size, _) => size.y,
                // Shapes are rules and grounds: a page is full of text, not of colour.
                _ => continue,
            };
            let lowest = Point::new(position.x, position.y + below).transform(transform);
            self.lowest = self.lowest.max(lowest.y.to_pt());
        }
    }

    fn tag(&mut self, tag: &Tag) {
        match tag {
            Tag::Start(content, _) => {
                let Some(artifact) = content.to_packed::<ArtifactElem>() else { return };
                // Other artifacts stand among the text.
                let kind = artifact.kind.as_option().unwrap_or(ArtifactKind::Other);
                if !matches!(kind, ArtifactKind::Other) {
                    self.outside.push(tag.location());
                }
            }
            Tag::End(location, ..) => self.outside.retain(|outside| outside != location),
        }
    }
}

/// A heading of the document and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) level: usize,
    /// Counted from 0.
    pub(super) page: usize,
    /// Points from the top of the page.
    pub(super) y: f64,
}

/// Returns every heading in the order of the document.
pub(super) fn headings(document: &PagedDocument) -> Vec<Heading> {
    let introspector = document.introspector();
    let found = introspector.query(&HeadingElem::ELEM.select());
    found
        .iter()
        .filter_map(|content| {
            let heading = content.to_packed::<HeadingElem>()?;
            let position = introspector.elements().position(content.location()?)?;
            let text = heading.body.plain_text();
            Some(Heading {
                text: text.split_whitespace().collect::<Vec<_>>().join(" "),
                level: heading.resolve_level(typst::foundations::StyleChain::default()).get(),
                page: position.page.get() - 1,
                y: position.point.y.to_pt(),
            })
        })
        .collect()
}

/// Returns an absolute position over all pages, as if their areas stood below one another.
pub(super) fn flow(heading: &Heading, area: Area) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
    let before = heading.page as f64 * area.height();
    before + (heading.y - area.top).clamp(0.0, area.height())
}
