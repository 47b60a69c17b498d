//! Finished text → the places in it where a redacted text stands.

use crate::tailor::Secrets;

/// Returns where in a plain text a redacted text stands: `line 12`.
pub fn text_leaks(text: &str, secrets: &Secrets) -> Vec<String> {
    if secrets.is_empty() {
        return Vec::new();
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| secrets.are_in(line));
    let mut places: Vec<_> = lines.map(|(number, _)| format!("line {number}")).collect();
    // It may go on in the next line.
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if places.is_empty() && secrets.are_in(&joined) {
        places.push("the text".to_owned());
    }
    places
}
