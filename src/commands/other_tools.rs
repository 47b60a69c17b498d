//! Hints for users of other tools, and for files that are not data.

use std::path::Path;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::read::is_data;

/// Command names of other tools, and their equivalents.
const COMMANDS: [(&[&str], &str); 7] = [
    (&["init", "create", "scaffold", "start"], "recto new cv.yaml"),
    (&["render", "generate", "compile", "export", "make", "pdf"], "recto build cv.yaml"),
    (&["validate", "lint", "test", "verify", "doctor", "analyze"], "recto check cv.yaml"),
    (&["import", "migrate", "transform"], "recto convert theirs.json -o cv.yaml"),
    (&["theme", "templates", "template"], "recto themes"),
    (&["languages", "langs"], "recto locales"),
    (&["version"], "recto --version"),
];

/// Extensions of files that are not data, with a description and a hint.
const KINDS: [(&[&str], &str, &str); 4] = [
    (
        &["doc", "odt", "rtf", "pages"],
        "a document of a word processor",
        "a résumé is kept as data: `recto new cv.yaml` writes one, to copy the text into",
    ),
    (
        &["bib", "ris"],
        "a bibliography",
        "publications stand in the résumé: `publications: [{name: …, authors: […], releaseDate: …}]`",
    ),
    (
        &["md", "markdown"],
        "a text in Markdown",
        "a résumé is kept as data: `recto new cv.yaml` writes one, to copy the text into",
    ),
    (
        &["tex", "typ"],
        "the source of a page",
        "a résumé is kept as data: `recto new cv.yaml` writes one, to copy the text into",
    ),
];

/// Returns the description of a file that is not data, and a hint.
pub(super) fn kind_of(path: &Path) -> Option<(&'static str, &'static str)> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    let found = KINDS.iter().find(|(extensions, ..)| extensions.contains(&extension.as_str()));
    found.map(|(_, what, hint)| (*what, *hint))
}

/// Adds the equivalent command to an error about an unknown one.
pub(super) fn add_equivalent_command(error: &mut clap::Error) {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return;
    }
    let Some(ContextValue::String(word)) = error.get(ContextKind::InvalidSubcommand) else {
        return;
    };
    let Some(ours) = ours(word) else { return };
    error.remove(ContextKind::SuggestedSubcommand);
    error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![ours.into()]));
}

fn ours(word: &str) -> Option<String> {
    let named = COMMANDS.iter().find(|(names, _)| names.contains(&word.to_lowercase().as_str()));
    if let Some((_, ours)) = named {
        return Some(format!("that is `{ours}` here"));
    }
    is_data(Path::new(word)).then(|| format!("the command comes first: `recto build {word}`"))
}
