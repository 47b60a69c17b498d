//! Warning for text outside its column.

use typst_layout::PagedDocument;

use super::origins::{Word, bare_words, words};
use crate::diagnostic::{Diagnostic, listed};
use crate::theme::Options;
use crate::view::View;

/// Permitted overhang as a share of the text height, for hanging punctuation and italics.
const SLACK: f64 = 0.5;

/// Maximum difference of the baselines of overlapping words as a share of the text height.
const SAME_LINE: f64 = 0.3;

/// Maximum number of further words in a message.
const MOST_LISTED: usize = 3;

/// Maximum number of characters shown of a word.
const SHOWN: usize = 40;

/// Returns a warning if text runs out of the page's margins, off the sheet, or over other text.
pub fn overflow(document: &PagedDocument, options: &Options, view: &View) -> Option<Diagnostic> {
    let found = outside(document, options);
    // Finding the data of the words is expensive.
    let all = if found.is_empty() { return None } else { words(document, view) };
    let mut named: Vec<String> = Vec::new();
    for at in &found {
        let word = shortened(&all[*at].text);
        if !named.contains(&word) {
            named.push(word);
        }
    }
    let first = &all[found[0]];
    let message = format!("`{}` overflows its column on page {}", named.first()?, first.page + 1);
    let mut warning = Diagnostic::warning("overflow", message);
    if let Some(path) = &first.path {
        warning = warning.on(path);
    }
    let warning =
        warning.hint("shorten it, add a space or a hyphen, or choose a theme with wider columns");
    let others = named[1..].iter().map(|word| format!("`{word}`"));
    Some(match listed(others, MOST_LISTED) {
        none if none.is_empty() => warning,
        others => warning.hint(format!("also: {others}")),
    })
}

/// Returns the indices of the words outside their columns, in reading order.
fn outside(document: &PagedDocument, options: &Options) -> Vec<usize> {
    let words = bare_words(document);
    let margin = |name: &str| options.points(name).unwrap_or(0.0);
    // Themes mirror the margins for right-to-left languages.
    let side = margin("margin-left").min(margin("margin-right"));
    let leaves = |word: &Word| {
        let frame = &document.pages()[word.page].frame;
        let (width, height) = (frame.width().to_pt(), frame.height().to_pt());
        let slack = SLACK * (word.bottom - word.top);
        // Text entirely inside the margin is there on purpose.
        let crosses = |edge: f64| word.left < edge - slack && word.right > edge + slack;
        let is_off = word.left < 0.0 || word.right > width || word.baseline > height;
        is_off || crosses(width - side) || crosses(side)
    };
    let mut found: Vec<usize> = (0..words.len()).filter(|at| leaves(&words[*at])).collect();
    found.extend(over_others(&words));
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns the indices of words that overlap others.
fn over_others(words: &[Word]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (&words[*a], &words[*b]);
        a.page.cmp(&b.page).then(a.baseline.total_cmp(&b.baseline))
    });
    let mut found = Vec::new();
    for (index, at) in order.iter().enumerate() {
        let word = &words[*at];
        let height = word.bottom - word.top;
        let near = order[index + 1..].iter().take_while(|other| {
            let other = &words[**other];
            other.page == word.page && other.baseline - word.baseline < SAME_LINE * height
        });
        for other_at in near {
            let other = &words[*other_at];
            let shared = word.right.min(other.right) - word.left.max(other.left);
            if shared > SLACK * height.min(other.bottom - other.top) {
                // The longer word is the one that does not fit.
                let is_longer = word.right - word.left >= other.right - other.left;
                found.push(if is_longer { *at } else { *other_at });
            }
        }
    }
    found
}

fn shortened(word: &str) -> String {
    if word.chars().count() <= SHOWN {
        return word.to_owned();
    }
    format!("{}…", word.chars().take(SHOWN).collect::<String>())
}
