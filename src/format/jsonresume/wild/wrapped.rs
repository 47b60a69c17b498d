//! Finds the entries of a section that is written as a mapping with settings beside them.

use super::names::Place;
use super::{Normalizer, is_blank, map};
use crate::characters::letters;
use crate::diagnostic::{Diagnostic, listed};
use crate::resume::SectionKind;
use crate::source::{Member, Node, Path, Value};

/// Names of the list of entries, as [`letters`].
const LISTS: [&str; 11] = [
    "entries",
    "items",
    "list",
    "data",
    "content",
    "contents",
    "values",
    "rows",
    "groups",
    "categories",
    "elements",
];

/// Names of the title of a section.
const TITLES: [&str; 5] = ["title", "heading", "header", "label", "name"];

/// Keys of a section that the reader knows.
const OWN: [&str; 3] = ["id", "tags", "breakBefore"];

/// Names of settings of other tools, as [`letters`].
const SETTINGS: [&str; 26] = [
    "align",
    "bullet",
    "collapsed",
    "color",
    "colour",
    "column",
    "columns",
    "compact",
    "display",
    "format",
    "icon",
    "icons",
    "layout",
    "limit",
    "order",
    "orientation",
    "pagebreak",
    "position",
    "separator",
    "size",
    "sort",
    "spacing",
    "style",
    "template",
    "type",
    "width",
];

impl Normalizer<'_> {
    /// Replaces a mapping by the list of entries in it; its title remains beside the list.
    pub(super) fn unwrap_section(&mut self, kind: SectionKind, node: &mut Node, at: &Path) {
        let span = node.span;
        let Value::Map(members) = &mut node.value else { return };
        let is_list = |it: &Member| is_list_of(kind, it);
        if members.iter().filter(|it| is_list(it)).count() != 1 {
            return self.drop_settings(kind, members, at);
        }
        // A name with a list of words is an entry.
        let has_entries = |it: &Member| {
            let nodes = it.value.as_list().unwrap_or_default();
            is_list(it)
                && (it.value.as_map().is_some() || nodes.iter().any(|it| it.as_map().is_some()))
        };
        let has_entries = members.iter().any(has_entries);
        let place = Place::Entry(kind);
        let is_beside = |it: &Member| {
            let is_title = TITLES.contains(&&*letters(&it.key));
            let is_field = self.is_known(place, &it.key) && !OWN.contains(&&*it.key);
            is_blank(&it.value)
                || OWN.contains(&&*it.key)
                || it.value.as_text().is_some() && (has_entries && is_title || !is_field)
        };
        if !members.iter().all(|it| is_list(it) || is_beside(it)) {
            return self.drop_settings(kind, members, at);
        }
        let (mut own, mut settings, mut key) = (Vec::new(), Vec::new(), String::new());
        for it in std::mem::take(members) {
            let is_own = OWN.contains(&&*it.key);
            if is_list(&it) {
                key.clone_from(&it.key);
                own.push(Member { key: "entries".to_owned(), ..it });
            } else if is_blank(&it.value) {
            } else if is_own {
                own.push(it);
            } else if TITLES.contains(&&*letters(&it.key)) {
                if !is_title_of(kind, &it.value) {
                    own.push(Member { key: "title".to_owned(), ..it });
                }
            } else {
                settings.push(it);
            }
        }
        self.report_settings(&settings, at);
        if let [entries] = own.as_slice() {
            let name = kind.name();
            let message = format!("`{name}` is a mapping; its `{key}` is read as the list");
            let hint = format!("write the list directly under `{name}:`");
            self.reshaped(message, at, span, &hint);
            *node = entries.value.clone();
        } else {
            *node = map(own, span);
        }
    }

    /// Removes settings among entries by name, such as `columns: 2`.
    fn drop_settings(&mut self, kind: SectionKind, members: &mut Vec<Member>, at: &Path) {
        let is_entry = self.is_entry(Place::Entry(kind), members);
        if !is_entry && members.iter().any(|it| !is_blank(&it.value) && !is_setting(it)) {
            let settings: Vec<Member> = members.extract_if(.., |it| is_setting(it)).collect();
            self.report_settings(&settings, at);
        }
    }

    fn report_settings(&mut self, settings: &[Member], at: &Path) {
        let Some(first) = settings.first() else { return };
        let names = listed(settings.iter().map(|it| format!("`{}`", it.key)), settings.len());
        let (keys, are) = if settings.len() == 1 { ("key", "it is") } else { ("keys", "they are") };
        let problem = Diagnostic::warning(
            "unknown-key",
            format!("unknown {keys} {names}; {are} not printed"),
        );
        let hint = "a setting of another tool; recto's are in `meta`";
        self.diagnostics.push(problem.on(&at.key(&first.key)).at(first.key_span).hint(hint));
    }
}

fn is_list_of(kind: SectionKind, it: &Member) -> bool {
    let key = letters(&it.key);
    let is_list = it.value.as_list().is_some() || it.value.as_map().is_some();
    is_list && !is_blank(&it.value) && (LISTS.contains(&&*key) || key == letters(kind.name()))
}

/// Returns whether a title repeats the name of the section.
fn is_title_of(kind: SectionKind, title: &Node) -> bool {
    title.as_text().is_some_and(|text| letters(text) == letters(kind.name()))
}

fn is_setting(it: &Member) -> bool {
    let Some(text) = it.value.as_text() else { return false };
    let is_flag =
        ["true", "false"].contains(&text.trim()) && it.key.starts_with(char::is_lowercase);
    is_flag || SETTINGS.contains(&it.key.as_str())
}
