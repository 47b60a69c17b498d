//! Writes publications, referees, memberships, interests, awards and clearances.

use crate::resume::{Contact, ContactKind, Entry, Section, SectionKind, Slot, Text};
use crate::source::Node;

use super::super::super::losses::{LossKind, flat_highlights};
use super::entries::place;
use super::inline::{inline, paragraphs};
use super::{Writer, date_element, line_or_empty, paras, put_when, when};
use crate::format::members::{Members, plain};

impl Writer<'_> {
    pub(super) fn pubs(&mut self, section: &Section) -> Members {
        let mut pubs = Members::default();
        for entry in section.entries.get() {
            pubs.put("pub", self.publication(entry));
        }
        pubs
    }

    fn publication(&mut self, entry: &Entry) -> Node {
        let written = [
            Slot::Name,
            Slot::Venue,
            Slot::Authors,
            Slot::Date,
            Slot::Issuer,
            Slot::Pages,
            Slot::Url,
            Slot::Summary,
        ];
        let mut element = Members::default();
        self.marks("pub", &entry.item, &mut element);
        let text = |text: &Option<Text>| text.as_ref().map(|text| inline(text.as_str()));
        if entry.venue.is_some() {
            element.put("artTitle", text(&entry.name));
            element.put("bookTitle", text(&entry.venue));
        } else {
            element.put("bookTitle", text(&entry.name));
        }
        for author in entry.authors.get() {
            element.put("author", inline(author.as_str()));
        }
        element.put("date", entry.date.as_ref().map(date_element));
        element.put("publisher", text(&entry.issuer));
        element.put("pageNums", text(&entry.pages));
        element.put("url", entry.url.as_deref().map(plain));
        let mut texts: Vec<Node> =
            entry.summary.iter().flat_map(|text| paragraphs(text.as_str())).collect();
        texts.extend(self.further(SectionKind::Publications, entry, &written));
        for text in texts {
            element.put("para", text);
        }
        element.map()
    }

    pub(super) fn referees(&mut self, section: &Section) -> Members {
        let mut referees = Members::default();
        for entry in section.entries.get() {
            referees.put("referee", self.referee(entry));
        }
        referees
    }

    fn referee(&mut self, entry: &Entry) -> Node {
        let written =
            [Slot::Name, Slot::Position, Slot::Issuer, Slot::Email, Slot::Phone, Slot::Contacts];
        let mut element = Members::default();
        self.marks("referee", &entry.item, &mut element);
        let at = entry.item.path.key("name");
        let name = entry.name.as_ref().map(|name| self.name(name.as_str(), &at));
        element.put("name", name.unwrap_or_else(|| self.name("", &at)));
        element.put("title", entry.position.as_ref().map(|text| inline(text.as_str())));
        element.put("organization", entry.issuer.as_ref().map(|text| inline(text.as_str())));
        let (places, others): (Vec<&Contact>, Vec<&Contact>) =
            entry.contacts.iter().partition(|contact| contact.kind == ContactKind::Location);
        self.addresses(&places, &mut element);
        element.put("contact", self.contact(&others));
        self.keep_apart(entry, SectionKind::References, &written);
        element.map()
    }

    /// Writes a section whose entries have name, organization, place, date and text.
    pub(super) fn dated(&mut self, section: &Section, name: &str) -> Members {
        let path = &section.item.path;
        let mut entries: Vec<Entry> = Vec::new();
        if name == "membership" {
            let texts = section.text.iter().map(|text| text.as_str().to_owned());
            entries.extend(texts.map(|text| self.entry_of(&text, &path.key("text"))));
        }
        entries.extend(section.entries.get().iter().cloned());
        if name == "membership" {
            for text in flat_highlights(section.highlights.get(), self.losses) {
                entries.push(self.entry_of(&text, &path.key("highlights")));
            }
        }
        let mut list = Members::default();
        for entry in &entries {
            list.put(name, self.dated_entry(section.kind, entry, name));
        }
        if list.is_empty() {
            return list;
        }
        let kept = match name {
            "membership" => section.kind == SectionKind::Custom,
            "award" => section.kind == SectionKind::Awards,
            _ => true,
        };
        if !kept {
            let how = LossKind::Replaced("they become a list under that heading");
            self.losses.note(format!("sections of the kind `{}`", section.kind.name()), how, path);
        }
        // Memberships require a title, as do awards of another kind.
        let default = match section.kind {
            _ if kept && name != "membership" => None,
            SectionKind::Volunteer => Some("Volunteering"),
            SectionKind::Projects => Some("Projects"),
            SectionKind::Certificates => Some("Certificates"),
            _ => Some("Memberships"),
        };
        let title = section.title.as_ref().map(Text::as_str).or(default);
        let is_own = name == "clearance" && title == Some("Security Clearances");
        let mut titled = Members::default();
        titled.put("title", title.filter(|_| !is_own).map(inline));
        titled.append(list);
        titled
    }

    fn dated_entry(&mut self, kind: SectionKind, entry: &Entry, name: &str) -> Node {
        // The employer becomes the organization, the position the title.
        let volunteer = Entry {
            name: entry.position.clone().or_else(|| entry.name.clone()),
            issuer: entry
                .position
                .as_ref()
                .and(entry.name.clone())
                .or_else(|| entry.issuer.clone()),
            position: None,
            ..entry.clone()
        };
        let turned = kind == SectionKind::Volunteer && entry.issuer.is_none();
        let entry = if turned { &volunteer } else { entry };
        let (title, prose) = match name {
            "clearance" => ("level", "note"),
            _ => ("title", "description"),
        };
        let mut written = vec![Slot::Name, Slot::Summary, Slot::Highlights];
        let mut element = Members::default();
        self.marks(name, &entry.item, &mut element);
        if name == "membership" {
            element.put(title, entry.name.as_ref().map(|text| inline(text.as_str())));
        } else {
            element.put(title, line_or_empty(&entry.name));
        }
        if name != "interest" {
            let has_place = name == "membership" && entry.location.is_some();
            if has_place || entry.issuer.is_some() {
                element.put("organization", line_or_empty(&entry.issuer));
            }
            written.push(Slot::Issuer);
            if has_place {
                element.put("location", entry.location.as_ref().map(place));
                written.push(Slot::Location);
            }
            put_when(entry, &mut element);
            written.extend(when(entry));
        }
        let mut texts: Vec<Node> =
            entry.summary.iter().flat_map(|text| paragraphs(text.as_str())).collect();
        let highlights = flat_highlights(entry.highlights.get(), self.losses);
        if !highlights.is_empty() {
            let how = LossKind::Replaced("they become paragraphs");
            self.losses.note("highlights here", how, &entry.item.path.key("highlights"));
        }
        texts.extend(highlights.iter().flat_map(|text| paragraphs(&format!("- {text}"))));
        texts.extend(self.further(kind, entry, &written));
        element.put(prose, (!texts.is_empty()).then(|| paras(texts)));
        element.map()
    }
}
