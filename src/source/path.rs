use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Limits, Member, Node, Value};
use crate::diagnostic::Span;

/// Where a datum stands in its file, such as `work[2].highlights[0]`.
///
/// Cheap to clone. Keys holding `.`, `[`, `]` or `"` are written in quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Option<Arc<Link>>);

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Link {
    parent: Path,
    segment: Segment,
}

/// One step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    Key(Arc<str>),
    Index(usize),
}

impl Path {
    /// The whole document.
    pub const ROOT: Self = Self(None);

    /// Steps into a member.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.child(Segment::Key(key.into()))
    }

    /// Steps into an element; counted from 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(Segment::Index(index))
    }

    fn child(&self, segment: Segment) -> Self {
        Self(Some(Arc::new(Link { parent: self.clone(), segment })))
    }

    /// Returns the steps from the root.
    pub fn segments(&self) -> Vec<&Segment> {
        let mut segments = Vec::new();
        let mut at = self;
        while let Some(link) = &at.0 {
            segments.push(&link.segment);
            at = &link.parent;
        }
        segments.reverse();
        segments
    }

    /// Reads a path as [`Display`] writes it.
    ///
    /// `None` where a bracket or quote is not closed, an index is not a number, or the path is
    /// longer than any tree is deep.
    pub fn parse(text: &str) -> Option<Self> {
        let mut path = Self::ROOT;
        let mut rest = text;
        // A list within a map takes two steps.
        for _ in 0..=2 * Limits::DEFAULT.depth {
            if rest.is_empty() {
                return Some(path);
            }
            let after = if let Some(tail) = rest.strip_prefix('[') {
                let (index, tail) = tail.split_once(']')?;
                path = path.index(index.parse().ok()?);
                tail
            } else if let Some(tail) = rest.strip_prefix('"') {
                let (key, tail) = unquote(tail)?;
                path = path.key(&key);
                tail
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                if end == 0 {
                    return None;
                }
                path = path.key(&rest[..end]);
                &rest[end..]
            };
            rest = match after.strip_prefix('.') {
                Some("") => return None,
                Some(tail) if !tail.starts_with('[') => tail,
                None if after.is_empty() || after.starts_with('[') => after,
                _ => return None,
            };
        }
        None
    }

    /// Returns the span of the datum in a tree, or of its nearest ancestor that exists.
    ///
    /// Where members share a name, as in XML, an index counts among them.
    pub fn span_in(&self, root: &Node) -> Span {
        self.find(root).node.span
    }

    /// Returns the span of the key of the datum, where it exists and is a member of a map.
    pub fn key_span_in(&self, root: &Node) -> Option<Span> {
        let found = self.find(root);
        found.member.filter(|_| found.complete).map(|member| member.key_span)
    }

    fn find<'a>(&self, root: &'a Node) -> Found<'a> {
        let segments = self.segments();
        let mut found = Found { node: root, member: None, complete: false };
        let mut rest = segments.as_slice();
        while let [segment, tail @ ..] = rest {
            rest = tail;
            match (segment, &found.node.value) {
                (Segment::Key(key), Value::Map(members)) => {
                    let mut named = members.iter().filter(|member| member.key == **key);
                    let Some(mut member) = named.next() else { return found };
                    if let [Segment::Index(index), tail @ ..] = rest
                        && !matches!(member.value.value, Value::List(_))
                    {
                        rest = tail;
                        if let Some(index) = index.checked_sub(1) {
                            let Some(other) = named.nth(index) else { return found };
                            member = other;
                        }
                    }
                    found.node = &member.value;
                    found.member = Some(member);
                }
                (Segment::Index(index), Value::List(items)) => {
                    let Some(item) = items.get(*index) else { return found };
                    found.node = item;
                    found.member = None;
                }
                _ => return found,
            }
        }
        found.complete = true;
        found
    }
}

/// The deepest node of a tree that a path leads to.
struct Found<'a> {
    node: &'a Node,
    /// The member holding the node, where a map does.
    member: Option<&'a Member>,
    /// Whether the node is what the path names, and no ancestor of it.
    complete: bool,
}

