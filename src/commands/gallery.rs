use std::path::Path;

use serde_json::json;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use super::edition::{Edition, Edits};
use super::faces::Faces;
use super::input::{self, Input, Reading};
use super::look::{self, Prepared};
use super::output::{self, Output};
use super::{Failure, Report};
use crate::cli::{FontArgs, LookArgs, TailorArgs, ThemesArgs};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export::{self, Standards};
use crate::theme::{Options, Theme};
use crate::typeset::typeset;
use crate::view::{Inline, View};
use crate::world::{Fonts, ResumeWorld};

/// The résumé of those who give none.
const SAMPLE: &str = include_str!("../../data/samples/nurse.yaml");

const SHEET: &[u8] = include_bytes!("../../data/gallery/gallery.typ");

/// Pixels per inch of the sheet as PNG: wide enough for two columns of a screen.
const PPI: f32 = 144.0;

/// What the sheet is written as.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Pdf,
    Png,
}

/// Sets every theme with a résumé, and writes their first pages on one sheet.
///
/// Returns an error, reported, if the résumé has one, or the sheet cannot be written.
pub(super) fn preview(args: &ThemesArgs, out: &Path, report: &mut Report) -> Result<(), Failure> {
    let kind = kind_of(out, report)?;
    let input = match args.name.as_deref() {
        Some(file) => input::read(Path::new(file), Reading::ANY, report)?,
        None => input::sample("nurse.yaml", SAMPLE, report)?,
    };
    let edits = Edits::new(&TailorArgs::default(), None, report)?;
    let mut editions = edits.editions(&input, report)?;
    if editions.is_empty() {
        return Err(Failure::Input);
    }
    let mut edition = editions.swap_remove(0);
    let own_options = std::mem::take(&mut edition.resume.meta.options);
    let fonts = FontArgs { font_paths: Vec::new(), no_system_fonts: false };
    let mut faces = Faces::new(&fonts, report)?;

    let mut sheet = Sheet { pages: Vec::new(), files: Vec::new() };
    let mut last = None;
    for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
        // What is an option of one theme only is no mistake here.
        let known = |key: &str| theme.options.iter().any(|spec| spec.name == key);
        edition.resume.meta.options =
            own_options.iter().filter(|setting| known(&setting.key)).cloned().collect();
        let (view, options, document) =
            set(&theme.name, &edition, &input, args, &mut faces, report)?;
        sheet.add(&theme, &view, &document);
        last = Some((view, options));
        comemo::evict(10);
    }
    let Some((view, options)) = last else { return Err(Failure::Fault) };
    let count = sheet.pages.len();
    let bytes = sheet.write(&view, &options, faces.fonts(), kind, report)?;
    output::write_all(vec![Output { path: out.to_path_buf(), bytes }], report)?;
    if out != Path::new("-") {
        report.done(&format!("wrote {} ({count} themes)", out.display()));
    }
    Ok(())
}

fn kind_of(out: &Path, report: &mut Report) -> Result<Kind, Failure> {
    let extension = out.extension().map(|e| e.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("pdf") => Ok(Kind::Pdf),
        Some("png") => Ok(Kind::Png),
        _ => Err(report.usage(
            format!("`{}` is neither a PDF nor a PNG", out.display()),
            "end the name in `.pdf` or `.png`",
        )),
    }
}

/// Sets the pages in one theme.
fn set(
    theme: &str,
    edition: &Edition,
    input: &Input,
    args: &ThemesArgs,
    faces: &mut Faces,
    report: &mut Report,
) -> Result<(View, Options, PagedDocument), Failure> {
    let look = LookArgs {
        theme: Some(theme.to_owned()),
        settings: Vec::new(),
        paper: args.paper.clone(),
        lang: None,
        locale: None,
        date: None,
        print: false,
    };
    let prepared = look::prepare(edition, input, &look, false, faces, report)?;
    let Prepared { theme, options, view, pictures, fonts, .. } = prepared;
    let world = ResumeWorld::new(theme, &options, &view, pictures, fonts);
    let document = compile(&world, report)?;
    Ok((view, options, document))
}

fn compile(world: &ResumeWorld, report: &mut Report) -> Result<PagedDocument, Failure> {
    let mut diagnostics = Diagnostics::default();
    match typeset(world, &mut report.sources, &mut diagnostics) {
        Some(document) => {
            report.emit(diagnostics, None)?;
            Ok(document)
        }
        None => Err(report.fault(diagnostics)),
    }
}

/// The pages on the sheet: what is said of them, and their pictures as files.
struct Sheet {
    pages: Vec<serde_json::Value>,
    files: Vec<(String, Bytes)>,
}

impl Sheet {
    fn add(&mut self, theme: &Theme, view: &View, document: &PagedDocument) {
        // As SVG: sharp at every size.
        let bytes = export::svg(document).swap_remove(0).into_bytes();
        let file = format!("/page-{}.svg", self.pages.len() + 1);
        let more = match document.pages().len() {
            1 => String::new(),
            n => format!("{n} pages"),
        };
        let alt = format!("Page one of {} in the theme {}", view.document.title, theme.name);
        self.pages.push(json!({"name": theme.name, "file": file, "alt": alt, "more": more}));
        self.files.push((file, Bytes::new(bytes)));
    }

    /// Sets the sheet; title, author and language of the file are the résumé's.
    fn write(
        self,
        view: &View,
        options: &Options,
        fonts: Fonts,
        kind: Kind,
        report: &mut Report,
    ) -> Result<Vec<u8>, Failure> {
        let Some(mut theme) = Theme::embedded(crate::theme::DEFAULT) else {
            return Err(Failure::Fault);
        };
        theme.files.insert("/theme/theme.typ".to_owned(), Bytes::new(SHEET));
        let mut files = self.files;
        let pages = serde_json::Value::Array(self.pages).to_string();
        files.push(("/gallery.json".to_owned(), Bytes::from_string(pages)));
        let mut view = view.clone();
        view.header.name = Inline::default();
        view.sections.clear();
        let world = ResumeWorld::new(theme, options, &view, files, fonts);
        let document = compile(&world, report)?;
        if kind == Kind::Png {
            let pages = export::png(&document, PPI)
                .map_err(|message| report.input(Diagnostic::error("png", message)))?;
            return pages.into_iter().next().ok_or(Failure::Fault);
        }
        let mut diagnostics = Diagnostics::default();
        let standards = Standards::default();
        let bytes =
            export::pdf(&document, &standards, &world, &mut report.sources, &mut diagnostics);
        report.emit(diagnostics, None)?;
        bytes.ok_or(Failure::Fault)
    }
}
