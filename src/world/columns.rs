//! Distributes rows and sections, for themes whose pages have different column widths, which Typst
//! does not support directly.

use typst::comemo::Tracked;
use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Array, Content, Context, Dict, Func, IntoValue, Resolve, Str, StyleChain, Value,
};
use typst::layout::{Abs, Length};
use typst::syntax::Span;

use super::content::field;
use super::highlights::MOST_BLANK;
use super::widths::measure;

/// Measures and splits rows.
pub(super) struct Columns<'a, 'e> {
    pub(super) engine: &'a mut Engine<'e>,
    pub(super) context: Tracked<'a, Context<'a>>,
    pub(super) styles: StyleChain<'a>,
    pub(super) span: Span,
}

impl Columns<'_, '_> {
    /// Returns the total height of rows at a width.
    pub(super) fn height_of(&mut self, rows: &Array, width: Abs) -> SourceResult<Abs> {
        let mut height = Abs::zero();
        for row in rows {
            let row: Dict = row.clone().cast().at(self.span)?;
            height += self.height_of_row(&row, width)?;
        }
        Ok(height)
    }

    fn height_of_row(&mut self, row: &Dict, width: Abs) -> SourceResult<Abs> {
        let above: Length = field(row, "above", self.span)?;
        let body: Option<Content> = field(row, "body", self.span)?;
        let size = measure(self.engine, &body.unwrap_or_default(), self.styles, Some(width))?;
        Ok(above.resolve(self.styles) + size.y)
    }

    /// Returns the rows that fit in a height, and the remaining ones. The first row that does not
    /// fit is split if possible; no row is separated from one it must stay with.
    pub(super) fn fitting(
        &mut self,
        rows: &Array,
        width: Abs,
        height: Abs,
    ) -> SourceResult<(Array, Array)> {
        self.fitting_with(rows, width, height, MOST_BLANK * height)
    }

    /// Returns the rows that fit in a height, as [`Self::fitting`] does, with at most `most_blank` to
    /// keep highlights together.
    pub(super) fn fitting_with(
        &mut self,
        rows: &Array,
        width: Abs,
        mut height: Abs,
        most_blank: Abs,
    ) -> SourceResult<(Array, Array)> {
        let rows = rows.iter().map(|row| row.clone().cast().at(self.span));
        let rows = rows.collect::<SourceResult<Vec<Dict>>>()?;
        let mut there = rows.into_iter().peekable();
        let mut here = Vec::new();
        while let Some(next) = there.peek() {
            if field(next, "break-before", self.span)? {
                break;
            }
            let left = height - self.height_of_row(next, width)?;
            if left < Abs::zero() {
                break;
            }
            height = left;
            here.extend(there.next());
        }
        if let Some(next) = there.peek_mut()
            && !field::<bool>(next, "break-before", self.span)?
            && let Some((first, rest)) = self.split(next, width, height, most_blank)?
        {
            here.push(first);
            *next = rest;
        }
        let mut there: Vec<Dict> = there.collect();
        while let Some(last) = here.pop_if(|row| is_sticky(row)) {
            there.insert(0, last);
        }
        let values = |rows: Vec<Dict>| rows.into_iter().map(Value::Dict).collect();
        Ok((values(here), values(there)))
    }

