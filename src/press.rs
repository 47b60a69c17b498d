//! Runs the pipeline from a request to finished editions.
//!
//! A [`Request`] contains the bytes of a résumé, the selection and the design. [`Resources`] gives
//! access to everything else: files next to the résumé, theme folders, system fonts. A [`Press`]
//! runs the whole pipeline for every command, benchmark and test:
//!
//! ```text
//! Request ─input─▶ Input ─drafts─▶ Draft ─prepare─▶ Prepared ─pages─▶ pages ─outputs─▶ Edition
//!                  a tree          a variant,       theme, options,   typeset and      bytes
//!                  and its         in a language    view, pictures    fitted
//!                  format
//! ```
//!
//! All diagnostics are collected in a [`Record`]. This module does not print, and does not read
//! arguments, the environment or a clock.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
#[cfg(feature = "typeset")]
use crate::pages::overflow;
use crate::resume::lint;
use crate::tailor::Selection;
use crate::theme::Theme;
#[cfg(feature = "typeset")]
use crate::world::ResumeWorld;

mod convert;
#[cfg(feature = "typeset")]
mod data;
mod design;
mod drafts;
mod embedded;
mod file_settings;
mod input;
mod language;
mod name_pattern;
mod options;
mod personal;
#[cfg(feature = "typeset")]
mod pictures;
mod prepare;
mod record;
mod request;
mod resources;

#[cfg(feature = "typeset")]
mod edition;
#[cfg(feature = "typeset")]
mod fonts;
#[cfg(feature = "typeset")]
mod gallery;
#[cfg(feature = "typeset")]
mod pages;
#[cfg(all(test, feature = "typeset"))]
mod tests;
#[cfg(feature = "typeset")]
mod trial;

pub use convert::Conversion;
use drafts::Drafts;
pub use drafts::{Draft, note_starter};
#[cfg(feature = "typeset")]
pub use edition::{Edition, OutputFile};
pub use embedded::extract;
pub use file_settings::FileSettings;
#[cfg(feature = "typeset")]
pub use gallery::{Gallery, GalleryFormat};
#[cfg(feature = "cli")]
pub(crate) use input::too_large;
pub use input::{Decoded, Input, Parsed, find_dialect};
pub use name_pattern::{FileName, NamePattern, Placeholder, clean_name, clean_value};
pub use prepare::{EXPLANATION, Picture, Prepared};
pub use record::{Failure, Record};
pub use request::{
    Choice, Content, DataEdit, Day, Format, NamedFile, Outputs, Part, Reading, Request,
    parse_setting, setting,
};
pub use resources::{
    FaceDescription, MemoryFiles, ReadFailure, Requester, ResourceFile, Resources, ThemeFolder,
    ThemeGuard,
};
#[cfg(feature = "typeset")]
pub use trial::run_trial;

/// Processes requests, and caches themes, fonts and the last Typst world between them.
///
/// The result depends only on the request and on [`Resources`], not on previous requests.
pub struct Press {
    resources: Box<dyn Resources>,
    /// Embedded themes that were used.
    themes: BTreeMap<String, Theme>,
    #[cfg(feature = "typeset")]
    system: fonts::SystemFonts,
    /// World of the last pages.
    #[cfg(feature = "typeset")]
    world: Option<ResumeWorld>,
    /// Whether Typst's cache keeps what fitting tried.
    #[cfg(feature = "typeset")]
    keeps_trials: bool,
}

/// The result of a request.
#[cfg(feature = "typeset")]
pub struct Outcome {
    /// Editions that succeeded.
    pub editions: Vec<Edition>,
    pub record: Record,
    /// Why editions are missing.
    pub failure: Option<Failure>,
}

impl Press {
    /// Creates a press that reads resources through `outside`.
    pub fn new(resources: impl Resources + 'static) -> Self {
        Self {
            resources: Box::new(resources),
            themes: BTreeMap::new(),
            #[cfg(feature = "typeset")]
            system: fonts::SystemFonts::default(),
            #[cfg(feature = "typeset")]
            world: None,
            #[cfg(feature = "typeset")]
            keeps_trials: false,
        }
    }

    /// Keeps the results of every trial of fitting in Typst's cache.
    ///
    /// The next build of nearly the same résumé then fits faster. The caller evicts unused results.
    #[cfg(feature = "typeset")]
    #[must_use]
    pub fn keeping_trials(self) -> Self {
        Self { keeps_trials: true, ..self }
    }

