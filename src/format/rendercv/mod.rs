//! The format of RenderCV 2.x.

mod colors;
mod cv;
mod defaults;
mod design;
mod entry;
mod entry_type;
mod keys;
mod locale;
mod markup;
mod network;
mod old;
mod options;
mod section;
#[cfg(test)]
mod tests;
mod typst;
mod write;

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::resume::{ExtraValue, Resume, Text};
use crate::source::{Member, Node, Path, Value};

use super::detect::present;
use super::presentation::hide_days;
use crate::format::decode::Decoder;
use crate::format::native::assign_ids;
use crate::format::notes::Notes;
use markup::Lines;

pub(super) use write::write;

/// Key of `meta` that keeps settings without an equivalent.
const KEPT: &str = "rendercv";

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    match root.get("cv") {
        None => return Vec::new(),
        // A new file with an empty `cv`.
        Some(node) if node.is_null() => return present(root, &["design", "locale", "settings"]),
        Some(_) => {}
    }
    present(root, &["cv", "cv.name", "cv.sections", "cv.social_networks", "design", "settings"])
}

/// Reads a résumé and adds all problems to `diagnostics`.
///
/// `None` if the file has another format.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let mut reader = Reader {
        decoder: Decoder::new(diagnostics, Vec::new()),
        templates: templates(root),
        has_top_note: has_top_note(root),
        is_old: false,
        time_spans_at: None,
        extra_keys: BTreeSet::new(),
        notes: Notes::default(),
        dropped_code: Vec::new(),
        printed_code: Vec::new(),
    };
    reader.document(root)
}

/// Reads nodes and collects problems.
struct Reader<'d> {
    decoder: Decoder<'d>,
    /// Templates in the file, which may print additional keys of entries.
    templates: String,
    /// Whether the date of the file is shown.
    has_top_note: bool,
    /// Whether `cv` has the form of versions before 1.0.
    is_old: bool,
    /// Span of the setting that names sections with durations.
    time_spans_at: Option<Span>,
    /// Additional keys that were reported already.
    extra_keys: BTreeSet<String>,
    /// Data that RenderCV itself would reject.
    notes: Notes,
    /// Typst functions of which only the text is printed.
    dropped_code: Vec<(String, Path, Span)>,
    /// Typst code that is printed as typed.
    printed_code: Vec<(String, Path, Span)>,
}

/// Maximum number of places listed in a message.
const MOST_PLACES: usize = 6;

/// Returns the text of all templates in the file.
fn templates(root: &Node) -> String {
    fn collect(node: &Node, out: &mut String) {
        match &node.value {
            Value::Scalar(scalar) => {
                out.push_str(&scalar.text);
                out.push(' ');
            }
            Value::List(nodes) => nodes.iter().for_each(|node| collect(node, out)),
            Value::Map(members) => members.iter().for_each(|member| collect(&member.value, out)),
            Value::Null => {}
        }
    }
    let mut out = String::new();
    if let Some(node) = root.get("design").and_then(|design| design.get("templates")) {
        collect(node, &mut out);
    }
    out
}

/// Returns whether the file shows its date, which is the default.
fn has_top_note(root: &Node) -> bool {
    let page = root.get("design").and_then(|design| design.get("page"));
    let setting = |key| page.and_then(|page| page.get(key)).and_then(Node::as_text);
    // The second name is that of versions before 2.3.
    let setting = setting("show_top_note").or_else(|| setting("show_last_updated_date"));
    !setting.is_some_and(|text| text.trim().eq_ignore_ascii_case("false"))
}

