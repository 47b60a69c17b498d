//! Writes sections; all entries of a section have the same type.

use crate::format::arrange::{note_item, note_item_without_id};
use crate::format::commonmark::{Bullet, join_list, split_list};
use crate::format::losses::{LossKind, entries_with_content, small_parts};
use crate::format::members::Members;
use crate::resume::title_of_key;
use crate::resume::{Entry, Highlight, Item, Resume, Section, SectionKind, Slot, Text};
use crate::source::{Kind, Node, Value};

use super::super::entry_type::EntryType;
use super::super::markup::Lines;
use super::super::section::{title_of_key as title_of_their_key, unnumber};
use super::Writer;

/// Description of a list that cannot be kept.
const LIST: &str = "a list within a highlight";
const NESTED_HIGHLIGHTS: LossKind = LossKind::Replaced("its items become highlights under it");

impl Writer<'_> {
    pub(super) fn sections(&mut self, resume: &Resume) -> Option<Node> {
        let is_english =
            resume.meta.locale.as_deref().is_none_or(|tag| tag.to_lowercase().starts_with("en"));
        let mut members = Members::default();
        for section in &resume.sections {
            note_item_without_id(&section.item, "of a section", self.losses);
            for extra in &section.item.extra {
                self.losses.omitted("keys of a section", &extra.path);
            }
            let mut nodes = self.section(section);
            nodes.retain(|node| !is_empty_node(node));
            if nodes.is_empty() {
                if section.title.is_some() {
                    self.losses.omitted("sections without content", &section.item.path);
                }
                continue;
            }
            if section.title.is_none() && !is_english {
                let english = LossKind::Replaced("they are written in English");
                self.losses.note("titles that the language gives", english, &section.item.path);
            }
            let title = self.title(section, &members);
            members.put(&title, Node::list(nodes));
        }
        members.filled()
    }

    /// Returns a unique title.
    fn title(&mut self, section: &Section, taken: &Members) -> String {
        let path = section.item.path.key("title");
        let title = match &section.title {
            Some(title) => {
                let title = self.text(title.as_str(), &path, Lines::Flow);
                if title_of_their_key(&title) != title {
                    let capitals = LossKind::Replaced("it gets capital letters there");
                    self.losses.note("a title in small letters", capitals, &path);
                }
                title
            }
            None => english_title(section),
        };
        if !taken.has(&title) {
            return title;
        }
        let number = LossKind::Replaced("the second gets a number");
        self.losses.note("two sections of one title", number, &path);
        (2..).map(|n| format!("{title} {n}")).find(|title| !taken.has(title)).unwrap_or(title)
    }

    fn section(&mut self, section: &Section) -> Vec<Node> {
        let entries = entries_with_content(section, self.losses);
        let highlights = section.highlights.get();
        if entries.is_empty() {
            return self.text_entries(section, highlights);
        }
        if section.text.is_some() {
            self.losses
                .omitted("text before the entries of a section", &section.item.path.key("text"));
        }
        for highlight in highlights {
            self.losses.omitted("bullets besides the entries of a section", &highlight.item.path);
        }
        let own = type_of(section.kind, &entries);
        if matches!(own, EntryType::Bullet | EntryType::Text) {
            return entries.iter().map(|entry| self.bare_entry(own, entry)).collect();
        }
        entries.iter().map(|entry| self.entry(own, section.kind, entry)).collect()
    }

    /// Writes text and bullets.
    fn text_entries(&mut self, section: &Section, highlights: &[Highlight]) -> Vec<Node> {
        let path = section.item.path.key("text");
        let text = section.text.as_ref().map(|text| self.text(text.as_str(), &path, Lines::Flow));
        if !highlights.is_empty() {
            let mut nodes = Vec::new();
            if let Some(text) = text {
                let first = LossKind::Replaced("it is the first bullet");
                self.losses.note("text before bullets", first, &path);
                nodes.push(mapping("bullet", &text));
            }
            nodes.extend(highlights.iter().map(|highlight| self.bullet(highlight)));
            return nodes;
        }
        let Some(text) = text else { return Vec::new() };
        for own in [EntryType::Numbered, EntryType::ReversedNumbered] {
            if let Some(items) = unnumber(own, &text) {
                let key = own.own_keys()[0].key;
                return items.iter().map(|item| mapping(key, item)).collect();
            }
        }
        let parts: Vec<&str> = text.split("\n\n").filter(|part| !part.trim().is_empty()).collect();
        if parts.join("\n\n") != text {
            let once = LossKind::Replaced("one remains");
            self.losses.note("several blank lines in a row", once, &path);
        }
        parts.into_iter().map(|part| Node::scalar(part, Kind::Text)).collect()
    }

    fn bullet(&mut self, highlight: &Highlight) -> Node {
        let bullet = self.tree(highlight);
        let text = join_list(Some(&bullet.text), &bullet.bullets);
        if split_list(&text) != (Some(bullet.text), bullet.bullets) {
            self.losses.note(LIST, NESTED_HIGHLIGHTS, &highlight.item.path);
        }
        let mut members = Members::default();
        members.put("bullet", Node::scalar(&text, Kind::Text));
        let extra = self.extra(EntryType::Bullet, &highlight.item.extra);
        members.append(extra);
        members.map()
    }

    /// Converts a highlight to a list item, without its unknown data.
    pub(super) fn tree(&mut self, highlight: &Highlight) -> Bullet {
        small_parts(
            &Item { extra: Vec::new(), ..highlight.item.clone() },
            "of a highlight",
            self.losses,
        );
        let text = self.highlight_text(highlight);
        let bullets = highlight
            .highlights
            .iter()
            .map(|inner| {
                for extra in &inner.item.extra {
                    self.losses.omitted("keys of a highlight", &extra.path);
                }
                self.tree(inner)
            })
            .collect();
        Bullet { text, bullets }
    }

    pub(super) fn highlight_text(&mut self, highlight: &Highlight) -> String {
        let path = &highlight.item.path;
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let text = match (text(&highlight.title), text(&highlight.text)) {
            (Some(title), Some(text)) => {
                let run_in = LossKind::Replaced("it runs in before the text");
                self.losses.note("the title of a highlight", run_in, path);
                format!("{title}: {text}")
            }
            (title, text) => title.or(text).unwrap_or_default(),
        };
        if !split_list(&text).1.is_empty() {
            self.losses.note(LIST, NESTED_HIGHLIGHTS, path);
        }
        self.text(&text, path, Lines::Flow)
    }

    /// Writes an entry that is only a name or a text.
    fn bare_entry(&mut self, own: EntryType, entry: &Entry) -> Node {
        note_item(&entry.item, "of an entry", self.losses);
        let path = &entry.item.path;
        let text = entry.name.as_ref().or(entry.summary.as_ref());
        let text = text.map(|text| self.text(text.as_str(), path, Lines::Flow));
        let text = Node::scalar(text.unwrap_or_default(), Kind::Text);
        if own == EntryType::Text {
            return text;
        }
        let mut members = Members::default();
        members.put("bullet", text);
        let extra = self.extra(EntryType::Bullet, &entry.item.extra);
        members.append(extra);
        members.map()
    }
}

