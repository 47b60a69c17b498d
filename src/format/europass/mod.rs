//! Europass XML: `SkillsPassport` (until 2020) and `Candidate` (since 2020), which its PDF files
//! contain as an attachment.

mod entries;
mod fields;
mod person;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::Locale;
use crate::resume::{
    Extra, ExtraValue, Item, Localized, Resume, Section, SectionKind, Text, assign_ids,
};
use crate::source::{Node, Path};

use super::element::Element;
use super::html;
use super::notes::{Note, Notes};
use crate::markup::escape;
use fields::{OLD_PARTS, OLD_SKILLS, PARTS, Part};

/// Root elements of Europass documents.
const ROOTS: [&str; 2] = ["SkillsPassport", "Candidate"];

const PHOTO: Note = Note {
    code: "not-printed",
    message: "the embedded photo is not read",
    hint: "save it as a picture next to a converted file: `recto convert` creates one",
};

const UNKNOWN: Note = Note {
    code: "unknown-element",
    message: "unknown elements are printed under their own names",
    hint: "all texts of the file are printed",
};

/// Reads elements and collects problems.
struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
    notes: Notes,
    /// Locale of the file.
    locale: Option<Locale>,
}

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    let mut evidence = Vec::new();
    for name in ROOTS {
        let Some(node) = root.get(name) else { continue };
        let parts = ["LearnerInfo", "DocumentInfo", "CandidatePerson", "CandidateProfile"];
        let found = parts.iter().filter(|part| node.get(part).is_some());
        evidence.extend(found.map(|part| format!("the element `{part}`")));
    }
    evidence
}

/// Reads a résumé and adds all problems to `diagnostics`.
///
/// `None` if the file has another format.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let document = Element::new("", root, Path::ROOT);
    let found = document.children().into_iter().find(|child| ROOTS.contains(&child.name));
    let Some(element) = found else {
        diagnostics.push(
            Diagnostic::error("not-a-resume", "this XML is not of Europass")
                .at(root.span)
                .hint("its root element is `SkillsPassport` or `Candidate`"),
        );
        return None;
    };
    let profile = element.child("CandidateProfile");
    let language = element
        .attribute("locale")
        .or_else(|| profile.as_ref().and_then(|profile| profile.attribute("languageCode")));
    let tag = language.filter(|tag| Locale::find(tag).is_some());
    let mut reader =
        Reader { diagnostics, notes: Notes::default(), locale: tag.and_then(Locale::find) };
    let mut resume = Resume::default();
    resume.meta.locale = tag.map(str::to_owned);
    if element.name == "Candidate" {
        reader.candidate(&element, profile.as_ref(), &mut resume);
    } else {
        reader.passport(&element, &mut resume);
    }
    let notes = std::mem::take(&mut reader.notes);
    reader.diagnostics.extend(notes.into_diagnostics());
    assign_ids(&mut resume.sections);
    Some(resume)
}

