//! Tests what is kept in conversions between all pairs of formats.

use std::fmt::Write;

use super::losses::Losses;
use super::roundtrip::unreported_losses;
use super::testing::{letters, linkedin_files, problems_of_json_resume};
use super::{Dialect, ReadOptions, read, write_noting};
use crate::diagnostic::{Diagnostics, Sources};
use crate::resume::Resume;
use crate::source::{
    self, Node, PackedFile, Syntax, parse, tables, write_json, write_xml, write_yaml,
};

/// Rich example files by format.
const FILES: [(Dialect, Syntax, &str); 11] = [
    (Dialect::Native, Syntax::Yaml, include_str!("../../tests/fixtures/every-kind.yaml")),
    (
        Dialect::Native,
        Syntax::Yaml,
        "meta: {languages: [en, de]}\nbasics: {name: A. B., label: {en: Smith, de: Schmied}}\n\
         work: [{name: C, positions: [{position: {en: D, de: E}, endDate: 2020}, F]}]\n\
         letter: {body: {en: G, de: H}}\n",
    ),
    (
        Dialect::JsonResume,
        Syntax::Json,
        include_str!("../../tests/fixtures/jsonresume/extended.json"),
    ),
    (Dialect::JsonResume, Syntax::Json, include_str!("../../tests/fixtures/jsonresume/wild.jsonc")),
    (Dialect::RenderCv, Syntax::Yaml, include_str!("../../tests/fixtures/rendercv.yaml")),
    (Dialect::YamlResume, Syntax::Yaml, include_str!("../../tests/fixtures/yamlresume.yaml")),
    (Dialect::Fresh, Syntax::Json, include_str!("../../tests/fixtures/fresh/every-field.json")),
    (Dialect::XmlResume, Syntax::Xml, include_str!("../../tests/fixtures/xmlresume/complete.xml")),
    (Dialect::Reactive, Syntax::Json, include_str!("../../tests/fixtures/reactive-resume/v5.json")),
    (Dialect::Europass, Syntax::Xml, include_str!("../../tests/fixtures/europass/candidate.xml")),
    (Dialect::AlFolio, Syntax::Yaml, include_str!("../../tests/fixtures/al-folio/list.yml")),
];

/// Reads an example of each format, with its name.
fn examples() -> Vec<(String, Resume)> {
    let mut examples: Vec<(String, Resume)> = Vec::new();
    for (dialect, syntax, text) in FILES {
        let id = Sources::default().add("cv", text);
        let root = parse(syntax, id, text, &mut Diagnostics::default()).expect("a tree");
        let is_second = examples.iter().any(|(name, _)| name == dialect.name());
        let name = format!("{}{}", dialect.name(), if is_second { "-2" } else { "" });
        examples.push((name, resume_of(dialect, &root)));
    }
    let files = linkedin_files().into_iter();
    let packed =
        files.map(|(name, text)| PackedFile { name, bytes: Some(text.into_bytes()) }).collect();
    let root = tables("export", packed, &mut Sources::default(), &mut Diagnostics::default());
    examples.push(("linkedin".to_owned(), resume_of(Dialect::LinkedIn, &root)));
    examples
}

fn resume_of(dialect: Dialect, root: &Node) -> Resume {
    let mut diagnostics = Diagnostics::default();
    let resume = read(dialect, root, ReadOptions::default(), &mut diagnostics).remove(0);
    assert!(!diagnostics.has_errors(), "{diagnostics:#?}");
    resume
}

/// Serialises and parses a tree, as another program would.
fn read_again(dialect: Dialect, root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let syntax = dialect.usual_syntax();
    let text = match syntax {
        Syntax::Xml => write_xml(root),
        Syntax::Json => write_json(root),
        Syntax::Yaml | Syntax::Toml => write_yaml(root),
    };
    let id = Sources::default().add("again", text.as_str());
    let root = source::parse(syntax, id, &text, diagnostics)?;
    assert_eq!(Dialect::detect(&root, Some(syntax)).ambiguity(), None, "{text}");
    read(dialect, &root, ReadOptions { private: true }, diagnostics).into_iter().next()
}

#[test]
fn conversions_preserve_or_report_all_data() {
    let mut unreported = Vec::new();
    for (name, resume) in examples() {
        let mut reported = String::new();
        for target in Dialect::ALL.into_iter().filter(|dialect| dialect.is_written()) {
            let comparable = |text: &str| match target {
                Dialect::XmlResume => letters(text),
                // YAMLResume has its own spelling of levels and networks.
                Dialect::YamlResume => text.to_lowercase(),
                _ => text.to_owned(),
            };
            let write = |resume: &Resume, losses: &mut Losses| {
                write_noting(target, resume, losses).expect("it is written")
            };
            let read =
                |root: &Node, diagnostics: &mut Diagnostics| read_again(target, root, diagnostics);
            let lost = unreported_losses(&resume, write, read, comparable);
            unreported
                .extend(lost.iter().map(|lost| format!("{name} to {}: {lost}", target.name())));
            let mut losses = Losses::new(target.title());
            write(&resume, &mut losses);
            let _ = write!(reported, "to {}:\n{}\n", target.name(), losses.listed());
        }
        insta::assert_snapshot!(format!("from_{name}"), reported);
    }
    assert!(unreported.is_empty(), "{unreported:#?}");
}

#[test]
fn json_resume_written_from_any_dialect_is_valid() {
    for (name, resume) in examples() {
        let root = write_noting(Dialect::JsonResume, &resume, &mut Losses::new("JSON Resume"));
        let json = write_json(&root.expect("it is written"));
        let json = serde_json::from_str(&json).expect("JSON");
        assert_eq!(problems_of_json_resume(&json, true), [""; 0], "{name}: {json:#}");
    }
}
