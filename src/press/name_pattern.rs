use std::ffi::{OsStr, OsString};
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::format::keys;
use crate::path::{Path as DataPath, Segment};

/// A file name with placeholders: `out/{name}-{variant}.{ext}`.
///
/// File names need not be valid Unicode, so the bytes are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamePattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Literal(Vec<u8>),
    Placeholder(Placeholder),
}

/// A placeholder of a file name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placeholder {
    /// Name of the résumé file without its extension.
    Name,
    Variant,
    Language,
    /// Number of the input within the run.
    Number,
    /// Page number, in formats with one file per page.
    Page,
    /// Default extension of the format.
    Extension,
    /// A datum of the résumé, such as `basics.name`.
    Datum(DataPath),
}

impl Placeholder {
    /// All placeholders without a path.
    pub const WORDS: [(Self, &str); 6] = [
        (Self::Name, "{name}"),
        (Self::Variant, "{variant}"),
        (Self::Language, "{lang}"),
        (Self::Number, "{number}"),
        (Self::Page, "{page}"),
        (Self::Extension, "{ext}"),
    ];

    fn parse(word: &str) -> Option<Self> {
        // The short name cannot be in `--help`, where it is a line break.
        let word = if word == "{n}" { "{number}" } else { word };
        let known = Self::WORDS.into_iter().find(|(_, name)| *name == word);
        if let Some((placeholder, _)) = known {
            return Some(placeholder);
        }
        let path = DataPath::parse(word.trim_matches(['{', '}']))?;
        let segments = path.segments();
        let [Segment::Key(first), second, ..] = segments.as_slice() else { return None };
        let is_in = |keys: &[keys::Key], name: &str| keys.iter().any(|key| key.name == name);
        let is_known = match (&**first, second) {
            ("basics", Segment::Key(second)) => is_in(keys::BASICS, second),
            ("meta", Segment::Key(second)) => is_in(keys::META, second),
            ("letter", Segment::Key(second)) => is_in(keys::LETTER, second),
            // A section, by kind or id.
            (_, Segment::Index(_)) => true,
            _ => false,
        };
        is_known.then_some(Self::Datum(path))
    }
}

impl NamePattern {
    /// Parses a name with placeholders.
    ///
    /// Returns an error if a placeholder is unknown.
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
            let placeholder = Placeholder::parse(word).ok_or_else(|| unknown(word))?;
            pieces.push(Piece::Literal(std::mem::take(&mut literal)));
            pieces.push(Piece::Placeholder(placeholder));
            rest = &rest[word.len()..];
        }
        pieces.push(Piece::Literal(literal));
        Ok(Self(pieces))
    }

    /// Returns whether the name contains a placeholder.
    pub fn has(&self, placeholder: &Placeholder) -> bool {
        self.placeholders().any(|own| own == placeholder)
    }

    /// Returns the paths of the data used in the name.
    pub fn data(&self) -> impl Iterator<Item = &DataPath> {
        self.placeholders().filter_map(|own| match own {
            Placeholder::Datum(path) => Some(path),
            _ => None,
        })
    }

    fn placeholders(&self) -> impl Iterator<Item = &Placeholder> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Placeholder(placeholder) => Some(placeholder),
            Piece::Literal(_) => None,
        })
    }

    /// Replaces all placeholders except page and extension.
    ///
    /// A placeholder without a value is removed together with the preceding hyphen, dot or space.
    pub fn fill(&self, value: impl Fn(&Placeholder) -> Option<OsString>) -> FileName {
        let mut parts: Vec<Part> = Vec::new();
        let mut ending = None;
        for piece in &self.0 {
            match piece {
                Piece::Literal(literal) => {
                    let is_first = parts.is_empty();
                    let file = literal.iter().rposition(|b| is_separator(*b)).map_or(0, |i| i + 1);
                    let dot = literal[file..].iter().rposition(|b| *b == b'.');
                    let starts_name = |dot: &usize| (is_first || file > 0) && *dot == 0;
                    ending = dot.filter(|dot| !starts_name(dot)).map(|dot| file + dot);
                    parts.push(Part::Text(literal.clone()));
                }
                Piece::Placeholder(placeholder) => {
                    ending = None;
                    match placeholder {
                        Placeholder::Page => parts.push(Part::Page),
                        Placeholder::Extension => parts.push(Part::Extension),
                        other => match value(other).filter(|value| !value.is_empty()) {
                            Some(value) => parts.push(Part::Text(to_bytes(&value))),
                            None => drop_joint(&mut parts),
                        },
                    }
                }
            }
        }
        if let [.., Part::Text(before), Part::Extension, Part::Text(after)] = parts.as_mut_slice()
            && after.is_empty()
            && before.last() == Some(&b'.')
        {
            before.pop();
            parts.truncate(parts.len() - 2);
            return FileName { parts, ending: Ending::Format };
        }
        let own = match (ending, parts.last_mut()) {
            (Some(end), Some(Part::Text(literal))) => {
                Some(from_bytes(literal.split_off(end).split_off(1)))
            }
            _ => None,
        };
        FileName { parts, ending: Ending::Own(own) }
    }
}

