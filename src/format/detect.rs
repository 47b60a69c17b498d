//! Detects the format of a tree.

use super::Dialect;
use crate::diagnostic::Diagnostic;
use crate::source::{Node, Syntax};

/// A detected format with the evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    pub dialect: Dialect,
    /// The evidence for each possible format, most likely first.
    pub evidence: Vec<(Dialect, Vec<String>)>,
}

impl Detection {
    /// Detects the format from the content.
    ///
    /// `syntax` is `None` for an archive or a folder.
    pub(super) fn of(root: &Node, syntax: Option<Syntax>) -> Self {
        let mut evidence: Vec<(Dialect, Vec<String>)> = Dialect::ALL
            .into_iter()
            .map(|dialect| (dialect, dialect.evidence(root)))
            .filter(|(dialect, evidence)| {
                // Keys of other formats mean nothing as XML element names.
                let may_be = syntax != Some(Syntax::Xml) || dialect.is_xml();
                may_be && !evidence.is_empty()
            })
            .collect();
        evidence.sort_by_key(|(_, evidence)| std::cmp::Reverse(evidence.len()));
        let dialect = match (evidence.first(), syntax) {
            (Some((dialect, _)), _) => *dialect,
            (None, Some(Syntax::Xml)) => Dialect::XmlResume,
            (None, Some(_)) => Dialect::Native,
            (None, None) => Dialect::LinkedIn,
        };
        Self { dialect, evidence }
    }

    /// Warns if a format was requested without evidence, and another one is likely.
    pub fn doubt(&self, requested: Dialect) -> Option<Diagnostic> {
        // JSON Resume files are also native files.
        let is_it = |dialect: Dialect| {
            let ours = [Dialect::Native, Dialect::JsonResume];
            dialect == requested || ours.contains(&dialect) && ours.contains(&requested)
        };
        let (likely, evidence) = self.evidence.first()?;
        if self.evidence.iter().any(|(dialect, _)| is_it(*dialect)) {
            return None;
        }
        let (requested, likely) = (requested.title(), likely.title());
        Some(
            Diagnostic::warning(
                "other-dialect",
                format!("read as {requested} because of `--from`, but this looks like {likely}"),
            )
            .hint(format!("looks like {likely}: it has {}", evidence.join(", ")))
            .hint("without `--from`, the format is detected"),
        )
    }

    /// Warns if another format is nearly as likely.
    pub fn ambiguity(&self) -> Option<Diagnostic> {
        let (_, most) = self.evidence.first()?;
        let rivals: Vec<_> =
            self.evidence[1..].iter().filter(|(_, own)| 2 * own.len() >= most.len()).collect();
        let (rival, _) = rivals.first()?;
        let diagnostic = Diagnostic::warning(
            "ambiguous-dialect",
            format!("read as {}, but this could also be {}", self.dialect.title(), rival.title()),
        );
        let all = self.evidence.iter().take(1 + rivals.len());
        let with_evidence = all.fold(diagnostic, |diagnostic, (dialect, evidence)| {
            diagnostic.hint(format!(
                "looks like {}: it has {}",
                dialect.title(),
                evidence.join(", ")
            ))
        });
        Some(with_evidence.hint(format!(
            "choose with `--from {}` or `--from {}`",
            self.dialect.name(),
            rival.name()
        )))
    }
}

/// Returns the paths that exist, as evidence.
pub(super) fn present(root: &Node, paths: &[&str]) -> Vec<String> {
    let leads = |path: &&&str| {
        let mut node = Some(root);
        for key in path.split('.') {
            node = node.and_then(|node| node.get(key));
        }
        node.is_some_and(|node| !node.is_null())
    };
    paths.iter().filter(leads).map(|path| format!("`{path}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::source::{Syntax, parse};

    fn detect(json: &str) -> Detection {
        let mut sources = Sources::default();
        let id = sources.add("cv.json", json);
        let root = parse(Syntax::Json, id, json, &mut Diagnostics::default()).expect("a tree");
        Dialect::detect(&root, Some(Syntax::Json))
    }

    #[test]
    fn each_dialect_is_detected_by_its_keys() {
        let of = |json| detect(json).dialect;
        assert_eq!(of(r#"{"basics": {"name": "A"}, "work": []}"#), Dialect::Native);
        assert_eq!(
            of(
                r#"{"name": "A", "meta": {"format": "FRESH@0.6.0"}, "employment": {"history": []}}"#
            ),
            Dialect::Fresh
        );
        assert_eq!(of("{}"), Dialect::Native);
    }

    #[test]
    fn an_ambiguous_file_is_reported_with_the_evidence() {
        let found = detect(
            r#"{"basics": {"name": "A"}, "work": [], "info": {"brief": "B"},
                "employment": {"history": []}}"#,
        );
        assert_eq!(found.dialect, Dialect::Native);
        let reported = found.ambiguity().expect("an ambiguity");
        insta::assert_snapshot!(format!("{}\n{}", reported.message, reported.hints.join("\n")), @"
        read as recto's own format, but this could also be FRESH
        looks like recto's own format: it has `basics`, `work`
        looks like FRESH: it has `info.brief`, `employment.history`
        choose with `--from recto` or `--from fresh`
        ");
        assert_eq!(detect(r#"{"basics": {}, "work": []}"#).ambiguity(), None);
    }

    #[test]
    fn a_requested_format_without_evidence_is_questioned() {
        let found = detect(r#"{"cv": {"name": "A", "sections": {}}}"#);
        let reported = found.doubt(Dialect::JsonResume).expect("a doubt");
        insta::assert_snapshot!(format!("{}\n{}", reported.message, reported.hints.join("\n")), @"
        read as JSON Resume because of `--from`, but this looks like RenderCV
        looks like RenderCV: it has `cv`, `cv.name`, `cv.sections`
        without `--from`, the format is detected
        ");
        assert_eq!(found.doubt(Dialect::RenderCv), None);
        assert_eq!(detect(r#"{"basics": {}}"#).doubt(Dialect::JsonResume), None);
        assert_eq!(detect("{}").doubt(Dialect::Fresh), None);
    }
}