    /// Splits a row of several pieces so that the first part fits in `height`: between pieces that may
    /// be on different pages, unless that leaves more than `most_blank`, otherwise before the last two,
    /// otherwise between any.
    fn split(
        &mut self,
        row: &Dict,
        width: Abs,
        height: Abs,
        most_blank: Abs,
    ) -> SourceResult<Option<(Dict, Dict)>> {
        let pieces: i64 = field(row, "pieces", self.span)?;
        if pieces == 1 {
            return Ok(None);
        }
        let breaks: Option<Array> = field(row, "breaks", self.span)?;
        let may_break =
            |piece: i64| breaks.as_ref().is_none_or(|it| it.contains(piece.into_value()));
        let mut fitting = None;
        // One piece is better alone at the end of a page than at the start of the next.
        let mut before_two = None;
        for most in (1..pieces).rev() {
            let is_allowed = may_break(most);
            let leaves_two = pieces - most >= 2 && before_two.is_none();
            if fitting.is_some() && !is_allowed && !leaves_two {
                continue;
            }
            let first = self.part(row, 0, most)?;
            let left = height - self.height_of_row(&first, width)?;
            if left < Abs::zero() {
                continue;
            }
            let is_full = left <= most_blank;
            if is_allowed && is_full {
                (fitting, before_two) = (Some((first, most)), None);
                break;
            }
            if leaves_two && is_full {
                before_two = Some((first.clone(), most));
            }
            fitting.get_or_insert((first, most));
        }
        let Some((first, most)) = before_two.or(fitting) else { return Ok(None) };
        if height <= most_blank && !may_break(most) {
            return Ok(None);
        }
        let mut rest = self.part(row, most, pieces)?;
        rest.insert("above".into(), Length::zero().into_value());
        rest.insert("starts".into(), false.into_value());
        rest.insert("pieces".into(), 1.into_value());
        Ok(Some((first, rest)))
    }

    /// Returns a row with some of its pieces.
    fn part(&mut self, row: &Dict, from: i64, to: i64) -> SourceResult<Dict> {
        let part: Func = field(row, "part", self.span)?;
        let body = part.call(self.engine, self.context, [from, to])?;
        let mut row = row.clone();
        row.insert("body".into(), body);
        Ok(row)
    }

    /// Returns the indices of the sections that go to a narrow column next to a wide one, in the
    /// order of `wanted`, which contains ids or kinds, as long as the narrow column stays shorter.
    /// The first one is always included.
    ///
    /// `wide` and `narrow` are the rows of each section for either column, without any in `narrow`
    /// if a section does not suit it.
    pub(super) fn balanced(
        &mut self,
        sections: &Array,
        wanted: &Array,
        (wide, narrow): (&Array, &Array),
        (width, narrow_width): (Abs, Abs),
        room: Room,
    ) -> SourceResult<Array> {
        let span = self.span;
        let column = |columns: &Array, i: usize| -> SourceResult<Array> {
            columns.as_slice().get(i).cloned().unwrap_or_default().cast().at(span)
        };
        let mut heights = Vec::with_capacity(sections.len());
        for i in 0..sections.len() {
            heights.push(self.height_of(&column(wide, i)?, width)?);
        }
        let (mut height, mut side) = room.start;
        height += heights.iter().sum();
        let mut chosen = Vec::new();
        for name in wanted {
            let name: Str = name.clone().cast().at(span)?;
            for (i, section) in sections.iter().enumerate() {
                let section: Dict = section.clone().cast().at(span)?;
                let is_called = |key| {
                    let value = section.get(key).ok();
                    matches!(value, Some(Value::Str(value)) if *value == name)
                };
                let is_named = !chosen.contains(&i) && (is_called("id") || is_called("kind"));
                if !is_named || field(&section, "break-before", span)? {
                    continue;
                }
                let own = self.height_of(&column(narrow, i)?, narrow_width)?;
                let after = side + own;
                let is_shorter = chosen.is_empty() || after <= room.least.max(height - heights[i]);
                if own > Abs::zero() && is_shorter && room.most.is_none_or(|most| after <= most) {
                    chosen.push(i);
                    (height, side) = (height - heights[i], after);
                }
            }
        }
        Ok(chosen.into_iter().map(|i| Value::Int(i as i64)).collect())
    }
}

fn is_sticky(row: &Dict) -> bool {
    matches!(row.get("sticky"), Ok(Value::Bool(true)))
}

/// The heights of two columns side by side.
pub(super) struct Room {
    /// Those already used.
    pub(super) start: (Abs, Abs),
    /// Height up to which the narrow column may be longer than the wide one.
    pub(super) least: Abs,
    /// Maximum height of the narrow column.
    pub(super) most: Option<Abs>,
}
