use crate::diagnostic::Diagnostics;
use crate::resume::Resume;
use crate::source::Node;
use super::carry::Losses;
pub(super) fn read(r: &Node, d: &mut Diagnostics) -> Option<Resume> { super::native::read(r, d) }
pub(super) fn write(r: &Resume, _l: &mut Losses) -> Node { super::native::write(r) }
