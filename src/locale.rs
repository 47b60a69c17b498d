//! Words, dates and direction of a language and region.
//!
//! The words stand in `data/locales/TAG.toml`, one complete file for each; names of months and
//! countries, digits, spans of time, what parts a list, and the direction come from Unicode's data.
//! Only the file asked for is read.

use std::collections::BTreeMap;

use icu_decimal::DecimalFormatter;
use icu_locale::{Locale as IcuLocale, LocaleDirectionality};
use include_dir::{Dir, include_dir};
use unicode_script::Script;

use file::File;

use crate::characters::admit;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::markup::Quotes;
use crate::resume::{AddressFormat, SectionKind, Setting};

mod date;
mod duration;
mod file;
mod guess;
mod list;
mod region;
mod tag;
mod tongue;
mod word;

pub use date::DateFormat;
pub use file::OwnLocale;
pub use guess::{language_of, name_in_english};
pub use tongue::Tongue;
pub use word::Word;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/data/locales");

/// The locale of a résumé that names none.
pub const DEFAULT: &str = "en-US";

/// Returns the places of tags by how near they are to one: itself, then other forms of its language,
/// then all others in their order.
pub fn by_nearness(tag: &str, among: &[&str]) -> Vec<usize> {
    tag::by_nearness(tag, among)
}

/// Returns the two-letter code of the country that a tag names.
pub fn region_of(tag: &str) -> Option<String> {
    let region = tag::parse(tag)?.id.region.filter(|region| region.is_alphabetic())?;
    Some(region.to_string())
}

/// Returns the law by which photo, date of birth and nationality are unwanted in a country, by its
/// two-letter code; `None` where they are usual, or as one likes.
pub fn personal_data_unwanted(country: &str) -> Option<&'static str> {
    region::personal_data_unwanted(country)
}

/// Tells whether two tags are of one language.
pub fn is_same_language(tag: &str, other: &str) -> bool {
    tag::sameness(tag, other).0
}

/// Tells whether two tags are of one language in one script.
pub fn is_same_writing(tag: &str, other: &str) -> bool {
    tag::sameness(tag, other).1
}

