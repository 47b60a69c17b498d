use std::ffi::{OsStr, OsString};
use std::path::{Component, Path};

use crate::diagnostic::Diagnostic;

/// The name of a file with placeholders in it: `out/{name}-{variant}.pdf`.
///
/// A name is not always text, so its bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(Vec<u8>),
    Placeholder(Placeholder),
    /// What was put in the place of a placeholder.
    Value(Vec<u8>),
}

/// What stands for a part of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placeholder {
    /// The résumé's own name, without its ending.
    Name,
    Variant,
    Language,
    /// The number of a page, in formats of a file for each page.
    Page,
}

impl Placeholder {
    /// Every placeholder, as it is typed.
    pub const ALL: [(Self, &str); 4] = [
        (Self::Name, "{name}"),
        (Self::Variant, "{variant}"),
        (Self::Language, "{lang}"),
        (Self::Page, "{page}"),
    ];
}

impl NamePattern {
    /// Reads a name with placeholders.
    ///
    /// Returns an error if one of them is unknown.
    pub fn parse(text: &OsStr) -> Result<Self, Diagnostic> {
        let mut pieces = Vec::new();
        let mut literal = Vec::new();
        let bytes = to_bytes(text);
        let mut rest = bytes.as_slice();
        while let Some(first) = rest.first() {
            let word = placeholder_at(rest);
            let Some(word) = word else {
                literal.push(*first);
                rest = &rest[1..];
                continue;
            };
            let known = Placeholder::ALL.into_iter().find(|(_, name)| *name == word);
            let Some((placeholder, _)) = known else { return Err(unknown(word)) };
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            pieces.push(Piece::Placeholder(placeholder));
            rest = &rest[word.len()..];
        }
        pieces.push(Piece::Literal(literal));
        Ok(Self(pieces))
    }

    /// Tells whether a placeholder is in it.
    pub fn has(&self, placeholder: Placeholder) -> bool {
        self.0.contains(&Piece::Placeholder(placeholder))
    }

    /// Puts values in the place of placeholders; those without a value stay.
    #[must_use]
    pub fn fill_some<'a>(&self, value: impl Fn(Placeholder) -> Option<&'a OsStr>) -> Self {
        let piece = |piece: &Piece| match piece {
            Piece::Placeholder(placeholder) => match value(*placeholder) {
                Some(value) => Piece::Value(to_bytes(value)),
                None => piece.clone(),
            },
            piece => piece.clone(),
        };
        Self(self.0.iter().map(piece).collect())
    }

    /// Returns the name without its ending, and the ending, which is the pattern's own: a dot in what
    /// stands for a placeholder is none.
    pub fn fill<'a>(
        &self,
        value: impl Fn(Placeholder) -> &'a OsStr,
    ) -> (OsString, Option<OsString>) {
        let mut name = Vec::new();
        let mut end = None;
        for piece in &self.0 {
            match piece {
                Piece::Literal(literal) => {
                    let start = name.len();
                    name.extend(literal);
                    let file = literal.iter().rposition(|b| is_separator(*b)).map_or(0, |i| i + 1);
                    let dot = literal[file..].iter().rposition(|b| *b == b'.');
                    let is_first = file > 0 || start == 0;
                    end = dot.filter(|dot| !(is_first && *dot == 0)).map(|dot| start + file + dot);
                }
                Piece::Value(value) => {
                    name.extend(value);
                    end = None;
                }
                Piece::Placeholder(placeholder) => {
                    name.extend(to_bytes(value(*placeholder)));
                    end = None;
                }
            }
        }
        let ending = end.map(|end| from_bytes(name.split_off(end).split_off(1)));
        (from_bytes(name), ending)
    }
}

/// Returns the word in braces that a text begins with.
fn placeholder_at(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().position(|b| *b == b'}').filter(|_| bytes[0] == b'{')?;
    let word = std::str::from_utf8(&bytes[..=end]).ok()?;
    let inner = &word[1..end];
    (!inner.is_empty() && inner.chars().all(char::is_alphanumeric)).then_some(word)
}

