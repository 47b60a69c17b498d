//! Links in marked-up text: `[label](target)`.

use std::ops::Range;

/// Byte offsets of the parts of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    /// Offset of the opening bracket.
    pub(super) open: usize,
    /// Offset of the closing bracket.
    pub(super) middle: usize,
    pub(super) target: Range<usize>,
    /// Offset after the closing parenthesis.
    pub(super) end: usize,
}

/// Returns everything that looks like a link, ordered by closing bracket.
///
/// Runs in linear time.
pub(super) fn links(text: &str) -> Vec<Link> {
    let bytes = text.as_bytes();
    let mut links = Vec::new();
    let mut open = Vec::new();
    // Next closing parenthesis, cached so that the scan stays linear.
    let mut close = 0;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open.push(at),
            b']' => {
                let start = open.pop();
                if let Some(start) = start
                    && bytes.get(at + 1) == Some(&b'(')
                {
                    if close < at + 2 {
                        let found = text[at + 2..].find(')');
                        close = found.map_or(bytes.len(), |found| at + 2 + found);
                    }
                    if close < bytes.len() {
                        let end = balanced(bytes, at + 2, close);
                        links.push(Link {
                            open: start,
                            middle: at,
                            target: at + 2..end,
                            end: end + 1,
                        });
                        at = end;
                    }
                }
            }
            _ => {}
        }
        at += 1;
    }
    links
}

/// Maximum number of balanced parentheses within a target.
const MOST_PARENTHESES: usize = 8;

/// Returns the closing parenthesis of a target that contains parentheses.
fn balanced(bytes: &[u8], start: usize, first: usize) -> usize {
    let mut end = first;
    for _ in 0..MOST_PARENTHESES {
        let opened = bytes[start..end].iter().filter(|byte| **byte == b'(').count();
        let closed = bytes[start..end].iter().filter(|byte| **byte == b')').count();
        if opened <= closed {
            break;
        }
        let next = bytes[end + 1..].iter().take(256).position(|byte| *byte == b')');
        let Some(next) = next.map(|next| end + 1 + next) else { break };
        if bytes[end..next].iter().any(|byte| byte.is_ascii_whitespace()) {
            break;
        }
        end = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets(text: &str) -> Vec<&str> {
        links(text).into_iter().map(|link| &text[link.target]).collect()
    }

    #[test]
    fn links_are_found_with_their_targets() {
        assert_eq!(targets("see [a *b*](x.example) and [c](y)"), ["x.example", "y"]);
        assert_eq!(targets("[a](x_(y)) \\[b](z)"), ["x_(y)"]);
        assert_eq!(targets("[[a](x)](y)"), ["x", "y"]);
        assert_eq!(targets("[a](never closed"), Vec::<&str>::new());
        assert_eq!(targets("a](x)"), Vec::<&str>::new());
    }
}
