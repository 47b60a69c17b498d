//! Distributes the rows of two columns over pages.

use typst::diag::SourceResult;
use typst::foundations::{Array, IntoValue, Value};
use typst::layout::{Abs, Length};

use super::columns::Columns;
use super::content::field;

/// Maximum blank share of the narrow column that keeping highlights together causes: it ends next to a
/// wide one that is full.
const MOST_NARROW_BLANK: f64 = 0.2;

/// Widths and heights of two columns side by side.
#[derive(Clone, Copy)]
pub(super) struct Sheet {
    pub(super) wide: Abs,
    pub(super) narrow: Abs,
    /// Width of text without columns.
    pub(super) full: Abs,
    /// Height available on the first page.
    pub(super) room: Abs,
    pub(super) height: Abs,
}

/// Rows of both columns by page, and what follows them at full width.
#[derive(Clone)]
pub(super) struct Pages {
    pub(super) columns: Vec<(Array, Array)>,
    pub(super) rest: Array,
    /// Whether the rest begins on the last page of the columns.
    pub(super) continues: bool,
}

impl Columns<'_, '_> {
    /// Returns the pages of two columns. After the end of the narrow one, the section at the page
    /// break continues in its column, next to sections of the narrow one that can be held back, if that
    /// takes no more pages than text at full width.
    pub(super) fn pages(&mut self, main: Array, side: Array, on: Sheet) -> SourceResult<Pages> {
        let simple = self.filled(main, side, on)?;
        if simple.columns.is_empty() || simple.rest.is_empty() || self.starts(&simple.rest)? {
            return Ok(simple);
        }
        match self.with_whole_section(simple.clone(), on)? {
            Some(pages) if self.count(&pages, on)? <= self.count(&simple, on)? => Ok(pages),
            _ => Ok(simple),
        }
    }

    /// Fills each page with both columns until the narrow one ends.
    fn filled(&mut self, main: Array, side: Array, on: Sheet) -> SourceResult<Pages> {
        let (mut main, mut side) = (from_top(main), from_top(side));
        let mut columns = Vec::new();
        let mut room = on.room;
        while !side.is_empty() {
            let (here, there) = self.fitting(&main, on.wide, room)?;
            let blank = MOST_NARROW_BLANK * room;
            let (side_here, side_there) = self.fitting_with(&side, on.narrow, room, blank)?;
            if room == on.height && here.is_empty() && side_here.is_empty() {
                // Content taller than a page continues in columns of the same width.
                columns.push((std::mem::take(&mut main), std::mem::take(&mut side)));
            } else {
                columns.push((here, side_here));
                (main, side) = (from_top(there), from_top(side_there));
            }
            room = on.height;
        }
        Ok(Pages { columns, rest: main, continues: false })
    }

    /// Continues the columns until the section at their end does; `None` if a row is taller than a page.
    fn with_whole_section(&mut self, mut pages: Pages, on: Sheet) -> SourceResult<Option<Pages>> {
        let Some(wanted) = self.rows_by_page(self.rest_of_section(&pages.rest)?.0, on)? else {
            return Ok(None);
        };
        if let Some((_, side)) = pages.columns.last_mut() {
            let held_back = self.hold_back(side, wanted.len(), on.narrow)?;
            for side in held_back {
                let (here, there) = self.fitting(&pages.rest, on.wide, on.height)?;
                pages.columns.push((here, from_top(side)));
                pages.rest = from_top(there);
            }
        }
        if pages.rest.is_empty() || self.starts(&pages.rest)? {
            return Ok(Some(pages));
        }
        let (section, others) = self.rest_of_section(&pages.rest)?;
        let Some(section) = self.rows_by_page(section, on)? else { return Ok(None) };
        pages.columns.extend(section.into_iter().map(|rows| (rows, Array::new())));
        Ok(Some(Pages { rest: others, continues: true, ..pages }))
    }

    /// Removes the last sections from a page of the narrow column, for each of `count` further pages;
    /// none if there are too few. What stays is about as high as what follows on each page.
    fn hold_back(
        &mut self,
        side: &mut Array,
        count: usize,
        width: Abs,
    ) -> SourceResult<Vec<Array>> {
        let mut sections: Vec<Array> = Vec::new();
        for row in side.iter() {
            let row = Array::from_iter([row.clone()]);
            match sections.last_mut() {
                Some(section) if !self.starts(&row)? => section.extend(row),
                _ => sections.push(row),
            }
        }
        if sections.len() <= count {
            return Ok(Vec::new());
        }
        let mut heights = Vec::with_capacity(sections.len());
        for section in &sections {
            heights.push(self.height_of(section, width)?);
        }
        let mut held_back = Vec::with_capacity(count);
        for pages_before in (1..=count).rev() {
            let share = heights.iter().sum::<Abs>() / (pages_before + 1) as f64;
            let mut taken = Abs::zero();
            let mut rows = Array::new();
            while let Some(height) = heights.last().copied()
                && heights.len() > pages_before
                && (rows.is_empty() || taken + height / 2.0 <= share)
            {
                heights.pop();
                taken += height;
                let mut section = sections.pop().unwrap_or_default();
                section.extend(rows);
                rows = section;
            }
            held_back.insert(0, rows);
        }
        *side = sections.into_iter().flatten().collect();
        Ok(held_back)
    }

    /// Splits rows before the next section.
    fn rest_of_section(&self, rows: &Array) -> SourceResult<(Array, Array)> {
        let mut end = rows.len();
        for (i, row) in rows.iter().enumerate() {
            if self.starts(&Array::from_iter([row.clone()]))? {
                end = i;
                break;
            }
        }
        let (section, others) = rows.as_slice().split_at(end);
        Ok((section.iter().cloned().collect(), others.iter().cloned().collect()))
    }

    /// Returns rows in the wide column of each further page; `None` if one is taller than a page.
    fn rows_by_page(&mut self, rows: Array, on: Sheet) -> SourceResult<Option<Vec<Array>>> {
        let mut pages = Vec::new();
        let mut rows = from_top(rows);
        while !rows.is_empty() {
            let (here, there) = self.fitting(&rows, on.wide, on.height)?;
            if here.is_empty() {
                return Ok(None);
            }
            pages.push(here);
            rows = from_top(there);
        }
        Ok(Some(pages))
    }

    /// Returns the number of pages.
    fn count(&mut self, pages: &Pages, on: Sheet) -> SourceResult<usize> {
        let mut count = pages.columns.len();
        let mut rest = pages.rest.clone();
        if pages.continues
            && let Some((last, _)) = pages.columns.last()
        {
            let room = on.height - self.height_of(last, on.wide)?;
            rest = self.fitting(&rest, on.full, room)?.1;
        }
        while !rest.is_empty() {
            let (here, there) = self.fitting(&from_top(rest), on.full, on.height)?;
            count += 1;
            if here.is_empty() {
                break;
            }
            rest = there;
        }
        Ok(count)
    }

    /// Returns whether the first row starts a section.
    fn starts(&self, rows: &Array) -> SourceResult<bool> {
        match rows.as_slice().first() {
            Some(Value::Dict(row)) => field(row, "starts", self.span),
            _ => Ok(false),
        }
    }
}

/// Returns the rows of a new page, without a gap above the first.
fn from_top(mut rows: Array) -> Array {
    if let Ok(Value::Dict(first)) = rows.first_mut() {
        first.insert("above".into(), Length::zero().into_value());
        first.insert("break-before".into(), false.into_value());
    }
    rows
}
