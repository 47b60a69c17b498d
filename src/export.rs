//! Pages, or rows without pages → bytes of a file.

#[cfg(feature = "typeset")]
mod docx;
mod flow;
mod flow_leaks;
#[cfg(feature = "typeset")]
mod leaks;
#[cfg(feature = "typeset")]
mod paged;
mod text;

#[cfg(feature = "typeset")]
pub use docx::{docx, docx_leaks};
pub use flow::Flow;
pub use flow_leaks::text_leaks;
#[cfg(feature = "typeset")]
pub use leaks::leaks;
#[cfg(feature = "typeset")]
pub use paged::{Standards, page_size, pdf, png, svg, svg_page};
pub use text::{TextOptions, text, without_ascii};
