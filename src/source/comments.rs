//! Counts comments, and copies YAML comments to another text with the same data.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Node, Path, Syntax, Value};

/// Marks the comment that refers to the schema.
const SCHEMA: &str = "yaml-language-server:";

/// Counts the comments of a text with the tree `root`.
pub fn count_comments(syntax: Syntax, text: &str, root: &Node) -> usize {
    let openers: &[&str] = match syntax {
        Syntax::Xml => return text.matches("<!--").count(),
        Syntax::Yaml => return comments(text, root).len(),
        Syntax::Toml => &["#"],
        Syntax::Json => &["//", "/*"],
    };
    let mut scalars = scalars(root).into_iter().peekable();
    let (mut count, mut at) = (0, 0);
    while at < text.len() {
        while scalars.next_if(|scalar| scalar.end <= at).is_some() {}
        if let Some(scalar) = scalars.peek().filter(|scalar| scalar.contains(&at)) {
            at = scalar.end;
            continue;
        }
        match openers.iter().find(|opener| text.as_bytes()[at..].starts_with(opener.as_bytes())) {
            None => at += 1,
            Some(opener) => {
                count += 1;
                let close = if *opener == "/*" { "*/" } else { "\n" };
                let rest = &text.as_bytes()[at..];
                let length = rest.windows(close.len()).position(|it| it == close.as_bytes());
                at += length.map_or(rest.len(), |length| length + close.len());
            }
        }
    }
    count
}

/// Copies the comments of a YAML text to another one with the same data, next to or before the same
/// nodes. Skips the reference to the schema.
pub fn carry_comments(from: (&str, &Node), to: (&str, &Node)) -> String {
    let found = comments(from.0, from.1);
    let parts = parts(from.1);
    let starts: BTreeMap<Path, usize> =
        self::parts(to.1).into_iter().map(|(start, path)| (path, start)).collect();
    let breaks: Vec<usize> = to.0.match_indices('\n').map(|(at, _)| at).collect();
    let line_of = |path: &Path| {
        let mut path = path.clone();
        loop {
            if let Some(start) = starts.get(&path) {
                return Some(breaks.partition_point(|at| at < start));
            }
            path = path.parent()?;
        }
    };
    // Lines to insert before a line, and text to append to it.
    let mut before: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let mut behind: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let lines: Vec<&str> = to.0.lines().collect();
    for Comment { start, text, is_alone } in &found {
        if text.contains(SCHEMA) {
            continue;
        }
        let next = parts.partition_point(|(part, _)| part < start);
        let beside =
            if *is_alone { parts.get(next) } else { next.checked_sub(1).map(|i| &parts[i]) };
        let line = match beside {
            _ if next == 0 => Some(0),
            Some((_, path)) => line_of(path),
            None => Some(lines.len()),
        };
        let line = line.unwrap_or(0);
        let is_whole = lines.get(line).is_some_and(|line| !line.contains(['"', '\'']));
        if *is_alone || !is_whole {
            before.entry(line).or_default().push(text);
        } else {
            behind.entry(line).or_default().push(text);
        }
    }
    let mut out = String::with_capacity(to.0.len() + from.0.len() / 4);
    for (number, line) in lines.iter().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        for comment in before.remove(&number).unwrap_or_default() {
            out.push_str(indent);
            out.push_str(comment);
            out.push('\n');
        }
        out.push_str(line);
        for comment in behind.remove(&number).unwrap_or_default() {
            out.push_str("  ");
            out.push_str(comment);
        }
        out.push('\n');
    }
    for comment in before.into_values().flatten() {
        out.push_str(comment);
        out.push('\n');
    }
    out
}

/// A comment in a YAML text.
struct Comment<'t> {
    start: usize,
    /// Text from `#` to the end of the line.
    text: &'t str,
    /// Whether the comment is on a line of its own.
    is_alone: bool,
}

