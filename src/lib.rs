//! **recto**: a résumé is data; recto typesets it.
//!
//! Data flows one way, and a stage knows only the stages before it:
//!
//! ```text
//! bytes ─source─▶ Node ─format─▶ Resume ─tailor─▶ Resume ─view─▶ View ─typeset─▶ Document ─export─▶ bytes
//! ```
//!
//! - [`source`]: YAML, JSON, TOML and XML become one tree of raw text with spans.
//! - [`format`]: a dialect's tree becomes a [`resume::Resume`], and back.
//! - [`tailor`]: the part of the résumé that this build shows, in one language.
//! - [`view`]: what a theme sees: localised slots, dates as words, markup parsed.
//! - [`characters`]: which characters come on the page.
//! - [`theme`], [`world`], [`typeset`]: a theme and its options, the files Typst may see, the pages.
//! - [`reading_order`]: the words of right-to-left text in the order in which they are read.
//! - [`export`]: pages become PDF, PNG or SVG.
//!
//! Everything here is data in, data out. Arguments, environment, clock and files belong to
//! [`commands`], and nowhere else.

pub mod characters;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod export;
pub mod fit;
pub mod format;
pub mod line_length;
pub mod locale;
pub mod markup;
pub mod reading_order;
pub mod resolution;
pub mod resume;
pub mod schema;
pub mod source;
pub mod tailor;
pub mod theme;
pub mod typeset;
pub mod view;
pub mod world;

#[cfg(test)]
mod whole_way;
