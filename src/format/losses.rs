//! Simplifies a résumé for a target format, and records what is lost.

use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::resume::{
    Entry, Highlight, Item, Keyword, Language, Localized, Meta, Resume, Role, Section, Slot,
    SlotMut, Text, Visitor, general_key, visit_resume,
};
use crate::source::{Member, Node, Path, Value};

/// Maximum number of further places listed.
const MOST_PLACES: usize = 3;

/// Data that a target format does not support, grouped by kind for messages.
#[derive(Debug, Clone)]
pub(super) struct Losses {
    target: &'static str,
    losses: Vec<Loss>,
}

#[derive(Debug, Clone)]
struct Loss {
    what: String,
    kind: LossKind,
    paths: Vec<Path>,
}

/// What happens to a datum that the target does not support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LossKind {
    Omitted,
    /// Kept under an additional key, which other programs ignore.
    KeptUnderOwnKey,
    /// Replaced as described.
    Replaced(&'static str),
    /// Written, although the target's schema rejects it, with a remedy.
    Rejected(&'static str),
}

impl Losses {
    /// Creates an empty collection for the named target.
    pub(super) fn new(target: &'static str) -> Self {
        Self { target, losses: Vec::new() }
    }

    /// Records what happens to a datum.
    pub(super) fn note(&mut self, what: impl Into<String>, kind: LossKind, path: &Path) {
        let what = what.into();
        match self.losses.iter_mut().find(|loss| loss.what == what && loss.kind == kind) {
            Some(loss) if loss.paths.contains(path) => {}
            Some(loss) => loss.paths.push(path.clone()),
            None => self.losses.push(Loss { what, kind, paths: vec![path.clone()] }),
        }
    }

    /// Records that a datum is omitted.
    pub(super) fn omitted(&mut self, what: impl Into<String>, path: &Path) {
        self.note(what, LossKind::Omitted, path);
    }

    /// Returns whether a datum, or one that contains it, was recorded.
    #[cfg(test)]
    pub(super) fn names(&self, path: &Path) -> bool {
        let path = path.segments();
        let is_about = |noted: &Path| {
            let noted = noted.segments();
            path.starts_with(&noted) || noted.starts_with(&path)
        };
        self.losses.iter().flat_map(|loss| &loss.paths).any(is_about)
    }

    /// Lists everything recorded, one kind per line, with the number of occurrences.
    #[cfg(test)]
    pub(super) fn listed(&self) -> String {
        let line = |Loss { what, kind, paths }: &Loss| {
            let kind = match kind {
                LossKind::Omitted => "left out",
                LossKind::KeptUnderOwnKey => "under a separate key",
                LossKind::Replaced(how) => how,
                LossKind::Rejected(_) => "rejected by the schema",
            };
            format!("{what}: {kind} ({})\n", paths.len())
        };
        self.losses.iter().map(line).collect()
    }

    /// Reports everything recorded, in order.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        let target = self.target;
        for Loss { what, kind, paths } in self.losses {
            let message = match kind {
                LossKind::Omitted => format!("{target} does not support {what}: omitted"),
                LossKind::KeptUnderOwnKey => {
                    format!("{target} does not define {what}: kept, but other programs ignore it")
                }
                LossKind::Replaced(how) => format!("{target} does not support {what}: {how}"),
                LossKind::Rejected(remedy) => format!("{target}'s schema rejects {what}: {remedy}"),
            };
            let diagnostic = Diagnostic::warning("not-carried", message).on(&paths[0]);
            diagnostics.push(diagnostic.also_in(&paths[1..], MOST_PLACES));
        }
    }
}

/// Keeps only the first language of all texts.
pub(super) fn in_one_language(resume: &mut Resume, losses: &mut Losses) {
    let languages = std::mem::take(&mut resume.meta.languages);
    visit_resume(resume, &mut OneLanguage { first: languages.first(), losses });
    if !languages.is_empty() {
        losses.omitted("the list of languages", &resume.meta.path.key("languages"));
    }
}

/// Keeps only the first language of the texts in variants, for formats that keep variants. To be
/// called before [`in_one_language`].
pub(super) fn variants_in_one_language(meta: &mut Meta, losses: &mut Losses) {
    let at = meta.path.key("variants");
    for (name, node) in &mut meta.variants {
        if keep_first_language(node, &meta.languages) {
            losses.omitted("more than one language", &at.key(name));
        }
    }
}

/// Replaces the values per language in a tree by that of the first language; returns whether there
/// are any.
fn keep_first_language(node: &mut Node, languages: &[Language]) -> bool {
    let is_language =
        |key: &str| languages.iter().any(|language| language.0.eq_ignore_ascii_case(key));
    match &mut node.value {
        Value::Map(members)
            if !members.is_empty() && members.iter().all(|it| is_language(&it.key)) =>
        {
            let is_first = |it: &Member| it.key.eq_ignore_ascii_case(&languages[0].0);
            let first = members.iter().position(is_first).unwrap_or_default();
            *node = members.swap_remove(first).value;
            keep_first_language(node, languages);
            true
        }
        Value::Map(members) => {
            let found = members.iter_mut().map(|it| keep_first_language(&mut it.value, languages));
            found.filter(|found| *found).count() > 0
        }
        Value::List(items) => {
            let found = items.iter_mut().map(|it| keep_first_language(it, languages));
            found.filter(|found| *found).count() > 0
        }
        _ => false,
    }
}

