//! Why the pages cannot be as many as asked for, and what would make them so.

use super::advice::{Cost, Give, costs, with_fewer_highlights, without};
use super::measure::{self, Area, Extent};
use super::{Search, letter_pages, pages};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::theme::{OptionValue, Options};
use crate::view::View;

/// How often each way of leaving something out is tried: with the search before it, eight
/// compilations at most.
const TRIES: usize = 2;

/// Highlights of each entry that are offered to be kept, the most first.
const HIGHLIGHTS: [usize; TRIES] = [3, 2];

/// Entries that are named one by one.
const NAMED: usize = 4;

impl Search<'_> {
    /// Says how much is missing.
    pub(super) fn too_short(&self, found: usize) -> Diagnostics {
        let trial = &self.tried[found];
        let Extent { pages: reached, last, .. } = trial.extent;
        let area = Area::of(&trial.document, &trial.options).height();
        #[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
        let missing = (self.range.min.saturating_sub(reached) as f64 - last) * area;
        let lines = lines(missing.max(0.0), &trial.options);
        let wanted = pages(self.range.min);
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(
            Diagnostic::error(
                "too-short",
                format!(
                    "too short for {wanted}: set as open as the theme allows, it lacks {lines}"
                ),
            )
            .hint(format!("say more, or ask for `--pages {reached}`")),
        );
        diagnostics
    }

    /// Says by how much the closest setting is too long, and what to leave out; what is offered
    /// has been tried.
    pub(super) fn too_long(&mut self, closest: usize, most: usize) -> Diagnostics {
        let trial = &self.tried[closest];
        let area = Area::of(&trial.document, &trial.options);
        let letter = trial.document.pages().len() - trial.extent.pages;
        let over: f64 =
            trial.document.pages()[letter + most..].iter().map(|page| area.used(page)).sum();
        let fewest = trial.extent.pages;
        let costs = costs(&trial.document, &trial.options, self.job.view);
        let options = trial.options.clone();
        let mut diagnostic = Diagnostic::error(
            "too-long",
            format!(
                "too long for {}: set as close as the theme allows, it has {} too many",
                pages(most),
                lines(over, &options)
            ),
        );
        match self.remedies(&costs, over, &options, most) {
            Ok(remedies) if remedies.is_empty() => {
                diagnostic = diagnostic.hint("leave out more, with `--sections` or `--tags`");
            }
            Ok(remedies) => diagnostic.hints = remedies,
            Err(problems) => return problems,
        }
        let mut diagnostics = Diagnostics::default();
        diagnostics
            .push(diagnostic.hint(format!("`--pages {fewest}` is the fewest it fits as it is")));
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
            let Some(view) = with_fewer_highlights(self.job.view, count) else { continue };
            if self.fits(&view, options, most)? {
                remedies.push(format!("`--max highlights={count}` would do"));
                break;
            }
        }
        for give in [Give::Collapse, Give::Cut] {
            for before in enough(costs, over, options, give).into_iter().take(TRIES) {
                // Nobody leaves out the future.
                if before > i32::from(self.job.view.document.date.0) {
                    break;
                }
                if self.fits(&without(self.job.view, before, give), options, most)? {
                    remedies.push(advise(costs, before, give, options));
                    break;
                }
            }
        }
        Ok(remedies)
    }

    fn fits(&mut self, view: &View, options: &Options, most: usize) -> Result<bool, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        let Some(document) = self.set(options, view, &mut diagnostics) else {
            return Err(diagnostics);
        };
        let letter = letter_pages(&document, view);
        Ok(measure::extent(&document, options, letter).pages <= most)
    }
}

/// Returns the years such that enough gives way if all that ended before does, the earliest first.
fn enough(costs: &[Cost], over: f64, options: &Options, give: Give) -> Vec<i32> {
    let line = unit(options);
    let saved = |before: i32| -> f64 {
        let old = costs.iter().filter(|cost| cost.year < before);
        old.map(|cost| match give {
            Give::Cut => cost.height,
            Give::Collapse if cost.has_body => (cost.height - 2.0 * line).max(0.0),
            Give::Collapse => 0.0,
        })
        .sum()
    };
    let mut years: Vec<i32> = costs.iter().map(|cost| cost.year + 1).collect();
    years.sort_unstable();
    years.dedup();
    years.retain(|year| saved(*year) >= over);
    years
}

/// Says which entries have to give way, and how to have them do so.
fn advise(costs: &[Cost], before: i32, give: Give, options: &Options) -> String {
    let gives = |cost: &&Cost| cost.year < before && (give == Give::Cut || cost.has_body);
    let mut old: Vec<_> = costs.iter().filter(gives).collect();
    old.sort_by_key(|cost| cost.year);
    let mut named: Vec<String> = old
        .iter()
        .take(NAMED)
        .map(|Cost { path, name, year, height, .. }| {
            format!("`{path}` {name} ({year}, {})", lines(*height, options))
        })
        .collect();
    if old.len() > NAMED {
        named.push(format!("{} more", old.len() - NAMED));
    }
    let named = named.join(", ");
    match give {
        Give::Collapse => {
            format!("`--collapse-before {before}` would do: only the head of {named}")
        }
        Give::Cut => format!("`--since {before}` would do: without {named}"),
    }
}

/// Returns the distance of two baselines, in points.
fn unit(options: &Options) -> f64 {
    match (options.get("font-size"), options.get("line-height")) {
        (Some(OptionValue::Pt(size)), Some(OptionValue::Number(height))) => size * height,
        (Some(OptionValue::Pt(size)), _) => 1.3 * size,
        _ => 12.0,
    }
}

fn lines(height: f64, options: &Options) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few lines")]
    let lines = ((height / unit(options)).ceil() as usize).max(1);
    if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") }
}
