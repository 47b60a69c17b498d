use std::io::{Cursor, Read};

use proptest::prelude::*;
use roxmltree::Document;
use zip::ZipArchive;

use super::{docx, docx_leaks};
use crate::diagnostic::{Diagnostics, Sources};
use crate::export::Flow;
use crate::format::{self, Dialect, ReadOptions};
use crate::locale::Locale;
use crate::resume::Resume;
use crate::source::{self, Syntax};
use crate::tailor::{Selection, tailor};
use crate::theme::{OptionValue, Options, Theme};
use crate::view::{ViewOptions, view};

const RESUME: &str = r#"
basics:
  name: Ottilie Brandvold
  label: Hydrographer
  email: ottilie@brandvold.example
  url: https://brandvold.example
  location: {city: Bergen, countryCode: "NO"}
work:
  - name: Fjordkart
    position: Hydrographer
    location: Bergen
    startDate: 2019-03
    summary: "Two ways to do it:"
    highlights:
      - Ran the survey of **eleven** fjords
      - {title: Tools, text: "See [tidefix](https://tidefix.example/a|b).", highlights: [One, Two]}
projects:
  - name: Steps
    description: |
      1. Plan
      2. Sail
  - name: Further steps
    description: |
      1. Chart
"#;

fn read(yaml: &str) -> Resume {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let id = sources.add("cv.yaml", yaml);
    let root = source::parse(Syntax::Yaml, id, yaml, &mut diagnostics).expect("a tree");
    let read = ReadOptions::default();
    format::read(Dialect::Native, &root, read, &mut diagnostics).pop().expect("a résumé")
}

fn written(yaml: &str, settings: &[(&str, OptionValue)]) -> Vec<u8> {
    let theme = Theme::embedded("compact").expect("a theme");
    let mut options = Options::defaults(&theme.options);
    settings.iter().for_each(|(name, value)| options.set(name, value.clone()));
    let how = ViewOptions::on((2026, 1, 31));
    let view = view(&read(yaml), &Locale::default(), &how, &mut Diagnostics::default());
    docx(&Flow::new(&view, &theme, &options, Vec::new()))
}

