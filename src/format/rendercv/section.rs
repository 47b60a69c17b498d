//! Reads `cv.sections`.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::format::notes::Note;
use crate::resume::{Entry, Highlight, Item, Localized, Section, SectionKind, Text};
use crate::source::{Member, Node, Path, Value};

use super::Reader;
use super::entry_type::EntryType;

const ALONE: Note = Note {
    code: "alone",
    message: "an entry outside a list",
    hint: "write it as a list: put `[ ]` around it",
};

const LABELS: Note = Note {
    code: "labels",
    message: "expected a list of entries, found a mapping; its keys are read as labels",
    hint: "write a list: `- {label: …, details: …}`",
};

/// Words in a title and the kinds of section they suggest.
const SUBJECTS: [(SectionKind, &[&str]); 10] = [
    (SectionKind::Volunteer, &["volunteer"]),
    (SectionKind::Projects, &["project"]),
    (SectionKind::Awards, &["award", "honor", "honour", "scholarship"]),
    (SectionKind::Certificates, &["certificat", "licens", "licenc"]),
    (SectionKind::Publications, &["publication", "paper"]),
    (SectionKind::References, &["reference", "referee"]),
    (SectionKind::Interests, &["interest", "hobb"]),
    (SectionKind::Work, &["experience", "employment"]),
    (SectionKind::Education, &["education"]),
    (SectionKind::Skills, &["skill", "technolog", "competenc", "expertise", "tools"]),
];

/// Titles of summaries.
const SUMMARIES: [&str; 9] = [
    "summary",
    "profile",
    "about",
    "about me",
    "objective",
    "career objective",
    "professional summary",
    "executive summary",
    "personal statement",
];

impl Reader<'_> {
    /// Reads the map of section titles to entries.
    pub(super) fn sections(&mut self, node: &Node, at: &Path) -> Vec<Section> {
        let Some(members) = self.decoder.map(node, at, "a mapping of titles to lists of entries")
        else {
            return Vec::new();
        };
        members.iter().filter_map(|m| self.section(m, &at.key(&m.key))).collect()
    }

    /// Reads the entries of a section.
    pub(super) fn section(&mut self, member: &Member, at: &Path) -> Option<Section> {
        let nodes = self.entry_nodes(&member.value, at)?;
        let title = title_of_key(&member.key);
        let types: Vec<Option<EntryType>> = nodes.iter().map(|node| entry_type(node)).collect();
        let Some(main) = types.iter().copied().flatten().next() else {
            return self.unknown_section(&nodes, title, at);
        };
        self.note_code(&member.key, &member.value, at);
        let mut section = Section {
            item: Item::at(at),
            kind: kind(main, &title),
            title: Some(Text::from(super::markup::read(&title, super::Lines::Flow))),
            ..Section::default()
        };
        // Entries of unknown type are read as the others, so that their errors are reported.
        let entries = nodes
            .iter()
            .zip(types)
            .enumerate()
            .map(|(index, (node, own))| (own.unwrap_or(main), &**node, at.index(index)));
        let entries: Vec<_> = entries.collect();
        if entries.iter().all(|(own, ..)| own.is_text()) {
            self.text_section(main, &entries, &mut section);
        } else {
            if main.is_text() {
                section.kind = SectionKind::Custom;
            }
            let kind = section.kind;
            let read: Vec<Entry> = entries
                .iter()
                .filter_map(|(own, node, at)| self.entry(*own, kind, node, at))
                .collect();
            section.entries = Localized::One(read);
        }
        let has_content = section.text.is_some()
            || section.entries.iter().any(|entries| !entries.is_empty())
            || section.highlights.iter().any(|highlights| !highlights.is_empty());
        has_content.then_some(section)
    }

    /// Returns the non-empty entries of a section.
    ///
    /// A single entry may be given without a list, and the keys of a mapping may be labels of
    /// entries.
    fn entry_nodes<'n>(&mut self, node: &'n Node, at: &Path) -> Option<Vec<Cow<'n, Node>>> {
        match &node.value {
            Value::Null => None,
            Value::List(nodes) => {
                Some(nodes.iter().filter(|node| !node.is_null()).map(Cow::Borrowed).collect())
            }
            Value::Map(members) if entry_type(node).is_none() => {
                self.notes.add(&LABELS, at, node.span);
                Some(members.iter().map(|member| Cow::Owned(one_line(member))).collect())
            }
            _ => {
                self.notes.add(&ALONE, at, node.span);
                Some(vec![Cow::Borrowed(node)])
            }
        }
    }

    /// Reads a section of texts: prose, bullets or numbered items.
    fn text_section(
        &mut self,
        main: EntryType,
        entries: &[(EntryType, &Node, Path)],
        section: &mut Section,
    ) {
        let highlights: Vec<Highlight> =
            entries.iter().filter_map(|(own, node, at)| self.bullet(*own, node, at)).collect();
        let is_uniform = entries.iter().all(|(own, ..)| *own == main)
            && highlights.iter().all(|highlight| highlight.item.extra.is_empty());
        if main == EntryType::Bullet || !is_uniform {
            section.kind = SectionKind::List;
            section.highlights = Localized::One(highlights);
            return;
        }
        let texts: Vec<&str> = highlights
            .iter()
            .filter_map(|highlight| highlight.text.as_ref())
            .map(Text::as_str)
            .collect();
        section.text = (!texts.is_empty()).then(|| Text::from(prose(main, &texts)));
    }

    /// Keeps a section whose entries match no type.
    fn unknown_section(
        &mut self,
        nodes: &[Cow<Node>],
        title: String,
        at: &Path,
    ) -> Option<Section> {
        let first = nodes.first()?;
        let keys: Vec<&str> =
            first.as_map().unwrap_or_default().iter().map(|m| m.key.as_str()).collect();
        let known = || EntryType::MAPPINGS.into_iter().flat_map(EntryType::keys);
        let misspelling = keys
            .iter()
            .find_map(|key| Some((*key, did_you_mean(key, known())?)).filter(|(k, m)| k != m));
        let diagnostic = |severity: fn(&'static str, String) -> Diagnostic| {
            severity(
                "unknown-entry",
                "the entries of this section match no type of entry".to_owned(),
            )
            .on(at)
            .at(first.span)
        };
        if let Some((key, meant)) = misspelling {
            let message = diagnostic(Diagnostic::error);
            self.decoder.report(message.hint(format!("`{key}`: did you mean `{meant}`?")));
            return None;
        }
        self.decoder.report(diagnostic(Diagnostic::warning).hint(
            "an entry has `company` and `position`, `institution` and `area`, `name`, `title` \
                 and `authors`, `label` and `details`, `bullet`, `number` or `reversed_number`, or \
                 is text",
        ));
        let entries = nodes.iter().enumerate().filter_map(|(index, node)| {
            self.entry(EntryType::Normal, SectionKind::Custom, node, &at.index(index))
        });
        let entries = Localized::One(entries.collect());
        Some(Section {
            item: Item::at(at),
            kind: SectionKind::Custom,
            title: Some(Text::from(title)),
            entries,
            ..Section::default()
        })
    }
}

