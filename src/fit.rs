//! The most comfortable pages that are as many as asked for.
//!
//! One number says how close or open the pages are set. It is sought by halving on a fixed grid,
//! so that the same data are always fitted in the same way, and longer data never get larger
//! letters: of two texts, the longer one fits at no step at which the shorter does not.

use typst::foundations::Bytes;
use typst_layout::PagedDocument;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::theme::Options;
use crate::typeset::typeset;
use crate::view::View;
use crate::world::ResumeWorld;

mod advice;
mod comfort;
mod measure;
mod refuse;

use comfort::Comfort;
pub use comfort::Reach;
pub use measure::Extent;

/// How many pages are wanted: `1`, `1-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRange {
    min: usize,
    max: usize,
}

/// Pages beyond which a range is a slip of the finger.
const MOST_PAGES: usize = 100;

impl PageRange {
    /// Reads a number of pages or a range.
    ///
    /// Returns an error if it is neither.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let (min, max) = text.split_once(['-', '–']).unwrap_or((text, text));
        match (min.trim().parse(), max.trim().parse()) {
            (Ok(min), Ok(max)) if 1 <= min && min <= max && max <= MOST_PAGES => {
                Ok(Self { min, max })
            }
            _ => Err(Diagnostic::error("pages", format!("`{text}` is no number of pages"))
                .hint("write it as `1`, or `1-2` for one or two")),
        }
    }
}

/// Writes the range as it is typed.
impl std::fmt::Display for PageRange {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        if self.min == self.max {
            write!(f, "{}", self.min)
        } else {
            write!(f, "{}-{}", self.min, self.max)
        }
    }
}

/// A document with as many pages as were asked for.
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

/// How full a last page has to be to be left as it is.
const ENOUGH: f64 = 0.72;
/// How full a last page is opened up to be.
const WELL_FILLED: f64 = 0.9;
/// How empty a last page has to be to be given up for one page less.
const NEARLY_EMPTY: f64 = 0.5;
/// How empty a last page has to be for a warning.
const QUARTER: f64 = 0.25;
/// Steps to close the pages by at most to save one: further, they would be crammed.
const MILD: i32 = 32;

/// Sets a world in as many pages as wanted, at eight compilations at most.
///
/// `None` where that cannot be; `diagnostics` then say by how much, and what to leave out.
pub fn fit(
    world: &mut ResumeWorld,
    job: Job,
    range: PageRange,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Fitted> {
    let mut search = Search { world, job, range, sources, tried: Vec::new(), compilations: 0 };
    match search.run() {
        Ok(found) => {
            let compilations = search.compilations;
            let trial = search.tried.swap_remove(found);
            diagnostics.extend(trial.diagnostics);
            let moved = comfort::describe(job.options, &trial.options);
            let pages = pages(trial.extent.pages);
            Some(Fitted {
                document: trial.document,
                options: trial.options,
                extent: trial.extent,
                report: (!moved.is_empty()).then(|| format!("fitted to {pages}: {moved}")),
                compilations,
            })
        }
        Err(problems) => {
            diagnostics.extend(problems);
            None
        }
    }
}

/// Measures a document that was set as it was designed.
pub fn extent(document: &PagedDocument, options: &Options, view: &View) -> Extent {
    measure::extent(document, options, letter_pages(document, view))
}

/// Warns of a last page that is hardly begun.
pub fn nearly_empty_page(extent: Extent) -> Option<Diagnostic> {
    (extent.pages > 1 && extent.last < QUARTER).then(|| {
        let (pages, fewer) = (extent.pages, extent.pages - 1);
        Diagnostic::warning(
            "nearly-empty-page",
            format!("page {pages} is only {:.0} % full", 100.0 * extent.last),
        )
        .hint(format!(
            "`--pages {fewer}` closes up the pages, `--pages {pages}` fills the last one"
        ))
    })
}

fn pages(number: usize) -> String {
    if number == 1 { "1 page".to_owned() } else { format!("{number} pages") }
}

/// Returns how many pages a letter takes before the résumé begins.
fn letter_pages(document: &PagedDocument, view: &View) -> usize {
    let (Some(_), Some(first)) = (&view.letter, view.sections.first()) else { return 0 };
    let headings = measure::headings(document);
    let name = view.header.name.text();
    let again = headings.iter().filter(|heading| heading.level == 1 && heading.text == name).nth(1);
    let title = first.title.text();
    let start = again.or_else(|| headings.iter().find(|heading| heading.text == title));
    start.map_or(0, |heading| heading.page)
}

/// One way of setting the pages, tried.
struct Trial {
    comfort: Comfort,
    options: Options,
    document: PagedDocument,
    extent: Extent,
    diagnostics: Diagnostics,
}

struct Search<'a> {
    world: &'a mut ResumeWorld,
    job: Job<'a>,
    range: PageRange,
    sources: &'a mut Sources,
    tried: Vec<Trial>,
    compilations: usize,
}

