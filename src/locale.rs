//! Words, dates and writing direction of a language and region.
//!
//! The words are in `data/locales/TAG.toml`, one complete file per locale. Names of months and
//! countries, digits, durations, list separators and the direction come from Unicode CLDR. Only the
//! requested file is parsed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use icu_decimal::DecimalFormatter;
use icu_locale::{Locale as IcuLocale, LocaleDirectionality};
use include_dir::{Dir, include_dir};
use unicode_script::Script;

use file::File;

use crate::characters::without_unprintable;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::markup::Quotes;
use crate::resume::{AddressFormat, SectionKind, Setting};

mod date;
mod detection;
mod duration;
mod file;
mod list;
mod region;
mod subdivision;
mod tag;
mod text_language;
mod word;

pub use date::DateFormat;
pub use detection::{function_words, language_of, name_in_english};
pub use file::OwnLocale;
pub use subdivision::is_code_and_name;
pub use text_language::TextLanguage;
pub use word::Word;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/locales");

/// The default locale.
pub const DEFAULT: &str = "en-US";

/// Returns the indices of tags by similarity to one: itself, other forms of its language, then all
/// others in order.
pub fn by_nearness(tag: &str, among: &[&str]) -> Vec<usize> {
    tag::by_nearness(tag, among)
}

/// Returns the two-letter country code of a tag.
pub fn region_of(tag: &str) -> Option<String> {
    let region = tag::parse(tag)?.id.region.filter(|region| region.is_alphabetic())?;
    Some(region.to_string())
}

/// Returns the law by which photo, date of birth and nationality are unwanted in a country, given
/// by its two-letter code; `None` if there is none.
pub fn personal_data_unwanted(country: &str) -> Option<&'static str> {
    region::personal_data_unwanted(country)
}

/// Returns whether two tags have the same language.
pub fn is_same_language(tag: &str, other: &str) -> bool {
    tag::sameness(tag, other).0
}

/// Returns whether two tags have the same language and script.
pub fn is_same_writing(tag: &str, other: &str) -> bool {
    tag::sameness(tag, other).1
}

/// A language and region with all data that the view needs.
#[derive(Debug, Clone)]
pub struct Locale {
    /// BCP 47 tag as requested, in canonical form, such as `en-US`.
    pub tag: String,
    /// Name in the language itself, such as `Deutsch`.
    pub name: String,
    pub quotes: Quotes,
    /// Whether the family name comes first.
    pub family_first: bool,
    icu: IcuLocale,
    /// Tag of the embedded words.
    source: String,
    dates: date::Patterns,
    months: date::MonthNames,
    address: AddressFormat,
    titles: BTreeMap<String, String>,
    words: BTreeMap<Word, String>,
}

