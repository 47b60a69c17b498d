//! Converts plain text of a profile to markup.

use crate::markup::escape;
use crate::resume::Text;

/// Characters typed as bullets.
const BULLETS: [char; 12] = ['•', '●', '▪', '■', '◦', '‣', '·', '∙', '►', '▶', '➢', '✓'];

/// Escapes one line.
pub(super) fn line(text: &str) -> Text {
    Text::from(escape(&unescape(text).split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// Converts several lines to paragraphs and list items.
pub(super) fn paragraphs(text: &str) -> String {
    let lines = unescape(text);
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let mut out = String::new();
    let mut was_point = false;
    for line in lines {
        let point = point(line);
        if !out.is_empty() {
            out.push_str(if was_point && point.is_some() { "\n" } else { "\n\n" });
        }
        match point {
            Some(text) => out.push_str(&format!("- {}", escape(text))),
            None => out.push_str(&escape(line)),
        }
        was_point = point.is_some();
    }
    out
}

/// Separates prose from the list after it.
///
/// If prose follows a list item, the text is not split.
pub(super) fn description(text: &str) -> (Option<String>, Vec<String>) {
    let lines = unescape(text);
    let lines: Vec<&str> = lines.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let first = lines.iter().position(|line| point(line).is_some()).unwrap_or(lines.len());
    let (prose, points) = lines.split_at(first);
    let points: Vec<&str> = points.iter().filter_map(|line| point(line)).collect();
    if points.len() < lines.len() - first {
        return (Some(paragraphs(text)), Vec::new());
    }
    let summary = paragraphs(&prose.join("\n"));
    ((!summary.is_empty()).then_some(summary), points.into_iter().map(escape).collect())
}

/// Returns the text after a bullet.
fn point(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(BULLETS);
    let rest = rest.or_else(|| ["- ", "– ", "— ", "* "].iter().find_map(|m| line.strip_prefix(m)));
    rest.map(str::trim).filter(|text| !text.is_empty())
}

/// Decodes character references, which some exports contain.
fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_after_prose_become_highlights() {
        let (summary, points) =
            description("Led the team.\n\n• Cut costs *a lot*\n•Shipped &amp; sold\n");
        assert_eq!(summary.as_deref(), Some("Led the team."));
        assert_eq!(points, ["Cut costs \\*a lot\\*", "Shipped & sold"]);
    }

    #[test]
    fn bullets_followed_by_prose_stay_in_the_summary() {
        let (summary, points) = description("First.\n- one\n- two\nLast.");
        assert_eq!(summary.as_deref(), Some("First.\n\n- one\n- two\n\nLast."));
        assert_eq!(points, Vec::<String>::new());
    }

    #[test]
    fn line_breaks_are_kept() {
        assert_eq!(paragraphs("a\nb\n\nc"), "a\n\nb\n\nc");
    }
}
