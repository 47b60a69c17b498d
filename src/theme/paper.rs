/// Width and height of the paper sizes in points.
const PAPERS: [(&str, f64, f64); 5] = [
    ("a4", mm(210.0), mm(297.0)),
    ("a5", mm(148.0), mm(210.0)),
    ("us-letter", 612.0, 792.0),
    ("us-legal", 612.0, 1008.0),
    ("us-executive", 522.0, 756.0),
];

/// Converts millimetres to points.
pub const fn mm(millimetres: f64) -> f64 {
    millimetres * 72.0 / 25.4
}

/// Returns the names of all paper sizes.
pub fn paper_names() -> impl Iterator<Item = &'static str> {
    PAPERS.iter().map(|(name, ..)| *name)
}

/// Returns the canonical name of a paper size; `letter` is an alias of `us-letter`.
pub fn paper_name(name: &str) -> &str {
    if name.eq_ignore_ascii_case("letter") {
        return "us-letter";
    }
    paper_names().find(|paper| paper.eq_ignore_ascii_case(name)).unwrap_or(name)
}

/// Returns width and height of a paper size in points; `None` if the name is unknown.
pub fn paper_size(name: &str) -> Option<(f64, f64)> {
    let found = PAPERS.iter().find(|(paper, ..)| *paper == name);
    found.map(|(_, width, height)| (*width, *height))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{OptionKind, Theme};

    #[test]
    fn every_paper_option_has_a_size() {
        let theme = Theme::embedded("plain").expect("a theme");
        let spec = theme.options.iter().find(|spec| spec.name == "paper").expect("an option");
        let OptionKind::Choice(papers) = &spec.kind else { panic!("{spec:?}") };
        assert!(papers.iter().all(|paper| paper_size(paper).is_some()), "{papers:?}");
        assert_eq!(papers.len(), PAPERS.len());
    }

    #[test]
    fn names_of_paper_sizes_may_be_capitalised() {
        assert_eq!((paper_name("A4"), paper_name("Letter")), ("a4", "us-letter"));
        assert_eq!(paper_name("poster"), "poster");
    }
}
