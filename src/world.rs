//! The Typst world: a theme, a view and fonts. Nothing else can be read.

use std::sync::Arc;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::files::{FileLoader, FileStore};

use crate::diagnostic::Diagnostic;
use crate::plan::{PlanSettings, plan};
use crate::theme::{Options, Theme, Trial};
use crate::view::View;

mod blanks;
mod choices;
mod columns;
mod contacts;
mod content;
mod current_font;
mod design;
mod ends;
mod fitted;
mod fonts;
mod heads;
mod highlights;
mod input;
mod job;
mod library;
mod missing;
mod paging;
mod placing;
mod rows;
mod scripts;
mod small_caps;
mod spread;
mod titles;
mod widths;

pub use fonts::{FaceFile, Fonts, face_files, valid_font};
pub use missing::{MissingCharacter, missing_characters};

/// Main source file. The data are passed as values, never as source text.
pub const MAIN: &str = r#"#import "/theme/theme.typ": render
#let view = recto.view(json("/view.json"))
#show: recto.document.with(view.document)
#render(view, recto.options(json("/options.json"), json("/companions.json"), view.document.lang))
"#;

/// Attaches the printed data if they are to be embedded.
const ATTACH: &str = r#"#pdf.attach(
  "resume.json",
  read("/data.json", encoding: none),
  relationship: "source",
  mime-type: "application/json",
  description: "The data of this document, as JSON Resume",
)
"#;

/// The files that Typst may read.
struct Files {
    theme: Theme,
    view: Bytes,
    options: Bytes,
    /// Fallback of each family.
    companions: Bytes,
    /// Virtual path and content of each picture.
    pictures: Vec<(String, Bytes)>,
    /// The printed data, to be attached.
    data: Option<Bytes>,
}

/// The modules that themes may use, one file per line.
const LIBRARY: &str = "/common/lib.typ";

impl Files {
    /// Returns the lines of [`LIBRARY`] that define names used in the theme, since unused files
    /// would be parsed and evaluated in vain.
    fn library(&self) -> String {
        let text = |bytes| str::from_utf8(bytes).unwrap_or_default();
        let library = self.theme.files.get(LIBRARY).map_or("", |bytes| text(bytes));
        let own: Vec<&str> = self.theme.code().collect();
        let is_named = |line: &&str| {
            let names = line.rsplit_once(": ").map_or("", |(_, names)| names);
            names.split(", ").any(|name| own.iter().any(|file| file.contains(name)))
        };
        library.lines().filter(is_named).flat_map(|line| [line, "\n"]).collect()
    }
}

impl Files {
    /// Returns a file of the résumé; `None` for a file of the theme.
    fn of_resume(&self, id: FileId) -> Option<&Bytes> {
        if !matches!(id.get().root(), VirtualRoot::Project) {
            return None;
        }
        match id.get().vpath().get_with_slash() {
            "/data.json" => self.data.as_ref(),
            "/view.json" => Some(&self.view),
            "/options.json" => Some(&self.options),
            "/companions.json" => Some(&self.companions),
            path if self.theme.files.contains_key(path) => None,
            path => self.pictures.iter().find(|(name, _)| name == path).map(|(_, bytes)| bytes),
        }
    }
}

impl FileLoader for Files {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_with_slash();
        if !matches!(id.get().root(), VirtualRoot::Project) {
            return Err(FileError::Other(Some("packages are not available".into())));
        }
        match path {
            "/main.typ" if self.data.is_some() => Ok(Bytes::from_string(format!("{MAIN}{ATTACH}"))),
            "/main.typ" => Ok(Bytes::from_string(MAIN)),
            LIBRARY => Ok(Bytes::from_string(self.library())),
            _ => {
                let bytes = self.theme.files.get(path);
                let bytes = bytes.ok_or_else(|| FileError::NotFound(path.into()))?;
                match str::from_utf8(bytes) {
                    Ok(code) if path.starts_with("/common/") && path.ends_with(".typ") => {
                        Ok(Bytes::from_string(without_comments(code)))
                    }
                    _ => Ok(bytes.clone().into()),
                }
            }
        }
    }
}

