//! Nested highlights in the line of theirs, on tightened pages.

use super::Planner;
use super::block::Block;
use super::keyword::is_list;
use super::text::Text;
use crate::view::{self, Highlight};

/// Characters of a line.
const LINE: usize = 95;

/// Maximum lines of a highlight with the nested ones.
const MOST_LINES: usize = 2;

/// Ends of sentences and of parts of one.
const STOPS: [char; 12] = ['.', ',', ';', '!', '?', '…', '。', '，', '；', '！', '？', '、'];

impl Planner<'_> {
    /// Appends nested highlights to the line of theirs: `Rescue: on water, in confined spaces`. Returns
    /// those that have lines of their own: all, unless they are short texts without a stop at the end.
    pub(super) fn nested_in_line<'h>(
        &self,
        blocks: &mut [Block],
        nested: &'h [Highlight],
    ) -> &'h [Highlight] {
        if let (true, [Block::Paragraph { body }]) = (self.settings.nested_in_line, blocks)
            && let Some(line) = self.with_nested(body, nested)
        {
            *body = line.without_runt();
            return &[];
        }
        nested
    }

    fn with_nested(&self, line: &Text, nested: &[Highlight]) -> Option<Text> {
        let bodies = nested.iter().map(plain_body).collect::<Option<Vec<_>>>()?;
        let texts: Vec<_> = bodies.iter().map(|body| body.text()).collect();
        let own = line.text();
        let before_last = texts.iter().rev().skip(1).map(String::as_str);
        if bodies.is_empty() || before_last.chain([own.as_str()]).any(|text| text.ends_with(STOPS))
        {
            return None;
        }
        let comma = self.words.list_separator.as_str();
        let is_divided = |text: &String| is_list(text, comma) || text.contains([':', '：', ';']);
        let separator = self.list_separator(texts.iter().any(is_divided));
        let mut line = line.clone();
        line.push_str(if own.ends_with([':', '：']) { " " } else { &self.words.label_separator });
        for (i, body) in bodies.into_iter().enumerate() {
            if i > 0 {
                line.push_str(&separator);
            }
            line.push(self.text(body));
        }
        let lines = line.chars().div_ceil(LINE);
        Some(line).filter(|_| lines <= MOST_LINES.min(nested.len()))
    }
}

/// Returns the text of a highlight that is nothing else.
fn plain_body(highlight: &Highlight) -> Option<&view::Inline> {
    match highlight {
        Highlight { title: None, body, highlights, .. } if highlights.is_empty() => match &body[..]
        {
            [view::Block::Paragraph { body }] => Some(body),
            _ => None,
        },
        _ => None,
    }
}
