use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{by_nearness, is_same_language};
use crate::resume::Language;
use crate::source::{Node, Path, Value};

/// Warns of each text that is not available in the page's language although the file declares it;
/// one warning per text or list of texts.
///
/// A more general tag is sufficient: `pt` for `pt-BR`.
pub fn untranslated(root: &Node, declared: &[Language], page: &str, diagnostics: &mut Diagnostics) {
    let tags: Vec<&str> = declared.iter().map(|language| language.0.as_str()).collect();
    let order: Vec<&str> = by_nearness(page, &tags).into_iter().map(|place| tags[place]).collect();
    let Some(&wanted) = order.first().filter(|tag| is_same_language(tag, page)) else { return };
    Search { order: &order, wanted, diagnostics }.visit(root, &Path::ROOT);
}

struct Search<'a> {
    /// Languages in order of preference.
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

    /// Returns the fallback language of a text that lacks the wanted one.
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
