//! Converts HTML, character references and typed bullets to markup.

use super::super::super::html;
use crate::characters::symbol;
use crate::source::{Kind, Node, Value};

/// Characters typed as bullets.
const BULLETS: [char; 22] = [
    '○', '□', '▸', '▹', '✔', '✦', '•', '●', '▪', '■', '◦', '‣', '·', '∙', '►', '▶', '➢', '✓', '➤',
    '⁃', '・', '‧',
];

/// Bullets that separate words, too: `売上・利益`.
const SEPARATORS: [char; 2] = ['・', '‧'];

/// Signs that are bullets only if a blank follows.
const BEFORE_BLANK: [&str; 5] = ["– ", "— ", "→ ", "» ", "+ "];

/// Units of numbers that may be negative.
const SIGNED_UNITS: [char; 3] = ['%', '‰', '°'];

/// Replaces the characters of Word's symbol fonts, which are bullets most often.
fn with_symbols(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match symbol(c) {
            Some(shown) => out.push_str(shown),
            None => out.push(c),
        }
    }
    out
}

/// Returns whether text consists of bullets and blanks.
fn is_signs(text: &str) -> bool {
    text.chars().all(|c| BULLETS.contains(&c) || c.is_whitespace())
}

/// Returns whether text is an empty template: dashes, or a bullet on each line. A tick and several
/// signs on a line are not: `●●●○○` is a level.
fn is_empty_template(text: &str) -> bool {
    let is_bullet = |c: char| c == '*' || BULLETS.contains(&c) && !"✓✔".contains(c);
    let is_single = |line: &str| {
        let mut chars = line.trim().chars();
        chars.next().is_none_or(is_bullet) && chars.next().is_none()
    };
    let is_dash = |c: char| "-–—−".contains(c) || c.is_whitespace();
    !text.trim().is_empty() && (text.lines().all(is_single) || text.chars().all(is_dash))
}

/// Returns whether text is a single tag, other than one that editors write as an empty text.
fn is_lone_tag(text: &str) -> bool {
    let empty = ["<br", "<hr", "<img"];
    let is_empty =
        |tag: &&str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    text.rfind('<') == Some(0) && !empty.iter().any(is_empty)
}

/// Removes the text of an empty template.
pub(super) fn remove_empty_template(node: &mut Node) {
    if node.as_text().is_some_and(is_empty_template) {
        node.value = Value::Null;
    }
}

/// Replaces HTML and character references in all texts of a tree.
pub(super) fn clean(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) if matches!(scalar.kind, Kind::Text | Kind::Plain) => {
            if scalar.text.contains(|c| symbol(c).is_some()) {
                scalar.text = with_symbols(&scalar.text);
            }
            let text = scalar.text.trim();
            let is_document = text.starts_with('<') && text.ends_with('>') && !is_lone_tag(text);
            if is_document && html::is_html(text) {
                // Browser-based editors write whole texts as HTML.
                scalar.text = html::document(text);
            } else if text.contains(['<', '&']) {
                scalar.text = html::decode(&html::to_markup(&scalar.text));
            }
        }
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => nodes.iter_mut().for_each(clean),
        Value::Map(members) => members.iter_mut().for_each(|member| clean(&mut member.value)),
    }
}

/// Returns the text after a typed bullet at the start of a line.
fn after_bullet(line: &str) -> Option<&str> {
    let line = line.trim_start();
    // Several signs are a level.
    let is_one = |rest: &&str| !is_signs(line) && !rest.starts_with(BULLETS);
    let rest = line.strip_prefix(BULLETS).filter(is_one);
    let rest = rest.or_else(|| BEFORE_BLANK.iter().find_map(|sign| line.strip_prefix(sign)));
    let rest = rest.filter(|rest| !(line.starts_with('»') && rest.contains('«')));
    let rest = rest.map(str::trim_start).filter(|rest| !line.starts_with('+') || !is_number(rest));
    let rest = rest.or_else(|| line.strip_prefix('-').filter(|rest| is_clause(rest)));
    rest.filter(|text| !text.is_empty())
}

