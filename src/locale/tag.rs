use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleExpander};

/// English names of languages, including colloquial ones.
///
/// Unicode's language names would add 1.7 MB to the program, and lack `farsi` and the default
/// meaning of `norwegian` and `chinese`.
pub(super) const ENGLISH_NAMES: &[(&str, &str)] = &[
    ("arabic", "ar"),
    ("bokmal", "nb"),
    ("chinese", "zh-Hans"),
    ("czech", "cs"),
    ("danish", "da"),
    ("dutch", "nl"),
    ("english", "en-US"),
    ("farsi", "fa"),
    ("finnish", "fi"),
    ("french", "fr"),
    ("german", "de"),
    ("greek", "el"),
    ("hebrew", "he"),
    ("hindi", "hi"),
    ("hungarian", "hu"),
    ("indonesian", "id"),
    ("italian", "it"),
    ("japanese", "ja"),
    ("korean", "ko"),
    ("norwegian", "nb"),
    ("nynorsk", "nn"),
    ("persian", "fa"),
    ("polish", "pl"),
    ("portuguese", "pt-BR"),
    ("romanian", "ro"),
    ("russian", "ru"),
    ("spanish", "es"),
    ("swedish", "sv"),
    ("turkish", "tr"),
    ("ukrainian", "uk"),
    ("vietnamese", "vi"),
];

/// Parses a BCP 47 tag into canonical form; also accepts `en_GB`.
pub(super) fn parse(tag: &str) -> Option<Locale> {
    let mut locale = Locale::try_from_str(&tag.trim().replace('_', "-")).ok()?;
    if locale.id.language.is_unknown() {
        return None;
    }
    LocaleCanonicalizer::new_common().canonicalize(&mut locale);
    Some(locale)
}

/// Returns the region of a locale, or the most likely one.
pub(super) fn likely_region(locale: &Locale) -> Option<String> {
    maximize(locale.id.clone()).region.map(|region| region.to_string())
}

/// Returns the tag whose words fit a locale best: same language, then same script, then same
/// region, then the most similar region.
pub(super) fn nearest<'a>(locale: &Locale, tags: &[&'a str]) -> Option<&'a str> {
    let wanted = maximize(locale.id.clone());
    let candidate = |tag: &&'a str| {
        let id = maximize(tag.parse().ok()?);
        if id.language != language(&wanted) {
            return None;
        }
        let script = id.script == wanted.script;
        let region = id.region == wanted.region;
        Some(((script, region, model(&wanted) == Some(tag)), *tag))
    };
    // The first of equal candidates in alphabetical order, so that the result does not depend on
    // the order of the list.
    let mut candidates: Vec<_> = tags.iter().filter_map(candidate).collect();
    candidates.sort_by(|(a, tag_a), (b, tag_b)| b.cmp(a).then(tag_a.cmp(tag_b)));
    candidates.first().map(|(_, tag)| *tag)
}

/// Returns the indices of tags by similarity to one: itself, other forms of its language (same
/// script and region first), then all others in order.
pub(super) fn by_nearness(tag: &str, among: &[&str]) -> Vec<usize> {
    let wanted = parse(tag).map(|locale| (maximize(locale.id.clone()), locale.id));
    let nearness = |other: &str| {
        let Some(((id, typed), other)) = wanted.as_ref().zip(parse(other)) else {
            return (other.eq_ignore_ascii_case(tag), false, false, false);
        };
        let exact = other.id == *typed;
        let general = other.id.region.is_none();
        let other = maximize(other.id);
        let same = language(&other) == language(id);
        let region = same && (other.region == id.region || general);
        (exact, same, same && other.script == id.script, region)
    };
    let mut places: Vec<_> = (0..among.len()).collect();
    places.sort_by_key(|place| std::cmp::Reverse(nearness(among[*place])));
    places
}

/// Returns whether two tags have the same language, and whether they have the same script.
pub(super) fn sameness(tag: &str, other: &str) -> (bool, bool) {
    let (Some(id), Some(other_id)) = (parse(tag), parse(other)) else {
        let same = tag.eq_ignore_ascii_case(other);
        return (same, same);
    };
    let (id, other_id) = (maximize(id.id), maximize(other_id.id));
    let same = language(&id) == language(&other_id);
    (same, same && id.script == other_id.script)
}

/// `no` means Bokmål.
fn language(id: &LanguageIdentifier) -> icu_locale::subtags::Language {
    let bokmal = icu_locale::subtags::language!("nb");
    if id.language == icu_locale::subtags::language!("no") { bokmal } else { id.language }
}

/// Returns the tag that serves regions without words of their own, for languages with several.
fn model(id: &LanguageIdentifier) -> Option<&'static str> {
    let region = id.region.map(|region| region.to_string()).unwrap_or_default();
    let language = id.language.to_string();
    Some(match (language.as_str(), region.as_str()) {
        ("en", "US" | "CA" | "PH" | "PR") => "en-US",
        ("en", _) => "en-GB",
        ("pt", "BR") => "pt-BR",
        ("pt", _) => "pt-PT",
        ("zh", "HK" | "MO") => "zh-Hant-HK",
        ("zh", _) => "zh-Hant-TW",
        _ => return None,
    })
}

pub(super) fn maximize(mut id: LanguageIdentifier) -> LanguageIdentifier {
    LocaleExpander::new_common().maximize(&mut id);
    id
}
