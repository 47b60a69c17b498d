//! Property tests of the whole pipeline, from any résumé to its PDF.

use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::diagnostic::{Diagnostics, Sources};
use crate::export::{self, Standards};
use crate::format::{self, Dialect, ReadOptions};
use crate::locale::Locale;
use crate::markup;
use crate::resume::{Basics, Highlight, Localized, Resume, Section, SectionKind, arbitrary};
use crate::source::{self, Syntax};
use crate::tailor::{self, Pattern, Selection, tailor};
use crate::theme::{Options, Theme};
use crate::typeset::typeset;
use crate::view::{Block, View, ViewOptions, view};
use crate::world::{Fonts, ResumeWorld};

fn see(resume: &Resume) -> View {
    let mut diagnostics = Diagnostics::default();
    let resume = tailor(resume.clone(), &Selection::default(), &mut diagnostics).resume;
    let options = ViewOptions::on((2026, 1, 31));
    view(&resume, &Locale::default(), &options, &mut diagnostics)
}

fn pdf(resume: &Resume, theme: &str) -> Result<Vec<u8>, String> {
    let theme = Theme::embedded(theme).ok_or("there is such a theme")?;
    let options = Options::defaults(&theme.options);
    let world = ResumeWorld::new(theme, &options, &see(resume), Vec::new(), Fonts::embedded());
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let pdf = typeset(&world, &mut sources, &mut diagnostics).and_then(|document| {
        export::pdf(&document, &Standards::default(), &world, &mut sources, &mut diagnostics)
    });
    comemo::evict(2);
    pdf.ok_or_else(|| format!("{diagnostics:?}"))
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
fn no_theme_of_ours_fails_on_names_without_end_or_shape_or_on_the_deepest_lists() {
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
            let resume = read(Syntax::Yaml, &format!("basics: {basics}\n{work}"));
            let set = pdf(&resume, theme);
            assert!(set.is_ok(), "{theme}, {:.60}: {:?}", basics, set.err());
        }
    }
}

#[test]
fn a_redacted_text_is_found_wherever_it_stands_in_a_finished_file() {
    let text = "basics: {name: Mira Oduya, email: mira@secret.example, phone: +44 20 7946 0958}\n\
        work: [{name: Kiln, summary: 'See [here](https://ok.example/Mira%20Oduya).'}]\n";
    let resume = read(Syntax::Yaml, text);
    for (pattern, theme, places) in [
        ("name", "plain", "a link, page 1, the metadata, the title, author or keywords"),
        ("email", "register", "a link, page 1"),
        ("phone", "plain", "a link, page 1"),
        ("work.name", "plain", "page 1"),
    ] {
        let redact = vec![Pattern::parse(pattern).expect("a path")];
        let selection = Selection { redact, ..Selection::default() };
        let secrets = tailor::secrets(&resume, &selection);
        let found = export::leaks(&pdf(&resume, theme).expect("a file"), &secrets).join(", ");
        assert!(places.split(", ").all(|place| found.contains(place)), "{pattern}: {found}");
        let left = tailor(resume.clone(), &selection, &mut Diagnostics::default()).resume;
        let found = export::leaks(&pdf(&left, theme).expect("a file"), &secrets);
        assert_eq!(found, Vec::<String>::new(), "{pattern}");
    }
    // These words are also names of parts of a PDF.
    let text = "basics: {name: Ada}\nwork: [{name: Adobe}, {name: Identity}, {name: Custom}, {name: Typst}]\n";
    let resume = read(Syntax::Yaml, text);
    let redact = vec![Pattern::parse("work.name").expect("a path")];
    let selection = Selection { redact, ..Selection::default() };
    let secrets = tailor::secrets(&resume, &selection);
    let left = tailor(resume, &selection, &mut Diagnostics::default()).resume;
    assert_eq!(export::leaks(&pdf(&left, "plain").expect("a file"), &secrets), [""; 0]);
}

/// Replaces characters that not every theme's fonts support, which would be an error before
/// typesetting.
fn with_shapes(resume: &Resume) -> Resume {
    let root = format::write(Dialect::Native, resume, &mut Diagnostics::default())
        .expect("ours holds all of ours");
    let shown = |c: char| c < '\u{180}' && c != '\u{ad}' || matches!(c, '\u{2010}'..='\u{2026}');
    let text = source::write_json(&root);
    read(Syntax::Json, &text.chars().map(|c| if shown(c) { c } else { 'x' }).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn any_résumé_builds_and_conforms_in_any_theme(
        resume in arbitrary::resume(),
        theme in proptest::sample::select(Theme::names()),
    ) {
        let pdf = pdf(&with_shapes(&resume), theme).map_err(TestCaseError::fail)?;
        prop_assert_eq!(violations(&pdf), [""; 0]);
    }

    #[test]
    fn yaml_json_and_toml_of_the_same_data_give_the_same_view(resume in arbitrary::resume()) {
        let root = format::write(Dialect::Native, &resume, &mut Diagnostics::default())
            .expect("ours holds all of ours");
        let yaml = see(&read(Syntax::Yaml, &source::write_yaml(&root)));
        let json = see(&read(Syntax::Json, &source::write_json(&root)));
        prop_assert_eq!(&yaml, &json);
        if let Ok(toml) = source::write_toml(&root) {
            prop_assert_eq!(&yaml.header, &see(&read(Syntax::Toml, &toml)).header);
        }
    }

    #[test]
    fn any_text_survives_to_the_view_but_for_quotes_dashes_and_what_prints_nothing(
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
        let view = see(&resume);
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
