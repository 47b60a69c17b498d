//! Languages whose script needs another style.

/// Languages with deep descenders.
pub(super) const DEEP_SCRIPTS: [&str; 3] = ["ar", "fa", "ur"];
/// Languages whose script has no italics, capitals or letterspacing, such as joined Arabic and square
/// Chinese characters.
pub(super) const PLAIN_SCRIPTS: [&str; 9] = ["ar", "fa", "he", "hi", "ja", "ko", "ur", "yi", "zh"];
