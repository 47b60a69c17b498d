//! Writes a résumé in the format of the XML Résumé Library, version 1.5.
//!
//! Data without an element become labelled paragraphs, either in place or under "Miscellany", so
//! that the library's style sheets print them. Elements follow the order of the document type, and
//! required ones are written even if empty. The document type is violated in three places:
//! multi-paragraph projects and achievements contain `para`s, a degree may have the grade of its
//! major besides the overall one, and a telephone may have a location other than home and work.

mod entries;
mod header;
mod inline;
mod lists;
#[cfg(test)]
mod tests;

use crate::resume::{
    Copyright, Date, Entry, Extra, ExtraValue, Item, Meta, Resume, Section, SectionKind, Slot,
    SlotRef, Text, general_key,
};
use crate::source::{Member, Node, Path};

use super::super::losses::{
    LossKind, Losses, flat_highlights, flat_keyword, in_one_language, in_stated_order, small_parts,
    split_positions,
};
use crate::format::members::{Members, plain};
use crate::format::native::{ids_by_default, write_meta};
use crate::resume::title_of_key;
use inline::{allowed, inline, paragraphs};

const NAMESPACE: &str = "http://xmlresume.sourceforge.net/resume/0.0";

/// The library's headings of sections without a title.
const OBJECTIVE: &str = "Professional Objective";
const MISCELLANY: &str = "Miscellany";

/// Writes a résumé as a document.
pub(in crate::format) fn write(resume: &Resume, losses: &mut Losses) -> Node {
    let mut resume = resume.clone();
    in_stated_order(&mut resume);
    in_one_language(&mut resume, losses);
    split_positions(&mut resume.sections, losses);
    let mut writer = Writer { losses, apart: Vec::new() };
    let mut document = Members::default();
    document.put("@xmlns", plain(NAMESPACE));
    let header = writer.header(&resume);
    document.put("header", header);
    let about = writer.miscellany();
    document.append(about);
    if !resume.meta.keywords.is_empty() {
        let mut keywords = Members::default();
        for keyword in &resume.meta.keywords {
            keywords.put("keyword", inline(keyword.as_str()));
        }
        document.put("keywords", keywords.map());
    }
    // The reader sets the id of the summary.
    let fixed: Vec<bool> =
        resume.sections.iter().map(|section| section.kind == SectionKind::Summary).collect();
    let by_default = ids_by_default(&resume.sections, &fixed);
    for (index, section) in resume.sections.iter().enumerate() {
        let is_summary = section.item.id.as_deref() == Some(SectionKind::Summary.name());
        let section = if by_default[index] || is_summary {
            let item = Item { id: None, ..section.item.clone() };
            &Section { item, ..section.clone() }
        } else {
            section
        };
        let elements = writer.section(section);
        document.append(elements);
        let apart = writer.miscellany();
        document.append(apart);
    }
    writer.meta(&resume.meta, &mut document);
    if let Some(letter) = &resume.letter {
        writer.losses.omitted("the cover letter", &letter.path);
    }
    for (key, _) in &resume.extensions {
        writer.losses.omitted("extensions of other tools", &Path::ROOT.key(key));
    }
    let mut document = document.map();
    allowed("resume", &mut document);
    Node::map([("resume", document)])
}

/// Elements that may have an id.
const WITH_ID: [&str; 9] = [
    "objective",
    "address",
    "job",
    "degree",
    "skillarea",
    "skillset",
    "skill",
    "pub",
    "membership",
];

struct Writer<'l> {
    losses: &'l mut Losses,
    /// Paragraphs without a suitable place.
    apart: Vec<Node>,
}

