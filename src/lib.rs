//! **recto** renders a résumé kept as data to pages.
//!
//! ```
//! use recto::{MemoryFiles, NamedFile, Press, Request};
//!
//! let resume = NamedFile::new("cv.yaml", "basics: {name: Ada Byron}");
//! let request = Request::new(resume, (2026, 1, 31));
//! let outcome = Press::new(MemoryFiles::default()).run(&request);
//! assert!(outcome.failure.is_none(), "{:?}", outcome.record.diagnostics);
//! let pdf: &[u8] = &outcome.editions[0].files[0].bytes;
//! assert!(pdf.starts_with(b"%PDF-1.7"));
//! ```
//!
//! Without the feature `typeset` Typst is not compiled, and the pipeline ends at the view:
//! [`Press::prepare`].
//!
//! A [`Press`] may be reused for further requests. Files that a résumé names, such as a photo,
//! and system fonts are read through the trait [`Resources`]; [`MemoryFiles`] is its simplest implementation.
//!
//! Data flows one way, and a stage knows only the stages before it:
//!
//! ```text
//! bytes ─source─▶ Node ─format─▶ Resume ─tailor─▶ Resume ─view─▶ View ─plan─▶ Plan ─typeset─▶ Document ─export─▶ bytes
//! ```
//!
//! - [`source`]: YAML, JSON, TOML, XML, archives and tables become one tree of raw text with spans.
//! - [`mod@format`]: a dialect's tree becomes a [`resume::Resume`], and back.
//! - [`tailor`]: the part of the résumé that this build shows, in one language.
//! - [`view`]: what a theme sees: slots in the words of a [`locale`], [`markup`] parsed, dates as
//!   words, without the [`characters`] that must not be printed.
//! - [`plan`]: rows to be typeset: what shares a line, what stays together, where no line may end.
//! - [`phone`]: telephone numbers by the rules of their countries.
//! - [`picture`]: decodes photos and signatures, and strips their metadata.
//! - [`theme`], [`world`], [`typeset`]: a theme and its options, the files Typst may see, the pages.
//! - [`fit`]: typesets again with other gaps and sizes until the number of pages is right.
//! - [`pages`]: passes over finished pages: reading order, line length and image resolution.
//! - [`starter`]: the résumé that a new file starts with.
//! - [`export`]: pages become PDF, PNG or SVG; rows become text, without pages.
//! - [`press`]: runs this pipeline, from a request to finished editions, for every command.
//!
//! Decisions that differ from the first design, and why:
//!
//! - One type of entry serves every kind of section, and one table says which kind has which field
//!   under which key. Reader, writer, schema and round-trip tests all go by that table.
//! - An option that only other themes have is an error where it is set for one theme, and a warning
//!   in `meta.options`, so that another theme never breaks a file.
//! - Options are few rules and many names: gaps count lines, sizes are in ems, a part takes one of
//!   three colours, and margins grow where lines would be too long.
//! - The part of a message that depends on the dialect is added once the dialect is known.
//! - A sidebar's sections are read at their place in the data where page one has it, else at the
//!   latest place on page one where they interrupt nothing.
//! - Typst stores right-to-left words as they stand on paper; they are put into the order in which
//!   they are read before the export, and the marks on their letters behind them.
//! - A dialect's list of fluencies or degrees is translated by a [`locale`], which therefore
//!   precedes [`mod@format`].
//!
//! The library has no side effects. Arguments, environment, clock and files belong to
//! `commands` only.

pub mod bytes;
pub mod characters;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod commands;
pub mod diagnostic;
pub mod export;
#[cfg(feature = "typeset")]
pub mod fit;
pub mod format;
pub mod locale;
pub mod markup;
#[cfg(feature = "typeset")]
pub mod pages;
pub mod path;
pub mod phone;
#[cfg(feature = "pictures")]
pub mod picture;
pub mod plan;
pub mod press;
pub mod resume;
pub mod schema;
pub mod source;
pub mod starter;
pub mod tailor;
pub mod theme;
#[cfg(feature = "typeset")]
pub mod typeset;
pub mod view;
#[cfg(feature = "typeset")]
pub mod world;

pub use press::{
    Choice, Failure, Format, MemoryFiles, NamedFile, Prepared, Press, Record, Request, Resources,
};
#[cfg(feature = "typeset")]
pub use press::{Edition, Outcome};

#[cfg(all(test, feature = "cli"))]
mod pipeline_tests;
