use toml::de::DeValue;

use super::super::{Kind, Node, Path, Scalar, Value};
use super::json;

/// Writes a tree as TOML; members keep their order.
///
/// A map gets a heading if only maps follow it; otherwise it is written inline, because all keys
/// after a heading belong to it. Nulls are omitted, since TOML has none.
///
/// Returns an error with the path of the first value that TOML cannot represent: a root that is not
/// a map, or a duplicate key, as in trees from XML.
pub fn write_toml(node: &Node) -> Result<String, String> {
    let mut writer = Writer { out: String::new() };
    match &node.value {
        Value::Map(_) => writer.table(node, &Path::ROOT, "")?,
        Value::Null => {}
        _ => return Err(format!("TOML requires a mapping, but the data is {}", node.describe())),
    }
    Ok(writer.out)
}

struct Writer {
    out: String,
}

impl Writer {
    /// Writes the members of a table after its heading.
    fn table(&mut self, node: &Node, path: &Path, heading: &str) -> Result<(), String> {
        let members: Vec<_> =
            node.as_map().unwrap_or_default().iter().filter(|m| !m.value.is_null()).collect();
        check_unique(node, path)?;
        let tables = members.iter().rposition(|m| !has_headings(&m.value)).map_or(0, |at| at + 1);
        let (values, tables) = members.split_at(tables);
        for member in values {
            let path = path.key(&member.key);
            let value = inline(&member.value, &path, true)?;
            self.out.push_str(&format!("{} = {value}\n", key(&member.key)));
        }
        for member in tables {
            let path = path.key(&member.key);
            let heading = match heading {
                "" => key(&member.key),
                _ => format!("{heading}.{}", key(&member.key)),
            };
            if let Value::List(items) = &member.value.value {
                for (index, item) in items.iter().enumerate() {
                    self.heading(&format!("[[{heading}]]"));
                    self.table(item, &path.index(index), &heading)?;
                }
            } else {
                self.heading(&format!("[{heading}]"));
                self.table(&member.value, &path, &heading)?;
            }
        }
        Ok(())
    }

    fn heading(&mut self, heading: &str) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        self.out.push_str(heading);
        self.out.push('\n');
    }
}

/// Returns whether a value can be written under headings.
fn has_headings(node: &Node) -> bool {
    match &node.value {
        Value::Map(_) => true,
        Value::List(items) => !items.is_empty() && items.iter().all(|i| i.as_map().is_some()),
        _ => false,
    }
}

fn check_unique(node: &Node, path: &Path) -> Result<(), String> {
    let mut keys = std::collections::BTreeSet::new();
    for member in node.as_map().unwrap_or_default() {
        if !keys.insert(&member.key) {
            let path = path.key(&member.key);
            return Err(format!("TOML does not allow `{path}` twice"));
        }
    }
    Ok(())
}

/// Writes a value on one line, or a long list on several if `wrap`.
fn inline(node: &Node, path: &Path, wrap: bool) -> Result<String, String> {
    match &node.value {
        Value::Null => Ok("\"\"".to_owned()),
        Value::Scalar(scalar) => Ok(scalar_text(scalar)),
        Value::List(items) => {
            let items = items
                .iter()
                .enumerate()
                .filter(|(_, item)| !item.is_null())
                .map(|(index, item)| inline(item, &path.index(index), false))
                .collect::<Result<Vec<_>, _>>()?;
            // Lists of long texts, such as highlights, are more readable with one item per line.
            Ok(if wrap && items.iter().map(String::len).sum::<usize>() > 80 {
                let lines: String = items.iter().map(|item| format!("  {item},\n")).collect();
                format!("[\n{lines}]")
            } else {
                format!("[{}]", items.join(", "))
            })
        }
        Value::Map(members) => {
            check_unique(node, path)?;
            let members = members
                .iter()
                .filter(|member| !member.value.is_null())
                .map(|member| {
                    let value = inline(&member.value, &path.key(&member.key), false)?;
                    Ok(format!("{} = {value}", key(&member.key)))
                })
                .collect::<Result<Vec<_>, String>>()?;
            Ok(if members.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", members.join(", "))
            })
        }
    }
}

pub(in crate::source) fn scalar_text(scalar: &Scalar) -> String {
    let text = &scalar.text;
    let typed = |kinds: fn(&DeValue) -> bool| {
        // Comments and white space around a value are not part of it.
        let whole = text.starts_with(|c: char| c.is_ascii_alphanumeric() || "+-".contains(c))
            && text.ends_with(|c: char| c.is_ascii_alphanumeric());
        whole && DeValue::parse(text).is_ok_and(|value| kinds(value.get_ref()))
    };
    let number = |value: &DeValue| match value {
        // Other TOML parsers support only 64-bit integers.
        DeValue::Integer(integer) => i64::from_str_radix(integer.as_str(), integer.radix()).is_ok(),
        DeValue::Float(_) => true,
        _ => false,
    };
    let bare = match scalar.kind {
        Kind::Text => false,
        // `nan` and `inf` are words here.
        Kind::Plain if text.starts_with(|c: char| c.is_ascii_digit() || "+-".contains(c)) => {
            typed(|value| matches!(value, DeValue::Datetime(_)))
                || text.contains(|c: char| c.is_ascii_digit()) && typed(number)
        }
        Kind::Plain | Kind::Boolean => matches!(text.as_str(), "true" | "false"),
        Kind::Number => typed(number),
        Kind::Date => typed(|value| matches!(value, DeValue::Datetime(_))),
    };
    if bare { text.clone() } else { toml::Value::from(text.as_str()).to_string() }
}

fn key(key: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(bare) {
        return key.to_owned();
    }
    // TOML requires one more escape than JSON.
    json::quoted(key).replace('\u{7F}', "\\u007f")
}
