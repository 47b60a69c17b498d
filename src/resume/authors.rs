/// Words between authors, besides signs.
const AND: [&str; 2] = [" and ", " & "];

/// Words of family names that begin with a small letter.
const PARTICLES: [&str; 25] = [
    "af", "al", "av", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "el", "la", "le", "ten", "ter", "van", "von", "y", "zu", "zur",
];

/// Splits a text at its authors, but at no comma or word that may belong to a name.
pub fn authors_in(text: &str) -> Vec<String> {
    // The address of a link may contain anything.
    if text.contains("](") {
        return vec![text.trim().to_owned()];
    }
    let parts = text.split([';', '\n']).flat_map(at_words);
    let parts = parts.map(|part| part.trim().trim_matches(',').trim());
    let parts = parts.filter(|part| !part.is_empty());
    // Next to semicolons, commas are within names.
    if text.contains(';') {
        return parts.map(str::to_owned).collect();
    }
    parts.flat_map(at_commas).collect()
}

/// Splits names at `and`, but not that of an organization: `Ministry of Health and Education`.
fn at_words(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for word in AND {
        parts = parts.into_iter().flat_map(|part| part.split(word)).collect();
    }
    let are_people = parts.iter().flat_map(|part| part.split(',')).all(is_person);
    if are_people { parts } else { vec![text] }
}

/// Returns whether all words may be of a person's name.
fn is_person(text: &str) -> bool {
    let may_be_of_name = |word: &str| {
        word.starts_with(|c: char| !c.is_lowercase()) || PARTICLES.contains(&word) || is_et_al(word)
    };
    text.split_whitespace().all(may_be_of_name)
}

fn is_et_al(word: &str) -> bool {
    ["et", "al", "al."].contains(&word)
}

/// Splits names at the commas between them.
fn at_commas(text: &str) -> Vec<String> {
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_inverted = |pair: &[&str]| match pair {
        [family, initials] => !is_initials(family) && is_initials(initials),
        _ => false,
    };
    let is_whole = |name: &&str| name.split_whitespace().count() > 1;
    let has_initials = |name: &&str| name.split_whitespace().any(is_initials);
    // `García Márquez, Gabriel José` is one name.
    let is_certain = names.len() > 2 || names.iter().all(has_initials);
    if names.chunks(2).all(is_inverted) {
        names.chunks(2).map(|pair| pair.join(", ")).collect()
    } else if is_certain && names.iter().all(is_whole) && !text.contains(['(', '[']) {
        names.into_iter().map(str::to_owned).collect()
    } else {
        vec![text.to_owned()]
    }
}

/// Returns whether text consists of initials: `A.`, `J.-P.`, `AB`.
fn is_initials(text: &str) -> bool {
    let mut words = text.split([' ', '.', '-']).filter(|word| !word.is_empty()).peekable();
    let is_initial =
        |word: &str| word.chars().count() <= 2 && word.chars().all(|c| c.is_uppercase());
    words.peek().is_some() && words.all(is_initial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_split_where_no_comma_belongs_to_a_name() {
        for (text, expected) in [
            ("A. Roe, J. Smith", "A. Roe|J. Smith"),
            ("Byron, A., Smith, J. & Li, W.", "Byron, A.|Smith, J.|Li, W."),
            ("Byron, A., Smith, J.-P., and Li, W.", "Byron, A.|Smith, J.-P.|Li, W."),
            ("Roe AB, Smith J", "Roe AB|Smith J"),
            ("Roe, Ada; Smith, Jo", "Roe, Ada|Smith, Jo"),
            ("A. Roe and J. Smith", "A. Roe|J. Smith"),
            ("Ada Roe, Jo Smith, et al.", "Ada Roe|Jo Smith|et al."),
            ("Ada Roe and Jo Smith", "Ada Roe|Jo Smith"),
            ("Roe, Ada", "Roe, Ada"),
            ("van Gogh, Vincent Willem", "van Gogh, Vincent Willem"),
            ("Ministry of Health and Social Affairs", "Ministry of Health and Social Affairs"),
            ("Roe, Smith, Li", "Roe, Smith, Li"),
            ("Ada Roe, PhD", "Ada Roe, PhD"),
            ("[A. Roe, J. Smith](a.example)", "[A. Roe, J. Smith](a.example)"),
            ("", ""),
        ] {
            assert_eq!(authors_in(text).join("|"), expected, "{text}");
        }
    }
}
