//! Fits a résumé to a number of pages with the most readable layout that allows it.
//!
//! A single number describes the tightness of a layout. Two layouts are measured, the design and a
//! limit; those in between are predicted and tried. Most résumés need three compilations, none more
//! than eight. The result is deterministic, and more data never lead to larger letters.

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::plan::{Beside, PlanSettings, plan};
use crate::tailor::{AS_DESIGNED, PageGoal};
use crate::theme::Options;
use crate::view::View;
use crate::world::ResumeWorld;

mod advice;
mod infeasible;
mod looseness;
mod measure;
mod predict;
mod search;
mod text_column;

pub use looseness::AdjustableOptions;
use looseness::TITLES;
pub use measure::Extent;
use search::Search;

/// A document with the wanted number of pages.
#[derive(Debug)]
pub struct Fitted {
    pub document: PagedDocument,
    /// Options of its layout.
    pub options: Options,
    pub extent: Extent,
    /// Description of the changes: `fitted to 1 page: spacing 86 %, font size 9.8 pt`; `None` if
    /// there are none.
    pub report: Option<String>,
    /// Number of compilations.
    pub compilations: usize,
}

/// The input of fitting.
#[derive(Debug, Clone, Copy)]
pub struct FitInput<'a> {
    /// Options of the design.
    pub options: &'a Options,
    pub adjustable: &'a AdjustableOptions,
    pub view: &'a View,
    pub plan: PlanSettings,
    pub pictures: &'a [(String, Bytes)],
    /// Whether Typst's cache keeps the results of every trial, for another build of nearly the same
    /// résumé.
    pub keeps_trials: bool,
}

impl FitInput<'_> {
    /// Returns whether options move the title of a section beside it.
    fn moves_titles(&self, options: &Options) -> bool {
        let moved: &[Beside] = match options.text(TITLES) {
            Some("beside") => &[Beside::Words],
            Some("beside-lines") => &[Beside::Words, Beside::Lines],
            _ => return false,
        };
        // Centred titles are always above.
        if options.text("title-align") == Some("center") {
            return false;
        }
        let sections = plan(self.view, &self.plan).sections;
        sections.iter().any(|section| section.beside.is_some_and(|it| moved.contains(&it)))
    }
}

/// Fill level of the last page below which a warning is given.
const QUARTER: f64 = 0.25;

/// Typesets a document with the wanted number of pages in at most eight compilations.
///
/// `None` if that is impossible; `diagnostics` then contain the excess and suggestions.
pub fn fit(
    world: &mut ResumeWorld,
    input: FitInput,
    goal: PageGoal,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Fitted> {
    let mut search = Search { world, input, sources, compilations: 0, designed_pages: 0 };
    match search.run(goal) {
        Ok(trial) => {
            diagnostics.extend(trial.diagnostics);
            if !matches!(goal, PageGoal::Range(_)) {
                diagnostics.extend(nearly_empty_page(trial.extent));
            }
            Some(Fitted {
                document: trial.document,
                report: report(goal, search.designed_pages, trial.extent, &input, &trial.options),
                options: trial.options,
                extent: trial.extent,
                compilations: search.compilations,
            })
        }
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}

/// Describes the changes in one line.
fn report(
    goal: PageGoal,
    designed_pages: usize,
    extent: Extent,
    input: &FitInput,
    options: &Options,
) -> Option<String> {
    let moved = looseness::describe(input.options, options, input.moves_titles(options));
    if moved.is_empty() {
        return None;
    }
    let pages = match extent.letter {
        0 => count_pages(extent.pages),
        letter => {
            let letter = count_pages(letter);
            format!("{} after a letter of {letter}", count_pages(extent.pages))
        }
    };
    Some(match goal {
        PageGoal::Economical => {
            format!(
                "fitted to {pages} instead of {designed_pages}: {moved}; \
                 `--pages {AS_DESIGNED}` keeps {designed_pages}"
            )
        }
        PageGoal::AsDesigned | PageGoal::Range(_) => format!("fitted to {pages}: {moved}"),
    })
}

/// Warns of a nearly empty last page.
fn nearly_empty_page(extent: Extent) -> Option<Diagnostic> {
    (extent.pages > 1 && extent.last < QUARTER).then(|| {
        let (pages, fewer) = (extent.pages, extent.pages - 1);
        Diagnostic::warning(
            "nearly-empty-page",
            format!("page {pages} is only {:.0} % full", 100.0 * extent.last),
        )
        .hint(format!(
            "`--pages {fewer}` fits it to fewer pages, `--pages {pages}` fills the last one"
        ))
    })
}

fn count_pages(number: usize) -> String {
    if number == 1 { "1 page".to_owned() } else { format!("{number} pages") }
}

/// Returns the number of pages of the letter before the résumé.
pub(crate) fn letter_pages(document: &PagedDocument, view: &View) -> usize {
    let (Some(_), Some(first)) = (&view.letter, view.sections.first()) else { return 0 };
    let headings = measure::headings(document);
    let name = view.header.name.text();
    let again = headings.iter().filter(|heading| heading.level == 1 && heading.text == name).nth(1);
    let title = first.title.text();
    let start = again.or_else(|| headings.iter().find(|heading| heading.text == title));
    start.map_or(0, |heading| heading.page)
}

#[cfg(test)]
mod tests;
