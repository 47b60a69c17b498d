//! Texts that stand for missing ones.

/// Words for a datum that does not exist.
const ABSENT: [&str; 8] = ["n/a", "na", "n.a", "null", "none", "nil", "nan", "undefined"];

/// Words for a datum that is still to be written.
const UNWRITTEN: [&str; 10] = [
    "todo",
    "to do",
    "to-do",
    "fixme",
    "tbd",
    "tba",
    "tbc",
    "to be determined",
    "to be announced",
    "to be confirmed",
];

/// Prefixes of notes about a text that is still to be written.
const NOTES: [&str; 4] = ["TODO:", "FIXME:", "TBD:", "XXX:"];

/// Returns whether a text stands for an absent datum: a dash, `N/A`, `null`.
pub(crate) fn stands_for_nothing(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let is_dash = !text.is_empty() && text.chars().all(|c| "-–—―−".contains(c));
    is_dash || ABSENT.contains(&text.trim_end_matches('.'))
}

/// Returns whether a text is a placeholder, such as `TBD`, `N/A` or a dash.
pub(super) fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_matches(['[', ']', '(', ')', '<', '>', '{', '}', '.', '…', ' ']);
    let has_only_signs = !text.is_empty() && text.chars().all(|c| ".…?_".contains(c));
    has_only_signs
        || stands_for_nothing(text)
        || UNWRITTEN.contains(&bare.to_lowercase().as_str())
        || NOTES.iter().any(|note| bare.starts_with(note))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_recognised_as_a_whole() {
        for text in ["TBD", " n/a ", "-", "—", "…", "???", "[todo]", "TODO: write this", "tbc."]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "Todo lists", "TODO app", "Nadia", "C", "- one", "N/A for Bonn", "ToDo!"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }
}
