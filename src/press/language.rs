//! Chooses the locale of a page and its country.

use std::path::Path;

use super::{Choice, Content, Draft, Failure, NamedFile, Record, Request};
use crate::diagnostic::{Diagnostic, Diagnostics, listed};
use crate::locale::{self, Locale, OwnLocale, is_same_writing, unknown_tag_hint};
use crate::tailor::address_country;

/// Finds the locale of a draft.
///
/// Returns an error if there is no locale for the requested language, or if the locale file has
/// errors.
pub(super) fn page_locale(
    request: &Request,
    draft: &Draft,
    diagnostics: &mut Diagnostics,
    record: &mut Record,
) -> Result<Locale, Failure> {
    let tag = draft.locale();
    if let (Some(language), None, None) =
        (&draft.page_language.detected, &draft.language, &request.locale)
    {
        let message = format!("language: {language} (detected); `--lang en` to change");
        diagnostics.push(Diagnostic::note("language", message));
    }
    if let Some(file) = &request.locale {
        let own = own_locale(file, diagnostics, record)?;
        // With several languages, a user's locale applies only to its own.
        if draft.language.is_none() || is_same_writing(&own.tag, tag) {
            return Ok(own);
        }
    }
    if let Some(locale) = Locale::find(tag) {
        return Ok(locale);
    }
    if request.language == Choice::Named(tag.to_owned()) {
        return Err(record.request(format!("unknown locale `{tag}`"), unknown_tag_hint(tag)));
    }
    let meta = &draft.resume.meta;
    let by_locale = draft.language.is_none() && meta.locale.is_some();
    let path = meta.path.key(if by_locale { "locale" } else { "languages" });
    let message = format!("unknown locale `{tag}`; using `{}`", locale::DEFAULT);
    diagnostics
        .push(Diagnostic::warning("unknown-locale", message).on(&path).hint(unknown_tag_hint(tag)));
    Ok(Locale::default())
}

/// Returns the two-letter code of the country that the page is for: the region of the stated
/// language, else the country of the address; `None` if neither exists.
pub(super) fn page_country(request: &Request, draft: &Draft, locale: &Locale) -> Option<String> {
    let meta = &draft.resume.meta;
    let is_named = draft.language.is_some() || meta.locale.is_some() || !meta.languages.is_empty();
    match &request.locale {
        Some(_) => locale::region_of(&locale.tag),
        None if is_named => {
            let stated = meta.locale.as_ref().or(meta.languages.first().map(|first| &first.0));
            // The detected region is where the person lives, not necessarily whom the page is for.
            let own = stated.filter(|_| draft.language.is_none()).map(String::as_str);
            locale::region_of(own.unwrap_or_else(|| draft.locale()))
        }
        None => address_country(&draft.resume),
    }
}

/// Maximum number of words listed in a message.
const MOST_LISTED: usize = 5;

fn own_locale(
    file: &NamedFile,
    diagnostics: &mut Diagnostics,
    record: &mut Record,
) -> Result<Locale, Failure> {
    let name = &file.name;
    let text = match &file.content {
        Content::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
        Content::Tables(_) => None,
    };
    let Some(text) = text else {
        let message = format!("cannot read `{name}` (stream did not contain valid UTF-8)");
        return Err(record.input(
            Diagnostic::error("read", message)
                .hint("`--locale` takes a file such as the output of `recto locales fr`"),
        ));
    };
    let source = record.sources.add(name.as_str(), text);
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let mut problems = Diagnostics::default();
    let own = OwnLocale::read(text, &stem, source, &mut problems);
    record.note(problems, None)?;
    let OwnLocale { locale, missing } = own.ok_or(Failure::Input)?;
    if !missing.is_empty() {
        let message =
            format!("`{name}` lacks {} words, which are printed in English", missing.len());
        diagnostics.push(Diagnostic::warning("missing-words", message).hint(format!(
            "`recto locales en-US` prints all of them: {}",
            listed(&missing, MOST_LISTED)
        )));
    }
    Ok(locale)
}