/// Replaces lines that are comments by empty lines, so that Typst need not parse and hash them.
fn without_comments(code: &str) -> String {
    let is_comment = |line: &str| line.trim_start().starts_with("//");
    let lines = code.lines().map(|line| if is_comment(line) { "" } else { line });
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// A résumé in a theme, ready to be compiled and recompiled after changes.
pub struct ResumeWorld {
    fonts: Fonts,
    /// Parsed theme files are cached; files of the résumé are not.
    files: FileStore<Files>,
    /// Settings of the planned view.
    settings: PlanSettings,
    main: FileId,
    date: (i16, u8, u8),
    /// Whether the theme may use names of signs.
    names_signs: bool,
    guard: Option<Guard>,
}

/// Tries a world, given as a [job](ResumeWorld::job), in isolation.
type Guard = Arc<dyn Fn(&[u8], Trial) -> Result<(), String> + Send + Sync>;

impl ResumeWorld {
    /// Combines a theme, its options, a view and its pictures.
    pub fn new(
        theme: Theme,
        options: &Options,
        view: &View,
        pictures: Vec<(String, Bytes)>,
        fonts: Fonts,
    ) -> Self {
        let companions = json(fonts.companions());
        let names_signs = theme.code().any(library::names_signs);
        let settings = theme.plan_settings(options);
        let files = Files {
            theme,
            view: json(&plan(view, &settings)),
            options: json(options),
            companions,
            pictures,
            data: None,
        };
        Self {
            fonts,
            files: FileStore::new(files),
            settings,
            main: file_id("/main.typ"),
            date: view.document.date,
            names_signs,
            guard: None,
        }
    }

    /// Sets a guard that is called before each compilation.
    pub fn set_guard(&mut self, guard: Option<Guard>) {
        self.guard = guard;
    }

    /// Checks with the guard whether the world may be compiled and exported.
    ///
    /// Returns an error with the reason if it may not.
    pub fn try_out(&self, trial: Trial) -> Result<(), Diagnostic> {
        let tried = self.guard.as_ref().map_or(Ok(()), |guard| guard(&self.job(), trial));
        tried.map_err(|reason| {
            Diagnostic::error("theme-limit", reason).hint(
                "check it for an endless loop; `--theme-seconds` and `--theme-megabytes` raise the limits",
            )
        })
    }

    /// Replaces view and options; Typst's cache keeps the results for unchanged parts.
    pub fn update(&mut self, options: &Options, view: &View, pictures: Vec<(String, Bytes)>) {
        let files = self.files.loader_mut();
        self.settings = files.theme.plan_settings(options);
        files.view = json(&plan(view, &self.settings));
        files.options = json(options);
        files.pictures = pictures;
        self.date = view.document.date;
    }

    /// Sets the data to attach to the file.
    pub fn set_data(&mut self, data: Option<&str>) {
        // The main source differs with and without an attachment.
        if self.files.loader().data.is_some() != data.is_some() {
            self.files.reset();
        }
        self.files.loader_mut().data = data.map(|data| Bytes::from_string(data.to_owned()));
    }

    /// Replaces the options for the same view, whose words break as before in a narrow column.
    pub fn set_options(&mut self, options: &Options, view: &View) {
        let files = self.files.loader_mut();
        let narrow = self.settings.narrow;
        let settings = PlanSettings { narrow, ..files.theme.plan_settings(options) };
        if settings != self.settings {
            self.settings = settings;
            files.view = json(&plan(view, &settings));
        }
        files.options = json(options);
    }

    /// Returns whether the world can be reused for a theme and fonts.
    pub fn serves(&self, theme: &Theme, fonts: &Fonts) -> bool {
        self.files.loader().theme.files == theme.files && self.fonts.is_same(fonts)
    }
}

impl World for ResumeWorld {
    fn library(&self) -> &LazyHash<Library> {
        if self.names_signs { &library::LIBRARY } else { &library::PLAIN_LIBRARY }
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match self.files.loader().of_resume(id) {
            Some(_) => Err(FileError::NotSource),
            None => self.files.source(id),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match self.files.loader().of_resume(id) {
            Some(bytes) => Ok(bytes.clone()),
            None => self.files.file(id),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let (year, month, day) = self.date;
        Datetime::from_ymd(i32::from(year), month, day)
    }
}

/// Typst never frees interned paths, so all résumés use the same ones.
fn file_id(path: &str) -> FileId {
    let path = VirtualPath::new(path).expect("a constant path is valid");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

fn json(value: &impl serde::Serialize) -> Bytes {
    Bytes::new(serde_json::to_vec(value).expect("a view has text keys only"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::layout::{Abs, Frame, FrameItem, Point};
    use typst::model::Document;

    use crate::resume::{Basics, Localized, Resume};
    use crate::view::ViewOptions;

    fn view(name: &str) -> View {
        let basics = Basics { name: Some(Localized::One(name.to_owned())), ..Basics::default() };
        let resume = Resume { basics, ..Resume::default() };
        let tailored = crate::tailor::tailor(resume, &Default::default(), &mut Default::default());
        let how = ViewOptions::on((2026, 1, 31));
        crate::view::view(&tailored.resume, &Default::default(), &how, &mut Default::default())
    }

    fn world(view: &View) -> (ResumeWorld, Options) {
        let theme = Theme::embedded("plain").expect("a theme");
        let options = Options::defaults(&theme.options);
        (ResumeWorld::new(theme, &options, view, Vec::new(), Fonts::embedded()), options)
    }

    #[test]
    fn updating_the_world_replaces_the_data_but_keeps_the_parsed_theme() {
        let (mut world, options) = world(&view("Ada Example"));
        let [theme, data] = ["/theme/theme.typ", "/view.json"].map(file_id);
        let before = (world.source(theme).expect("a file"), world.file(data).expect("a file"));
        world.update(&options, &view("Bo Sample"), Vec::new());
        world.set_data(None);
        let after = (world.source(theme).expect("a file"), world.file(data).expect("a file"));
        assert!(std::ptr::eq(before.0.root(), after.0.root()));
        assert_ne!(before.1, after.1);
        assert!(String::from_utf8_lossy(&after.1).contains("Bo Sample"));
    }

    #[test]
    fn data_are_attached_only_if_set() {
        let (mut world, _) = world(&view("Ada Example"));
        let main = |world: &ResumeWorld| world.source(world.main()).expect("a file").text().len();
        let without = main(&world);
        world.set_data(Some("{}"));
        assert_eq!(main(&world), without + ATTACH.len());
        world.set_data(None);
        assert_eq!(main(&world), without);
    }

    /// Compiles a theme with this code.
    fn pages(code: &str) -> typst_layout::PagedDocument {
        let mut theme = Theme::embedded("plain").expect("a theme");
        theme.files.insert("/theme/theme.typ".to_owned(), code.as_bytes().to_vec().into());
        let options = Options::defaults(&theme.options);
        let view = view("Ada Example");
        let world = ResumeWorld::new(theme, &options, &view, Vec::new(), Fonts::embedded());
        typst::compile(&world).output.unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    #[test]
    fn widths_of_letters_agree_with_laid_out_widths() {
        let families = Fonts::embedded_families();
        let code = r#"#let render(view, options) = context {
            let styles = (
              it => it, emph, strong, upper, smallcaps, box, text.with(weight: 300),
              text.with(tracking: 0.1em), text.with(size: 0.8em), link.with("https://ada.example"),
            )
            for font in families {
              set text(font: font)
              for style in styles {
                for words in ("Harbour & Quay Ltd", "AVA TAYLOR", "fiffle, 1711–1719", "Bergen") {
                  let body = style(words)
                  let width = measure(body).width
                  assert(recto.fits(width + 0.01pt, body), message: repr((font, body, width)))
                  assert(not recto.fits(width - 0.01pt, body), message: repr((font, body, width)))
                }
              }
            }
          }"#;
        let names: Vec<String> = families.iter().map(|name| format!("{name:?}")).collect();
        pages(&code.replace("families", &format!("({},)", names.join(", "))));
    }

    #[test]
    fn blanks_fill_the_gap_of_a_line_with_two_ends() {
        let code = "#let render(view, options) = {
            set page(width: 10cm, margin: 0pt)
            par(recto.ends([Miller], [2020]))
          }";
        let pages = pages(code);
        let mut texts = Vec::new();
        texts_of(&pages.pages()[0].frame, Point::zero(), &mut texts);
        texts.sort_by_key(|(start, ..)| *start);
        let words: String = texts.iter().map(|(.., text)| text.as_str()).collect();
        let blanks = words.chars().filter(|c| *c == '\u{a0}').count();
        assert!(blanks > 20 && words.starts_with("Miller") && words.ends_with("2020"), "{words}");
        for [(_, end, _), (start, ..)] in texts.array_windows() {
            assert!(*start - *end < Abs::pt(5.0), "a gap in {words}");
        }
        let end = texts.last().map(|(_, end, _)| *end).expect("a text");
        assert!((end - Abs::cm(10.0)).abs() < Abs::pt(0.1), "{end:?}");
    }

    /// Collects start, end and text of each run.
    fn texts_of(frame: &Frame, above: Point, texts: &mut Vec<(Abs, Abs, String)>) {
        for (at, item) in frame.items() {
            let at = above + *at;
            match item {
                FrameItem::Text(text) => {
                    texts.push((at.x, at.x + text.width(), text.text.to_string()))
                }
                FrameItem::Group(group) => texts_of(&group.frame, at, texts),
                _ => {}
            }
        }
    }

    #[test]
    fn small_capitals_of_a_german_word_include_the_f() {
        pages(
            r#"#let render(view, options) = {
            set text(font: "EB Garamond")
            let width(lang) = recto.measure({
              set text(lang: lang)
              recto.small-caps(weight: 600)[fff]
            }).width
            context assert.eq(width("de"), width("en"))
          }"#,
        );
    }

    #[test]
    fn a_section_that_continues_in_its_column_has_later_sections_beside_it() {
        pages(
            r#"#import "/common/lib.typ": row
            #let piece(name, starts: false) = row(box(height: 40pt, name), starts: starts)
            #let names(rows) = rows.map(it => it.body.body.text)
            #let main = (
              piece("A1", starts: true), ..("A2", "A3", "A4", "A5").map(piece),
              piece("B1", starts: true) + (aside: () => (piece("b1", starts: true),)),
              piece("C1", starts: true),
            )
            #let render(view, options) = context {
              let side = (piece("S1", starts: true),)
              let (columns, rest, continues) = recto.column-pages(
                main, side, (60pt, 30pt), 100pt, 100pt, 100pt,
              )
              let shown = columns.map(((wide, narrow)) => (names(wide), names(narrow)))
              assert.eq(shown, ((("A1", "A2"), ("S1",)), (("A3", "A4"), ("b1",)), (("A5",), ())))
              assert.eq((names(rest), continues), (("C1",), true))
            }"#,
        );
    }

    #[test]
    fn a_split_line_may_be_a_paragraph_of_the_theme() {
        let pages = pages(
            r#"#import "/common/lib.typ": design
            #let line = (
              kind: "halves", above: "none", sticky: false, breakable: true, break-before: false,
              apart: "words", halves: ((label: ("Danish",), rest: ("native",)),), whole: (),
            )
            #let render(view, options) = {
              let words(word, aside) = (side: none, body: par(word + [: ] + aside))
              let head(..) = none
              recto.rows(metadata((line,)), head, (words: words), design(view, options)).first().body
            }"#,
        );
        let mut texts = Vec::new();
        texts_of(&pages.pages()[0].frame, Point::zero(), &mut texts);
        assert_eq!(texts.into_iter().map(|(.., text)| text).collect::<String>(), "Danish: native");
    }

    #[test]
    fn the_last_of_three_highlights_is_not_alone_on_the_next_page() {
        let pages = pages(
            r#"#import "/common/design.typ": design, line-edges
            #let item(name) = (body: ((kind: "paragraph", body: (name,)),), highlights: ())
            #let part(name) = ((kind: "highlights", items: (item(name),)),)
            #let body = (
              kind: "body", above: "none", sticky: false, breakable: true, break-before: false,
              keeps-end: false, parts: ("First", "Second", "Third").map(part),
            )
            #let render(view, options) = {
              let design = design(view, options)
              set page(height: 300pt, margin: 0pt)
              set text(..line-edges(design.unit))
              // There is room for two.
              v(264pt)
              recto.rows(metadata((body,)), (..) => none, (:), design).first().body
            }"#,
        );
        let words = |page: usize| {
            let mut texts = Vec::new();
            texts_of(&pages.pages()[page].frame, Point::zero(), &mut texts);
            texts.into_iter().map(|(.., text)| text).filter(|text| text != "•").collect::<Vec<_>>()
        };
        assert_eq!([words(0), words(1)], [vec!["First"], vec!["Second", "Third"]]);
    }

    #[test]
    fn the_last_piece_of_a_row_is_not_alone_on_the_next_page() {
        pages(
            r#"#import "/common/lib.typ": row
            #let part(from, to) = box(height: (to - from) * 5pt, str(from) + "–" + str(to))
            #let names(rows) = rows.map(it => it.body.body.text)
            #let render(view, options) = context {
              let rows = (row(part(0, 21), pieces: 21, part: part, breaks: ()),)
              assert.eq(recto.fitting(rows, 60pt, 101pt).map(names), (("0–19",), ("19–21",)))
              // The blank would be too large.
              let rows = (row(part(0, 3), pieces: 3, part: part, breaks: ()),)
              assert.eq(recto.fitting(rows, 60pt, 11pt).map(names), (("0–2",), ("2–3",)))
            }"#,
        );
    }

    #[test]
    fn metadata_are_set_on_the_document_but_not_visible_to_the_theme() {
        let pages = pages("#let render(view, options) = context if document.author == () [none]");
        assert_eq!(pages.info().author, ["Ada Example"]);
        let is_empty = pages.pages().iter().all(|page| page.frame.is_empty());
        assert!(!is_empty, "the body sees the author");
    }

    #[test]
    fn a_theme_that_names_signs_has_them() {
        pages("#let render(view, options) = [#sym.arrow $pi$ #std.text[x]]");
    }

    #[test]
    fn embedded_themes_do_not_need_names_of_signs() {
        for name in Theme::names() {
            let theme = Theme::embedded(name).expect("a theme");
            assert!(!theme.code().any(library::names_signs), "{name}");
        }
    }

    #[test]
    fn common_code_is_the_same_without_comments() {
        fn tokens(node: &typst::syntax::SyntaxNode, found: &mut Vec<String>) {
            if node.kind().is_trivia() {
                return;
            }
            if node.children().len() == 0 {
                found.push(node.leaf_text().to_string());
            }
            node.children().for_each(|child| tokens(child, found));
        }
        let theme = Theme::embedded("plain").expect("a theme");
        let common = theme.files.iter().filter(|(path, _)| path.starts_with("/common/"));
        for (path, bytes) in common.filter(|(path, _)| path.ends_with(".typ")) {
            let code = str::from_utf8(bytes).expect("text");
            let [mut before, mut after] = [Vec::new(), Vec::new()];
            tokens(&typst::syntax::parse(code), &mut before);
            tokens(&typst::syntax::parse(&without_comments(code)), &mut after);
            assert_eq!(before, after, "{path}");
        }
    }

    #[test]
    fn data_files_cannot_be_loaded_as_typst_sources() {
        let (world, _) = world(&view("Ada Example"));
        let refused = world.source(file_id("/view.json")).expect_err("it is data");
        assert_eq!(refused, FileError::NotSource);
    }
}
