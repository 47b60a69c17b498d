//! Writes jobs, degrees and skills.

use crate::markup;
use crate::resume::{
    Entry, Extra, ExtraValue, Highlight, Keyword, Localized, Section, SectionKind, Slot, Text,
};
use crate::source::Node;

use super::super::super::losses::{LossKind, flat_highlights};
use super::inline::{inline, paragraphs};
use super::{Writer, empty, line_or_empty, no_date, paras, put_when, value_of, when, wrapped};
use crate::format::members::{Members, plain};

impl Writer<'_> {
    pub(super) fn history(&mut self, section: &Section) -> Members {
        let mut history = Members::default();
        for entry in section.entries.get() {
            history.put("job", self.job(entry));
        }
        history
    }

    fn job(&mut self, entry: &Entry) -> Node {
        let written = [
            Slot::Position,
            Slot::Name,
            Slot::Url,
            Slot::Location,
            Slot::Description,
            Slot::Summary,
            Slot::Highlights,
        ];
        let written = [written.as_slice(), when(entry)].concat();
        let mut job = Members::default();
        self.marks("job", &entry.item, &mut job);
        job.put("jobtitle", line_or_empty(&entry.position));
        let mut texts = Vec::new();
        job.put("employer", self.linked(entry, &mut texts).unwrap_or_else(empty));
        job.put("location", entry.location.as_ref().map(place));
        put_when(entry, &mut job);
        if !job.has("period") && !job.has("date") {
            job.append(Members::of(no_date()));
        }
        if let Some(description) = &entry.description {
            let before = LossKind::Replaced("it is written before the summary");
            self.losses.note("`description` here", before, &entry.item.path.key("description"));
            texts.extend(paragraphs(description.as_str()));
        }
        texts.extend(entry.summary.iter().flat_map(|summary| paragraphs(summary.as_str())));
        texts.extend(self.further(SectionKind::Work, entry, &written));
        job.put("description", (!texts.is_empty()).then(|| paras(texts)));
        self.bullets(entry.highlights.get(), "achievements", &mut job);
        job.map()
    }

    /// Writes a name with its link; a link without a name becomes a paragraph.
    fn linked(&mut self, entry: &Entry, texts: &mut Vec<Node>) -> Option<Node> {
        let Some(url) = &entry.url else {
            return entry.name.as_ref().map(|name| inline(name.as_str()));
        };
        let path = entry.item.path.key("url");
        let Some(name) = &entry.name else {
            self.losses.note("`url` here", LossKind::Replaced("it becomes a paragraph"), &path);
            texts.push(wrapped("url", plain(url)));
            return None;
        };
        self.losses.note(
            "`url` here",
            LossKind::Replaced("it becomes the link of the name"),
            &path,
        );
        let mut link = Members::default();
        link.put("@href", plain(url));
        link.put("#text", plain(&markup::inline(name.as_str()).text()));
        Some(wrapped("link", link.map()))
    }

    /// Writes bullets; if some have titles, all are written as projects.
    fn bullets(&mut self, highlights: &[Highlight], name: &str, element: &mut Members) {
        let (highlights, achievements) = match name {
            "projects" => (highlights, [].as_slice()),
            _ => split_achievements(highlights),
        };
        let has_title = highlights.iter().any(|highlight| highlight.title.is_some());
        let as_projects = has_title || !achievements.is_empty() || name == "projects";
        if as_projects {
            self.put_bullets(highlights, "projects", "project", element);
        } else {
            self.put_bullets(highlights, "achievements", "achievement", element);
        }
        self.put_bullets(achievements, "achievements", "achievement", element);
    }

    fn put_bullets(
        &mut self,
        highlights: &[Highlight],
        group: &str,
        one: &str,
        element: &mut Members,
    ) {
        let mut bullets = Members::default();
        for highlight in highlights {
            let mut bullet = Members::default();
            self.marks(one, &highlight.item, &mut bullet);
            if let Some(title) = &highlight.title {
                bullet.put("@title", plain(&markup::inline(title.as_str()).text()));
            }
            let mut texts: Vec<Node> =
                highlight.text.iter().flat_map(|text| paragraphs(text.as_str())).collect();
            for extra in &highlight.item.extra {
                texts.extend(super::labelled(&super::label_of(extra), &value_of(&extra.value)));
            }
            bullet.append(bullet_of(texts));
            bullets.put(one, bullet.map());
            if !highlight.highlights.is_empty() {
                let after = LossKind::Replaced("they come after the one they belong to");
                self.losses.note("highlights within highlights", after, &highlight.item.path);
            }
            for text in flat_highlights(&highlight.highlights, self.losses) {
                bullets.put(one, bullet_of(paragraphs(&text)).map());
            }
        }
        element.put(group, bullets.filled());
    }

    pub(super) fn academics(&mut self, section: &Section) -> Members {
        let mut degrees = Members::default();
        let mut notes: Vec<Node> = Vec::new();
        for entry in section.entries.get() {
            if let Some(note) = note_of(entry) {
                notes.extend(paragraphs(note));
            } else {
                degrees.put("degree", self.degree(entry));
            }
        }
        if let Some(text) = &section.text {
            let path = section.item.path.key("text");
            let after = LossKind::Replaced("it comes after the degrees");
            self.losses.note("the text before the entries", after, &path);
            notes.extend(paragraphs(text.as_str()));
        }
        let mut academics = Members::default();
        let has_degrees = !degrees.is_empty() || !notes.is_empty();
        academics.put("degrees", has_degrees.then(|| degrees.map()));
        academics.put("note", (!notes.is_empty()).then(|| paras(notes)));
        academics
    }

    fn degree(&mut self, entry: &Entry) -> Node {
        let written = [
            Slot::StudyType,
            Slot::Area,
            Slot::Name,
            Slot::Url,
            Slot::Location,
            Slot::Start,
            Slot::End,
            Slot::Score,
            Slot::Courses,
            Slot::Summary,
            Slot::Highlights,
        ];
        let mut extra: Vec<&Extra> = entry.item.extra.iter().collect();
        let mut take = |keys: [&str; 2]| {
            let index = extra.iter().position(|own| keys.contains(&own.key.as_str()))?;
            Some(extra.remove(index).value.clone())
        };
        let minors = take(["minor", "minors"]);
        let major_gpa = take(["majorGpa", "Major GPA"]);
        let mut degree = Members::default();
        self.marks("degree", &entry.item, &mut degree);
        degree.put("level", line_or_empty(&entry.study_type));
        let mut texts: Vec<Node> =
            entry.summary.iter().flat_map(|text| paragraphs(text.as_str())).collect();
        let institution = self.linked(entry, &mut texts);
        let rest = Entry {
            item: crate::resume::Item {
                extra: extra.into_iter().cloned().collect(),
                ..entry.item.clone()
            },
            ..entry.clone()
        };
        texts.extend(self.further(SectionKind::Education, &rest, &written));
        match texts.len() {
            0 => {}
            1 => degree.put("annotation", texts.remove(0)),
            _ => {
                let together = LossKind::Replaced("its paragraphs run together");
                self.losses.note("several paragraphs about a degree", together, &entry.item.path);
                degree.put("annotation", paras(texts));
            }
        }
        degree.put("major", entry.area.as_ref().map(|text| inline(text.as_str())));
        let minors = match minors {
            Some(ExtraValue::List(minors)) => minors,
            other => other.into_iter().collect(),
        };
        for minor in minors {
            degree.put("minor", inline(&value_of(&minor)));
        }
        // The date of a degree is the end of the studies.
        match (&entry.start, &entry.end) {
            (None, Some(end)) if *end != crate::resume::Date::Present => {
                degree.put("date", super::date_element(end));
            }
            _ => put_when(&Entry { date: None, ..entry.clone() }, &mut degree),
        }
        let must_be_there = entry.location.as_ref().map(|_| empty());
        degree.put("institution", institution.or(must_be_there));
        degree.put("location", entry.location.as_ref().map(place));
        degree.put("gpa", entry.score.as_ref().map(|score| gpa(score.as_str())));
        if let Some(score) = major_gpa {
            let mut element = Members::default();
            element.put("@type", plain("major"));
            element.append(Members::of(gpa(&value_of(&score))));
            degree.put("gpa", element.map());
        }
        let mut subjects = Members::default();
        for course in entry.courses.get() {
            subjects.put("subject", subject(course.as_str()));
        }
        degree.put("subjects", subjects.filled());
        self.bullets(entry.highlights.get(), "projects", &mut degree);
        degree.map()
    }

    pub(super) fn skillarea(&mut self, section: &Section) -> Members {
        let heading = match (&section.title, section.kind) {
            (Some(title), _) => inline(title.as_str()),
            (None, SectionKind::Languages) => plain("Languages"),
            (None, _) => plain("Skills"),
        };
        if section.kind == SectionKind::Languages {
            let how = LossKind::Replaced("they become skills under that heading");
            self.losses.note("languages", how, &section.item.path);
        }
        let mut area = Members::default();
        let mut bare: Vec<&Entry> = Vec::new();
        for entry in section.entries.get() {
            if entry.keywords.get().is_empty() && entry.item.tags.is_empty() {
                bare.push(entry);
                continue;
            }
            area.put("skillset", self.bare_skills(&mut bare, section.kind));
            area.put("skillset", self.skillset(entry, section.kind));
        }
        area.put("skillset", self.bare_skills(&mut bare, section.kind));
        if area.is_empty() {
            return area;
        }
        let mut titled = Members::default();
        titled.put("title", heading);
        titled.append(area);
        titled
    }

    /// Writes entries without keywords as skills of one set.
    fn bare_skills(&mut self, entries: &mut Vec<&Entry>, kind: SectionKind) -> Option<Node> {
        let mut set = Members::default();
        for entry in entries.drain(..) {
            let how = LossKind::Replaced("each becomes a skill of one set");
            self.losses.note("skills without keywords", how, &entry.item.path);
            let keyword = Keyword {
                // Unknown data are written separately, with the rest of the entry.
                item: crate::resume::Item { extra: Vec::new(), ..entry.item.clone() },
                name: entry.name.clone().unwrap_or_default(),
                level: entry.level.clone(),
                years: entry.years.clone(),
            };
            set.put("skill", self.skill(&keyword));
            self.store_unsupported_by_skill(entry, kind);
        }
        set.filled()
    }

    fn skillset(&mut self, entry: &Entry, kind: SectionKind) -> Node {
        let path = &entry.item.path;
        let mut set = Members::default();
        self.marks("skillset", &entry.item, &mut set);
        let known: Vec<&str> = entry.level.iter().chain(&entry.years).map(Text::as_str).collect();
        let name = entry.name.as_ref().map(Text::as_str);
        if !known.is_empty() {
            let how = LossKind::Replaced("it is written in brackets after the name");
            self.losses.note("the level of a group of skills", how, path);
        }
        let title = match (name, known.as_slice()) {
            (name, []) => name.map(str::to_owned),
            (name, known) => Some(format!("{} ({})", name.unwrap_or_default(), known.join(", "))),
        };
        set.put("title", title.map(|title| inline(title.trim())));
        for keyword in entry.keywords.get() {
            set.put("skill", self.skill(keyword));
        }
        if !set.has("skill") {
            set.put("skill", empty());
        }
        self.store_unsupported_by_skill(entry, kind);
        set.map()
    }

    fn skill(&mut self, keyword: &Keyword) -> Node {
        let mut skill = Members::default();
        self.marks("skill", &keyword.item, &mut skill);
        for extra in &keyword.item.extra {
            self.put_apart(&super::label_of(extra), &value_of(&extra.value), &extra.path);
        }
        let mut known: Vec<String> = Vec::new();
        known.extend(keyword.level.iter().map(|text| markup::inline(text.as_str()).text()));
        if let Some(years) = &keyword.years {
            let how = LossKind::Replaced("they are written with its level");
            self.losses.note("the years of a skill", how, &keyword.item.path);
            let years = markup::inline(years.as_str()).text();
            let is_number = years.parse::<f32>().is_ok();
            known.push(if is_number { format!("{years} years") } else { years });
        }
        skill.put("@level", (!known.is_empty()).then(|| plain(&known.join(", "))));
        skill.append(contents(inline(keyword.name.as_str())));
        skill.map()
    }

    /// Stores data that a skill does not support for the end of the section.
    fn store_unsupported_by_skill(&mut self, entry: &Entry, kind: SectionKind) {
        let written = [Slot::Name, Slot::Level, Slot::Years, Slot::Keywords];
        self.keep_apart(entry, kind, &written);
    }

    /// Stores all slots but those written for the end of the section, with the name of the entry.
    pub(super) fn keep_apart(&mut self, entry: &Entry, kind: SectionKind, written: &[Slot]) {
        let texts = self.further(kind, entry, written);
        if texts.is_empty() {
            return;
        }
        let how = LossKind::Replaced("it is written under \"Miscellany\"");
        self.losses.note("more than a name and a level", how, &entry.item.path);
        self.apart.extend(entry.name.iter().map(|name| inline(name.as_str())));
        self.apart.extend(texts);
    }
}