/// Returns whether a node is empty.
fn is_empty_node(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.text.trim().is_empty(),
        Value::List(nodes) => nodes.iter().all(is_empty_node),
        Value::Map(members) => members.iter().all(|member| is_empty_node(&member.value)),
    }
}

fn mapping(key: &str, text: &str) -> Node {
    let mut members = Members::default();
    members.put(key, Node::scalar(text, Kind::Text));
    members.map()
}

/// Returns an entry type that suits all entries of a section.
fn type_of(kind: SectionKind, entries: &[&Entry]) -> EntryType {
    let only = |entry: &Entry, slots: &[Slot]| {
        Slot::ALL.iter().all(|slot| slots.contains(slot) || entry.slot(*slot).is_empty())
    };
    let all = |slots: &[Slot]| entries.iter().all(|entry| only(entry, slots));
    let named = entries.iter().all(|entry| entry.name.is_some());
    match kind {
        SectionKind::Work | SectionKind::Volunteer => EntryType::Experience,
        SectionKind::Education => EntryType::Education,
        SectionKind::Publications => EntryType::Publication,
        _ if named && all(&[Slot::Name]) => EntryType::Bullet,
        _ if all(&[Slot::Summary]) && entries.iter().all(|e| e.item.extra.is_empty()) => {
            EntryType::Text
        }
        _ if named && all(&[Slot::Name, Slot::Keywords, Slot::Level, Slot::Years]) => {
            EntryType::OneLine
        }
        _ => EntryType::Normal,
    }
}

/// Returns the title of a section, or its default.
pub(super) fn title_or_english(section: &Section) -> String {
    let own = section.title.as_ref().map(|title| title.as_str().to_owned());
    own.unwrap_or_else(|| english_title(section))
}

/// Returns the English default title of a section.
fn english_title(section: &Section) -> String {
    let title = match section.kind {
        SectionKind::Summary => "Summary",
        SectionKind::Work => "Experience",
        SectionKind::Volunteer => "Volunteering",
        SectionKind::Education => "Education",
        SectionKind::Awards => "Awards",
        SectionKind::Certificates => "Certificates",
        SectionKind::Publications => "Publications",
        SectionKind::Skills => "Skills",
        SectionKind::Languages => "Languages",
        SectionKind::Interests => "Interests",
        SectionKind::References => "References",
        SectionKind::Projects => "Projects",
        SectionKind::Text | SectionKind::List | SectionKind::Custom => {
            return section.item.id.as_deref().map_or_else(|| "Further".to_owned(), title_of_key);
        }
    };
    title.to_owned()
}
