//! Syntax tree of marked-up text.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// A block of prose.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    Paragraph { body: Inline },
    List { items: Vec<Vec<Block>> },
    Enumeration { items: Vec<Vec<Block>> },
}

/// Text with inline markup; serialised as an array of strings and tagged maps.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Inline(pub Vec<Run>);

/// One piece of inline text.
///
/// Serialised as a bare string, or as `{"kind": "strong" | "emphasis" | "code" | "link" | "break"
/// | "foreign", "body": [..], "url": "…", "lang": "…", "region": "…", "dir": "ltr" | "rtl"}`.
#[derive(Debug, Clone, PartialEq)]
pub enum Run {
    Text(String),
    Strong(Inline),
    Emphasis(Inline),
    Code(String),
    Link {
        url: String,
        body: Inline,
    },
    /// Text in another language than its surroundings.
    Foreign {
        /// Two- or three-letter language code.
        lang: String,
        /// Two-letter country code.
        region: Option<String>,
        /// `ltr` or `rtl`, if it differs from the surroundings.
        dir: Option<&'static str>,
        body: Inline,
    },
    Break,
}

impl Inline {
    /// Creates text without markup.
    pub fn plain(text: impl Into<String>) -> Self {
        Self(vec![Run::Text(text.into())])
    }

    /// Returns whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the text without its markup.
    pub fn text(&self) -> String {
        let mut out = String::new();
        self.push_text(&mut out);
        out
    }

    fn push_text(&self, out: &mut String) {
        for run in &self.0 {
            match run {
                Run::Text(text) | Run::Code(text) => out.push_str(text),
                Run::Strong(body)
                | Run::Emphasis(body)
                | Run::Link { body, .. }
                | Run::Foreign { body, .. } => body.push_text(out),
                Run::Break => out.push('\n'),
            }
        }
    }
}

impl Serialize for Run {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, body, extra) = match self {
            Self::Text(text) => return serializer.serialize_str(text),
            Self::Code(text) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("kind", "code")?;
                map.serialize_entry("text", text)?;
                return map.end();
            }
            Self::Break => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("kind", "break")?;
                return map.end();
            }
            Self::Strong(body) => ("strong", body, Vec::new()),
            Self::Emphasis(body) => ("emphasis", body, Vec::new()),
            Self::Link { url, body } => ("link", body, vec![("url", Some(url.as_str()))]),
            Self::Foreign { lang, region, dir, body } => {
                let facts = vec![
                    ("lang", Some(lang.as_str())),
                    ("region", region.as_deref()),
                    ("dir", *dir),
                ];
                ("foreign", body, facts)
            }
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", kind)?;
        map.serialize_entry("body", body)?;
        for (key, value) in extra {
            map.serialize_entry(key, &value)?;
        }
        map.end()
    }
}
