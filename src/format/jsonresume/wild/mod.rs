//! Normalises data found in practice that are neither JSON Resume nor native: other key names,
//! other types of values, HTML and typed bullets, dates in words.
//!
//! The tree is rewritten before it is decoded; changes are reported as warnings.

mod contacts;
mod dates;
mod entries;
mod ferrocv;
mod highlights;
mod names;
mod profiles;
mod publications;
mod sections;
#[cfg(test)]
mod tests;
mod texts;
mod wrapped;

use crate::characters::letters;
use crate::diagnostic::{Diagnostic, Diagnostics, Span, listed};
use crate::locale::Locale;
use crate::resume::{Language, SectionKind};
use crate::source::{Member, Node, Path, Value};

use super::super::native::{declared_languages, keys};
use names::Place;

pub(in crate::format) use contacts::several;
pub(in crate::format) use names::{is_other_name, is_other_section, kind_of_alias};
#[cfg(test)]
pub(in crate::format) use texts::has_bullet;
pub(in crate::format) use texts::without_typed_bullets;

/// Returns a tree with native keys and values.
///
/// Spans still refer to the file.
pub(super) fn normalized(root: &Node, diagnostics: &mut Diagnostics) -> Node {
    let mut root = root.clone();
    let languages = declared_languages(&root);
    let mut normalizer = Normalizer { diagnostics, languages, renamed: Vec::new() };
    normalizer.document(&mut root);
    normalizer.report_names();
    root
}

struct Normalizer<'d> {
    diagnostics: &'d mut Diagnostics,
    /// Languages declared in the file, whose tags are keys of texts.
    languages: Vec<Language>,
    renamed: Vec<Renamed>,
}

/// A key that was renamed.
struct Renamed {
    key: String,
    own: String,
    span: Span,
    path: Path,
}

/// Maximum number of names listed in a message.
const MOST_NAMES: usize = 12;

/// Keys of `meta` that are often given at the top level.
const META_AT_ROOT: [&str; 5] = ["theme", "locale", "paper", "pages", "dateFormat"];

