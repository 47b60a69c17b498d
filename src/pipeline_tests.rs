//! Property tests of the whole pipeline, from any résumé to its PDF, by the press.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::characters::has_shape;
use crate::diagnostic::{Diagnostics, Sources};
use crate::export;
use crate::format::{self, Dialect, ReadOptions};
use crate::markup;
use crate::press::{Choice, Edition, MemoryFiles, NamedFile, Press, Record, Request};
use crate::resume::{Basics, Highlight, Localized, Meta, Resume, Section, SectionKind, arbitrary};
use crate::source::{self, Node, Syntax};
use crate::tailor::{self, Pattern, Selection};
use crate::theme::Theme;
use crate::view::{Block, View};

fn request(name: &str, text: String) -> Request {
    let language = Choice::Named("en-US".to_owned());
    Request { language, ..Request::new(NamedFile::new(name, text), (2026, 1, 31)) }
}

/// Writes a résumé without what its file wants of the pages, which may be wrong, and without the
/// pictures it names, which are not there.
fn root_of(resume: &Resume) -> Node {
    let mut resume = resume.clone();
    resume.meta = Meta {
        languages: resume.meta.languages,
        bold_keywords: resume.meta.bold_keywords,
        copyright: resume.meta.copyright,
        keywords: resume.meta.keywords,
        ..Meta::default()
    };
    resume.basics.image = None;
    if let Some(letter) = &mut resume.letter {
        letter.signature = None;
    }
    let root = format::write(Dialect::Native, &resume, &mut Diagnostics::default());
    root.expect("the native format represents every résumé")
}

fn request_of(resume: &Resume) -> Request {
    request("cv.json", source::write_json(&root_of(resume)))
}

fn see(request: &Request) -> View {
    let mut press = Press::new(MemoryFiles::default());
    let mut record = Record::default();
    let drafts = press.drafts(request, &mut record);
    let draft = drafts.and_then(|drafts| press.prepare(request, &drafts[0], &mut record));
    draft.unwrap_or_else(|failure| panic!("{failure:?}: {:?}", record.diagnostics)).view
}

fn edition(request: Request, theme: &str) -> Result<Edition, String> {
    let request = Request { theme: Some(theme.to_owned()), ..request };
    let mut outcome = Press::new(MemoryFiles::default()).run(&request);
    comemo::evict(2);
    outcome.editions.pop().ok_or_else(|| format!("{:?}", outcome.record.diagnostics))
}

fn pdf(request: Request, theme: &str) -> Result<Vec<u8>, String> {
    edition(request, theme).map(|mut edition| edition.files.remove(0).bytes)
}

fn violations(pdf: &[u8]) -> Vec<String> {
    [ValidationProfile::PdfUa1, ValidationProfile::PdfA2a]
        .into_iter()
        .flat_map(|profile| {
            let options = ValidationOptions::default().profile(profile);
            validate_pdf_bytes(pdf, &options).expect("the file is a PDF").failures
        })
        // The checker misreads a stream that ends in a carriage return; qpdf accepts it.
        .filter(|failure| !failure.message.starts_with("a stream /Length does not match"))
        .map(|failure| failure.to_string())
        .collect()
}

fn read(syntax: Syntax, text: &str) -> Resume {
    let id = Sources::default().add("cv", text);
    let mut diagnostics = Diagnostics::default();
    let root = source::parse(syntax, id, text, &mut diagnostics).expect("it was written well");
    format::read(Dialect::Native, &root, ReadOptions::default(), &mut diagnostics).remove(0)
}

#[test]
fn embedded_themes_build_with_extreme_names_and_maximal_nesting() {
    let words = |count: usize| (0..count).map(|n| format!("word{n} ")).collect::<String>();
    let mut deepest = "{text: Deep}".to_owned();
    for _ in 1..crate::resume::DEEPEST {
        deepest = format!("{{text: Level, highlights: [{deepest}]}}");
    }
    let work = format!("work: [{{name: Kiln, position: Potter, highlights: [{deepest}]}}]\n");
    for theme in Theme::names() {
        for basics in [
            format!("{{name: Ada, label: {}}}", words(700)),
            format!("{{name: {}}}", words(300)),
            "{name: \"\\u0301\"}".to_owned(),
            "{name: \"\\u200f\", label: \"\\u3164\"}".to_owned(),
        ] {
            let set = pdf(request("cv.yaml", format!("basics: {basics}\n{work}")), theme);
            assert!(set.is_ok(), "{theme}, {:.60}: {:?}", basics, set.err());
        }
    }
}

