use super::walk::each_inline;
use super::{Inline, Run, View};
use crate::markup::link;

/// Makes the target of each link visible on paper: in parentheses after a text that does not
/// include it, or instead of a user name.
pub fn show_targets(view: &mut View) {
    for contact in &mut view.header.contacts {
        let target = contact.url.as_deref().filter(|url| is_web(url)).map(link::shown);
        if let Some(target) = target
            && !contact.lines.iter().any(|line| names(line, target))
        {
            contact.lines = vec![Inline::plain(target)];
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
            Run::Link { url, body } if is_web(url) && !names(body, link::shown(url)) => aside(url),
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

/// E-mail addresses and telephone numbers are already readable on paper.
fn is_web(url: &str) -> bool {
    url.starts_with("http://") || url.starts_with("https://")
}

/// Returns whether a text includes the target of its link.
fn names(text: &Inline, target: &str) -> bool {
    text.text().contains(target)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(body: &str, url: &str) -> Inline {
        Inline(vec![Run::Link { url: url.to_owned(), body: Inline::plain(body) }])
    }

    #[test]
    fn a_link_target_is_appended_to_text_that_does_not_contain_it() {
        let mut text = linked("my talk", "https://example.org/talk");
        inline(&mut text);
        assert_eq!(text.text(), "my talk (example.org/talk)");
    }

    #[test]
    fn visible_link_targets_and_mail_links_are_unchanged() {
        for (body, url) in
            [("example.org/talk", "https://example.org/talk"), ("mail", "mailto:a@example.org")]
        {
            let mut text = linked(body, url);
            inline(&mut text);
            assert_eq!(text.text(), body);
        }
    }
}