impl Writer<'_> {
    /// Writes and clears the stored paragraphs.
    fn miscellany(&mut self) -> Members {
        let mut elements = Members::default();
        if !self.apart.is_empty() {
            elements.put("misc", paras(std::mem::take(&mut self.apart)));
        }
        elements
    }

    /// Stores a text for the end of its section.
    fn put_apart(&mut self, label: &str, text: &str, path: &Path) {
        let how = LossKind::Replaced("it is written under \"Miscellany\"");
        self.losses.note(format!("`{label}` here"), how, path);
        self.apart.extend(labelled(label, text));
    }

    fn section(&mut self, section: &Section) -> Members {
        let mut elements = Members::default();
        let path = &section.item.path;
        let title = section.title.as_ref().map(Text::as_str);
        let mut own_title = false;
        let (name, mut element) = match section.kind {
            SectionKind::Summary => {
                let text = section.text.as_ref().map_or("", Text::as_str);
                if title.is_some_and(|title| title != OBJECTIVE) {
                    self.losses.omitted("the heading of the summary", &path.key("title"));
                }
                own_title = true;
                ("objective", Members::of(paras(paragraphs(text))))
            }
            SectionKind::Text if title.is_none_or(|title| title == MISCELLANY) => {
                let text = section.text.as_ref().map_or("", Text::as_str);
                own_title = true;
                ("misc", Members::of(paras(paragraphs(text))))
            }
            SectionKind::Work => ("history", self.history(section)),
            SectionKind::Education => ("academics", self.academics(section)),
            SectionKind::Skills | SectionKind::Languages => {
                own_title = true;
                ("skillarea", self.skillarea(section))
            }
            SectionKind::Publications => ("pubs", self.pubs(section)),
            SectionKind::References => ("referees", self.referees(section)),
            SectionKind::Interests => {
                own_title = true;
                ("interests", self.dated(section, "interest"))
            }
            SectionKind::Awards | SectionKind::Certificates => {
                own_title = true;
                ("awards", self.dated(section, "award"))
            }
            _ if title == Some("Security Clearances") => {
                own_title = true;
                ("clearances", self.dated(section, "clearance"))
            }
            _ => {
                own_title = true;
                ("memberships", self.dated(section, "membership"))
            }
        };
        if let (Some(_), false) = (title, own_title) {
            self.losses.omitted("the heading of such a section", &path.key("title"));
        }
        self.beside(section, name);
        if element.is_empty() {
            if !section.item.tags.is_empty() {
                self.losses.omitted("the tags of an empty section", &path.key("tags"));
            }
            if section.item.break_before {
                self.losses.omitted("page breaks", &path.key("breakBefore"));
            }
            return elements;
        }
        let mut marked = Members::default();
        self.marks(name, &section.item, &mut marked);
        marked.append(std::mem::take(&mut element));
        elements.put(name, marked.map());
        elements
    }

    /// Stores data of a section besides its entries for the end.
    fn beside(&mut self, section: &Section, name: &str) {
        let path = &section.item.path;
        let is_prose = matches!(name, "objective" | "misc" | "memberships" | "academics");
        if let (Some(text), false) = (&section.text, is_prose) {
            self.put_apart("text", text.as_str(), &path.key("text"));
        }
        let takes_highlights = name == "memberships";
        if !takes_highlights {
            for text in flat_highlights(section.highlights.get(), self.losses) {
                self.put_apart("highlights", &text, &path.key("highlights"));
            }
        }
        for extra in &section.item.extra {
            let label = label_of(extra);
            self.put_apart(&label, &value_of(&extra.value), &extra.path);
        }
    }

    /// Writes id and targets; page breaks are not supported.
    fn marks(&mut self, name: &str, item: &Item, element: &mut Members) {
        if let Some(id) = &item.id {
            if !WITH_ID.contains(&name) {
                self.losses.omitted("an id here", &item.path.key("id"));
            } else if is_name(id) {
                element.put("@id", plain(id));
            } else {
                self.losses.omitted("an id that is not a valid XML name", &item.path.key("id"));
            }
        }
        if !item.tags.is_empty() {
            element.put("@targets", plain(&item.tags.join(",")));
        }
        if item.break_before {
            self.losses.omitted("page breaks", &item.path.key("breakBefore"));
        }
    }

    /// Returns slots without an element as labelled paragraphs.
    fn further(&mut self, kind: SectionKind, entry: &Entry, written: &[Slot]) -> Vec<Node> {
        let path = &entry.item.path;
        let mut paragraphs = Vec::new();
        for slot in Slot::ALL {
            let is_repeated = matches!(slot, Slot::Email | Slot::Phone);
            if written.contains(&slot) || is_repeated {
                continue;
            }
            let own = crate::resume::fields(kind).iter().find(|field| field.slot == slot);
            let key = own.map_or_else(|| general_key(slot), |field| field.key);
            let Some(text) = self.text_of(entry.slot(slot)) else { continue };
            let at = path.key(key);
            let how = LossKind::Replaced("it becomes a paragraph with a label");
            self.losses.note(format!("`{key}` here"), how, &at);
            paragraphs.extend(labelled(key, &text));
        }
        for extra in &entry.item.extra {
            paragraphs.extend(labelled(&label_of(extra), &value_of(&extra.value)));
        }
        paragraphs
    }

    /// Writes a slot as text; `None` if it is empty.
    fn text_of(&mut self, slot: SlotRef) -> Option<String> {
        let text = match slot {
            SlotRef::Text(text) => text.as_ref()?.as_str().to_owned(),
            SlotRef::Plain(text) => text.clone()?,
            SlotRef::Date(date) => date.as_ref()?.to_string(),
            SlotRef::Texts(texts) => {
                texts.get().iter().map(Text::as_str).collect::<Vec<_>>().join(", ")
            }
            SlotRef::Highlights(highlights) => {
                let texts = flat_highlights(highlights.get(), self.losses);
                texts.iter().map(|text| format!("- {text}")).collect::<Vec<_>>().join("\n")
            }
            SlotRef::Keywords(keywords) => {
                let texts: Vec<String> =
                    keywords.get().iter().map(|k| flat_keyword(k, self.losses)).collect();
                texts.join(", ")
            }
            SlotRef::Contacts(contacts) => {
                for contact in contacts {
                    small_parts(&contact.item, "of a contact", self.losses);
                }
                contacts.iter().map(header::contact_text).collect::<Vec<_>>().join(", ")
            }
            SlotRef::Positions(_) => return None,
        };
        (!text.is_empty()).then_some(text)
    }

    fn meta(&mut self, meta: &Meta, document: &mut Members) {
        if let Some(date) = &meta.last_modified {
            document.put("lastModified", wrapped("date", date_element(date)));
            if meta.last_modified_time.is_some() {
                self.losses.omitted("the time of the day", &meta.path.key("lastModified"));
            }
        }
        if let Some(copyright) = &meta.copyright {
            let element = self.copyright(copyright);
            document.put("copyright", element);
        }
        let carried = ["keywords", "lastModified", "copyright", "birth"];
        let node = write_meta(meta).unwrap_or_else(|| Members::default().map());
        for Member { key, .. } in node.as_map().unwrap_or_default() {
            if !carried.contains(&key.as_str()) {
                self.losses.omitted(format!("`meta.{key}`"), &meta.path.key(key));
            }
        }
    }

    fn copyright(&mut self, copyright: &Copyright) -> Node {
        let mut element = Members::default();
        element.put("year", line_or_empty(&copyright.years));
        if let Some(holder) = &copyright.holder {
            element.put("name", self.name(holder.as_str(), &copyright.path));
        }
        let notice = copyright.notice.as_ref();
        element.put("legalnotice", notice.map(|notice| paras(paragraphs(notice.as_str()))));
        element.map()
    }
}

