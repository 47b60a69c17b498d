//! The format of YAMLResume.

mod content;
mod entry;
mod keys;
mod layouts;
mod names;
mod nearest;
mod own_words;
#[cfg(test)]
mod tests;
mod words;
mod write;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::Locale;
use crate::resume::{Date, DateError, Extra, Resume, Text};
use crate::source::{Member, Node, Path};

use super::commonmark::{escape, from_commonmark};
use super::date_words;
use super::detect::present;
use super::presentation::hide_days;
use crate::format::decode::Decoder;
use names::Named;
use words::{Options, locale_of};

pub(super) use write::write;

/// Key of `meta` that keeps settings without an equivalent.
const KEPT: &str = "yamlresume";

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    match root.get("content") {
        None => return Vec::new(),
        // A new file with an empty `content`.
        Some(node) if node.is_null() => return present(root, &["layouts", "layout", "locale"]),
        Some(node) if node.as_map().is_none() => return Vec::new(),
        Some(_) => {}
    }
    present(
        root,
        &[
            "content.basics",
            "content.education",
            "content.work",
            "layouts",
            "layout",
            "locale.language",
            "layout.locale.language",
        ],
    )
}

/// Reads a résumé and adds all problems to `diagnostics`.
///
/// `None` if the file has another format.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let language = language_in(root).or_else(|| language_in(layouts::shown(root)?));
    let language = language.map_or("en", language_name).to_lowercase();
    let locale = locale_of(&language);
    let has_language = language_in(root).is_some();
    let decoder = Decoder::new(diagnostics, Vec::new());
    let mut reader = Reader { decoder, language, locale, has_language };
    reader.document(root)
}

/// Returns the language that a file or a layout states.
fn language_in(node: &Node) -> Option<&str> {
    let locale = node.get("locale")?;
    locale.as_text().or_else(|| locale.get("language")?.as_text())
}

/// Returns YAMLResume's name of a language, if it has the language.
fn language_name(name: &str) -> &str {
    let name = name.trim();
    let tag = tag_of(name);
    let known = keys::LOCALES.iter().find(|(_, own)| Some(*own) == tag.as_deref());
    known.map_or(name, |(name, _)| name)
}

/// Returns the tag of a language by YAMLResume's name, its tag, or its name in words.
fn tag_of(name: &str) -> Option<String> {
    let name = name.trim();
    let known = keys::LOCALES.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    let tag = known.map(|(_, tag)| *tag);
    tag.map(str::to_owned)
        .or_else(|| Locale::find(name).map(|locale| locale.tag))
        .or_else(|| Locale::named(name).map(str::to_owned))
}

/// Reads nodes and collects problems.
struct Reader<'d> {
    decoder: Decoder<'d>,
    /// Language in which fixed options are shown.
    language: String,
    /// Its locale, unless it is English.
    locale: Option<Locale>,
    /// Whether the file states its language outside of layouts.
    has_language: bool,
}

