//! Writes a résumé in RenderCV format.

mod design;
mod entry;
mod header;
mod section;

use std::collections::BTreeMap;

use crate::format::arrange::arrange;
use crate::format::losses::{LossKind, Losses, in_one_language, split_positions};
use crate::format::members::Members;
use crate::resume::{Resume, Text};
use crate::source::{Kind, Node, Path};

use super::entry_type::EntryType;
use super::markup::{self, Lines};
use super::typst;

pub(in crate::format) fn write(resume: &Resume, losses: &mut Losses) -> Node {
    let mut resume = resume.clone();
    in_one_language(&mut resume, losses);
    split_positions(&mut resume.sections, losses);
    arrange(&mut resume, losses);
    let mut writer = Writer { losses, extra_keys: BTreeMap::new() };
    let cv = writer.cv(&resume);
    let mut document = Members::default();
    document.put("cv", cv);
    writer.design(&resume, &mut document);
    for (key, _) in &resume.extensions {
        writer.losses.omitted("extensions of other tools", &Path::ROOT.key(key));
    }
    if let Some(letter) = &resume.letter {
        writer.losses.omitted("a letter", &letter.path);
    }
    document.map()
}

/// Writes parts and records losses.
struct Writer<'l> {
    losses: &'l mut Losses,
    /// Additional keys by entry type, which templates must print.
    extra_keys: BTreeMap<&'static str, Vec<String>>,
}

impl Writer<'_> {
    /// Writes a single line of text.
    fn line(&mut self, text: &Text, at: &Path) -> Node {
        self.prose(text, at, Lines::Flow)
    }

    fn prose(&mut self, text: &Text, at: &Path, lines: Lines) -> Node {
        Node::scalar(self.text(text.as_str(), at, lines), Kind::Text)
    }

    fn text(&mut self, text: &str, at: &Path, lines: Lines) -> String {
        let written = markup::write(text, lines);
        if markup::read(&written, lines) != text {
            let nearly = LossKind::Replaced("it is written as what looks most like it");
            self.losses.note("some of the markup of a text", nearly, at);
        }
        if typst::code(text).is_some() {
            let run = LossKind::Replaced("it is taken for Typst code there, and run");
            self.losses.note("text that looks like Typst code", run, at);
        }
        written
    }
}

/// Returns the name of a type's template.
fn template(own: EntryType) -> Option<(&'static str, &'static str)> {
    match own {
        EntryType::OneLine => Some(("one_line_entry", "**LABEL:** DETAILS")),
        EntryType::Normal => Some(("normal_entry", "**NAME**")),
        EntryType::Experience => Some(("experience_entry", "**COMPANY**, POSITION")),
        EntryType::Education => Some(("education_entry", "**INSTITUTION**, AREA")),
        EntryType::Publication => Some(("publication_entry", "**TITLE**")),
        _ => None,
    }
}