/// Writes a date.
fn date_element(date: &Date) -> Node {
    let mut element = Members::default();
    let (year, month, day) = match date {
        Date::Year(year) => (year.to_string(), None, None),
        Date::Month(year, month) => (year.to_string(), Some(*month), None),
        Date::Day(year, month, day) => (year.to_string(), Some(*month), Some(*day)),
        // All three parts are free text.
        Date::Free(text) => (text.clone(), None, None),
        Date::Present => ("present".to_owned(), None, None),
    };
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    element.put("dayOfMonth", day.map(|day| plain(&day.to_string())));
    let name = month.and_then(|month| MONTHS.get(usize::from(month).saturating_sub(1)));
    element.put("month", name.map(|name| plain(name)));
    element.put("year", plain(&year));
    element.map()
}

/// Returns the slots that [`put_when`] writes.
fn when(entry: &Entry) -> &'static [Slot] {
    let has_period = entry.start.is_some() || entry.end.is_some();
    if has_period { &[Slot::Start, Slot::End] } else { &[Slot::Date] }
}

/// Writes a period, else a single date.
fn put_when(entry: &Entry, element: &mut Members) {
    if entry.start.is_some() || entry.end.is_some() {
        let end = |date: &Option<Date>| match date {
            None => no_date(),
            Some(Date::Present) => wrapped("present", empty()),
            Some(date) => wrapped("date", date_element(date)),
        };
        let mut period = Members::default();
        period.put("from", end(&entry.start));
        period.put("to", end(&entry.end));
        element.put("period", period.map());
    } else {
        element.put("date", entry.date.as_ref().map(date_element));
    }
}

/// Writes an empty date where one is required.
fn no_date() -> Node {
    wrapped("date", wrapped("year", empty()))
}

fn empty() -> Node {
    Members::default().map()
}

/// Writes a required element, possibly empty.
fn line_or_empty(text: &Option<Text>) -> Node {
    text.as_ref().map_or_else(empty, |text| inline(text.as_str()))
}

fn wrapped(name: &str, node: Node) -> Node {
    Node::map([(name, node)])
}

/// Writes paragraphs.
fn paras(paragraphs: impl IntoIterator<Item = Node>) -> Node {
    Node::map(paragraphs.into_iter().map(|paragraph| ("para", paragraph)))
}

/// Writes a text with a label in its first paragraph.
fn labelled(label: &str, text: &str) -> Vec<Node> {
    let label = match label {
        "url" => "URL".to_owned(),
        "doi" => "DOI".to_owned(),
        label => crate::markup::escape(&title_of_key(label)),
    };
    let separator = if text.starts_with("- ") { ":\n\n" } else { ": " };
    paragraphs(&format!("{label}{separator}{text}"))
}

fn label_of(extra: &Extra) -> String {
    extra.label.as_ref().map_or_else(|| extra.key.clone(), |label| label.as_str().to_owned())
}

/// Writes an unknown value as text.
fn value_of(value: &ExtraValue) -> String {
    match value {
        ExtraValue::Text(text) => text.as_str().to_owned(),
        ExtraValue::Bare(scalar) => scalar.text.clone(),
        ExtraValue::List(values) => values.iter().map(value_of).collect::<Vec<_>>().join(", "),
        ExtraValue::Map(values) => {
            let pairs = values.iter().map(|(key, value)| {
                format!("{}: {}", crate::markup::escape(&title_of_key(key)), value_of(value))
            });
            pairs.collect::<Vec<_>>().join("; ")
        }
    }
}

/// Returns whether a text is a valid XML id.
fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && chars.all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}