fn comments<'t>(text: &'t str, root: &Node) -> Vec<Comment<'t>> {
    let mut scalars = scalars(root).into_iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let signs = line.match_indices('#').filter(|(sign, _)| {
            let before = line[..*sign].chars().next_back();
            before.is_none_or(char::is_whitespace)
        });
        for (sign, _) in signs {
            let start = at + sign;
            while scalars.next_if(|scalar| scalar.end <= start).is_some() {}
            if scalars.peek().is_some_and(|scalar| scalar.contains(&start)) {
                continue;
            }
            let is_alone = line[..sign].trim().is_empty();
            found.push(Comment { start, text: line[sign..].trim_end(), is_alone });
            break;
        }
        at += line.len();
    }
    found
}

/// Returns the ranges of all keys and texts of a tree, in order.
fn scalars(root: &Node) -> Vec<Range<usize>> {
    fn push(node: &Node, out: &mut Vec<Range<usize>>) {
        match &node.value {
            Value::Null => {}
            Value::Scalar(_) => out.push(node.span.range()),
            Value::List(items) => items.iter().for_each(|item| push(item, out)),
            Value::Map(members) => {
                for member in members {
                    out.push(member.key_span.range());
                    push(&member.value, out);
                }
            }
        }
    }
    let mut out = Vec::new();
    push(root, &mut out);
    out.sort_unstable_by_key(|range| (range.start, range.end));
    out
}

/// Returns the start and path of all members and items of a tree, in order.
fn parts(root: &Node) -> Vec<(usize, Path)> {
    fn push(node: &Node, path: &Path, out: &mut Vec<(usize, Path)>) {
        match &node.value {
            Value::Null | Value::Scalar(_) => {}
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = path.index(index);
                    out.push((item.span.range().start, path.clone()));
                    push(item, &path, out);
                }
            }
            Value::Map(members) => {
                for member in members {
                    let path = path.key(&member.key);
                    out.push((member.key_span.range().start, path.clone()));
                    push(&member.value, &path, out);
                }
            }
        }
    }
    let mut out = Vec::new();
    push(root, &Path::ROOT, &mut out);
    out.sort_by_key(|(start, _)| *start);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Sources};
    use crate::source::{parse, write_yaml};

    fn tree(syntax: Syntax, text: &str) -> Node {
        let mut sources = Sources::default();
        let id = sources.add("test", text);
        parse(syntax, id, text, &mut Diagnostics::default()).expect("a tree")
    }

    #[test]
    fn only_actual_comments_are_counted() {
        for (syntax, text, expected) in [
            (Syntax::Yaml, "# a\nb: c # d\ne: 'f # g' # h\ni: j#k\nl: |\n  # m\n", 3),
            (Syntax::Toml, "# a\nb = \"# c\" # d\n", 2),
            (Syntax::Json, "{ // a\n \"b\": \"// c\", /* d */ \"e\": 1 }", 2),
            (Syntax::Xml, "<a><!-- b --><c/><!-- d --></a>", 2),
        ] {
            assert_eq!(count_comments(syntax, text, &tree(syntax, text)), expected, "{text}");
        }
    }

    #[test]
    fn comments_stay_with_their_nodes() {
        let text = "\
# My résumé
# yaml-language-server: $schema=x.json

basics:
  name: Ada # as in the passport
  # never by phone
  email: a@x.example
work:
# the forge
- name: Anvil
  highlights:
  - Nails
  # two of them
  - Hooks # large
# the end
";
        let root = tree(Syntax::Yaml, text);
        let written = write_yaml(&root);
        let carried = carry_comments((text, &root), (&written, &tree(Syntax::Yaml, &written)));
        insta::assert_snapshot!(carried, @"
        # My résumé
        basics:
          name: Ada  # as in the passport
          # never by phone
          email: a@x.example
        work:
          # the forge
          - name: Anvil
            highlights:
              - Nails
              # two of them
              - Hooks  # large
        # the end
        ");
        assert!(tree(Syntax::Yaml, &carried).has_same_content(&root));
    }
}
