//! Text that begins with an asterisk and is not quoted.
//!
//! An asterisk begins an alias. Where a file has no anchor none can be meant, and there are tools
//! that take every such text for text, so that files written for them have it.

use super::explain;
use crate::diagnostic::Diagnostics;
use crate::source::{Kind, Node, Value};

/// Characters that can stand in for an asterisk: as wide, and without a meaning of their own.
const STANDINS: [char; 7] = ['^', '$', ';', '(', '+', '/', '_'];

/// A text whose asterisks are replaced.
pub(super) struct Masked {
    pub(super) text: String,
    standin: char,
}

impl Masked {
    /// Replaces the asterisks of a text; `None` if it has none, or no character to spare.
    pub(super) fn of(text: &str) -> Option<Self> {
        let standin = STANDINS.into_iter().find(|c| !text.contains(*c))?;
        text.contains('*')
            .then(|| Self { text: text.replace('*', standin.encode_utf8(&mut [0])), standin })
    }

    /// Gives a tree its asterisks back, and warns of texts that began with one.
    pub(super) fn lift(&self, original: &str, node: &mut Node, diagnostics: &mut Diagnostics) {
        match &mut node.value {
            Value::Null => {}
            Value::Scalar(scalar) => {
                if scalar.text.contains(self.standin) {
                    scalar.text = scalar.text.replace(self.standin, "*");
                }
                if scalar.kind == Kind::Plain && scalar.text.starts_with('*') {
                    diagnostics.push(explain::asterisk(original, node.span));
                }
            }
            Value::List(nodes) => {
                nodes.iter_mut().for_each(|node| self.lift(original, node, diagnostics));
            }
            Value::Map(members) => {
                for member in members {
                    if member.key.contains(self.standin) {
                        member.key = member.key.replace(self.standin, "*");
                    }
                    self.lift(original, &mut member.value, diagnostics);
                }
            }
        }
    }
}
