//! Checks the files of every theme with an independent validator.

use std::path::Path;

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use crate::built::samples_in;
use crate::program::{Folder, for_each_theme, themes, translations};

/// Returns the violations that the validator finds.
pub(crate) fn violations(pdf: &[u8]) -> Vec<String> {
    [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]
        .into_iter()
        .flat_map(|profile| {
            let options = ValidationOptions::default().profile(profile);
            let report = validate_pdf_bytes(pdf, &options).expect("the file is a PDF");
            report
                .failures
                .iter()
                // The validator misreads a stream that ends in a carriage return; qpdf accepts it.
                .filter(|failure| !failure.message.starts_with("a stream /Length does not match"))
                .map(|failure| format!("{}: {}", failure.rule_id, failure.message))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn every_sample_on_both_papers_is_pdf_ua_1_and_pdf_a_2a(theme: &str) {
    for paper in ["a4", "us-letter"] {
        let built = samples_in(theme, paper);
        // A nearly empty last page is a warning.
        assert!(
            built.reported.lines().all(|line| line.contains(" is only ")),
            "{paper}: {}",
            built.reported
        );
        for (sample, pdf) in &built.pdfs {
            assert_eq!(violations(pdf), [""; 0], "{sample} on {paper}");
        }
    }
}

for_each_theme!(every_sample_on_both_papers_is_pdf_ua_1_and_pdf_a_2a);

/// Covers the languages supported by the embedded fonts; together they use every theme.
#[test]
fn the_translated_samples_conform_to_pdf_ua_1_and_pdf_a_2a() {
    let folder = Folder::new();
    let themes = themes();
    let mut themes = themes.iter().cycle();
    let mut conforms = |file: &Path, language: &str| {
        let theme = themes.next().expect("there are themes");
        let file = file.to_str().expect("UTF-8");
        let args = format!("-t {theme} --lang {language} --no-system-fonts -o out.pdf -q");
        let args = ["build", file].into_iter().chain(args.split(' '));
        let run = folder.run(args).succeeds();
        let told = run.stderr.is_empty() || run.stderr.contains(" is only ");
        assert!(told, "{file} in {theme}: {}", run.stderr);
        assert_eq!(violations(&folder.read("out.pdf")), [""; 0], "{file} in {theme}");
    };
    for language in ["de", "fr", "es", "pl", "pt-BR", "ar"] {
        translations(language).iter().for_each(|file| conforms(file, language));
    }
    for language in ["de", "fr", "en"] {
        translations("multilingual").iter().for_each(|file| conforms(file, language));
    }
}

#[test]
fn the_validator_rejects_a_file_without_a_standard() {
    let folder = Folder::with_samples();
    folder.recto("build graduate.yaml --pdf-standard none -o out.pdf").succeeds();
    assert_ne!(violations(&folder.read("out.pdf")), [""; 0]);
}