struct OneLanguage<'l> {
    first: Option<&'l Language>,
    losses: &'l mut Losses,
}

impl OneLanguage<'_> {
    /// Keeps the value of the first language, else the first; equal values are not a loss.
    fn one<T: Clone + PartialEq>(&mut self, value: &mut Localized<T>, at: &Path) {
        let Localized::Each(each) = value else { return };
        let of_first = each.iter().find(|(language, _)| Some(language) == self.first);
        let first = of_first.unwrap_or(&each[0]).1.clone();
        if each.iter().any(|(_, other)| *other != first) {
            self.losses.omitted("more than one language", at);
        }
        *value = Localized::One(first);
    }
}

impl Visitor for OneLanguage<'_> {
    fn text(&mut self, path: &Path, _: Role, text: &mut Text) {
        self.one(text, path);
    }

    fn each<T: Clone + Default + PartialEq>(
        &mut self,
        path: &Path,
        list: &mut Localized<Vec<T>>,
        mut visit: impl FnMut(&mut Self, &mut T),
    ) {
        self.one(list, path);
        list.iter_mut().flatten().for_each(|item| visit(self, item));
    }
}

/// Returns the non-empty entries of a section.
pub(super) fn entries_with_content<'s>(
    section: &'s Section,
    losses: &mut Losses,
) -> Vec<&'s Entry> {
    let has_content = |entry: &&Entry| {
        !entry.item.extra.is_empty() || Slot::ALL.iter().any(|slot| !entry.slot(*slot).is_empty())
    };
    let (entries, empty): (Vec<_>, Vec<&Entry>) =
        section.entries.get().iter().partition(has_content);
    for entry in empty {
        losses.omitted("entries without content", &entry.item.path);
    }
    entries
}

/// Orders the sections as in `meta`, if it names all of them.
pub(super) fn in_stated_order(resume: &mut Resume) {
    let Some(ids) = &resume.meta.sections else { return };
    let place = |section: &Section| ids.iter().position(|id| section.item.id.as_ref() == Some(id));
    if resume.sections.iter().all(|section| place(section).is_some()) {
        resume.sections.sort_by_key(place);
        resume.meta.sections = None;
    }
}

/// Converts each position of an entry to an entry with their common data.
///
/// Requires [`in_one_language`].
pub(super) fn split_positions(sections: &mut [Section], losses: &mut Losses) {
    for section in sections {
        for entries in section.entries.iter_mut() {
            let split = std::mem::take(entries);
            *entries = split.into_iter().flat_map(|entry| positions_of(entry, losses)).collect();
        }
    }
}

fn positions_of(mut entry: Entry, losses: &mut Losses) -> Vec<Entry> {
    let positions = std::mem::take(&mut entry.positions);
    if positions.is_empty() {
        return vec![entry];
    }
    let separate = LossKind::Replaced("each becomes a separate entry");
    losses.note("several positions in one entry", separate, &entry.item.path);
    let common = Entry {
        name: entry.name.clone(),
        location: entry.location.clone(),
        url: entry.url.clone(),
        ..Entry::default()
    };
    // Data about the whole period go to the first position.
    let mut first = Some(entry);
    positions
        .into_iter()
        .map(|position| {
            let whole = first.take().unwrap_or_else(|| common.clone());
            merged(whole, position, losses)
        })
        .collect()
}

/// Merges a position into its entry; its values replace or follow those of the entry.
fn merged(mut entry: Entry, position: Entry, losses: &mut Losses) -> Entry {
    let at = entry.item.path.clone();
    let mut replaced = |is_other: bool, slot: Slot| {
        if is_other {
            let what = "data of an entry besides its positions";
            losses.omitted(what, &at.key(general_key(slot)));
        }
    };
    let Entry { item, .. } = &position;
    entry.item.path = item.path.clone();
    entry.item.id = item.id.clone().or(entry.item.id);
    entry.item.tags.extend(item.tags.iter().cloned());
    entry.item.break_before |= item.break_before;
    entry.item.extra.extend(item.extra.iter().cloned());
    let mut position = position;
    for slot in Slot::ALL {
        match (entry.slot_mut(slot), position.slot_mut(slot)) {
            (SlotMut::Text(of_entry), SlotMut::Text(text @ Some(_))) => {
                let is_prose = matches!(slot, Slot::Summary | Slot::Description);
                *of_entry = match (of_entry.take(), text.take()) {
                    (Some(before), Some(after)) if is_prose => {
                        Some(format!("{}\n\n{}", before.as_str(), after.as_str()).into())
                    }
                    (before, after) => {
                        replaced(before.is_some() && before != after, slot);
                        after
                    }
                };
            }
            (SlotMut::Plain(of_entry), SlotMut::Plain(text @ Some(_))) => {
                replaced(of_entry.is_some() && of_entry != text, slot);
                *of_entry = text.take();
            }
            (SlotMut::Date(of_entry), SlotMut::Date(date @ Some(_))) => {
                replaced(of_entry.is_some() && of_entry != date, slot);
                *of_entry = date.take();
            }
            (SlotMut::Texts(of_entry), SlotMut::Texts(texts)) => append(of_entry, texts),
            (SlotMut::Highlights(of_entry), SlotMut::Highlights(highlights)) => {
                append(of_entry, highlights);
            }
            (SlotMut::Keywords(of_entry), SlotMut::Keywords(keywords)) => {
                append(of_entry, keywords);
            }
            (SlotMut::Contacts(of_entry), SlotMut::Contacts(contacts)) => {
                of_entry.append(contacts);
            }
            _ => {}
        }
    }
    entry
}

