use crate::diagnostic::Diagnostics;
use crate::resume::Resume;
use crate::source::Node;

pub(super) fn read(_root: &Node, _diagnostics: &mut Diagnostics) -> Vec<Resume> {
    Vec::new()
}