impl Reader<'_> {
    fn document(&mut self, root: &Node) -> Option<Resume> {
        // In RenderCV an asterisk is always text.
        self.decoder.retract("unquoted-asterisk", root.span);
        let members = root.as_map().unwrap_or_default();
        let mut resume = Resume::default();
        let mut is_resume = false;
        for member in members {
            let at = Path::ROOT.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "cv" => {
                    is_resume = !node.is_null();
                    self.cv(node, &at, &mut resume);
                }
                "design" => self.design(node, &at, &mut resume.meta),
                "locale" | "locale_catalog" => self.locale(node, &at, &mut resume.meta),
                "settings" | "rendercv_settings" => self.settings(node, &at, &mut resume.meta),
                "$schema" => {}
                key if key.starts_with("x-") => {
                    resume.extensions.push((member.key.clone(), member.value.clone()));
                }
                _ => self.no_place(member, &at, &keys::DOCUMENT[..4]),
            }
        }
        self.report_code();
        let notes = std::mem::take(&mut self.notes);
        self.decoder.report_all(notes.into_diagnostics());
        if !is_resume {
            self.decoder.report(
                Diagnostic::error("not-a-resume", "`cv` is empty")
                    .at(root.get("cv").map_or(root.span, |node| node.span))
                    .hint("RenderCV files contain `cv: {name: …, sections: …}`"),
            );
            return None;
        }
        let single_date = ["design", "templates", "single_date"];
        let template = single_date.iter().try_fold(root, |node, key| node.get(key));
        if !template.and_then(Node::as_text).is_some_and(|template| template.contains("DAY")) {
            hide_days(&mut resume);
        }
        self.missing_time_spans(&mut resume);
        assign_ids(&mut resume.sections);
        Some(resume)
    }

    /// Reports an additional key that RenderCV does not allow.
    fn no_place(&mut self, member: &Member, at: &Path, known: &[&str]) {
        if self.decoder.misspelled(member, at, known.iter().copied()) {
            return;
        }
        let names: Vec<_> = known.iter().map(|key| format!("`{key}`")).collect();
        self.decoder.report(
            Diagnostic::error("unknown-key", format!("unknown key `{}`", member.key))
                .on(at)
                .at(member.key_span)
                .hint(format!("the known ones are {}", names.join(", "))),
        );
    }

    /// Reads a single line such as a name or title.
    fn line(&mut self, node: &Node, at: &Path) -> Option<Text> {
        self.prose(node, at, Lines::Flow)
    }

    fn prose(&mut self, node: &Node, at: &Path, lines: Lines) -> Option<Text> {
        self.text(node, at, lines).map(Text::from)
    }

    fn text(&mut self, node: &Node, at: &Path, lines: Lines) -> Option<String> {
        let text = self.decoder.plain(node, at)?;
        self.note_code(&text, node, at);
        Some(markup::read(&text, lines))
    }

    /// Records Typst code in a text, to be reported once for the whole file.
    fn note_code(&mut self, text: &str, node: &Node, at: &Path) {
        let typst::Rewritten { text, dropped } = typst::rewrite(text);
        for name in dropped {
            self.dropped_code.push((format!("#{name}"), at.clone(), node.span));
        }
        if let Some(code) = typst::code(&text) {
            self.printed_code.push((code.to_owned(), at.clone(), node.span));
        }
    }

    fn report_code(&mut self) {
        let dropped = std::mem::take(&mut self.dropped_code);
        let message = |code: &str| {
            format!("the Typst function `{code}` has no equivalent; it is printed as text")
        };
        self.report_once(dropped, message, "Markdown has `**strong**` and `*emphasis*`");
        let printed = std::mem::take(&mut self.printed_code);
        let message = |code: &str| {
            let what = if code.starts_with('$') { "a formula" } else { "Typst code" };
            format!("`{code}` is {what} for RenderCV; it is printed as typed")
        };
        let hint =
            "write it in words, or in Markdown: `**strong**`, `*emphasis*`, `[a link](https://…)`";
        self.report_once(printed, message, hint);
    }

    /// Reports the first of several similar problems, and lists the other places.
    fn report_once(
        &mut self,
        found: Vec<(String, Path, Span)>,
        message: impl Fn(&str) -> String,
        hint: &str,
    ) {
        let Some(((code, at, span), others)) = found.split_first() else { return };
        let warning = Diagnostic::warning("typst-code", message(code)).on(at).at(*span).hint(hint);
        let elsewhere = others.iter().map(|(_, other, _)| other).filter(|other| *other != at);
        let mut places: Vec<&Path> = elsewhere.collect();
        places.dedup();
        self.decoder.report(warning.also_in(places, MOST_PLACES));
    }

    /// Reads a line or a list of lines.
    fn lines(&mut self, node: &Node, at: &Path) -> Vec<Text> {
        match &node.value {
            Value::List(nodes) => nodes
                .iter()
                .enumerate()
                .filter_map(|(index, node)| {
                    // A person may be given as a mapping with a name.
                    let (key, named) = match node.get("name") {
                        Some(name) => (at.index(index).key("name"), name),
                        None => (at.index(index), node),
                    };
                    self.line(named, &key)
                })
                .collect(),
            _ => self.line(node, at).into_iter().collect(),
        }
    }

    /// Reads the value of an unknown key.
    fn extra_value(&mut self, node: &Node) -> Option<ExtraValue> {
        let mut value = self.decoder.extra_value(node)?;
        adopt_extra(&mut value);
        Some(value)
    }
}

fn adopt_extra(value: &mut ExtraValue) {
    match value {
        ExtraValue::Text(text) => {
            text.iter_mut().for_each(|text| *text = markup::read(text, Lines::Flow));
        }
        ExtraValue::Bare(_) => {}
        ExtraValue::List(values) => values.iter_mut().for_each(adopt_extra),
        ExtraValue::Map(values) => values.iter_mut().for_each(|(_, value)| adopt_extra(value)),
    }
}

/// Converts snake case to camel case: `study_type` → `studyType`.
fn camel_case(key: &str) -> String {
    let mut words = key.split('_');
    // A capital letter distinguishes the key from RenderCV's own.
    let mut letters = words.next().unwrap_or_default().chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    let first: String = first.chain(letters).collect();
    words.fold(first, |mut name, word| {
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(letters.as_str());
        name
    })
}
