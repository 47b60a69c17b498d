//! Distributes the rows of two columns over pages.

use typst::diag::{At, SourceResult};
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
    /// break continues in its column, next to other sections, if that takes no more pages than text at
    /// full width.
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

    /// Continues the columns until the section at their end does, next to sections after it that suit the
    /// narrow one, or else next to sections of that which are held back; `None` if a row is taller than a
    /// page.
    fn with_whole_section(&mut self, mut pages: Pages, on: Sheet) -> SourceResult<Option<Pages>> {
        let (section, others) = self.rest_of_section(&pages.rest)?;
        let Some(wanted) = self.rows_by_page(section, on.wide, on.height)? else {
            return Ok(None);
        };
        let (beside, rest) = self.beside(others, wanted.len(), on)?;
        if !beside.is_empty() {
            let beside = beside.into_iter().chain(std::iter::repeat_with(Array::new));
            pages.columns.extend(wanted.into_iter().zip(beside));
            return Ok(Some(Pages { rest, continues: true, ..pages }));
        }
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
        let Some(section) = self.rows_by_page(section, on.wide, on.height)? else {
            return Ok(None);
        };
        pages.columns.extend(section.into_iter().map(|rows| (rows, Array::new())));
        Ok(Some(Pages { rest: others, continues: true, ..pages }))
    }

    /// Returns the rows of the first sections for the narrow column of up to `count` pages, as many as
    /// suit it and fit, and the remaining rows.
    fn beside(
        &mut self,
        rows: Array,
        count: usize,
        on: Sheet,
    ) -> SourceResult<(Vec<Array>, Array)> {
        let mut sections = self.sections(&rows)?.into_iter().peekable();
        let mut all = Array::new();
        let mut pages = Vec::new();
        while let Some(section) = sections.peek() {
            let Some(aside) = self.aside(section)? else { break };
            let longer: Array = all.iter().cloned().chain(aside).collect();
            match self.rows_by_page(longer.clone(), on.narrow, on.height)? {
                Some(by_page) if by_page.len() <= count => (all, pages) = (longer, by_page),
                _ => break,
            }
            sections.next();
        }
        Ok((pages, sections.flatten().collect()))
    }

    /// Returns the rows of a section for the narrow column, if it suits that.
    fn aside(&mut self, section: &Array) -> SourceResult<Option<Array>> {
        let Some(Value::Dict(first)) = section.as_slice().first() else { return Ok(None) };
        if field(first, "break-before", self.span)? {
            return Ok(None);
        }
        let Ok(Value::Func(aside)) = first.get("aside") else { return Ok(None) };
        let rows = aside.call::<[Value; 0]>(self.engine, self.context, [])?;
        rows.cast().at(self.span).map(Some)
    }

    /// Removes the last sections from a page of the narrow column, for each of `count` further pages;
    /// none if there are too few.
    fn hold_back(
        &mut self,
        side: &mut Array,
        count: usize,
        width: Abs,
    ) -> SourceResult<Vec<Array>> {
        let mut sections = self.sections(side)?;
        let heights = sections.iter().map(|section| self.height_of(section, width));
        let heights = heights.collect::<SourceResult<Vec<_>>>()?;
        let mut held_back = Vec::with_capacity(count);
        for number in shares(&heights, count).into_iter().rev() {
            let rows = sections.split_off(sections.len() - number);
            held_back.insert(0, rows.into_iter().flatten().collect());
        }
        *side = sections.into_iter().flatten().collect();
        Ok(held_back)
    }

    /// Returns the rows of each section.
    fn sections(&self, rows: &Array) -> SourceResult<Vec<Array>> {
        let mut sections: Vec<Array> = Vec::new();
        for row in rows.iter() {
            let row = Array::from_iter([row.clone()]);
            match sections.last_mut() {
                Some(section) if !self.starts(&row)? => section.extend(row),
                _ => sections.push(row),
            }
        }
        Ok(sections)
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

    /// Returns the rows of a column on each further page; `None` if one is taller than a page.
    fn rows_by_page(
        &mut self,
        rows: Array,
        width: Abs,
        height: Abs,
    ) -> SourceResult<Option<Vec<Array>>> {
        let mut pages = Vec::new();
        let mut rows = from_top(rows);
        while !rows.is_empty() {
            let (here, there) = self.fitting(&rows, width, height)?;
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
            && let Some((wide, narrow)) = pages.columns.last()
        {
            let taken = self.height_of(wide, on.wide)?.max(self.height_of(narrow, on.narrow)?);
            let room = on.height - taken;
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

/// Returns how many of the last sections of the given heights each of `count` further pages receives;
/// none if there are too few. What stays is about as high as what follows on each page.
fn shares(heights: &[Abs], count: usize) -> Vec<usize> {
    if heights.len() <= count {
        return Vec::new();
    }
    let mut left = heights;
    let mut shares = Vec::with_capacity(count);
    for pages_before in (1..=count).rev() {
        let share = left.iter().sum::<Abs>() / (pages_before + 1) as f64;
        let mut taken = Abs::zero();
        let mut number = 0;
        while let Some((height, before)) = left.split_last()
            && left.len() > pages_before
            && (number == 0 || taken + *height / 2.0 <= share)
        {
            taken += *height;
            number += 1;
            left = before;
        }
        shares.insert(0, number);
    }
    shares
}

/// Returns the rows of a new page, without a gap above the first.
fn from_top(mut rows: Array) -> Array {
    if let Ok(Value::Dict(first)) = rows.first_mut() {
        first.insert("above".into(), Length::zero().into_value());
        first.insert("break-before".into(), false.into_value());
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held_back(heights: &[f64], count: usize) -> Vec<usize> {
        let heights: Vec<_> = heights.iter().map(|height| Abs::pt(*height)).collect();
        shares(&heights, count)
    }

    #[test]
    fn each_page_of_the_narrow_column_keeps_a_section() {
        assert_eq!(held_back(&[], 1), [0; 0]);
        assert_eq!(held_back(&[90.0], 1), [0; 0]);
        assert_eq!(held_back(&[90.0, 10.0], 1), [1]);
        assert_eq!(held_back(&[10.0, 90.0], 1), [1]);
        assert_eq!(held_back(&[90.0, 10.0], 2), [0; 0]);
        assert_eq!(held_back(&[10.0, 10.0, 90.0], 2), [1, 1]);
    }

    #[test]
    fn pages_of_the_narrow_column_are_about_equally_high() {
        assert_eq!(held_back(&[60.0, 20.0, 20.0, 20.0], 1), [3]);
        assert_eq!(held_back(&[20.0, 20.0, 20.0, 60.0], 1), [1]);
        assert_eq!(held_back(&[30.0; 6], 2), [2, 2]);
    }
}
