use super::View;
use super::walk::{ViewText, each_text};
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
            ViewText::Inline(text) => secrets.are_in_inline(text),
            ViewText::Plain(text) | ViewText::Hidden(text) => secrets.are_in(text),
        };
        if leaks && !paths.contains(path) {
            paths.push(path.clone());
        }
    });
    paths
}
