/// Names with capitals that do not begin a word, as they are printed.
const NAMES: [&str; 40] = [
    "BEng",
    "BSc",
    "DeviantArt",
    "DevOps",
    "GitHub",
    "GitLab",
    "HackerRank",
    "IPv4",
    "IPv6",
    "IoT",
    "JavaScript",
    "LaTeX",
    "LeetCode",
    "LinkedIn",
    "MEng",
    "MSc",
    "McDonald",
    "McKinsey",
    "MySQL",
    "OAuth",
    "PayPal",
    "PhD",
    "PhDs",
    "PostDoc",
    "PostgreSQL",
    "QoS",
    "ResearchGate",
    "SQLite",
    "SaaS",
    "SoundCloud",
    "StackOverflow",
    "TikTok",
    "TypeScript",
    "VoIP",
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
    let mut chars = text.char_indices();
    let Some((_, mut before)) = chars.next() else { return 0 };
    for (at, c) in chars {
        let mut after = text[at + c.len_utf8()..].chars();
        let (next, second) = (after.next(), after.next());
        let is_lower = |c: Option<char>| c.is_some_and(char::is_lowercase);
        // The plural of an abbreviation ends in a small letter: `URLs`.
        let ends_abbreviation =
            before.is_uppercase() && is_lower(next) && (is_lower(second) || next != Some('s'));
        if c.is_uppercase() && (before.is_lowercase() || ends_abbreviation) {
            return at;
        }
        before = c;
    }
    text.len()
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
            ("IPv6", "IPv6"),
            ("PhDs", "PhDs"),
            ("SQLiteVersion", "SQLite version"),
            ("planB", "Plan B"),
            ("isAMember", "Is a member"),
            ("KundenÜbersicht", "Kunden übersicht"),
            ("My Great Year", "My Great Year"),
        ] {
            assert_eq!(title_of_key(key), title);
        }
    }
}
