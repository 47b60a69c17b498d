//! Changes a single value in a text and keeps comments, order and layout.

use super::write::{json_string, toml_scalar};
use super::{Kind, Node, Scalar, Syntax, Value, parse, write_yaml};
use crate::diagnostic::{Diagnostics, Sources};
use crate::path::{Path, Segment};

/// Returns the text with the datum at a path set to a scalar, adding it if necessary.
///
/// Every possible position is tried, and the result is parsed again: the data must be equal except
/// for that datum.
///
/// Returns an error message if that is impossible.
pub fn set(text: &str, syntax: Syntax, path: &Path, value: &Scalar) -> Result<String, String> {
    if syntax == Syntax::Xml {
        return Err("XML cannot be changed in place".to_owned());
    }
    let root = read(text, syntax).ok_or_else(|| "the file has errors".to_owned())?;
    let segments = path.segments();
    let keys: Option<Vec<&str>> = segments.iter().map(|segment| key_of(segment)).collect();
    let keys = keys.filter(|keys| !keys.is_empty());
    let keys = keys.ok_or_else(|| format!("`{path}` is not a member of a mapping"))?;
    let place = Place { text, syntax, value, root: &root };
    let wanted = without(&root, &keys);
    let is_right = |edited: &String| {
        read(edited, syntax).is_some_and(|tree| {
            get(&tree, &keys).and_then(Node::as_text) == Some(&*value.text)
                && without(&tree, &keys) == wanted
        })
    };
    let found = descend(&root, &keys);
    if found.rest.is_empty() && holds_several(found.node) {
        return Err(format!("`{path}` holds {}", found.node.describe()));
    }
    place.candidates(&found, &keys).into_iter().find(is_right).ok_or_else(|| {
        format!("`{path}` cannot be written without changing something else of the file")
    })
}

fn key_of(segment: &Segment) -> Option<&str> {
    match segment {
        Segment::Key(key) => Some(key),
        Segment::Index(_) => None,
    }
}

fn read(text: &str, syntax: Syntax) -> Option<Node> {
    let mut diagnostics = Diagnostics::default();
    let root = parse(syntax, Sources::default().add("", ""), text, &mut diagnostics);
    match root {
        Some(root) if !diagnostics.has_errors() => Some(root),
        None if text.trim().is_empty() => Some(Value::Null.into()),
        _ => None,
    }
}

fn get<'n>(root: &'n Node, keys: &[&str]) -> Option<&'n Node> {
    keys.iter().try_fold(root, |node, key| node.get(key))
}

/// Returns the tree without spans, without one datum, and without mappings that contained only it.
fn without(node: &Node, keys: &[&str]) -> Node {
    let plain = |node: &Node| without(node, &[]);
    let value = match &node.value {
        Value::List(items) => Value::List(items.iter().map(plain).collect()),
        Value::Scalar(scalar) => Value::Scalar(scalar.clone()),
        Value::Null => Value::Null,
        Value::Map(members) => {
            let kept = members.iter().filter_map(|member| match keys {
                [key] if member.key == *key => None,
                [key, rest @ ..] if member.key == *key => {
                    let value = without(&member.value, rest);
                    (!value.is_null()).then(|| (member.key.clone(), value))
                }
                _ => Some((member.key.clone(), plain(&member.value))),
            });
            let kept: Vec<_> = kept.collect();
            if kept.is_empty() && !keys.is_empty() { Value::Null } else { return Node::map(kept) }
        }
    };
    value.into()
}

/// The deepest existing node of a path.
struct Found<'n> {
    node: &'n Node,
    /// Range of the node's key.
    key: Option<std::ops::Range<usize>>,
    /// The remaining keys, which do not exist.
    rest: &'n [&'n str],
}

fn descend<'n>(root: &'n Node, keys: &'n [&'n str]) -> Found<'n> {
    let mut found = Found { node: root, key: None, rest: keys };
    while let [key, rest @ ..] = found.rest
        && let Some(member) = found.node.member(key)
    {
        found = Found { node: &member.value, key: Some(member.key_span.range()), rest };
    }
    found
}

