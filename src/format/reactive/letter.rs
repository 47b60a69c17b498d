//! Reads cover letters, which are sections in version 5.

use crate::resume::{Letter, Resume, SectionKind, Text};
use crate::source::{Node, Path};

use super::Reader;
use super::sections::{Found, text_section};

/// Maximum length of a salutation or closing.
const SHORT: usize = 60;

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
            split(&content, name.as_deref(), &mut letter);
            resume.letter = Some(letter);
        }
    }
}

/// Splits off salutation and closing from a body.
fn split(content: &str, name: Option<&str>, letter: &mut Letter) {
    let mut paragraphs: Vec<&str> = content.split("\n\n").collect();
    let is_short = |text: &str| text.chars().count() <= SHORT && !text.starts_with("- ");
    if paragraphs.len() > 1 && is_short(paragraphs[0]) && paragraphs[0].ends_with([',', ':', '!']) {
        letter.salutation = Some(Text::from(paragraphs.remove(0)));
    }
    // Themes print the name below the closing.
    let is_name = |text: &str| Some(text.trim()) == name;
    if paragraphs.len() > 1 && paragraphs.last().is_some_and(|last| is_name(last)) {
        paragraphs.pop();
    }
    if paragraphs.len() > 1 {
        let lines: Vec<&str> = paragraphs[paragraphs.len() - 1]
            .lines()
            .map(|line| line.trim_end_matches('\\'))
            .collect();
        let closing = match lines.as_slice() {
            [closing] if closing.ends_with(',') && is_short(closing) => Some(*closing),
            [closing, last] if is_name(last) && is_short(closing) => Some(*closing),
            _ => None,
        };
        if let Some(closing) = closing {
            letter.closing = Some(Text::from(closing));
            paragraphs.pop();
        }
    }
    letter.body = Some(Text::from(paragraphs.join("\n\n")));
}
