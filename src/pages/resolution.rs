//! Checks the resolution of pictures at their printed size.

use typst::layout::{Frame, FrameItem};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

use crate::diagnostic::Diagnostic;

/// Resolution in pixels per inch below which pixels are visible on paper.
const ENOUGH: f64 = 300.0;

/// Returns a warning for each picture whose resolution is too low.
pub fn coarse_pictures(document: &PagedDocument) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for page in document.pages() {
        look_through(&page.frame, &mut found);
    }
    found
}

fn look_through(frame: &Frame, found: &mut Vec<Diagnostic>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => look_through(&group.frame, found),
            FrameItem::Image(image, size, _) if matches!(image.kind(), ImageKind::Raster(_)) => {
                let inches = size.x.to_inches();
                let dpi = image.width() / inches;
                if inches > 0.0 && dpi < ENOUGH {
                    found.push(
                        Diagnostic::warning(
                            "picture-resolution",
                            format!("a picture is printed at {dpi:.0} dpi"),
                        )
                        .hint(format!(
                            "use one at least {:.0} × {:.0} pixels large, for {ENOUGH} dpi",
                            (inches * ENOUGH).ceil(),
                            (size.y.to_inches() * ENOUGH).ceil(),
                        )),
                    );
                }
            }
            _ => {}
        }
    }
}
