use std::collections::BTreeMap;

use super::{
    Contact, Date, Entry, Highlight, Localized, Resume, Section, SectionKind, Setting, Text,
    fields, general_field,
};
use crate::characters::has_shape;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::source::{Node, Path};

/// Checks rules that involve several fields: periods that end before they start, duplicate ids,
/// titles of sections that do not exist.
///
/// `root` is the tree of the résumé, used for the spans of messages.
pub fn validate(resume: &Resume, root: &Node, diagnostics: &mut Diagnostics) {
    let mut check = Check { root, diagnostics };
    check.name(resume);
    for section in &resume.sections {
        for entry in section.entries.iter().flatten() {
            check.period(entry);
        }
    }
    for section in &resume.sections {
        section.highlights.iter().for_each(|list| check.nesting(list, 1));
        section.entries.iter().flatten().for_each(|entry| check.entry_nesting(entry, 0));
    }
    check.section_ids(resume);
    check.item_ids(resume);
    check.section_names(resume);
    check.sort_keys(resume);
}

/// Maximum nesting depth of highlights and positions, which themes can render.
pub const DEEPEST: usize = 12;

struct Check<'c> {
    root: &'c Node,
    diagnostics: &'c mut Diagnostics,
}

/// Ids in use, with the paths of their owners.
type Ids = BTreeMap<String, Path>;

impl Check<'_> {
    fn push(&mut self, diagnostic: Diagnostic, path: &Path) {
        self.diagnostics.push(diagnostic.on(path).at(self.root.span_of(path)));
    }

    fn name(&mut self, resume: &Resume) {
        let is_seen = |name: &Text| name.iter().any(|name| has_shape(name));
        // A wrong type has been reported before.
        let is_mapping = |basics: &Node| basics.as_map().is_some() || basics.is_null();
        let is_reported = self.root.get("basics").is_some_and(|basics| !is_mapping(basics));
        if !resume.basics.name.as_ref().is_some_and(is_seen) && !is_reported {
            let path = &resume.basics.path;
            // Other formats have the name under another key.
            let hint = match path.to_string().as_str() {
                "" | "basics" => "write it under `basics`: `name: …`".to_owned(),
                place => format!("write it under `{place}`"),
            };
            let missing = Diagnostic::warning("missing-name", "`basics.name` is missing");
            self.push(missing.hint(hint), path);
        }
    }

    fn period(&mut self, entry: &Entry) {
        if let (Some(start), Some(end)) = (&entry.start, &entry.end)
            && is_before(end, start)
        {
            let problem = Diagnostic::warning(
                "end-before-start",
                format!("the end `{end}` is before the start `{start}`"),
            )
            .hint("swap the two dates, or correct one of them");
            // Names of this key in other formats.
            let names = ["end_date", "end"].map(|name| entry.item.path.key(name));
            let path = names.into_iter().find(|path| self.root.key_span_of(path).is_some());
            self.push(problem, &path.unwrap_or_else(|| entry.item.path.key("endDate")));
        }
        entry.positions.iter().for_each(|position| self.period(position));
    }

    fn entry_nesting(&mut self, entry: &Entry, depth: usize) {
        if depth > DEEPEST {
            return self.too_deep("positions", &entry.item.path);
        }
        entry.highlights.iter().for_each(|list| self.nesting(list, 1));
        entry.positions.iter().for_each(|position| self.entry_nesting(position, depth + 1));
    }

    fn nesting(&mut self, highlights: &[Highlight], depth: usize) {
        for highlight in highlights {
            if depth > DEEPEST {
                return self.too_deep("highlights", &highlight.item.path);
            }
            self.nesting(&highlight.highlights, depth + 1);
        }
    }

    fn too_deep(&mut self, what: &str, path: &Path) {
        let message = format!("{what} are nested deeper than {DEEPEST} levels here");
        self.push(Diagnostic::error("too-deep", message).hint("reduce the nesting"), path);
    }

    fn section_ids(&mut self, resume: &Resume) {
        let mut ids = Ids::new();
        for section in &resume.sections {
            self.id(&section.item.id, &section.item.path, &mut ids);
        }
    }

    fn item_ids(&mut self, resume: &Resume) {
        let mut ids = Ids::new();
        self.contact_ids(&resume.basics.contacts, &mut ids);
        for Section { entries, highlights, .. } in &resume.sections {
            each(entries, &mut ids, |entries, ids| self.entry_ids(entries, ids));
            each(highlights, &mut ids, |highlights, ids| self.highlight_ids(highlights, ids));
        }
    }

    fn entry_ids(&mut self, entries: &[Entry], ids: &mut Ids) {
        for entry in entries {
            self.id(&entry.item.id, &entry.item.path, ids);
            self.contact_ids(&entry.contacts, ids);
            each(&entry.highlights, ids, |highlights, ids| self.highlight_ids(highlights, ids));
            each(&entry.keywords, ids, |keywords, ids| {
                for keyword in keywords {
                    self.id(&keyword.item.id, &keyword.item.path, ids);
                }
            });
            self.entry_ids(&entry.positions, ids);
        }
    }

    fn highlight_ids(&mut self, highlights: &[Highlight], ids: &mut Ids) {
        for highlight in highlights {
            self.id(&highlight.item.id, &highlight.item.path, ids);
            self.highlight_ids(&highlight.highlights, ids);
        }
    }

    fn contact_ids(&mut self, contacts: &[Contact], ids: &mut Ids) {
        for contact in contacts {
            self.id(&contact.item.id, &contact.item.path, ids);
        }
    }

    fn id(&mut self, id: &Option<String>, path: &Path, ids: &mut Ids) {
        let Some(id) = id else { return };
        if let Some(first) = ids.get(id) {
            // Other tools number the entries of each section from one.
            let problem = Diagnostic::warning(
                "duplicate-id",
                format!("duplicate id `{id}`: `{first}` has it too"),
            )
            .hint("give each a unique `id`");
            self.push(problem, &path.key("id"));
        } else {
            ids.insert(id.clone(), path.clone());
        }
    }

    /// Checks the section names used in `meta`.
    fn section_names(&mut self, resume: &Resume) {
        let meta = &resume.meta;
        let mut named: Vec<(&str, Path)> = Vec::new();
        let at = meta.path.key("sections");
        for (index, id) in meta.sections.iter().flatten().enumerate() {
            let path = at.index(index);
            if let Some((_, first)) = named.iter().find(|(other, _)| other == id) {
                let problem = Diagnostic::error(
                    "duplicate-section",
                    format!("the section `{id}` is named twice, first as `{first}`"),
                )
                .hint("a section is shown once: remove one of the two");
                self.push(problem, &path);
            }
            named.push((id, path));
        }
        let titles =
            meta.titles.iter().map(|(id, _)| (id.as_str(), meta.path.key("titles").key(id)));
        let sort = meta.sort.iter().map(|setting| (setting.key.as_str(), setting.path.clone()));
        named.extend(titles.chain(sort));

        let own: Vec<&str> =
            resume.sections.iter().filter_map(|section| section.item.id.as_deref()).collect();
        // Known sections that this file lacks may be named, since the settings may be shared.
        let mut known = own.clone();
        let standard = |kind: &SectionKind| kind.is_top_level() || *kind == SectionKind::Summary;
        known.extend(SectionKind::ALL.iter().filter(|kind| standard(kind)).map(|kind| kind.name()));
        for (id, path) in named {
            if known.contains(&id) {
                continue;
            }
            let hint = match did_you_mean(id, known.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => {
                    let names: Vec<_> = own.iter().map(|id| format!("`{id}`")).collect();
                    format!("the sections of this file are {}", names.join(", "))
                }
            };
            let problem = Diagnostic::error("unknown-section", format!("unknown section `{id}`"));
            self.push(problem.hint(hint), &path);
        }
    }

    /// Checks that `meta.sort` names existing fields.
    fn sort_keys(&mut self, resume: &Resume) {
        for setting in &resume.meta.sort {
            if let Some(problem) = resume.unsortable(setting) {
                self.push(problem, &setting.path);
            }
        }
    }
}

