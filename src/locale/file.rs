//! Locale files: the embedded ones, which are complete, and those of users, which may be
//! incomplete.

use std::collections::BTreeMap;
use std::ops::Range;

use icu_locale::Locale as IcuLocale;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::{Locale, Word, date, list, tag};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span, did_you_mean};
use crate::markup::Quotes;
use crate::resume::AddressFormat;

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct File {
    /// Defaults to the name of the file.
    tag: Option<String>,
    name: Option<String>,
    address: Option<Address>,
    family_first: Option<bool>,
    quotes: Option<FileQuotes>,
    dates: date::FilePatterns,
    pub(super) titles: BTreeMap<String, String>,
    pub(super) words: BTreeMap<String, String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileQuotes {
    double: [String; 2],
    single: [String; 2],
}

/// The name of an address format.
#[derive(Clone)]
struct Address(AddressFormat);

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = AddressFormat::ALL.into_iter();
        let found = known.clone().find(|(_, known)| *known == name);
        let names = || known.map(|(_, name)| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let refused = || D::Error::custom(format!("`{name}` is not one of {}", names()));
        found.map(|(format, _)| Self(format)).ok_or_else(refused)
    }
}

/// A locale from a user's file.
#[derive(Debug, Clone)]
pub struct OwnLocale {
    pub locale: Locale,
    /// Words missing in both the file and the embedded data of the language; they are in English.
    pub missing: Vec<String>,
}

impl File {
    /// Returns the locale of a complete file.
    pub(super) fn complete(self, icu: IcuLocale, source: &str) -> Option<Locale> {
        let quotes = self.quotes?;
        let separator = list::separator(&icu).map(|text| (Word::ListSeparator, text));
        let words = self.words.into_iter();
        let words = words.filter_map(|(key, word)| Some((Word::from_key(&key)?, word)));
        Some(Locale {
            tag: icu.to_string(),
            name: self.name?,
            quotes: Quotes { double: quotes.double, single: quotes.single },
            family_first: self.family_first?,
            icu,
            source: source.to_owned(),
            dates: self.dates.complete()?,
            months: date::MonthNames::default(),
            address: self.address?.0,
            titles: self.titles,
            words: separator.into_iter().chain(words).collect(),
        })
    }

    /// Overrides a locale by the contents of the file.
    fn over(self, mut base: Locale, icu: IcuLocale) -> Locale {
        base.prepare_for(self.words.keys().map(String::as_str));
        let quotes = self.quotes.map(|it| Quotes { double: it.double, single: it.single });
        let words = self.words.into_iter();
        let words = words.filter_map(|(key, word)| Some((Word::from_key(&key)?, word)));
        Locale {
            tag: icu.to_string(),
            name: self.name.unwrap_or(base.name),
            quotes: quotes.unwrap_or(base.quotes),
            family_first: self.family_first.unwrap_or(base.family_first),
            icu,
            source: base.source,
            dates: self.dates.over(base.dates),
            months: base.months,
            address: self.address.map_or(base.address, |address| address.0),
            titles: base.titles.into_iter().chain(self.titles).collect(),
            words: base.words.into_iter().chain(words).collect(),
        }
    }
}

impl OwnLocale {
    /// Parses a user's locale file, which may omit words that the embedded data of its language
    /// have. `stem` is the default language tag.
    ///
    /// Returns `None` if the file is invalid; the reasons are in `diagnostics`.
    pub fn read(
        text: &str,
        stem: &str,
        source: SourceId,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let span = |range: Range<usize>| Span::new(source, range);
        let file: File = match toml::from_str(text) {
            Ok(file) => file,
            Err(error) => {
                let message = error.message().lines().next().unwrap_or_default().to_owned();
                diagnostics.push(
                    Diagnostic::error("locale-file", message)
                        .at_opt(error.span().map(span))
                        .hint("`recto locales TAG` prints a file to start from"),
                );
                return None;
            }
        };
        let place = |key: &str| {
            let at = text.match_indices(key).map(|(at, _)| at);
            let mut at = at.filter(|at| text[..*at].ends_with('\n') || *at == 0);
            at.next().map(|at| span(at..at + key.len()))
        };
        let name = file.tag.as_deref().unwrap_or(stem);
        let Some(icu) = tag::parse(name) else {
            diagnostics.push(
                Diagnostic::error("locale-file", format!("invalid language tag `{name}`"))
                    .at_opt(place("tag"))
                    .hint("write one such as `tag = \"eu\"`, or name the file `eu.toml`"),
            );
            return None;
        };
        let known = Locale::find(name);
        let mut base = known.clone().unwrap_or_default();
        if known.is_none() {
            base.words.extend(list::separator(&icu).map(|text| (Word::ListSeparator, text)));
        }
        let before = diagnostics.iter().count();
        for key in file.words.keys().filter(|key| Word::from_key(key).is_none()) {
            let near = did_you_mean(key, Word::ALL.iter().map(|word| word.key()));
            diagnostics.push(unknown("word", key, near).at_opt(place(key)));
        }
        for key in file.titles.keys().filter(|key| !base.titles.contains_key(*key)) {
            let near = did_you_mean(key, base.titles.keys().map(String::as_str));
            diagnostics.push(unknown("title", key, near).at_opt(place(key)));
        }
        let words = Word::ALL.iter().filter(|word| !word.is_optional());
        let words = words.map(|word| word.key()).filter(|key| !file.words.contains_key(*key));
        let titles = base.titles.keys().filter(|key| !file.titles.contains_key(*key));
        let missing = match known {
            Some(_) => Vec::new(),
            None => titles.cloned().chain(words.map(str::to_owned)).collect(),
        };
        let locale = file.over(base, icu);
        for pattern in locale.dates.month.iter().chain(&locale.dates.day) {
            if locale.pattern(pattern, 2011, 8, 4).is_none() {
                diagnostics.push(
                    Diagnostic::error("locale-file", format!("invalid date pattern `{pattern}`"))
                        .at_opt(place("[dates]"))
                        .hint("patterns are those of Unicode: `d MMMM y` is 4 August 2011"),
                );
            }
        }
        (diagnostics.iter().count() == before).then_some(Self { locale, missing })
    }
}

fn unknown(what: &str, key: &str, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::error("unknown-word", format!("unknown {what} `{key}`"));
    match near {
        Some(near) => problem.hint(format!("did you mean `{near}`?")),
        None => problem.hint("`recto locales en-GB` prints a file with all there are"),
    }
}
