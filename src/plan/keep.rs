//! Prevents page breaks within groups of rows.

use super::length;
use super::section::{Content, Gap, Row};
use crate::view::Entry;

/// Maximum characters of entries that are kept on one page if requested: about half a page.
const LONGEST: usize = 2000;

/// Returns the rows of entries with each kept with the next, except for long entries.
pub(super) fn kept(rows: Vec<Row>, entries: &[Entry]) -> Vec<Row> {
    if entries.iter().map(length::entry).sum::<usize>() > LONGEST {
        return rows;
    }
    let mut kept: Vec<Row> = rows.into_iter().flat_map(one_each).collect();
    if let Some((_, before)) = kept.split_last_mut() {
        before.iter_mut().for_each(|row| row.sticky = true);
    }
    kept
}

/// Prevents page breaks between and within rows.
pub(super) fn whole(rows: &mut [Row]) {
    rows.iter_mut().for_each(|row| row.breakable = false);
    if let Some((_, before)) = rows.split_last_mut() {
        before.iter_mut().for_each(|row| row.sticky = true);
    }
}

/// Splits a row into its parts.
fn one_each(row: Row) -> Vec<Row> {
    let Row { above, sticky, breakable, break_before, keeps_end: _, content } = row;
    let Content::Body { parts } = content else {
        return vec![Row { sticky, breakable, break_before, ..Row::of(above, content) }];
    };
    let one = |(i, part)| Row {
        sticky,
        breakable,
        break_before: break_before && i == 0,
        ..Row::of(if i == 0 { above } else { Gap::Highlight }, Content::Body { parts: vec![part] })
    };
    parts.into_iter().enumerate().map(one).collect()
}

/// Prevents a single short row at the start or end of a page.
pub(super) fn in_pairs(rows: &mut [Row]) {
    if let [first, .., _] = rows {
        first.sticky = true;
    }
    if let [.., before_last, _] = rows {
        before_last.sticky = true;
    }
}
