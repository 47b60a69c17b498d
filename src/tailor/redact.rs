//! Redaction: removes values, and replaces their other occurrences.
//!
//! Removing a value is not enough if, for example, the same telephone number occurs in a sentence.
//! Every removed text that identifies a person or place (a name, a number, an address of any kind,
//! free text) is searched for in all remaining data and replaced by `[…]`; links to it lose their
//! target, and fields that are only an address are removed. Each replacement is reported. Common
//! words (a position, a town, a level) stay where they refer to something else. An ambiguous word,
//! which may be part of a name or an ordinary word, is an error until the user decides.

use std::collections::BTreeSet;

use super::exclude::{Mode, exclude};
use super::explain::Explanation;
use super::secrets::{Secrets, SecretsBuilder};
use super::texts::{EachText, Found, each_text};
use super::{Pattern, Selection};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{self, Locale};
use crate::resume::{Date, Localized, Resume, Role};
use crate::source::Path;

/// The removed values, in all languages of the file.
pub(super) struct Redaction {
    builder: SecretsBuilder,
    dates: Vec<Date>,
    words: Vec<RequestedWord>,
}

/// A word to redact.
struct RequestedWord {
    /// Its number among the words, starting at 1.
    number: usize,
    secrets: Secrets,
    /// Whether the résumé had it before anything was removed.
    occurs: bool,
}

/// Removes what the selection redacts; `None` if it redacts nothing.
pub(super) fn take_out(
    resume: &mut Resume,
    selection: &Selection,
    explanation: &mut Explanation,
) -> Option<Redaction> {
    let Selection { redact, redact_words, keep_words, .. } = selection;
    if redact.is_empty() && redact_words.is_empty() {
        return None;
    }
    let words = requested_words(resume, redact_words);
    let languages = languages(resume, selection);
    let countries = countries(resume, &languages);
    let (mut builder, mut dates) = (SecretsBuilder::default(), Vec::new());
    let names = resume.basics.name.clone();
    let mut gather = |_: &Path, role, found: Found| {
        let text = match found {
            Found::Text(text) => text.as_str(),
            Found::Whole(text) => text.as_deref().unwrap_or_default(),
        };
        match role {
            Role::Identity => builder.add(text),
            Role::Number => builder.add_number(text, &countries),
            Role::Date => dates.extend(Date::parse(text)),
            Role::Common => {}
        }
    };
    exclude(resume, redact, Mode::Redact, explanation, &mut EachText(&mut gather));
    // Variants may paraphrase a removed value, and settings of other tools may contain it.
    resume.meta.variants.clear();
    resume.meta.extra.clear();
    if let (None, Some(names)) = (&resume.basics.name, &names) {
        names.iter().for_each(|name| builder.add_name(name));
    }
    redact_words.iter().for_each(|word| builder.add_word(word));
    keep_words.iter().for_each(|word| builder.keep(word));
    Some(Redaction { builder, dates, words })
}

/// Returns the words to redact, and whether each occurs.
fn requested_words(resume: &Resume, words: &[String]) -> Vec<RequestedWord> {
    let requested = words.iter().zip(1..).filter_map(|(text, number)| {
        let mut builder = SecretsBuilder::default();
        builder.add_word(text);
        Some(RequestedWord { number, secrets: builder.build(&[]).ok()?, occurs: false })
    });
    let mut requested: Vec<RequestedWord> = requested.collect();
    if requested.is_empty() {
        return requested;
    }
    each_text(&mut resume.clone(), |_, _, found| {
        let text = match found {
            Found::Text(text) => text.as_str(),
            Found::Whole(text) => text.as_deref().unwrap_or_default(),
        };
        for word in &mut requested {
            word.occurs |= word.secrets.are_in(text) || word.secrets.may_be_in(text);
        }
    });
    requested
}

/// Returns the languages of the file and of the page, and English.
fn languages(resume: &Resume, selection: &Selection) -> Vec<String> {
    let meta = &resume.meta;
    let declared = meta.languages.iter().map(|language| &language.0);
    let page = meta.locale.iter().chain(&selection.language);
    let always = [locale::DEFAULT, "en-GB"].map(str::to_owned);
    let languages: BTreeSet<String> = declared.chain(page).cloned().chain(always).collect();
    languages.into_iter().collect()
}

/// Returns the countries whose national telephone number formats may occur.
fn countries(resume: &Resume, languages: &[String]) -> Vec<String> {
    let addresses = resume.basics.contacts.iter().filter_map(|contact| contact.address.as_ref());
    let own = addresses.filter_map(|address| address.country_code.clone());
    let countries_of_languages = languages.iter().filter_map(|tag| locale::region_of(tag));
    let countries: BTreeSet<String> = own.chain(countries_of_languages).collect();
    countries.into_iter().collect()
}

