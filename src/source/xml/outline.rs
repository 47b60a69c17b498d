//! Scans the tags of a text before parsing, to improve error messages and to enforce limits that
//! the parser lacks.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::Limits;

/// Maximum attributes of an element; the parser compares all pairs.
const MOST_ATTRIBUTES: usize = 256;

/// Maximum namespace prefixes of a text; the parser copies them for each element.
const MOST_PREFIXES: usize = 32;

/// Notable tags of a text.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Outline {
    /// The first tag beyond the maximum depth.
    pub(super) too_deep: Option<Range<usize>>,
    /// The first tag with too many attributes or prefixes.
    pub(super) too_many_attributes: Option<Range<usize>>,
    /// The first mismatched end tag, with the start tag it should close.
    pub(super) mismatch: Option<(Range<usize>, Range<usize>)>,
    /// The innermost unclosed start tag.
    pub(super) unclosed: Option<Range<usize>>,
}

impl Outline {
    /// Scans the tags from an offset on.
    pub(super) fn read(text: &str, start: usize) -> Self {
        let mut outline = Self::default();
        let mut open: Vec<(&str, Range<usize>)> = Vec::new();
        let mut prefixes = BTreeSet::new();
        let mut at = start;
        while let Some(next) = text[at..].find('<') {
            at += next;
            let rest = &text[at..];
            let past = |end: &str| rest.find(end).map(|found| at + found + end.len());
            let after = if rest.starts_with("<!--") {
                past("-->")
            } else if rest.starts_with("<![CDATA[") {
                past("]]>")
            } else if rest.starts_with("<?") {
                past("?>")
            } else {
                let Some(tag) = Tag::read(rest) else { break };
                let range = at..at + tag.length;
                if tag.attributes > MOST_ATTRIBUTES {
                    outline.too_many_attributes.get_or_insert(range.clone());
                }
                for prefix in tag.prefixes {
                    prefixes.insert(prefix);
                }
                if prefixes.len() > MOST_PREFIXES {
                    outline.too_many_attributes.get_or_insert(range.clone());
                }
                match tag.kind {
                    TagKind::Empty => {}
                    TagKind::Start => {
                        open.push((tag.name, range.clone()));
                        if open.len() > Limits::DEFAULT.depth {
                            outline.too_deep = Some(range);
                            return outline;
                        }
                    }
                    TagKind::End => match open.pop() {
                        Some((name, _)) if name == tag.name => {}
                        Some((_, start)) => {
                            outline.mismatch.get_or_insert((start, range.clone()));
                        }
                        None => {}
                    },
                }
                Some(range.end)
            };
            let Some(after) = after else { break };
            at = after;
        }
        outline.unclosed = open.pop().map(|(_, range)| range);
        outline
    }
}

#[derive(Debug, Clone, Copy)]
enum TagKind {
    Start,
    Empty,
    End,
}

struct Tag<'t> {
    kind: TagKind,
    name: &'t str,
    attributes: usize,
    /// Declared prefixes.
    prefixes: Vec<&'t str>,
    /// Length in bytes, including brackets.
    length: usize,
}

impl<'t> Tag<'t> {
    /// Scans the tag at the start of a text; `None` if it does not end.
    fn read(text: &'t str) -> Option<Self> {
        let end_tag = text.starts_with("</");
        let start = if end_tag { 2 } else { 1 };
        let ends = |c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<' | '=');
        let name = &text[start..start + text[start..].find(ends)?];
        let mut tag =
            Self { kind: TagKind::Start, name, attributes: 0, prefixes: Vec::new(), length: 0 };
        let mut at = start + name.len();
        let mut word = at;
        loop {
            let c = text[at..].chars().next()?;
            at += c.len_utf8();
            match c {
                '>' => break,
                '<' => return None,
                '"' | '\'' => {
                    at += text[at..].find(c)? + 1;
                    word = at;
                }
                '=' => {
                    tag.attributes += 1;
                    let attribute = text[word..at - 1].trim();
                    if attribute.starts_with("xmlns") {
                        tag.prefixes.push(attribute);
                    }
                }
                _ => {}
            }
        }
        tag.length = at;
        tag.kind = if end_tag {
            TagKind::End
        } else if text[..at].ends_with("/>") {
            TagKind::Empty
        } else {
            TagKind::Start
        };
        Some(tag)
    }
}

/// Returns the length of the start tag at the start of a text, including brackets.
pub(super) fn tag_length(text: &str) -> Option<usize> {
    Tag::read(text).map(|tag| tag.length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_in_comments_and_quotes_are_ignored_when_pairing() {
        let text = "<a x='>'><!-- <b> --><![CDATA[<c>]]><?p <d>?><e/></a>";
        assert_eq!(Outline::read(text, 0), Outline::default());
        assert_eq!(Outline::read("<a><b></a></b>", 0).mismatch, Some((3..6, 6..10)));
        assert_eq!(Outline::read("<a><b><c/></b>", 0).unclosed, Some(0..3));
    }

    #[test]
    fn the_attributes_of_a_tag_are_limited() {
        let attributes: String = (0..257).map(|n| format!(" a{n}=''")).collect();
        assert!(Outline::read(&format!("<a{attributes}/>"), 0).too_many_attributes.is_some());
        let spaces: String = (0..33).map(|n| format!("<a xmlns:n{n}=''/>")).collect();
        assert!(Outline::read(&format!("<r>{spaces}</r>"), 0).too_many_attributes.is_some());
        let one: String = (0..1000).map(|_| "<a xmlns='x' b=''/>").collect();
        assert_eq!(Outline::read(&format!("<r>{one}</r>"), 0).too_many_attributes, None);
    }
}
