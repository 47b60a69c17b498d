use std::ops::Range;

use serde_json::Value;

use crate::view::View;

/// Texts that must stand nowhere.
///
/// They are found in whatever way they are written: case, space, markup and typographic quotes do
/// not count, nor the scheme of an address or the signs between the digits of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Secrets(Vec<Secret>);

#[derive(Debug, Clone, PartialEq)]
struct Secret {
    /// Folded.
    letters: Vec<char>,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Words,
    /// Digits only.
    Number,
}

/// Letters below which a text is no secret: it would be found in anything.
const SHORTEST: usize = 3;
/// Digits below which a text is no telephone number.
const FEWEST_DIGITS: usize = 6;
/// Digits of a national number, without which two numbers are not compared by their end.
const NATIONAL: usize = 7;
/// Digits of the longest country code.
const COUNTRY_CODE: usize = 3;

/// Stands for what was blacked out.
const MARK: &str = "[…]";

impl Secrets {
    pub(super) fn add(&mut self, text: &str) {
        let text = text.trim();
        let secret = if is_number(text) {
            let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
            // A number with a country code is also known by what follows the code.
            let known = match text.contains('+') {
                true => digits.len().saturating_sub(COUNTRY_CODE).max(NATIONAL.min(digits.len())),
                false => digits.len(),
            };
            Secret { letters: digits[digits.len() - known..].to_vec(), form: Form::Number }
        } else {
            let bare = bare_address(text);
            let letters = fold(bare, Form::Words).into_iter().map(|(c, _)| c).collect();
            Secret { letters, form: Form::Words }
        };
        if secret.letters.len() >= SHORTEST && !self.0.contains(&secret) {
            self.0.push(secret);
        }
    }

    /// Returns the secrets that are no part of a text, such as the name that stays on the page.
    pub(super) fn except_in(&self, text: &str) -> Self {
        Self(self.0.iter().filter(|secret| secret.find(text).is_none()).cloned().collect())
    }

    /// Tells whether a text holds one of them.
    pub fn are_in(&self, text: &str) -> bool {
        self.0.iter().any(|secret| secret.find(text).is_some())
    }

    /// Returns a text with markup without them; `None` where it holds none.
    pub(super) fn black_out(&self, text: &str) -> Option<String> {
        let mut clean = self.unlink(text);
        while let Some(range) = self.0.iter().find_map(|secret| secret.find(&clean)) {
            clean.replace_range(range, MARK);
        }
        (clean != text).then_some(clean)
    }

    /// Takes the targets of links that hold a secret: `[here](https://…)` becomes `here`.
    fn unlink(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        let mut from = 0;
        while let Some(middle) = clean[from..].find("](").map(|at| from + at) {
            let target = middle + 2;
            let Some(end) = clean[target..].find(')').map(|at| target + at) else { break };
            match clean[..middle].rfind('[') {
                Some(start) if self.are_in(&clean[target..end]) => {
                    let label = clean[start + 1..middle].to_owned();
                    clean.replace_range(start..=end, &label);
                    from = start;
                }
                _ => from = target,
            }
        }
        clean
    }

    /// Returns the paths of the data of a view that still hold one of them; empty for the facts
    /// about the file.
    pub fn leaks(&self, view: &View) -> Vec<String> {
        let mut paths = Vec::new();
        if !self.0.is_empty() {
            let tree = serde_json::to_value(view).expect("a view has text keys only");
            self.seek(&tree, "", &mut paths);
        }
        paths
    }