/// Removes the separator next to a missing part.
fn drop_joint(parts: &mut [Part]) {
    if let Some(Part::Text(text)) = parts.last_mut()
        && text.last().is_some_and(|last| b"-_. ".contains(last))
    {
        text.pop();
    }
}

/// The name of an output before its page and format are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    parts: Vec<Part>,
    ending: Ending,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(Vec<u8>),
    Page,
    Extension,
}

/// The extension of a file name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Ending {
    /// That of the format.
    Format,
    /// As typed; `None` for no extension.
    Own(Option<OsString>),
}

impl FileName {
    /// Creates a name without a typed extension.
    pub fn stem(name: &OsStr) -> Self {
        Self { parts: vec![Part::Text(to_bytes(name))], ending: Ending::Format }
    }

    /// Returns the typed extension.
    pub fn own_ending(&self) -> Option<&OsStr> {
        match &self.ending {
            Ending::Own(ending) => ending.as_deref(),
            Ending::Format => None,
        }
    }

    /// Returns the name in a folder.
    #[must_use]
    pub fn within(mut self, folder: &Path) -> Self {
        if !folder.as_os_str().is_empty() {
            let mut start = to_bytes(folder.as_os_str());
            if !start.last().is_some_and(|last| is_separator(*last)) {
                start.extend(to_bytes(OsStr::new(std::path::MAIN_SEPARATOR_STR)));
            }
            self.parts.insert(0, Part::Text(start));
        }
        self
    }

    /// Returns the path of a file, with the page number at its placeholder or at the end. If
    /// `keeps_ending`, a typed extension is kept for any format.
    pub fn path(&self, extension: &str, page: Option<usize>, keeps_ending: bool) -> PathBuf {
        let number = page.map(|page| page.to_string());
        let mut name: Vec<u8> = Vec::new();
        for part in &self.parts {
            match (part, &number) {
                (Part::Text(text), _) => name.extend(text),
                (Part::Extension, _) => name.extend(extension.as_bytes()),
                (Part::Page, Some(number)) => name.extend(number.as_bytes()),
                (Part::Page, None) => {
                    if name.last().is_some_and(|last| b"-_. ".contains(last)) {
                        name.pop();
                    }
                }
            }
        }
        if let Some(number) = number.filter(|_| !self.has_page()) {
            name.extend(format!("-{number}").as_bytes());
        }
        let ending = match &self.ending {
            Ending::Own(ending) if keeps_ending => ending.as_deref(),
            _ => Some(OsStr::new(extension)),
        };
        if let Some(ending) = ending {
            name.push(b'.');
            name.extend(to_bytes(ending));
        }
        PathBuf::from(from_bytes(name))
    }

    /// Returns whether the name has a placeholder for the page number.
    pub fn has_page(&self) -> bool {
        self.parts.contains(&Part::Page)
    }
}

/// Returns the placeholder in braces at the start of a text.
fn placeholder_at(bytes: &[u8]) -> Option<&str> {
    let end = bytes.iter().position(|b| *b == b'}').filter(|_| bytes[0] == b'{')?;
    let word = std::str::from_utf8(&bytes[..=end]).ok()?;
    let inner = &word[1..end];
    let is_of_path = |c: char| c.is_alphanumeric() || "._[]".contains(c);
    (!inner.is_empty() && inner.chars().all(is_of_path)).then_some(word)
}

fn unknown(word: &str) -> Diagnostic {
    let known = Placeholder::WORDS.map(|(_, name)| format!("`{name}`"));
    Diagnostic::error("placeholder", format!("unknown placeholder `{word}`")).hint(format!(
        "the placeholders are {}, and data such as `{{basics.name}}`",
        known.join(", ")
    ))
}

fn is_separator(byte: u8) -> bool {
    std::path::is_separator(char::from(byte))
}

/// Maximum length of a datum in a file name, in letters.
const LONGEST_VALUE: usize = 80;

/// Names reserved for devices on Windows.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Returns a datum as part of a file name that is valid on any system; `None` if nothing remains.
pub fn clean_value(text: &str) -> Option<String> {
    let words: Vec<_> = text.split_whitespace().collect();
    let short: String = words.join(" ").chars().take(LONGEST_VALUE).collect();
    if short.is_empty() {
        return None;
    }
    let mut name = clean_name(&short);
    name.truncate(name.trim_end_matches(['.', ' ']).len());
    let folded = name.to_lowercase();
    let is_port = |port: &str| {
        let number = folded.strip_prefix(port);
        number.is_some_and(|number| number.len() == 1 && number.chars().all(|c| c.is_ascii_digit()))
    };
    if DEVICES.contains(&folded.as_str()) || is_port("com") || is_port("lpt") {
        name.push('-');
    }
    Some(name).filter(|name| !name.is_empty())
}

