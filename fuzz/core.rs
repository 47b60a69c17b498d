//! What of recto the fuzzer runs: everything from bytes to the view, and nothing of Typst.

pub use recto::*;

// These name themselves from the root.
#[path = "../src/format/mod.rs"]
pub mod format;
#[path = "../src/resume/mod.rs"]
pub mod resume;
#[path = "../src/source/mod.rs"]
pub mod source;

#[path = "../src"]
mod recto {
    pub mod characters;
    pub mod diagnostic;
    pub mod locale;
    pub mod markup;
    pub mod path;
    pub mod phone;
    pub mod tailor;
    pub mod view;
}