/// Writes a bullet; a single paragraph becomes bare text, as the document type requires.
fn bullet_of(texts: Vec<Node>) -> Members {
    match <[Node; 1]>::try_from(texts) {
        Ok([only]) => contents(only),
        Err(texts) => Members::of(paras(texts)),
    }
}

/// Returns the members of an element with text or mixed content.
fn contents(node: Node) -> Members {
    match node.as_text() {
        Some(text) => {
            let mut members = Members::default();
            members.put("#text", plain(text));
            members
        }
        None => Members::of(node),
    }
}

/// Separates achievements from the projects before them, under whose heading the reader put them.
fn split_achievements(highlights: &[Highlight]) -> (&[Highlight], &[Highlight]) {
    match highlights.split_last() {
        Some((last, projects)) => {
            let is_heading =
                last.title.as_ref().is_some_and(|title| title.as_str() == "Achievements");
            let is_bare = last.text.is_none()
                && last.item.tags.is_empty()
                && last.item.extra.is_empty()
                && last.item.id.is_none()
                && !last.item.break_before;
            if is_heading && is_bare && !last.highlights.is_empty() && !projects.is_empty() {
                (projects, &last.highlights)
            } else {
                (highlights, &[])
            }
        }
        None => (highlights, &[]),
    }
}

