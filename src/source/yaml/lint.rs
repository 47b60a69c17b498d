//! Finds text that is valid YAML but probably a mistake.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, SourceId, Span};
use crate::source::lines::line_number;

/// Warns of words lost to a comment, and of list items swallowed by the text above them.
pub(super) fn plain(id: SourceId, text: &str, range: Range<usize>) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    let scalar = text.get(range.clone()).unwrap_or_default();
    for (at, _) in scalar.match_indices('\n') {
        let rest = &scalar[at + 1..];
        let item = rest.trim_start_matches([' ', '\t']);
        if item.starts_with("- ") {
            let start = range.start + at + 1 + rest.len() - item.len();
            warnings.push(
                Diagnostic::warning(
                    "list-item-in-text",
                    format!(
                        "this `- ` continues the text of line {}",
                        line_number(text, range.start)
                    ),
                )
                .at(Span::new(id, start..start + 1))
                .hint("indent it like the list item above, or quote the text"),
            );
            break;
        }
    }
    // The parser places a missing value before the colon.
    let rest = &text[range.end.min(text.len())..];
    let rest = if scalar.is_empty() { rest.strip_prefix(':').unwrap_or(rest) } else { rest };
    let line = rest.lines().next().unwrap_or_default();
    let comment = line.trim_start_matches([' ', '\t']);
    // Comments start with a space or a row of signs, and text with a number or a tag does not.
    if comment.len() < line.len()
        && comment.strip_prefix('#').is_some_and(|c| c.starts_with(char::is_alphanumeric))
    {
        let start = text.len() - rest.len() + line.len() - comment.len();
        let end = start + comment.trim_end().len();
        warnings.push(
            Diagnostic::warning(
                "lost-to-comment",
                "`#` after a space starts a comment: the rest of the line is ignored",
            )
            .at(Span::new(id, start..end))
            .hint("quote the value if this is part of it; otherwise put a space after `#`"),
        );
    }
    warnings
}
