//! Normalises lists of bullets, keywords and texts.

use super::{Normalizer, drop_comments, is_blank, list, map, member, texts};
use crate::characters::letters;
use crate::diagnostic::{Diagnostic, Span};
use crate::resume::{Slot, authors_in};
use crate::source::{Member, Node, Path, Value};

/// Keys of a highlight and their aliases.
const HIGHLIGHT: [(&str, &[&str]); 3] = [
    ("title", &["name", "label", "heading"]),
    ("text", &["description", "summary", "content", "bullet", "highlight", "details"]),
    ("highlights", &["bullets", "items", "points", "children"]),
];

/// Keys of a mapping that name its subject.
const NAMES: [&str; 4] = ["name", "title", "course", "role"];

/// Returns a mapping as one item if one of its keys is of an item, else each member as an item.
fn one_or_each(node: &Node, is_of_item: impl Fn(&str) -> bool) -> Vec<Node> {
    let members = node.as_map().unwrap_or_default();
    if members.iter().any(|member| is_of_item(&member.key)) {
        return vec![node.clone()];
    }
    members.iter().map(|member| map(vec![member.clone()], node.span)).collect()
}

impl Normalizer<'_> {
    /// Normalises a list of bullets.
    pub(super) fn highlights(&mut self, node: &mut Node, at: &Path) {
        let span = node.span;
        match &node.value {
            // The reader reports a wrong type.
            Value::Scalar(_) if node.is_boolean() => {}
            Value::Scalar(scalar) if !is_blank(node) => {
                let mut text = node.clone();
                texts::clean(&mut text);
                let text = text.as_text().unwrap_or(&scalar.text).to_owned();
                let bullets = texts::bullets(&text);
                let hint = "start each bullet with `- `, or put `[ ]` around it";
                self.reshaped("`highlights` is text; it is read as a list", at, span, hint);
                *node = nested(bullets, span);
            }
            Value::Map(_) if !is_blank(node) => {
                let hint = "start each bullet with `- `";
                self.reshaped("`highlights` is a mapping; it is read as a list", at, span, hint);
                *node = list(one_or_each(node, is_of_highlight), span);
            }
            _ => {}
        }
        let Value::List(nodes) = &mut node.value else { return };
        flatten(nodes);
        for (index, node) in nodes.iter_mut().enumerate() {
            self.highlight(node, &at.index(index));
        }
    }

    fn highlight(&mut self, node: &mut Node, at: &Path) {
        if self.is_by_language(node) {
            return texts::clean(node);
        }
        let span = node.span;
        let Value::Map(members) = &mut node.value else {
            texts::clean(node);
            texts::remove_empty_template(node);
            texts::remove_typed_bullet(node);
            return;
        };
        drop_comments(members);
        if !members.is_empty() && !members.iter().any(|member| is_of_highlight(&member.key)) {
            let mut lines = Vec::new();
            let mut below = Vec::new();
            for member in members.iter() {
                match &member.value.value {
                    Value::List(nodes) => {
                        lines.push(self.heading(member, at));
                        below.extend(nodes.iter().cloned());
                    }
                    Value::Map(inner) => {
                        lines.push(self.heading(member, at));
                        below.extend(inner.iter().map(|inner| map(vec![inner.clone()], span)));
                    }
                    _ => {
                        lines.push(self.colon(member, at).as_text().unwrap_or_default().to_owned())
                    }
                }
            }
            let mut text = Node::text(lines.join("; "), span);
            texts::clean(&mut text);
            if below.is_empty() {
                *node = text;
                return;
            }
            *members = vec![member("text", text), member("highlights", list(below, span))];
        }
        for (own, others) in HIGHLIGHT {
            if members.iter().any(|member| member.key == own) {
                continue;
            }
            let other = |member: &&mut Member| {
                others.contains(&member.key.as_str())
                    && (member.key != "details" || member.value.as_text().is_some())
            };
            if let Some(member) = members.iter_mut().find(other) {
                own.clone_into(&mut member.key);
            }
        }
        for member in members {
            let at = at.key(&member.key);
            match member.key.as_str() {
                "highlights" => self.highlights(&mut member.value, &at),
                _ => texts::clean(&mut member.value),
            }
        }
    }

    /// Restores text that YAML parsed as a mapping because of a colon, and reports it.
    pub(super) fn colon(&mut self, only: &Member, at: &Path) -> Node {
        let text = match only.value.as_text() {
            Some(value) => format!("{}: {value}", only.key),
            None => format!("{}:", only.key),
        };
        let shown: String = text.chars().take(40).collect();
        let shown =
            if shown.len() < text.len() { format!("{}…", shown.trim_end()) } else { shown };
        self.diagnostics.push(
            Diagnostic::warning(
                "colon",
                format!("`{shown}` is read as text, but its colon makes a mapping"),
            )
            .on(at)
            .at(only.key_span)
            .hint("put quotes around the text"),
        );
        Node::text(text, only.key_span)
    }

    /// Returns the text of a key that has a list as its value, and reports it.
    fn heading(&mut self, member: &Member, at: &Path) -> String {
        let key = &member.key;
        self.diagnostics.push(
            Diagnostic::warning(
                "colon",
                format!(
                    "`{key}:` is read as text with a list below it, but its colon makes a mapping"
                ),
            )
            .on(at)
            .at(member.key_span)
            .hint("write `text: …` and `highlights: […]`, or put quotes around the text"),
        );
        format!("{key}:")
    }

    /// Normalises a list of lines: courses, roles, authors.
    pub(super) fn lines(&mut self, slot: Slot, node: &mut Node, at: &Path) {
        let span = node.span;
        match &node.value {
            Value::Scalar(_) if node.is_boolean() => {}
            Value::Scalar(scalar) if !is_blank(node) => {
                let lines = match slot {
                    Slot::Authors => authors_of(&scalar.text),
                    _ => texts::listed(&scalar.text, &[';', '\n']),
                };
                *node = list(lines.iter().map(|line| Node::text(line, span)).collect(), span);
            }
            Value::Map(_) if !is_blank(node) => *node = list(one_or_each(node, is_name), span),
            _ => {}
        }
        let Value::List(nodes) = &mut node.value else { return };
        flatten(nodes);
        if slot == Slot::Authors {
            split_authors(nodes);
        }
        for (index, node) in nodes.iter_mut().enumerate() {
            if let Value::Map(members) = &node.value
                && !self.is_by_language(node)
            {
                let members = members.clone();
                if let Some(text) = self.name_in_mapping(&members, &at.index(index)) {
                    *node = text;
                }
            }
            texts::clean(node);
        }
    }

    /// Returns the name in a mapping, and reports its other data.
    fn name_in_mapping(&mut self, members: &[Member], at: &Path) -> Option<Node> {
        if let [only] = members
            && !is_name(&only.key)
            && matches!(only.value.value, Value::Scalar(_) | Value::Null)
        {
            return Some(self.colon(only, at));
        }
        let find = |names: &[&str]| {
            let named = |m: &&Member| names.contains(&letters(&m.key).as_str());
            members.iter().find(named).filter(|m| m.value.as_text().is_some())
        };
        let given = find(&["firstname", "givenname", "given", "first"]);
        let family = find(&["lastname", "familyname", "family", "last", "surname"]);
        let whole = find(&["name", "title", "course", "role", "fullname", "author"]);
        let used: Vec<&Member> = match (whole, given, family) {
            (Some(whole), ..) => vec![whole],
            (None, given, family) => given.into_iter().chain(family).collect(),
        };
        let first = *used.first()?;
        let name: Vec<&str> = used.iter().filter_map(|member| member.value.as_text()).collect();
        for left in members.iter().filter(|m| !used.iter().any(|u| u.key == m.key)) {
            if is_blank(&left.value) {
                continue;
            }
            self.diagnostics.push(
                Diagnostic::warning(
                    "ignored-key",
                    format!("`{}` of a name is not printed", left.key),
                )
                .on(&at.key(&left.key))
                .at(left.key_span)
                .hint("write the whole as one text"),
            );
        }
        Some(Node::text(name.join(" "), first.value.span))
    }

    /// Normalises a list of keywords.
    pub(super) fn keywords(&mut self, node: &mut Node, at: &Path) {
        let span = node.span;
        match &node.value {
            Value::Scalar(_) if node.is_boolean() => {}
            Value::Scalar(scalar) if !is_blank(node) => {
                let words = texts::listed(&scalar.text, &[',', ';', '\n', '•', '|']);
                self.reshaped(
                    "`keywords` is text; it is read as a list",
                    at,
                    span,
                    "write a list: `[one, two]`",
                );
                *node = list(words.iter().map(|word| Node::text(word, span)).collect(), span);
            }
            Value::Map(members) if !is_blank(node) => {
                let nodes = members.iter().map(|member| map(vec![member.clone()], span)).collect();
                *node = list(nodes, span);
            }
            _ => {}
        }
        let Value::List(nodes) = &mut node.value else { return };
        flatten(nodes);
        for (index, node) in nodes.iter_mut().enumerate() {
            if let Value::Map(members) = &mut node.value {
                drop_comments(members);
                for (own, other) in [("name", "keyword"), ("name", "title"), ("level", "rating")] {
                    if !members.iter().any(|member| member.key == own)
                        && let Some(member) = members.iter_mut().find(|m| m.key == other)
                    {
                        own.clone_into(&mut member.key);
                    }
                }
            }
            if let Some([only]) = node.as_map()
                && !["name", "level", "years"].contains(&only.key.as_str())
                && !self.is_by_language(node)
            {
                *node = self.keyword(&only.clone(), &at.index(index));
            }
            texts::clean(node);
        }
    }

    /// Creates a keyword from a member: `Python: expert`, `Languages: [C, Rust]`.
    fn keyword(&mut self, only: &Member, at: &Path) -> Node {
        let name = Node::text(&only.key, only.key_span);
        match &only.value.value {
            Value::Null => self.colon(only, at),
            Value::Scalar(_) => map(
                vec![member("name", name), member("level", only.value.clone())],
                name_span(only),
            ),
            Value::List(_) => {
                let words = words_of(&only.value).join(", ");
                Node::text(format!("{}: {words}", only.key), name_span(only))
            }
            Value::Map(inner) => {
                let mut members = vec![member("name", name)];
                members.extend(inner.iter().cloned());
                map(members, name_span(only))
            }
        }
    }
}

