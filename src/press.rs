//! Runs the pipeline from a request to finished editions.
//!
//! A [`Request`] says what to make of which résumé: its bytes, the part of it to show, how it shall
//! look. [`Outside`] is what else there may be: files beside the résumé, folders with themes, fonts of
//! the machine. A [`Press`] goes the whole way for every command, benchmark and test:
//!
//! ```text
//! Request ─input─▶ Input ─drafts─▶ Draft ─prepare─▶ Prepared ─pages─▶ pages ─outputs─▶ Edition
//!                  a tree          a variant,       theme, options,   set and fitted   bytes
//!                  and its         in a language    view, pictures
//!                  dialect
//! ```
//!
//! Everything there is to say on the way is noted in a [`Record`], in order. Nothing here prints, or
//! asks for arguments, the environment or a clock.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::resume::lint;
use crate::theme::Theme;
#[cfg(feature = "typeset")]
use crate::world::ResumeWorld;

mod carried;
#[cfg(feature = "typeset")]
mod data;
mod design;
mod drafts;
mod input;
mod language;
mod name_pattern;
mod options;
mod outside;
mod personal;
#[cfg(feature = "typeset")]
mod pictures;
mod prepare;
mod record;
mod request;

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

pub use carried::extract;
use drafts::Drafts;
pub use drafts::{Draft, note_starter};
#[cfg(feature = "typeset")]
pub use edition::{Edition, OutputFile};
#[cfg(feature = "typeset")]
pub use gallery::{Gallery, GalleryFormat};
#[cfg(feature = "cli")]
pub(crate) use input::too_large;
pub use input::{Input, Parsed, find_dialect};
#[cfg(feature = "cli")]
pub(crate) use language::unknown_tag_hint;
pub use name_pattern::{FileName, NamePattern, Placeholder, clean_name, clean_value};
pub use outside::{
    FaceDescription, MemoryFiles, Outside, OutsideFile, ReadFailure, Requester, ThemeFolder,
    ThemeGuard,
};
pub use prepare::{Picture, Prepared};
pub use record::{Failure, Record};
pub use request::{
    Choice, Content, DataEdit, Day, Format, NamedFile, Outputs, Part, Reading, Request, paper_name,
    parse_setting, setting,
};

/// Goes the way from requests to editions, and keeps what the next one can use again: themes,
/// fonts, and the world that the last pages were set in.
///
/// What it makes depends on the request and on what lies outside, never on requests before.
pub struct Press {
    outside: Box<dyn Outside>,
    /// Embedded themes that were asked for.
    themes: BTreeMap<String, Theme>,
    #[cfg(feature = "typeset")]
    machine: fonts::MachineFonts,
    /// That of the last pages.
    #[cfg(feature = "typeset")]
    world: Option<ResumeWorld>,
}

/// Everything that was made of a request.
#[cfg(feature = "typeset")]
pub struct Outcome {
    /// Those that could be made.
    pub editions: Vec<Edition>,
    pub record: Record,
    /// Why there are not all that were asked for.
    pub failure: Option<Failure>,
}

impl Press {
    /// Creates a press that sees what lies outside, and reads of it only what requests need.
    pub fn new(outside: impl Outside + 'static) -> Self {
        Self {
            outside: Box::new(outside),
            themes: BTreeMap::new(),
            #[cfg(feature = "typeset")]
            machine: fonts::MachineFonts::default(),
            #[cfg(feature = "typeset")]
            world: None,
        }
    }

    /// Returns what lies outside.
    pub fn outside(&self) -> &dyn Outside {
        &*self.outside
    }

    /// Makes every edition that a request asks for.
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
                            // What is wrong with the request is wrong for every edition.
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

    /// Reads the résumé, and returns an edition to be made for each variant and language asked for.
    ///
    /// Returns an error if the file has errors; they are in the record.
    pub fn drafts(
        &mut self,
        request: &Request,
        record: &mut Record,
    ) -> Result<Vec<Draft>, Failure> {
        record.redact(&request.selection);
        let input = Input::read(&request.resume, request.reading, record)?;
        let Drafts { drafts, outcome } = drafts::drafts(request, &input, record)?;
        if let Err(failure) = outcome {
            // What else is wrong is said in the same run.
            drafts.iter().for_each(|draft| prepare::check_design(self, request, draft, record));
            return Err(failure);
        }
        Ok(drafts)
    }

    /// Notes what is no mistake in a draft, but most likely not meant.
    pub fn lint(&self, request: &Request, draft: &Draft, record: &mut Record) {
        let mut diagnostics = Diagnostics::default();
        lint(&draft.resume, request.date.unwrap_or(request.today), &mut diagnostics);
        let _ = record.note(diagnostics, Some(&draft.root));
    }

    /// Goes the way from a draft to a view in a theme.
    ///
    /// Returns an error if there is an error among what is noted on it.
    pub fn prepare(
        &mut self,
        request: &Request,
        draft: &Draft,
        record: &mut Record,
    ) -> Result<Prepared, Failure> {
        prepare::prepare(self, request, draft, record)
    }

    /// Sets the pages of a draft, and writes them in every format.
    ///
    /// Returns an error if there is an error among what is noted on it.
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
