use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use serde_json::{Value, json};

use super::extract;
use crate::press::{
    Choice, Format, MemoryFiles, NamedFile, Outcome, Outputs, Press, Record, Request,
};
use crate::source::{Container, carried};
use crate::tailor::{Pattern, Selection, TagExpression};

/// Formats that can embed data.
const CARRIERS: [Format; 3] = [Format::Pdf, Format::Docx, Format::Html];
const TODAY: (i16, u8, u8) = (2026, 1, 31);
const RESUME: &str = "
basics:
  name: Marie Delvaux
  email: marie@delvaux.example
  phone: {value: '+32 2 555 01 42', tags: [secret]}
  birth: 1980-04-02
meta:
  lastModified: 2026-01-30
  options: {personal-details: false}
  titles: {work: Bridges}
  variants: {hidden: {tags: bridges}}
  x-tool: {token: abc}
work:
  - {name: Ponts & Cie, position: Engineer, startDate: 2019-03, id: main, highlights: ['Two \"bridges\" </script> ]]>']}
  - {name: Secret Works, position: Draughtsman, endDate: 2010, tags: [secret]}
sections:
  - {title: Sailing, tags: [bridges], text: On the Senne.}
x-notes: not for anyone
";

fn request(yaml: &str, formats: &[Format], embeds: bool) -> Request {
    let outputs = Outputs { formats: formats.to_vec(), embed_data: embeds, ..Outputs::default() };
    let selection = Selection {
        tags: Some(TagExpression::parse("bridges").expect("an expression")),
        ..Selection::default()
    };
    Request { outputs, selection, ..Request::new(NamedFile::new("cv.yaml", yaml), TODAY) }
}

fn run(request: &Request) -> Outcome {
    Press::new(MemoryFiles::default()).run(request)
}

fn bytes(request: &Request) -> Vec<u8> {
    let mut outcome = run(request);
    assert_eq!(outcome.failure, None, "{:?}", outcome.record.diagnostics);
    outcome.editions.remove(0).files.remove(0).bytes
}

fn extracted(name: &str, bytes: Vec<u8>) -> Result<String, Vec<String>> {
    let mut record = Record::default();
    match extract(&NamedFile::new(name, bytes), &mut record) {
        Ok(file) => Ok(String::from_utf8(file.bytes.expect("bytes")).expect("text")),
        Err(_) => Err(record.diagnostics.iter().map(|it| it.message.clone()).collect()),
    }
}

#[test]
fn embedded_data_contain_only_what_is_printed() {
    let pdf = bytes(&request(RESUME, &[Format::Pdf], true));
    let data = extracted("cv.pdf", pdf).expect("data");
    let expected = json!({
        "basics": {"name": "Marie Delvaux", "email": "marie@delvaux.example"},
        "work": [{
            "name": "Ponts & Cie",
            "position": "Engineer",
            "startDate": "2019-03",
            "endDate": "present",
            "highlights": ["Two \"bridges\" </script> ]]>"],
        }],
        "sections": [{"kind": "text", "title": "Sailing", "text": "On the Senne."}],
        "meta": {"theme": "compact", "locale": "en-US", "titles": {"work": "Bridges"}},
    });
    assert_eq!(serde_json::from_str::<Value>(&data).expect("JSON"), expected);
    let word = bytes(&request(RESUME, &[Format::Docx], true));
    assert_eq!(extracted("cv.docx", word).as_deref(), Ok(data.as_str()));
    let page = bytes(&request(RESUME, &[Format::Html], true));
    let data = extracted("cv.html", page).expect("data");
    assert_eq!(serde_json::from_str::<Value>(&data).expect("JSON"), expected);
}

