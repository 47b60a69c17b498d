//! Tests `recto themes --preview`.

use crate::conformance::violations;
use crate::program::{Folder, themes};

#[test]
fn a_sheet_shows_every_theme_with_the_sample() {
    let folder = Folder::new();
    let run = folder.recto("themes --preview sheet.png").succeeds();
    assert_eq!(run.stderr, format!("wrote sheet.png ({} themes)\n", themes().len()));
    assert!(folder.read("sheet.png").starts_with(b"\x89PNG\r\n"));
    assert_eq!(folder.files(), ["sheet.png"]);
}

#[test]
fn a_sheet_of_a_given_résumé_lists_each_theme_and_conforms() {
    let folder = Folder::with_samples();
    folder.recto("themes --preview sheet.pdf graduate.yaml --paper us-letter").succeeds();
    let pdf = folder.read("sheet.pdf");
    assert_eq!(violations(&pdf), [""; 0]);
    let text = pdf_extract::extract_text_from_mem(&pdf).expect("the file is a PDF");
    for theme in themes() {
        assert!(text.contains(&theme), "{theme}: {text}");
    }
}

#[test]
fn a_sheet_is_a_pdf_or_a_png() {
    let folder = Folder::new();
    let run = folder.recto("themes --preview sheet.gif").fails_with(2);
    assert!(run.stderr.contains("end the name in `.pdf` or `.png`"), "{}", run.stderr);
    assert_eq!(folder.files(), [""; 0]);
}
