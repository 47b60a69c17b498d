use super::walk::each_inline;
use super::{Inline, Run, View};
use crate::markup::link;

/// Makes the target of each link visible on paper: in parentheses after a text that does not
/// include it, or instead of a user name.
pub fn show_targets(view: &mut View) {
    for contact in &mut view.header.contacts {
        // E-mail addresses and telephone numbers of contacts are always displayed.
        if let Some(url) = contact.url.as_deref().filter(|url| is_web(url))
            && !contact.lines.iter().any(|line| link::is_shown(url, &line.text()))
        {
            contact.lines = vec![Inline::plain(link::shown(url))];
        }
    }
    each_inline(view, &mut inline);
}

fn inline(text: &mut Inline) {
    let mut runs = Vec::with_capacity(text.0.len());
    for mut run in std::mem::take(&mut text.0) {
        match &mut run {
            Run::Strong(body) | Run::Emphasis(body) | Run::Foreign { body, .. } => inline(body),
            Run::Text(_) | Run::Code(_) | Run::Link { .. } | Run::Break => {}
        }
        let hidden = match &run {
            Run::Link { url, body } if !link::is_shown(url, &body.text()) => aside(url),
            _ => Vec::new(),
        };
        runs.push(run);
        runs.extend(hidden);
    }
    text.0 = runs;
}

/// Returns the target in parentheses, as a separate run that may break like a URL.
fn aside(url: &str) -> Vec<Run> {
    [" (", link::shown(url), ")"].map(|text| Run::Text(text.to_owned())).to_vec()
}

fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(body: &str, url: &str) -> Inline {
        Inline(vec![Run::Link { url: url.to_owned(), body: Inline::plain(body) }])
    }

    #[test]
    fn a_link_target_is_appended_to_text_that_does_not_include_it() {
        for (body, url, printed) in [
            ("my talk", "https://example.org/talk", "my talk (example.org/talk)"),
            ("example.org/talk", "https://example.org/talk", "example.org/talk"),
            ("write", "mailto:a@example.org", "write (a@example.org)"),
            ("the office", "tel:+14065550117", "the office (+14065550117)"),
            ("(406) 555-0117", "tel:+14065550117", "(406) 555-0117"),
            ("+49 (0)30 12345", "tel:+493012345", "+49 (0)30 12345"),
            ("A@Mill.example", "mailto:a@mill.example", "A@Mill.example"),
            ("Ada", "mailto:a@mill.example?subject=Hi", "Ada (a@mill.example)"),
            ("05323 555017", "tel:+495323555017", "05323 555017"),
            ("since 2019", "tel:+495323552019", "since 2019 (+495323552019)"),
        ] {
            let mut text = linked(body, url);
            inline(&mut text);
            assert_eq!(text.text(), printed);
        }
    }
}
