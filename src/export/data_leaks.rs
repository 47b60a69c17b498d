//! Searches the data embedded in a finished file for redacted text.

use serde_json::Value;

use crate::tailor::Secrets;

/// Returns whether a string in the data, read without markup, contains a secret.
pub(super) fn data_leaks(data: &Value, secrets: &Secrets) -> bool {
    match data {
        // Base64 of a picture; its letters are not text.
        Value::String(text) => !text.starts_with("data:image/") && secrets.are_in(text),
        Value::Array(values) => values.iter().any(|value| data_leaks(value, secrets)),
        Value::Object(members) => {
            members.iter().any(|(key, value)| secrets.are_in(key) || data_leaks(value, secrets))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// Returns whether linked data contain a secret, ignoring the keys and types of the vocabulary.
pub(super) fn linked_data_leaks(data: &Value, secrets: &Secrets) -> bool {
    match data {
        Value::Array(values) => values.iter().any(|value| linked_data_leaks(value, secrets)),
        Value::Object(members) => members
            .iter()
            .any(|(key, value)| !key.starts_with('@') && linked_data_leaks(value, secrets)),
        data => data_leaks(data, secrets),
    }
}
