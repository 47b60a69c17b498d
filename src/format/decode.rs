//! Common parts of all readers: localised text, lists, and reports of unknown keys.

use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::resume::{Extra, ExtraValue, Item, Language, Localized, Setting, Text, title_of_key};
use crate::source::{Kind, Member, Node, Path, Scalar, Segment, Value};

use super::native::keys::{may_hold, near_key};

mod dates;

pub(super) use dates::EndDate;

/// Reads nodes and collects problems.
pub(super) struct Decoder<'d> {
    diagnostics: &'d mut Diagnostics,
    languages: Vec<Language>,
    /// Whether additional keys are allowed, so that a misspelling is only a warning.
    is_open: bool,
}

/// Maximum number of names listed in a message.
const MOST_NAMES: usize = 16;

impl<'d> Decoder<'d> {
    pub(super) fn new(diagnostics: &'d mut Diagnostics, languages: Vec<Language>) -> Self {
        Self { diagnostics, languages, is_open: false }
    }

    /// Sets whether additional keys are allowed.
    pub(super) fn open(mut self, is_open: bool) -> Self {
        self.is_open = is_open;
        self
    }

    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn report_all(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.diagnostics.extend(diagnostics);
    }

    /// Removes a parser warning about text that has a meaning in this format.
    pub(super) fn retract(&mut self, code: &str, within: Span) {
        self.diagnostics.retract(code, within);
    }

    pub(super) fn languages(&self) -> &[Language] {
        &self.languages
    }

    pub(super) fn wrong_type(&mut self, node: &Node, at: &Path, expected: &str) {
        self.report(wrong_type(node, at, expected));
    }

    /// Reads text that is not translated; empty text is `None`.
    pub(super) fn plain(&mut self, node: &Node, at: &Path) -> Option<String> {
        match &node.value {
            Value::Null => None,
            Value::Scalar(scalar) => filled(&scalar.text),
            Value::Map(_) if self.by_language(node).is_some() => {
                let hint = "this text is the same in every language: write it once".to_owned();
                self.report(Diagnostic { hints: vec![hint], ..wrong_type(node, at, "text") });
                None
            }
            _ => {
                self.wrong_type(node, at, "text");
                None
            }
        }
    }

    /// Reads text, possibly per language; empty text is `None`.
    pub(super) fn text(&mut self, node: &Node, at: &Path) -> Option<Text> {
        match &node.value {
            Value::Null => None,
            Value::Scalar(scalar) if !node.is_boolean() => filled(&scalar.text).map(Text::One),
            Value::List(_) | Value::Scalar(_) => {
                self.wrong_type(node, at, "text");
                None
            }
            Value::Map(_) => match self.by_language(node) {
                Some(each) => {
                    let texts: Vec<_> = each
                        .into_iter()
                        .filter_map(|(language, member)| {
                            let text = self.plain(&member.value, &at.key(&member.key))?;
                            Some((language, text))
                        })
                        .collect();
                    (!texts.is_empty()).then_some(Localized::Each(texts))
                }
                None => {
                    self.not_by_language(node, at, "text");
                    None
                }
            },
        }
    }

    /// Reads a list, possibly per language.
    pub(super) fn list<T>(
        &mut self,
        node: &Node,
        at: &Path,
        expected: &str,
        item: impl Fn(&mut Self, &Node, &Path) -> Option<T>,
    ) -> Localized<Vec<T>> {
        if let Some(each) = self.by_language(node) {
            let lists: Vec<_> = each
                .into_iter()
                .filter(|(_, member)| !member.value.is_null())
                .map(|(language, member)| {
                    let at = at.key(&member.key);
                    (language, self.items(&member.value, &at, expected, &item))
                })
                .collect();
            return if lists.is_empty() { Localized::default() } else { Localized::Each(lists) };
        }
        if node.as_map().is_some() {
            self.not_by_language(node, at, expected);
            return Localized::default();
        }
        Localized::One(self.items(node, at, expected, item))
    }

    /// Reads a list that is the same in every language.
    pub(super) fn items<T>(
        &mut self,
        node: &Node,
        at: &Path,
        expected: &str,
        item: impl Fn(&mut Self, &Node, &Path) -> Option<T>,
    ) -> Vec<T> {
        match &node.value {
            Value::Null => Vec::new(),
            Value::List(nodes) => nodes
                .iter()
                .enumerate()
                .filter_map(|(index, node)| item(self, node, &at.index(index)))
                .collect(),
            Value::Scalar(scalar) if scalar.text.trim().is_empty() => Vec::new(),
            _ => {
                self.wrong_type(node, at, expected);
                Vec::new()
            }
        }
    }