/// Creates an entry from a label and its value.
fn one_line(member: &Member) -> Node {
    let label = Node::text(member.key.as_str(), member.key_span);
    let part =
        |key: &str, value: Node| Member { key: key.to_owned(), key_span: member.key_span, value };
    let parts = vec![part("label", label), part("details", member.value.clone())];
    Node { value: Value::Map(parts), span: member.value.span }
}

/// Determines the type of an entry from its keys, as in RenderCV.
fn entry_type(node: &Node) -> Option<EntryType> {
    match &node.value {
        Value::Scalar(_) => Some(EntryType::Text),
        Value::Map(members) => EntryType::MAPPINGS
            .into_iter()
            .find(|own| members.iter().any(|member| own.has_own_key(&member.key))),
        _ => None,
    }
}

/// Determines the kind of a section from its entry type and, if ambiguous, its title.
fn kind(main: EntryType, title: &str) -> SectionKind {
    let title = title.to_lowercase();
    let subject = SUBJECTS
        .into_iter()
        .find(|(_, words)| words.iter().any(|word| title.contains(word)))
        .map(|(kind, _)| kind);
    let is_languages = title.contains("language") && !title.contains("programming");
    match main {
        EntryType::Experience if subject == Some(SectionKind::Volunteer) => SectionKind::Volunteer,
        EntryType::Experience => SectionKind::Work,
        EntryType::Education => SectionKind::Education,
        EntryType::Publication => SectionKind::Publications,
        EntryType::OneLine if is_languages => SectionKind::Languages,
        EntryType::OneLine => subject
            .filter(|kind| matches!(kind, SectionKind::Skills | SectionKind::Interests))
            .unwrap_or_default(),
        EntryType::Normal => {
            subject.filter(|kind| *kind != SectionKind::Skills).unwrap_or_default()
        }
        EntryType::Text if SUMMARIES.contains(&title.as_str()) => SectionKind::Summary,
        EntryType::Bullet => SectionKind::List,
        _ => SectionKind::Text,
    }
}

