//! Reads `meta`: theme, language, options and variants.

use crate::diagnostic::Diagnostic;
use crate::resume::{Copyright, Date, Language, Meta, Setting, Text};
use crate::source::{Member, Node, Path, Value};

use super::keys::{COPYRIGHT, META, VARIANT};
use crate::format::decode::Decoder;
use crate::format::native::keys::names;

/// Maximum number of languages in a file, since each text is searched for all of them.
const MOST_LANGUAGES: usize = 50;

/// Returns the declared languages, which must be known before the rest can be read.
pub(in crate::format) fn declared_languages(root: &Node) -> Vec<Language> {
    let Some(node) = root.get("meta").and_then(|meta| meta.get("languages")) else {
        return Vec::new();
    };
    let mut languages: Vec<Language> = Vec::new();
    // The keys of a mapping, which is an error, so that their texts are not errors, too.
    let keys = node.as_map().unwrap_or_default().iter().map(|member| member.key.as_str());
    let items = node.as_list().unwrap_or(std::slice::from_ref(node));
    for tag in keys.chain(items.iter().filter_map(Node::as_text)).map(str::trim) {
        if tag.is_empty() {
            continue;
        }
        if languages.len() == MOST_LANGUAGES {
            break;
        }
        if !languages.iter().any(|language| language.0.eq_ignore_ascii_case(tag)) {
            languages.push(Language(tag.to_owned()));
        }
    }
    languages
}