    /// Reads a list of texts.
    pub(super) fn texts(&mut self, node: &Node, at: &Path) -> Localized<Vec<Text>> {
        self.list(node, at, "a list of texts", Self::text)
    }

    /// Reads a list of texts, or a text whose lines are the items.
    pub(super) fn text_lines(&mut self, node: &Node, at: &Path) -> Vec<Text> {
        if node.as_list().is_some() {
            return self.items(node, at, "text or a list of texts", Self::text);
        }
        match self.text(node, at) {
            Some(Text::One(text)) => text
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(Text::from)
                .collect(),
            Some(each) => vec![each],
            None => Vec::new(),
        }
    }

    /// Reads a text or a list of texts that are not translated.
    pub(super) fn plain_or_list(&mut self, node: &Node, at: &Path) -> Vec<String> {
        match &node.value {
            Value::List(_) | Value::Map(_) => self.items(node, at, "a list of texts", Self::plain),
            _ => self.plain(node, at).into_iter().collect(),
        }
    }

    /// Reads a boolean.
    pub(super) fn flag(&mut self, node: &Node, at: &Path) -> bool {
        match node.as_text().map(|text| text.trim().to_lowercase()).as_deref() {
            Some("true" | "yes" | "on") => true,
            Some("false" | "no" | "off" | "") => false,
            _ if node.is_null() => false,
            _ => {
                self.wrong_type(node, at, "`true` or `false`");
                false
            }
        }
    }

    /// Reads tags: a list, or comma-separated text.
    fn tags(&mut self, node: &Node, at: &Path) -> Vec<String> {
        self.plain_or_list(node, at).iter().flat_map(|text| split_tags(text)).collect()
    }

    /// Reads a key that all items have; returns whether it was one.
    pub(super) fn item_key(&mut self, member: &Member, at: &Path, item: &mut Item) -> bool {
        match member.key.as_str() {
            "id" => item.id = self.plain(&member.value, at),
            "tags" => item.tags = self.tags(&member.value, at),
            "details" if matches!(member.value.value, Value::Map(_) | Value::Null) => {
                self.details(&member.value, at, &mut item.extra);
            }
            "details" => {
                // A valid JSON Resume file may use this key for anything.
                let label = Some(Text::from("Details"));
                let value = self.extra_value(&member.value);
                let key = member.key.clone();
                let path = at.clone();
                item.extra.extend(value.map(|value| Extra { path, key, label, value }));
            }
            _ => return false,
        }
        true
    }

    /// Reads facts with user-defined labels.
    pub(super) fn details(&mut self, node: &Node, at: &Path, extra: &mut Vec<Extra>) {
        let members = self.map(node, at, "a mapping of labels to values").unwrap_or_default();
        for member in members {
            let Some(value) = self.extra_value(&member.value) else { continue };
            extra.push(Extra {
                path: at.key(&member.key),
                key: member.key.clone(),
                label: Some(Text::One(member.key.clone())),
                value,
            });
        }
    }

    /// Reads scalars by name; nested names are joined by dots.
    pub(super) fn settings(&mut self, node: &Node, at: &Path) -> Vec<Setting> {
        let mut settings = Vec::new();
        if let Some(members) = self.map(node, at, "a mapping of names to values") {
            for member in members {
                self.setting(&member.key, &member.value, &at.key(&member.key), &mut settings);
            }
        }
        settings
    }

    fn setting(&mut self, key: &str, node: &Node, at: &Path, settings: &mut Vec<Setting>) {
        match &node.value {
            Value::Null => {}
            Value::Scalar(scalar) => settings.push(Setting {
                path: at.clone(),
                key: key.to_owned(),
                value: scalar.text.clone(),
            }),
            Value::List(_) => {
                let values = self.items(node, at, "a list of texts", Self::plain);
                let value = values.join(", ");
                settings.push(Setting { path: at.clone(), key: key.to_owned(), value });
            }
            Value::Map(members) => {
                for member in members {
                    let key = format!("{key}.{}", member.key);
                    self.setting(&key, &member.value, &at.key(&member.key), settings);
                }
            }
        }
    }

