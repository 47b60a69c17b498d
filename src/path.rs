//! Paths of values in a file.

use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Maximum number of steps that [`Path::parse`] accepts: two per level of the deepest tree.
const LONGEST: usize = 201;

/// The path of a datum in its file, such as `work[2].highlights[0]`.
///
/// Cheap to clone. Keys that contain `.`, `[`, `]` or `"` are quoted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Path(Option<Arc<Link>>);

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Link {
    parent: Path,
    segment: Segment,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Segment {
    Key(Arc<str>),
    Index(usize),
}

impl From<&Path> for Path {
    fn from(path: &Path) -> Self {
        path.clone()
    }
}

impl Path {
    /// The whole document.
    pub const ROOT: Self = Self(None);

    /// Returns the path of a member.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        self.child(Segment::Key(key.into()))
    }

    /// Returns the path of an element, starting at 0.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        self.child(Segment::Index(index))
    }

    fn child(&self, segment: Segment) -> Self {
        Self(Some(Arc::new(Link { parent: self.clone(), segment })))
    }

    /// Returns the path without its last step; `None` for the whole document.
    pub fn parent(&self) -> Option<Self> {
        self.0.as_ref().map(|link| link.parent.clone())
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

    /// Parses a path in the notation of [`Display`].
    ///
    /// `None` if a bracket or quote is not closed, an index is not a number, or the path is too
    /// long.
    pub fn parse(text: &str) -> Option<Self> {
        let mut path = Self::ROOT;
        let mut rest = text;
        for _ in 0..LONGEST {
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
}

/// Parses a quoted key; returns it and the rest.
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

    fn path(text: &str) -> Path {
        Path::parse(text).expect("a valid path")
    }

    #[test]
    fn parsed_paths_display_as_their_source_text() {
        for text in ["work[2].highlights[0]", "[0][1].x", "\"a.b\".c", "\"\"", "é[0]", ""] {
            assert_eq!(path(text).to_string(), text);
        }
    }

    #[test]
    fn malformed_paths_are_rejected() {
        for text in
            [".", "a.", ".a", "a..b", "a[", "a[x]", "a[0", "\"a", "a[0]b", "\"a\"b", "a.[0]"]
        {
            assert_eq!(Path::parse(text), None, "{text}");
        }
        assert_eq!(Path::parse(&"a.".repeat(100_000)), None);
    }

    proptest! {
        #[test]
        fn any_path_survives_a_round_trip(
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
        fn parsing_arbitrary_paths_does_not_panic(text in ".{0,40}") {
            let _ = Path::parse(&text);
        }
    }
}
