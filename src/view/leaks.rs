use super::walk::{ViewText, each_text};
use super::{Inline, Run, View};
use crate::path::Path;
use crate::tailor::Secrets;

/// Returns the paths of data in a view that contain a redacted text; the root path for document
/// metadata.
pub fn leaks(view: &View, secrets: &Secrets) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    if secrets.is_empty() {
        return paths;
    }
    each_text(view, &mut |path, text| {
        let leaks = match text {
            ViewText::Inline(text) => secrets.are_in(&text.text()) || is_in_a_run(text, secrets),
            ViewText::Plain(text) | ViewText::Hidden(text) => secrets.are_in(text),
        };
        if leaks && !paths.contains(path) {
            paths.push(path.clone());
        }
    });
    paths
}

/// Searches each run on its own, and the targets of links.
fn is_in_a_run(text: &Inline, secrets: &Secrets) -> bool {
    text.0.iter().any(|run| match run {
        Run::Text(text) | Run::Code(text) => secrets.are_in(text),
        Run::Link { url, body } => secrets.are_in(url) || is_in_a_run(body, secrets),
        Run::Strong(body) | Run::Emphasis(body) | Run::Foreign { body, .. } => {
            is_in_a_run(body, secrets)
        }
        Run::Break => false,
    })
}
