//! Writes pages as PDF, PNG or SVG.

use std::borrow::Cow;
use std::collections::BTreeSet;

use typst::foundations::Smart;
use typst::layout::{Frame, FrameItem};
use typst::model::Destination;
use typst::utils::Scalar;
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::typeset::from_typst;
use crate::world::ResumeWorld;

/// PDF standards that a file must conform to.
#[derive(Debug, Clone, PartialEq)]
pub struct Standards(Vec<PdfStandard>);

impl Default for Standards {
    /// PDF/UA-1 and PDF/A-2a together.
    fn default() -> Self {
        Self(vec![PdfStandard::Ua_1, PdfStandard::A_2a])
    }
}

impl Standards {
    /// Replaces PDF/A-2 by PDF/A-3, which differs only in allowing arbitrary attachments.
    #[must_use]
    pub fn for_data(mut self) -> Self {
        for standard in &mut self.0 {
            match standard {
                PdfStandard::A_2a => *standard = PdfStandard::A_3a,
                PdfStandard::A_2b => *standard = PdfStandard::A_3b,
                PdfStandard::A_2u => *standard = PdfStandard::A_3u,
                _ => {}
            }
        }
        self
    }

    /// Parses a list such as `ua-1,a-2a`; `none` means a tagged PDF without a standard.
    ///
    /// Returns an error if a name is unknown or two standards exclude each other.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self(Vec::new()));
        }
        let standards = text
            .split(',')
            .map(|name| {
                serde_json::from_value(serde_json::Value::from(name.trim().to_lowercase()))
                    .map_err(|_| {
                        format!(
                            "unknown PDF standard `{name}`; the standards are 1.4 to 1.7, 2.0, a-1a, \
                             a-1b, a-2a, a-2b, a-2u, a-3a, a-3b, a-3u, a-4, a-4e, a-4f, ua-1 and none"
                        )
                    })
            })
            .collect::<Result<Vec<PdfStandard>, _>>()?;
        match PdfStandards::new(&standards) {
            Ok(_) => Ok(Self(standards)),
            Err(error) => Err(error.message().to_string()),
        }
    }
}