impl Normalizer<'_> {
    fn document(&mut self, root: &mut Node) {
        let Value::Map(members) = &mut root.value else { return };
        drop_comments(members);
        self.rename(Place::Document, members, &Path::ROOT);
        let kinds = SectionKind::ALL.into_iter().filter(|kind| kind.is_top_level());
        let sections: Vec<&str> =
            kinds.map(SectionKind::name).chain(["basics", "sections"]).collect();
        if members.iter().any(|member| sections.contains(&member.key.as_str())) {
            self.move_sections_out_of_basics(members);
            self.move_misplaced_keys(members);
            self.remove_settings_of_other_tools(members);
        }
        move_long_facts(members);
        for member in members {
            let at = Path::ROOT.key(&member.key);
            let node = &mut member.value;
            match member.key.as_str() {
                "$schema" => {}
                "basics" => self.basics(node, &at),
                "meta" => self.meta(node, &at),
                "sections" => self.sections(node, &at),
                "letter" => self.letter(node, &at),
                key if key.starts_with("x-") => {}
                key => match SectionKind::from_name(key).filter(|kind| kind.is_top_level()) {
                    Some(kind) => self.entries(kind, node, &at),
                    None => self.unknown_section(node, &at),
                },
            }
        }
    }

    /// Moves sections that are indented too far from `basics` to the top level.
    fn move_sections_out_of_basics(&mut self, members: &mut Vec<Member>) {
        let Some(index) = members.iter().position(|member| member.key == "basics") else { return };
        let Value::Map(basics) = &mut members[index].value.value else { return };
        let is_section = |member: &Member| {
            let key = member.key.as_str();
            let own = Place::Document.meaning(key).unwrap_or(key);
            SectionKind::from_name(own).is_some_and(SectionKind::is_top_level)
                && !Place::Basics.own().contains(&key)
                && Place::Basics.meaning(key).is_none()
                && member.value.as_list().is_some_and(|nodes| !nodes.is_empty())
        };
        let moved: Vec<Member> = basics.extract_if(.., |member| is_section(member)).collect();
        for (offset, member) in moved.into_iter().enumerate() {
            let own = Place::Document.meaning(&member.key).unwrap_or(&member.key).to_owned();
            let path = Path::ROOT.key("basics").key(&member.key);
            let renamed =
                Renamed { key: path.to_string(), own: own.clone(), span: member.key_span, path };
            self.renamed.push(renamed);
            let is_there = members.iter().any(|other| other.key == own);
            let key = if is_there { member.key.clone() } else { own };
            members.insert(index + 1 + offset, Member { key, ..member });
        }
    }

    /// Moves top-level keys to `basics` and `meta` where they belong.
    fn move_misplaced_keys(&mut self, members: &mut Vec<Member>) {
        let known = Place::Document.own();
        let mut at = 0;
        while at < members.len() {
            let Some((home, own)) = proper_place(&members[at], &known) else {
                at += 1;
                continue;
            };
            let Member { key, key_span, value } = members.remove(at);
            let path = Path::ROOT.key(&key);
            let whole = format!("{home}.{own}");
            let target = match members.iter().position(|member| member.key == home) {
                Some(target) => target,
                None => {
                    let empty = Node { value: Value::Map(Vec::new()), span: value.span };
                    members.insert(at, Member { key: home.to_owned(), key_span, value: empty });
                    at += 1;
                    at - 1
                }
            };
            if members[target].value.is_null() {
                members[target].value.value = Value::Map(Vec::new());
            }
            let Value::Map(inner) = &mut members[target].value.value else { continue };
            match inner.iter().find(|member| member.key == own) {
                Some(same) if is_same(&same.value, &value) => {}
                // The existing value wins; both are printed.
                Some(_) => inner.push(Member { key, key_span, value }),
                None => {
                    self.renamed.push(Renamed { key, own: whole, span: key_span, path });
                    inner.push(Member { key: own.to_owned(), key_span, value });
                }
            }
        }
    }

    /// Removes settings of other tools, which are not text of a résumé.
    fn remove_settings_of_other_tools(&mut self, members: &mut Vec<Member>) {
        const KEYS: [&str; 8] = [
            "config",
            "configuration",
            "design",
            "layout",
            "metadata",
            "settings",
            "style",
            "styles",
        ];
        const SETTINGS: [&str; 12] = [
            "color", "colors", "css", "font", "fonts", "fontsize", "layout", "margins", "page",
            "template", "theme", "version",
        ];
        let is_setting = |inner: &Member| SETTINGS.contains(&&*letters(&inner.key));
        members.retain(|member| {
            let is_version = ["version", "schemaVersion"].contains(&&*member.key)
                && member.value.as_text().is_some();
            let is_settings = KEYS.contains(&&*member.key.to_lowercase())
                && member.value.as_map().is_some_and(|inner| inner.iter().any(is_setting));
            if is_version || is_settings {
                let message = format!("unknown key `{}`; it is not printed", member.key);
                let problem = Diagnostic::warning("unknown-key", message)
                    .on(&Path::ROOT.key(&member.key))
                    .at(member.key_span)
                    .hint("it looks like a setting of another tool; recto's are in `meta`");
                self.diagnostics.push(problem);
            }
            !is_version && !is_settings
        });
    }

    /// Normalises a letter given as text.
    fn letter(&mut self, node: &mut Node, at: &Path) {
        texts::clean(node);
        if node.as_text().is_some() && !node.is_boolean() && !is_blank(node) {
            let hint = "write `letter: {body: …}`";
            self.reshaped("`letter` is text; it is read as its `body`", at, node.span, hint);
            let span = node.span;
            let text = node.as_text().unwrap_or_default();
            let parts = letter_parts(text).into_iter().filter(|(_, part)| !part.is_empty());
            let parts = parts.map(|(key, part)| member(key, Node::text(part, span)));
            *node = map(parts.collect(), span);
        }
        let Value::Map(members) = &mut node.value else { return };
        for Member { value: body, .. } in members.iter_mut().filter(|member| member.key == "body") {
            let Value::List(nodes) = &body.value else { continue };
            let paragraphs = nodes.iter().map(Node::as_text).collect::<Option<Vec<_>>>();
            if let Some(paragraphs) = paragraphs.filter(|texts| !texts.is_empty()) {
                let hint = "write one text, with blank lines between paragraphs";
                let text = paragraphs.join("\n\n");
                self.reshaped(
                    "`body` is a list; its items are read as paragraphs",
                    &at.key("body"),
                    body.span,
                    hint,
                );
                *body = Node::text(text, body.span);
            }
        }
    }

    fn meta(&mut self, node: &mut Node, at: &Path) {
        let Value::Map(members) = &mut node.value else { return };
        drop_comments(members);
        self.rename(Place::Meta, members, at);
        for member in members.iter_mut().filter(|member| member.key == "locale") {
            if let Value::Scalar(scalar) = &mut member.value.value
                && let Some(tag) = locale_named(&scalar.text)
            {
                scalar.text = tag;
            }
        }
    }

    /// Renames keys, and drops those whose value is given twice.
    fn rename(&mut self, place: Place, members: &mut Vec<Member>, at: &Path) {
        let mut index = 0;
        // An end alone would look like the date of the certificate.
        let has_date = |member: &Member| {
            let own = place.meaning(&member.key).unwrap_or(&member.key);
            ["date", "startDate"].contains(&own) && !is_blank(&member.value)
        };
        let drops_end =
            place == Place::Entry(SectionKind::Certificates) && !members.iter().any(has_date);
        while index < members.len() {
            let meaning = place.meaning(&members[index].key);
            let meaning = meaning.filter(|own| !(drops_end && *own == "endDate"));
            let Some(own) = meaning.filter(|own| self.fits(place, own, &members[index].value))
            else {
                index += 1;
                continue;
            };
            let is_filled = |member: &&mut Member| !is_blank(&member.value);
            let value = members[index].value.clone();
            let key = members[index].key.clone();
            match members.iter_mut().filter(|member| member.key == own).find(is_filled) {
                Some(same) if is_blank(&value) || is_same(&same.value, &value) => {
                    members.remove(index);
                }
                Some(first)
                    if place == Place::Basics
                        && keys::CONTACT_KINDS.iter().any(|(.., key)| *key == Some(own)) =>
                {
                    contacts::add(first, contacts::labelled(&key, value));
                    members.remove(index);
                }
                // With two values, the alias stays an unknown key.
                Some(_) => index += 1,
                None => {
                    // An empty value is replaced.
                    if let Some(empty) = members.iter().position(|member| member.key == own) {
                        members.remove(empty);
                        index -= usize::from(empty < index);
                    }
                    let path = at.key(&key);
                    own.clone_into(&mut members[index].key);
                    let span = members[index].key_span;
                    if !is_blank(&members[index].value) && !place.is_synonym(&key) {
                        self.renamed.push(Renamed { key, own: own.to_owned(), span, path });
                    }
                    index += 1;
                }
            }
        }
    }

    /// Returns whether a value has a suitable type for the key that an alias denotes.
    fn fits(&self, place: Place, own: &str, node: &Node) -> bool {
        let is_map = node.as_map().is_some() && !self.is_by_language(node);
        match (place, own) {
            (Place::Document, "basics") => is_map,
            (Place::Document, "interests" | "skills" | "letter") => true,
            // The language of the file; see `home`.
            (Place::Document, _) => !matches!(node.value, Value::Scalar(_)),
            _ => true,
        }
    }

    /// Reports all renamed keys in one message, since files of other tools have many.
    fn report_names(&mut self) {
        let Some(first) = self.renamed.first() else { return };
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for renamed in &self.renamed {
            let pair = (renamed.key.as_str(), renamed.own.as_str());
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        let message = match pairs.as_slice() {
            [(key, own)] => format!("`{key}` is read as `{own}`"),
            pairs => {
                let names = pairs.iter().map(|(key, own)| format!("`{key}` (use `{own}`)"));
                format!("other names: {}", listed(names, MOST_NAMES))
            }
        };
        let problem = Diagnostic::warning("renamed-key", message).on(&first.path).at(first.span);
        let more = self.renamed.len() - pairs.len();
        self.diagnostics.push(match more {
            0 => problem.hint("`recto convert` writes the file with recto's own names"),
            1 => problem.hint("also in 1 other place; `recto convert` updates all"),
            more => {
                problem.hint(format!("also in {more} other places; `recto convert` updates all"))
            }
        });
    }

    /// Reports that a value was read in another form than the expected one.
    fn reshaped(&mut self, message: impl Into<String>, at: &Path, span: Span, hint: &str) {
        let problem = Diagnostic::warning("shape", message).on(at).at(span);
        self.diagnostics.push(problem.hint(hint));
    }

    /// Returns whether a node is a mapping of declared languages.
    fn is_by_language(&self, node: &Node) -> bool {
        node.as_map().is_some_and(|members| {
            !members.is_empty()
                && members
                    .iter()
                    .all(|m| self.languages.iter().any(|l| l.0.eq_ignore_ascii_case(&m.key)))
        })
    }

    /// Visits the value of each language, or the node itself.
    fn each(&mut self, node: &mut Node, at: &Path, visit: impl Fn(&mut Self, &mut Node, &Path)) {
        if !self.is_by_language(node) {
            return visit(self, node, at);
        }
        if let Value::Map(members) = &mut node.value {
            for member in members {
                let at = at.key(&member.key);
                visit(self, &mut member.value, &at);
            }
        }
    }
}

