use std::fmt::{self, Display, Formatter};

use crate::diagnostic::Diagnostic;

/// A tag expression: `kernel,lead`, `kernel+storage`, `!draft`.
///
/// Terms are separated by `,` or `|`; a part is kept if it matches one of them. Within a term, `+`
/// joins tags that the part must have, or with `!` must not have. A term of a single `!tag`
/// excludes every part with that tag, whatever the other terms. Case and surrounding spaces are
/// ignored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagExpression {
    text: String,
    terms: Vec<Term>,
    banned: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    wanted: Vec<String>,
    unwanted: Vec<String>,
}

impl TagExpression {
    /// Parses an expression.
    ///
    /// Returns an error if a tag is missing or the syntax is invalid.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let error = |message: String, hint: &str| {
            Err(Diagnostic::error("tag-expression", message).hint(hint))
        };
        if text.trim().is_empty() {
            return error(
                "the tag expression is empty".to_owned(),
                "name a tag, such as `kernel`, or leave it out: then everything is kept",
            );
        }
        if text.contains(['(', ')', '&']) {
            return error(
                format!("tag expression `{text}` contains an invalid character"),
                "`,` is or, `+` is and, `!` is not: `kernel+storage,lead,!draft`",
            );
        }
        let (mut terms, mut banned) = (Vec::new(), Vec::new());
        for term in text.split([',', '|']) {
            let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
            for tag in term.split('+') {
                let tag = tag.trim();
                let (name, list) = match tag.strip_prefix('!') {
                    Some(name) => (name.trim(), &mut unwanted),
                    None => (tag, &mut wanted),
                };
                if name.is_empty() || name.starts_with('!') {
                    return error(
                        format!("missing tag in `{text}`"),
                        "put `,` or `+` between tags and `!` before one: `kernel+storage,!draft`",
                    );
                }
                list.push(fold(name));
            }
            if wanted.is_empty() {
                banned.append(&mut unwanted);
            } else {
                terms.push(Term { wanted, unwanted });
            }
        }
        Ok(Self { text: text.trim().to_owned(), terms, banned })
    }

    /// Returns whether a part with these tags is kept; each tag may be a conjunction `a+b`.
    ///
    /// A conjunction matches only if all of its tags are wanted. A part without tags is always
    /// kept.
    pub fn keeps(&self, tags: &[String]) -> bool {
        split_tags(tags).next().is_none()
            || !has(tags, &self.banned) && (self.terms.is_empty() || self.wants(tags))
    }

    /// Returns whether one of these tags is asked for by name.
    pub(super) fn wants(&self, tags: &[String]) -> bool {
        let wanted = |tag: &String| self.terms.iter().any(|term| term.wanted.contains(tag));
        let carried: Vec<String> =
            split_tags(tags).filter(|all| all.iter().all(wanted)).flatten().collect();
        !has(tags, &self.banned)
            && self.terms.iter().any(|term| {
                term.wanted.iter().all(|tag| carried.contains(tag)) && !has(tags, &term.unwanted)
            })
    }

    /// Returns whether one of these tags is excluded in some term.
    pub(super) fn excludes(&self, tags: &[String]) -> bool {
        has(tags, &self.banned) || self.terms.iter().any(|term| has(tags, &term.unwanted))
    }

    /// Returns all tags in the expression, in lower case.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let terms = self.terms.iter().flat_map(|term| term.wanted.iter().chain(&term.unwanted));
        terms.chain(&self.banned).map(String::as_str)
    }
}

impl Display for TagExpression {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Returns the tags of a part as conjunctions, in lower case, without empty ones.
pub(super) fn split_tags(tags: &[String]) -> impl Iterator<Item = Vec<String>> {
    tags.iter()
        .flat_map(|tags| tags.split([',', '|']))
        .map(|all| all.split('+').map(fold).filter(|tag| !tag.is_empty()).collect::<Vec<_>>())
        .filter(|all| !all.is_empty())
}

/// Returns whether a part has one of the tags of a list, alone or in a conjunction.
fn has(tags: &[String], list: &[String]) -> bool {
    split_tags(tags).flatten().any(|tag| list.contains(&tag))
}

fn fold(tag: &str) -> String {
    tag.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keeps(expression: &str, tags: &[&str]) -> bool {
        let tags: Vec<_> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        TagExpression::parse(expression).unwrap().keeps(&tags)
    }

    #[test]
    fn an_item_is_kept_if_it_matches_one_term() {
        for (expression, tags, kept) in [
            ("kernel", &[][..], true),
            ("kernel", &["kernel"], true),
            ("kernel", &["Kernel "], true),
            (" KERNEL", &["kernel", "draft"], true),
            ("kernel", &["lead"], false),
            ("kernel,lead", &["lead"], true),
            ("kernel|lead", &["lead"], true),
            ("kernel+storage", &["kernel"], false),
            ("kernel+storage", &["storage", "kernel"], true),
            ("kernel+storage,lead", &["lead"], true),
            ("!draft", &["kernel"], true),
            ("!draft", &["kernel", "draft"], false),
            ("!draft", &[], true),
            ("kernel,!draft", &["kernel", "draft"], false),
            ("kernel,!draft", &["lead"], false),
            ("kernel+!draft,lead", &["kernel", "draft"], false),
            ("kernel+!draft,lead", &["lead", "draft"], true),
            ("!draft+!old", &["old"], false),
        ] {
            assert_eq!(keeps(expression, tags), kept, "{expression} on {tags:?}");
        }
    }

    #[test]
    fn an_item_with_combined_tags_is_kept_only_if_all_are_selected() {
        for (expression, tags, kept) in [
            ("kernel", &["kernel+storage"][..], false),
            ("kernel,storage", &["kernel+storage"], true),
            ("kernel+storage", &["kernel + storage"], true),
            ("kernel+storage", &["kernel+lead", "storage"], false),
            ("kernel", &["kernel+storage", "kernel"], true),
            ("kernel", &["lead,kernel"], true),
            ("!draft", &["kernel+draft"], false),
            ("kernel", &["", " + "], true),
        ] {
            assert_eq!(keeps(expression, tags), kept, "{expression} on {tags:?}");
        }
    }

    #[test]
    fn invalid_tag_expressions_are_rejected_with_a_hint() {
        for text in ["", "  ", "kernel,", ",kernel", "kernel++lead", "!", "kernel,!!draft", "(a)"] {
            let error = TagExpression::parse(text).unwrap_err();
            assert_eq!(error.code, "tag-expression", "{text}");
            assert!(!error.hints.is_empty(), "{text}");
        }
    }
}
