//! Parses a line of JSON: a résumé, possibly with settings.

use clap::{CommandFactory, FromArgMatches};

use super::super::{Failure, Report};
use crate::cli::SettingsArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, Sources, did_you_mean};
use crate::press::NamedFile;
use crate::source::{Kind, Node, Syntax, Value, decode_text, parse, write_json};

/// The content of a line.
pub(super) struct Line {
    /// Identifier as written, to be repeated in the answer.
    pub(super) id: Option<serde_json::Value>,
    /// Name of the résumé.
    pub(super) name: Option<String>,
    pub(super) resume: NamedFile,
    pub(super) settings: Option<Box<SettingsArgs>>,
    pub(super) overlays: Vec<NamedFile>,
}

/// Key that distinguishes a record from a bare résumé.
const RESUME: &str = "resume";
const KEYS: [&str; 4] = ["id", "name", RESUME, "settings"];

/// Settings that name files, which records may not use.
const FILES: [&str; 2] = ["locale", "overlay"];

impl Line {
    /// Parses a line. Problems of the résumé itself are reported when it is read.
    ///
    /// Reports and returns an error if anything else is invalid. The identifier is returned in any
    /// case.
    pub(super) fn parse(
        bytes: &[u8],
        file: &str,
        number: usize,
        report: &mut Report,
    ) -> (Option<serde_json::Value>, Result<Self, Failure>) {
        let bare = || {
            let resume = NamedFile { first_line: number, ..NamedFile::new(file, bytes) };
            Self { id: None, name: None, resume, settings: None, overlays: Vec::new() }
        };
        let mut sources = Sources::default();
        let mut found = Diagnostics::default();
        let text = decode_text(file, number, bytes.to_vec(), &mut found);
        let tree = text.as_ref().and_then(|text| {
            let id = sources.add(file, text.as_str());
            parse(Syntax::Json, id, text, &mut found)
        });
        // Handled later as an invalid résumé.
        let (Some(text), Some(tree)) = (text, tree) else { return (None, Ok(bare())) };
        let Some(resume) = tree.get(RESUME) else { return (None, Ok(bare())) };
        let id = tree.get("id").and_then(scalar);
        let line = Self::of_tree(&tree, resume, &text, report).map(|mut line| {
            line.id.clone_from(&id);
            if line.resume.name.is_empty() {
                file.clone_into(&mut line.resume.name);
                line.resume.first_line = number;
            }
            line
        });
        (id, line)
    }

    fn of_tree(
        tree: &Node,
        resume: &Node,
        text: &str,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let mut problems = Diagnostics::default();
        for member in tree.as_map().unwrap_or_default() {
            if !KEYS.contains(&member.key.as_str()) {
                problems.push(unknown_key(&member.key, "a record", &KEYS));
            }
        }
        if tree.get("id").is_some_and(|id| !id.is_null() && scalar(id).is_none()) {
            problems.push(invalid("`id` must be text or a number".to_owned()));
        }
        let name = match tree.get("name") {
            None => None,
            Some(node) => match node.as_text() {
                Some(name) if !name.is_empty() => Some(name.to_owned()),
                _ => {
                    problems.push(invalid("`name` must be text".to_owned()));
                    None
                }
            },
        };
        let resume = match &resume.value {
            // Text in any syntax, as it would be in a file.
            Value::Scalar(own) if own.kind == Kind::Text => {
                NamedFile::new(name.as_deref().unwrap_or("<resume>"), own.text.as_str())
            }
            _ => {
                // Blanks instead of the rest of the line keep all positions valid.
                let range = resume.span.range();
                let bytes = [" ".repeat(range.start).as_bytes(), &text.as_bytes()[range]].concat();
                NamedFile::new("", bytes)
            }
        };
        let mut overlays = Vec::new();
        let settings = match tree.get("settings") {
            None => None,
            Some(node) => match settings(node, &mut overlays) {
                Ok(settings) => settings.map(Box::new),
                Err(found) => {
                    problems.extend(found);
                    None
                }
            },
        };
        report.all(problems)?;
        Ok(Self { id: None, name, resume, settings, overlays })
    }
}

fn scalar(node: &Node) -> Option<serde_json::Value> {
    let Value::Scalar(scalar) = &node.value else { return None };
    let text = || Some(serde_json::Value::from(scalar.text.as_str()));
    match scalar.kind {
        Kind::Text => text(),
        Kind::Number => serde_json::from_str(&scalar.text).ok().or_else(text),
        _ => None,
    }
}

