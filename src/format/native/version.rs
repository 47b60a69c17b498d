//! Versions of the native format, and migration of older files.
//!
//! `meta.recto` is the version of the format; the default is the first. `meta.version` belongs to
//! JSON Resume and is the version of the résumé.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Path};

/// Migrates a tree to the next version and reports each change as a warning.
pub(super) type Step = fn(&mut Node, &mut Diagnostics);

/// The migrations, in order; there is only one version so far.
pub(super) const STEPS: [Step; 0] = [];

/// Returns the tree in the newest version.
///
/// `None` if the version is invalid or newer than supported; the reason is in `diagnostics`.
pub(super) fn migrated<'n>(
    root: &'n Node,
    steps: &[Step],
    diagnostics: &mut Diagnostics,
) -> Option<Cow<'n, Node>> {
    let newest = steps.len() + 1;
    let stated = root.get("meta").and_then(|meta| meta.get("recto")).filter(|node| !node.is_null());
    let version = match stated {
        None => 1,
        Some(node) => {
            let number = node.as_text().and_then(|text| text.trim().parse::<usize>().ok());
            let problem = match number {
                Some(version) if (1..=newest).contains(&version) => Ok(version),
                Some(version) if version > newest => Err(Diagnostic::error(
                    "newer-version",
                    format!(
                        "this file has format version {version}, but this recto reads versions up to {newest}"
                    ),
                )
                .hint("update recto")),
                _ => Err(Diagnostic::error(
                    "invalid-version",
                    match node.as_text() {
                        Some(text) => format!("invalid version `{text}` of recto's format"),
                        None => format!("{} is not a version of recto's format", node.describe()),
                    },
                )
                .hint(format!("the newest version is `{newest}`; use `version` for the version of your résumé"))),
            };
            match problem {
                Ok(version) => version,
                Err(problem) => {
                    let at = Path::ROOT.key("meta").key("recto");
                    diagnostics.push(problem.on(&at).at(node.span));
                    return None;
                }
            }
        }
    };
    let mut root = Cow::Borrowed(root);
    for step in &steps[version - 1..] {
        step(root.to_mut(), diagnostics);
    }
    Some(root)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{MessageFormat, Sources, render};
    use crate::source::{Syntax, Value, parse, write_yaml};

    fn migrate(yaml: &str, steps: &[Step]) -> String {
        let mut sources = Sources::default();
        let id = sources.add("cv.yaml", yaml);
        let mut collected = Diagnostics::default();
        let root = parse(Syntax::Yaml, id, yaml, &mut collected).expect("a tree");
        let root = migrated(&root, steps, &mut collected);
        let messages = collected.iter().map(|d| render(d, &sources, MessageFormat::Short, false));
        let messages: String = messages.collect();
        format!("{messages}{}", root.map(|root| write_yaml(&root)).unwrap_or_default())
    }

    /// An example of a future migration.
    fn jobs_become_work(root: &mut Node, diagnostics: &mut Diagnostics) {
        let Value::Map(members) = &mut root.value else { return };
        for member in members.iter_mut().filter(|member| member.key == "jobs") {
            diagnostics.push(
                Diagnostic::warning("migrated", "`jobs` is called `work` since version 2")
                    .at(member.key_span)
                    .hint("`recto convert` writes the newest version"),
            );
            "work".clone_into(&mut member.key);
        }
    }

    #[test]
    fn older_files_are_migrated_by_the_missing_steps_with_warnings() {
        let steps: [Step; 1] = [jobs_become_work];
        insta::assert_snapshot!(migrate("jobs: [{name: A}]\n", &steps), @"
        cv.yaml:1:1: warning: `jobs` is called `work` since version 2; hint: `recto convert` writes the newest version
        work:
          - name: A
        ");
        insta::assert_snapshot!(migrate("jobs: [{name: A}]\nmeta: {recto: 2}\n", &steps), @"
        jobs:
          - name: A
        meta:
          recto: 2
        ");
    }

    #[test]
    fn a_file_of_a_newer_version_is_rejected() {
        insta::assert_snapshot!(migrate("meta: {recto: 2}\n", &STEPS), @"cv.yaml:1:15: error: this file has format version 2, but this recto reads versions up to 1; hint: update recto");
        insta::assert_snapshot!(migrate("meta: {recto: new}\n", &STEPS), @"cv.yaml:1:15: error: invalid version `new` of recto's format; hint: the newest version is `1`; use `version` for the version of your résumé");
    }
}
