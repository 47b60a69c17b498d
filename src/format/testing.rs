//! What the tests of every dialect need.

use crate::diagnostic::{Diagnostics, MessageFormat, Sources, render};
use crate::resume::Resume;
use crate::source::{Syntax, parse, write_yaml};

use super::{Dialect, ReadOptions, read, write};

/// Reads a YAML text in a dialect.
pub(super) fn read_yaml(dialect: Dialect, text: &str) -> (Vec<Resume>, Diagnostics, Sources) {
    let mut sources = Sources::default();
    let id = sources.add("cv.yaml", text);
    let mut diagnostics = Diagnostics::default();
    let resumes = parse(Syntax::Yaml, id, text, &mut diagnostics)
        .map(|root| read(dialect, &root, ReadOptions::default(), &mut diagnostics))
        .unwrap_or_default();
    (resumes, diagnostics, sources)
}

/// Reads a YAML text in a dialect and writes it in ours.
pub(super) fn native_form(dialect: Dialect, text: &str) -> String {
    let (resumes, diagnostics, sources) = read_yaml(dialect, text);
    assert!(!diagnostics.has_errors(), "{}", messages(&diagnostics, &sources));
    let node = write(Dialect::Native, &resumes[0], &mut Diagnostics::default());
    write_yaml(&node.expect("ours is written"))
}

/// Reads a YAML text in a dialect, writes it and reads it again.
///
/// Returns what was told of it, and the lines in which the native forms differ.
pub(super) fn there_and_back(dialect: Dialect, text: &str) -> (String, String) {
    let (resumes, ..) = read_yaml(dialect, text);
    let mut losses = Diagnostics::default();
    let node = write(dialect, &resumes[0], &mut losses).expect("the dialect is written");
    let before = native_form(dialect, text);
    let after = native_form(dialect, &write_yaml(&node));
    let gone = before.lines().filter(|line| !after.lines().any(|other| other == *line));
    let new = after.lines().filter(|line| !before.lines().any(|other| other == *line));
    let difference: Vec<String> =
        gone.map(|line| format!("-{line}")).chain(new.map(|line| format!("+{line}"))).collect();
    (messages(&losses, &Sources::default()), difference.join("\n"))
}

/// Writes messages with their places and remedies.
pub(super) fn messages(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics.iter().map(|d| render(d, sources, MessageFormat::Short, false)).collect()
}
