//! Plans the header of the first page, and letters.

use serde::Serialize;

use super::Planner;
use super::block::Block;
use super::text::{Text, chars};
use crate::view::{self, Image, Inline};

/// Maximum characters of a contact that is kept on one line.
const LONGEST_WHOLE: usize = 48;
/// Maximum characters of a number or e-mail address that is kept on one line.
const LONGEST_NUMBER: usize = 40;
/// Maximum characters of an address line that cannot stand alone, such as a country code.
const SHORTEST_LINE: usize = 3;
/// Maximum characters of two address lines that share one: `Bergen, Norway`.
const SHORTEST_PAIR: usize = 22;

/// Width of an icon and the space after it in ems.
const ICON: f64 = 1.2;

/// Name, headline and contacts.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Header<'v> {
    pub name: Text,
    pub label: Option<Text>,
    pub image: Option<&'v Image>,
    pub contacts: Vec<Contact<'v>>,
    /// Pronouns, birth, nationality and other facts.
    pub details: Vec<Text>,
}

/// A contact.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Contact<'v> {
    pub icon: &'v str,
    pub url: Option<&'v str>,
    /// Label and text on one line.
    pub text: Text,
    /// The same for a column, with the lines of an address below each other.
    pub lines: Vec<Text>,
}

/// A cover letter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Letter<'v> {
    pub recipient: Vec<Text>,
    pub place_and_date: Option<Text>,
    pub subject: Option<Text>,
    /// Heading level of the subject.
    pub subject_level: u8,
    pub salutation: Option<Text>,
    pub body: Vec<Block>,
    pub closing: Option<Text>,
    pub signature: Option<&'v Image>,
    pub name: Text,
    pub enclosures: Option<Text>,
    pub postscript: Option<Text>,
}

impl Planner<'_> {
    pub(super) fn header<'v>(&self, header: &'v view::Header) -> Header<'v> {
        Header {
            name: self.rules.heading(&header.name),
            label: header.label.as_ref().map(|label| self.text(label)),
            image: header.image.as_ref(),
            contacts: header.contacts.iter().map(|contact| self.contact(contact)).collect(),
            details: header.details.iter().map(|detail| self.fact(detail)).collect(),
        }
    }

    fn contact<'v>(&self, contact: &'v view::Contact) -> Contact<'v> {
        let label = contact.label.as_ref().filter(|label| !label.is_empty());
        let length = label.into_iter().chain(&contact.lines).map(chars).sum::<usize>();
        let is_number = matches!(contact.kind, "phone" | "fax" | "email");
        // Longer ones may break before `@` or a dot; unbroken they would overflow narrow columns.
        let is_whole = |line: &Inline| is_number && chars(line) <= LONGEST_NUMBER;
        let line =
            |line: &Inline| if is_whole(line) { self.text(line).whole() } else { self.text(line) };
        let labelled = |line: Text| match label {
            Some(label) => {
                let mut text = self.text(label);
                text.push_str(" ");
                text.push(line);
                text
            }
            None => line,
        };
        let text = labelled(self.join(contact.lines.iter().map(line), &self.words.part_separator));
        let narrow = self.settings.narrow.map(|width| self.rules.within(width - ICON));
        let in_column = |inline: &Inline| match narrow {
            Some(rules) if contact.kind == "location" => rules.text(inline).in_parts(rules),
            Some(rules) if is_number => rules.whole(rules.text(inline)),
            Some(rules) if !inline.text().contains(char::is_whitespace) => {
                rules.address(rules.text(inline))
            }
            Some(rules) => rules.text(inline),
            None => line(inline),
        };
        let mut lines: Vec<Text> = Vec::new();
        for line_of in &contact.lines {
            match lines.last_mut() {
                Some(last)
                    if chars(line_of) <= SHORTEST_LINE
                        || last.text().chars().count() + 2 + chars(line_of) <= SHORTEST_PAIR =>
                {
                    last.push_str(&self.words.part_separator);
                    last.push(in_column(line_of));
                }
                None => lines.push(labelled(in_column(line_of))),
                Some(_) => lines.push(in_column(line_of)),
            }
        }
        let text = if length < LONGEST_WHOLE { text.whole() } else { text };
        Contact { icon: contact.icon, url: contact.url.as_deref(), text, lines }
    }

    pub(super) fn letter<'v>(&self, letter: &'v view::Letter) -> Letter<'v> {
        let text = |inline: &Option<Inline>| inline.as_ref().map(|inline| self.text(inline));
        let enclosures = (!letter.enclosures.is_empty()).then(|| {
            let mut line = self.text(&letter.enclosures_label);
            line.push_str(&self.words.label_separator);
            line.push(self.join(
                letter.enclosures.iter().map(|it| self.text(it)),
                &self.words.list_separator,
            ));
            line
        });
        Letter {
            recipient: letter.recipient.iter().map(|line| self.text(line)).collect(),
            place_and_date: text(&letter.place_and_date),
            subject: letter.subject.as_ref().map(|subject| self.rules.heading(subject)),
            subject_level: self.section_level,
            salutation: text(&letter.salutation),
            body: self.blocks(&letter.body),
            closing: text(&letter.closing),
            signature: letter.signature.as_ref(),
            name: self.text(&letter.name),
            enclosures,
            postscript: text(&letter.postscript),
        }
    }
}