    /// Returns the members of a mapping; none if the node is empty.
    pub(super) fn map<'n>(
        &mut self,
        node: &'n Node,
        at: &Path,
        expected: &str,
    ) -> Option<&'n [Member]> {
        match &node.value {
            Value::Null => None,
            Value::Map(members) => Some(members),
            _ => {
                self.wrong_type(node, at, expected);
                None
            }
        }
    }

    /// Returns the value per language, if a node is a mapping of declared languages.
    fn by_language<'n>(&self, node: &'n Node) -> Option<Vec<(Language, &'n Member)>> {
        let members = node.as_map().filter(|members| !members.is_empty())?;
        members
            .iter()
            .map(|member| {
                let language =
                    self.languages.iter().find(|l| l.0.eq_ignore_ascii_case(&member.key))?;
                Some((language.clone(), member))
            })
            .collect()
    }

    /// Returns whether a node is a mapping of declared languages.
    pub(super) fn is_by_language(&self, node: &Node) -> bool {
        self.by_language(node).is_some()
    }

    fn not_by_language(&mut self, node: &Node, at: &Path, expected: &str) {
        let members = node.as_map().unwrap_or_default();
        let undeclared: Vec<_> = members
            .iter()
            .filter(|m| !self.languages.iter().any(|l| l.0.eq_ignore_ascii_case(&m.key)))
            .collect();
        let is_localized = members.len() > undeclared.len()
            || (!members.is_empty() && members.iter().all(|m| looks_like_language(&m.key)));
        if !is_localized {
            self.wrong_type(node, at, expected);
            return;
        }
        let mut declared: Vec<&str> = self.languages.iter().map(|l| l.0.as_str()).collect();
        declared.extend(undeclared.iter().map(|member| member.key.as_str()));
        let all = declared.join(", ");
        for member in undeclared {
            self.report(
                Diagnostic::error(
                    "unknown-language",
                    format!("`{}` is not one of `meta.languages`", member.key),
                )
                .on(&at.key(&member.key))
                .at(member.key_span)
                .hint(format!("declare it: `meta.languages: [{all}]`")),
            );
        }
    }

    /// Reports a misspelled key; returns whether it was one.
    pub(super) fn misspelled<'k>(
        &mut self,
        member: &Member,
        at: &Path,
        known: impl IntoIterator<Item = &'k str>,
    ) -> bool {
        if self.is_open {
            return false;
        }
        let Some(meant) = intended_key(member, known) else { return false };
        self.report(
            Diagnostic::error("unknown-key", format!("unknown key `{}`", member.key))
                .on(at)
                .at(member.key_span)
                .hint(format!("did you mean `{meant}`?")),
        );
        true
    }

    /// Reports a misspelled key, or keeps an unknown one.
    pub(super) fn unknown<'k>(
        &mut self,
        member: &Member,
        at: &Path,
        known: impl IntoIterator<Item = &'k str>,
        extra: &mut Vec<Extra>,
    ) {
        let mut names: Vec<&str> = Vec::new();
        for name in known {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if self.misspelled(member, at, names.iter().copied()) {
            return;
        }
        let key = &member.key;
        let Some(value) = self.extra_value(&member.value) else {
            // `{location: Boston, MA}` in YAML; JSON writes `null`.
            if member.value.is_null() && member.value.span.start == member.value.span.end {
                self.report(
                    Diagnostic::warning(
                        "unknown-key",
                        format!("unknown key `{key}` without a value"),
                    )
                    .on(at)
                    .at(member.key_span)
                    .hint("write its value; between braces, a text with a comma needs quotes: `{key: \"a, b\"}`"),
                );
            }
            return;
        };
        let one = Extra { path: at.clone(), key: key.clone(), label: None, value };
        // Personal details are reported when they are omitted for a country.
        if one.personal_detail().is_some() {
            extra.push(one);
            return;
        }
        let found_problem = |message: String| {
            Diagnostic::warning("unknown-key", message).on(at).at(member.key_span)
        };
        let as_detail = format!("`details: {{{}: …}}` prints it", title_of_key(key));
        self.report(if one.is_flag() {
            found_problem(format!("unknown key `{key}`; it is not printed"))
                .hint("it looks like a setting of a website, not like content")
                .hint(as_detail)
        } else {
            let found_problem =
                found_problem(format!("unknown key `{key}`; it is printed under its own name"));
            let found_problem = match intended_key(member, names.iter().copied()) {
                Some(meant) => found_problem.hint(format!("did you mean `{meant}`?")),
                None if names.len() <= MOST_NAMES => {
                    let names: Vec<_> = names.iter().map(|key| format!("`{key}`")).collect();
                    found_problem.hint(format!("the known ones are {}", names.join(", ")))
                }
                None => found_problem.hint("`recto schema` lists the known keys"),
            };
            found_problem.hint(format!("{as_detail} without this warning"))
        });
        extra.push(one);
    }

    /// Reads the value of an unknown key; `None` if it is empty.
    pub(super) fn extra_value(&mut self, node: &Node) -> Option<ExtraValue> {
        match &node.value {
            Value::Null => None,
            Value::Scalar(scalar) if is_bare(scalar) => Some(ExtraValue::Bare(scalar.clone())),
            Value::Scalar(scalar) => {
                filled(&scalar.text).map(|text| ExtraValue::Text(Text::One(text)))
            }
            Value::List(nodes) => {
                let values: Vec<_> = nodes.iter().filter_map(|n| self.extra_value(n)).collect();
                (!values.is_empty()).then_some(ExtraValue::List(values))
            }
            Value::Map(members) => {
                if members.iter().all(|member| member.value.as_text().is_some())
                    && self.is_by_language(node)
                {
                    return self.text(node, &Path::ROOT).map(ExtraValue::Text);
                }
                let values: Vec<_> = members
                    .iter()
                    .filter_map(|member| {
                        Some((member.key.clone(), self.extra_value(&member.value)?))
                    })
                    .collect();
                (!values.is_empty()).then_some(ExtraValue::Map(values))
            }
        }
    }
}