#[test]
fn embedded_data_are_valid_json_resume() {
    let yaml = "
basics: {name: Marie Delvaux, summary: Builds bridges., profiles: [{network: Forge, username: mdx}]}
work: [{name: Ponts & Cie, position: Engineer, startDate: 2019-03, endDate: 2020-04-01}]
skills: [{name: Steel, keywords: [Welds]}]
";
    let mut request = request(yaml, &[Format::Docx], true);
    request.selection = Selection::default();
    let data = extracted("cv.docx", bytes(&request)).expect("data");
    let schema = include_str!("../../../tests/fixtures/jsonresume/schema.json");
    let [schema, data] = [schema, &data].map(|it| serde_json::from_str::<Value>(it).expect("JSON"));
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let errors: Vec<_> = validator.iter_errors(&data).map(|it| it.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    assert!(data.get("$schema").is_some(), "{data}");
}

#[test]
fn a_file_can_be_rebuilt_from_its_embedded_data() {
    let text = |request: &Request| String::from_utf8(bytes(request)).expect("text");
    let plain = |resume: NamedFile| {
        let outputs = Outputs { formats: vec![Format::Text], ..Outputs::default() };
        Request { resume, outputs, ..Request::new(NamedFile::new("", ""), TODAY) }
    };
    for yaml in [RESUME, include_str!("../../../tests/fixtures/every-kind.yaml")] {
        for format in CARRIERS {
            let mut wanted = request(yaml, &[format], true);
            if yaml != RESUME {
                wanted.selection = Selection::default();
            }
            let name = format!("cv.{}", format.name());
            let carrier = NamedFile::new(name.as_str(), bytes(&wanted));
            wanted.outputs.formats = vec![Format::Text];
            assert_same_lines(&text(&plain(carrier)), &text(&wanted));
        }
    }
}

fn assert_same_lines(found: &str, expected: &str) {
    let differing = found.lines().zip(expected.lines()).find(|(a, b)| a != b);
    assert_eq!(differing, None);
    assert_eq!(found.lines().count(), expected.lines().count());
}

#[test]
fn data_are_embedded_only_on_request() {
    let pdf = bytes(&request(RESUME, &[Format::Pdf], false));
    assert_eq!(carried("cv.pdf", Container::Pdf, &pdf).map(|files| files.len()), Ok(0));
    for word in ["EmbeddedFile", "resume.json", "/AF"] {
        assert_eq!(crate::source::find_bytes(&pdf, word.as_bytes()), None, "{word}");
    }
    let word = bytes(&request(RESUME, &[Format::Docx], false));
    assert_eq!(carried("cv.docx", Container::Word, &word).map(|files| files.len()), Ok(0));
    assert!(extracted("cv.docx", word).is_err());
    let page = bytes(&request(RESUME, &[Format::Html], false));
    assert_eq!(carried("cv.html", Container::Html, &page).map(|files| files.len()), Ok(0));
    assert_eq!(crate::source::find_bytes(&page, b"resume-data"), None);
}

#[test]
fn a_pdf_with_data_conforms_to_both_standards() {
    let pdf = bytes(&request(RESUME, &[Format::Pdf], true));
    for profile in [ValidationProfile::PdfUa1, ValidationProfile::PdfA3a] {
        let options = ValidationOptions::default().profile(profile);
        let report = validate_pdf_bytes(&pdf, &options).expect("a PDF");
        assert!(report.failures.is_empty(), "{:?}", report.failures);
    }
}

#[test]
fn redacted_text_is_not_in_the_data() {
    let pattern = |text| Pattern::parse(text).expect("a pattern");
    for format in CARRIERS {
        let mut request = request(RESUME, &[format], true);
        request.selection = Selection {
            redact: vec![pattern("work.name"), pattern("email")],
            ..Selection::default()
        };
        let data = extracted("cv", bytes(&request)).expect("data");
        for secret in ["Ponts", "Secret Works", "marie@", "delvaux.example"] {
            assert!(!data.contains(secret), "{data}");
        }
    }
}

#[test]
fn each_variant_embeds_its_own_data() {
    let mut request = request(RESUME, &[Format::Docx], true);
    request.variant = Choice::Named("hidden".to_owned());
    let data = extracted("cv.docx", bytes(&request)).expect("data");
    assert!(data.contains("Sailing") && !data.contains("variants"), "{data}");
}

#[test]
fn a_printed_photo_is_part_of_the_embedded_data() {
    let yaml = "basics: {name: Marie, image: me.png}\nmeta: {options: {photo: true}}";
    let photo = include_bytes!("../../../tests/fixtures/photo.png").to_vec();
    let mut press = Press::new(MemoryFiles::default().with("me.png", photo));
    let mut request = request(yaml, &[Format::Docx], true);
    request.selection = Selection::default();
    let mut outcome = press.run(&request);
    let word = outcome.editions.remove(0).files.remove(0).bytes;
    let data = extracted("cv.docx", word).expect("data");
    assert!(data.contains("data:image/png;base64,") && !data.contains("me.png"), "{data}");
    request.settings = vec![crate::press::setting("photo", "false")];
    let mut outcome = press.run(&request);
    let word = outcome.editions.remove(0).files.remove(0).bytes;
    assert!(!extracted("cv.docx", word).expect("data").contains("image"));
}

/// A PDF of another tool: an XML or JSON attachment among others, in an uncompressed stream.
fn pdf_with(files: &[(&str, &str)]) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    for (i, (name, content)) in files.iter().enumerate() {
        let (named, held) = (2 * i + 10, 2 * i + 11);
        let object = format!(
            "{named} 0 obj\n<< /Type /Filespec /F ({name}) /EF << /F {held} 0 R >> >>\nendobj\n\
             {held} 0 obj\n<< /Type /EmbeddedFile /Length {} >>\nstream\n{content}\nendstream\nendobj\n",
            content.len()
        );
        pdf.extend(object.bytes());
    }
    pdf
}