/// Joins texts in the form that their entry type has on the page.
fn prose(main: EntryType, texts: &[&str]) -> String {
    let count = texts.len();
    let numbered = |number: usize, text: &str, space: char| {
        let number = format!("{number}.{space}");
        let indent = " ".repeat(number.chars().count());
        let mut lines = text.lines();
        let mut out = format!("{number}{}", lines.next().unwrap_or_default());
        for line in lines {
            out.push('\n');
            if !line.is_empty() {
                out.push_str(&indent);
                out.push_str(line);
            }
        }
        out
    };
    let counted = texts.iter().enumerate();
    match main {
        EntryType::Numbered => {
            counted.map(|(i, text)| numbered(i + 1, text, ' ')).collect::<Vec<_>>().join("\n")
        }
        // A non-breaking space prevents a Markdown list, which would count upwards.
        EntryType::ReversedNumbered => {
            let texts = counted.map(|(i, text)| numbered(count - i, text, '\u{a0}'));
            texts.collect::<Vec<_>>().join("\n\n")
        }
        _ => texts.join("\n\n"),
    }
}

/// Splits numbered texts; `None` if they do not have the form of [`prose`].
pub(super) fn unnumber(main: EntryType, text: &str) -> Option<Vec<String>> {
    let (space, separator) = match main {
        EntryType::Numbered => (' ', "\n"),
        _ => ('\u{a0}', "\n\n"),
    };
    let mut items: Vec<String> = Vec::new();
    for line in text.lines() {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = rest.len() < line.len();
        match (rest.strip_prefix('.').and_then(|rest| rest.strip_prefix(space)), items.last_mut()) {
            (Some(rest), _) if is_number => items.push(rest.to_owned()),
            (_, Some(item)) => item.push_str(&format!("\n{}", line.trim_start())),
            (_, None) => return None,
        }
    }
    if separator.len() > 1 {
        items.iter_mut().for_each(|item| item.truncate(item.trim_end().len()));
    }
    let texts: Vec<&str> = items.iter().map(String::as_str).collect();
    (prose(main, &texts) == text).then_some(items)
}

/// Words that are not capitalised within a title.
const SMALL_WORDS: [&str; 28] = [
    "a", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "like", "near", "nor",
    "of", "off", "on", "onto", "or", "over", "so", "than", "that", "to", "upon", "when", "with",
    "yet",
];

/// Converts a key to a title, as in RenderCV: `invited_talks` → `Invited Talks`; others are not
/// changed.
pub(super) fn title_of_key(key: &str) -> String {
    if key.contains(' ') || key.chars().any(char::is_uppercase) {
        return key.to_owned();
    }
    let words = key.split('_').map(|word| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !SMALL_WORDS.contains(&word) => {
                first.to_uppercase().chain(letters).collect()
            }
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_snake_case_keys_are_converted_to_titles() {
        assert_eq!(title_of_key("invited_talks"), "Invited Talks");
        assert_eq!(title_of_key("education_and_training"), "Education and Training");
        assert_eq!(title_of_key("Welcome to it"), "Welcome to it");
        assert_eq!(title_of_key("patents filed"), "patents filed");
        assert_eq!(title_of_key("iOS_apps"), "iOS_apps");
    }

    #[test]
    fn numbered_entries_count_up_or_down() {
        assert_eq!(prose(EntryType::Numbered, &["A", "B\nb"]), "1. A\n2. B\n   b");
        assert_eq!(prose(EntryType::ReversedNumbered, &["A", "B"]), "2.\u{a0}A\n\n1.\u{a0}B");
    }

    #[test]
    fn numbered_texts_are_split_into_their_entries() {
        for main in [EntryType::Numbered, EntryType::ReversedNumbered] {
            let texts = ["A", "B\nb", "C"];
            assert_eq!(
                unnumber(main, &prose(main, &texts)).as_deref(),
                Some(&texts.map(str::to_owned)[..])
            );
        }
        assert_eq!(unnumber(EntryType::Numbered, "1. A\n3. B"), None);
        assert_eq!(unnumber(EntryType::ReversedNumbered, "A"), None);
    }

    #[test]
    fn the_section_kind_is_inferred_from_type_and_title() {
        assert_eq!(kind(EntryType::Normal, "Selected Honors"), SectionKind::Awards);
        assert_eq!(kind(EntryType::Experience, "Volunteering"), SectionKind::Volunteer);
        assert_eq!(kind(EntryType::OneLine, "Programming Languages"), SectionKind::Custom);
        assert_eq!(kind(EntryType::OneLine, "Languages"), SectionKind::Languages);
        assert_eq!(kind(EntryType::Text, "Summary"), SectionKind::Summary);
        assert_eq!(kind(EntryType::Bullet, "Skills"), SectionKind::List);
    }
}
