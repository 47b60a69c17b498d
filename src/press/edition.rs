//! Writes pages to files.

use typst_layout::PagedDocument;

use super::pages::Pages;
use super::{Day, Draft, Failure, Format, Outputs, Picture, Prepared, Press, Record, Request};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::export::{self, Flow};
use crate::fit::letter_pages;
use crate::tailor::{Explanation, Secrets};
use crate::theme::{Options, Trial};
use crate::view::View;

/// A finished edition of a résumé.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Position in a collection, starting at 1.
    pub number: Option<usize>,
    pub variant: Option<String>,
    /// Language tag, as written in the request or the file.
    pub language: String,
    /// Name of the theme.
    pub theme: String,
    /// The options that the pages use.
    pub options: Options,
    pub view: View,
    pub pictures: Vec<Picture>,
    /// `None` if no requested format has pages.
    pub pages: Option<PagedDocument>,
    /// How the pages were fitted: `fitted to 1 page: spacing 86 %`; `None` if unchanged.
    pub fitted: Option<String>,
    /// Omitted parts with reasons.
    pub explanation: Explanation,
    /// Texts that must not occur in any file or file name.
    pub secrets: Secrets,
    /// Files in the order of the requested formats.
    pub files: Vec<OutputFile>,
}

/// A file of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    pub format: Format,
    /// Page number, starting at 1, in formats with one file per page.
    pub page: Option<usize>,
    pub bytes: Vec<u8>,
}

impl Edition {
    /// Returns the number of pages of the letter.
    pub fn letter_pages(&self) -> usize {
        self.pages.as_ref().map_or(0, |pages| letter_pages(pages, &self.view))
    }

    /// Returns the day of the request if the pages depend on it: a letter has a date, and the time span
    /// of a current position ends on the date of the document.
    pub fn day_shown(&self, request: &Request, draft: &Draft) -> Option<Day> {
        let is_document_of_today = self.view.document.date == request.today;
        let spans = self.options.text("time-spans").is_some_and(|spans| !spans.trim().is_empty());
        let is_shown = draft.resume.letter.is_some() || spans && is_document_of_today;
        (request.date.is_none() && is_shown).then_some(request.today)
    }
}

/// Typesets a prepared draft and writes it in every format.
///
/// Returns an error if any diagnostic is an error.
pub(super) fn print(
    press: &mut Press,
    draft: &Draft,
    mut prepared: Prepared,
    outputs: &Outputs,
    record: &mut Record,
) -> Result<Edition, Failure> {
    let formats = &outputs.formats;
    let pages = if formats.is_empty() || formats.iter().any(|format| format.has_pages()) {
        Some(press.set(&mut prepared, record)?)
    } else {
        None
    };
    let mut files = Vec::new();
    for format in formats {
        match &pages {
            Some(pages) if format.has_pages() => {
                files.extend(paged(press, *format, &pages.document, outputs, record)?);
            }
            _ => files.push(OutputFile {
                format: *format,
                page: None,
                bytes: flowing(*format, &prepared, outputs),
            }),
        }
    }
    for file in &files {
        let not_ascii = not_ascii(file, outputs);
        record.note(not_ascii.into_iter().collect(), None)?;
        let leaks = leaks_in(file, &prepared.secrets);
        record.note(leaks.iter().map(|place| describe_leak(place)).collect(), None)?;
    }
    let (document, options, fitted) = match pages {
        Some(Pages { document, options, fitted }) => (Some(document), options, fitted),
        None => (None, prepared.options, None),
    };
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
        explanation: prepared.explanation,
        secrets: prepared.secrets,
        files,
    })
}

