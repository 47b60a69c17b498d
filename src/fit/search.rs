use typst_layout::PagedDocument;

use super::infeasible::too_short;
use super::looseness::{Ease, Looseness, MOST_MOVES, SPACING};
use super::measure::{self, Extent};
use super::predict::{GAPS, Measured, predict, unit};
use super::{FitInput, letter_pages};
use crate::diagnostic::{Diagnostics, Sources};
use crate::tailor::{PageGoal, PageRange};
use crate::theme::Options;
use crate::typeset::typeset;
use crate::view::{View, ViewText, each_resume_text};
use crate::world::ResumeWorld;

/// Fill level of the last page that is acceptable for a requested number of pages.
pub(super) const ENOUGH: f64 = 0.72;
/// Target fill level of the last page when loosening.
const WELL_FILLED: f64 = 0.9;
/// Target fill level of the last page when tightening. At more, the predicted layout often has a
/// page too many, and further ones are tried.
const FULL: f64 = 0.99;
/// Fill level of the last page below which a tightened layout is eased.
const ROOMY: f64 = 0.94;
/// Share of the room on the last page that larger gaps may take, at first.
const CAUTION: f64 = 0.7;
/// Number of larger gaps tried.
const SPACINGS: usize = 3;
/// Fill level of the last page below which a range prefers one page fewer.
const HALF_EMPTY: f64 = 0.5;
/// Fill level of the last page below which one page fewer is preferred by default.
const NEARLY_EMPTY: f64 = 0.4;

/// Maximum number of words of a résumé that is expected to have one page.
const ONE_PAGE: usize = 450;

/// Maximum number of compilations.
const BUDGET: usize = 8;

/// Height in lines that a page break saves: the gap above the first block of a page.
const SAVED: f64 = 1.0;

/// Number of layouts tried to loosen a layout, beginning with the predicted one.
const TRIES: usize = 3;

/// A layout that was tried.
pub(super) struct Trial {
    pub(super) looseness: Looseness,
    pub(super) options: Options,
    pub(super) document: PagedDocument,
    pub(super) extent: Extent,
    pub(super) diagnostics: Diagnostics,
}

impl Trial {
    /// Returns whether a number of pages has room for larger gaps.
    fn has_room(&self, pages: usize) -> bool {
        self.extent.pages < pages || self.extent.last < ROOMY
    }

    fn measured(&self) -> Measured {
        Measured { looseness: self.looseness, height: self.extent.height }
    }

    /// Returns the measured height with the gaps that return on fewer pages.
    #[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
    fn measured_on(&self, pages: usize) -> Measured {
        let breaks = self.extent.pages.saturating_sub(pages) as f64;
        let height = self.extent.height + breaks * SAVED * unit(&self.options);
        Measured { height, ..self.measured() }
    }
}

/// Returns the spacing that is expected to fill most of the room that a number of pages leaves;
/// `None` if there is none, or if the spacing is as designed.
#[expect(clippy::cast_precision_loss, reason = "a document has few pages")]
fn roomier(trial: &Trial, pages: usize, designed: &Options, share: f64) -> Option<f64> {
    let (spacing, most) = (trial.options.number(SPACING)?, designed.number(SPACING)?);
    let filled = trial.extent.pages.saturating_sub(1) as f64 + trial.extent.last;
    if !trial.has_room(pages) || spacing >= most || filled <= 0.0 {
        return None;
    }
    // Share of the height that gaps take at this spacing.
    let gaps = GAPS * spacing / (1.0 + GAPS * spacing);
    let room = (pages as f64 - 1.0 + FULL - filled) / filled;
    let wanted = spacing * (1.0 + share * room / gaps);
    Some((wanted.min(most) * 100.0).floor() / 100.0).filter(|wanted| *wanted > spacing)
}

/// Returns the number of words of a résumé, without its letter.
fn words(view: &View) -> usize {
    let mut count = 0;
    let mut add = |text: &str| count += text.split_whitespace().count();
    each_resume_text(view, &mut |_, text| match text {
        ViewText::Inline(text) => add(&text.text()),
        ViewText::Plain(text) => add(text),
        ViewText::Hidden(_) => {}
    });
    count
}

pub(super) struct Search<'a> {
    pub(super) world: &'a mut ResumeWorld,
    pub(super) input: FitInput<'a>,
    pub(super) sources: &'a mut Sources,
    pub(super) compilations: usize,
    /// Number of pages of the design.
    pub(super) designed_pages: usize,
}