impl Reader<'_> {
    /// Reads a `SkillsPassport`.
    fn passport(&mut self, element: &Element, resume: &mut Resume) {
        resume.basics.path = element.path.key("LearnerInfo").key("Identification");
        let Some(learner) = element.child("LearnerInfo") else { return };
        if let Some(identification) = learner.child("Identification") {
            self.identification(&identification, resume);
        }
        if let Some(headline) = learner.child("Headline") {
            self.headline(&headline, resume);
        }
        for part in &OLD_PARTS {
            self.part(element, part, resume);
        }
        let skills = learner.child("Skills");
        for child in skills.iter().flat_map(Element::children) {
            self.old_skills(&child, resume);
        }
        let achievements = learner.child("AchievementList");
        for child in achievements.iter().flat_map(Element::children) {
            let title = child.child("Title").and_then(|title| label(&title));
            let text = child.child("Description").and_then(|text| prose(&text));
            if let Some(text) = text {
                resume.sections.push(text_section(&child, title, text));
            }
        }
        let known = [
            "Identification",
            "Headline",
            "WorkExperienceList",
            "EducationList",
            "Skills",
            "AchievementList",
            "ReferenceTo",
            "ReferenceToList",
            "Documentation",
        ];
        for child in learner.children() {
            if !known.contains(&child.name) {
                self.further(&child, resume);
            }
        }
    }

    /// Reads the texts about skills, under Europass's headings.
    fn old_skills(&mut self, element: &Element, resume: &mut Resume) {
        let (name, text) = match element.name {
            // Read from the table.
            "Linguistic" => return,
            "Driving" => {
                let licences = element.child("Description").map(|d| d.children());
                let names: Vec<String> =
                    licences.iter().flatten().filter_map(Element::text).collect();
                ("Driving licence", Some(names.join(", ")).filter(|text| !text.is_empty()))
            }
            key => {
                let name = OLD_SKILLS.iter().find(|(own, _)| *own == key).map(|(_, name)| *name);
                let text = element.child("Description").and_then(|text| prose(&text));
                (name.unwrap_or(key), text)
            }
        };
        let Some(text) = text else { return };
        let mut entry = entries::entry_at(element);
        entry.name = Some(Text::from(name));
        entry.summary = Some(Text::from(text));
        let mut extra = Vec::new();
        for child in element.children() {
            if child.name != "Description" {
                self.leaves(&child, &mut extra);
            }
        }
        entry.item.extra = extra;
        self.add(SectionKind::Skills, None, element, vec![entry], resume);
    }

    /// Reads a `Candidate`.
    fn candidate(&mut self, element: &Element, profile: Option<&Element>, resume: &mut Resume) {
        resume.basics.path = element.path.key("CandidatePerson");
        if let Some(person) = element.child("CandidatePerson") {
            self.person(&person, resume);
        }
        let Some(profile) = profile else { return };
        if let Some(summary) = profile.child("ExecutiveSummary").and_then(|s| prose(&s)) {
            let mut section = text_section(&profile.clone(), None, summary);
            section.item.path = profile.path.key("ExecutiveSummary");
            section.item.id = Some(SectionKind::Summary.name().to_owned());
            section.kind = SectionKind::Summary;
            resume.sections.insert(0, section);
        }
        for part in &PARTS {
            self.part(profile, part, resume);
        }
        if let Some(qualifications) = profile.child("PersonQualifications") {
            self.qualifications(&qualifications, resume);
        }
        for child in profile.children() {
            let is_part = PARTS
                .iter()
                .any(|part| part.path.split_once('/').is_some_and(|(list, _)| list == child.name));
            match child.name {
                "ID" | "ExecutiveSummary" | "PersonQualifications" => {}
                "Attachment" => {
                    if child.text().is_some() {
                        self.notes.add(&PHOTO, &child.path, child.span);
                    }
                }
                "Others" => self.others(&child, resume),
                _ if is_part => {}
                _ => self.further(&child, resume),
            }
        }
        languages_after_education(&mut resume.sections);
    }

    /// Reads a user-defined list with its title.
    fn others(&mut self, element: &Element, resume: &mut Resume) {
        let title = element.child("Title").and_then(|title| title.text());
        let entries: Vec<_> = element
            .children()
            .iter()
            .filter(|child| child.name != "Title")
            .filter_map(|child| self.entry(fields::OTHER, child))
            .collect();
        let title = title.map(|title| Text::from(escape(&title)));
        self.add(SectionKind::Custom, title, element, entries, resume);
    }

    /// Reads a list that is in no table: as entries if its elements have children, else as text.
    fn further(&mut self, element: &Element, resume: &mut Resume) {
        if element.text().is_none() {
            return;
        }
        let title = Some(Text::from(entries::title_of(element.name)));
        let has_entries = element.children().iter().any(|child| !child.children().is_empty());
        if has_entries {
            let entries: Vec<_> = element
                .children()
                .iter()
                .filter_map(|child| self.entry(fields::OTHER, child))
                .collect();
            self.add(SectionKind::Custom, title, element, entries, resume);
        } else if let Some(text) = prose(element) {
            self.notes.add(&UNKNOWN, &element.path, element.span);
            resume.sections.push(text_section(element, title, text));
        }
    }

    fn part(&mut self, element: &Element, part: &Part, resume: &mut Resume) {
        let mut found = vec![element.clone()];
        for name in part.path.split('/') {
            found = found
                .iter()
                .flat_map(Element::children)
                .filter(|child| child.name == name)
                .collect();
        }
        let Some(first) = found.first().cloned() else { return };
        let mut entries: Vec<_> =
            found.iter().filter_map(|child| self.entry(part.fields, child)).collect();
        if part.path.ends_with("MotherTongue") {
            let level = self.mother_tongue();
            entries.iter_mut().for_each(|entry| entry.level = Some(level.clone()));
        }
        self.add(part.kind, part.title.map(Text::from), &first, entries, resume);
    }

    /// Adds entries to the section with a kind and title, creating it if necessary.
    fn add(
        &mut self,
        kind: SectionKind,
        title: Option<Text>,
        element: &Element,
        entries: Vec<crate::resume::Entry>,
        resume: &mut Resume,
    ) {
        if entries.is_empty() {
            return;
        }
        let is_it = |section: &&mut Section| {
            section.kind == kind && section.title == title && kind != SectionKind::Custom
        };
        if let Some(section) = resume.sections.iter_mut().find(is_it) {
            if let Localized::One(own) = &mut section.entries {
                own.extend(entries);
            }
            return;
        }
        let is_own = title.is_none() && kind.is_top_level();
        let id = is_own.then(|| kind.name().to_owned());
        resume.sections.push(Section {
            item: Item { path: element.path.clone(), id, ..Item::default() },
            kind,
            title,
            entries: Localized::One(entries),
            ..Section::default()
        });
    }

    /// Keeps the texts of unknown child elements as details.
    fn leaves(&mut self, element: &Element, extra: &mut Vec<Extra>) {
        if fields::UNDISPLAYED_ELEMENTS.contains(&element.name) {
            return;
        }
        let children = element.children();
        if !children.is_empty() {
            children.iter().for_each(|child| self.leaves(child, extra));
        } else if let Some(text) = prose(element) {
            self.notes.add(&UNKNOWN, &element.path, element.span);
            extra.push(Extra {
                path: element.path.clone(),
                key: element.name.to_owned(),
                label: Some(Text::from(entries::title_of(element.name))),
                value: ExtraValue::Text(Text::from(text)),
            });
        }
    }
}

