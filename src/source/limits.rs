use crate::diagnostic::{Diagnostic, Span};

/// Bounds that no honest résumé reaches.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Bytes of one text.
    pub bytes: u64,
    /// Nodes of one tree, aliases expanded.
    pub nodes: usize,
    /// Nesting of maps and lists.
    pub depth: usize,
}

impl Limits {
    /// The limits of every build.
    pub const DEFAULT: Self = Self { bytes: 16 << 20, nodes: 200_000, depth: 100 };
}

/// Mistakes told of one text: one with more of them is something else.
pub(super) const MOST_MISTAKES: usize = 100;

/// Says that maps and lists are nested deeper than the limit.
pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("too-deep", "the data is nested too deeply here")
        .at(span)
        .hint("check for a bracket or an indentation repeated by mistake")
}

/// Says that there are more values, or copies of values, than the limit.
pub(super) fn too_many(span: Span) -> Diagnostic {
    Diagnostic::error(
        "too-large",
        format!("the file holds more than {} values", Limits::DEFAULT.nodes),
    )
    .at(span)
    .hint("check for aliases or entities that expand each other")
}

/// What may still be added to a tree.
#[derive(Debug)]
pub(super) struct Budget {
    nodes: usize,
    /// Of text that the file holds once and the tree several times.
    copied_bytes: u64,
}

impl Budget {
    pub(super) fn new() -> Self {
        Self { nodes: Limits::DEFAULT.nodes, copied_bytes: Limits::DEFAULT.bytes }
    }

    /// Takes one node; `false` if none is left.
    #[must_use]
    pub(super) fn take_node(&mut self) -> bool {
        let left = self.nodes.checked_sub(1);
        self.nodes = left.unwrap_or(0);
        left.is_some()
    }

    /// Takes the bytes of a copy of text; `false` if they are more than are left.
    #[must_use]
    pub(super) fn take_copy(&mut self, bytes: usize) -> bool {
        let left = self.copied_bytes.checked_sub(bytes as u64);
        self.copied_bytes = left.unwrap_or(0);
        left.is_some()
    }
}
