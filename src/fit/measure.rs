use typst::foundations::NativeElement;
use typst::introspection::{Introspector, Location, Tag};
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst::pdf::{ArtifactElem, ArtifactKind};
use typst_layout::{Page, PagedDocument};

use crate::theme::{OptionValue, Options};

/// The extent of a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    pub pages: usize,
    /// How full the last page is, from 0 to 1, measured to its lowest ink without the footer.
    pub last: f64,
    /// Number of pages of the preceding letter.
    pub letter: usize,
    /// Total height of all pages in points, each measured to its lowest ink.
    pub height: f64,
}

/// The text area of a page, in points from its top edge.
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

    /// Returns the distance from the top of the area to the lowest ink.
    pub(super) fn used(self, page: &Page) -> f64 {
        let mut ink = Ink { lowest: self.top, outside: Vec::new() };
        ink.frame(&page.frame, Transform::identity());
        (ink.lowest - self.top).clamp(0.0, self.height())
    }
}

/// Measures the pages of the résumé, without those of a preceding letter.
pub(super) fn extent(document: &PagedDocument, options: &Options, letter: usize) -> Extent {
    let area = Area::of(document, options);
    let pages = document.pages().get(letter..).unwrap_or_default();
    let used: Vec<f64> = pages.iter().map(|page| area.used(page)).collect();
    let last = used.last().map_or(0.0, |used| used / area.height());
    Extent { pages: pages.len(), last, letter, height: used.iter().sum() }
}

/// Depth of descenders in ems, the same for every font.
const DESCENT: f64 = 0.25;

/// Finds the lowest ink of a page.
struct Ink {
    lowest: f64,
    /// Enclosing headers, footers and backgrounds.
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
                // Shapes are rules and backgrounds, which do not count as content.
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
                // Other artifacts are part of the text area.
                let kind = artifact.kind.as_option().unwrap_or(ArtifactKind::Other);
                if !matches!(kind, ArtifactKind::Other) {
                    self.outside.push(tag.location());
                }
            }
            Tag::End(location, ..) => self.outside.retain(|outside| outside != location),
        }
    }
}

/// A heading and its position.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    pub(super) text: String,
    pub(super) level: usize,
    /// Page index, starting at 0.
    pub(super) page: usize,
    /// Distance from the top of the page in points.
    pub(super) y: f64,
}

/// Returns every heading in document order.
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

/// Returns the vertical position with the areas of all pages stacked.
pub(super) fn flow(heading: &Heading, area: Area) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
    let before = heading.page as f64 * area.height();
    before + (heading.y - area.top).clamp(0.0, area.height())
}
