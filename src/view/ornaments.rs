//! Removes decorative characters that the fonts of a page lack.

use unicode_segmentation::UnicodeSegmentation;

use super::walk::each_inline;
use super::{Inline, Run, View};

/// Returns a view without the given characters and without the blanks and separators that become redundant.
///
/// A text that would become empty keeps them, because there they carry meaning.
pub fn without_ornaments(view: &View, ornaments: &[char]) -> View {
    let mut view = view.clone();
    each_inline(&mut view, &mut |inline| {
        let text = inline.text();
        if text.contains(ornaments) {
            let mut plainer = inline.clone();
            remove(&mut plainer, ornaments, &mut true);
            let last = text.trim_end().graphemes(true).next_back();
            if last.is_some_and(|last| last.contains(ornaments)) {
                trim_end(&mut plainer, &[' ', ',', ';', '·', '|', '/']);
            } else {
                trim_end(&mut plainer, &[' ']);
            }
            if !plainer.text().trim().is_empty() {
                *inline = plainer;
            }
        }
    });
    view
}

/// Removes the characters; `after_blank` is true at the start of a text and after a blank.
fn remove(inline: &mut Inline, ornaments: &[char], after_blank: &mut bool) {
    for run in &mut inline.0 {
        match run {
            Run::Text(text) | Run::Code(text) => {
                let mut kept = String::with_capacity(text.len());
                for cluster in text.graphemes(true).filter(|it| !it.contains(ornaments)) {
                    let is_blank = cluster == " ";
                    if !(is_blank && *after_blank) {
                        kept.push_str(cluster);
                    }
                    *after_blank = is_blank;
                }
                *text = kept;
            }
            Run::Strong(body)
            | Run::Emphasis(body)
            | Run::Link { body, .. }
            | Run::Foreign { body, .. } => remove(body, ornaments, after_blank),
            Run::Break => *after_blank = true,
        }
    }
}

fn trim_end(inline: &mut Inline, signs: &[char]) {
    if let Some(Run::Text(text)) = inline.0.last_mut() {
        text.truncate(text.trim_end_matches(signs).len());
    }
}