/// Maximum length of a fact shown with the contacts.
const LONGEST_FACT: usize = 100;

/// Converts long texts in `basics` to sections.
fn move_long_facts(members: &mut Vec<Member>) {
    let Some(index) = members.iter().position(|member| member.key == "basics") else { return };
    let Value::Map(basics) = &mut members[index].value.value else { return };
    let own = Place::Basics.own();
    let is_long = |member: &Member| {
        !own.contains(&member.key.as_str())
            && Place::Basics.meaning(&member.key).is_none()
            && member.value.as_text().is_some_and(|text| {
                text.trim().contains('\n') || text.chars().count() > LONGEST_FACT
            })
    };
    let long: Vec<Member> = basics.extract_if(.., |member| is_long(member)).collect();
    for (offset, fact) in long.into_iter().enumerate() {
        if !members.iter().any(|member| member.key == fact.key) {
            members.insert(index + 1 + offset, fact);
        }
    }
}

/// Splits a letter into its salutation, body and closing, which are lines that end in a comma.
fn letter_parts(text: &str) -> [(&'static str, &str); 3] {
    const LONGEST: usize = 60;
    let is_line = |line: &str| line.trim().len() <= LONGEST && line.trim().ends_with(',');
    let (salutation, body) = match text.trim().split_once('\n') {
        Some((first, rest)) if is_line(first) => (first.trim(), rest.trim()),
        _ => ("", text.trim()),
    };
    let (body, closing) = match body.rsplit_once("\n\n") {
        Some((before, last)) if is_line(last.lines().next().unwrap_or_default()) => {
            // The name below the closing is printed anyway.
            (before.trim(), last.lines().next().unwrap_or_default().trim())
        }
        _ => (body, ""),
    };
    [("salutation", salutation), ("body", body), ("closing", closing)]
}

/// Returns the object and key to which a top-level key belongs.
fn proper_place(member: &Member, known: &[&str]) -> Option<(&'static str, &'static str)> {
    let key = member.key.as_str();
    if known.contains(&key) || is_blank(&member.value) {
        return None;
    }
    let is_scalar = member.value.as_text().is_some();
    if key == "options" && member.value.as_map().is_some() {
        return Some(("meta", "options"));
    }
    if let Some(own) = META_AT_ROOT.into_iter().find(|own| *own == key).filter(|_| is_scalar) {
        return Some(("meta", own));
    }
    if ["language", "lang"].contains(&key)
        && member.value.as_text().is_some_and(|text| locale_named(text).is_some())
    {
        return Some(("meta", "locale"));
    }
    // Their country may not want them printed.
    if contacts::PERSONAL.contains(&letters(key).as_str()) && member.value.as_map().is_some() {
        return Some(("basics", "personal"));
    }
    let own = Place::Basics.own().into_iter().find(|own| *own == key);
    // A summary under another name becomes a section with that title.
    let own = own.or_else(|| Place::Basics.meaning(key).filter(|own| *own != "summary"))?;
    let fits = match own {
        "profiles" | "location" | "contacts" | "details" => !is_scalar || own == "location",
        "email" | "phone" | "url" => true,
        _ => is_scalar,
    };
    fits.then_some(("basics", own))
}

/// Removes members whose keys begin with `_`, which are comments.
fn drop_comments(members: &mut Vec<Member>) {
    let is_comment = |key: &str| key.starts_with('_') || key == "$comment";
    members.retain(|member| !is_comment(&member.key));
}

/// Returns whether a node is empty.
fn is_blank(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Scalar(scalar) => scalar.text.trim().is_empty(),
        Value::List(nodes) => nodes.iter().all(is_blank),
        Value::Map(members) => members.iter().all(|member| is_blank(&member.value)),
    }
}

