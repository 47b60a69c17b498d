//! Reads `letter`, a cover letter in the same design.

use crate::resume::Letter;
use crate::source::{Node, Path};

use super::keys::LETTER;
use crate::format::decode::Decoder;
use crate::format::native::keys::names;

impl Decoder<'_> {
    pub(super) fn letter(&mut self, node: &Node, at: &Path) -> Option<Letter> {
        let members = self.map(node, at, "a mapping")?;
        let mut letter = Letter { path: at.clone(), ..Letter::default() };
        for member in members {
            let at = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "recipient" => letter.recipient = self.text_lines(node, &at),
                "place" => letter.place = self.text(node, &at),
                // The default is the date of the build.
                "date"
                    if node.as_text().is_some_and(|t| t.trim().eq_ignore_ascii_case("today")) => {}
                "date" => letter.date = self.date(node, &at),
                "subject" => letter.subject = self.text(node, &at),
                "salutation" => letter.salutation = self.text(node, &at),
                "body" => letter.body = self.text(node, &at),
                "closing" => letter.closing = self.text(node, &at),
                "signature" => letter.signature = self.plain(node, &at),
                "enclosures" => letter.enclosures = self.text_lines(node, &at),
                "postscript" => letter.postscript = self.text(node, &at),
                "details" => self.details(node, &at, &mut letter.extra),
                _ => self.unknown(member, &at, names(&[LETTER]), &mut letter.extra),
            }
        }
        Some(letter)
    }
}
