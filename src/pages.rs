//! Passes over finished pages: right-to-left text order; warnings for line length and image resolution;
//! the words of a page and its pieces, for the preview.

mod line_length;
mod marks;
mod origins;
mod pieces;
mod reading_order;
mod resolution;
mod unmarked;

pub use line_length::long_lines;
pub use origins::{Word, words};
pub use pieces::{Piece, pieces};
pub use reading_order::in_reading_order;
pub use resolution::coarse_pictures;
