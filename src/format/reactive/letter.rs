//! Reads cover letters, which are sections in version 5.

use crate::resume::{Letter, Resume, SectionKind, Text};
use crate::source::{Node, Path};

use super::Reader;
use super::sections::{Found, text_section};

impl Reader<'_> {
    /// Reads letters: the first becomes the letter of the résumé, others are printed as sections.
    pub(super) fn letters(
        &mut self,
        items: Option<&Node>,
        at: &Path,
        resume: &mut Resume,
        found: &mut Vec<Found>,
    ) {
        let Some(items) = items else { return };
        for (index, node) in self.nodes(items, at).iter().enumerate() {
            let at = at.index(index);
            if self.is_hidden(node, &at, node.span) {
                continue;
            }
            let mut text = |key: &str| self.prose(node.get(key)?, &at.key(key));
            let (recipient, content) = (text("recipient"), text("content"));
            let Some(content) = content else { continue };
            if resume.letter.is_some() {
                let texts: Vec<String> = recipient.into_iter().chain([content]).collect();
                let section = text_section(&at, SectionKind::Text, texts.join("\n\n"));
                found.push(Found::new("", section));
                continue;
            }
            let mut letter = Letter { path: at.clone(), ..Letter::default() };
            let lines = recipient.iter().flat_map(|text| text.lines());
            letter.recipient = lines
                .map(|line| line.trim_end_matches('\\').trim())
                .filter(|line| !line.is_empty())
                .map(Text::from)
                .collect();
            let name = resume.basics.name.as_ref().map(|name| name.as_str().to_owned());
            letter.body = Some(Text::from(content));
            letter.split_body(name.as_deref(), "", &[]);
            resume.letter = Some(letter);
        }
    }
}
