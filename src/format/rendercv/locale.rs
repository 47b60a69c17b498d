//! Reads `locale` and `settings`.

use crate::diagnostic::Diagnostic;
use crate::format::presentation::{Leaf, keep, unplaced_settings};
use crate::format::settings::{self, Scale};
use crate::locale::Locale;
use crate::resume::{Date, Meta, Setting};
use crate::source::{Member, Node, Path};

use super::defaults::{is_default_command, is_default_word};
use super::keys::{LANGUAGES, LOCALE, RENAMED_LOCALE, SETTINGS};
use super::options::PAIRS;
use super::{KEPT, Reader};

/// Words of the locale and their keys in `meta.words`.
pub(super) const WORDS: [(&str, &str); 3] = [
    ("present", "present"),
    ("month_names", "months"),
    ("month_abbreviations", "monthAbbreviations"),
];

const PHONE_FORMAT: &str = "header.connections.phone_number_format";

/// Detects the language of a file by its month names.
fn language_of(words: &[Setting]) -> Option<&'static str> {
    let word =
        |key: &str| words.iter().find(|word| word.key == key).map(|word| word.value.as_str());
    let names = word("months").or_else(|| word("monthAbbreviations"))?;
    Locale::of_months(&names.split(", ").collect::<Vec<_>>(), word("present"))
}

impl Reader<'_> {
    pub(super) fn locale(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let mut unplaced = Vec::new();
        for member in members {
            let mut leaf = Leaf::top(member, at.key(&member.key));
            if let Some((_, new)) = RENAMED_LOCALE.iter().find(|(old, _)| *old == leaf.name) {
                leaf.name = (*new).to_owned();
            }
            match leaf.name.as_str() {
                _ if member.value.is_null() => {}
                "language" => self.language(member, &leaf.path, meta),
                // Its place until 2.2.
                "phone_number_format" => {
                    leaf.name = PHONE_FORMAT.to_owned();
                    settings::read(PAIRS, &leaf, &Scale::default(), meta);
                }
                _ if self.word(&leaf, meta) => {}
                key if LOCALE.contains(&key)
                    || !self.decoder.misspelled(member, &leaf.path, LOCALE) =>
                {
                    unplaced.push(leaf);
                }
                _ => {}
            }
        }
        if meta.locale.is_none() {
            meta.locale = language_of(&meta.words).map(str::to_owned);
        }
        let unplaced: Vec<_> = unplaced.iter().collect();
        let chosen: Vec<_> =
            unplaced.iter().copied().filter(|leaf| !is_default_word(leaf)).collect();
        let hint = "the words and dates are those of the language";
        self.decoder.report_all(unplaced_settings(at, &chosen, hint));
        let known = unplaced.into_iter().filter(|leaf| LOCALE.contains(&leaf.name.as_str()));
        keep(meta, KEPT, "locale", known.collect());
    }

    /// Reads a word that pages use; returns whether it was one.
    fn word(&mut self, leaf: &Leaf, meta: &mut Meta) -> bool {
        let Some((_, key)) = WORDS.iter().find(|(theirs, _)| *theirs == leaf.name) else {
            return false;
        };
        if is_default_word(leaf) {
            return false;
        }
        let words = self.decoder.plain_or_list(&leaf.member.value, &leaf.path);
        if words.len() != if *key == "present" { 1 } else { 12 } {
            return false;
        }
        let (path, key, value) = (leaf.path.clone(), (*key).to_owned(), words.join(", "));
        meta.words.push(Setting { path, key, value });
        true
    }

    fn language(&mut self, member: &Member, at: &Path, meta: &mut Meta) {
        let Some(name) = self.decoder.plain(&member.value, at) else { return };
        let known = LANGUAGES.iter().find(|(own, _)| own.eq_ignore_ascii_case(&name));
        // A language tag until 2.2.
        let mut parts = name.split(['-', '_']);
        let is_tag = parts.next().is_some_and(|language| {
            (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic())
        }) && parts.all(|part| (2..=4).contains(&part.len()));
        match known {
            Some((_, tag)) => meta.locale = Some((*tag).to_owned()),
            None if is_tag => meta.locale = Some(name.replace('_', "-")),
            None => {
                let names = LANGUAGES.map(|(name, _)| name);
                let instead = "the words of the page are English";
                self.decoder.newer_value(&name, &member.value, at, "language", &names, instead);
            }
        }
    }

    pub(super) fn settings(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let (mut unplaced, mut unseen) = (Vec::new(), Vec::new());
        for member in members {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                _ if node.is_null() => {}
                "current_date" | "date" if node.as_text().map(str::trim) == Some("today") => {}
                "current_date" | "date" if !self.has_top_note => {
                    unseen
                        .push(Leaf { name: "current_date".to_owned(), ..Leaf::top(member, path) });
                }
                "current_date" | "date" => {
                    meta.last_modified =
                        self.decoder.any_date(node, &path).filter(|date| *date != Date::Present);
                }
                "bold_keywords" => meta.bold_keywords = self.decoder.plain_or_list(node, &path),
                "pdf_title" if node.as_text() == Some("NAME - CV") => {}
                "sort_entries" => self.sort_entries(member, &path),
                "render_command" => self.render_command(member, &path),
                key if SETTINGS.contains(&key)
                    || !self.decoder.misspelled(member, &path, SETTINGS) =>
                {
                    unplaced.push(Leaf::top(member, path));
                }
                _ => {}
            }
        }
        let unplaced: Vec<_> = unplaced.iter().collect();
        let hint = "the title of a PDF is made of the name";
        self.decoder.report_all(unplaced_settings(at, &unplaced, hint));
        let known = unplaced.into_iter().filter(|leaf| SETTINGS.contains(&leaf.name.as_str()));
        keep(meta, KEPT, "settings", known.chain(unseen.iter()).collect());
    }

    /// Reads the order of entries, which was in `cv` and here until 2.3.
    pub(super) fn sort_entries(&mut self, member: &Member, at: &Path) {
        let order = member.value.as_text().unwrap_or_default().trim();
        if !matches!(order, "" | "none") {
            self.decoder.report(
                Diagnostic::warning(
                    "no-counterpart",
                    format!("unsupported order `{order}`: entries stay in the order of the file"),
                )
                .on(at)
                .at(member.value.span)
                .hint("`--sort work=-endDate` puts the latest of a section first"),
            );
        }
    }

    fn render_command(&mut self, member: &Member, at: &Path) {
        let has = |key: &str| {
            member
                .value
                .get(key)
                .is_some_and(|node| node.as_text().is_some_and(|t| !t.trim().is_empty()))
        };
        for key in ["design", "locale", "settings"] {
            if has(key) {
                self.decoder.report(
                    Diagnostic::warning(
                        "no-counterpart",
                        format!("`{key}` is not read from another file"),
                    )
                    .on(&at.key(key))
                    .at(member.value.get(key).map_or(member.key_span, |node| node.span))
                    .hint(format!("write it into this file, under `{key}`")),
                );
            }
        }
        let others = member.value.as_map().unwrap_or_default().iter().any(|member| {
            let key = member.key.as_str();
            !["design", "locale", "settings"].contains(&key)
                && !is_default_command(key, &member.value)
        });
        if others {
            self.decoder.report(
                Diagnostic::warning(
                    "no-counterpart",
                    "`render_command` sets the output files of RenderCV",
                )
                .on(at)
                .at(member.key_span)
                .hint("use flags instead: `recto build … -o FILE --format pdf,png`"),
            );
        }
    }
}