/// Writes a tagged PDF that conforms to the standards.
///
/// If the exporter fails with an internal error and no standard requires tags, writes the PDF
/// without tags and reports a warning. Returns `None` on failure; the reasons are in `diagnostics`.
pub fn pdf(
    document: &PagedDocument,
    standards: &Standards,
    world: &ResumeWorld,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<u8>> {
    let errors = match typst_pdf::pdf(document, &options(standards, true)) {
        Ok(bytes) => return Some(bytes),
        Err(errors) => errors,
    };
    let internal = errors.iter().any(|error| error.message.contains("internal error"));
    if internal
        && standards.0.is_empty()
        && let Ok(bytes) = typst_pdf::pdf(document, &options(standards, false))
    {
        diagnostics.push(
            Diagnostic::warning(
                "untagged",
                "the PDF exporter failed on the tags of this document; the PDF has no tags",
            )
            .hint("a screen reader cannot follow this file; another theme may avoid this"),
        );
        return Some(bytes);
    }
    for error in &errors {
        let mut diagnostic = from_typst(error, world, sources);
        diagnostic.code = if internal { "exporter" } else { "pdf-standard" };
        if internal {
            diagnostic = diagnostic.hint(
                "this is a bug in the PDF exporter, not in the résumé; `--pdf-standard none` may avoid it",
            );
        }
        diagnostics.push(diagnostic);
    }
    None
}

fn options(standards: &Standards, tagged: bool) -> PdfOptions {
    PdfOptions {
        ident: Smart::Auto,
        creator: Smart::Custom(Some(format!("recto {}", env!("CARGO_PKG_VERSION")))),
        timestamp: None,
        page_ranges: None,
        standards: PdfStandards::new(&standards.0).unwrap_or_default(),
        tagged,
        pretty: false,
    }
}

/// Renders every page as a PNG at `ppi` pixels per inch. The background is white, or transparent if
/// `transparent`.
///
/// Returns an error if a page is too large.
pub fn png(document: &PagedDocument, ppi: f32, transparent: bool) -> Result<Vec<Vec<u8>>, String> {
    let options = typst_render::RenderOptions {
        pixel_per_pt: Scalar::new(f64::from(ppi) / 72.0),
        render_bleed: false,
    };
    let pages = document.pages().iter().map(|page| {
        let page = on_ground(page, transparent);
        typst_render::render(&page, &options).encode_png().map_err(|error| error.to_string())
    });
    pages.collect()
}

/// Renders every page as an SVG. The background is white, or transparent if `transparent`.
pub fn svg(document: &PagedDocument, transparent: bool) -> Vec<String> {
    let draw = |page| with_escaped_links(&on_ground(page, transparent));
    document.pages().iter().map(draw).collect()
}

/// Renders a page as an SVG. Typst does not escape the targets of links.
fn with_escaped_links(page: &Page) -> String {
    const ATTRIBUTE: &str = "href=\"";
    let svg = typst_svg::svg(page, &typst_svg::SvgOptions::default());
    let mut targets = BTreeSet::new();
    push_targets(&page.frame, &mut targets);
    targets.retain(|target| target.contains(['&', '<', '>', '"']));
    if targets.is_empty() {
        return svg;
    }
    let mut parts = svg.split(ATTRIBUTE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_of_part =
            |target: &&&str| part.strip_prefix(**target).is_some_and(|rest| rest.starts_with('"'));
        out.push_str(ATTRIBUTE);
        let rest = match targets.iter().find(is_of_part) {
            Some(target) => {
                for c in target.chars() {
                    match c {
                        '&' => out.push_str("&amp;"),
                        '<' => out.push_str("&lt;"),
                        '>' => out.push_str("&gt;"),
                        '"' => out.push_str("&quot;"),
                        c => out.push(c),
                    }
                }
                &part[target.len()..]
            }
            None => part,
        };
        out.push_str(rest);
    }
    out
}

fn push_targets<'f>(frame: &'f Frame, targets: &mut BTreeSet<&'f str>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => push_targets(&group.frame, targets),
            FrameItem::Link(Destination::Url(url), _) => {
                targets.insert(url.as_str());
            }
            _ => {}
        }
    }
}

/// Renders a piece of a page as an SVG with a transparent background.
pub fn svg_piece(page: &Page, piece: &Frame) -> String {
    let page = Page { frame: piece.clone(), fill: Smart::Custom(None), ..page.clone() };
    with_escaped_links(&page)
}

/// Returns a page without its default white background if `transparent`.
fn on_ground(page: &Page, transparent: bool) -> Cow<'_, Page> {
    if transparent && page.fill == Smart::Auto {
        Cow::Owned(Page { fill: Smart::Custom(None), ..page.clone() })
    } else {
        Cow::Borrowed(page)
    }
}

#[cfg(test)]
mod tests {
    use crate::press::{MemoryFiles, NamedFile, Outputs, Press, Request};
    use crate::{Format, Outcome};

    #[test]
    fn link_targets_are_escaped() {
        let resume = "basics: {name: A, summary: 'See [it](https://a.example/?q=1&r=\"2\").'}";
        let request = Request {
            outputs: Outputs { formats: vec![Format::Svg], ..Outputs::default() },
            ..Request::new(NamedFile::new("cv.yaml", resume), (2026, 1, 31))
        };
        let Outcome { editions, .. } = Press::new(MemoryFiles::default()).run(&request);
        let svg = std::str::from_utf8(&editions[0].files[0].bytes).expect("SVG is text");
        let document = roxmltree::Document::parse(svg).expect("SVG is XML");
        let mut links = document.descendants().filter_map(|node| node.attribute("href"));
        assert!(links.any(|link| link.contains("q=1&r=")), "{svg}");
    }
}
