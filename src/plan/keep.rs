//! What a page break must not split.

use super::length;
use super::section::{Content, Gap, Row};
use crate::view::Entry;

/// Characters up to which entries are kept on one page where that is wanted: about half of one.
const LONGEST: usize = 2000;

/// Returns rows of entries, each of which stays with the next. Those of much text are left as they are.
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

/// Returns a row for each part of a row.
fn one_each(row: Row) -> Vec<Row> {
    let Row { above, sticky, breakable, break_before, content } = row;
    let Content::Body { parts } = content else {
        return vec![Row { above, sticky, breakable, break_before, content }];
    };
    let one = |(i, part)| Row {
        above: if i == 0 { above } else { Gap::Highlight },
        sticky,
        breakable,
        break_before: break_before && i == 0,
        content: Content::Body { parts: vec![part] },
    };
    parts.into_iter().enumerate().map(one).collect()
}

/// Sees to it that no page has only the first or only the last of rows of a line or two each.
pub(super) fn in_pairs(rows: &mut [Row]) {
    if let [first, .., _] = rows {
        first.sticky = true;
    }
    if let [.., before_last, _] = rows {
        before_last.sticky = true;
    }
}
