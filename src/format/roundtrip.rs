//! Finds data lost in a round trip through another format, for property tests.

use crate::diagnostic::{Diagnostics, Severity};
use crate::path::Segment;
use crate::resume::Resume;
use crate::source::{Node, Path, Value, write_yaml};

use super::losses::Losses;
use super::native;

/// Writes a résumé in a format and reads it back; returns every text that was lost without a
/// message, with its path.
///
/// Texts are compared after `comparable` was applied.
pub(super) fn unreported_losses(
    resume: &Resume,
    write: impl Fn(&Resume, &mut Losses) -> Node,
    read: impl Fn(&Node, &mut Diagnostics) -> Option<Resume>,
    comparable: impl Fn(&str) -> String,
) -> Vec<String> {
    // Paths are known only after reading a tree.
    let root = native::write(resume);
    let resume = native::read(&root, &mut Diagnostics::default()).expect("a résumé");
    let mut losses = Losses::new("the target");
    let written = write(&resume, &mut losses);
    let mut diagnostics = Diagnostics::default();
    let again = read(&written, &mut diagnostics).expect("a résumé");
    let errors = diagnostics.iter().filter(|d| d.severity == Severity::Error);
    let errors: Vec<String> =
        errors.map(|d| format!("{}: {}", d.path.clone().unwrap_or_default(), d.message)).collect();
    assert!(errors.is_empty(), "{errors:#?} in {}", write_yaml(&written));
    let mut kept = Vec::new();
    texts(&native::write(&again), &Path::ROOT, &mut kept);
    let kept: Vec<String> = kept.iter().map(|(_, text)| comparable(text)).collect();
    // An entry or a highlight that is only text is written as this text.
    let languages = &resume.meta.languages;
    let is_reported = |path: &Path| {
        let is_language =
            |it: &Segment| languages.iter().any(|own| it == &Segment::Key((&*own.0).into()));
        let whole =
            path.parent().filter(|_| path.segments().last().is_some_and(|it| is_language(it)));
        let only = whole.iter().flat_map(|whole| ["summary", "text"].map(|key| whole.key(key)));
        losses.names(path) || only.into_iter().any(|path| losses.names(&path))
    };
    let mut texts_before = Vec::new();
    texts(&root, &Path::ROOT, &mut texts_before);
    texts_before
        .into_iter()
        .filter(|(path, text)| {
            let text = comparable(text);
            !kept.iter().any(|other| other.contains(&text)) && !is_reported(path)
        })
        .map(|(path, text)| format!("{path}: {text}"))
        .collect()
}

/// Collects all texts of a tree, without names of sections and kinds.
fn texts(node: &Node, at: &Path, out: &mut Vec<(Path, String)>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => out.push((at.clone(), scalar.text.clone())),
        Value::List(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                texts(node, &at.index(index), out);
            }
        }
        Value::Map(members) => {
            let is_meta = *at == Path::ROOT.key("meta");
            for member in members {
                let key = member.key.as_str();
                let names = matches!(key, "id" | "kind") || is_meta && key == "sections";
                // An open end is expressed by its absence.
                let is_open =
                    key == "endDate" && matches!(member.value.as_text(), Some("open" | "present"));
                if !names && !is_open {
                    texts(&member.value, &at.key(key), out);
                }
            }
        }
    }
}
