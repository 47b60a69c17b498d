//! `recto build --print`: pages for a laser printer.

use crate::conformance::violations;
use crate::program::{Folder, themes};

/// Returns the colours in which the glyphs of an SVG page are filled.
fn text_colors(svg: &str) -> Vec<&str> {
    svg.split("<use ")
        .skip(1)
        .filter_map(|rest| rest.split_once('>')?.0.split_once("fill=\"")?.1.split('"').next())
        .collect()
}

#[test]
fn in_print_every_theme_sets_its_text_black_and_conforms() {
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
fn in_print_the_target_of_a_link_can_be_read() {
    let folder = Folder::new();
    folder.write(
        "cv.yaml",
        "basics: {name: Ada Example, summary: 'See [my talk](https://example.org/talk).'}\n",
    );
    let text = |flags: &str| {
        folder.recto(&format!("build cv.yaml -o out.pdf {flags}")).succeeds();
        let pdf = folder.read("out.pdf");
        let text = pdf_extract::extract_text_from_mem(&pdf).expect("the file is a PDF");
        // The extractor parts an address where it may break.
        text.split_whitespace().collect::<String>()
    };
    assert!(!text("").contains("example.org/talk"));
    assert!(text("--print").contains("mytalk(example.org/talk)"));
    assert!(!text("--print --set link-targets=false").contains("example.org/talk"));
}