impl Decoder<'_> {
    /// Reports errors in the declared languages.
    fn check_languages(&mut self, node: &Node, at: &Path) {
        if let Some(beyond) = node.as_list().and_then(|list| list.get(MOST_LANGUAGES)) {
            let message = format!("more than {MOST_LANGUAGES} languages are declared");
            let problem = Diagnostic::error("too-large", message).on(at).at(beyond.span);
            self.report(problem.hint("declare only the languages of the texts"));
            return;
        }
        if let Some(members) = node.as_map().filter(|members| !members.is_empty()) {
            let tags: Vec<_> = members.iter().map(|member| member.key.as_str()).collect();
            let message = "`languages` must be a list of language tags, not a mapping";
            let problem = Diagnostic::error("wrong-type", message).on(at).at(node.span);
            self.report(problem.hint(format!("write it as `languages: [{}]`", tags.join(", "))));
            return;
        }
        drop(self.plain_or_list(node, at));
    }

    pub(in crate::format) fn meta(&mut self, node: &Node, at: &Path) -> Meta {
        let languages = self.languages().to_vec();
        let mut meta = Meta { path: at.clone(), languages, ..Meta::default() };
        let members = self.map(node, at, "a mapping").unwrap_or_default();
        for member in members {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "theme" => meta.theme = self.plain(node, &path),
                "locale" => meta.locale = self.plain(node, &path),
                // Read before everything else; only checked here.
                "languages" => self.check_languages(node, &path),
                "paper" => meta.paper = self.plain(node, &path),
                "pages" => meta.pages = self.pages(node, &path),
                "dateFormat" => meta.date_format = self.plain(node, &path),
                "options" => meta.options = self.settings(node, &path),
                "themes" => meta.themes = self.settings_by_name(node, &path),
                "sections" => {
                    let ids = self.items(node, &path, "a list of section ids", Self::plain);
                    meta.sections = node.as_list().is_some().then_some(ids);
                }
                "titles" => meta.titles = self.titles(node, &path),
                "sort" => meta.sort = self.settings(node, &path),
                "boldKeywords" => meta.bold_keywords = self.plain_or_list(node, &path),
                "variants" => meta.variants = self.variants(node, &path),
                "copyright" => meta.copyright = self.copyright(node, &path),
                // `true` selects the usual clause.
                "consent" if node.is_boolean() => {
                    meta.consent = node.as_text().map(Text::from);
                }
                "consent" => meta.consent = self.text(node, &path),
                "lastModified" => self.last_modified(node, &path, &mut meta),
                "keywords" => {
                    meta.keywords = self.items(node, &path, "a list of texts", Self::text);
                }
                "words" => meta.words = self.settings(node, &path),
                "canonical" => meta.canonical = self.plain(node, &path),
                "version" => meta.version = self.plain(node, &path),
                // Read before everything else; writers always use the newest version.
                "recto" => {}
                // Settings of other tools are kept without a warning.
                _ => {
                    if !node.is_null() && !self.misspelled(member, &path, names(&[META])) {
                        self.without_effect(member, &path);
                        meta.extra.push((member.key.clone(), node.clone()));
                    }
                }
            }
        }
        meta
    }

    /// Reports a key of `meta` that only has a meaning elsewhere.
    fn without_effect(&mut self, member: &Member, at: &Path) {
        /// Keys that hide data, so that ignoring them would show too much.
        const HIDING: [&str; 3] = ["redact", "redactWords", "exclude"];
        const OPTIONS: [&str; 6] = ["accent", "font", "size", "margins", "density", "photo"];
        let key = member.key.as_str();
        let message = format!("`{key}` has no effect in `meta`");
        let hint = if VARIANT.iter().any(|own| own.name == key) {
            format!("write it in a variant, `variants: {{short: {{{key}: …}}}}`, or as a flag")
        } else if OPTIONS.contains(&key) {
            format!("write `options: {{{key}: …}}`")
        } else {
            return;
        };
        let no_effect =
            Diagnostic::error("no-effect", message).on(at).at(member.key_span).hint(hint);
        self.report(if HIDING.contains(&key) { no_effect } else { no_effect.into_warning() });
    }

    /// Reads a day and its time.
    pub(in crate::format) fn last_modified(&mut self, node: &Node, at: &Path, meta: &mut Meta) {
        meta.last_modified = self.date(node, at);
        let text = node.as_text().filter(|_| matches!(meta.last_modified, Some(Date::Day(..))));
        let time = text.and_then(|text| text.trim().split_once('T')).map(|(_, time)| time);
        meta.last_modified_time = time.map(|time| format!("T{time}"));
    }

    fn pages(&mut self, node: &Node, at: &Path) -> Option<String> {
        let text = self.plain(node, at)?;
        let number = |part: &str| part.trim().parse::<u16>().ok().filter(|n| *n > 0);
        let range = match text.split_once('-') {
            Some((from, to)) => number(from).zip(number(to)).filter(|(from, to)| from <= to),
            None => number(&text).map(|n| (n, n)),
        };
        if range.is_none() && text.trim() != "as-designed" {
            self.report(
                Diagnostic::error("invalid-pages", format!("`{text}` is not a number of pages"))
                    .on(at)
                    .at(node.span)
                    .hint("write a number, `2`, a range, `1-2`, or `as-designed`"),
            );
            return None;
        }
        Some(text)
    }

    fn settings_by_name(&mut self, node: &Node, at: &Path) -> Vec<(String, Vec<Setting>)> {
        let members = self.map(node, at, "a mapping of themes to options").unwrap_or_default();
        members
            .iter()
            .map(|member| {
                let settings = self.settings(&member.value, &at.key(&member.key));
                (member.key.clone(), settings)
            })
            .filter(|(_, settings)| !settings.is_empty())
            .collect()
    }

    fn titles(&mut self, node: &Node, at: &Path) -> Vec<(String, Text)> {
        let members =
            self.map(node, at, "a mapping of section ids to headings").unwrap_or_default();
        members
            .iter()
            .filter_map(|member| {
                let title = self.text(&member.value, &at.key(&member.key))?;
                Some((member.key.clone(), title))
            })
            .collect()
    }

    fn variants(&mut self, node: &Node, at: &Path) -> Vec<(String, Node)> {
        let members = self.map(node, at, "a mapping of names to selections").unwrap_or_default();
        members.iter().map(|member| (member.key.clone(), member.value.clone())).collect()
    }

    fn copyright(&mut self, node: &Node, at: &Path) -> Option<Copyright> {
        let mut copyright = Copyright { path: at.clone(), ..Copyright::default() };
        match &node.value {
            Value::Map(members) if !self.is_by_language(node) => {
                for member in members {
                    let at = at.key(&member.key);
                    match member.key.as_str() {
                        "years" => copyright.years = self.text(&member.value, &at),
                        "holder" => copyright.holder = self.text(&member.value, &at),
                        "notice" => copyright.notice = self.text(&member.value, &at),
                        _ => {
                            if !self.misspelled(member, &at, names(&[COPYRIGHT])) {
                                self.report(
                                    Diagnostic::error(
                                        "unknown-key",
                                        format!("unknown key `{}`", member.key),
                                    )
                                    .on(&at)
                                    .at(member.key_span)
                                    .hint("the known ones are `years`, `holder`, `notice`"),
                                );
                            }
                        }
                    }
                }
            }
            _ => {
                let text = self.text(node, at)?;
                let only_years = |text: &String| {
                    text.starts_with(|c: char| c.is_ascii_digit())
                        && text
                            .chars()
                            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '-' | '–' | '—'))
                };
                if text.iter().all(only_years) {
                    copyright.years = Some(text);
                } else {
                    copyright.notice = Some(text);
                }
            }
        }
        Some(copyright)
    }
}
