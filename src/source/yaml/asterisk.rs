//! Accepts unquoted text that begins with an asterisk.
//!
//! An asterisk begins an alias. If a file has no anchors, it is read as text, because some tools
//! accept such files.

use super::explain;
use crate::diagnostic::Diagnostics;
use crate::source::{Kind, Node, Value};

/// Substitutes for the asterisk: same length, without a special meaning.
const SUBSTITUTES: [char; 7] = ['^', '$', ';', '(', '+', '/', '_'];

/// A text with its asterisks replaced.
pub(super) struct Masked {
    pub(super) text: String,
    substitute: char,
}

impl Masked {
    /// Replaces the asterisks of a text; `None` if there are none or no substitute is unused.
    pub(super) fn of(text: &str) -> Option<Self> {
        let substitute = SUBSTITUTES.into_iter().find(|c| !text.contains(*c))?;
        text.contains('*')
            .then(|| Self { text: text.replace('*', substitute.encode_utf8(&mut [0])), substitute })
    }

    /// Restores the asterisks in a tree, and warns of texts that begin with one.
    pub(super) fn restore(&self, original: &str, node: &mut Node, diagnostics: &mut Diagnostics) {
        match &mut node.value {
            Value::Null => {}
            Value::Scalar(scalar) => {
                if scalar.text.contains(self.substitute) {
                    scalar.text = scalar.text.replace(self.substitute, "*");
                }
                if scalar.kind == Kind::Plain && scalar.text.starts_with('*') {
                    diagnostics.push(explain::asterisk(original, node.span));
                }
            }
            Value::List(nodes) => {
                nodes.iter_mut().for_each(|node| self.restore(original, node, diagnostics));
            }
            Value::Map(members) => {
                for member in members {
                    if member.key.contains(self.substitute) {
                        member.key = member.key.replace(self.substitute, "*");
                    }
                    self.restore(original, &mut member.value, diagnostics);
                }
            }
        }
    }
}
