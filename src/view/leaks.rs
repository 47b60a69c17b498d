use serde_json::Value;

use super::View;
use crate::source::Path;
use crate::tailor::Secrets;

/// Returns the paths of the data of a view that hold a redacted text; the root for the facts about
/// the file.
///
/// The view is read as a theme reads it, so that no slot of it is forgotten.
pub fn leaks(view: &View, secrets: &Secrets) -> Vec<Path> {
    let mut paths = Vec::new();
    if !secrets.is_empty() {
        let tree = serde_json::to_value(view).expect("a view has text keys only");
        seek(&tree, "", secrets, &mut paths);
    }
    paths.iter().map(|path| Path::parse(path).unwrap_or_default()).collect()
}

fn seek(value: &Value, path: &str, secrets: &Secrets, paths: &mut Vec<String>) {
    let mut check = |text: &str| {
        if secrets.are_in(text) && !paths.iter().any(|known| known == path) {
            paths.push(path.to_owned());
        }
    };
    match value {
        Value::String(text) => check(text),
        Value::Array(items) => {
            if let Some(text) = run_text(items) {
                check(&text);
            }
            items.iter().for_each(|item| seek(item, path, secrets, paths));
        }
        Value::Object(members) => {
            let path = members.get("path").and_then(Value::as_str).unwrap_or(path);
            for (key, value) in members {
                if key != "path" && key != "id" {
                    seek(value, path, secrets, paths);
                }
            }
        }
        _ => {}
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
