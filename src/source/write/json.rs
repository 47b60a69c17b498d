use super::super::json::is_number;
use super::super::{Kind, Node, Scalar, Value};

/// Writes a tree as JSON, indented by two spaces, with a final line break.
///
/// Dates, and numbers that are not valid in JSON, become strings.
pub fn write_json(node: &Node) -> String {
    let mut out = String::new();
    write(&mut out, node, 0);
    out.push('\n');
    out
}

fn write(out: &mut String, node: &Node, depth: usize) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Scalar(scalar) => out.push_str(&scalar_text(scalar)),
        Value::List(items) => {
            brackets(out, ['[', ']'], items, depth, |out, item| write(out, item, depth + 1));
        }
        Value::Map(members) => brackets(out, ['{', '}'], members, depth, |out, member| {
            out.push_str(&quoted(&member.key));
            out.push_str(": ");
            write(out, &member.value, depth + 1);
        }),
    }
}

fn brackets<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: &[T],
    depth: usize,
    write: impl Fn(&mut String, &T),
) {
    out.push(open);
    for (i, item) in items.iter().enumerate() {
        out.push_str(if i > 0 { ",\n" } else { "\n" });
        out.push_str(&"  ".repeat(depth + 1));
        write(out, item);
    }
    if !items.is_empty() {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    }
    out.push(close);
}

fn scalar_text(scalar: &Scalar) -> String {
    let text = &scalar.text;
    let bare = match scalar.kind {
        Kind::Text | Kind::Date => false,
        Kind::Plain | Kind::Number | Kind::Boolean => {
            is_number(text) || matches!(text.as_str(), "true" | "false")
        }
    };
    if bare { text.clone() } else { quoted(text) }
}

/// Quotes a text.
pub(in crate::source) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
