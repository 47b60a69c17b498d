//! Fits a résumé to a number of pages, with the most readable layout that allows it.
//!
//! One number says how close or open the pages are set. Two settings are measured, the design and a
//! limit, and what lies between is predicted and tried: three layouts for most résumés,
//! five at most. The same data are always fitted in the same way, and longer data never get larger
//! letters.

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::tailor::{AS_DESIGNED, PageGoal};
use crate::theme::Options;
use crate::view::View;
use crate::world::ResumeWorld;

mod advice;
mod comfort;
mod measure;
mod predict;
mod refuse;
mod search;
mod sides;

pub use comfort::Reach;
pub use measure::Extent;
use search::Search;

/// A document with as many pages as were wanted.
#[derive(Debug)]
pub struct Fitted {
    pub document: PagedDocument,
    /// The options it is set with.
    pub options: Options,
    pub extent: Extent,
    /// What was done: `fitted to 1 page: spacing 86 %, font size 9.8 pt`; `None` if nothing.
    pub report: Option<String>,
    /// How often it was set on the way.
    pub compilations: usize,
}

/// What is fitted.
#[derive(Debug, Clone, Copy)]
pub struct Job<'a> {
    /// The values the pages are designed with.
    pub options: &'a Options,
    pub reach: &'a Reach,
    pub view: &'a View,
    pub pictures: &'a [(String, Bytes)],
}

/// How empty a last page has to be for a warning.
const QUARTER: f64 = 0.25;

/// Sets a world in as many pages as wanted, at five compilations at most.
///
/// `None` where that cannot be; `diagnostics` then say by how much, and what to leave out.
pub fn fit(
    world: &mut ResumeWorld,
    job: Job,
    goal: PageGoal,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Fitted> {
    let mut search = Search { world, job, sources, compilations: 0 };
    match search.run(goal) {
        Ok(trial) => {
            diagnostics.extend(trial.diagnostics);
            if !matches!(goal, PageGoal::Range(_)) {
                diagnostics.extend(nearly_empty_page(trial.extent));
            }
            Some(Fitted {
                document: trial.document,
                report: report(goal, trial.extent, &job, &trial.options),
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

/// Says in a line what was done.
fn report(goal: PageGoal, extent: Extent, job: &Job, options: &Options) -> Option<String> {
    let moved = comfort::describe(job.options, options);
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
            let before = extent.pages + 1;
            format!(
                "fitted to {pages} instead of {before}: {moved}; `--pages {AS_DESIGNED}` keeps {before}"
            )
        }
        PageGoal::AsDesigned | PageGoal::Range(_) => format!("fitted to {pages}: {moved}"),
    })
}

/// Warns of a last page that is hardly begun.
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

/// Returns how many pages a letter takes before the résumé begins.
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
