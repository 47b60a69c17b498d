//! Finds the position of a datum in its source text.

use super::{Member, Node, Value};
use crate::diagnostic::Span;
use crate::path::{Path, Segment};

impl Node {
    /// Returns the datum at a path.
    pub fn at(&self, path: &Path) -> Option<&Self> {
        let found = self.find(path);
        found.complete.then_some(found.node)
    }

    /// Returns the span of the datum at a path, or of its nearest existing ancestor.
    ///
    /// If members share a name, as in XML, an index selects one of them.
    pub fn span_of(&self, path: &Path) -> Span {
        self.find(path).node.span
    }

    /// Returns the span of the datum's key, if the datum is a member of a map.
    pub fn key_span_of(&self, path: &Path) -> Option<Span> {
        let found = self.find(path);
        found.member.filter(|_| found.complete).map(|member| member.key_span)
    }

    fn find(&self, path: &Path) -> Found<'_> {
        let segments = path.segments();
        let mut found = Found { node: self, member: None, complete: false };
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

/// The deepest existing node on a path.
struct Found<'a> {
    node: &'a Node,
    /// The member that contains the node, if its parent is a map.
    member: Option<&'a Member>,
    /// Whether the whole path exists.
    complete: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{SourceId, Sources};
    use crate::source::Limits;

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
    fn a_missing_node_has_the_span_of_its_nearest_ancestor() {
        let root =
            map(0, vec![member("a", 1, map(2, vec![member("b", 3, Node::text("", at(4)))]))]);
        assert_eq!(root.span_of(&path("a.b")), at(4));
        assert_eq!(root.span_of(&path("a.c.d")), at(2));
        assert_eq!(root.span_of(&path("x")), at(0));
        assert_eq!(root.key_span_of(&path("a.b")), Some(at(3)));
        assert_eq!(root.key_span_of(&path("a.c")), None);
        assert_eq!(root.key_span_of(&Path::ROOT), None);
    }

    #[test]
    fn an_index_counts_list_items_or_xml_elements_of_the_same_name() {
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
        assert_eq!(root.span_of(&path("list[0]")), at(2));
        assert_eq!(root.key_span_of(&path("list[0]")), None);
        assert_eq!(root.span_of(&path("list[7]")), at(1));
        assert_eq!(root.span_of(&path("job")), at(3));
        assert_eq!(root.span_of(&path("job[0]")), at(3));
        assert_eq!(root.span_of(&path("job[1].title")), at(6));
        assert_eq!(root.key_span_of(&path("job[1]")), Some(at(13)));
        assert_eq!(root.span_of(&path("job[2].title")), at(0));
        assert_eq!(root.key_span_of(&path("job[2]")), None);
    }

    #[test]
    fn a_path_of_maximal_depth_can_be_parsed() {
        let deepest = "a[0]".repeat(Limits::DEFAULT.depth).replace("]a", "].a");
        assert!(Path::parse(&deepest).is_some());
    }
}
