//! The format of the XML Résumé Library, all versions.
//!
//! Child elements are read by name, in any order, with or without the namespace, as the library's
//! own style sheets do; few files are valid.

mod date;
mod header;
mod history;
mod inline;
mod lists;
#[cfg(test)]
mod tests;
mod write;

pub(super) use write::write;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resume::{Copyright, Extra, ExtraValue, Item, Resume, Section, SectionKind, Text};
use crate::source::{Node, Path};

use super::decode::split_tags;
use super::element::{Content, Element};
use super::native::assign_ids;
use super::runs::collapse;
use crate::markup::escape;
use crate::resume::title_of_key;

/// Elements whose `targets` can be kept, on the element or its children.
const TAGGED: [&str; 36] = [
    "objective",
    "history",
    "academics",
    "skillareas",
    "skillarea",
    "skillset",
    "skills",
    "skill",
    "pubs",
    "pub",
    "misc",
    "referees",
    "referee",
    "memberships",
    "membership",
    "interests",
    "interest",
    "clearances",
    "clearance",
    "awards",
    "award",
    "job",
    "projects",
    "project",
    "achievements",
    "achievement",
    "degrees",
    "degree",
    "address",
    "contact",
    "phone",
    "fax",
    "pager",
    "email",
    "url",
    "instantMessage",
];

/// Reads elements and collects problems.
struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
    /// Names with ids, to which authors refer.
    names: Vec<(String, String)>,
}

/// Reads every résumé of a document.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Vec<Resume> {
    let document = Element::new("", root, Path::ROOT);
    let mut resumes = Vec::new();
    for child in document.children() {
        match child.name {
            "resume" => resumes.push(child),
            "resumes" => {
                resumes.extend(child.children().into_iter().filter(|c| c.name == "resume"));
            }
            _ => {}
        }
    }
    if resumes.is_empty() {
        let name = document.children().first().map_or("nothing", |child| child.name);
        let problem =
            Diagnostic::error("not-a-resume", format!("this XML is not a résumé: it has `{name}`"));
        diagnostics.push(problem.at(root.span).hint(match name {
            "learnerinfo" => "it is Europass's of before 2013, which is not read; later ones are",
            _ => READ,
        }));
    }
    if let Some(foreign) = resumes.iter().find(|element| !is_of_the_library(element)) {
        diagnostics.push(not_of_the_library(foreign));
        return Vec::new();
    }
    let mut reader = Reader { diagnostics, names: Vec::new() };
    resumes.iter().map(|element| reader.resume(element)).collect()
}

/// Hint about supported XML formats.
const READ: &str = "XML is read where it is of the XML Résumé Library, or Europass's; \
                    a résumé can be written as YAML, JSON or TOML: `recto new` writes one";

/// Children of `resume` in any version of the library.
const PARTS: [&str; 17] = [
    "header",
    "objective",
    "history",
    "academics",
    "skillareas",
    "skillarea",
    "pubs",
    "misc",
    "referees",
    "memberships",
    "interests",
    "awards",
    "clearances",
    "keywords",
    "copyright",
    "lastModified",
    "docpath",
];

/// Returns the names of known and of unknown children.
fn parts<'n>(resume: &Element<'n>) -> (Vec<&'n str>, Vec<&'n str>) {
    let mut names: Vec<&str> = Vec::new();
    for child in resume.children() {
        if !names.contains(&child.name) {
            names.push(child.name);
        }
    }
    names.into_iter().partition(|name| PARTS.contains(name))
}

/// Returns whether a `resume` element belongs to the library.
fn is_of_the_library(resume: &Element) -> bool {
    let (known, unknown) = parts(resume);
    known.len() >= unknown.len()
}

fn not_of_the_library(resume: &Element) -> Diagnostic {
    let (_, unknown) = parts(resume);
    let names: Vec<_> = unknown.iter().take(5).map(|name| format!("`{name}`")).collect();
    let more = if unknown.len() > names.len() { " …" } else { "" };
    Diagnostic::error(
        "not-a-resume",
        format!(
            "this XML is not of the XML Résumé Library, which has no {}{more}",
            names.join(", ")
        ),
    )
    .on(&resume.path)
    .at(resume.span)
    .hint(READ)
}