/// Returns whether text after a hyphen is several words, not a suffix or flags of a command:
/// `-able`, `-Wall and -Werror`.
fn is_clause(text: &str) -> bool {
    text.starts_with(char::is_alphabetic) && text.contains(' ') && !text.contains(" -")
}

fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns the sign with which a line begins if the line has further bullets of that sign.
fn repeated_sign(line: &str) -> Option<char> {
    let sign = line.trim_start().chars().next()?;
    let is_bullet = BULLETS.contains(&sign) && !SEPARATORS.contains(&sign);
    (is_bullet && line.matches(sign).count() > 1).then_some(sign)
}

/// Maximum depth of nesting that is guessed from blanks, within that of highlights.
const DEEPEST_TYPED: usize = 7;

/// The indentation of the items that contain the present one, outermost first, and its own.
#[derive(Default)]
struct Levels(Vec<usize>);

impl Levels {
    /// Returns how deep the item on a line is nested; it is indented by two columns or more.
    fn of(&mut self, line: &str) -> usize {
        const TAB: usize = 4;
        let blanks = line.chars().take_while(|c| c.is_whitespace());
        let indentation = blanks.map(|c| if c == '\t' { TAB } else { 1 }).sum();
        self.0.retain(|outer| outer + 1 < indentation);
        self.0.push(indentation);
        (self.0.len() - 1).min(DEEPEST_TYPED)
    }
}

/// Returns whether text begins with a number in a unit that may be negative.
fn is_signed(text: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || ".,\u{a0}\u{202f} ".contains(c);
    is_number(text) && text.trim_start_matches(is_of_number).starts_with(SIGNED_UNITS)
}

/// Converts lines with typed bullets to a list.
///
/// A dash is a bullet only next to another bullet line; a single one may continue the preceding
/// line.
pub(super) fn points(node: &mut Node) {
    let Value::Scalar(scalar) = &mut node.value else { return };
    part_lines(&mut scalar.text);
    let text = &scalar.text;
    let begins = |line: &str| after_bullet(line).is_some();
    let begins_with_sign = |line: &str| line.trim_start().starts_with(BULLETS) && begins(line);
    let count = text.lines().filter(|line| begins(line)).count();
    if count == 0 || (count == 1 && !text.lines().any(begins_with_sign)) {
        return;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut was_point = false;
    let mut levels = Levels::default();
    for line in text.lines() {
        let point = after_bullet(line);
        // A blank line separates list and paragraph.
        if !out.is_empty() && !out.ends_with("\n\n") && was_point != point.is_some() {
            out.push('\n');
        }
        match point {
            Some(point) => {
                out.push_str(&format!("{}- {point}\n", "  ".repeat(levels.of(line))));
            }
            None => out.push_str(&format!("{line}\n")),
        }
        was_point = point.is_some();
    }
    out.truncate(out.trim_end().len());
    scalar.text = out;
}

/// Puts each item of `• one • two` on a separate line.
fn part_lines(text: &mut String) {
    let sign_of = |line: &str| repeated_sign(line).filter(|_| after_bullet(line).is_some());
    if !text.lines().any(|line| sign_of(line).is_some()) {
        return;
    }
    let mut out = String::with_capacity(text.len() + 8);
    for line in text.lines() {
        match sign_of(line) {
            Some(sign) => {
                let points = line.split(sign).map(str::trim).filter(|point| !point.is_empty());
                points.for_each(|point| out.push_str(&format!("{sign} {point}\n")));
            }
            None => out.push_str(&format!("{line}\n")),
        }
    }
    out.truncate(out.trim_end().len());
    *text = out;
}

/// Returns whether a file has text that may be read as a typed bullet.
#[cfg(test)]
pub(in crate::format) fn has_bullet(file: &str) -> bool {
    let begins_with_hyphen = |text: &str| after_bullet(text).is_some() && text.starts_with('-');
    let texts = file.split(['"', '\n', ' ']).flat_map(|text| text.split("\\n"));
    file.contains(BULLETS) || texts.into_iter().any(begins_with_hyphen)
}

/// Returns text without a typed bullet.
pub(super) fn point(text: &str) -> &str {
    after_bullet(text).unwrap_or(text)
}

/// Removes a typed bullet from a highlight; further lines with bullets become a list.
pub(super) fn remove_typed_bullet(node: &mut Node) {
    let Value::Scalar(scalar) = &mut node.value else { return };
    let several =
        scalar.text.trim().lines().filter(|line| after_bullet(line).is_some()).count() > 1;
    if several {
        return points(node);
    }
    // A single hyphen may belong to the word: `-omics research`.
    if scalar.text.trim_start().starts_with('-') {
        return;
    }
    // A single dash may be the sign of a number.
    let is_sign = |text: &str| !scalar.text.trim_start().starts_with(BULLETS) && is_signed(text);
    if let Some(text) = after_bullet(&scalar.text).filter(|text| !is_sign(text)) {
        scalar.text = text.to_owned();
    }
}

/// Removes typed bullets from all texts of a tree; lines with bullets become lists.
pub(in crate::format) fn without_typed_bullets(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) if matches!(scalar.kind, Kind::Text | Kind::Plain) => {
            let has_sign = |line: &str| line.trim_start().starts_with(BULLETS);
            if scalar.text.lines().any(has_sign) {
                remove_typed_bullet(node);
            }
        }
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => nodes.iter_mut().for_each(without_typed_bullets),
        Value::Map(members) => {
            members.iter_mut().for_each(|member| without_typed_bullets(&mut member.value));
        }
    }
}

