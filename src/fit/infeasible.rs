//! Errors for a number of pages that cannot be reached, with hints.

use super::advice::{Cost, Reduction, costs, with_fewer_highlights, without};
use super::count_pages;
use super::measure::{Area, Extent};
use super::predict::unit;
use super::search::{Search, Trial};
use crate::diagnostic::{Diagnostic, Diagnostics, listed};
use crate::theme::Options;

/// Maximum trials per kind of omission; including the search, at most eight compilations.
const TRIES: usize = 2;

/// Numbers of highlights per entry to suggest, largest first.
const HIGHLIGHTS: [usize; TRIES] = [3, 2];

/// Maximum number of entries listed in a hint.
const MOST_LISTED: usize = 4;

/// Reports that the loosest layout has too few pages, and by how much.
pub(super) fn too_short(open: &Trial, wanted: usize) -> Diagnostics {
    let Extent { pages: reached, last, .. } = open.extent;
    let area = Area::of(&open.document, &open.options).height();
    #[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
    let missing = (wanted.saturating_sub(reached) as f64 - last) * area;
    let lines = lines(missing.max(0.0), &open.options);
    let wanted = count_pages(wanted);
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(
        Diagnostic::error(
            "too-short",
            format!("too short for {wanted}: {lines} missing at the loosest setting of the theme"),
        )
        .hint(format!("add content, or use `--pages {reached}`")),
    );
    diagnostics
}

impl Search<'_> {
    /// Reports by how much the tightest layout is too long, and what to omit. Only suggests
    /// omissions that were tried.
    pub(super) fn too_long(&mut self, closest: Trial, most: usize) -> Diagnostics {
        let trial = &closest;
        let area = Area::of(&trial.document, &trial.options);
        let letter = trial.document.pages().len() - trial.extent.pages;
        let over: f64 =
            trial.document.pages()[letter + most..].iter().map(|page| area.used(page)).sum();
        let fewest = trial.extent.pages;
        let costs = costs(&trial.document, &trial.options, self.input.view);
        let options = closest.options.clone();
        drop(closest);
        let mut diagnostic = Diagnostic::error(
            "too-long",
            format!(
                "too long for {}: {} too many at the tightest setting of the theme",
                count_pages(most),
                lines(over, &options)
            ),
        );
        match self.remedies(&costs, over, &options, most) {
            Ok(remedies) if remedies.is_empty() => {
                diagnostic = diagnostic.hint("omit more with `--sections` or `--tags`");
            }
            Ok(remedies) => diagnostic.hints = remedies,
            Err(problems) => return problems,
        }
        let mut diagnostics = Diagnostics::default();
        diagnostics
            .push(diagnostic.hint(format!("`--pages {fewest}` fits without omitting anything")));
        diagnostics
    }

    fn remedies(
        &mut self,
        costs: &[Cost],
        over: f64,
        options: &Options,
        most: usize,
    ) -> Result<Vec<String>, Diagnostics> {
        let mut remedies = Vec::new();
        for count in HIGHLIGHTS {
            let Some(view) = with_fewer_highlights(self.input.view, count) else { continue };
            if self.pages_of(&view, options)? <= most {
                remedies.push(format!("`--max highlights={count}` is enough"));
                break;
            }
        }
        for reduction in [Reduction::Collapse, Reduction::Cut] {
            for before in enough(costs, over, options, reduction).into_iter().take(TRIES) {
                // Entries in the future are not suggested for omission.
                if before > i32::from(self.input.view.document.date.0) {
                    break;
                }
                if self.pages_of(&without(self.input.view, before, reduction), options)? <= most {
                    remedies.push(advise(costs, before, reduction, options));
                    break;
                }
            }
        }
        Ok(remedies)
    }
}

/// Returns the years before which entries must be reduced to save enough height, earliest first.
fn enough(costs: &[Cost], over: f64, options: &Options, reduction: Reduction) -> Vec<i32> {
    let line = unit(options);
    let saved = |before: i32| -> f64 {
        let old = costs.iter().filter(|cost| cost.year < before);
        old.map(|cost| match reduction {
            Reduction::Cut => cost.height,
            Reduction::Collapse if cost.has_body => (cost.height - 2.0 * line).max(0.0),
            Reduction::Collapse => 0.0,
        })
        .sum()
    };
    let mut years: Vec<i32> = costs.iter().map(|cost| cost.year + 1).collect();
    years.sort_unstable();
    years.dedup();
    years.retain(|year| saved(*year) >= over);
    years
}

/// Describes which entries to reduce, and how.
fn advise(costs: &[Cost], before: i32, reduction: Reduction, options: &Options) -> String {
    let gives = |cost: &&Cost| cost.year < before && (reduction == Reduction::Cut || cost.has_body);
    let mut old: Vec<_> = costs.iter().filter(gives).collect();
    old.sort_by_key(|cost| cost.year);
    let named = old.iter().map(|Cost { path, name, year, height, .. }| {
        format!("`{path}` {name} ({year}, {})", lines(*height, options))
    });
    let named = listed(named, MOST_LISTED);
    match reduction {
        Reduction::Collapse => {
            format!(
                "`--collapse-before {before}` is enough: it shows only the first line of {named}"
            )
        }
        Reduction::Cut => format!("`--since {before}` is enough: it omits {named}"),
    }
}

fn lines(height: f64, options: &Options) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let lines = ((height / unit(options)).ceil() as usize).max(1);
    if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") }
}
