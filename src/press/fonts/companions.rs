use super::chosen::FontChoice;
use super::scripts::Writing;

/// Parts of the names of families that have no serifs; few fonts say so themselves.
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

/// Returns, for each family, the one that sets a script which that one has no letters for, with
/// serifs or without as it is itself; none where the machine has none.
///
/// Without it the first font that has the characters would set them, in every place the same.
pub(super) fn companions<'a>(
    families: impl IntoIterator<Item = &'a str>,
    writing: Writing,
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