/// The number of a trial, or why there is none.
type Found = Result<usize, Diagnostics>;

impl Search<'_> {
    fn run(&mut self) -> Found {
        let PageRange { min, max } = self.range;
        let designed = self.try_at(Comfort::DESIGNED)?;
        let Extent { pages, last, .. } = self.tried[designed].extent;
        if pages > max {
            return self.close(max, designed);
        }
        if pages < min {
            return self.open(min);
        }
        if last >= ENOUGH {
            return Ok(designed);
        }
        if pages > min && last < NEARLY_EMPTY {
            let mild = self.try_at(Comfort(-MILD))?;
            if self.tried[mild].extent.pages < pages {
                return self.halve(mild, designed, |extent| extent.pages < pages);
            }
        }
        self.open(pages)
    }

    /// Closes pages that are too many as they are designed, as little as will do.
    fn close(&mut self, most: usize, designed: usize) -> Found {
        let closest = self.try_at(Comfort::CLOSEST)?;
        if self.tried[closest].extent.pages > most {
            return Err(self.too_long(closest, most));
        }
        let found = self.halve(closest, designed, |extent| extent.pages <= most)?;
        self.in_range(found)
    }

    /// Opens pages until the last one is well filled.
    fn open(&mut self, pages: usize) -> Found {
        let designed = self.try_at(Comfort::DESIGNED)?;
        let letter = self.tried[designed].extent.letter;
        let goal = |extent: Extent| {
            let is_room = extent.pages == pages && extent.last <= WELL_FILLED;
            extent.letter <= letter && (extent.pages < pages || is_room)
        };
        let most = self.try_at(Comfort::MOST_OPEN)?;
        let found =
            if goal(self.tried[most].extent) { most } else { self.halve(designed, most, goal)? };
        self.in_range(found)
    }

    /// Finds the most open step at which a condition holds, between one trial where it does and one
    /// where it does not.
    fn halve(&mut self, holds: usize, fails: usize, condition: impl Fn(Extent) -> bool) -> Found {
        let (mut holds, mut fails) = (holds, fails);
        // Letters are cut off at the limits before these are reached: single steps are for closing.
        let finest = if self.tried[fails].comfort > Comfort::DESIGNED { 2 } else { 1 };
        loop {
            let (low, high) = (self.tried[holds].comfort.0, self.tried[fails].comfort.0);
            if high - low <= finest {
                return Ok(holds);
            }
            let middle = self.try_at(Comfort(low + (high - low) / 2))?;
            if condition(self.tried[middle].extent) {
                holds = middle;
            } else {
                fails = middle;
            }
        }
    }

    /// Accepts a trial whose pages are as many as wanted, or else the nearest one that was made.
    fn in_range(&mut self, found: usize) -> Found {
        let PageRange { min, max } = self.range;
        let fits = |trial: &Trial| (min..=max).contains(&trial.extent.pages);
        if fits(&self.tried[found]) {
            return Ok(found);
        }
        let wanted = self.tried[found].comfort;
        let other = (0..self.tried.len())
            .filter(|trial| fits(&self.tried[*trial]))
            .min_by_key(|trial| (self.tried[*trial].comfort.0 - wanted.0).abs());
        other.ok_or_else(|| self.too_short(found))
    }

    /// Sets the pages at some comfort, or finds where that was done before.
    fn try_at(&mut self, comfort: Comfort) -> Found {
        if let Some(known) = self.tried.iter().position(|trial| trial.comfort == comfort) {
            return Ok(known);
        }
        let options = self.job.reach.options(self.job.options, comfort);
        let mut diagnostics = Diagnostics::default();
        let Some(document) = self.set(&options, self.job.view, &mut diagnostics) else {
            return Err(diagnostics);
        };
        let letter = letter_pages(&document, self.job.view);
        let extent = measure::extent(&document, &options, letter);
        self.tried.push(Trial { comfort, options, document, extent, diagnostics });
        Ok(self.tried.len() - 1)
    }

    fn set(
        &mut self,
        options: &Options,
        view: &View,
        diagnostics: &mut Diagnostics,
    ) -> Option<PagedDocument> {
        self.compilations += 1;
        self.world.update(options, view, self.job.pictures.to_vec());
        let document = typeset(self.world, self.sources, diagnostics);
        // Other options change every key: what trials leave in Typst's cache only fills memory.
        comemo::evict(1);
        document
    }
}

#[cfg(test)]
mod tests;
