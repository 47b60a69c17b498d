//! Tests `recto build --print`.

use pdf_extract::{Document, Object};

use crate::conformance::violations;
use crate::program::{Folder, themes};

/// Returns the fill colours of glyphs in an SVG page.
fn text_colors(svg: &str) -> Vec<&str> {
    svg.split("<use ")
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.0.split_once("fill=\"")?.1.split('"').next())
        .collect()
}

#[test]
fn every_theme_has_black_text_in_print_and_conforms() {
    let folder = Folder::with_samples();
    for theme in themes() {
        let args = format!("build nurse.yaml --print -t {theme} --format pdf,svg -o out.pdf -q");
        folder.recto(&args).succeeds();
        assert_eq!(violations(&folder.read("out.pdf")), [""; 0], "{theme}");
        for name in folder.files().iter().filter(|name| name.ends_with(".svg")) {
            let svg = String::from_utf8(folder.read(name)).expect("SVG is text");
            let colors = text_colors(&svg);
            assert!(colors.len() > 100, "{theme}: {}", colors.len());
            assert!(colors.iter().all(|color| *color == "#000000"), "{theme}: {colors:?}");
            std::fs::remove_file(folder.path(name)).expect("it was written");
        }
    }
}

#[test]
fn link_targets_are_visible_in_print() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: Ada Example, summary: 'See [my talk](https://example.org/talk).'}\n",
    );
    let text = |flags: &str| {
        folder.recto(&format!("build cv.yaml -o out.pdf {flags}")).succeeds();
        let pdf = folder.read("out.pdf");
        let text = pdf_extract::extract_text_from_mem(&pdf).expect("the file is a PDF");
        // The extractor inserts blanks where a URL may break.
        text.split_whitespace().collect::<String>()
    };
    assert!(!text("").contains("example.org/talk"));
    assert!(text("--print").contains("mytalk(example.org/talk)"));
    assert!(!text("--print --set link-targets=false").contains("example.org/talk"));
}

/// Returns width and height of a box of the first page in points.
fn size(pdf: &[u8], name: &str) -> Option<(f32, f32)> {
    let document = Document::load_mem(pdf).expect("the file is a PDF");
    let page = *document.get_pages().get(&1).expect("there is a page");
    let found = document.get_dictionary(page).expect("a page").get(name.as_bytes()).ok()?;
    let edges: Vec<f32> =
        found.as_array().ok()?.iter().filter_map(|edge| Object::as_float(edge).ok()).collect();
    Some((edges[2] - edges[0], edges[3] - edges[1]))
}

fn is_about(size: Option<(f32, f32)>, width: f32, height: f32) -> bool {
    size.is_some_and(|(w, h)| (w - width).abs() < 0.1 && (h - height).abs() < 0.1)
}

#[test]
fn colour_at_the_page_edge_has_3_mm_bleed_in_print() {
    let folder = Folder::with_samples();
    let pdf = |args: &str| {
        folder.recto(&format!("build nurse.yaml -q --paper a4 -o out.pdf {args}")).succeeds();
        folder.read("out.pdf")
    };
    let (width, height, bleed) = (595.28, 841.89, 2.0 * 3.0 * 72.0 / 25.4);
    let printed = pdf("-t panel --print");
    assert!(is_about(size(&printed, "TrimBox"), width, height));
    // Without a bleed box the media box includes the bleed.
    assert!(is_about(size(&printed, "MediaBox"), width + bleed, height + bleed));
    for args in ["-t panel", "-t register --print"] {
        let other = pdf(args);
        assert_eq!(size(&other, "TrimBox"), None, "{args}");
        assert!(is_about(size(&other, "MediaBox"), width, height), "{args}");
    }
}
