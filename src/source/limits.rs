use crate::diagnostic::{Diagnostic, Span};

/// Limits of the input size.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Size of a text in bytes.
    pub bytes: u64,
    /// Number of nodes in a tree with aliases expanded.
    pub nodes: usize,
    /// Nesting depth of maps and lists.
    pub depth: usize,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Self = Self { bytes: 16 << 20, nodes: 200_000, depth: 100 };
}

/// Maximum number of errors reported per text; a text with more probably has another format.
pub(super) const MOST_MISTAKES: usize = 100;

/// Describes nesting beyond the limit.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("too-deep", "the data is nested too deeply here")
        .at(span)
        .hint("check for a bracket or an indentation repeated by mistake")
}

/// Describes too many values, or copies of values.
pub(super) fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error(
        "too-large",
        format!("the file contains more than {} values", Limits::DEFAULT.nodes),
    )
    .at(span)
    .hint("check for aliases or entities that expand each other")
}

/// The remaining budget for a tree.
#[derive(Debug)]
pub(super) struct Budget {
    nodes: usize,
    /// Bytes of text that occurs once in the file but several times in the tree.
    copied_bytes: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { nodes: Limits::DEFAULT.nodes, copied_bytes: Limits::DEFAULT.bytes }
    }

    /// Takes one node; `false` if the budget is exhausted.
    #[must_use]
    pub(super) fn take_node(&mut self) -> bool {
        let left = self.nodes.checked_sub(1);
        self.nodes = left.unwrap_or(0);
        left.is_some()
    }

    /// Takes the bytes of copied text; `false` if the budget is exhausted.
    #[must_use]
    pub(super) fn take_copy(&mut self, bytes: usize) -> bool {
        let left = self.copied_bytes.checked_sub(bytes as u64);
        self.copied_bytes = left.unwrap_or(0);
        left.is_some()
    }
}
