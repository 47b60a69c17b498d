use super::super::{Kind, Member, Node, Scalar, Value};

/// Column at which text is folded.
const WIDTH: usize = 80;

/// Maximum length of a simple key in bytes; longer keys are written with `?`, which YAML requires
/// above 1024 characters.
const LONG_KEY_BYTES: usize = 1000;

/// Writes a tree as YAML in block style, indented by two spaces.
///
/// Text that a YAML parser might read as a number, a date, a boolean or null is quoted; other plain
/// text stays plain. Long lines are folded, and multi-line text becomes a literal block.
pub fn write_yaml(node: &Node) -> String {
    let mut out = String::new();
    match &node.value {
        Value::Map(members) if !members.is_empty() => write_members(&mut out, members, 0, false),
        Value::List(items) if !items.is_empty() => write_items(&mut out, items, 0, false),
        _ => {
            write_value(&mut out, node, 0, 0);
            out = out.trim_start_matches(' ').to_owned();
        }
    }
    out
}

/// Writes the members of a map; if `inline`, the first one is on the line of a list's dash.
fn write_members(out: &mut String, members: &[Member], indent: usize, mut inline: bool) {
    for member in members {
        if !std::mem::take(&mut inline) {
            push_spaces(out, indent);
        }
        let key = key_text(&member.key);
        if key.len() > LONG_KEY_BYTES {
            out.push_str("? ");
            out.push_str(&key);
            out.push('\n');
            push_spaces(out, indent);
            out.push(':');
            write_value(out, &member.value, indent, 1);
        } else {
            out.push_str(&key);
            out.push(':');
            write_value(out, &member.value, indent, key.chars().count() + 1);
        }
    }
}

fn write_items(out: &mut String, items: &[Node], indent: usize, mut inline: bool) {
    for item in items {
        if !std::mem::take(&mut inline) {
            push_spaces(out, indent);
        }
        out.push('-');
        match &item.value {
            Value::Map(members) if !members.is_empty() => {
                out.push(' ');
                write_members(out, members, indent + 2, true);
            }
            Value::List(items) if !items.is_empty() => {
                out.push(' ');
                write_items(out, items, indent + 2, true);
            }
            _ => write_value(out, item, indent, 1),
        }
    }
}

/// Writes a value after its key or dash, which take `before` columns, and ends the line.
fn write_value(out: &mut String, node: &Node, indent: usize, before: usize) {
    match &node.value {
        Value::Map(members) if !members.is_empty() => {
            out.push('\n');
            write_members(out, members, indent + 2, false);
            return;
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            write_items(out, items, indent + 2, false);
            return;
        }
        Value::Map(_) => out.push_str(" {}"),
        Value::List(_) => out.push_str(" []"),
        Value::Null => out.push_str(" null"),
        Value::Scalar(scalar) => {
            out.push(' ');
            write_scalar(out, scalar, indent, before);
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
}

fn write_scalar(out: &mut String, scalar: &Scalar, indent: usize, before: usize) {
    let text = scalar.text.as_str();
    let bare = is_plain(text)
        && if scalar.kind == Kind::Text { !is_ambiguous(text) } else { !is_null(text) };
    let columns = indent + before + 1 + text.chars().count();
    if is_literal(text) {
        write_literal(out, text, indent + 2);
    } else if columns > WIDTH && is_folded(text) {
        write_folded(out, text, indent + 2);
    } else if bare {
        out.push_str(text);
    } else {
        out.push_str(&quoted(text));
    }
}

fn key_text(key: &str) -> String {
    if is_plain(key) && !is_ambiguous(key) { key.to_owned() } else { quoted(key) }
}

/// Returns whether a text is valid as a plain scalar after a key or dash.
fn is_plain(text: &str) -> bool {
    let first = text.chars().next();
    let second = text.chars().nth(1);
    let starts_well = match first {
        None => false,
        Some('-') => second.is_some_and(|c| c.is_alphanumeric() || c == '.'),
        Some(c) => !"?:,[]{}#&*!|>'\"%@`".contains(c),
    };
    starts_well
        && text.chars().all(|c| is_printable(c) && c != '\t')
        && text.trim() == text
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.starts_with("...")
        && !matches!(text, "<<" | "=")
}

/// Returns whether a character is allowed unescaped and is not a line break in any YAML version.
fn is_printable(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
        || c == '\t'
}

fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// Returns whether a YAML parser could read plain text as another type.
fn is_ambiguous(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan"];
    let lower = text.to_ascii_lowercase();
    let number = lower.trim_start_matches(['+', '-']);
    let radix = ["0x", "0o", "0b"].iter().any(|prefix| number.starts_with(prefix));
    // Numbers with underscores, exponents or base 60, dates and times.
    let numeric = number.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && number.contains(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || "+-_.:,etz ".contains(c));
    lower.is_empty() || WORDS.contains(&lower.as_str()) || number == ".inf" || radix || numeric
}

/// Returns whether multi-line text can be a literal block.
fn is_literal(text: &str) -> bool {
    let mut lines = text.split('\n').filter(|line| !line.is_empty());
    let first = lines.next();
    text.contains('\n')
        && first.is_some_and(|line| !line.starts_with([' ', '\t']))
        && text
            .split('\n')
            .next_back()
            .is_none_or(|line| line.is_empty() || !line.trim().is_empty())
        && text.chars().all(|c| is_printable(c) || c == '\n')
}

fn write_literal(out: &mut String, text: &str, indent: usize) {
    let body = text.trim_end_matches('\n');
    out.push_str(match text.len() - body.len() {
        0 => "|-\n",
        1 => "|\n",
        _ => "|+\n",
    });
    let lines = text.strip_suffix('\n').unwrap_or(text);
    for line in lines.split('\n') {
        if !line.is_empty() {
            push_spaces(out, indent);
            out.push_str(line);
        }
        out.push('\n');
    }
}

/// Returns whether single-line text can be folded: all of its spaces are single.
fn is_folded(text: &str) -> bool {
    text.chars().all(|c| is_printable(c) && c != '\t') && text.trim() == text && text.contains(' ')
}

fn write_folded(out: &mut String, text: &str, indent: usize) {
    out.push_str(">-\n");
    let mut column = 0;
    // Folding at one of several adjacent spaces would lose a space.
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .match_indices(' ')
            .map(|(at, _)| at)
            .find(|at| !rest[..*at].ends_with(' ') && !rest[at + 1..].starts_with(' '))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let width = word.chars().count();
        if column == 0 {
            push_spaces(out, indent);
        } else if column + 1 + width > WIDTH {
            out.push('\n');
            push_spaces(out, indent);
            column = 0;
        } else {
            out.push(' ');
            column += 1;
        }
        if column == 0 {
            column = indent;
        }
        out.push_str(word);
        column += width;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    out.push('\n');
}

/// Quotes a text, with single quotes if that saves escapes.
fn quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && text.chars().all(|c| is_printable(c) && c != '\t') {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if is_printable(c) => out.push(c),
            c => out.push_str(&match u32::from(c) {
                n @ ..=0xFF => format!("\\x{n:02x}"),
                n @ ..=0xFFFF => format!("\\u{n:04x}"),
                n => format!("\\U{n:08x}"),
            }),
        }
    }
    out.push('"');
    out
}

fn push_spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}
