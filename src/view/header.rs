use super::writer::Writer;
use super::{Detail, Header, Image, Inline};
use crate::locale::Word;
use crate::resume::{Basics, Text};

impl Writer<'_> {
    /// Returns the header: name, headline and contacts.
    pub(super) fn header(&mut self, basics: &Basics) -> Header {
        let name = self.heading(basics.name.as_ref()).unwrap_or_default();
        let mut details = Vec::new();
        let mut push = |kind, word, value: Option<Inline>| {
            if let Some(value) = value {
                let path = basics.path.key(kind);
                details.push(Detail { path, kind, label: self.word(word), values: vec![value] });
            }
        };
        let line = |text: &Option<Text>| self.some_line(text.as_ref());
        push("pronouns", Word::Pronouns, line(&basics.pronouns));
        if self.options.personal_details {
            let birth = basics.birth.as_ref().map(|date| self.verbatim(&self.full_date(date)));
            push("birth", Word::Born, birth);
            push("nationality", Word::Nationality, line(&basics.nationality));
        }
        let home = self.home.clone();
        let mut contacts = Vec::with_capacity(basics.contacts.len());
        for contact in &basics.contacts {
            contacts.extend(self.contact(contact, home.as_deref()));
            details.extend(self.extra_details(&contact.item.extra));
        }
        details.extend(self.extra_details(&basics.extra));
        let image = self.options.image.clone().map(|file| Image {
            path: basics.path.key("image"),
            file,
            alt: self.locale.phrase(Word::Photo, &[("name", &name.text())]),
        });
        Header {
            path: basics.path.clone(),
            label: self.some_line(basics.label.as_ref()),
            name,
            image,
            contacts,
            details,
        }
    }
}