/// Splits text into bullets at line ends or typed bullets, each with how deep it is nested.
pub(super) fn bullets(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let after_mark = |line: &'_ str| {
        let line = line.trim_start();
        let bare = line.strip_prefix("- ").or(line.strip_prefix("* "));
        bare.map(point).or_else(|| after_bullet(line)).map(|text| text.trim().to_owned())
    };
    let has_marks = lines.iter().any(|line| after_mark(line).is_some());
    // `• one • two` on one line.
    if let [line] = lines.as_slice()
        && let Some(sign) = repeated_sign(line)
    {
        let parts = line.split(sign).map(str::trim).filter(|part| !part.is_empty());
        return parts.map(|part| (0, part.to_owned())).collect();
    }
    // Paragraphs are bullets, too, but wrapped lines are not.
    let is_wrapped =
        !has_marks && lines.iter().any(|line| !line.trim().ends_with(['.', ';', '!', ')']));
    let is_long = lines.iter().any(|line| line.trim().len() > 60);
    if lines.len() > 1 && is_wrapped && !text.contains("\n\n") && is_long {
        return vec![(0, text.trim().to_owned())];
    }
    let mut levels = Levels::default();
    let mut bullets: Vec<(usize, String)> = Vec::new();
    for line in lines {
        match (after_mark(line), bullets.last_mut()) {
            (Some(text), _) => bullets.push((levels.of(line), text)),
            // An indented line continues the bullet before it.
            (None, Some((_, last))) if has_marks && line.starts_with(char::is_whitespace) => {
                last.push(' ');
                last.push_str(line.trim());
            }
            (None, _) => bullets.push((0, line.trim().to_owned())),
        }
    }
    bullets
}

/// Splits text at the given signs outside brackets.
pub(super) fn listed(text: &str, at: &[char]) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0usize;
    for c in text.chars() {
        match c {
            '(' | '[' | '（' => depth += 1,
            ')' | ']' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match parts.last_mut() {
            Some(last) if depth > 0 || !at.contains(&c) => last.push(c),
            _ => parts.push(String::new()),
        }
    }
    let parts = parts.iter().map(|part| point(part.trim()).trim());
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