/// Returns the name of a variant or a language as part of a file name, without path separators.
pub fn clean_name(name: &str) -> String {
    let is_bad = |c: char| c.is_control() || r#"/\:*?"<>|"#.contains(c);
    let clean: String = name.chars().map(|c| if is_bad(c) { '-' } else { c }).collect();
    match clean.trim_start_matches('.') {
        "" => "-".to_owned(),
        name => name.to_owned(),
    }
}

/// Checks the output path of a variant.
///
/// Returns an error if the path leaves the résumé's folder or has an unknown placeholder.
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
            let message = format!("`{output}` is outside the résumé's folder");
            return Err(
                Diagnostic::error("output", message).hint("choose a file below it, or use `-o`")
            );
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

    fn fill(pattern: &str) -> FileName {
        let pattern = NamePattern::parse(OsStr::new(pattern)).expect("known placeholders");
        pattern.fill(|placeholder| match placeholder {
            Placeholder::Name => Some("jane.doe".into()),
            Placeholder::Variant => None,
            Placeholder::Language => Some("fr".into()),
            Placeholder::Number => Some("7".into()),
            _ => clean_value("Jane  Doe / CEO.").map(OsString::from),
        })
    }

    #[test]
    fn a_dot_in_a_value_is_not_an_extension() {
        for (pattern, ending, path) in [
            ("o/{name}", None, "o/jane.doe"),
            ("o/{name}.pdf", Some("pdf"), "o/jane.doe.pdf"),
            ("{name}-{lang}.final.pdf", Some("pdf"), "jane.doe-fr.final.pdf"),
            ("v1.2/{name}", None, "v1.2/jane.doe"),
            ("cv.png", Some("png"), "cv.png"),
            (".hidden", None, ".hidden"),
            ("{ name }", None, "{ name }"),
        ] {
            let name = fill(pattern);
            assert_eq!(name.own_ending(), ending.map(OsStr::new), "{pattern}");
            assert_eq!(name.path("svg", None, true), Path::new(path), "{pattern}");
        }
    }

    #[test]
    fn placeholders_for_page_format_and_data_are_replaced() {
        for (pattern, page, path) in [
            ("{name}.{ext}", None, "jane.doe.svg"),
            ("{name}.{ext}", Some(2), "jane.doe-2.svg"),
            ("{ext}/{page}/{number}.x", Some(2), "svg/2/7.svg"),
            ("{name}-{page}.{ext}", None, "jane.doe.svg"),
            ("{name}-{page}.{ext}", Some(1), "jane.doe-1.svg"),
            ("{name}-{variant}-{lang}.{ext}", None, "jane.doe-fr.svg"),
            ("o/{basics.name} ({n}).pdf", None, "o/Jane Doe - CEO (7).svg"),
            ("{work[0].name}", None, "Jane Doe - CEO.svg"),
        ] {
            assert_eq!(fill(pattern).path("svg", page, false), Path::new(path), "{pattern}");
        }
    }

    #[test]
    fn values_are_converted_to_portable_file_names() {
        for (value, name) in [
            ("Ada/../Byron", Some("Ada-..-Byron")),
            (" \n ", None),
            ("..", Some("-")),
            ("NUL", Some("NUL-")),
            ("com1", Some("com1-")),
            ("a:b*c?", Some("a-b-c-")),
            ("Zoë\u{7}", Some("Zoë-")),
        ] {
            assert_eq!(clean_value(value).as_deref(), name, "{value:?}");
        }
        assert_eq!(clean_value(&"long ".repeat(99)).map(|name| name.len()), Some(79));
    }

    #[test]
    fn an_unknown_placeholder_is_an_error() {
        for pattern in
            ["{names}.pdf", "{Name}", "a/{date}/b.pdf", "{basics.nmae}", "{basics}", "{wrk.name}"]
        {
            assert!(NamePattern::parse(OsStr::new(pattern)).is_err(), "{pattern}");
        }
    }

    #[test]
    fn the_output_of_a_variant_must_be_within_the_folder_of_the_resume() {
        for good in ["a.pdf", "out/a.pdf", "out/../a.pdf", "./{variant}.pdf", "..a.pdf"] {
            assert_eq!(check_output(good), Ok(()), "{good}");
        }
        for bad in ["../a.pdf", "/tmp/a.pdf", "out/../../a.pdf", "{variant}/../../a", "{x}.pdf"] {
            assert!(check_output(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn names_of_variants_and_languages_do_not_create_folders() {
        assert_eq!(clean_name("/../../x"), "-..-..-x");
        assert_eq!(clean_name(".."), "-");
        assert_eq!(clean_name("zh-Hant"), "zh-Hant");
        assert_eq!(clean_name("lead\0/ops"), "lead--ops");
    }
}
