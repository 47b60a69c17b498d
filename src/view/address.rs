use std::borrow::Cow;

use icu_normalizer::DecomposingNormalizerBorrowed;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_script::{Script, UnicodeScript};

use super::Inline;
use super::writer::{Writer, join};
use crate::locale::{Locale, is_code_and_name};
use crate::resume::{Address, AddressFormat, Text};

const DECOMPOSED: DecomposingNormalizerBorrowed = DecomposingNormalizerBorrowed::new_nfd();

/// Prefix of Japanese postal codes.
const POSTAL_MARK: &str = "〒";

/// Longest abbreviation of a region, in letters: `NSW`.
const ABBREVIATED: usize = 3;

impl Writer<'_> {
    /// Returns the lines of an address in the order of its country.
    ///
    /// A country code without a country name is printed as the name; next to a name it only
    /// determines the order.
    pub(super) fn address(&self, address: &Address) -> Vec<Inline> {
        let at = address_country(address, self.locale);
        let usual = || self.locale.address_format(at.as_deref(), has(address, is_east_asian));
        let format = address.format.unwrap_or_else(usual);
        let line = |text: &Option<_>| self.some_line(text.as_ref()).unwrap_or_default();
        let city = line(&address.city);
        // Names a city that equals its region or country only once.
        let unlike = |name: Inline| {
            if names_place(&city.text(), &name.text()) { Inline::default() } else { name }
        };
        let region = address.region.as_ref().map(without_duplicate_code);
        let region = unlike(line(&region));
        let district = unlike(line(&address.district));
        let postal = address.postal_code.as_deref().map(|code| self.verbatim(code));
        let postal = postal.unwrap_or_default();
        let country = match at.as_deref() {
            Some(code) if self.names_country(&city.text(), code) => Inline::default(),
            _ => unlike(self.country_line(address)),
        };
        let street: Vec<_> = address.lines.iter().map(|text| self.line(text)).collect();
        let below = |lines: Vec<Inline>| [street.clone(), vec![district.clone()], lines].concat();
        let mut lines = match format {
            AddressFormat::Standard => below(vec![in_states(city, region, ", ", postal)]),
            AddressFormat::Australian => {
                let name = region.text();
                let is_short =
                    name.chars().count() <= ABBREVIATED && name.chars().all(char::is_uppercase);
                let separator = if is_short { " " } else { ", " };
                below(vec![in_states(city, region, separator, postal)])
            }
            AddressFormat::European => below(vec![join([postal, city], " "), region]),
            AddressFormat::Italian => {
                let region = if region.is_empty() || city.is_empty() && postal.is_empty() {
                    region
                } else {
                    join([Inline::plain("("), region, Inline::plain(")")], "")
                };
                below(vec![join([postal, city, region], " ")])
            }
            AddressFormat::Turkish => below(vec![join([postal, join([city, region], "/")], " ")]),
            AddressFormat::British => below(vec![city, region, postal]),
            AddressFormat::Brazilian => below(vec![join([city, region], " - "), postal]),
            AddressFormat::Indian => below(vec![join([city, postal], " "), region]),
            AddressFormat::Hungarian => {
                [vec![region, join([postal, city], " "), district], street].concat()
            }
            AddressFormat::Persian => [vec![region, city, district], street, vec![postal]].concat(),
            AddressFormat::Descending => {
                // Korean separates words with spaces; Chinese and Japanese do not.
                let space = if has(address, is_hangul) { " " } else { "" };
                let place = join([region, city, district].into_iter().chain(street), space);
                let is_japanese = match at.as_deref() {
                    Some(country) => country.eq_ignore_ascii_case("JP"),
                    None => self.locale.lang() == "ja",
                };
                let is_marked = postal.is_empty() || postal.text().starts_with(POSTAL_MARK);
                let postal = if is_japanese && !is_marked {
                    join([Inline::plain(POSTAL_MARK), postal], "")
                } else {
                    postal
                };
                return filled(vec![country, join([postal, place], " ")]);
            }
        };
        lines.push(country);
        filled(lines)
    }

    /// Returns the country as typed, or the name of its code.
    fn country_line(&self, address: &Address) -> Inline {
        if let Some(country) = self.some_line(address.country.as_ref()) {
            return country;
        }
        let name = code_of(address).map(|code| match self.locale.country(code) {
            Some(name) => self.verbatim(&name),
            None => self.verbatim(code),
        });
        name.unwrap_or_default()
    }

    /// Returns whether a city is followed by the name or code of a country: `Graz, Austria`.
    fn names_country(&self, town: &str, code: &str) -> bool {
        let english = Locale::default().country(code);
        let names = [Some(code.to_owned()), self.locale.country(code), english];
        let names = names.map(|name| name.map(|name| folded_place(&name)));
        further_parts(town).any(|part| {
            let part = folded_place(part);
            names.iter().flatten().any(|name| !name.is_empty() && *name == part)
        })
    }
}