impl Resume {
    /// Returns a warning if a setting of `meta.sort` names no field of its section.
    pub fn unsortable(&self, setting: &Setting) -> Option<Diagnostic> {
        let is_of = |section: &&Section| section.item.id.as_deref() == Some(&setting.key);
        let own = self.sections.iter().find(is_of).map(|section| section.kind);
        let kind = own.or_else(|| SectionKind::from_name(&setting.key))?;
        let key = setting.value.trim().trim_start_matches(['-', '+']);
        if fields(kind).iter().any(|field| field.key == key) || general_field(key).is_some() {
            return None;
        }
        let keys = fields(kind).iter().map(|field| field.key);
        let hint = match did_you_mean(key, keys) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => "name a field, with `-` before it for the latest first: `-endDate`".into(),
        };
        let message = format!("the entries of `{}` have no `{key}` to sort by", setting.key);
        Some(Diagnostic::error("unknown-key", message).hint(hint))
    }
}

/// Visits the values of all languages, each with the ids in use before it, since translations of a
/// part share its id.
fn each<T>(value: &Localized<T>, ids: &mut Ids, mut visit: impl FnMut(&T, &mut Ids)) {
    match value {
        Localized::One(value) => visit(value, ids),
        Localized::Each(values) => {
            let before = ids.clone();
            for (_, value) in values {
                let mut own = before.clone();
                visit(value, &mut own);
                ids.extend(own);
            }
        }
    }
}

/// Returns whether a date is before another, if both are precise enough.
fn is_before(date: &Date, other: &Date) -> bool {
    let (Some(date), Some(other)) = (date.parts(), other.parts()) else { return false };
    let by_month = || Some((date.1?, other.1?));
    let by_day = || Some((date.2?, other.2?));
    if date.0 != other.0 {
        return date.0 < other.0;
    }
    match by_month() {
        Some((month, other_month)) if month != other_month => month < other_month,
        Some(_) => by_day().is_some_and(|(day, other_day)| day < other_day),
        None => false,
    }
}
