//! Lists of names in messages.

use std::fmt::Display;

use super::Diagnostic;
use crate::path::Path;

/// Lists items in a sentence: `a`, `a and b`, `a, b and c`. If there are more than `most`, the
/// others are only counted: `a, b and 3 more`.
pub fn listed<T: Display>(items: impl IntoIterator<Item = T>, most: usize) -> String {
    let mut items = items.into_iter();
    let mut named: Vec<String> = items.by_ref().take(most).map(|item| item.to_string()).collect();
    let last = match items.count() {
        0 => named.pop().unwrap_or_default(),
        more => format!("{more} more"),
    };
    if named.is_empty() { last } else { format!("{} and {last}", named.join(", ")) }
}

impl Diagnostic {
    /// Adds a hint with further places of the same problem, if there are any.
    #[must_use]
    pub fn also_in<'p>(self, others: impl IntoIterator<Item = &'p Path>, most: usize) -> Self {
        let others = others.into_iter().map(|path| format!("`{path}`"));
        match listed(others, most) {
            none if none.is_empty() => self,
            others => self.hint(format!("also in {others}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_beyond_the_maximum_are_only_counted() {
        let list = |count| listed(["a", "b", "c", "d"].into_iter().take(count), 2);
        assert_eq!(
            [0, 1, 2, 3, 4].map(list),
            ["", "a", "a and b", "a, b and 1 more", "a, b and 2 more"]
        );
        assert_eq!(listed(["a", "b", "c"], 3), "a, b and c");
    }

    #[test]
    fn a_problem_in_a_single_place_gets_no_hint() {
        let problem = || Diagnostic::warning("shape", "odd");
        assert_eq!(problem().also_in([], 4), problem());
        let path = Path::ROOT.key("work").index(1);
        assert_eq!(problem().also_in([&path], 4).hints, ["also in `work[1]`"]);
    }
}
