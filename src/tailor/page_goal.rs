use crate::diagnostic::Diagnostic;

/// The wanted number of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageGoal {
    /// As many pages as the design needs, or one fewer if the last page is nearly empty and small
    /// changes suffice.
    #[default]
    Economical,
    /// As many pages as the design needs.
    AsDesigned,
    Range(PageRange),
}

/// Minimum and maximum number of pages: `1`, `1-2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageRange {
    pub min: usize,
    pub max: usize,
}

/// Name of [`PageGoal::AsDesigned`].
pub const AS_DESIGNED: &str = "as-designed";

/// Largest accepted number of pages; more is a typing error.
const MOST_PAGES: usize = 200;

impl PageGoal {
    /// Parses a number of pages, a range, or `as-designed`.
    ///
    /// Returns an error for any other text.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        if text.trim() == AS_DESIGNED {
            return Ok(Self::AsDesigned);
        }
        let (min, max) = text.split_once(['-', '–']).unwrap_or((text, text));
        match (min.trim().parse(), max.trim().parse()) {
            (Ok(min), Ok(max)) if 1 <= min && min <= max && max <= MOST_PAGES => {
                Ok(Self::Range(PageRange { min, max }))
            }
            (Ok(min), Ok(max)) if min <= max && max > MOST_PAGES => {
                let message = format!("`{text}` is more than {MOST_PAGES} pages");
                Err(Diagnostic::error("pages", message).hint(format!("write at most {MOST_PAGES}")))
            }
            _ => Err(Diagnostic::error("pages", format!("`{text}` is not a number of pages"))
                .hint(format!("write `1`, `1-2` for one or two, or `{AS_DESIGNED}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_many_pages_have_their_own_message() {
        let message = |text: &str| PageGoal::parse(text).unwrap_err().message;
        assert_eq!(message("500"), "`500` is more than 200 pages");
        assert_eq!(message("3-2"), "`3-2` is not a number of pages");
    }

    #[test]
    fn page_goals_are_parsed() {
        let range = |min, max| PageGoal::Range(PageRange { min, max });
        for (text, goal) in [
            ("1", range(1, 1)),
            (" 2 ", range(2, 2)),
            ("1-2", range(1, 2)),
            ("3 – 3", range(3, 3)),
            ("as-designed", PageGoal::AsDesigned),
        ] {
            assert_eq!(PageGoal::parse(text).expect(text), goal);
        }
        for text in ["", "0", "2-1", "one", "1-", "-1", "1-2-3", "1000", "designed"] {
            assert!(PageGoal::parse(text).is_err(), "{text}");
        }
    }
}
