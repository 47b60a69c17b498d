/// Converts a key to words: `githubStars`, `github_stars` and `x-github-stars` become `Github
/// stars`.
///
/// A key without letters is not changed.
pub fn title_of_key(key: &str) -> String {
    let mut words = String::new();
    let mut before_lower = false;
    for c in key.trim_start_matches("x-").chars() {
        if matches!(c, '_' | '-' | ' ') {
            words.push(' ');
            before_lower = false;
        } else if c.is_uppercase() && before_lower {
            words.push(' ');
            words.extend(c.to_lowercase());
            before_lower = false;
        } else {
            before_lower = c.is_lowercase();
            words.push(c);
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(|| key.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_readable_titles() {
        for (key, title) in [
            ("githubStars", "Github stars"),
            ("open_source", "Open source"),
            ("x-side-projects", "Side projects"),
            ("GPA", "GPA"),
            ("two  words", "Two words"),
            ("node.js", "Node.js"),
            ("--", "--"),
        ] {
            assert_eq!(title_of_key(key), title);
        }
    }
}
