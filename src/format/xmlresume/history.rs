//! Reads jobs, degrees and skills.

use crate::markup::escape;
use crate::resume::{
    Entry, Extra, ExtraValue, Highlight, Item, Keyword, Localized, Section, SectionKind, Text,
};

use super::Reader;
use super::date::{date, period};
use crate::format::element::Element;

impl Reader<'_> {
    pub(super) fn history(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::Work;
        let mut jobs = Vec::new();
        for child in element.children() {
            match child.name {
                "job" => jobs.push(self.job(&child)),
                _ => section.item.extra.extend(self.extra(&child)),
            }
        }
        self.own_text(element, &mut section.item.extra);
        section.entries = Localized::One(jobs);
    }

    fn job(&mut self, job: &Element) -> Entry {
        let mut entry = Entry { item: self.item(job), ..Entry::default() };
        let mut projects = Vec::new();
        let mut achievements = Vec::new();
        for child in job.children() {
            let extra = &mut entry.item.extra;
            match child.name {
                "jobtitle" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.position, text, &child, extra);
                }
                "employer" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.name, text, &child, extra);
                }
                "location" => {
                    let text = self.location(&child);
                    self.fill(&mut entry.location, text, &child, extra);
                }
                "description" => {
                    let text = self.prose(&child, &[]);
                    self.fill(&mut entry.summary, text, &child, extra);
                }
                "date" => entry.date = date(&child),
                "period" => (entry.start, entry.end) = period(&child),
                "projects" => projects.extend(self.bullets(&child)),
                "achievements" => {
                    let path = child.path.clone();
                    achievements.push((path, self.bullets(&child)));
                }
                _ => extra.extend(self.extra(&child)),
            }
        }
        self.own_text(job, &mut entry.item.extra);
        let mut highlights = projects;
        for (path, bullets) in achievements {
            // Achievements besides projects need the library's heading.
            if highlights.is_empty() || bullets.is_empty() {
                highlights.extend(bullets);
            } else {
                highlights.push(Highlight {
                    item: Item::at(path),
                    title: Some("Achievements".into()),
                    text: None,
                    highlights: bullets,
                });
            }
        }
        entry.highlights = Localized::One(highlights);
        entry
    }

    /// Reads `projects` or `achievements`.
    fn bullets(&mut self, element: &Element) -> Vec<Highlight> {
        let outer = self.item(element).tags;
        let mut bullets = Vec::new();
        for child in element.children() {
            if !matches!(child.name, "project" | "achievement") {
                self.unknown_element(&child);
            }
            let title = child.attribute("title").map(|title| Text::from(escape(title)));
            let text = self.prose(&child, &[]).map(Text::from);
            if title.is_some() || text.is_some() {
                let item = self.item_within(&child, &outer);
                bullets.push(Highlight { item, title, text, highlights: Vec::new() });
            }
        }
        if let Some(text) = super::own_text(element) {
            let item = Item::at(&element.path);
            bullets.push(Highlight { item, text: Some(text.into()), ..Highlight::default() });
        }
        bullets
    }

    /// Reads a location as one line.
    pub(super) fn location(&mut self, element: &Element) -> Option<String> {
        let parts: Vec<String> = element.children().iter().filter_map(Element::text).collect();
        if parts.is_empty() {
            return self.inline(element);
        }
        let parts: Vec<String> = parts.into_iter().chain(super::raw_own_text(element)).collect();
        Some(escape(&parts.join(", ")))
    }

    pub(super) fn academics(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::Education;
        let mut entries = Vec::new();
        for child in element.children() {
            match child.name {
                "degrees" => {
                    let outer = self.item(&child).tags;
                    for degree in child.children() {
                        match degree.name {
                            "degree" => entries.push(self.degree(&degree, &outer)),
                            _ => section.item.extra.extend(self.extra(&degree)),
                        }
                    }
                }
                "degree" => entries.push(self.degree(&child, &[])),
                "note" => entries.extend(self.prose(&child, &[]).map(|note| Entry {
                    item: Item::at(&child.path),
                    summary: Some(note.into()),
                    ..Entry::default()
                })),
                _ => section.item.extra.extend(self.extra(&child)),
            }
        }
        self.own_text(element, &mut section.item.extra);
        section.entries = Localized::One(entries);
    }

    fn degree(&mut self, degree: &Element, outer: &[String]) -> Entry {
        let mut entry = Entry { item: self.item_within(degree, outer), ..Entry::default() };
        let mut majors = Vec::new();
        let mut minors = Vec::new();
        let mut courses = Vec::new();
        let mut projects = Vec::new();
        for child in degree.children() {
            let extra = &mut entry.item.extra;
            match child.name {
                "level" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.study_type, text, &child, extra);
                }
                // Before version 1.3 the major was called `subject`.
                "major" | "subject" => majors.extend(self.inline(&child)),
                "minor" => {
                    minors.extend(self.inline(&child).map(|text| (child.path.clone(), text)))
                }
                "annotation" => {
                    let text = self.prose(&child, &[]);
                    self.fill(&mut entry.summary, text, &child, extra);
                }
                "institution" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.name, text, &child, extra);
                }
                "location" => {
                    let text = self.location(&child);
                    self.fill(&mut entry.location, text, &child, extra);
                }
                // The date of a degree is the end of the studies.
                "date" => entry.end = date(&child),
                "period" => (entry.start, entry.end) = period(&child),
                "gpa" => self.gpa(&child, &mut entry),
                "subjects" => {
                    for subject in child.children() {
                        courses.extend(self.subject(&subject).map(Text::from));
                    }
                }
                "projects" => projects.extend(self.bullets(&child)),
                _ => extra.extend(self.extra(&child)),
            }
        }
        self.own_text(degree, &mut entry.item.extra);
        entry.area = (!majors.is_empty()).then(|| majors.join(", ").into());
        if let Some((path, _)) = minors.first() {
            let key = if minors.len() == 1 { "minor" } else { "minors" };
            let path = path.clone();
            let texts = minors.into_iter().map(|(_, text)| ExtraValue::Text(text.into()));
            let mut values: Vec<ExtraValue> = texts.collect();
            let value = if values.len() == 1 { values.remove(0) } else { ExtraValue::List(values) };
            entry.item.extra.push(Extra { path, key: key.to_owned(), label: None, value });
        }
        entry.courses = Localized::One(courses);
        entry.highlights = Localized::One(projects);
        entry
    }

    /// Reads a grade; the grade of the major becomes a detail besides the overall one.
    fn gpa(&mut self, element: &Element, entry: &mut Entry) {
        let mut score = None;
        let mut possible = None;
        let mut rest = super::own_text(element);
        for child in element.children() {
            match child.name {
                "score" => score = child.text(),
                "possible" => possible = child.text(),
                "note" => rest = self.prose(&child, &[]).map(|note| note.replace("\n\n", " ")),
                _ => {
                    let extra = self.extra(&child);
                    entry.item.extra.extend(extra);
                }
            }
        }
        let figure = match (score, possible) {
            (Some(score), Some(possible)) => Some(format!("{score}/{possible}")),
            (score, possible) => score.or(possible),
        };
        let parts: Vec<String> =
            figure.map(|figure| escape(&figure)).into_iter().chain(rest).collect();
        if parts.is_empty() {
            return;
        }
        let text = parts.join(". ");
        if element.attribute("type") == Some("major") {
            entry.item.extra.push(Extra {
                path: element.path.clone(),
                key: "majorGpa".to_owned(),
                label: Some("Major GPA".into()),
                value: ExtraValue::Text(text.into()),
            });
        } else {
            self.fill(&mut entry.score, Some(text), element, &mut entry.item.extra);
        }
    }

    /// Reads a course with its result: `Algebra (A)`.
    fn subject(&mut self, element: &Element) -> Option<String> {
        let mut title = None;
        let mut result = None;
        for child in element.children() {
            match child.name {
                "title" => title = self.inline(&child),
                "result" => result = self.inline(&child),
                _ => {
                    self.unknown_element(&child);
                    title = title.or_else(|| self.inline(&child));
                }
            }
        }
        let title = title.or_else(|| super::own_text(element));
        match (title, result) {
            (Some(title), Some(result)) => Some(format!("{title} ({result})")),
            (title, result) => title.or(result),
        }
    }

    pub(super) fn skillarea(&mut self, element: &Element, section: &mut Section) {
        section.kind = SectionKind::Skills;
        let mut entries: Vec<Entry> = Vec::new();
        for child in element.children() {
            match child.name {
                "title" => {
                    let text = self.inline(&child);
                    self.fill(&mut section.title, text, &child, &mut section.item.extra);
                }
                "skillset" => entries.push(self.skillset(&child)),
                // Some files have skills without a set.
                "skill" | "skills" => {
                    let path = element.path.clone();
                    let mut entry = Entry::at(path);
                    self.skills(&child, &[], &mut entry);
                    match entries.last_mut() {
                        Some(last) if last.item.path == entry.item.path => {
                            let more = entry.keywords.get().clone();
                            last.keywords.iter_mut().for_each(|k| k.extend(more.iter().cloned()));
                        }
                        _ => entries.push(entry),
                    }
                }
                _ => section.item.extra.extend(self.extra(&child)),
            }
        }
        self.own_text(element, &mut section.item.extra);
        section.entries = Localized::One(entries);
    }

    fn skillset(&mut self, element: &Element) -> Entry {
        let mut entry = Entry { item: self.item(element), ..Entry::default() };
        for child in element.children() {
            match child.name {
                "title" => {
                    let text = self.inline(&child);
                    self.fill(&mut entry.name, text, &child, &mut entry.item.extra);
                }
                "skill" | "skills" => self.skills(&child, &[], &mut entry),
                _ => {
                    let extra = self.extra(&child);
                    entry.item.extra.extend(extra);
                }
            }
        }
        self.own_text(element, &mut entry.item.extra);
        entry
    }

    /// Adds a `skill`, or those in `skills`.
    fn skills(&mut self, element: &Element, outer: &[String], entry: &mut Entry) {
        if element.name == "skills" {
            let outer = self.item_within(element, outer).tags;
            for child in element.children() {
                match child.name {
                    "skill" | "skills" => self.skills(&child, &outer, entry),
                    _ => {
                        let extra = self.extra(&child);
                        entry.item.extra.extend(extra);
                    }
                }
            }
            self.own_text(element, &mut entry.item.extra);
            return;
        }
        let Some(name) = self.inline(element) else { return };
        let keyword = Keyword {
            item: self.item_within(element, outer),
            name: name.into(),
            level: element.attribute("level").map(|level| Text::from(escape(level))),
            years: None,
        };
        entry.keywords.iter_mut().for_each(|keywords| keywords.push(keyword.clone()));
    }
}