/// Returns the texts of a value at any depth, those of a mapping with their keys.
fn words_of(node: &Node) -> Vec<String> {
    match &node.value {
        Value::Null => Vec::new(),
        Value::Scalar(scalar) => vec![scalar.text.clone()],
        Value::List(nodes) => nodes.iter().flat_map(words_of).collect(),
        Value::Map(members) => {
            let member =
                |member: &Member| format!("{}: {}", member.key, words_of(&member.value).join(", "));
            members.iter().map(member).collect()
        }
    }
}

/// Creates a list of bullets from their texts in order, each with how deep it is nested.
fn nested(bullets: Vec<(usize, String)>, span: Span) -> Node {
    let mut items: Vec<(String, Vec<(usize, String)>)> = Vec::new();
    for (level, text) in bullets {
        match items.last_mut().filter(|_| level > 0) {
            Some((_, below)) => below.push((level - 1, text)),
            None => items.push((text, Vec::new())),
        }
    }
    let item = |(text, below): (String, Vec<_>)| {
        let text = Node::text(text, span);
        if below.is_empty() {
            return text;
        }
        map(vec![member("text", text), member("highlights", nested(below, span))], span)
    };
    list(items.into_iter().map(item).collect(), span)
}

/// Returns the authors in a text, without typed bullets.
fn authors_of(text: &str) -> Vec<String> {
    authors_in(text).iter().map(|author| texts::point(author).to_owned()).collect()
}