fn append<T>(to: &mut Localized<Vec<T>>, from: &mut Localized<Vec<T>>) {
    for (to, from) in to.iter_mut().zip(from.iter_mut()) {
        to.append(from);
    }
}

/// Flattens bullets to plain texts in order.
///
/// Requires [`in_one_language`].
pub(super) fn flat_highlights(highlights: &[Highlight], losses: &mut Losses) -> Vec<String> {
    let mut texts = Vec::new();
    for highlight in highlights {
        flatten(highlight, losses, &mut texts);
    }
    texts
}

fn flatten(highlight: &Highlight, losses: &mut Losses, texts: &mut Vec<String>) {
    let path = &highlight.item.path;
    let title = highlight.title.as_ref().map(Text::as_str);
    let text = highlight.text.as_ref().map(Text::as_str);
    match (title, text) {
        (Some(title), Some(text)) => {
            let run_in = LossKind::Replaced("they run in before its text");
            losses.note("the title of a highlight", run_in, path);
            texts.push(format!("{title}: {text}"));
        }
        (title, text) => texts.extend(title.or(text).map(str::to_owned)),
    }
    small_parts(&highlight.item, "of a highlight", losses);
    if !highlight.highlights.is_empty() {
        let after = LossKind::Replaced("they come after the one they belong to");
        losses.note("highlights within highlights", after, path);
    }
    for inner in &highlight.highlights {
        flatten(inner, losses, texts);
    }
}

/// Writes a keyword as text: `C (expert, 9 years)`.
///
/// Requires [`in_one_language`].
pub(super) fn flat_keyword(keyword: &Keyword, losses: &mut Losses) -> String {
    let level = keyword.level.iter().map(|level| level.as_str().to_owned());
    let years = keyword.years.iter().map(|years| in_years(years.as_str()));
    let known: Vec<String> = level.chain(years).collect();
    small_parts(&keyword.item, "of a keyword", losses);
    if known.is_empty() {
        return keyword.name.as_str().to_owned();
    }
    let in_brackets = LossKind::Replaced("they are written in brackets after its name");
    losses.note("the level and years of a keyword", in_brackets, &keyword.item.path);
    format!("{} ({})", keyword.name.as_str(), known.join(", "))
}

/// Writes a keyword without its years: `C (expert)`.
///
/// Requires [`in_one_language`].
pub(super) fn level_of_keyword(keyword: &Keyword) -> String {
    match &keyword.level {
        Some(level) => format!("{} ({})", keyword.name.as_str(), level.as_str()),
        None => keyword.name.as_str().to_owned(),
    }
}

/// Records the tags, id and unknown data of a small part as losses.
pub(super) fn small_parts(item: &Item, of: &str, losses: &mut Losses) {
    if !item.tags.is_empty() {
        losses.omitted(format!("the tags {of}"), &item.path.key("tags"));
    }
    if item.id.is_some() {
        losses.omitted(format!("the id {of}"), &item.path.key("id"));
    }
    if item.break_before {
        losses.omitted(format!("the page break {of}"), &item.path.key("breakBefore"));
    }
    for extra in &item.extra {
        losses.omitted(format!("`{}` {of}", extra.key), &extra.path);
    }
}

/// Returns a key, extended if a reader would consider it a misspelling of a known one.
pub(super) fn unambiguous_key<'k>(
    key: &str,
    known: impl Iterator<Item = &'k str> + Clone,
) -> String {
    let mut key = key.to_owned();
    while did_you_mean(&key, known.clone()).is_some() {
        key.push_str(" detail");
    }
    key
}

/// Adds "years" to a bare number.
fn in_years(years: &str) -> String {
    match years.parse::<f32>() {
        Ok(1.0) => format!("{years} year"),
        Ok(_) => format!("{years} years"),
        Err(_) => years.to_owned(),
    }
}
