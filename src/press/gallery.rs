//! Renders every theme on one sheet.

use serde_json::json;
use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use super::{Draft, Failure, Outputs, Prepared, Press, Record, Request};
use crate::bytes::SharedBytes;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::export;
use crate::pages::in_reading_order;
use crate::theme::{self, Theme};
use crate::typeset::typeset;
use crate::view::Inline;
use crate::world::{Fonts, ResumeWorld};

const SHEET: &[u8] = include_bytes!("../../data/gallery/gallery.typ");

/// Output format of a gallery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GalleryFormat {
    Pdf,
    Png,
}

/// The first pages of a résumé in every theme, on one sheet.
#[derive(Debug, Clone)]
pub struct Gallery {
    pub bytes: Vec<u8>,
    /// Number of themes on the sheet.
    pub themes: usize,
}

impl Press {
    /// Renders the first edition of a résumé in every embedded theme and puts the first pages on
    /// one sheet.
    ///
    /// Returns an error if the résumé has errors.
    pub fn gallery(
        &mut self,
        request: &Request,
        format: GalleryFormat,
        record: &mut Record,
    ) -> Result<Gallery, Failure> {
        let draft = self.drafts(request, record)?.into_iter().next().ok_or(Failure::Input)?;
        let mut pages = SheetPages::default();
        let mut last = None;
        for theme in Theme::names().into_iter().filter_map(Theme::embedded) {
            let request = Request { theme: Some(theme.name.clone()), ..request.clone() };
            let draft = with_options_of(&theme, &draft);
            let mut prepared = self.prepare(&request, &draft, record)?;
            let fonts = self.choose_fonts(&mut prepared, record)?;
            let document = compile(self.world_of(&prepared, fonts.clone()), record)?;
            pages.add(&prepared, &in_reading_order(document));
            last = Some((prepared, fonts));
            comemo::evict(10);
        }
        let (prepared, fonts) = last.ok_or(Failure::Program)?;
        let themes = pages.described.len();
        let bytes = self.sheet(pages, &prepared, fonts, format, &request.outputs, record)?;
        Ok(Gallery { bytes, themes })
    }

    /// Typesets the sheet with the document metadata of the résumé.
    fn sheet(
        &mut self,
        pages: SheetPages,
        prepared: &Prepared,
        fonts: Fonts,
        format: GalleryFormat,
        outputs: &Outputs,
        record: &mut Record,
    ) -> Result<Vec<u8>, Failure> {
        let mut theme = Theme::embedded(theme::DEFAULT).ok_or(Failure::Program)?;
        theme.files.insert("/theme/theme.typ".to_owned(), SharedBytes::embedded(SHEET));
        let mut files = pages.files;
        let described = serde_json::Value::Array(pages.described).to_string();
        files.push(("/gallery.json".to_owned(), Bytes::from_string(described)));
        let mut view = prepared.view.clone();
        view.header.name = Inline::default();
        view.sections.clear();
        let world = ResumeWorld::new(theme, &prepared.options, &view, files, fonts);
        let document = compile(&world, record)?;
        self.world = Some(world);
        match format {
            GalleryFormat::Pdf => self.pdf(&document, outputs, record),
            GalleryFormat::Png => {
                let pages = export::png(&document, f32::from(outputs.ppi), false)
                    .map_err(|message| record.input(Diagnostic::error("png", message)))?;
                pages.into_iter().next().ok_or(Failure::Program)
            }
        }
    }
}

/// Removes options that a theme does not have.
fn with_options_of(theme: &Theme, draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    let is_known = |key: &str| theme.options.iter().any(|spec| spec.name == key);
    draft.resume.meta.options.retain(|setting| is_known(&setting.key));
    draft
}

fn compile(world: &ResumeWorld, record: &mut Record) -> Result<PagedDocument, Failure> {
    let mut diagnostics = Diagnostics::default();
    match typeset(world, &mut record.sources, &mut diagnostics) {
        Some(document) => {
            record.note(diagnostics, None)?;
            Ok(document)
        }
        None => Err(record.program(diagnostics)),
    }
}

/// The pages on the sheet: captions and picture files.
#[derive(Default)]
struct SheetPages {
    described: Vec<serde_json::Value>,
    files: Vec<(String, Bytes)>,
}

impl SheetPages {
    fn add(&mut self, prepared: &Prepared, document: &PagedDocument) {
        // SVG stays sharp at every size.
        let bytes = export::svg(document, false).swap_remove(0).into_bytes();
        let file = format!("/page-{}.svg", self.files.len() + 1);
        let more = match document.pages().len() {
            1 => String::new(),
            n => format!("{n} pages"),
        };
        let theme = &prepared.theme.name;
        let title = &prepared.view.document.title;
        let alt = format!("Page one of {title} in the theme {theme}");
        self.described.push(json!({"name": theme, "file": file, "alt": alt, "more": more}));
        self.files.push((file, Bytes::new(bytes)));
    }
}