/// Splits an only item that holds the whole names of several authors, such as `A. Roe, J. Smith`.
fn split_authors(nodes: &mut Vec<Node>) {
    let is_of_names =
        |text: &str| text.chars().all(|c| c.is_alphabetic() || " .,;&-'’".contains(c));
    if let [only] = nodes.as_slice()
        && let Some(text) = only.as_text().filter(|text| is_of_names(text))
    {
        let each = authors_of(text);
        if each.len() > 1 && each.iter().all(|author| author.contains(' ')) {
            *nodes = each.iter().map(|author| Node::text(author, only.span)).collect();
        }
    }
}

fn name_span(only: &Member) -> Span {
    only.key_span
}

fn is_of_highlight(key: &str) -> bool {
    ["id", "tags", "breakBefore", "details"].contains(&key)
        || HIGHLIGHT.iter().any(|(own, others)| *own == key || others.contains(&key))
}

fn is_name(key: &str) -> bool {
    let key = letters(key);
    NAMES.contains(&key.as_str())
        || ["firstname", "givenname", "given", "family", "lastname"].contains(&key.as_str())
}

/// Flattens nested lists.
fn flatten(nodes: &mut Vec<Node>) {
    if nodes.iter().any(|node| node.as_list().is_some()) {
        let each = std::mem::take(nodes).into_iter();
        *nodes = each
            .flat_map(|node| match node.value {
                Value::List(inner) => inner,
                _ => vec![node],
            })
            .collect();
    }
}