impl Locale {
    /// Returns the tags of all supported locales in alphabetical order.
    pub fn tags() -> Vec<&'static str> {
        let mut tags: Vec<_> =
            FILES.files().filter_map(|file| file.path().file_stem()?.to_str()).collect();
        tags.sort_unstable();
        tags
    }

    /// Returns the locale of a BCP 47 tag, with the words of the nearest supported one: `fr` for
    /// `fr-CA`, `zh-Hant-TW` for `zh-TW`.
    ///
    /// `None` if the tag is invalid or the language is not supported.
    pub fn find(tag: &str) -> Option<Self> {
        let icu = tag::parse(tag)?;
        let own = icu.id.to_string();
        // Comparing tags is slower than parsing a file.
        let source = match Self::source(&own) {
            Some(_) => own.as_str(),
            None => tag::nearest(&icu, &Self::tags())?,
        };
        Self::file(source)?.complete(icu, source)
    }

    /// Returns the contents of the embedded file of one of the [tags](Self::tags), which is parsed
    /// once.
    fn file(tag: &str) -> Option<File> {
        static PARSED: Mutex<BTreeMap<String, File>> = Mutex::new(BTreeMap::new());
        let mut parsed = PARSED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = parsed.get(tag) {
            return Some(file.clone());
        }
        let file: File = toml::from_str(Self::source(tag)?).ok()?;
        parsed.insert(tag.to_owned(), file.clone());
        Some(file)
    }

    /// Returns the embedded file of one of the [tags](Self::tags).
    pub fn source(tag: &str) -> Option<&'static str> {
        FILES.get_file(format!("{tag}.toml"))?.contents_utf8()
    }

    /// Returns the tag of the language with these month names, from January on, in full or
    /// abbreviated; `None` if there is none.
    ///
    /// `present` is the word for an open period, which distinguishes languages with the same
    /// months.
    pub fn of_months(names: &[&str], present: Option<&str>) -> Option<&'static str> {
        date::language_of(names, present)
    }

    /// Returns the tag of a language by its own or its English name.
    pub fn named(name: &str) -> Option<&'static str> {
        let wanted = name.to_lowercase();
        let called = |candidate: &&str| {
            let name = Self::find(candidate).map(|locale| locale.name.to_lowercase());
            name.is_some_and(|name| name.split([' ', '(']).any(|word| word == wanted))
        };
        let in_english = || tag::ENGLISH_NAMES.iter().find(|(known, _)| *known == wanted);
        Self::tags().into_iter().find(called).or_else(|| in_english().map(|(_, tag)| *tag))
    }

    /// Returns a suggestion for an unsupported tag: a language with this name, or one with a
    /// similar tag or name.
    pub fn near(tag: &str) -> Option<&'static str> {
        let tags = Self::tags();
        let wanted = tag.to_lowercase();
        let in_english = || {
            let name = did_you_mean(&wanted, tag::ENGLISH_NAMES.iter().map(|(name, _)| *name))?;
            tag::ENGLISH_NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
        };
        // Two-letter tags are similar to too many others.
        let long = tag.chars().count() > 3;
        let like = || did_you_mean(&wanted, tags.iter().copied().filter(|_| long));
        Self::named(tag).or_else(in_english).or_else(like)
    }

    /// Overrides words by those of a file.
    ///
    /// An unknown key is an error. Keys are those of [`Word::ALL`], and `months` and
    /// `monthAbbreviations`.
    #[must_use]
    pub fn with_words(mut self, words: &[Setting], diagnostics: &mut Diagnostics) -> Self {
        self.prepare_for(words.iter().map(|setting| setting.key.as_str()));
        for setting in words {
            if date::MonthNames::KEYS.contains(&setting.key.as_str()) {
                if self.months.set(&setting.key, &without_unprintable(&setting.value)).is_none() {
                    diagnostics.push(not_twelve(setting));
                }
                continue;
            }
            match Word::from_key(&setting.key) {
                Some(word) => {
                    drop(self.words.insert(word, without_unprintable(&setting.value).into_owned()))
                }
                None => diagnostics.push(unknown_word(setting)),
            }
        }
        self
    }

    /// Removes special words whose general one is among the keys that replace words.
    fn prepare_for<'k>(&mut self, keys: impl Iterator<Item = &'k str>) {
        let replaced: Vec<&str> = keys.collect();
        self.words.retain(|word, _| {
            word.general().is_none_or(|general| !replaced.contains(&general.key()))
        });
    }

    pub fn word(&self, word: Word) -> &str {
        let general = || self.words.get(&word.general()?);
        self.words.get(&word).or_else(general).map_or("", String::as_str)
    }

    /// Returns a phrase with its placeholders filled, such as `{page}`.
    ///
    /// Removes placeholders without a value together with the preceding space.
    pub fn phrase(&self, word: Word, values: &[(&str, &str)]) -> String {
        let mut phrase = self.word(word).to_owned();
        for (place, value) in values {
            let place = format!("{{{place}}}");
            if value.is_empty() {
                phrase = phrase.replace(&format!(" {place}"), "");
            }
            phrase = phrase.replace(&place, value);
        }
        phrase.trim().to_owned()
    }

    /// Returns the digits 0 to 9.
    pub fn digits(&self) -> [String; 10] {
        let formatter = DecimalFormatter::try_new((&self.icu).into(), Default::default()).ok();
        std::array::from_fn(|digit| match &formatter {
            Some(formatter) => formatter.format(&digit.into()).to_string(),
            None => digit.to_string(),
        })
    }

    /// Returns the default title of a kind of section; `None` for text, lists and custom sections.
    pub fn section_title(&self, kind: SectionKind) -> Option<&str> {
        self.titles.get(kind.name()).map(String::as_str)
    }

    /// Returns the language code, such as `en`.
    pub fn lang(&self) -> String {
        self.icu.id.language.to_string()
    }

    /// Returns the two-letter region code, such as `US`; for Chinese the most likely one, because
    /// letter shapes depend on it.
    pub fn region(&self) -> Option<String> {
        // Typst does not support numeric regions such as in `es-419`.
        let region = self.icu.id.region.filter(|region| region.is_alphabetic());
        let region = region.map(|region| region.to_string());
        let by_script = || (self.lang() == "zh").then(|| tag::likely_region(&self.icu)).flatten();
        region.or_else(by_script)
    }

    /// Returns the writing direction, `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        let directions = LocaleDirectionality::new_common();
        if directions.is_right_to_left(&self.icu.id) { "rtl" } else { "ltr" }
    }

    /// Returns the language for marking text.
    pub fn text_language(&self) -> TextLanguage {
        TextLanguage::of(&self.tag)
            .unwrap_or_else(|| unreachable!("the tag of a locale is canonical"))
    }

    /// Returns the paper size of the region, `a4` or `us-letter`.
    pub fn paper(&self) -> &'static str {
        let region = tag::likely_region(&self.icu);
        if region.is_some_and(|region| region::uses_us_letter(&region)) {
            "us-letter"
        } else {
            "a4"
        }
    }

    /// Returns the line spacing of the script relative to Latin.
    ///
    /// Scripts with tall letters, or with marks above and below, need more.
    pub fn line_share(&self) -> f64 {
        let script = |it: &[Script]| it.iter().any(|it| self.text_language().is_written_in(*it));
        if script(&[Script::Arabic]) {
            1.15
        } else if script(&[Script::Han, Script::Hangul]) {
            1.1
        } else if script(&[Script::Devanagari]) {
            1.06
        } else {
            1.0
        }
    }

    /// Returns the name of a country by its two-letter code; `None` if the code is unknown.
    pub fn country(&self, code: &str) -> Option<String> {
        region::name(code, &self.icu)
    }

    /// Returns the two-letter code of a country by its code, by its name in the language or in
    /// English, or by `UK` or `USA`.
    pub fn country_code(&self, name: &str) -> Option<String> {
        let name = name.trim().to_lowercase();
        let short = [("uk", "GB"), ("usa", "US"), ("u.s.a.", "US")];
        if let Some((_, code)) = short.into_iter().find(|(known, _)| *known == name) {
            return Some(code.to_owned());
        }
        if region::name(&name, &self.icu).is_some() {
            return Some(name.to_uppercase());
        }
        let english =
            tag::parse(DEFAULT).filter(|english| english.id.language != self.icu.id.language);
        let languages = [Some(&self.icu), english.as_ref()].into_iter().flatten();
        languages.filter(|_| !name.is_empty()).find_map(|icu| region::code(&name, icu))
    }

    /// Returns the order of address parts in a country, given by its two-letter code, else in the
    /// locale's country. It depends on whether the address is in East Asian letters.
    pub fn address_format(&self, country_code: Option<&str>, east_asian: bool) -> AddressFormat {
        let own = self.icu.id.region.map(|region| region.to_string());
        let country = country_code.map(str::to_ascii_uppercase).or(own);
        if east_asian && country.as_deref().is_none_or(region::is_descending) {
            return AddressFormat::Descending;
        }
        match (country.and_then(|country| region::address_format(&country)), self.address) {
            (Some(format), _) => format,
            (None, AddressFormat::Descending) => AddressFormat::Standard,
            (None, format) => format,
        }
    }
}

impl Default for Locale {
    fn default() -> Self {
        Self::find(DEFAULT).unwrap_or_else(|| unreachable!("`{DEFAULT}` is embedded and tested"))
    }
}

/// Returns the hint for an unknown language tag.
pub fn unknown_tag_hint(tag: &str) -> String {
    match Locale::near(tag) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`recto locales` lists the known ones; `--locale FILE` adds your own".to_owned(),
    }
}

fn not_twelve(setting: &Setting) -> Diagnostic {
    Diagnostic::error("wrong-count", format!("`{}` must list twelve months", setting.key))
        .on(&setting.path)
        .hint("list them from January, none of them empty or with a comma")
}

fn unknown_word(setting: &Setting) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-word", format!("unknown word `{}`", setting.key))
        .on(&setting.path);
    let known = Word::ALL.iter().map(|word| word.key()).chain(date::MonthNames::KEYS);
    match did_you_mean(&setting.key, known) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint("the words include `present`, `pageOf`, `lastModified`"),
    }
}

#[cfg(test)]
mod tests;
