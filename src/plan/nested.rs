//! Nested highlights in the line of theirs, on tightened pages.

use super::Planner;
use super::keyword::is_list;
use super::text::Text;
use crate::view::{self, Highlight};

/// Maximum characters of a highlight with the nested ones: about two lines, the least that a list
/// takes.
const LONGEST: usize = 190;

/// Ends of sentences and of parts of one.
const STOPS: [char; 17] =
    ['.', ',', ';', '!', '?', '…', '。', '，', '；', '！', '？', '、', '؟', '،', '؛', '۔', '।'];

/// Signs that may follow the end of a sentence.
const CLOSING: [char; 8] = ['”', '“', '"', '»', '’', ')', '」', '』'];

const COLONS: [char; 2] = [':', '：'];

impl Planner<'_> {
    /// Returns a highlight with its nested ones as a line: `Rescue: on water, in confined spaces`.
    /// `None` unless all are short texts without a stop at the end.
    ///
    /// Adding text never turns a list into a line, so that more data never take less space.
    pub(super) fn with_nested(&self, line: &Text, nested: &[Highlight]) -> Option<Text> {
        if !self.settings.nested_in_line || self.rules.is_narrow() || nested.is_empty() {
            return None;
        }
        let bodies = nested.iter().map(plain_body).collect::<Option<Vec<_>>>()?;
        let texts: Vec<_> = bodies.iter().map(|body| body.text()).collect();
        let own = line.text();
        let has_parts = own.trim_end_matches(COLONS).contains(COLONS) || own.contains(". ");
        let mut before_last = texts.iter().rev().skip(1);
        if has_parts || is_stopped(&own) || before_last.any(|text| is_stopped(text)) {
            return None;
        }
        let comma = self.words.list_separator.as_str();
        let is_divided =
            |text: &String| is_list(text, comma) || text.contains([':', '：', ';', '；', '؛']);
        let separator = self.list_separator(texts.iter().any(is_divided));
        let mut line = line.clone();
        line.push_str(match own.chars().next_back() {
            Some(':') => " ",
            Some('：') => "",
            _ => &self.words.label_separator,
        });
        for (i, body) in bodies.into_iter().enumerate() {
            if i > 0 {
                line.push_str(&separator);
            }
            line.push(self.text(body));
        }
        Some(line.without_runt()).filter(|line| line.chars() <= LONGEST)
    }
}

fn is_stopped(text: &str) -> bool {
    text.trim_end_matches(CLOSING).ends_with(STOPS)
}

/// Returns the text of a highlight that is nothing else.
fn plain_body(highlight: &Highlight) -> Option<&view::Inline> {
    match (&highlight.title, &highlight.body[..], &highlight.highlights[..]) {
        (None, [view::Block::Paragraph { body }], []) => Some(body),
        _ => None,
    }
}