impl Reader<'_> {
    fn document(&mut self, root: &Node) -> Option<Resume> {
        let members = root.as_map().unwrap_or_default();
        let Some(content) = root.get("content").filter(|node| !node.is_null()) else {
            self.decoder.report(
                Diagnostic::error("not-a-resume", "`content` is empty")
                    .at(root.get("content").map_or(root.span, |node| node.span))
                    .hint("YAMLResume files contain `content: {basics: …, education: …, work: …}`"),
            );
            return None;
        };
        let mut resume = Resume::default();
        self.content(content, &Path::ROOT.key("content"), &mut resume);
        for member in members {
            let at = Path::ROOT.key(&member.key);
            match member.key.as_str() {
                "content" | "$schema" => {}
                "locale" => self.locale(&member.value, &at, &mut resume.meta),
                "layouts" | "layout" => self.layouts(root, member, &at, &mut resume),
                key if key.starts_with("x-") => {
                    resume.extensions.push((member.key.clone(), member.value.clone()));
                }
                _ => resume.sections.extend(self.further_section(member, &at, &keys::DOCUMENT)),
            }
        }
        self.order(root, &mut resume);
        hide_days(&mut resume);
        Some(resume)
    }

    /// Reads text without markup.
    fn line(&mut self, node: &Node, at: &Path) -> Option<Text> {
        self.decoder.plain(node, at).map(|text| Text::from(escape(&text)))
    }

    /// Reads a name that YAMLResume translates to the language of the file.
    fn named(&mut self, named: Named, node: &Node, at: &Path) -> Option<Text> {
        let word = named.word(node.as_text()?.trim(), &self.language);
        word.map(|word| Text::from(escape(word))).or_else(|| self.line(node, at))
    }

    fn prose(&mut self, node: &Node, at: &Path) -> Option<String> {
        self.decoder.plain(node, at).map(|text| from_commonmark(&text))
    }

    fn date(&mut self, node: &Node, at: &Path) -> Option<Date> {
        let Some(text) = node.as_text() else { return self.decoder.any_date(node, at) };
        match date_words::parse(text) {
            Ok(Date::Free(_)) => self.decoder.any_date(node, at),
            Ok(date) => Some(date),
            Err(_) if Date::parse(text).is_err() => self.decoder.any_date(node, at),
            Err(DateError::Day(day)) => {
                let words = text.split([' ', ',']);
                let rest: Vec<_> = words.filter(|word| word.parse() != Ok(day)).collect();
                let rest = date_words::parse(&rest.join(" ")).ok();
                let rest = rest.filter(|date| matches!(date, Date::Month(..)));
                let read = rest.as_ref().map(|rest| format!("; it is read as `{rest}`"));
                let message = format!(
                    "invalid date `{}`: that month has no day {day}{}",
                    text.trim(),
                    read.unwrap_or_default()
                );
                self.decoder.report(
                    Diagnostic::warning("invalid-date", message)
                        .on(at)
                        .at(node.span)
                        .hint("leave the day out if it does not matter: `2024-05` or `May 2024`"),
                );
                rest
            }
            Err(DateError::Month(_)) => self.decoder.any_date(node, at),
        }
    }

    /// Reads one of a fixed set of options.
    fn option(&mut self, options: Options, node: &Node, at: &Path) -> Option<Text> {
        let text = self.decoder.plain(node, at)?;
        let Some(name) = options.of_word(&text, None) else {
            if let Some(meant) =
                crate::diagnostic::did_you_mean(&text, options.names().iter().copied())
            {
                self.decoder.report(
                    Diagnostic::warning(
                        "unknown-value",
                        format!(
                            "unknown {} `{text}` of YAMLResume; printed as it is",
                            options.what()
                        ),
                    )
                    .on(at)
                    .at(node.span)
                    .hint(format!("did you mean `{meant}`?")),
                );
            }
            return Some(Text::from(escape(&text)));
        };
        Some(Text::from(options.word(name, self.locale.as_ref())))
    }

    /// Reports a misspelled key, or keeps an unknown one.
    fn unknown(
        &mut self,
        member: &Member,
        members: &[Member],
        at: &Path,
        known: &[&str],
        extra: &mut Vec<Extra>,
    ) {
        let absent = known.iter().copied().filter(|key| !members.iter().any(|m| m.key == *key));
        if self.decoder.misspelled(member, at, absent) {
            return;
        }
        let Some(value) = self.decoder.extra_value(&member.value) else { return };
        self.decoder.report(
            Diagnostic::warning(
                "unknown-key",
                format!("unknown key `{}`; it is printed under its own name", member.key),
            )
            .on(at)
            .at(member.key_span)
            .hint("YAMLResume has no such key, and leaves it out"),
        );
        extra.push(Extra {
            path: at.clone(),
            key: member.key.clone(),
            label: None,
            value: entry::escaped(value),
        });
    }
}