/// Reads a quoted key up to its closing quote; returns it and what follows.
fn unquote(text: &str) -> Option<(String, &str)> {
    let mut key = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return Some((key, &text[at + 1..])),
            '\\' => key.push(chars.next()?.1),
            _ => key.push(c),
        }
    }
    None
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        for (i, segment) in self.segments().into_iter().enumerate() {
            match segment {
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::Key(key) => {
                    if i > 0 {
                        f.write_str(".")?;
                    }
                    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
                        write!(f, "\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""))?;
                    } else {
                        f.write_str(key)?;
                    }
                }
            }
        }
        Ok(())
    }
}

impl Serialize for Path {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::SourceId;
    use crate::diagnostic::Sources;

    fn id() -> SourceId {
        Sources::default().add("test", "")
    }

    fn at(start: usize) -> Span {
        Span::new(id(), start..start + 1)
    }

    fn member(key: &str, start: usize, value: Node) -> Member {
        Member { key: key.to_owned(), key_span: at(start), value }
    }

    fn map(start: usize, members: Vec<Member>) -> Node {
        Node { value: Value::Map(members), span: at(start) }
    }

    fn path(text: &str) -> Path {
        Path::parse(text).expect("a valid path")
    }

    #[test]
    fn a_path_is_written_as_it_is_read() {
        for text in ["work[2].highlights[0]", "[0][1].x", "\"a.b\".c", "\"\"", "é[0]", ""] {
            assert_eq!(path(text).to_string(), text);
        }
    }

    #[test]
    fn a_malformed_path_is_none() {
        for text in
            [".", "a.", ".a", "a..b", "a[", "a[x]", "a[0", "\"a", "a[0]b", "\"a\"b", "a.[0]"]
        {
            assert_eq!(Path::parse(text), None, "{text}");
        }
        assert_eq!(Path::parse(&"a.".repeat(100_000)), None);
    }

    #[test]
    fn a_missing_datum_has_the_span_of_its_nearest_ancestor() {
        let root =
            map(0, vec![member("a", 1, map(2, vec![member("b", 3, Node::text("", at(4)))]))]);
        assert_eq!(path("a.b").span_in(&root), at(4));
        assert_eq!(path("a.c.d").span_in(&root), at(2));
        assert_eq!(path("x").span_in(&root), at(0));
        assert_eq!(path("a.b").key_span_in(&root), Some(at(3)));
        assert_eq!(path("a.c").key_span_in(&root), None);
        assert_eq!(Path::ROOT.key_span_in(&root), None);
    }

    #[test]
    fn an_index_counts_elements_or_members_of_one_name() {
        let list = Node { value: Value::List(vec![Node::text("", at(2))]), span: at(1) };
        let root = map(
            0,
            vec![
                member("list", 10, list),
                member("job", 11, Node::text("", at(3))),
                member("note", 12, Node::text("", at(4))),
                member("job", 13, map(5, vec![member("title", 14, Node::text("", at(6)))])),
            ],
        );
        assert_eq!(path("list[0]").span_in(&root), at(2));
        assert_eq!(path("list[0]").key_span_in(&root), None);
        assert_eq!(path("list[7]").span_in(&root), at(1));
        assert_eq!(path("job").span_in(&root), at(3));
        assert_eq!(path("job[0]").span_in(&root), at(3));
        assert_eq!(path("job[1].title").span_in(&root), at(6));
        assert_eq!(path("job[1]").key_span_in(&root), Some(at(13)));
        assert_eq!(path("job[2].title").span_in(&root), at(0));
        assert_eq!(path("job[2]").key_span_in(&root), None);
    }

    proptest! {
        #[test]
        fn any_path_survives_writing_and_reading(
            segments in prop::collection::vec(
                prop_oneof![".{0,6}".prop_map(Ok), (0_usize..99).prop_map(Err)], 0..6),
        ) {
            let path = segments.iter().fold(Path::ROOT, |path, segment| match segment {
                Ok(key) => path.key(key),
                Err(index) => path.index(*index),
            });
            prop_assert_eq!(Path::parse(&path.to_string()), Some(path));
        }

        #[test]
        fn no_text_makes_reading_a_path_panic(text in ".{0,40}") {
            let _ = Path::parse(&text);
        }
    }
}
