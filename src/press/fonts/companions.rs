use super::chosen::FontChoice;
use super::scripts::FontScript;

/// Parts of names of sans-serif families; few fonts declare their class.
const SANS: &[&str] = &[
    "sans",
    "inter",
    "gothic",
    "grotesk",
    "arial",
    "helvetica",
    "roboto",
    "lato",
    "calibri",
    "verdana",
    "tahoma",
    "montserrat",
    "futura",
    "avenir",
];

/// Returns for each family a fallback for a script that it does not support, of the same class
/// (serif or sans-serif) if the system has one.
///
/// Without it, text in all families would fall back to the same font.
pub(super) fn companions<'a>(
    families: impl IntoIterator<Item = &'a str>,
    writing: FontScript,
    choice: &mut FontChoice,
) -> Vec<(&'a str, &'static str)> {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for family in families {
        if pairs.iter().any(|(known, _)| *known == family) {
            continue;
        }
        let lower = family.to_lowercase();
        let is_sans = SANS.iter().any(|part| lower.contains(part));
        let mut candidates = writing.preferred(!is_sans).into_iter();
        let companion = candidates.find(|name| choice.has_or_adds(name));
        pairs.extend(companion.map(|companion| (family, companion)));
    }
    pairs
}
