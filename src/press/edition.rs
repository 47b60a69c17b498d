//! Pages → files.

use typst_layout::PagedDocument;

use super::pages::Pages;
use super::{Draft, Failure, Format, Outputs, Picture, Prepared, Press, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::export;
use crate::tailor::{Explanation, Secrets};
use crate::theme::Options;
use crate::view::View;

/// A finished edition of a résumé.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Of a collection, counted from 1.
    pub number: Option<usize>,
    pub variant: Option<String>,
    /// The tag of its language, as the request or the file writes it.
    pub language: String,
    /// Name of the theme.
    pub theme: String,
    /// The options its pages are set with.
    pub options: Options,
    pub view: View,
    pub pictures: Vec<Picture>,
    pub pages: PagedDocument,
    /// What was done to fit the pages: `fitted to 1 page: spacing 86 %`; `None` if nothing.
    pub fitted: Option<String>,
    /// What is not shown, and why.
    pub left_out: Explanation,
    /// What must be in no file, nor in its name.
    pub secrets: Secrets,
    /// In the order of the formats asked for.
    pub files: Vec<OutputFile>,
}

/// One file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    pub format: Format,
    /// Counted from 1, in formats that are one file for each page.
    pub page: Option<usize>,
    pub bytes: Vec<u8>,
}

/// Sets the pages of what was prepared, and writes them in every format.
///
/// Returns an error if there is an error among what is noted on it.
pub(super) fn print(
    press: &mut Press,
    draft: &Draft,
    mut prepared: Prepared,
    outputs: &Outputs,
    record: &mut Record,
) -> Result<Edition, Failure> {
    let Pages { document, options, fitted } = press.set(&mut prepared, record)?;
    let mut files = Vec::new();
    for format in &outputs.formats {
        match format {
            Format::Pdf => {
                let bytes = press.pdf(&document, outputs, record)?;
                let leaks = export::leaks(&bytes, &prepared.secrets);
                record.note(leaks.iter().map(|place| describe_leak(place)).collect(), None)?;
                files.push(OutputFile { format: *format, page: None, bytes });
            }
            Format::Png => {
                let pages = export::png(&document, f32::from(outputs.ppi))
                    .map_err(|message| record.input(Diagnostic::error("png", message)))?;
                files.extend(numbered(*format, pages));
            }
            Format::Svg => {
                let pages = export::svg(&document).into_iter().map(String::into_bytes);
                files.extend(numbered(*format, pages));
            }
        }
    }
    Ok(Edition {
        number: draft.number,
        variant: draft.variant.clone(),
        language: draft.language_name().to_owned(),
        theme: prepared.theme.name,
        options,
        view: prepared.view,
        pictures: prepared.pictures,
        pages: document,
        fitted,
        left_out: prepared.left_out,
        secrets: prepared.secrets,
        files,
    })
}

/// Says that a redacted text stands in the finished file.
fn describe_leak(place: &str) -> Diagnostic {
    let message = format!("redacted text would stand in the file: {place}");
    Diagnostic::error("redacted-elsewhere", message)
        .hint("take it out of the résumé or the theme; this file was not written")
}

fn numbered(
    format: Format,
    pages: impl IntoIterator<Item = Vec<u8>>,
) -> impl Iterator<Item = OutputFile> {
    let pages = pages.into_iter().enumerate();
    pages.map(move |(i, bytes)| OutputFile { format, page: Some(i + 1), bytes })
}

impl Press {
    /// Writes the pages that were last set as a PDF.
    pub(super) fn pdf(
        &self,
        document: &PagedDocument,
        outputs: &Outputs,
        record: &mut Record,
    ) -> Result<Vec<u8>, Failure> {
        let world = self.world.as_ref().ok_or(Failure::Program)?;
        let mut diagnostics = Diagnostics::default();
        let sources = &mut record.sources;
        let bytes = export::pdf(document, &outputs.standards, world, sources, &mut diagnostics);
        let is_fault = |d: &Diagnostic| d.code == "exporter" && d.severity == Severity::Error;
        if diagnostics.iter().any(is_fault) {
            return Err(record.program(diagnostics));
        }
        record.note(diagnostics, None)?;
        bytes.ok_or(Failure::Input)
    }
}