/// A language and region with everything the view needs to speak it.
#[derive(Debug, Clone)]
pub struct Locale {
    /// BCP 47 tag, such as `en-US`: the one asked for, in canonical form.
    pub tag: String,
    /// Its own name for itself, such as `Deutsch`.
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
    /// Returns the tags of the languages and regions there are words for, by alphabet.
    pub fn tags() -> Vec<&'static str> {
        let mut tags: Vec<_> =
            FILES.files().filter_map(|file| file.path().file_stem()?.to_str()).collect();
        tags.sort_unstable();
        tags
    }

    /// Returns the locale of a BCP 47 tag, with the words of the nearest one there is: those of
    /// `fr` for `fr-CA`, of `zh-Hant-TW` for `zh-TW`.
    ///
    /// `None` where the tag is none, or there are no words in its language.
    pub fn find(tag: &str) -> Option<Self> {
        let icu = tag::parse(tag)?;
        let own = icu.id.to_string();
        // To compare tags costs more than to read a file.
        let source = match Self::source(&own) {
            Some(_) => own.as_str(),
            None => tag::nearest(&icu, &Self::tags())?,
        };
        let file: File = toml::from_str(Self::source(source)?).ok()?;
        file.complete(icu, source)
    }

    /// Returns the file that holds the words of one of the [tags](Self::tags).
    pub fn source(tag: &str) -> Option<&'static str> {
        FILES.get_file(format!("{tag}.toml"))?.contents_utf8()
    }

    /// Returns the tag of the language whose months have these names, from January on, in full or
    /// abbreviated; `None` where it is none there are words for.
    ///
    /// `present` is its word for what goes on, which parts languages with the same months.
    pub fn of_months(names: &[&str], present: Option<&str>) -> Option<&'static str> {
        date::language_of(names, present)
    }

    /// Returns the tag of the language that is called so, by itself or in English.
    pub fn named(name: &str) -> Option<&'static str> {
        let wanted = name.to_lowercase();
        let called = |candidate: &&str| {
            let name = Self::find(candidate).map(|locale| locale.name.to_lowercase());
            name.is_some_and(|name| name.split([' ', '(']).any(|word| word == wanted))
        };
        let in_english = || tag::ENGLISH_NAMES.iter().find(|(known, _)| *known == wanted);
        Self::tags().into_iter().find(called).or_else(|| in_english().map(|(_, tag)| *tag))
    }

    /// Returns the tag that may have been meant by one there are no words for: that of a language
    /// which is called so, or a tag or a name much like it.
    pub fn near(tag: &str) -> Option<&'static str> {
        let tags = Self::tags();
        let wanted = tag.to_lowercase();
        let in_english = || {
            let name = did_you_mean(&wanted, tag::ENGLISH_NAMES.iter().map(|(name, _)| *name))?;
            tag::ENGLISH_NAMES.iter().find(|(known, _)| *known == name).map(|(_, tag)| *tag)
        };
        // Two letters are as near to one language as to another.
        let long = tag.chars().count() > 3;
        let like = || did_you_mean(&wanted, tags.iter().copied().filter(|_| long));
        Self::named(tag).or_else(in_english).or_else(like)
    }

    /// Replaces words by what a file says for them.
    ///
    /// A key that is no word is an error; `present`, `pageOf` and the others are listed by
    /// [`Word::ALL`], and `months` and `monthAbbreviations` are the names of the months.
    #[must_use]
    pub fn with_words(mut self, words: &[Setting], diagnostics: &mut Diagnostics) -> Self {
        for setting in words {
            if date::MonthNames::KEYS.contains(&setting.key.as_str()) {
                if self.months.set(&setting.key, &admit(&setting.value)).is_none() {
                    diagnostics.push(not_twelve(setting));
                }
                continue;
            }
            match Word::from_key(&setting.key) {
                Some(word) => drop(self.words.insert(word, admit(&setting.value).into_owned())),
                None => diagnostics.push(unknown_word(setting)),
            }
        }
        self
    }

    /// Returns a word.
    pub fn word(&self, word: Word) -> &str {
        self.words.get(&word).map_or("", String::as_str)
    }

    /// Returns a word with its places filled: `{page}` by the value of `page`.
    ///
    /// A place for which there is nothing goes, with the space before it.
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

    /// Returns the ten digits, from nought on.
    pub fn digits(&self) -> [String; 10] {
        let formatter = DecimalFormatter::try_new((&self.icu).into(), Default::default()).ok();
        std::array::from_fn(|digit| match &formatter {
            Some(formatter) => formatter.format(&digit.into()).to_string(),
            None => digit.to_string(),
        })
    }

    /// Returns the title of a kind of section that has none of its own; none for text, lists and
    /// custom sections.
    pub fn section_title(&self, kind: SectionKind) -> Option<&str> {
        self.titles.get(kind.name()).map(String::as_str)
    }

    /// Returns the language code, such as `en`.
    pub fn lang(&self) -> String {
        self.icu.id.language.to_string()
    }

    /// Returns the two-letter region code where the tag has one, such as `US`; for Chinese the one
    /// its script is most at home in, since the shapes of letters depend on it.
    pub fn region(&self) -> Option<String> {
        // Typst knows no numeric regions, such as that of `es-419`.
        let region = self.icu.id.region.filter(|region| region.is_alphabetic());
        let region = region.map(|region| region.to_string());
        let by_script = || (self.lang() == "zh").then(|| tag::likely_region(&self.icu)).flatten();
        region.or_else(by_script)
    }

    /// Returns the direction of writing, `ltr` or `rtl`.
    pub fn dir(&self) -> &'static str {
        let directions = LocaleDirectionality::new_common();
        if directions.is_right_to_left(&self.icu.id) { "rtl" } else { "ltr" }
    }

    /// Returns the language, as text is marked with it.
    pub fn tongue(&self) -> Tongue {
        Tongue::of(&self.tag).unwrap_or_else(|| unreachable!("the tag of a locale is canonical"))
    }

    /// Returns the paper of the region, `a4` or `us-letter`.
    pub fn paper(&self) -> &'static str {
        let region = tag::likely_region(&self.icu);
        if region.is_some_and(|region| region::uses_letter(&region)) { "us-letter" } else { "a4" }
    }

    /// Returns how far apart lines stand in the script, as a multiple of what is right for Latin.
    ///
    /// Letters as high as their square, or with marks above and strokes far below, need more.
    pub fn line_share(&self) -> f64 {
        let script = |it: &[Script]| it.iter().any(|it| self.tongue().is_written_in(*it));
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

    /// Returns the name of a country by its two-letter code; `None` where there is none of that code.
    pub fn country(&self, code: &str) -> Option<String> {
        region::name(code, &self.icu)
    }

    /// Returns the two-letter code of a country that is named by it, in the language, in English, or as
    /// `UK` or `USA`.
    pub fn country_code(&self, name: &str) -> Option<String> {
        let name = name.trim().to_lowercase();
        let short = [("uk", "GB"), ("usa", "US"), ("u.s.a.", "US")];
        if let Some((_, code)) = short.into_iter().find(|(known, _)| *known == name) {
            return Some(code.to_owned());
        }
        if region::name(&name, &self.icu).is_some() {
            return Some(name.to_uppercase());
        }
        let english = tag::parse(DEFAULT);
        let languages = [Some(&self.icu), english.as_ref()].into_iter().flatten();
        languages.filter(|_| !name.is_empty()).find_map(|icu| region::code(&name, icu))
    }

    /// Returns the order of an address's parts in a country, by its two-letter code; without one,
    /// in the locale's. It depends on whether the address is written in Chinese, Japanese or Korean.
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
