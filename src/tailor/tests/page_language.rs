use super::*;
use crate::format::{Dialect, ReadOptions, read};
use crate::resume::{Address, Contact, ContactKind};
use crate::source::{Syntax, parse};

/// Reads a YAML file that states no language.
fn resume_without_language(yaml: &str) -> Resume {
    let mut sources = crate::diagnostic::Sources::default();
    let id = sources.add("cv", yaml);
    let mut diagnostics = Diagnostics::default();
    let root = parse(Syntax::Yaml, id, yaml, &mut diagnostics).expect("a tree");
    let mut resume =
        read(Dialect::Native, &root, ReadOptions::default(), &mut diagnostics).remove(0);
    resume.meta.locale = None;
    resume
}

fn living_in(country: &str) -> Resume {
    let address = Address { country_code: Some(country.into()), ..Address::default() };
    let contact =
        Contact { kind: ContactKind::Location, address: Some(address), ..Contact::default() };
    let mut resume = Resume::default();
    resume.basics.contacts.push(contact);
    resume
}

#[test]
fn the_language_of_each_translated_sample_is_detected() {
    let folder = format!("{}/data/samples", env!("CARGO_MANIFEST_DIR"));
    for tag in ["ar", "de", "es", "fr", "ja", "pl", "pt-BR", "zh-Hans"] {
        for name in ["graduate", "kernel-engineer", "nurse"] {
            let path = format!("{folder}/{tag}/{name}.yaml");
            let yaml = std::fs::read_to_string(&path).expect("a sample");
            let page_language = page_language(&resume_without_language(&yaml));
            let is_right = crate::locale::is_same_writing(&page_language.tag, tag);
            assert!(is_right && page_language.detected.is_some(), "{path}: {page_language:?}");
        }
    }
    for name in ["graduate", "kernel-engineer", "nurse"] {
        let yaml = std::fs::read_to_string(format!("{folder}/{name}.yaml")).expect("a sample");
        let page_language = page_language(&resume_without_language(&yaml));
        assert!(
            page_language.tag.starts_with("en-") && page_language.detected.is_none(),
            "{page_language:?}"
        );
    }
}

#[test]
fn the_country_of_the_address_determines_the_region() {
    for (country, tag) in
        [("GB", "en-GB"), ("DE", "en-DE"), ("NO", "en-NO"), ("US", "en-US"), ("??", "en-US")]
    {
        assert_eq!(page_language(&living_in(country)).tag, tag, "{country}");
    }
    assert_eq!(page_language(&Resume::default()).tag, "en-US");
    let mut resume = living_in("GB");
    resume.meta.locale = Some("en".into());
    assert_eq!(page_language(&resume).tag, "en-GB");
}

#[test]
fn a_country_at_the_end_of_the_location_determines_the_region() {
    for (place, tag) in [
        ("Leeds, United Kingdom", "en-GB"),
        ("Leeds, UK", "en-GB"),
        ("Bergen, Norway", "en-NO"),
        ("Austin, TX, USA", "en-US"),
        ("Wilmington, DE", "en-US"),
        ("Atlanta, Georgia", "en-US"),
        ("Leeds", "en-US"),
    ] {
        let resume =
            resume_without_language(&format!("basics: {{name: Ona, location: '{place}'}}"));
        assert_eq!(page_language(&resume).tag, tag, "{place}");
    }
}

#[test]
fn a_language_without_region_gets_a_region_if_the_paper_differs() {
    for (tag, country, expected) in [
        ("es", "MX", "es-MX"),
        ("fr", "CA", "fr-CA"),
        ("EN", "PH", "en-PH"),
        ("es", "ES", "es"),
        ("de", "AT", "de"),
        ("es-ES", "MX", "es-ES"),
    ] {
        let mut resume = living_in(country);
        resume.meta.locale = Some(tag.into());
        assert_eq!(page_language(&resume).tag, expected, "{tag} {country}");
    }
}

#[test]
fn the_language_in_the_file_takes_precedence() {
    let mut resume = living_in("GB");
    for tag in ["de", "fr-CA", "en-US"] {
        resume.meta.locale = Some(tag.into());
        assert_eq!(page_language(&resume).tag, tag);
    }
    resume.meta.locale = None;
    resume.meta.languages = vec![Language("it".into()), Language("en".into())];
    assert_eq!(page_language(&resume).tag, "it");
}

#[test]
fn a_detected_language_gets_the_region_of_the_address() {
    let mut resume = living_in("CH");
    let text = "Ich leite seit vier Jahren die Werkstatt und bilde zwei Lehrlinge aus.";
    let summary = Section { text: Some(text.into()), ..Section::default() };
    resume.sections.push(summary);
    let found = page_language(&resume);
    assert_eq!((found.tag.as_str(), found.detected.as_deref()), ("de-CH", Some("German")));
}