#[test]
fn data_of_other_tools_are_found_among_attachments() {
    let json = r#"{"basics": {"name": "Ida"}, "work": [{"name": "Quay"}]}"#;
    let pdf = pdf_with(&[("invoice.xml", "<invoice/>"), ("photo.jpg", "x"), ("cv.json", json)]);
    assert_eq!(extracted("cv.pdf", pdf.clone()).as_deref(), Ok(json));
    let europass = include_str!("../../../tests/fixtures/europass/candidate.xml");
    let pdf = pdf_with(&[("attachment.xml", europass)]);
    let mut wanted = request("", &[Format::Text], false);
    wanted.selection = Selection::default();
    wanted.resume = NamedFile::new("europass.pdf", pdf);
    assert!(!bytes(&wanted).is_empty());
}

#[test]
fn a_file_without_data_is_reported_with_its_attachments() {
    let error_messages =
        |name, bytes: &[u8]| extracted(name, bytes.to_vec()).expect_err("no data").join("\n");
    let pdf = pdf_with(&[("invoice.xml", "<invoice/>"), ("photo.jpg", "x")]);
    insta::assert_snapshot!(error_messages("cv.pdf", &pdf), @"the PDF `cv.pdf` contains no résumé data, only `invoice.xml` and `photo.jpg`");
    insta::assert_snapshot!(error_messages("cv.pdf", b"%PDF-1.7\n"), @"the PDF `cv.pdf` contains no résumé data");
    insta::assert_snapshot!(error_messages("cv.html", b"<!DOCTYPE html><p>Hi"), @"the web page `cv.html` contains no résumé data");
    insta::assert_snapshot!(error_messages("cv.pdf", b"%PDF-1.7\ntrailer << /Encrypt 5 0 R >>"), @"cannot read the attachments of `cv.pdf` (the file is encrypted)");
    insta::assert_snapshot!(error_messages("cv.yaml", b"basics: {}"), @"`cv.yaml` is not a PDF, a Word document or a web page");
}