impl Redaction {
    /// Replaces every occurrence of a removed value.
    ///
    /// Returns the texts that must not occur in any output.
    pub(super) fn black_out(self, resume: &mut Resume, diagnostics: &mut Diagnostics) -> Secrets {
        let Self { mut builder, dates, words } = self;
        diagnostics.extend(words.iter().filter_map(|word| word.problem(resume)));
        if !dates.is_empty() {
            // A text may be in a language that the file does not declare.
            let locales: Vec<Locale> =
                Locale::tags().into_iter().filter_map(Locale::find).collect();
            dates.iter().for_each(|date| builder.add_date(date, &locales));
        }
        let shown: Vec<&str> =
            resume.basics.name.iter().flat_map(|name| name.iter().map(String::as_str)).collect();
        let Ok(secrets) = builder.build(&shown) else {
            let problem = Diagnostic::error("redact", "too much text is redacted to search for it");
            diagnostics.push(problem.hint("redact less, or omit it with `--exclude`"));
            return Secrets::default();
        };
        black_out(resume, &secrets, diagnostics);
        hide_ids(resume, &secrets);
        secrets
    }
}

impl RequestedWord {
    /// Describes why a word is not redacted: it does not occur, or it is part of the printed name.
    /// Messages do not contain the word.
    fn problem(&self, resume: &Resume) -> Option<Diagnostic> {
        let Self { number, secrets, occurs } = self;
        if !occurs {
            let message = format!("word {number} of the words to redact is not in the résumé");
            return Some(Diagnostic::warning("unmatched-word", message).hint("check its spelling"));
        }
        let basics = &resume.basics;
        let is_in = |name: &String| secrets.are_in(name) || secrets.may_be_in(name);
        basics.name.iter().flat_map(Localized::iter).any(is_in).then(|| {
            let message = format!(
                "word {number} of the words to redact is part of the name, which is printed"
            );
            let problem = Diagnostic::error("redacted-name", message).on(&basics.path.key("name"));
            problem.hint("`--redact name` removes the name and its parts")
        })
    }
}

fn black_out(resume: &mut Resume, secrets: &Secrets, diagnostics: &mut Diagnostics) {
    for word in &mut resume.meta.words {
        word.value =
            secrets.black_out(&word.value).unwrap_or_else(|| std::mem::take(&mut word.value));
    }
    let (mut doubtful, mut seen, mut replaced) = (BTreeSet::new(), BTreeSet::new(), Vec::new());
    each_text(resume, |path, _, found| {
        let held = match found {
            Found::Text(text) => {
                let black = secrets.black_out(text);
                let held = black.is_some();
                black.into_iter().for_each(|black| *text = black);
                if secrets.may_be_in(text) && doubtful.insert(path.clone()) {
                    diagnostics.push(possible_name_warning().on(path));
                }
                held
            }
            Found::Whole(text) => {
                text.take_if(|text| secrets.are_in(text) || secrets.may_be_in(text)).is_some()
            }
        };
        if held && seen.insert(path.clone()) {
            replaced.push(path.clone());
        }
    });
    diagnostics.extend(replacement(&replaced));
}

/// Maximum number of places listed.
const MOST_PLACES: usize = 12;

/// Reports all places where redacted text was replaced.
fn replacement(places: &[Path]) -> Option<Diagnostic> {
    let (first, others) = places.split_first()?;
    let repeated_warning = Diagnostic::warning(
        "redacted-elsewhere",
        "redacted value also found here; replaced by `[…]`",
    );
    let hint = format!("reword it, or omit it with `--exclude {first}`");
    Some(repeated_warning.on(first).hint(hint).also_in(others, MOST_PLACES))
}

/// Replaces the ids of sections and entries that contain a secret, which become anchors in the
/// output; ids are often made from titles.
fn hide_ids(resume: &mut Resume, secrets: &Secrets) {
    let contains_secret = |id: &str| secrets.are_in(id) || secrets.are_in(&id.replace('-', " "));
    for (number, section) in (1..).zip(&mut resume.sections) {
        for entry in section.entries.iter_mut().flatten() {
            entry.item.id.take_if(|id| contains_secret(id));
        }
        let Some(id) = section.item.id.take_if(|id| contains_secret(id)) else { continue };
        let new = format!("section-{number}");
        let named = resume.meta.sections.iter_mut().flatten().filter(|name| **name == id);
        named.for_each(|name| name.clone_from(&new));
        section.item.id = Some(new);
    }
}

fn possible_name_warning() -> Diagnostic {
    Diagnostic::error(
        "redacted-or-not",
        "this word may be part of what is redacted, or an ordinary word",
    )
    .hint("`--redact-words WORD` replaces it by `[…]`; `--keep-words WORD` keeps it, here and elsewhere")
    .hint("in a variant: `redactWords: [WORD]`, `keepWords: [WORD]`")
}

/// Reports each path that redacts nothing.
pub(super) fn check(resume: &Resume, patterns: &[Pattern], diagnostics: &mut Diagnostics) {
    super::exclude::check(resume, patterns, Mode::Redact, diagnostics);
}
