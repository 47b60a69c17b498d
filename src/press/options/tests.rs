//! Checks that every option of every theme has an effect.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use typst::foundations::Bytes;

use super::view_options;
use crate::diagnostic::{Diagnostics, Sources};
use crate::export;
use crate::format::{self, Dialect, ReadOptions};
use crate::locale::Locale;
use crate::resume::{Resume, Setting};
use crate::source::{self, Path, Syntax};
use crate::theme::{OptionKind, OptionSpec, OptionValue, Options, Theme};
use crate::typeset::typeset;
use crate::view::{ViewOptions, show_targets, view};
use crate::world::{Fonts, ResumeWorld};

/// Two pages that use every option.
const RESUME: &str = include_str!("resume.yaml");

/// Options of formats without pages, which are tested elsewhere.
const NOT_OF_PAGES: [&str; 2] = ["docx-look", "html-fonts"];

const PHOTO: &str = "/photo.png";

static READ: LazyLock<Resume> = LazyLock::new(|| {
    let mut diagnostics = Diagnostics::default();
    let id = Sources::default().add("cv", RESUME);
    let root = source::parse(Syntax::Yaml, id, RESUME, &mut diagnostics).expect("a tree");
    let read = ReadOptions::default();
    let mut resumes = format::read(Dialect::Native, &root, read, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    resumes.pop().expect("a résumé")
});

/// Renders the résumé with the options.
fn pages(theme: &Theme, options: &Options) -> Vec<String> {
    let image = options.is_on("photo").then(|| PHOTO.to_owned());
    let date = (2026, 1, 31);
    let view_options = ViewOptions { image, date, build_date: date, ..view_options(options) };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let mut view = view(&READ, &Locale::default(), &view_options, &mut diagnostics);
    if options.is_on("link-targets") {
        show_targets(&mut view);
    }
    let photo = Bytes::new(&include_bytes!("../../../tests/fixtures/photo.png")[..]);
    let pictures = vec![(PHOTO.to_owned(), photo)];
    let world = ResumeWorld::new(theme.clone(), options, &view, pictures, Fonts::embedded());
    let document = typeset(&world, &mut sources, &mut diagnostics);
    comemo::evict(3);
    export::svg(&document.unwrap_or_else(|| panic!("{}: {diagnostics:?}", theme.name)), false)
}

/// Returns other values than the default of an option, those with the largest effect first.
fn others(spec: &OptionSpec) -> Vec<OptionValue> {
    let text = |text: &str| OptionValue::Text(text.to_owned());
    let found = match &spec.kind {
        OptionKind::Choice(values) => values.iter().map(|value| text(value)).collect(),
        OptionKind::Boolean { .. } => vec![OptionValue::Boolean(true), OptionValue::Boolean(false)],
        OptionKind::Color(_) => vec![OptionValue::Color("#c000c0".to_owned())],
        OptionKind::Font => vec![text("Vollkorn"), text("Inter")],
        OptionKind::Text => vec![text("languages"), text("work")],
        OptionKind::Length { max, min } => {
            [*max, *min].into_iter().flatten().map(OptionValue::Pt).collect()
        }
        OptionKind::Number { max, min } => {
            [*max, *min].into_iter().flatten().map(OptionValue::Number).collect()
        }
        OptionKind::Integer { max, min } => {
            let values = [*max, *min].into_iter().flatten();
            #[expect(clippy::cast_possible_truncation, reason = "bounds are small")]
            let values = values.map(|value| OptionValue::Integer(value as i64));
            values.collect()
        }
    };
    found.into_iter().filter(|value| *value != spec.default).collect()
}

/// Returns options under which the other options have a visible effect: with a photo, rules and
/// contacts on separate lines.
fn all_options_on(theme: &Theme) -> Options {
    let mut options = Options::defaults(&theme.options);
    let rule = theme.options.iter().find(|spec| spec.name == "title-rule");
    let rule = rule.and_then(|spec| match &spec.kind {
        OptionKind::Choice(values) => values.iter().find(|value| *value != "none"),
        _ => None,
    });
    let wanted = [
        ("photo", Some("true")),
        ("title-rule", rule.map(String::as_str)),
        ("panel-sections", Some("languages, interests")),
        ("links", Some("accent")),
        ("line-titles", Some("beside-lines")),
        ("date-format", Some("short")),
    ];
    for (key, value) in wanted {
        let Some(value) = value else { continue };
        let setting = Setting { path: Path::ROOT, key: key.to_owned(), value: value.to_owned() };
        theme.apply_shared(&[setting], &mut options, &mut Diagnostics::default());
    }
    options
}

fn without_effect(name: &str) -> BTreeSet<String> {
    let theme = Theme::embedded(name).expect("a theme");
    let bases = [Options::defaults(&theme.options), all_options_on(&theme)];
    let drawn: Vec<_> = bases.iter().map(|options| pages(&theme, options)).collect();
    let has_effect = |spec: &&OptionSpec| {
        bases.iter().zip(&drawn).any(|(base, before)| {
            others(spec).into_iter().any(|value| {
                let mut options = base.clone();
                options.set(&spec.name, value);
                options != *base && pages(&theme, &options) != *before
            })
        })
    };
    let is_of_pages =
        |spec: &&OptionSpec| !spec.fixed && !NOT_OF_PAGES.contains(&spec.name.as_str());
    let free = theme.options.iter().filter(is_of_pages);
    free.filter(|spec| !has_effect(spec)).map(|spec| spec.name.clone()).collect()
}

macro_rules! themes {
    ($($theme:ident: $test:ident),+ $(,)?) => {
        $(
            #[test]
            fn $test() {
                assert_eq!(without_effect(stringify!($theme)), BTreeSet::new());
            }
        )+

        #[test]
        fn every_theme_is_tested() {
            let mut tested = vec![$(stringify!($theme)),+];
            tested.sort_by_key(|name| (*name != crate::theme::DEFAULT, *name));
            assert_eq!(tested, Theme::names());
        }
    };
}

themes! {
    academic: every_option_of_academic_changes_the_page,
    accent: every_option_of_accent_changes_the_page,
    band: every_option_of_band_changes_the_page,
    compact: every_option_of_compact_changes_the_page,
    duo: every_option_of_duo_changes_the_page,
    form: every_option_of_form_changes_the_page,
    grid: every_option_of_grid_changes_the_page,
    ivy: every_option_of_ivy_changes_the_page,
    panel: every_option_of_panel_changes_the_page,
    plain: every_option_of_plain_changes_the_page,
    register: every_option_of_register_changes_the_page,
}
