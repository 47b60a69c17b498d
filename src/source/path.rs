use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Node, Value};
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
    /// `None` where a bracket or quote is not closed, or an index is not a number.
    pub fn parse(text: &str) -> Option<Self> {
        let mut path = Self::ROOT;
        let mut rest = text;
        while !rest.is_empty() {
            if let Some(tail) = rest.strip_prefix('[') {
                let (index, tail) = tail.split_once(']')?;
                path = path.index(index.parse().ok()?);
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix('"') {
                let (key, tail) = tail.split_once('"')?;
                path = path.key(key);
                rest = tail;
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                if end == 0 {
                    return None;
                }
                path = path.key(&rest[..end]);
                rest = &rest[end..];
            }
            if let Some(tail) = rest.strip_prefix('.') {
                if tail.is_empty() {
                    return None;
                }
                rest = tail;
            }
        }
        Some(path)
    }

    /// Returns the span of the datum in a tree, or of its nearest ancestor that exists.
    pub fn span_in(&self, root: &Node) -> Span {
        let mut at = root;
        for segment in self.segments() {
            let next = match (segment, &at.value) {
                (Segment::Key(key), Value::Map(_)) => at.get(key),
                (Segment::Index(index), Value::List(items)) => items.get(*index),
                _ => None,
            };
            match next {
                Some(node) => at = node,
                None => break,
            }
        }
        at.span
    }
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
                        write!(f, "\"{}\"", key.replace('"', "'"))?;
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