fn part(docx: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(docx)).expect("an archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// Returns the style and text of each paragraph; a tab is `→`.
fn outline(document: &str) -> String {
    let document = Document::parse(document).expect("well-formed");
    let mut lines = Vec::new();
    for paragraph in document.descendants().filter(|it| it.tag_name().name() == "p") {
        let value = |name: &str| {
            let found = paragraph.descendants().find(|it| it.tag_name().name() == name);
            found.and_then(|it| it.attributes().next()).map(|it| it.value())
        };
        let texts = paragraph.descendants().map(|it| match it.tag_name().name() {
            "t" => it.text().unwrap_or_default(),
            "tab" => "→",
            _ => "",
        });
        let list = value("numId").map(|list| format!(" #{list}")).unwrap_or_default();
        let style = value("pStyle").unwrap_or_default();
        lines.push(format!("{style}{list}: {}", texts.collect::<String>()));
    }
    lines.join("\n")
}

#[test]
fn headings_lists_and_dates_have_the_matching_word_styles() {
    let docx = written(RESUME, &[]);
    insta::assert_snapshot!(outline(&part(&docx, "word/document.xml")), @r"
    Title: Ottilie Brandvold
    Subtitle: Hydrographer
    Contact: ottilie@brandvold.example | brandvold.example | Bergen, Norway
    Heading1: Work experience
    Heading2: Hydrographer→Mar 2019–Present
    EntryLine: Fjordkart, Bergen
    BodyText: Two ways to do it:
    ListBullet: Ran the survey of eleven fjords
    ListBullet: Tools: See tidefix.
    ListBullet2: One
    ListBullet2: Two
    Heading1: Projects
    Heading2: Steps
    ListNumber #3: Plan
    ListNumber #3: Sail
    Heading2: Further steps
    ListNumber #4: Chart
    ");
}

#[test]
fn one_line_entries_are_kept_in_pairs_at_page_breaks() {
    let docx = written("certificates: [{name: A}, {name: B}, {name: C}, {name: D}]", &[]);
    let document = part(&docx, "word/document.xml");
    let document = Document::parse(&document).expect("well-formed");
    let is = |name: &'static str| move |it: &roxmltree::Node| it.tag_name().name() == name;
    let mut kept = Vec::new();
    for paragraph in document.descendants().filter(is("p")) {
        let texts = paragraph.descendants().filter(|it| it.is_text());
        let text: String = texts.filter_map(|it| it.text()).collect();
        let own = paragraph.descendants().find(is("keepNext"));
        // The heading style keeps it with the next; an attribute turns that off.
        kept.push((text, own.is_none_or(|it| it.attributes().next().is_none())));
    }
    let expected = [("Certificates", true), ("A", true), ("B", false), ("C", true), ("D", false)];
    assert_eq!(kept, expected.map(|(text, is_kept)| (text.to_owned(), is_kept)));
}

#[test]
fn pages_of_a_letter_are_not_counted_with_those_of_the_resume() {
    let resume = written(RESUME, &[]);
    assert!(part(&resume, "word/footer1.xml").contains("NUMPAGES"));
    let letter = written(&format!("{RESUME}letter: {{body: Dear all}}"), &[]);
    let footer = part(&letter, "word/footer1.xml");
    assert!(footer.contains(" PAGE ") && !footer.contains("NUMPAGES"));
    let document = part(&letter, "word/document.xml");
    assert_eq!(document.matches(r#"<w:pgNumType w:start="1"/>"#).count(), 2);
}

#[test]
fn link_targets_are_valid_in_a_package() {
    let relations = part(&written(RESUME, &[]), "word/_rels/document.xml.rels");
    let document = Document::parse(&relations).expect("well-formed");
    let external = document.descendants().filter(|it| it.attribute("TargetMode").is_some());
    let targets: Vec<_> = external.filter_map(|it| it.attribute("Target")).collect();
    assert_eq!(
        targets,
        [
            "mailto:ottilie@brandvold.example",
            "https://brandvold.example",
            "https://tidefix.example/a%7Cb",
        ]
    );
}

#[test]
fn output_is_deterministic_and_dated_by_the_document() {
    let docx = written(RESUME, &[]);
    assert_eq!(docx, written(RESUME, &[]));
    let core = part(&docx, "docProps/core.xml");
    assert!(core.contains("2026-01-31T00:00:00Z"), "{core}");
    assert!(core.contains("<dc:creator>Ottilie Brandvold</dc:creator>"), "{core}");
    assert!(core.contains("<dc:language>en"), "{core}");
}

#[test]
fn the_plain_look_ignores_colours_and_fonts_of_the_theme() {
    let plain = [("docx-look", OptionValue::Text("plain".to_owned()))];
    let styles = part(&written(RESUME, &plain), "word/styles.xml");
    assert!(styles.contains("Calibri") && !styles.contains("Libertinus"), "{styles}");
    let document = Document::parse(&styles).expect("well-formed");
    let colors = document.descendants().filter(|it| it.tag_name().name() == "color");
    let mut colors = colors.filter_map(|it| it.attributes().next().map(|it| it.value()));
    assert!(colors.all(|color| color == "auto"));
    let accent = [("accent", OptionValue::Color("#0b5394".to_owned()))];
    let themed = written(RESUME, &accent);
    assert!(part(&themed, "word/styles.xml").contains("Libertinus Serif"));
    assert!(part(&themed, "word/theme/theme1.xml").contains("0B5394"));
}

#[test]
fn right_to_left_text_is_marked_but_latin_words_within_it_are_not() {
    let yaml = "basics: {name: רות לוי, label: מהנדסת Rust}\nmeta: {locale: he}";
    let theme = Theme::embedded("plain").expect("a theme");
    let options = Options::defaults(&theme.options);
    let locale = Locale::find("he").expect("a locale");
    let how = ViewOptions::on((2026, 1, 31));
    let view = view(&read(yaml), &locale, &how, &mut Diagnostics::default());
    let docx = docx(&Flow::new(&view, &theme, &options, Vec::new()));
    let document = part(&docx, "word/document.xml");
    let document = Document::parse(&document).expect("well-formed");
    let runs = document.descendants().filter(|it| it.tag_name().name() == "r");
    let runs: Vec<_> = runs
        .map(|run| {
            let has = |name: &str| run.descendants().any(|it| it.tag_name().name() == name);
            let text: String =
                run.descendants().filter(|it| it.is_text()).filter_map(|it| it.text()).collect();
            (has("rtl"), text)
        })
        .collect();
    let expected = [(true, "רות לוי"), (true, "מהנדסת "), (false, "Rust")];
    assert_eq!(runs, expected.map(|(rtl, text)| (rtl, text.to_owned())));
    assert!(part(&docx, "word/styles.xml").contains("<w:bidi/>"));
}

#[test]
fn redacted_text_is_found_in_the_document() {
    let selection = Selection {
        redact: vec![crate::tailor::Pattern::parse("work.name").expect("a pattern")],
        ..Selection::default()
    };
    let tailored = tailor(read(RESUME), &selection, &mut Diagnostics::default());
    assert_eq!(docx_leaks(&written(RESUME, &[]), &tailored.secrets), ["the text"]);
    let other = RESUME.replace("Fjordkart", "Havkart");
    assert_eq!(docx_leaks(&written(&other, &[]), &tailored.secrets), Vec::<String>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Any text in any field yields well-formed parts and is not lost.
    #[test]
    fn any_resume_gives_well_formed_document_parts(
        resume in crate::resume::arbitrary::resume(),
    ) {
        let theme = Theme::embedded("compact").expect("a theme");
        let options = Options::defaults(&theme.options);
        let how = ViewOptions::on((2026, 1, 31));
        let view = view(&resume, &Locale::default(), &how, &mut Diagnostics::default());
        let bytes = docx(&Flow::new(&view, &theme, &options, Vec::new()));
        let mut archive = ZipArchive::new(Cursor::new(&bytes)).expect("an archive");
        for index in 0..archive.len() {
            let mut text = String::new();
            archive.by_index(index).expect("a file").read_to_string(&mut text).expect("text");
            prop_assert!(Document::parse(&text).is_ok(), "{text}");
        }
    }
}