impl Reader<'_> {
    fn resume(&mut self, element: &Element) -> Resume {
        self.names.clear();
        self.collect_names(element);
        self.lost_tags(element, None);
        let mut resume = Resume::default();
        resume.basics.path = element.path.key("header");
        for child in element.children() {
            match child.name {
                "header" => self.header(&child, &mut resume),
                "docpath" => self.ignored(
                    &child,
                    "the way through a web site is not printed",
                    "it may go: `docpath` was dropped from the library in 1.4",
                ),
                "keywords" => {
                    let keywords = child.children();
                    let texts = keywords.iter().filter(|c| c.name == "keyword");
                    resume.meta.keywords.extend(texts.filter_map(Element::text).map(Text::from));
                }
                "lastModified" => {
                    resume.meta.last_modified =
                        child.child("date").map_or_else(|| date::date(&child), |d| date::date(&d));
                }
                "copyright" => resume.meta.copyright = Some(self.copyright(&child)),
                "skillareas" => {
                    let outer = self.item(&child).tags;
                    for area in child.children() {
                        self.section(&area, &outer, &mut resume);
                    }
                }
                _ => self.section(&child, &[], &mut resume),
            }
        }
        if let Some(text) = own_text(element) {
            let item = Item::at(&element.path);
            resume.sections.push(text_section(item, None, text));
        }
        name_summary(&mut resume.sections);
        assign_ids(&mut resume.sections);
        resume
    }

    fn section(&mut self, element: &Element, outer: &[String], resume: &mut Resume) {
        let mut section = Section { item: self.item_within(element, outer), ..Section::default() };
        match element.name {
            "objective" => {
                section.kind = SectionKind::Summary;
                section.title = Some("Professional Objective".into());
                section.text = self.prose(element, &[]).map(Text::from);
            }
            "history" => self.history(element, &mut section),
            "academics" => self.academics(element, &mut section),
            "skillarea" => self.skillarea(element, &mut section),
            "pubs" => self.pubs(element, &mut section),
            "referees" => self.referees(element, &mut section),
            "memberships" => self.memberships(element, &mut section),
            "interests" => self.interests(element, &mut section),
            "clearances" => self.clearances(element, &mut section),
            "awards" => self.awards(element, &mut section),
            "misc" => {
                section.kind = SectionKind::Text;
                section.title = Some("Miscellany".into());
                section.text = self.prose(element, &[]).map(Text::from);
            }
            name => {
                self.unknown_element(element);
                let Some(text) = self.prose(element, &[]) else { return };
                section = text_section(section.item, Some(title_of_key(name).into()), text);
            }
        }
        let is_empty = section.text.is_none()
            && section.item.extra.is_empty()
            && section.entries.iter().all(Vec::is_empty);
        if is_empty && (section.title.is_none() || matches!(element.name, "objective" | "misc")) {
            return;
        }
        resume.sections.push(section);
    }

    fn copyright(&mut self, element: &Element) -> Copyright {
        let mut copyright = Copyright { path: element.path.clone(), ..Copyright::default() };
        for child in element.children() {
            match child.name {
                "year" => copyright.years = child.text().map(|text| escape(&text).into()),
                "name" => copyright.holder = self.name(&child).map(|name| escape(&name).into()),
                "legalnotice" => copyright.notice = self.prose(&child, &[]).map(Text::from),
                _ => {
                    self.unknown_element(&child);
                    let more = child.text().map(|text| escape(&text));
                    let notice = copyright.notice.take().map(|text| text.get().clone());
                    let both: Vec<_> = notice.into_iter().chain(more).collect();
                    copyright.notice = (!both.is_empty()).then(|| both.join("\n\n").into());
                }
            }
        }
        copyright
    }

    fn collect_names(&mut self, element: &Element) {
        for child in element.children() {
            if child.name == "name"
                && let Some(id) = child.attribute("id")
                && let Some(name) = header::full_name(&child)
            {
                self.names.push((id.to_owned(), name));
            }
            self.collect_names(&child);
        }
    }

    /// Reports tags on parts that are too small to have any.
    fn lost_tags(&mut self, element: &Element, parent: Option<&str>) {
        let keeps =
            TAGGED.contains(&element.name) && (element.name != "url" || parent == Some("contact"));
        if !keeps && let Some(targets) = element.attribute("targets") {
            self.diagnostics.push(
                Diagnostic::warning(
                    "lost-tags",
                    format!(
                        "the targets `{targets}` of `{}` are not kept: it is always printed",
                        element.name
                    ),
                )
                .on(&element.path)
                .at(element.span)
                .hint("sections, entries, projects, skills and contacts keep theirs"),
            );
        }
        for child in element.children() {
            self.lost_tags(&child, Some(element.name));
        }
    }

    /// Returns id and targets of an element.
    fn item(&self, element: &Element) -> Item {
        self.item_within(element, &[])
    }

    /// Returns id and targets of an element, including the targets of its parents.
    fn item_within(&self, element: &Element, outer: &[String]) -> Item {
        let own: Vec<String> =
            element.attribute("targets").map(|t| split_tags(t).collect()).unwrap_or_default();
        let tags = match (outer, own.as_slice()) {
            ([], _) => own,
            (outer, []) => outer.to_vec(),
            (outer, own) => outer
                .iter()
                .flat_map(|outer| own.iter().map(move |own| format!("{outer}+{own}")))
                .collect(),
        };
        Item {
            path: element.path.clone(),
            id: element.attribute("id").map(str::to_owned),
            tags,
            ..Item::default()
        }
    }

    /// Fills a text slot; a second value becomes a detail.
    fn fill(
        &mut self,
        slot: &mut Option<Text>,
        text: Option<String>,
        element: &Element,
        extra: &mut Vec<Extra>,
    ) {
        let Some(text) = text else { return };
        if slot.is_none() {
            *slot = Some(Text::from(text));
            return;
        }
        self.diagnostics.push(
            Diagnostic::warning(
                "repeated-element",
                format!("duplicate element `{}`; the second is printed as a detail", element.name),
            )
            .on(&element.path)
            .at(element.span),
        );
        extra.push(detail(element, text));
    }

    /// Keeps the text of an unknown element as a detail.
    fn extra(&mut self, element: &Element) -> Option<Extra> {
        self.unknown_element(element);
        self.prose(element, &[]).map(|text| detail(element, text))
    }

    /// Keeps text where the document type allows only elements.
    fn own_text(&mut self, element: &Element, extra: &mut Vec<Extra>) {
        extra.extend(own_text(element).map(|text| detail(element, text)));
    }

    fn unknown_element(&mut self, element: &Element) {
        let hint = if element.text().is_some() {
            "its text is still printed"
        } else {
            "it contains no text"
        };
        self.diagnostics.push(
            Diagnostic::warning(
                "unknown-element",
                format!("unknown element `{}` here", element.name),
            )
            .on(&element.path)
            .at(element.span)
            .hint(hint),
        );
    }

    fn ignored(&mut self, element: &Element, message: &str, hint: &str) {
        if element.text().is_some() {
            self.diagnostics.push(
                Diagnostic::warning("not-printed", message)
                    .on(&element.path)
                    .at(element.span)
                    .hint(hint),
            );
        }
    }
}