    fn seek(&self, value: &Value, path: &str, paths: &mut Vec<String>) {
        let mut check = |text: &str| {
            if self.are_in(text) && !paths.iter().any(|known| known == path) {
                paths.push(path.to_owned());
            }
        };
        match value {
            Value::String(text) => check(text),
            Value::Array(items) => {
                if let Some(text) = run_text(items) {
                    check(&text);
                }
                items.iter().for_each(|item| self.seek(item, path, paths));
            }
            Value::Object(members) => {
                let path = members.get("path").and_then(Value::as_str).unwrap_or(path);
                for (key, value) in members {
                    if key != "path" && key != "id" {
                        self.seek(value, path, paths);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the text of inline runs without their markup; `None` for any other list.
fn run_text(items: &[Value]) -> Option<String> {
    let text_of = |item: &Value| match item {
        Value::String(text) => Some(text.clone()),
        Value::Object(members) => match (members.get("text"), members.get("body")) {
            (Some(Value::String(text)), _) => Some(text.clone()),
            (_, Some(Value::Array(body))) => run_text(body),
            _ => None,
        },
        _ => None,
    };
    items.iter().map(text_of).collect()
}

impl Secret {
    /// Returns where the secret first stands in a text, in bytes.
    fn find(&self, text: &str) -> Option<Range<usize>> {
        let folded = fold(text, self.form);
        let length = self.letters.len();
        if folded.len() < length {
            return None;
        }
        (0..=folded.len() - length).find_map(|at| {
            let window = &folded[at..at + length];
            if !window.iter().zip(&self.letters).all(|((c, _), wanted)| c == wanted) {
                return None;
            }
            let range = window[0].1.start..window[length - 1].1.end;
            match self.form {
                Form::Words => is_bounded(text, &range).then_some(range),
                Form::Number => number_around(text, range),
            }
        })
    }
}

/// Tells whether what is before and after a range does not go on the words in it.
fn is_bounded(text: &str, range: &Range<usize>) -> bool {
    let joins = |a: Option<char>, b: Option<char>| {
        a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
    };
    let inside = &text[range.clone()];
    !joins(text[..range.start].chars().next_back(), inside.chars().next())
        && !joins(inside.chars().next_back(), text[range.end..].chars().next())
}

/// Widens a range of digits to the number it is the end of; `None` where it is not the end.
fn number_around(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let between = &text[range.clone()];
    if !between.chars().all(is_number_sign) {
        return None;
    }
    if text[range.end..].starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let before = text[..range.start].trim_end_matches(is_number_sign).len();
    let start = before + text[before..].find(|c: char| !c.is_whitespace()).unwrap_or_default();
    Some(start..range.end)
}

fn is_number_sign(c: char) -> bool {
    c.is_ascii_digit()
        || c.is_whitespace()
        || matches!(c, '+' | '-' | '.' | '/' | '(' | ')' | '‐' | '‑' | '–')
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix("tel:").unwrap_or(text);
    text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS
        && text.chars().all(is_number_sign)
        // `2011-2013` is a period.
        && !(text.len() == 9 && text.split(['-', '–']).all(|part| part.len() == 4))
}

/// Cuts from an address what it may be written without.
fn bare_address(text: &str) -> &str {
    let schemes = ["https://", "http://", "mailto:", "tel:"];
    let scheme = schemes.iter().find(|scheme| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let bare = &text[scheme.map_or(0, |scheme| scheme.len())..];
    let bare = if scheme.is_some() || !bare.contains(char::is_whitespace) {
        bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
    } else {
        bare
    };
    if bare.is_empty() { text } else { bare }
}

/// Returns the letters that count, each with its place in the text.
fn fold(text: &str, form: Form) -> Vec<(char, Range<usize>)> {
    let mut folded: Vec<(char, Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let range = at..at + c.len_utf8();
        match form {
            Form::Number if c.is_ascii_digit() => folded.push((c, range)),
            Form::Number => {}
            Form::Words => match c {
                '*' | '`' | '\\' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {
                }
                c if c.is_whitespace() => {
                    if folded.last().is_some_and(|(last, _)| *last != ' ') {
                        folded.push((' ', range));
                    }
                }
                '‘' | '’' | 'ʼ' => folded.push(('\'', range)),
                '“' | '”' => folded.push(('"', range)),
                '‐' | '‑' | '–' | '—' => folded.push(('-', range)),
                c => folded.extend(c.to_lowercase().map(|c| (c, range.clone()))),
            },
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secrets(texts: &[&str]) -> Secrets {
        let mut secrets = Secrets::default();
        texts.iter().for_each(|text| secrets.add(text));
        secrets
    }

    #[test]
    fn a_secret_is_found_however_it_is_written() {
        for (secret, text, found) in [
            ("jane@x.example", "mail Jane@X.example, or", true),
            ("jane@x.example", "mail jane@**x**.example", true),
            ("jane@x.example", "mary-jane@x.examples", false),
            ("https://www.jane.example/", "see jane.example/talks", true),
            ("jane.example", "see https://jane.example", true),
            ("jane.example", "see https://jane.examples", false),
            ("Mary O'Neil", "with mary  O’Neil's team", true),
            ("Mary Neil", "with Rosemary Neil", false),
            ("+1 555 010 0199", "call (555) 010-0199 now", true),
            ("+1 555 010 0199", "tel:+15550100199", true),
            ("+1 555 010 0199", "the 15550100 of 199 tests", false),
            ("+1 555 010 0199", "call 010 0198", false),
            ("555 0100", "in 2009 we had 555 0100 visits", true),
            ("555 0100", "5550 1001", false),
            ("2011-2013", "from 2011 to 2013", false),
        ] {
            assert_eq!(secrets(&[secret]).are_in(text), found, "{secret:?} in {text:?}");
        }
    }

    #[test]
    fn blacking_out_leaves_the_sentence_and_the_label_of_a_link() {
        let secrets = secrets(&["jane@x.example", "+1 555 010 0199", "https://jane.example"]);
        for (text, clean) in [
            ("Write to jane@x.example.", Some("Write to […].")),
            ("See [my *site*](https://jane.example/a) there", Some("See my *site* there")),
            (
                "[a](https://ok.example) [b](mailto:jane@x.example)",
                Some("[a](https://ok.example) b"),
            ),
            ("On +1 (555) 010-0199, or on 555-010-0199", Some("On […], or on […]")),
            ("Nothing [here](https://ok.example)", None),
        ] {
            assert_eq!(secrets.black_out(text).as_deref(), clean, "{text}");
        }
    }
}
