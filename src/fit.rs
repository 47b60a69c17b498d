//! Fits a résumé to a number of pages with the most readable layout that allows it.
//!
//! A single number describes the tightness of a layout. Two layouts are measured, the design and a
//! limit; those in between are predicted and tried. Most résumés need three compilations, none more
//! than eight. The result is deterministic, and more data never lead to larger letters.

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::plan::{Beside, Content, PlanSettings, Section, plan};
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
use looseness::{DATES, IN_LINE, Moved, NESTED, TITLES};
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
    /// Returns what options move into other lines.
    fn moved(&self, options: &Options) -> Moved {
        let beside: &[Beside] = match options.text(TITLES) {
            // Centred titles are always above.
            _ if options.text("title-align") == Some("center") => &[],
            Some("beside") => &[Beside::Words],
            Some("beside-lines") => &[Beside::Words, Beside::Lines],
            _ => &[],
        };
        let nested_in_line = options.text(NESTED) == Some(IN_LINE);
        if beside.is_empty() && !nested_in_line {
            return Moved::default();
        }
        let sections_of = |nested_in_line| {
            plan(self.view, &PlanSettings { nested_in_line, ..self.plan }).sections
        };
        let sections = sections_of(nested_in_line);
        let is_short = |section: &&Section| section.beside.is_some_and(|it| beside.contains(&it));
        let short = || sections.iter().filter(is_short);
        let dates_in_line = options.text(DATES) == Some(IN_LINE);
        let has_side = |section: &&Section| {
            let has_dates = options.get(DATES).is_some() && !section.dates.is_empty();
            has_dates
                || section.rows.iter().any(|row| matches!(row.content, Content::Halves { .. }))
        };
        let has_nested = || {
            let below = sections_of(false);
            sections.iter().zip(&below).any(|(in_line, below)| in_line.rows != below.rows)
        };
        Moved {
            titles: short().filter(|it| dates_in_line || !has_side(it)).count(),
            nested: nested_in_line && has_nested(),
            dates: dates_in_line && short().any(|it| has_side(&it)),
        }
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
    let moved = looseness::describe(input.options, options, input.moved(options));
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
