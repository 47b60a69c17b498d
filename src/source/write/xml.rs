use std::collections::BTreeSet;

use super::super::xml::TEXT;
use super::super::{Member, Node, Value};

/// Writes a tree in the form of [`Value::Map`] for XML, under a single root element.
///
/// Elements without text are indented. Lists become repeated elements; characters that XML does not
/// allow are replaced.
pub fn write_xml(node: &Node) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    match node.as_map() {
        Some([Member { key, value, .. }]) if !matches!(value.value, Value::List(_)) => {
            write_element(&mut out, key, value, 0);
        }
        _ => write_element(&mut out, "root", node, 0),
    }
    out.push('\n');
    out
}

fn write_element(out: &mut String, name: &str, node: &Node, depth: usize) {
    let name = xml_name(name);
    let own;
    let members = match &node.value {
        Value::Map(members) => members.as_slice(),
        Value::Null => &[],
        Value::Scalar(scalar) => {
            own = [Member::new(TEXT, Node::from(scalar.text.as_str()))];
            &own
        }
        Value::List(items) => {
            let members: Vec<Member> =
                items.iter().map(|item| Member::new("item", item.clone())).collect();
            return write_element(out, &name, &Value::Map(members).into(), depth);
        }
    };
    out.push('<');
    out.push_str(&name);
    let mut written = BTreeSet::new();
    for member in members {
        let Some(attribute) = member.key.strip_prefix('@') else { continue };
        let attribute = xml_name(attribute);
        if written.insert(attribute.clone()) {
            let value = escape(member.value.as_text().unwrap_or_default(), true);
            out.push_str(&format!(" {attribute}=\"{value}\""));
        }
    }
    let content: Vec<&Member> = members.iter().filter(|m| !m.key.starts_with('@')).collect();
    if content.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    let indented = content.iter().all(|member| member.key != TEXT);
    for member in content {
        if member.key == TEXT {
            out.push_str(&escape(member.value.as_text().unwrap_or_default(), false));
            continue;
        }
        let items = match &member.value.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(&member.value),
        };
        for item in items {
            if indented {
                push_line(out, depth + 1);
            }
            write_element(out, &member.key, item, depth + 1);
        }
    }
    if indented {
        push_line(out, depth);
    }
    out.push_str(&format!("</{name}>"));
}

fn push_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

fn escape(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            // XML parsers normalise these characters unless escaped.
            '\n' | '\t' if attribute => out.push_str(&format!("&#{};", u32::from(c))),
            '\r' => out.push_str("&#13;"),
            '\n' | '\t' => out.push(c),
            '\0'..='\u{1F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
    out
}

/// Converts a key to a valid XML name.
fn xml_name(key: &str) -> String {
    let mut name: String =
        key.chars().map(|c| if is_name_start(c) || is_name_rest(c) { c } else { '_' }).collect();
    if !name.starts_with(is_name_start) {
        name.insert(0, '_');
    }
    name
}

/// Returns whether a character may start an unprefixed name.
fn is_name_start(c: char) -> bool {
    matches!(c,
        'A'..='Z' | 'a'..='z' | '_'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Returns whether a character may follow in a name.
fn is_name_rest(c: char) -> bool {
    matches!(c, '0'..='9' | '-' | '.' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}