fn wrong_type(node: &Node, at: &Path, expected: &str) -> Diagnostic {
    let found = node.describe();
    let message = format!("`{}` must be {expected}, not {found}", last_step(at));
    let diagnostic = Diagnostic::error("wrong-type", message).on(at).at(node.span);
    match (&node.value, expected) {
        (Value::Scalar(_), "text") => diagnostic.hint("put quotes around it if it is text"),
        (Value::Scalar(_), _) if node.is_boolean() => {
            diagnostic.hint("delete it, or write a value")
        }
        (Value::List(_) | Value::Map(_), "text") => {
            diagnostic.hint("write it as one text; in YAML, `|` starts one of several lines")
        }
        (Value::Scalar(_), "a section (a mapping)") => {
            diagnostic.hint("name its parts: `{title: …, text: …}`")
        }
        (Value::Scalar(_), expected) if expected.ends_with("a mapping") => {
            diagnostic.hint("a mapping consists of keys and values: `name: …`")
        }
        (Value::Scalar(_), expected) if expected.ends_with("(a mapping)") => {
            diagnostic.hint("write it with its key: `name: …`")
        }
        (Value::List(_), expected)
            if expected == "a mapping" || expected.ends_with("(a mapping)") =>
        {
            diagnostic.hint(
                "a mapping consists of keys and values: write `name: …` without `- ` or `[ ]`",
            )
        }
        (Value::List(_) | Value::Map(_), "a date") => {
            diagnostic.hint("write a year, a month or a day: `2024`, `2024-05`, `2024-05-31`")
        }
        (Value::Scalar(_), "a list of positions" | "a list of entries") => {
            diagnostic.hint("write each entry as a mapping: `- name: …`")
        }
        (Value::Map(_), "a list of section ids") => {
            diagnostic.hint("write it as a list: `[work, education]`")
        }
        (Value::Scalar(_) | Value::Map(_), expected) if expected.starts_with("a list") => {
            diagnostic.hint("write it as a list: put `[ ]` around it")
        }
        (Value::List(_) | Value::Scalar(_), expected) if expected.starts_with("a mapping of") => {
            diagnostic.hint("a mapping consists of keys and values: `name: …`")
        }
        (Value::List(_), "an entry or text") => {
            diagnostic.hint("write each of its items as an entry, without the inner `[ ]`")
        }
        _ => diagnostic,
    }
}

/// Returns the known key of which this one is probably a misspelling: similar, and with a value of
/// the same type.
fn intended_key<'k>(member: &Member, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    near_key(&member.key, known).filter(|meant| may_hold(meant, &member.value))
}

/// Returns whether a scalar is a number or a boolean.
fn is_bare(scalar: &Scalar) -> bool {
    match scalar.kind {
        Kind::Number | Kind::Boolean => true,
        Kind::Plain => {
            matches!(scalar.text.as_str(), "true" | "false")
                || serde_json::from_str::<serde_json::Number>(&scalar.text).is_ok()
        }
        Kind::Text | Kind::Date => false,
    }
}

/// Returns the trimmed text unless it is empty.
fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Splits tags at commas and bars, which both mean "or".
pub(super) fn split_tags(text: &str) -> impl Iterator<Item = String> {
    text.split([',', '|']).filter_map(|tag| {
        let all: Vec<_> = tag.split('+').map(str::trim).filter(|t| !t.is_empty()).collect();
        (!all.is_empty()).then(|| all.join("+"))
    })
}

/// Writes the end of a path from its last key on: `highlights[0]`.
fn last_step(at: &Path) -> String {
    let segments = at.segments();
    let from = segments.iter().rposition(|segment| matches!(segment, Segment::Key(_))).unwrap_or(0);
    let tail = segments[from..].iter().fold(Path::ROOT, |path, segment| match segment {
        Segment::Key(key) => path.key(key),
        Segment::Index(index) => path.index(*index),
    });
    tail.to_string()
}

fn looks_like_language(key: &str) -> bool {
    let mut parts = key.split('-');
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && letters(part))
        && parts.all(|part| {
            (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}