/// Sets the id of the first summary, whose heading is the library's.
fn name_summary(sections: &mut [Section]) {
    let id = SectionKind::Summary.name();
    if sections.iter().any(|section| section.item.id.as_deref() == Some(id)) {
        return;
    }
    let summary = sections
        .iter_mut()
        .find(|section| section.kind == SectionKind::Summary && section.item.id.is_none());
    if let Some(summary) = summary {
        summary.item.id = Some(id.to_owned());
    }
}

fn detail(element: &Element, text: String) -> Extra {
    Extra {
        path: element.path.clone(),
        key: element.name.to_owned(),
        label: None,
        value: ExtraValue::Text(text.into()),
    }
}

/// Returns the text of an element besides its children, with collapsed white space.
fn raw_own_text(element: &Element) -> Option<String> {
    let texts = element.content().into_iter().filter_map(|content| match content {
        Content::Text(text) => Some(collapse(text)).filter(|text| !text.is_empty()),
        Content::Element(_) => None,
    });
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Returns [`raw_own_text`] with markup escaped.
fn own_text(element: &Element) -> Option<String> {
    raw_own_text(element).map(|text| escape(&text))
}

fn text_section(item: Item, title: Option<Text>, text: String) -> Section {
    Section { item, kind: SectionKind::Text, title, text: Some(text.into()), ..Section::default() }
}

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    ["resume", "resumes"]
        .into_iter()
        .filter_map(|name| root.get(name).map(|node| (name, node)))
        .filter(|(_, node)| {
            let members = node.as_map().unwrap_or_default();
            members.iter().any(|member| {
                member.key.starts_with('@')
                    || TAGGED.contains(&member.key.as_str())
                    || matches!(member.key.as_str(), "header" | "resume")
            })
        })
        .map(|(name, _)| format!("the element `{name}`"))
        .collect()
}
