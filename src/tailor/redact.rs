//! Redaction: what is taken out stands nowhere else either.
//!
//! Taking a datum out is not enough where the same telephone number stands in a sentence. Every
//! text taken out that points to one person or place (a name, a number, an address of any sort,
//! what someone wrote) is therefore looked for in all that remains, and blacked out; a link to it
//! loses its target, and a field that is nothing but an address goes whole. A warning names each
//! place. A word that many share (a position, a town, a level) stays where it is said of something
//! else.

use super::Pattern;
use super::exclude::{Mode, exclude};
use super::explain::Explanation;
use super::secrets::Secrets;
use super::texts::{Found, Role, visit_resume};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resume::Resume;
use crate::source::Path;

/// Takes out what the patterns name, and every trace of it.
///
/// Returns the texts that must not be in any file made from the résumé.
pub(super) fn redact(
    resume: &mut Resume,
    patterns: &[Pattern],
    left_out: &mut Explanation,
    diagnostics: &mut Diagnostics,
) -> Secrets {
    let mut secrets = Secrets::default();
    if patterns.is_empty() {
        return secrets;
    }
    let mut gather = |_: &Path, role, found: Found| {
        let text = match found {
            Found::Text(text) => text.as_str(),
            Found::Whole(text) => text.as_deref().unwrap_or_default(),
        };
        if role == Role::Identity {
            secrets.add(text);
        }
    };
    let name = resume.basics.name.clone();
    exclude(resume, patterns, Mode::Redact, left_out, &mut gather, diagnostics);
    // Variants may say it in other words, and another tool's settings may hold anything.
    resume.meta.variants.clear();
    resume.meta.extra.clear();
    match (&resume.basics.name, &name) {
        (Some(kept), _) => secrets = secrets.except_in(kept.as_str()),
        // Whoever hides their name hides each of their names.
        (None, Some(name)) => name.as_str().split_whitespace().for_each(|name| secrets.add(name)),
        (None, None) => {}
    }
    black_out(resume, &secrets, diagnostics);
    secrets
}

fn black_out(resume: &mut Resume, secrets: &Secrets, diagnostics: &mut Diagnostics) {
    let mut places: Vec<Path> = Vec::new();
    visit_resume(resume, &mut |path, _, found| {
        let held = match found {
            Found::Text(text) => secrets.black_out(text).map(|clean| *text = clean).is_some(),
            Found::Whole(text) => text.take_if(|text| secrets.are_in(text)).is_some(),
        };
        if held && !places.contains(path) {
            places.push(path.clone());
        }
    });
    for path in places {
        diagnostics.push(
            Diagnostic::warning("redacted-elsewhere", "redacted text stood here too: blacked out")
                .on(&path)
                .hint(format!("reword it, or leave it out with `--exclude {path}`")),
        );
    }
}
