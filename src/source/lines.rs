//! Finds lines of a text for messages.

use std::ops::Range;

/// Returns the line number of an offset, starting at 1.
pub(super) fn line_number(text: impl AsRef<[u8]>, offset: usize) -> usize {
    let text = text.as_ref();
    text[..offset.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Returns the start of the line that contains an offset.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind('\n').map_or(0, |at| at + 1)
}

/// Returns the range from an offset to the last visible character of its line.
pub(super) fn line_from(text: &str, offset: usize) -> Range<usize> {
    let line = text[offset..].lines().next().unwrap_or_default();
    offset..offset + line.trim_end().len()
}

/// Returns the range of the line that contains an offset, without surrounding white space.
pub(super) fn line_at(text: &str, offset: usize) -> Range<usize> {
    let Range { start, end } = line_from(text, line_start(text, offset));
    let indentation = text[start..end].len() - text[start..end].trim_start().len();
    start + indentation..end
}
