use super::{Diagnostic, Sources};

/// How messages are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum MessageFormat {
    /// With the source line and a caret.
    #[default]
    Human,
    /// One line each: `file:line:column: severity: message`.
    Short,
    /// One JSON object a line.
    Json,
}

/// Writes one diagnostic, with a final line break.
pub fn render(
    _diagnostic: &Diagnostic,
    _sources: &Sources,
    _format: MessageFormat,
    _color: bool,
) -> String {
    String::new()
}