/// Moves the languages after education, as in Europass.
fn languages_after_education(sections: &mut Vec<Section>) {
    let at = |kinds: &[SectionKind]| sections.iter().rposition(|s| kinds.contains(&s.kind));
    let last = at(&[SectionKind::Work, SectionKind::Education]);
    if let (Some(languages), Some(last)) = (at(&[SectionKind::Languages]), last)
        && languages < last
    {
        let section = sections.remove(languages);
        sections.insert(last, section);
    }
}

fn text_section(element: &Element, title: Option<Text>, text: String) -> Section {
    Section {
        item: Item::at(&element.path),
        kind: SectionKind::Text,
        title,
        text: Some(Text::from(text)),
        ..Section::default()
    }
}

/// Returns the label of a coded value.
fn label(element: &Element) -> Option<Text> {
    let text = element.child("Label").map_or_else(|| element.text(), |label| label.text())?;
    Some(Text::from(escape(&text)))
}

/// Reads HTML text.
fn prose(element: &Element) -> Option<String> {
    let mut raw = String::new();
    element.push_text(&mut raw);
    let text = if html::is_html(&raw) {
        html::document(&raw)
    } else {
        super::commonmark::from_commonmark(raw.trim())
    };
    (!text.trim().is_empty()).then_some(text)
}

/// Reads a line.
fn line(element: &Element) -> Option<Text> {
    element.text().map(|text| Text::from(escape(&html::decode(&text))))
}
