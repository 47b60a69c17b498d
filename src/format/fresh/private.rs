//! Parts of a file that are marked as private.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Node, Path, Value};

/// Returns the tree without parts that are private or to be ignored.
///
/// Warns of each private part; ignored parts are dropped silently, as in HackMyResume. Omitted list
/// elements become null, so that paths stay valid.
pub(super) fn without_private(root: &Node, wanted: bool, diagnostics: &mut Diagnostics) -> Node {
    let mut root = root.clone();
    let members = match &mut root.value {
        Value::Map(members) => members,
        _ => return root,
    };
    for member in members {
        let at = Path::ROOT.key(&member.key);
        hide(&mut member.value, &at, wanted, diagnostics);
    }
    root
}

fn hide(node: &mut Node, at: &Path, wanted: bool, diagnostics: &mut Diagnostics) {
    if is_marked(node, "ignore") {
        node.value = Value::Null;
        return;
    }
    if !wanted && is_marked(node, "private") {
        diagnostics.push(
            Diagnostic::warning("private", format!("omitted `{at}`: it is private"))
                .on(at)
                .at(node.span)
                .hint("`--private` includes it"),
        );
        node.value = Value::Null;
        return;
    }
    match &mut node.value {
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => {
            for (index, node) in nodes.iter_mut().enumerate() {
                hide(node, &at.index(index), wanted, diagnostics);
            }
        }
        Value::Map(members) => {
            for member in members {
                hide(&mut member.value, &at.key(&member.key), wanted, diagnostics);
            }
        }
    }
}

/// Returns whether a map has a true member with a name.
pub(super) fn is_marked(node: &Node, mark: &str) -> bool {
    node.get(mark)
        .and_then(Node::as_text)
        .is_some_and(|text| matches!(text.trim().to_lowercase().as_str(), "true" | "yes"))
}
