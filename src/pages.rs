//! Passes over laid-out pages: right-to-left text order; lints for line length, overflow and image
//! resolution; words and pieces of pages for the preview.

mod line_length;
mod marks;
mod origins;
mod overflow;
mod pieces;
mod reading_order;
mod resolution;
mod unmarked;

pub use line_length::long_lines;
pub use origins::{Word, words};
pub use overflow::overflow;
pub use pieces::{Piece, pieces};
pub use reading_order::in_reading_order;
pub use resolution::coarse_pictures;
