use super::ReadOptions;
use crate::diagnostic::Diagnostics;
use crate::resume::Resume;
use crate::source::Node;
pub fn is_wanted(_name: &str) -> bool {
    false
}
pub(super) fn evidence(_root: &Node) -> Vec<String> {
    Vec::new()
}
pub(super) fn read(_r: &Node, _o: ReadOptions, _d: &mut Diagnostics) -> Option<Resume> {
    None
}