fn invalid(message: String) -> Diagnostic {
    Diagnostic::error("record", message)
}

fn unknown_key(key: &str, of: &str, known: &[&str]) -> Diagnostic {
    let diagnostic = Diagnostic::error("unknown-key", format!("unknown key `{key}` of {of}"));
    match did_you_mean(key, known.iter().copied()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint(format!("the known ones are {}", known.join(", "))),
    }
}

/// Translates settings to flags of `build`; overlays are given as data.
fn settings(
    node: &Node,
    overlays: &mut Vec<NamedFile>,
) -> Result<Option<SettingsArgs>, Diagnostics> {
    let fail = |problem: Diagnostic| std::iter::once(problem).collect::<Diagnostics>();
    let members = match &node.value {
        Value::Null => return Ok(None),
        Value::Map(members) => members,
        _ => {
            let message = format!("`settings` must be a mapping, not {}", node.describe());
            return Err(fail(invalid(message)));
        }
    };
    let command = SettingsArgs::command();
    let mut problems = Diagnostics::default();
    let mut arguments: Vec<String> = Vec::new();
    for member in members {
        let (key, value) = (member.key.as_str(), &member.value);
        if key == "overlay" {
            let several = value.as_list().unwrap_or(std::slice::from_ref(value));
            overlays.extend(several.iter().map(overlay));
            continue;
        }
        let flag = kebab(key);
        let argument = command.get_arguments().find(|argument| {
            argument.get_long() == Some(flag.as_str()) && !FILES.contains(&flag.as_str())
        });
        let Some(argument) = argument else {
            let flags = command.get_arguments().filter_map(clap::Arg::get_long);
            let known: Vec<_> = flags.filter(|flag| *flag != "locale").map(camel).collect();
            let known: Vec<_> = known.iter().map(String::as_str).collect();
            problems.push(unknown_key(key, "`settings`", &known));
            continue;
        };
        let takes_value = argument.get_action().takes_values();
        if let Err(expected) = push_arguments(&flag, takes_value, value, &mut arguments) {
            let message = format!("`{key}` must be {expected}, not {}", value.describe());
            problems.push(invalid(message));
        }
    }
    if problems.has_errors() {
        return Err(problems);
    }
    let parsed = command.try_get_matches_from(arguments);
    let parsed = parsed.and_then(|mut matches| SettingsArgs::from_arg_matches_mut(&mut matches));
    parsed.map(Some).map_err(|error| {
        let text = error.to_string();
        let message = text.lines().next().unwrap_or_default();
        fail(invalid(message.trim_start_matches("error: ").to_owned()))
    })
}

/// Appends the value of a setting as arguments.
///
/// Returns an error that describes the expected type.
fn push_arguments(
    flag: &str,
    takes_value: bool,
    value: &Node,
    arguments: &mut Vec<String>,
) -> Result<(), &'static str> {
    if !takes_value {
        match &value.value {
            Value::Scalar(scalar) if scalar.kind == Kind::Boolean => {
                if scalar.text == "true" {
                    arguments.push(format!("--{flag}"));
                }
            }
            Value::Null => {}
            _ => return Err("true or false"),
        }
        return Ok(());
    }
    let expected = "text, a list of texts, or a mapping of names to texts";
    match &value.value {
        Value::Null => {}
        Value::Scalar(scalar) => arguments.push(format!("--{flag}={}", scalar.text)),
        Value::List(items) => {
            for item in items {
                let text = item.as_text().ok_or(expected)?;
                arguments.push(format!("--{flag}={text}"));
            }
        }
        Value::Map(members) => {
            for member in members {
                let text = match &member.value.value {
                    Value::Scalar(scalar) => scalar.text.as_str(),
                    Value::Null => "",
                    _ => return Err(expected),
                };
                arguments.push(format!("--{flag}={}={text}", member.key));
            }
        }
    }
    Ok(())
}

/// Writes an overlay as a separate file.
fn overlay(node: &Node) -> NamedFile {
    NamedFile::new("<overlay>.json", write_json(node))
}

fn kebab(key: &str) -> String {
    let mut flag = String::new();
    for c in key.chars() {
        if c.is_ascii_uppercase() {
            flag.push('-');
        }
        flag.push(c.to_ascii_lowercase());
    }
    flag
}

fn camel(flag: &str) -> String {
    let mut words = flag.split('-');
    let mut key = words.next().unwrap_or_default().to_owned();
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        key += &first.to_ascii_uppercase();
        key += rest;
    }
    key
}
