//! Tests the press through its public interface.

use std::path::{Path, PathBuf};
use std::thread;

use super::*;

const TODAY: Day = (2026, 1, 31);

fn request(yaml: &str) -> Request {
    Request::new(NamedFile::new("cv.yaml", yaml), TODAY)
}

fn pdf(press: &mut Press, request: &Request) -> Vec<u8> {
    let mut outcome = press.run(request);
    assert_eq!(outcome.failure, None, "{:?}", outcome.record.diagnostics);
    outcome.editions.remove(0).files.remove(0).bytes
}

fn messages(record: &Record) -> Vec<&str> {
    record.diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}

const MARIE: &str = "
basics: {name: Marie Delvaux, label: Bridge engineer, email: marie@delvaux.example}
work:
  - {name: Ponts & Cie, position: Engineer, startDate: 2019-03, highlights: [Two bridges]}
";

const OLAF: &str = "
basics: {name: Olaf Lindqvist, summary: Grows apples.}
meta: {theme: plain, paper: letter, pages: 1}
education:
  - {institution: Orchard School, area: Pomology, endDate: 2008}
";

#[test]
fn concurrent_presses_do_not_affect_each_other() {
    let press =
        |yaml: &'static str| move || pdf(&mut Press::new(MemoryFiles::default()), &request(yaml));
    let alone = [press(MARIE)(), press(OLAF)()];
    let together = [MARIE, OLAF, MARIE, OLAF].map(|yaml| thread::spawn(press(yaml)));
    for (i, thread) in together.into_iter().enumerate() {
        assert!(thread.join().expect("no panic") == alone[i % 2], "thread {i}");
    }
}

#[test]
fn a_reused_press_gives_the_same_output_as_a_new_one() {
    let mut kept = Press::new(MemoryFiles::default());
    for yaml in [MARIE, OLAF, MARIE] {
        let alone = pdf(&mut Press::new(MemoryFiles::default()), &request(yaml));
        assert!(pdf(&mut kept, &request(yaml)) == alone);
    }
}

#[test]
fn trials_that_are_kept_do_not_change_what_is_fitted() {
    let resume = |word: &str| {
        let highlight =
            format!("    - {}{word}\n", "Measured how cables of bridges sag. ".repeat(3));
        let job = |year: i32| {
            let head = format!("  - name: Ponts\n    position: Engineer\n    startDate: {year}\n");
            head + "    highlights:\n" + &highlight.repeat(5)
        };
        let jobs: String = (2007..2017).map(job).collect();
        format!(
            "basics: {{name: Marie Delvaux}}\nmeta: {{theme: compact, pages: 1}}\nwork:\n{jobs}"
        )
    };
    let run = |press: &mut Press, word: &str| {
        let mut outcome = press.run(&request(&resume(word)));
        assert_eq!(outcome.failure, None, "{:?}", outcome.record.diagnostics);
        let edition = outcome.editions.remove(0);
        (edition.fitted.expect("it needs fitting"), edition.files[0].bytes.clone())
    };
    let mut kept = Press::new(MemoryFiles::default()).keeping_trials();
    for word in ["Daily.", "Each day.", "", "Daily."] {
        let alone = run(&mut Press::new(MemoryFiles::default()), word);
        let again = run(&mut kept, word);
        assert_eq!(again.0, alone.0, "`{word}`");
        assert!(again.1 == alone.1, "`{word}`");
    }
}

#[test]
fn photo_theme_and_locale_are_read_from_an_in_memory_file_system() {
    let theme = Theme::embedded_files("plain").expect("a theme");
    let photo = include_bytes!("../../tests/fixtures/photo.png").to_vec();
    let mut files = MemoryFiles::default().with("people/marie.png", photo);
    for (name, bytes) in theme {
        files = files.with(format!("mine/{name}"), bytes);
    }
    let words = crate::locale::Locale::source("fr").expect("a locale");
    let request = Request {
        folder: PathBuf::from("people"),
        theme: Some("mine".to_owned()),
        locale: Some(NamedFile::new("mine.toml", format!("tag = \"fr\"\n{words}"))),
        settings: vec![setting("photo", "true")],
        ..request("basics: {name: Marie, image: marie.png}")
    };
    let outcome = Press::new(files).run(&request);
    assert_eq!(messages(&outcome.record), [""; 0]);
    let edition = &outcome.editions[0];
    assert_eq!(edition.theme, "mine");
    assert_eq!(edition.pictures[0].virtual_path, "/photo.png");
    assert_eq!(edition.view.document.lang, "fr");
    let files = outcome.record.files();
    assert!(files.contains(&PathBuf::from("people/marie.png")), "{files:?}");
    assert!(files.contains(&PathBuf::from("mine/theme.toml")), "{files:?}");
}

#[test]
fn a_picture_outside_the_folder_is_rejected_in_memory() {
    let files = MemoryFiles::default().with("secret.png", *b"\x89PNG");
    let request = Request {
        folder: PathBuf::from("people"),
        ..request("basics: {name: Marie, image: ../secret.png}")
    };
    let outcome = Press::new(files).run(&request);
    assert_eq!(
        messages(&outcome.record),
        ["picture `../secret.png` is outside the résumé's folder"]
    );
}