fn holds_several(node: &Node) -> bool {
    match &node.value {
        Value::List(_) => true,
        Value::Map(members) => !members.is_empty(),
        Value::Null | Value::Scalar(_) => false,
    }
}

/// The text, syntax and value of an edit.
struct Place<'a> {
    text: &'a str,
    syntax: Syntax,
    value: &'a Scalar,
    root: &'a Node,
}

impl Place<'_> {
    /// Returns all candidate texts, the best layout first.
    fn candidates(&self, found: &Found, keys: &[&str]) -> Vec<String> {
        let span = found.node.span.range();
        let mut candidates = Vec::new();
        if found.rest.is_empty() {
            if !span.is_empty() && self.text.get(span.clone()).is_some() {
                let in_flow = self.is_in_flow(span.start);
                candidates.push(self.replaced(span, &self.scalar(in_flow)));
            }
            if let Some(key) = &found.key {
                candidates.extend(self.after_colon(key.end, &format!(" {}", self.scalar(false))));
            }
            return candidates;
        }
        if self.text[span.start.min(self.text.len())..].starts_with('{') {
            candidates.extend(self.in_braces(found));
        }
        match self.syntax {
            Syntax::Toml => candidates.extend(self.in_tables(keys)),
            Syntax::Yaml => candidates.extend(self.in_block(found)),
            Syntax::Json | Syntax::Xml => {}
        }
        candidates
    }

    fn replaced(&self, range: std::ops::Range<usize>, by: &str) -> String {
        format!("{}{by}{}", &self.text[..range.start], &self.text[range.end..])
    }

    /// Returns whether an offset is within braces or brackets, where commas end a value.
    fn is_in_flow(&self, at: usize) -> bool {
        fn within(node: &Node, at: usize, text: &str) -> bool {
            let range = node.span.range();
            let is_flow = text.get(range.start..).is_some_and(|it| it.starts_with(['{', '[']));
            let is_here = range.contains(&at);
            match &node.value {
                Value::Map(members) => {
                    is_flow && is_here || members.iter().any(|it| within(&it.value, at, text))
                }
                Value::List(items) => {
                    is_flow && is_here || items.iter().any(|item| within(item, at, text))
                }
                _ => false,
            }
        }
        within(self.root, at, self.text)
    }

    fn scalar(&self, in_flow: bool) -> String {
        let text = &self.value.text;
        let is_bare_kind = matches!(self.value.kind, Kind::Number | Kind::Boolean);
        match self.syntax {
            Syntax::Yaml => {
                let node = Node::scalar(text.clone(), self.value.kind);
                let written = write_yaml(&node).trim_end().to_owned();
                let ends_early = in_flow && text.contains([',', ']', '}', '[', '{', ':']);
                let is_line = !ends_early && !written.contains('\n');
                if is_line { written } else { json_string(text) }
            }
            Syntax::Toml => toml_scalar(self.value),
            Syntax::Json | Syntax::Xml if is_bare_kind => text.clone(),
            Syntax::Json | Syntax::Xml => json_string(text),
        }
    }

    fn key(&self, key: &str) -> String {
        let is_plain = !key.is_empty()
            && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        match self.syntax {
            Syntax::Json => json_string(key),
            _ if is_plain => key.to_owned(),
            _ => json_string(key),
        }
    }

    /// Writes nested keys, using braces.
    fn member(&self, keys: &[&str]) -> String {
        let equals = if self.syntax == Syntax::Toml { " = " } else { ": " };
        match keys {
            [] => String::new(),
            [key] => format!("{}{equals}{}", self.key(key), self.scalar(true)),
            [key, rest @ ..] => format!("{}{equals}{{{}}}", self.key(key), self.member(rest)),
        }
    }

    /// Adds a member after the last one of a mapping in braces, in the same layout.
    fn in_braces(&self, found: &Found) -> Vec<String> {
        let members = found.node.as_map().unwrap_or_default();
        let member = self.member(found.rest);
        let open = found.node.span.range().start + 1;
        let Some(last) = members.last() else {
            return vec![self.replaced(open..open, &member)];
        };
        let end = last.value.span.range().end.max(last.key_span.range().end);
        let key = last.key_span.range().start;
        let line = self.text[..key].rfind('\n').map_or(0, |at| at + 1);
        let indent = &self.text[line..key];
        let mut candidates = Vec::new();
        // Members are on separate lines, and a comment may follow the last one.
        if line > open
            && indent.trim().is_empty()
            && let Some(next) = self.text[end..].find('\n').map(|at| end + at)
        {
            let (before, after) = (&self.text[end..next], &self.text[next..]);
            let start = &self.text[..end];
            let comma = if before.trim_start().starts_with(',') { "" } else { "," };
            let tail = if comma.is_empty() { "," } else { "" };
            candidates.push(format!("{start}{comma}{before}\n{indent}{member}{tail}{after}"));
        }
        candidates.push(self.replaced(end..end, &format!(", {member}")));
        candidates
    }

    /// Writes text after the colon of a key, on the same line.
    fn after_colon(&self, key_end: usize, what: &str) -> Option<String> {
        let colon = key_end + self.text[key_end..].find([':', '='])? + 1;
        Some(self.replaced(colon..colon, what))
    }

    /// Adds a member to a YAML block mapping.
    fn in_block(&self, found: &Found) -> Vec<String> {
        let column = |at: usize| at - self.text[..at].rfind('\n').map_or(0, |line| line + 1);
        let members = found.node.as_map().unwrap_or_default();
        let lines = |indent: usize| {
            let mut lines = String::new();
            for (depth, key) in found.rest.iter().enumerate() {
                let spaces = " ".repeat(indent + 2 * depth);
                let is_last = depth + 1 == found.rest.len();
                let value =
                    if is_last { format!(" {}", self.scalar(false)) } else { String::new() };
                lines.push_str(&format!("{spaces}{}:{value}\n", self.key(key)));
            }
            lines
        };
        let (at, indent) = match (members.last(), &found.key) {
            (Some(last), _) => (
                last_byte(&last.value).max(last.key_span.range().end),
                column(members[0].key_span.range().start),
            ),
            (None, Some(key)) => (key.end, column(key.start) + 2),
            (None, None) => (self.text.len(), 0),
        };
        let at = at.min(self.text.len());
        let is_at_start = at == 0 || self.text[..at].ends_with('\n');
        let ends = [is_at_start.then_some(at), self.text[at..].find('\n').map(|end| at + end + 1)];
        let inserted =
            ends.into_iter().flatten().map(|end| self.replaced(end..end, &lines(indent)));
        let start = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
        inserted.chain([format!("{}{start}{}", self.text, lines(indent))]).collect()
    }

    /// Adds a member to a TOML file: to the table with its siblings, or to a new one.
    fn in_tables(&self, keys: &[&str]) -> Vec<String> {
        let mut candidates = Vec::new();
        let dotted =
            |keys: &[&str]| keys.iter().map(|key| self.key(key)).collect::<Vec<_>>().join(".");
        let line = |keys: &[&str]| format!("{} = {}\n", dotted(keys), self.scalar(false));
        for split in (1..keys.len()).rev() {
            let heading = format!("[{}]", dotted(&keys[..split]));
            if let Some(end) = self.end_of_table(&heading) {
                let start = if self.text[..end].ends_with('\n') { "" } else { "\n" };
                candidates
                    .push(self.replaced(end..end, &format!("{start}{}", line(&keys[split..]))));
            } else if split + 1 == keys.len() {
                let gap = if self.text.trim().is_empty() {
                    ""
                } else if self.text.ends_with('\n') {
                    "\n"
                } else {
                    "\n\n"
                };
                candidates.push(format!("{}{gap}{heading}\n{}", self.text, line(&keys[split..])));
            }
        }
        candidates.push(format!("{}{}", line(keys), self.text));
        candidates
    }

    /// Returns the end of the last line of a table that has a member, or of its heading.
    fn end_of_table(&self, heading: &str) -> Option<usize> {
        let mut at = 0;
        let mut end = None;
        for line in self.text.split_inclusive('\n') {
            at += line.len();
            let trimmed = line.trim();
            let head = trimmed.split('#').next().unwrap_or_default();
            let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
            if head == heading {
                end = Some(at);
            } else if end.is_some()
                && trimmed.starts_with('[')
                && head.ends_with(']')
                && !head.contains('=')
            {
                break;
            } else if end.is_some() && !trimmed.is_empty() && !trimmed.starts_with('#') {
                end = Some(at);
            }
        }
        end
    }
}

