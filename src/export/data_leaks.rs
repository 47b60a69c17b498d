//! Data within a finished file → whether they contain a redacted text.

use serde_json::Value;

use crate::tailor::Secrets;

/// Tells whether a text in data, as a reader of them sees it, holds a secret.
pub(super) fn data_leaks(data: &Value, secrets: &Secrets) -> bool {
    match data {
        // Of a picture there are only letters that stand for bytes.
        Value::String(text) => !text.starts_with("data:image/") && secrets.are_in(text),
        Value::Array(values) => values.iter().any(|value| data_leaks(value, secrets)),
        Value::Object(members) => {
            members.iter().any(|(key, value)| secrets.are_in(key) || data_leaks(value, secrets))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Tells whether linked data, whose keys and types are of a vocabulary, hold a secret.
pub(super) fn linked_data_leaks(data: &Value, secrets: &Secrets) -> bool {
    match data {
        Value::Array(values) => values.iter().any(|value| linked_data_leaks(value, secrets)),
        Value::Object(members) => members
            .iter()
            .any(|(key, value)| !key.starts_with('@') && linked_data_leaks(value, secrets)),
        data => data_leaks(data, secrets),
    }
}
