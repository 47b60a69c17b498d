//! What stands between the items of a list.
//!
//! A list here is no sentence: keywords, languages, authors. So it is never closed by an "and",
//! which references of publications have no use for either, and what Unicode's data has between the
//! first two of several serves, if it is from the pattern for "and". Of the embedded locales:
//!
//! | Pattern | Between the first two of four |
//! |---|---|
//! | and | `, ` in 27, `、` in the four of Chinese and Japanese; Persian has a mark of direction after its comma, Arabic has no comma but an "and" before each |
//! | unit, long and short | `, ` in 24; a space in Russian, Turkish, Korean, Japanese and two of Chinese, nothing in the third; Persian as above, Arabic has comma and "and" |
//! | unit, narrow | `, ` in 11; a space in 17, nothing in Chinese and Japanese |
//!
//! Arabic and Persian say in their files what else they have.

use icu_list::ListFormatter;
use icu_list::options::{ListFormatterOptions, ListLength};
use icu_locale::Locale as IcuLocale;

/// Returns what stands between two items that are not the last; none without data.
pub(super) fn separator(icu: &IcuLocale) -> Option<String> {
    let length = ListFormatterOptions::default().with_length(ListLength::Wide);
    let list = ListFormatter::try_new_and(icu.into(), length).ok()?;
    let text = list.format(["A", "B", "C", "D"].iter()).to_string();
    let (_, rest) = text.split_once('A')?;
    rest.split_once('B').map(|(separator, _)| separator.to_owned())
}

/// Returns a list of quantities that make up one: `2 years, 3 months`.
pub(super) fn of_units(icu: &IcuLocale, items: &[String]) -> Option<String> {
    let length = ListFormatterOptions::default().with_length(ListLength::Wide);
    let list = ListFormatter::try_new_unit(icu.into(), length).ok()?;
    Some(list.format(items.iter()).to_string())
}