/// Returns the country code of an address as typed.
fn code_of(address: &Address) -> Option<&str> {
    address.country_code.as_deref().map(str::trim).filter(|code| !code.is_empty())
}

/// Returns the two-letter country code of an address, from the code or a known country name.
pub(super) fn address_country<'a>(address: &'a Address, locale: &Locale) -> Option<Cow<'a, str>> {
    let known = |text: &str| locale.country_code(text);
    let by_name = || known(address.country.as_ref()?.as_str());
    let by_code = |code| known(code).map_or(Cow::Borrowed(code), Cow::Owned);
    code_of(address).map(by_code).or_else(|| by_name().map(Cow::Owned))
}

const COMMAS: [char; 3] = [',', '，', '、'];

/// Returns whether the city already includes a place: `Graz, Österreich` includes Österreich, and
/// `San Francisco, CA` includes California.
fn names_place(town: &str, place: &str) -> bool {
    let folded = folded_place(place);
    town.split(COMMAS).any(|part| folded_place(part) == folded)
        || further_parts(town).any(|part| is_code_and_name(part, place))
}

/// Returns what follows the first comma of a city.
fn further_parts(town: &str) -> impl Iterator<Item = &str> {
    town.split(COMMAS).skip(1).map(str::trim).filter(|part| !part.is_empty())
}

/// Returns the first part of a region that has both code and name: `Ontario, ON`.
fn without_duplicate_code(region: &Text) -> Text {
    let text = region.as_str();
    let twice = text.split_once(COMMAS).or_else(|| text.trim_end_matches(')').split_once(" ("));
    match twice.filter(|(one, other)| is_code_and_name(one, other)) {
        Some((one, _)) => Text::from(one.trim()),
        None => region.clone(),
    }
}

/// Returns a place name without accents, case and generic suffix: `北京市` becomes `北京`.
fn folded_place(name: &str) -> String {
    let letters = DECOMPOSED.normalize(name.trim());
    let is_mark =
        |c: char| matches!(c.general_category_group(), GeneralCategoryGroup::Mark) && c < '\u{900}';
    let folded: String =
        letters.chars().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase).collect();
    let kind = ['市', '省', '县', '縣', '都', '府'];
    // `京都` must not become `京`.
    let is_long = folded.chars().count() > 2;
    let stem = folded.strip_suffix(kind).filter(|_| is_long).map(str::to_owned);
    stem.unwrap_or(folded)
}

/// Returns city, region and postal code on one line.
fn in_states(city: Inline, region: Inline, separator: &str, postal: Inline) -> Inline {
    join([join([city, region], separator), postal], " ")
}

fn filled(mut lines: Vec<Inline>) -> Vec<Inline> {
    lines.retain(|line| !line.is_empty());
    lines
}

/// Returns whether an address has a character of a kind.
fn has(address: &Address, kind: impl Fn(char) -> bool) -> bool {
    let Address { lines, district, city, region, .. } = address;
    let mut texts = lines.iter().chain(district).chain(city).chain(region).map(Text::as_str);
    texts.any(|text| text.chars().any(&kind))
}

fn is_hangul(c: char) -> bool {
    c.script() == Script::Hangul
}

fn is_east_asian(c: char) -> bool {
    let scripts =
        [Script::Han, Script::Hangul, Script::Hiragana, Script::Katakana, Script::Bopomofo];
    scripts.contains(&c.script())
}
