use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{by_nearness, is_same_language};
use crate::resume::Language;
use crate::source::{Node, Path, Value};

/// Names each text of a tree that is not said in the language of the page, though the file declares
/// that language: one warning for a text, and one for a list of texts.
///
/// A text in a more general form of the language (`pt` for `pt-BR`) does for it.
pub fn untranslated(root: &Node, declared: &[Language], page: &str, diagnostics: &mut Diagnostics) {
    let tags: Vec<&str> = declared.iter().map(|language| language.0.as_str()).collect();
    let order: Vec<&str> = by_nearness(page, &tags).into_iter().map(|place| tags[place]).collect();
    let Some(&wanted) = order.first().filter(|tag| is_same_language(tag, page)) else { return };
    Search { order: &order, wanted, diagnostics }.visit(root, &Path::ROOT);
}

struct Search<'a> {
    /// In which a text is looked for, nearest first.
    order: &'a [&'a str],
    wanted: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl Search<'_> {
    fn visit(&mut self, node: &Node, at: &Path) {
        match &node.value {
            Value::Null | Value::Scalar(_) => {}
            Value::List(nodes) => {
                for (index, node) in nodes.iter().enumerate() {
                    self.visit(node, &at.index(index));
                }
            }
            Value::Map(members) => {
                let keys: Vec<&str> = members.iter().map(|member| member.key.as_str()).collect();
                if let Some(instead) = self.instead(&keys) {
                    let problem = Diagnostic::warning(
                        "missing-language",
                        format!("missing translation in `{}`", self.wanted),
                    )
                    .hint(format!("the text in `{instead}` is used"));
                    self.diagnostics.push(problem.on(at).at(node.span));
                }
                for member in members {
                    self.visit(&member.value, &at.key(&member.key));
                }
            }
        }
    }

    /// Returns the language in which a text is printed, if it lacks the one wanted.
    fn instead(&self, keys: &[&str]) -> Option<&str> {
        let is = |key: &&str, tag: &str| key.eq_ignore_ascii_case(tag);
        let by_language =
            !keys.is_empty() && keys.iter().all(|key| self.order.iter().any(|tag| is(key, tag)));
        if !by_language {
            return None;
        }
        let found = self.order.iter().find(|tag| keys.iter().any(|key| is(key, tag)))?;
        let does = is(&self.wanted, found)
            || self
                .wanted
                .get(..=found.len())
                .is_some_and(|start| is(&&start[..found.len()], found) && start.ends_with('-'));
        (!does).then_some(*found)
    }
}
