use super::Resume;
use crate::diagnostic::Diagnostics;
use crate::source::Node;

/// Checks what no single field can tell: periods that end before they start, ids used twice,
/// titles for sections that do not exist.
///
/// `root` is the tree the résumé came from, for the spans of the messages.
pub fn validate(_resume: &Resume, _root: &Node, _diagnostics: &mut Diagnostics) {}
