//! Reads publications, referees, memberships, interests, awards and clearances.

use crate::markup::escape;
use crate::resume::{Entry, Extra, ExtraValue, Localized, Section, SectionKind, Text};

use super::Reader;
use super::date::{date, period};
use crate::format::element::Element;

/// The library's titles of sections that JSON Resume does not have.
const MEMBERSHIPS: &str = "Memberships";
const CLEARANCES: &str = "Security Clearances";

impl Reader<'_> {
    /// Reads the entries of a section with a title.
    fn list(
        &mut self,
        element: &Element,
        section: &mut Section,
        name: &str,
        read: fn(&mut Self, &Element) -> Entry,
    ) {
        let mut entries = Vec::new();
        for child in element.children() {
            if child.name == name {
                entries.push(read(self, &child));
            } else if child.name == "title" {
                let text = self.inline(&child);
                self.fill(&mut section.title, text, &child, &mut section.item.extra);
            } else {
                section.item.extra.extend(self.extra(&child));
            }
        }
        self.own_text(element, &mut section.item.extra);
        section.entries = Localized::One(entries);
    }

    pub(super) fn pubs(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::Publications;
        self.list(element, section, "pub", Self::publication);
    }

    fn publication(&mut self, element: &Element) -> Entry {
        let mut entry = Entry { item: self.item(element), ..Entry::default() };
        let mut article = None;
        let mut book = None;
        let mut authors = Vec::new();
        let names =
            ["artTitle", "bookTitle", "author", "date", "pubDate", "publisher", "pageNums", "url"];
        for child in element.children() {
            let extra = &mut entry.item.extra;
            match child.name {
                "artTitle" => {
                    let text = self.inline(&child);
                    self.fill(&mut article, text, &child, extra);
                }
                "bookTitle" => {
                    let text = self.inline(&child);
                    self.fill(&mut book, text, &child, extra);
                }
                "author" => authors.extend(self.author(&child).map(Text::from)),
                "date" | "pubDate" => entry.date = date(&child),
                "publisher" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.issuer, text, &child, extra);
                }
                "pageNums" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.pages, text, &child, extra);
                }
                "url" if entry.url.is_none() => entry.url = child.text(),
                "url" => extra.extend(child.text().map(|text| Extra {
                    path: child.path.clone(),
                    key: "url".to_owned(),
                    label: None,
                    value: ExtraValue::Text(escape(&text).into()),
                })),
                _ => {}
            }
        }
        entry.summary = self.prose(element, &names).map(Text::from);
        (entry.name, entry.venue) = if article.is_some() { (article, book) } else { (book, None) };
        entry.authors = Localized::One(authors);
        entry
    }

    /// Returns the author that an element contains or refers to.
    fn author(&mut self, element: &Element) -> Option<String> {
        if let Some(text) = self.inline(element) {
            return Some(text);
        }
        let id = element.attribute("name")?;
        let name = self.names.iter().find(|(own, _)| own == id).map(|(_, name)| escape(name));
        if name.is_none() {
            self.diagnostics.push(
                crate::diagnostic::Diagnostic::warning(
                    "unknown-author",
                    format!("no name in this file has the id `{id}`"),
                )
                .on(&element.path)
                .at(element.span)
                .hint("write the name itself: `<author>…</author>`"),
            );
        }
        name
    }

    pub(super) fn referees(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::References;
        self.list(element, section, "referee", Self::referee);
    }

    fn referee(&mut self, element: &Element) -> Entry {
        let mut entry = Entry { item: self.item(element), ..Entry::default() };
        for child in element.children() {
            let extra = &mut entry.item.extra;
            match child.name {
                "name" => {
                    let text = self.name(&child).map(|name| escape(&name));
                    self.fill(&mut entry.name, text, &child, extra);
                }
                "title" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.position, text, &child, extra);
                }
                "organization" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.issuer, text, &child, extra);
                }
                "address" => entry.contacts.extend(self.address(&child)),
                "contact" => entry.contacts.extend(self.contacts(&child)),
                _ => extra.extend(self.extra(&child)),
            }
        }
        self.own_text(element, &mut entry.item.extra);
        entry
    }

    pub(super) fn memberships(&mut self, element: &Element, section: &mut Section) {
        self.list(element, section, "membership", Self::membership);
        section.title.get_or_insert_with(|| MEMBERSHIPS.into());
    }

    fn membership(&mut self, element: &Element) -> Entry {
        let mut entry = self.dated(element, "title", "description");
        if entry.name.is_none() {
            entry.name = entry.issuer.take();
        }
        entry
    }

    pub(super) fn clearances(&mut self, element: &Element, section: &mut Section) {
        self.list(element, section, "clearance", |reader, element| {
            reader.dated(element, "level", "note")
        });
        section.title.get_or_insert_with(|| CLEARANCES.into());
    }

    pub(super) fn awards(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::Awards;
        self.list(element, section, "award", |reader, element| {
            reader.dated(element, "title", "description")
        });
    }

    pub(super) fn interests(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::Interests;
        self.list(element, section, "interest", |reader, element| {
            reader.dated(element, "title", "description")
        });
    }

    /// Reads an entry with name, organization, place, date and text.
    fn dated(&mut self, element: &Element, name: &str, prose: &str) -> Entry {
        let mut entry = Entry { item: self.item(element), ..Entry::default() };
        for child in element.children() {
            let extra = &mut entry.item.extra;
            match child.name {
                own if own == name => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.name, text, &child, extra);
                }
                "organization" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.issuer, text, &child, extra);
                }
                "location" => {
                    let text = self.location(&child);
                    self.fill(&mut entry.location, text, &child, extra);
                }
                "date" => entry.date = date(&child),
                "period" => (entry.start, entry.end) = period(&child),
                own if own == prose => {
                    let text = self.prose(&child, &[]);
                    self.fill(&mut entry.summary, text, &child, extra);
                }
                _ => extra.extend(self.extra(&child)),
            }
        }
        self.own_text(element, &mut entry.item.extra);
        entry
    }
}
