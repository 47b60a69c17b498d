use typst_layout::PagedDocument;

use super::comfort::Comfort;
use super::measure::{self, Extent};
use super::predict::{Measured, predict};
use super::refuse::too_short;
use super::{Job, letter_pages};
use crate::diagnostic::{Diagnostics, Sources};
use crate::tailor::{PageGoal, PageRange};
use crate::theme::Options;
use crate::typeset::typeset;
use crate::view::View;
use crate::world::ResumeWorld;

/// How full a last page has to be to be left as it is where a number of pages is asked for.
pub(super) const ENOUGH: f64 = 0.72;
/// How full a last page is opened up to be.
const WELL_FILLED: f64 = 0.9;
/// How empty a last page must be for one page fewer, if a range allows it.
const HALF_EMPTY: f64 = 0.5;
/// How empty a last page must be for one page fewer, without a number of pages.
const HARDLY_BEGUN: f64 = 0.4;

/// Settings that are tried from the predicted one on, each closer than the one before, until the
/// pages are few enough.
///
/// Of two texts the longer one is predicted to need the closer setting, and fits at none at which
/// the shorter does not: so longer data never get larger letters.
const TRIES: i32 = 3;

/// One way of setting the pages, tried.
pub(super) struct Trial {
    pub(super) comfort: Comfort,
    pub(super) options: Options,
    pub(super) document: PagedDocument,
    pub(super) extent: Extent,
    pub(super) diagnostics: Diagnostics,
}

impl Trial {
    fn measured(&self) -> Measured {
        Measured { comfort: self.comfort, height: self.extent.height }
    }
}

pub(super) struct Search<'a> {
    pub(super) world: &'a mut ResumeWorld,
    pub(super) job: Job<'a>,
    pub(super) sources: &'a mut Sources,
    pub(super) compilations: usize,
}

/// A trial, or why there is none.
type Found = Result<Trial, Diagnostics>;

/// A trial with as many pages as wanted, or else the closest there is.
type Closed = Result<Result<Trial, Trial>, Diagnostics>;

impl Search<'_> {
    pub(super) fn run(&mut self, goal: PageGoal) -> Found {
        let designed = self.try_at(Comfort::DESIGNED)?;
        let Extent { pages, last, .. } = designed.extent;
        match goal {
            PageGoal::AsDesigned => Ok(designed),
            PageGoal::Economical if pages > 1 && last < HARDLY_BEGUN => {
                let measured = designed.measured();
                let closed = self.close(pages - 1, measured, Comfort::MILD)?;
                Ok(closed.unwrap_or(designed))
            }
            PageGoal::Economical => Ok(designed),
            PageGoal::Range(range) => self.run_range(range, designed),
        }
    }

    fn run_range(&mut self, range: PageRange, designed: Trial) -> Found {
        let PageRange { min, max } = range;
        let Extent { pages, last, .. } = designed.extent;
        if pages > max {
            let measured = designed.measured();
            // Documents take the most memory there is: one that is of no use is given up.
            drop(designed);
            return match self.close(max, measured, Comfort::CLOSEST)? {
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
            let measured = designed.measured();
            if let Ok(closed) = self.close(pages - 1, measured, Comfort::MILD)? {
                return Ok(closed);
            }
        }
        self.open(pages, designed)
    }

    /// Tightens the layout of too many pages, as little as possible, up to a limit.
    fn close(&mut self, most: usize, designed: Measured, limit: Comfort) -> Closed {
        let closest = self.try_at(limit)?;
        if closest.extent.pages > most {
            return Ok(Err(closest));
        }
        let (reach, options) = (self.job.reach, self.job.options);
        let guess = predict(reach, options, (closest.measured(), designed), most, 1.0);
        for comfort in steps(guess, limit) {
            let trial = self.try_at(comfort)?;
            if trial.extent.pages <= most {
                return Ok(Ok(trial));
            }
        }
        Ok(Ok(closest))
    }

    /// Opens pages until the last one is well filled.
    fn open(&mut self, pages: usize, designed: Trial) -> Found {
        let letter = designed.extent.letter;
        let counts = |extent: Extent| extent.pages == pages && extent.letter <= letter;
        let fits = |extent: Extent| counts(extent) && extent.last <= WELL_FILLED;
        let most = self.try_at(Comfort::MOST_OPEN)?;
        if fits(most.extent) {
            return Ok(most);
        }
        if most.extent.pages < pages {
            return Err(too_short(&most, pages));
        }
        let (reach, options) = (self.job.reach, self.job.options);
        let measured = (designed.measured(), most.measured());
        let mut comfort = predict(reach, options, measured, pages, WELL_FILLED);
        // Fuller than it should be is better than a number that was not asked for.
        let mut full = [designed, most].into_iter().find(|trial| counts(trial.extent));
        for _ in 0..TRIES {
            if comfort <= Comfort::DESIGNED || comfort >= Comfort::MOST_OPEN {
                break;
            }
            let trial = self.try_at(comfort)?;
            if fits(trial.extent) {
                return Ok(trial);
            }
            comfort = Comfort(comfort.0 + if trial.extent.pages < pages { 1 } else { -1 });
            full = full.or(Some(trial).filter(|trial| counts(trial.extent)));
        }
        match full {
            Some(full) => Ok(full),
            None => Err(too_short(&self.try_at(Comfort::DESIGNED)?, pages)),
        }
    }

    /// Sets the pages at some comfort.
    fn try_at(&mut self, comfort: Comfort) -> Found {
        let options = self.job.reach.options(self.job.options, comfort);
        self.world.set_options(&options);
        let mut diagnostics = Diagnostics::default();
        let Some(document) = self.set(&mut diagnostics) else { return Err(diagnostics) };
        let letter = letter_pages(&document, self.job.view);
        let extent = measure::extent(&document, &options, letter);
        Ok(Trial { comfort, options, document, extent, diagnostics })
    }

    /// Tells on how many pages a view is that has something left out.
    pub(super) fn pages_of(
        &mut self,
        view: &View,
        options: &Options,
    ) -> Result<usize, Diagnostics> {
        self.world.update(options, view, self.job.pictures.to_vec());
        let mut diagnostics = Diagnostics::default();
        let Some(document) = self.set(&mut diagnostics) else { return Err(diagnostics) };
        let letter = letter_pages(&document, view);
        Ok(measure::extent(&document, options, letter).pages)
    }

    fn set(&mut self, diagnostics: &mut Diagnostics) -> Option<PagedDocument> {
        self.compilations += 1;
        let document = typeset(self.world, self.sources, diagnostics);
        // Other options change every key: what trials leave in Typst's cache only fills memory.
        comemo::evict(1);
        document
    }
}

/// Returns the steps that are tried from a predicted one on, down to one that is known.
fn steps(guess: Comfort, known: Comfort) -> impl Iterator<Item = Comfort> {
    (0..TRIES).map(move |closer| Comfort(guess.0 - closer)).take_while(move |step| *step > known)
}