type Found = Result<Trial, Diagnostics>;

/// A trial with the wanted number of pages, or else the tightest one.
type Closed = Result<Result<Trial, Trial>, Diagnostics>;

impl Search<'_> {
    pub(super) fn run(&mut self, goal: PageGoal) -> Found {
        let designed = self.try_at(Looseness::DESIGNED)?;
        self.designed_pages = designed.extent.pages;
        match goal {
            PageGoal::AsDesigned => Ok(designed),
            PageGoal::Economical => self.run_economical(designed),
            PageGoal::Range(range) => self.run_range(range, designed),
        }
    }

    /// Fits a short résumé to one page, and saves a nearly empty last page, if that is possible.
    fn run_economical(&mut self, designed: Trial) -> Found {
        let Extent { pages, last, .. } = designed.extent;
        let mut goals = Vec::new();
        if pages > 1 && words(self.input.view) <= ONE_PAGE {
            goals.push((1, Looseness::CLOSEST));
        }
        let is_tried = goals.iter().any(|(most, _)| *most == pages - 1);
        if pages > 1 && last < NEARLY_EMPTY && !is_tried {
            goals.push((pages - 1, Looseness::MILD));
        }
        for (most, limit) in goals {
            if let Ok(closed) = self.close(most, designed.measured_on(most), limit)? {
                return Ok(closed);
            }
        }
        Ok(designed)
    }

    fn run_range(&mut self, range: PageRange, designed: Trial) -> Found {
        let PageRange { min, max } = range;
        let Extent { pages, last, .. } = designed.extent;
        if pages > max {
            let measured = designed.measured_on(max);
            // Frees memory: documents are large.
            drop(designed);
            return match self.close(max, measured, Looseness::CLOSEST)? {
                Ok(closed) => Ok(closed),
                Err(closest) => Err(self.too_long(closest, max)),
            };
        }
        if pages < min {
            return self.open(min, designed);
        }
        if last >= ENOUGH {
            return Ok(designed);
        }
        if pages > min && last < HALF_EMPTY {
            let measured = designed.measured_on(pages - 1);
            if let Ok(closed) = self.close(pages - 1, measured, Looseness::MILD)? {
                return Ok(closed);
            }
        }
        self.open(pages, designed)
    }

    /// Tightens the layout as little as possible until it has at most `most` pages, up to a limit.
    ///
    /// A longer text is predicted to need a tighter layout, and does not fit in a layout in which a
    /// shorter one does not. Therefore more data never lead to larger letters: if the prediction
    /// fails, the loosest layout that fits is found exactly. Every trial improves the prediction.
    /// Room that the layout leaves goes to lines and gaps.
    fn close(&mut self, most: usize, designed: Measured, limit: Looseness) -> Closed {
        let closest = self.try_at(limit)?;
        if closest.extent.pages > most {
            return Ok(Err(closest));
        }
        let (adjustable, options) = (self.input.adjustable, self.input.options);
        let predicted = |close, open| {
            let looseness = predict(adjustable, options, (close, open), most, FULL);
            looseness.min(Looseness(Looseness::DESIGNED.0 - 1))
        };
        let mut known = closest;
        let mut open = designed;
        let mut tried = predicted(known.measured(), open);
        while tried > known.looseness && self.compilations < BUDGET {
            let trial = self.try_at(tried)?;
            if trial.extent.pages > most {
                open = trial.measured_on(most);
            } else {
                known = trial;
            }
            tried = predicted(known.measured(), open);
            let has_failed = open.looseness < Looseness::DESIGNED;
            if has_failed && !(tried > known.looseness && tried < open.looseness) {
                tried = known.looseness.middle(open.looseness);
            }
        }
        // Next to a layout that does not fit, there is no room for more lines.
        let may_move_back = open.looseness.0 - known.looseness.0 > 1;
        self.ease(known, most, may_move_back).map(Ok)
    }

    /// Moves dates, nested highlights and titles to lines of their own again, and enlarges gaps, as
    /// far as there is room. Letters keep their size, so that more data never lead to larger ones.
    fn ease(&mut self, mut known: Trial, most: usize, may_move_back: bool) -> Found {
        let mut ease = Ease::default();
        while may_move_back && self.compilations < BUDGET && known.has_room(most) {
            let Some((back, options)) = self.with_fewer_moves(&known, ease) else { break };
            let trial = self.try_with(known.looseness, options)?;
            if trial.extent.pages > most {
                break;
            }
            (known, ease) = (trial, back);
        }
        let mut share = CAUTION;
        for _ in 0..SPACINGS {
            let spacing = roomier(&known, most, self.input.options, share);
            let (Some(spacing), true) = (spacing, self.compilations < BUDGET) else { break };
            let eased = Ease { spacing: Some(spacing), ..ease };
            let (adjustable, designed) = (self.input.adjustable, self.input.options);
            let options = adjustable.eased(designed, known.looseness, &eased);
            let trial = self.try_with(known.looseness, options)?;
            if trial.extent.pages <= most {
                known = trial;
            } else {
                share *= 0.5;
            }
        }
        Ok(known)
    }

    /// Returns the options of a layout without the last of its moves into other lines; `None` if
    /// none changes anything.
    fn with_fewer_moves(&self, known: &Trial, ease: Ease) -> Option<(Ease, Options)> {
        let moved = self.input.moved(&known.options);
        (ease.moves + 1..=MOST_MOVES).find_map(|moves| {
            let ease = Ease { moves, ..ease };
            let options = self.input.adjustable.eased(self.input.options, known.looseness, &ease);
            (self.input.moved(&options) != moved).then_some((ease, options))
        })
    }

    /// Loosens the layout until the last page is well filled.
    fn open(&mut self, pages: usize, designed: Trial) -> Found {
        let letter = designed.extent.letter;
        let counts = |extent: Extent| extent.pages == pages && extent.letter <= letter;
        let fits = |extent: Extent| counts(extent) && extent.last <= WELL_FILLED;
        let most = self.try_at(Looseness::MOST_OPEN)?;
        if fits(most.extent) {
            return Ok(most);
        }
        if most.extent.pages < pages {
            return Err(too_short(&most, pages));
        }
        let (adjustable, options) = (self.input.adjustable, self.input.options);
        let measured = (designed.measured(), most.measured());
        let mut looseness = predict(adjustable, options, measured, pages, WELL_FILLED);
        // A page that is too full is better than a wrong number of pages.
        let mut full = [designed, most].into_iter().find(|trial| counts(trial.extent));
        for _ in 0..TRIES {
            if looseness <= Looseness::DESIGNED || looseness >= Looseness::MOST_OPEN {
                break;
            }
            let trial = self.try_at(looseness)?;
            if fits(trial.extent) {
                return Ok(trial);
            }
            looseness = Looseness(looseness.0 + if trial.extent.pages < pages { 1 } else { -1 });
            full = full.or(Some(trial).filter(|trial| counts(trial.extent)));
        }
        match full {
            Some(full) => Ok(full),
            None => Err(too_short(&self.try_at(Looseness::DESIGNED)?, pages)),
        }
    }

    /// Typesets the pages at a tightness.
    fn try_at(&mut self, looseness: Looseness) -> Found {
        let options = self.input.adjustable.options(self.input.options, looseness);
        self.try_with(looseness, options)
    }

    /// Typesets the pages with options that differ from those of a tightness.
    fn try_with(&mut self, looseness: Looseness, options: Options) -> Found {
        self.world.set_options(&options, self.input.view);
        let mut diagnostics = Diagnostics::default();
        let Some(document) = self.set(&mut diagnostics) else { return Err(diagnostics) };
        let letter = letter_pages(&document, self.input.view);
        let extent = measure::extent(&document, &options, letter);
        Ok(Trial { looseness, options, document, extent, diagnostics })
    }

    /// Returns the number of pages of a reduced view.
    pub(super) fn pages_of(
        &mut self,
        view: &View,
        options: &Options,
    ) -> Result<usize, Diagnostics> {
        self.world.update(options, view, self.input.pictures.to_vec());
        let mut diagnostics = Diagnostics::default();
        let Some(document) = self.set(&mut diagnostics) else { return Err(diagnostics) };
        let letter = letter_pages(&document, view);
        Ok(measure::extent(&document, options, letter).pages)
    }

    fn set(&mut self, diagnostics: &mut Diagnostics) -> Option<PagedDocument> {
        self.compilations += 1;
        let document = typeset(self.world, self.sources, diagnostics);
        if !self.input.keeps_trials {
            // Trials have other options and never reuse each other's cached results.
            comemo::evict(1);
        }
        document
    }
}