/// Returns the end of the last datum in a node; the span of a block mapping may include following
/// comments.
fn last_byte(node: &Node) -> usize {
    match &node.value {
        Value::Map(members) if !members.is_empty() => members
            .iter()
            .map(|member| last_byte(&member.value).max(member.key_span.range().end))
            .max()
            .unwrap_or_default(),
        Value::List(items) if !items.is_empty() => {
            items.iter().map(last_byte).max().unwrap_or_default()
        }
        _ => node.span.range().end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set_all(text: &str, syntax: Syntax, edits: &[(&str, &str, Kind)]) -> String {
        edits.iter().fold(text.to_owned(), |text, (path, value, kind)| {
            let path = Path::parse(path).expect("a path");
            let value = Scalar { text: (*value).to_owned(), kind: *kind };
            set(&text, syntax, &path, &value).unwrap_or_else(|reason| panic!("{path}: {reason}"))
        })
    }

    fn refused(text: &str, syntax: Syntax, path: &str) -> String {
        let path = Path::parse(path).expect("a path");
        set(text, syntax, &path, &Scalar { text: "x".to_owned(), kind: Kind::Text })
            .expect_err("it cannot be done")
    }

    const EDITS: [(&str, &str, Kind); 4] = [
        ("meta.theme", "panel", Kind::Text),
        ("meta.pages", "2", Kind::Number),
        ("meta.options.accent", "#0b5394", Kind::Text),
        ("meta.themes.panel.panel-side", "right", Kind::Text),
    ];

    #[test]
    fn yaml_keeps_its_comments_and_order() {
        let text = "\
# Mine.
meta:
  theme: plain   # Sober.
  options:
    # Blue is for links.
    accent: '#111111'
  # The end of meta.

basics:
  name: Runa   # As said.
";
        insta::assert_snapshot!(set_all(text, Syntax::Yaml, &EDITS), @r##"
        # Mine.
        meta:
          theme: panel   # Sober.
          options:
            # Blue is for links.
            accent: "#0b5394"
          pages: 2
          themes:
            panel:
              panel-side: right
          # The end of meta.

        basics:
          name: Runa   # As said.
        "##);
    }

    #[test]
    fn a_missing_yaml_mapping_is_added_at_the_end() {
        for text in ["basics: {name: Runa}\n", "basics: {name: Runa}"] {
            insta::allow_duplicates! {
                insta::assert_snapshot!(set_all(text, Syntax::Yaml, &EDITS[..3]), @r##"
                basics: {name: Runa}
                meta:
                  theme: panel
                  pages: 2
                  options:
                    accent: "#0b5394"
                "##);
            }
        }
    }

    #[test]
    fn yaml_flow_mappings_are_edited_in_place() {
        let text = "meta: {theme: plain, options: {}} # Mine.\nbasics: {name: Runa}\n";
        insta::assert_snapshot!(set_all(text, Syntax::Yaml, &EDITS), @r##"
        meta: {theme: panel, options: {accent: "#0b5394"}, pages: 2, themes: {panel: {panel-side: right}}} # Mine.
        basics: {name: Runa}
        "##);
    }

    #[test]
    fn an_empty_yaml_mapping_is_filled() {
        let text = "meta: # Nothing yet.\nbasics:\n  summary: |\n    Two\n    lines.\n";
        insta::assert_snapshot!(set_all(text, Syntax::Yaml, &EDITS[..2]), @r##"
        meta: # Nothing yet.
          theme: panel
          pages: 2
        basics:
          summary: |
            Two
            lines.
        "##);
    }

    #[test]
    fn a_final_yaml_block_scalar_is_unchanged_by_edits() {
        for text in [
            "basics:\n  summary: |\n    Two\n    lines.\n",
            "basics:\n  summary: >-\n    Two\n    lines.\n",
        ] {
            let edited = set_all(text, Syntax::Yaml, &EDITS[..1]);
            assert!(
                edited.starts_with(text) && edited.ends_with("meta:\n  theme: panel\n"),
                "{edited}"
            );
        }
    }

    #[test]
    fn json_keeps_its_layout_and_comments() {
        let text = "\
{
  \"basics\": {\"name\": \"Runa\"},
  \"meta\": {
    \"theme\": \"plain\" // Sober.
  }
}
";
        insta::assert_snapshot!(set_all(text, Syntax::Json, &EDITS[..3]), @r##"
        {
          "basics": {"name": "Runa"},
          "meta": {
            "theme": "panel", // Sober.
            "pages": 2,
            "options": {"accent": "#0b5394"}
          }
        }
        "##);
        assert_eq!(set_all("{}", Syntax::Json, &EDITS[..1]), "{\"meta\": {\"theme\": \"panel\"}}");
        assert_eq!(
            set_all("{\n  \"meta\": {},\n}\n", Syntax::Json, &EDITS[..2]),
            "{\n  \"meta\": {\"theme\": \"panel\", \"pages\": 2},\n}\n"
        );
    }

    #[test]
    fn toml_keeps_its_tables_and_comments() {
        let text = "\
# Mine.
[meta] # How it looks.
theme = \"plain\" # Sober.

[meta.options]
# Blue is for links.
accent = \"#111111\"

[[work]]
name = \"Kiln\"
";
        insta::assert_snapshot!(set_all(text, Syntax::Toml, &EDITS), @r##"
        # Mine.
        [meta] # How it looks.
        theme = "panel" # Sober.
        pages = 2

        [meta.options]
        # Blue is for links.
        accent = "#0b5394"

        [[work]]
        name = "Kiln"

        [meta.themes.panel]
        panel-side = "right"
        "##);
    }

    #[test]
    fn toml_dotted_keys_and_inline_tables_keep_their_style() {
        let text = "meta.theme = \"plain\"\nbasics = { name = \"Runa\" }\n";
        insta::assert_snapshot!(set_all(text, Syntax::Toml, &EDITS[..2]), @r#"
        meta.pages = 2
        meta.theme = "panel"
        basics = { name = "Runa" }
        "#);
        let text = "meta = { theme = \"plain\" }\n";
        insta::assert_snapshot!(set_all(text, Syntax::Toml, &EDITS[..3]), @r##"meta = { theme = "panel", pages = 2, options = {accent = "#0b5394"} }"##);
    }

    #[test]
    fn ambiguous_values_are_quoted() {
        for syntax in [Syntax::Yaml, Syntax::Json, Syntax::Toml] {
            for value in
                ["no", "1.10", "a: b", "a, b]", "say \"so\"", "a # b", "two\nlines", "\\", ""]
            {
                let path = Path::parse("meta.x").expect("a path");
                let value = Scalar { text: value.to_owned(), kind: Kind::Text };
                for text in ["", "{\"meta\": {\"y\": 1}}"] {
                    if syntax == Syntax::Json && text.is_empty()
                        || syntax == Syntax::Toml && !text.is_empty()
                    {
                        continue;
                    }
                    let edited = set(text, syntax, &path, &value).expect("it can be done");
                    let tree = read(&edited, syntax).expect("it can be read");
                    assert_eq!(
                        get(&tree, &["meta", "x"]).and_then(Node::as_text),
                        Some(&*value.text)
                    );
                }
            }
        }
    }

    #[test]
    fn edits_with_side_effects_are_rejected() {
        let shared = "a: &look {theme: plain}\nmeta: *look\n";
        assert_eq!(
            refused(shared, Syntax::Yaml, "meta.theme"),
            "`meta.theme` cannot be written without changing something else of the file"
        );
        assert_eq!(
            refused("meta: {theme: [a]}\n", Syntax::Yaml, "meta.theme"),
            "`meta.theme` holds a list"
        );
        assert_eq!(refused("meta: [\n", Syntax::Yaml, "meta.theme"), "the file has errors");
        assert_eq!(refused("<cv/>", Syntax::Xml, "meta.theme"), "XML cannot be changed in place");
        assert_eq!(
            refused("meta: plain\n", Syntax::Yaml, "meta.theme"),
            "`meta.theme` cannot be written without changing something else of the file"
        );
    }
}