/// Returns whether two nodes have the same visible content.
fn is_same(node: &Node, other: &Node) -> bool {
    match (&node.value, &other.value) {
        (Value::Scalar(a), Value::Scalar(b)) => {
            let bare = |text: &str| {
                let text = text.trim().to_lowercase();
                let text =
                    text.strip_prefix("https://").or(text.strip_prefix("http://")).unwrap_or(&text);
                text.trim_start_matches("www.").trim_end_matches('/').to_owned()
            };
            bare(&a.text) == bare(&b.text)
        }
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().all(|m| b.iter().any(|o| m.key == o.key && is_same(&m.value, &o.value)))
        }
        (a, b) => a == b,
    }
}

/// Returns the tag of a locale given by tag or by the name of a language.
fn locale_named(text: &str) -> Option<String> {
    // `de_DE.UTF-8` is a locale of the system.
    let text = text.trim();
    let text = text.strip_suffix(".UTF-8").or(text.strip_suffix(".utf8")).unwrap_or(text);
    if Locale::find(text).is_some() {
        return Some(text.to_owned());
    }
    Locale::named(text).map(str::to_owned)
}

/// Creates a member with the span of its value.
fn member(key: &str, value: Node) -> Member {
    Member { key: key.to_owned(), key_span: value.span, value }
}

/// Creates a map with a span.
fn map(members: Vec<Member>, span: Span) -> Node {
    Node { value: Value::Map(members), span }
}

/// Creates a list with a span.
fn list(nodes: Vec<Node>, span: Span) -> Node {
    Node { value: Value::List(nodes), span }
}