/// Writes a format with pages.
fn paged(
    press: &Press,
    format: Format,
    document: &PagedDocument,
    outputs: &Outputs,
    record: &mut Record,
) -> Result<Vec<OutputFile>, Failure> {
    let file = |page, bytes| OutputFile { format, page, bytes };
    let trial = match format {
        Format::Png => Some(Trial::Png(outputs.ppi)),
        Format::Svg => Some(Trial::Svg),
        _ => None,
    };
    let world = press.world.as_ref().ok_or(Failure::Program)?;
    if let Some(Err(problem)) = trial.map(|trial| world.try_out(trial)) {
        return Err(record.input(problem));
    }
    let pages = match format {
        Format::Png => export::png(document, f32::from(outputs.ppi), outputs.transparent)
            .map_err(|message| record.input(Diagnostic::error("png", message)))?,
        Format::Svg => {
            let pages = export::svg(document, outputs.transparent);
            pages.into_iter().map(String::into_bytes).collect()
        }
        _ => return Ok(vec![file(None, press.pdf(document, outputs, record)?)]),
    };
    Ok((1..).zip(pages).map(|(page, bytes)| file(Some(page), bytes)).collect())
}

/// Writes a format without pages.
fn flowing(format: Format, prepared: &Prepared, outputs: &Outputs) -> Vec<u8> {
    let Prepared { theme, options, view, pictures, data, .. } = prepared;
    let pictures =
        pictures.iter().map(|it| (it.virtual_path.as_str(), it.bytes.as_ref())).collect();
    let flow = Flow::new(view, theme, options, pictures).with_data(data.as_deref());
    match format {
        Format::Html => export::html(&flow).into_bytes(),
        Format::Markdown => export::markdown(&flow).into_bytes(),
        Format::Text => export::text(&flow, &outputs.text).into_bytes(),
        Format::Docx => export::docx(&flow),
        Format::Pdf | Format::Png | Format::Svg => unreachable!("it has pages"),
    }
}

/// Reports the non-ASCII characters of plain text if ASCII was requested.
fn not_ascii(file: &OutputFile, outputs: &Outputs) -> Option<Diagnostic> {
    if file.format != Format::Text || !outputs.text.ascii {
        return None;
    }
    let found = export::without_ascii(&String::from_utf8_lossy(&file.bytes));
    let shown: String = found.iter().take(10).collect();
    let message = format!("no ASCII form of `{shown}`; kept as it is");
    (!found.is_empty()).then(|| {
        Diagnostic::warning("not-ascii", message)
            .hint("write the text in Latin letters, or drop `--ascii`")
    })
}

/// Returns the places of redacted text in a finished file. Page images contain no text.
fn leaks_in(file: &OutputFile, secrets: &Secrets) -> Vec<String> {
    let text = || String::from_utf8_lossy(&file.bytes);
    match file.format {
        Format::Pdf => export::leaks(&file.bytes, secrets),
        Format::Png | Format::Svg => Vec::new(),
        Format::Html => export::html_leaks(&text(), secrets),
        Format::Markdown => export::markdown_leaks(&text(), secrets),
        Format::Text => export::text_leaks(&text(), secrets),
        Format::Docx => export::docx_leaks(&file.bytes, secrets),
    }
}

/// Describes redacted text in a finished file.
fn describe_leak(place: &str) -> Diagnostic {
    let message = format!("redacted text would appear in the file: {place}");
    Diagnostic::error("redacted-elsewhere", message)
        .hint("remove it from the résumé or the theme; this file was not written")
}

impl Press {
    /// Writes the current pages as a PDF.
    pub(super) fn pdf(
        &self,
        document: &PagedDocument,
        outputs: &Outputs,
        record: &mut Record,
    ) -> Result<Vec<u8>, Failure> {
        let world = self.world.as_ref().ok_or(Failure::Program)?;
        let mut diagnostics = Diagnostics::default();
        let sources = &mut record.sources;
        let standards = if outputs.embed_data {
            outputs.standards.clone().for_data()
        } else {
            outputs.standards.clone()
        };
        let bytes = export::pdf(document, &standards, world, sources, &mut diagnostics);
        let is_fault = |d: &Diagnostic| d.code == "exporter" && d.severity == Severity::Error;
        if diagnostics.iter().any(is_fault) {
            return Err(record.program(diagnostics));
        }
        record.note(diagnostics, None)?;
        bytes.ok_or(Failure::Input)
    }
}
