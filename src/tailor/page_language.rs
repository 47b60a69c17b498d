//! Detects the language and region of a page if the file does not state them fully.

use crate::locale::{self, Locale, language_of};
use crate::resume::{Contact, ContactKind, Entry, Highlight, Resume, Text};

/// The language and region of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLanguage {
    /// BCP 47 tag.
    pub tag: String,
    /// English name of a language detected from the text, if no language is stated and it is not
    /// the default.
    pub detected: Option<String>,
}

/// Maximum number of bytes used for language detection.
const ENOUGH: usize = 2500;

/// Returns the language and region of a résumé's page: the stated one, else the first declared
/// language, else the one detected from the text.
///
/// If the words or the paper of a language differ by region, a missing region is taken from the
/// address: `en` is `en-GB` for someone in Leeds, `es` is `es-MX` for someone in Puebla.
pub fn page_language(resume: &Resume) -> PageLanguage {
    let meta = &resume.meta;
    let stated =
        meta.locale.clone().or_else(|| meta.languages.first().map(|first| first.0.clone()));
    let without_detection = |tag| PageLanguage { tag, detected: None };
    match stated {
        Some(tag) => without_detection(in_country(&tag, address_country(resume).as_deref())),
        None => {
            let found = language_of(&prose(resume)).filter(|tag| *tag != locale::DEFAULT);
            let Some(tag) = found else { return without_detection(in_country_of(resume, "en")) };
            let detected = locale::name_in_english(tag);
            let bare = tag.split('-').next().unwrap_or(tag);
            // For Chinese text, the script matters more than the address.
            let tag = if bare == "zh" { tag.to_owned() } else { in_country_of(resume, bare) };
            PageLanguage { tag, detected }
        }
    }
}

/// Returns a stated language tag, with the region of the address if words or paper depend on it.
pub fn in_country(tag: &str, country: Option<&str>) -> String {
    if ["en", "pt"].iter().any(|bare| tag.eq_ignore_ascii_case(bare)) {
        return with_region(&tag.to_lowercase(), country);
    }
    let is_bare = !tag.contains(['-', '_']);
    let paper = |tag: &str| Locale::find(tag).map(|locale| locale.paper());
    let there = country.filter(|_| is_bare).map(|country| format!("{tag}-{country}"));
    let has_other_paper = |there: &String| paper(there).is_some_and(|own| Some(own) != paper(tag));
    there.filter(has_other_paper).unwrap_or_else(|| tag.to_owned())
}

/// Returns the tag of a language in the country of the address, or its default region if the
/// language is not spoken there.
fn in_country_of(resume: &Resume, language: &str) -> String {
    with_region(language, address_country(resume).as_deref())
}

fn with_region(language: &str, country: Option<&str>) -> String {
    let usual = match language {
        "en" => locale::DEFAULT,
        "pt" => "pt-BR",
        other => other,
    };
    let tag = country.map(|country| format!("{language}-{country}"));
    tag.filter(|tag| Locale::find(tag).is_some()).unwrap_or_else(|| usual.to_owned())
}

/// Returns the two-letter country code of the address.
pub fn address_country(resume: &Resume) -> Option<String> {
    let addresses = resume.basics.contacts.iter().filter_map(|contact| contact.address.as_ref());
    let english = Locale::default();
    let stated = addresses.into_iter().find_map(|address| {
        let code = address.country_code.as_deref().filter(|code| !code.trim().is_empty());
        let name = code.or_else(|| address.country.as_ref().map(Text::as_str))?;
        english.country_code(name)
    });
    stated.or_else(|| {
        let places = resume.basics.contacts.iter().filter(|it| it.kind == ContactKind::Location);
        places.flat_map(last_lines).find_map(|line| country_at_end(line, &english))
    })
}

/// Returns the texts of a place that may end with its country.
fn last_lines(place: &Contact) -> Vec<&str> {
    let own = [place.value.as_deref(), place.text.as_ref().map(Text::as_str)];
    let address = place.address.iter();
    let city = address.clone().filter_map(|address| address.city.as_ref()).map(Text::as_str);
    let line = address.filter_map(|address| address.lines.last()).map(Text::as_str);
    own.into_iter().flatten().chain(city).chain(line).collect()
}

/// Returns the code of a country named at the end of a line: `Leeds, United Kingdom`.
fn country_at_end(line: &str, english: &Locale) -> Option<String> {
    /// Minimum length of a name; codes of countries are also codes of states.
    const SHORTEST: usize = 4;
    let name = line.rsplit(',').next().unwrap_or_default().trim();
    let is_short = ["UK", "USA", "U.S.A.", "UAE"].contains(&name);
    let is_state = name.eq_ignore_ascii_case("Georgia");
    if (name.chars().count() < SHORTEST && !is_short) || is_state {
        return None;
    }
    english.country_code(name)
}

/// Returns the label and the running text of a résumé; names and keywords say little about the language.
fn prose(resume: &Resume) -> String {
    let mut out = String::new();
    push(resume.basics.label.as_ref(), &mut out);
    for section in &resume.sections {
        push(section.text.as_ref(), &mut out);
        section.entries.iter().flatten().for_each(|entry| push_entry(entry, &mut out));
        section.highlights.iter().flatten().for_each(|it| push_highlight(it, &mut out));
        if out.len() > ENOUGH {
            break;
        }
    }
    if let Some(letter) = &resume.letter {
        push(letter.body.as_ref(), &mut out);
    }
    out
}

fn push_entry(entry: &Entry, out: &mut String) {
    for text in [&entry.description, &entry.summary, &entry.reference, &entry.position] {
        push(text.as_ref(), out);
    }
    entry.highlights.iter().flatten().for_each(|highlight| push_highlight(highlight, out));
    entry.positions.iter().for_each(|position| push_entry(position, out));
}

fn push_highlight(highlight: &Highlight, out: &mut String) {
    push(highlight.text.as_ref(), out);
    highlight.highlights.iter().for_each(|highlight| push_highlight(highlight, out));
}

fn push(text: Option<&Text>, out: &mut String) {
    if let Some(text) = text.filter(|_| out.len() <= ENOUGH) {
        out.push_str(text.as_str());
        out.push('\n');
    }
}