#[test]
fn one_edition_is_built_per_variant_and_language() {
    let yaml = "
basics: {name: Marie, label: {en: Engineer, fr: Ingénieure}}
meta: {languages: [en, fr], variants: {short: {max: work=1}, long: {}}}
";
    let request = Request { variant: Choice::Every, language: Choice::Every, ..request(yaml) };
    let outcome = Press::new(MemoryFiles::default()).run(&request);
    let editions: Vec<_> = outcome
        .editions
        .iter()
        .map(|edition| (edition.variant.as_deref().unwrap_or_default(), &*edition.language))
        .collect();
    assert_eq!(editions, [("short", "en"), ("short", "fr"), ("long", "en"), ("long", "fr")]);
}

#[test]
fn an_invalid_request_is_not_an_error_of_the_résumé() {
    let request = Request { settings: vec![setting("paper", "poster")], ..request(MARIE) };
    let outcome = Press::new(MemoryFiles::default()).run(&request);
    assert_eq!(outcome.failure, Some(Failure::Request));
    assert!(outcome.editions.is_empty());
}

#[test]
fn messages_point_into_the_right_theme_if_file_names_are_equal() {
    let broken = |line: &str| format!("{line}#let render(view, options) = [#missing]\n");
    let mut files = MemoryFiles::default();
    for (name, text) in [("one", broken("")), ("two", broken("// Another one.\n"))] {
        let manifest = "name = \"x\"\ndescription = \"x\"\n";
        files = files
            .with(format!("{name}/theme.toml"), manifest)
            .with(format!("{name}/theme.typ"), text);
    }
    let yaml = "
basics: {name: Marie}
meta: {variants: {a: {theme: ./one}, b: {theme: ./two}}}
";
    let request = Request { variant: Choice::Every, ..request(yaml) };
    let outcome = Press::new(files).run(&request);
    let lines: Vec<_> = outcome
        .record
        .diagnostics
        .iter()
        .filter_map(|diagnostic| {
            let span = diagnostic.span?;
            let text = outcome.record.sources.text(span.source);
            Some(text[..span.range().start].lines().count())
        })
        .collect();
    assert_eq!(lines, [1, 2], "{:?}", messages(&outcome.record));
}

#[test]
fn messages_point_to_data_that_are_read_under_another_name_or_in_another_place() {
    let yaml = "\
name: Ada Byron
contact: {mail: ada@@engine.example}
experience:
  - {company: Engine Works, from: 2099-01}
meta: {variants: {short: {max: work=1}}}
";
    let places = |variant| {
        let (mut record, mut press) = (Record::default(), Press::new(MemoryFiles::default()));
        let request = Request { variant, ..request(yaml) };
        let drafts = press.drafts(&request, &mut record).expect("drafts");
        record.take();
        press.lint(&request, &drafts[0], &mut record);
        let found = record.take();
        let texts = found.iter().map(|it| yaml[it.span.expect("a place").range()].to_owned());
        texts.collect::<Vec<_>>()
    };
    for variant in [Choice::Own, Choice::Every] {
        assert_eq!(places(variant), ["ada@@engine.example", "2099-01"]);
    }
}

/// A system with one font that is not embedded.
struct OneFont;

/// Returns an embedded font, renamed to a name of the same length.
fn renamed_font() -> Vec<u8> {
    let utf16 = |name: &str| name.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
    let (old, new) = (utf16("Open Sans"), utf16("Upon Sans"));
    let mut font = include_bytes!("../../fonts/open-sans/OpenSans_400Regular.ttf").to_vec();
    let places: Vec<_> = (0..font.len()).filter(|at| font[*at..].starts_with(&old)).collect();
    assert!(!places.is_empty(), "the font has a name");
    places.iter().for_each(|at| font[*at..at + new.len()].copy_from_slice(&new));
    font
}

impl Resources for OneFont {
    fn read(&self, _: &Path, _: &str, _: u64) -> Result<ResourceFile, ReadFailure> {
        Err(ReadFailure::Missing("no such file".to_owned()))
    }

    fn has_system_fonts(&self) -> bool {
        true
    }

    fn system_faces(&self) -> Vec<FaceDescription> {
        vec![FaceDescription {
            path: PathBuf::from("upon.ttf"),
            index: 0,
            families: vec!["Upon Sans".to_owned()],
            post_script_name: "UponSans".to_owned(),
            is_plain: true,
        }]
    }

    fn font_file(&self, path: &Path) -> Option<Vec<u8>> {
        (path == Path::new("upon.ttf")).then(renamed_font)
    }
}

#[test]
fn fonts_of_one_edition_are_not_used_in_the_next() {
    let mut press = Press::new(OneFont);
    let in_font = Request { settings: vec![setting("font", "Upon Sans")], ..request(MARIE) };
    let outcome = press.run(&in_font);
    assert_eq!(messages(&outcome.record), [""; 0]);
    assert_eq!(outcome.record.files(), [PathBuf::from("upon.ttf")]);
    let outcome = press.run(&request(MARIE));
    assert!(outcome.record.files().is_empty(), "{:?}", outcome.record.files());
    let alone = pdf(&mut Press::new(OneFont), &request(MARIE));
    assert!(outcome.editions[0].files[0].bytes == alone);
}
