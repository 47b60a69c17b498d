use super::Node;
use crate::diagnostic::{Diagnostics, SourceId};

pub(super) fn parse(_id: SourceId, _text: &str, _diagnostics: &mut Diagnostics) -> Option<Node> {
    None
}