fn unknown(word: &str) -> Diagnostic {
    let known = Placeholder::ALL.map(|(_, name)| format!("`{name}`"));
    Diagnostic::error("placeholder", format!("unknown placeholder `{word}`"))
        .hint(format!("there are {}", known.join(", ")))
}

fn is_separator(byte: u8) -> bool {
    std::path::is_separator(char::from(byte))
}

/// Returns a name of a variant or a language as part of the name of a file: it makes no folders.
pub fn clean_name(name: &str) -> String {
    let is_bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let clean: String = name.chars().map(|c| if is_bad(c) { '-' } else { c }).collect();
    match clean.trim_start_matches('.') {
        "" => "-".to_owned(),
        name => name.to_owned(),
    }
}

/// Checks where a variant wants to be written: beneath the folder of its résumé.
///
/// Returns an error if it is elsewhere, or has an unknown placeholder.
pub(super) fn check_output(output: &str) -> Result<(), Diagnostic> {
    NamePattern::parse(OsStr::new(output))?;
    let mut depth = 0_i32;
    for component in Path::new(output).components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir => depth -= 1,
            Component::Prefix(_) | Component::RootDir => depth = i32::MIN / 2,
        }
        if depth < 0 {
            let message = format!("`{output}` lies outside the résumé's folder");
            return Err(Diagnostic::error("output", message)
                .hint("name a file beneath it, or choose another place with `-o`"));
        }
    }
    Ok(())
}

#[cfg(unix)]
fn to_bytes(text: &OsStr) -> Vec<u8> {
    std::os::unix::ffi::OsStrExt::as_bytes(text).to_vec()
}

#[cfg(unix)]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn to_bytes(text: &OsStr) -> Vec<u8> {
    text.to_string_lossy().into_owned().into_bytes()
}

#[cfg(not(unix))]
fn from_bytes(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(pattern: &str) -> (OsString, Option<OsString>) {
        let pattern = NamePattern::parse(OsStr::new(pattern)).expect("known placeholders");
        pattern.fill(|placeholder| match placeholder {
            Placeholder::Name => OsStr::new("jane.doe"),
            Placeholder::Variant => OsStr::new("lead"),
            Placeholder::Language => OsStr::new("fr"),
            Placeholder::Page => OsStr::new("2"),
        })
    }

    #[test]
    fn a_dot_in_a_value_is_no_ending() {
        for (pattern, name, ending) in [
            ("o/{name}", "o/jane.doe", None),
            ("o/{name}.pdf", "o/jane.doe", Some("pdf")),
            ("{name}-{lang}.final.pdf", "jane.doe-fr.final", Some("pdf")),
            ("v1.2/{name}", "v1.2/jane.doe", None),
            ("cv.png", "cv", Some("png")),
            (".hidden", ".hidden", None),
            ("{ name }", "{ name }", None),
            ("{name}-{page}.png", "jane.doe-2", Some("png")),
        ] {
            assert_eq!(fill(pattern), (name.into(), ending.map(OsString::from)), "{pattern}");
        }
    }

    #[test]
    fn an_unknown_placeholder_is_an_error() {
        for pattern in ["{names}.pdf", "{Name}", "a/{date}/b.pdf"] {
            assert!(NamePattern::parse(OsStr::new(pattern)).is_err(), "{pattern}");
        }
    }

    #[test]
    fn a_variant_stays_beneath_its_resume() {
        for good in ["a.pdf", "out/a.pdf", "out/../a.pdf", "./{variant}.pdf", "..a.pdf"] {
            assert_eq!(check_output(good), Ok(()), "{good}");
        }
        for bad in ["../a.pdf", "/tmp/a.pdf", "out/../../a.pdf", "{variant}/../../a", "{x}.pdf"] {
            assert!(check_output(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_of_variants_and_languages_make_no_folders() {
        assert_eq!(clean_name("/../../x"), "-..-..-x");
        assert_eq!(clean_name(".."), "-");
        assert_eq!(clean_name("zh-Hant"), "zh-Hant");
        assert_eq!(clean_name("lead\0/ops"), "lead--ops");
    }
}