    /// Returns the access to outside resources.
    pub fn resources(&self) -> &dyn Resources {
        &*self.resources
    }

    /// Builds every requested edition.
    #[cfg(feature = "typeset")]
    pub fn run(&mut self, request: &Request) -> Outcome {
        let mut record = Record::default();
        let (mut editions, mut failure) = (Vec::new(), None);
        match self.drafts(request, &mut record) {
            Err(refused) => failure = Some(refused),
            Ok(drafts) => {
                for draft in &drafts {
                    match self.print(request, draft, &request.outputs, &mut record) {
                        Ok(edition) => editions.push(edition),
                        Err(refused) => {
                            failure = failure.max(Some(refused));
                            // An error in the request would recur for every edition.
                            if refused == Failure::Request {
                                break;
                            }
                        }
                    }
                }
            }
        }
        Outcome { editions, record, failure }
    }

    /// Reads the résumé and returns a draft for each requested variant and language.
    ///
    /// Returns an error if the file has errors; they are in the record.
    pub fn drafts(
        &mut self,
        request: &Request,
        record: &mut Record,
    ) -> Result<Vec<Draft>, Failure> {
        let (drafts, outcome) = self.drafts_as_far(request, record)?;
        outcome.map(|()| drafts)
    }

    /// Returns the drafts that can be read, and an error if the file has errors.
    ///
    /// Returns only an error if there are none.
    pub fn drafts_as_far(
        &mut self,
        request: &Request,
        record: &mut Record,
    ) -> Result<(Vec<Draft>, Result<(), Failure>), Failure> {
        record.redact(&request.selection);
        let input = Input::read(&request.resume, request.reading, record)?;
        let Drafts { drafts, outcome } = drafts::drafts(request, &input, record)?;
        if outcome.is_err() {
            // Reports problems of the design in the same run.
            drafts.iter().for_each(|draft| prepare::check_design(self, request, draft, record));
        }
        Ok((drafts, outcome))
    }

    /// Checks a request independently of the résumé, overlays and edits.
    ///
    /// Records and returns an error if a value is invalid.
    pub fn check_request(&mut self, request: &Request, record: &mut Record) -> Result<(), Failure> {
        let mut bare = Request {
            resume: NamedFile::new("", "basics: {name: A}"),
            overlays: Vec::new(),
            data: Vec::new(),
            variant: Choice::Own,
            selection: Selection::default(),
            ..request.clone()
        };
        bare.reading.dialect = None;
        if bare.theme.is_none() {
            // The options may belong to a theme that a résumé names.
            bare.settings.clear();
        }
        let drafts = self.drafts(&bare, record);
        let prepared = drafts.and_then(|drafts| {
            drafts.iter().try_for_each(|draft| self.prepare(&bare, draft, record).map(|_| ()))
        });
        match prepared {
            Err(Failure::Request) => Err(Failure::Request),
            _ => Ok(()),
        }
    }

    /// Reports likely mistakes in a draft.
    pub fn lint(&self, request: &Request, draft: &Draft, record: &mut Record) {
        let mut diagnostics = Diagnostics::default();
        lint(&draft.resume, request.date.unwrap_or(request.today), &mut diagnostics);
        let _ = record.note(diagnostics, Some(&draft.root));
    }

    /// Reports text outside its column on finished pages.
    #[cfg(feature = "typeset")]
    pub fn lint_pages(&self, draft: &Draft, edition: &Edition, record: &mut Record) {
        let Some(pages) = &edition.pages else { return };
        let found = overflow(pages, &edition.options, &edition.view);
        let _ = record.note(found.into_iter().collect(), Some(&draft.root));
    }

    /// Builds the view of a draft in a theme.
    ///
    /// Returns an error if any diagnostic is an error.
    pub fn prepare(
        &mut self,
        request: &Request,
        draft: &Draft,
        record: &mut Record,
    ) -> Result<Prepared, Failure> {
        prepare::prepare(self, request, draft, record)
    }

    /// Typesets a draft and writes it in every format.
    ///
    /// Returns an error if any diagnostic is an error.
    #[cfg(feature = "typeset")]
    pub fn print(
        &mut self,
        request: &Request,
        draft: &Draft,
        outputs: &Outputs,
        record: &mut Record,
    ) -> Result<Edition, Failure> {
        let prepared = self.prepare(request, draft, record)?;
        edition::print(self, draft, prepared, outputs, record)
    }
}
