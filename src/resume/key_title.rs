/// Names with capitals that do not begin a word, as they are printed.
const NAMES: [&str; 27] = [
    "BSc",
    "DeviantArt",
    "DevOps",
    "GitHub",
    "GitLab",
    "HackerRank",
    "JavaScript",
    "LaTeX",
    "LeetCode",
    "LinkedIn",
    "MSc",
    "McDonald",
    "McKinsey",
    "PayPal",
    "PhD",
    "PostDoc",
    "ResearchGate",
    "SoundCloud",
    "StackOverflow",
    "TikTok",
    "TypeScript",
    "WeChat",
    "WhatsApp",
    "YouTube",
    "eBay",
    "iOS",
    "macOS",
];

/// Converts a key to words: `githubStars`, `github_stars` and `x-github-stars` become `GitHub
/// stars`.
///
/// A key without letters is not changed.
pub fn title_of_key(key: &str) -> String {
    let parts = key.trim_start_matches("x-").split(['_', '-', ' ']);
    let title = parts.flat_map(words_of_part).collect::<Vec<_>>().join(" ");
    if NAMES.iter().any(|name| title.starts_with(name)) {
        return title;
    }
    let mut letters = title.chars();
    letters
        .next()
        .map_or_else(|| key.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

/// Splits a part of a key before capitals; names and abbreviations keep theirs.
fn words_of_part(part: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let (length, name) = match name_at(rest) {
            Some(name) => (name.len(), Some(name)),
            None => (first_word(rest), None),
        };
        let (word, after) = rest.split_at(length);
        rest = after;
        words.push(match name {
            Some(name) => name.to_owned(),
            None if words.is_empty() || is_abbreviation(word, rest) => word.to_owned(),
            None => word.to_lowercase(),
        });
    }
    words
}

/// Returns the name with which a text begins, if no other letters continue it.
fn name_at(text: &str) -> Option<&'static str> {
    NAMES.into_iter().find(|name| {
        let Some((own, rest)) = text.split_at_checked(name.len()) else { return false };
        let is_name = own == *name || *own == name.to_lowercase();
        is_name && !rest.starts_with(char::is_lowercase)
    })
}

/// Returns whether a word of capitals keeps them: `USD`, `IDs`, and the `B` that ends `planB`.
fn is_abbreviation(word: &str, rest: &str) -> bool {
    let capitals = word.strip_suffix('s').unwrap_or(word);
    capitals.chars().all(|c| !c.is_lowercase()) && (capitals.len() > 1 || rest.is_empty())
}

/// Returns the length of the first word of a text: it ends before a capital after a small letter,
/// and before the last of several capitals if small letters follow.
fn first_word(text: &str) -> usize {
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let is_lower = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_lowercase());
    let is_upper = |at: usize| chars.get(at).is_some_and(|(_, c)| c.is_uppercase());
    let begins_word = |at: &usize| {
        let at = *at;
        // The plural of an abbreviation ends in a small letter: `URLs`.
        let begins_after_abbreviation =
            is_upper(at - 1) && is_lower(at + 1) && (is_lower(at + 2) || !is_plural(&chars, at));
        is_upper(at) && (is_lower(at - 1) || begins_after_abbreviation)
    };
    (1..chars.len()).find(begins_word).map_or(text.len(), |at| chars[at].0)
}

/// Returns whether an `s` follows the capital at an index.
fn is_plural(chars: &[(usize, char)], at: usize) -> bool {
    chars.get(at + 1).is_some_and(|(_, c)| *c == 's')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_readable_titles() {
        for (key, title) in [
            ("githubStars", "GitHub stars"),
            ("open_source", "Open source"),
            ("x-side-projects", "Side projects"),
            ("GPA", "GPA"),
            ("two  words", "Two words"),
            ("node.js", "Node.js"),
            ("--", "--"),
            ("WhatsApp", "WhatsApp"),
            ("linkedin", "LinkedIn"),
            ("PhDSupervisor", "PhD supervisor"),
            ("annualBudgetUSD", "Annual budget USD"),
            ("McKinseyProjects", "McKinsey projects"),
            ("maxGPA", "Max GPA"),
            ("HTMLParser", "HTML parser"),
            ("repoURLs", "Repo URLs"),
            ("iOSApps", "iOS apps"),
            ("planB", "Plan B"),
            ("isAMember", "Is a member"),
            ("KundenÜbersicht", "Kunden übersicht"),
            ("My Great Year", "My Great Year"),
        ] {
            assert_eq!(title_of_key(key), title);
        }
    }
}
