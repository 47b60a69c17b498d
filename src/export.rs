//! Writes pages, or rows without pages, as the bytes of a file.

mod data_leaks;
#[cfg(feature = "typeset")]
mod docx;
mod flow;
mod flow_leaks;
mod html;
#[cfg(feature = "typeset")]
mod leaks;
mod markdown;
#[cfg(feature = "typeset")]
mod paged;
mod text;
mod unit;

#[cfg(feature = "typeset")]
pub use docx::{docx, docx_leaks};
pub use flow::Flow;
pub use flow_leaks::{html_leaks, markdown_leaks, text_leaks};
pub use html::html;
#[cfg(feature = "typeset")]
pub use leaks::leaks;
pub use markdown::markdown;
#[cfg(feature = "typeset")]
pub use paged::{Standards, pdf, png, svg, svg_piece};
pub use text::{TextOptions, text, without_ascii};