#[test]
fn redacted_text_is_found_in_every_part_of_a_finished_file() {
    let text = "basics: {name: Mira Oduya, email: mira@secret.example, phone: +44 20 7946 0958}\n\
        work: [{name: Kiln, summary: 'See [here](https://ok.example/Mira%20Oduya).'}]\n";
    let resume = read(Syntax::Yaml, text);
    let redacting = |text: &str, pattern: &str| {
        let redact = vec![Pattern::parse(pattern).expect("a path")];
        let selection = Selection { redact, ..Selection::default() };
        Request { selection, ..request("cv.yaml", text.to_owned()) }
    };
    for (pattern, theme, places) in [
        ("name", "plain", "a link, page 1, the metadata, the title, author or keywords"),
        ("email", "register", "a link, page 1"),
        ("phone", "plain", "a link, page 1"),
        ("work.name", "plain", "page 1"),
    ] {
        let redacting = redacting(text, pattern);
        let secrets = tailor::secrets(&resume, &redacting.selection);
        let whole = pdf(request("cv.yaml", text.to_owned()), theme).expect("a file");
        let found = export::leaks(&whole, &secrets).join(", ");
        assert!(places.split(", ").all(|place| found.contains(place)), "{pattern}: {found}");
        // The press refuses a file in which it finds one.
        let left = pdf(redacting, theme).expect("a file");
        assert_eq!(export::leaks(&left, &secrets), [""; 0], "{pattern}");
    }
    // These words are also names of parts of a PDF.
    let text = "basics: {name: Ada}\nwork: [{name: Adobe}, {name: Identity}, {name: Custom}, {name: Typst}]\n";
    assert!(pdf(redacting(text, "work.name"), "plain").is_ok());
}

/// Replaces characters that not every theme's fonts support, which would be an error before
/// typesetting.
fn with_shapes(resume: &Resume) -> Resume {
    let shown = |c: char| c < '\u{180}' && c != '\u{ad}' || matches!(c, '\u{2010}'..='\u{2026}');
    let text = source::write_json(&root_of(resume));
    read(Syntax::Json, &text.chars().map(|c| if shown(c) { c } else { 'x' }).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn any_résumé_builds_a_conforming_pdf_in_any_theme(
        resume in arbitrary::resume(),
        theme in proptest::sample::select(Theme::names()),
    ) {
        let request = request_of(&with_shapes(&resume));
        let pdf = pdf(request, theme).map_err(TestCaseError::fail)?;
        prop_assert_eq!(violations(&pdf), [""; 0]);
    }

    #[test]
    fn yaml_json_and_toml_with_equal_data_give_equal_views(resume in arbitrary::resume()) {
        let root = root_of(&resume);
        let yaml = see(&request("cv.yaml", source::write_yaml(&root)));
        let json = see(&request("cv.json", source::write_json(&root)));
        prop_assert_eq!(&yaml, &json);
        if let Ok(toml) = source::write_toml(&root) {
            prop_assert_eq!(&yaml.header, &see(&request("cv.toml", toml)).header);
        }
    }

    #[test]
    fn all_printable_text_reaches_the_view(
        text in any::<String>(),
    ) {
        let typed = markup::escape(&text);
        let highlight = Highlight { text: Some(typed.clone().into()), ..Default::default() };
        let section = Section {
            kind: SectionKind::List,
            highlights: Localized::One(vec![highlight]),
            ..Default::default()
        };
        let resume = Resume {
            basics: Basics { name: Some(typed.into()), ..Default::default() },
            sections: vec![section],
            ..Default::default()
        };
        let view = see(&request_of(&resume));
        prop_assert_eq!(seen(&view.header.name.text()), seen(&text));
        let entries = view.sections.iter().flat_map(|section| &section.entries);
        let blocks = entries.flat_map(|entry| &entry.summary);
        let body: String = blocks.map(text_of).collect();
        prop_assert_eq!(seen(&body), seen(&text));
        let harmful = |c: char| c.is_control() && c != '\n' || "\u{ad}\u{202e}\u{2066}\u{feff}".contains(c);
        prop_assert!(!view.header.name.text().contains(harmful));
        prop_assert!(!body.contains(harmful));
    }
}

/// Returns a text as displayed, without quotes and dashes.
fn seen(text: &str) -> String {
    // A combining mark alone is invisible.
    if !has_shape(text) {
        return String::new();
    }
    let unseen = |c: char| {
        let category = c.general_category_group();
        matches!(category, GeneralCategoryGroup::Other | GeneralCategoryGroup::Separator)
            || c.is_whitespace()
            || "\"'’‘“”-–—.…".contains(c)
    };
    text.chars().filter(|c| !unseen(*c)).collect()
}

fn text_of(block: &Block) -> String {
    match block {
        Block::Paragraph { body } => body.text(),
        Block::List { items } | Block::Enumeration { items } => {
            items.iter().flatten().map(text_of).collect()
        }
    }
}