/// Returns the text of an entry without other data: a note on the degrees.
fn note_of(entry: &Entry) -> Option<&str> {
    let summary = entry.summary.as_ref()?;
    let item = crate::resume::Item::at(&entry.item.path);
    let bare = Entry { item, summary: entry.summary.clone(), ..Entry::default() };
    (*entry == bare).then(|| summary.as_str())
}

/// Writes a location.
pub(super) fn place(text: &Text) -> Node {
    wrapped("city", inline(text.as_str()))
}

/// Writes a grade: `3.7/4.0` has two parts, and a following sentence becomes a note.
fn gpa(text: &str) -> Node {
    let (figure, note) = match text.split_once(". ") {
        Some((figure, note)) => (figure, Some(note)),
        None => (text, None),
    };
    let mut element = Members::default();
    match figure.split_once('/') {
        Some((score, possible)) if !score.is_empty() && !possible.is_empty() => {
            element.put("score", inline(score));
            element.put("possible", inline(possible));
        }
        _ => element.put("score", inline(figure)),
    }
    element.put("note", note.map(|note| paras(paragraphs(note))));
    element.map()
}

/// Writes a course, with its result in brackets as a separate element.
fn subject(text: &str) -> Node {
    let mut element = Members::default();
    match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
        Some((title, result)) if !title.is_empty() && !result.is_empty() => {
            element.put("title", inline(title));
            element.put("result", inline(result));
        }
        _ => {
            element.put("title", inline(text));
            element.put("result", empty());
        }
    }
    element.map()
}

impl Writer<'_> {
    /// Creates an entry from a text, for sections that are lists of entries.
    pub(super) fn entry_of(&self, text: &str, path: &crate::source::Path) -> Entry {
        Entry {
            item: crate::resume::Item::at(path),
            summary: Some(Text::from(text)),
            keywords: Localized::default(),
            ..Entry::default()
        }
    }
}
