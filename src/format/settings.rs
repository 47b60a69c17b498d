//! Tables of other tools' settings and the corresponding options, used in both directions.

use std::ops::RangeInclusive;

use crate::resume::{Meta, Setting};
use crate::source::{Kind, Node};

use super::presentation::{EMBEDDED_FONTS, Leaf, points, put_in, set_option};

/// A setting of a tool and the corresponding option.
pub(super) struct Pair {
    /// Name of the setting, joined by dots.
    pub(super) theirs: &'static str,
    /// Name of the option; `paper` is `meta.paper`.
    pub(super) ours: &'static str,
    pub(super) conversion: Conversion,
}

/// How values are converted.
pub(super) enum Conversion {
    /// A boolean.
    Flag,
    /// A length in points, limited to a range.
    Length(RangeInclusive<f64>),
    /// A length in points or ems, limited to a range.
    TextLength(RangeInclusive<f64>),
    /// Pairs of values. If several correspond to one value, the first is written.
    Choice(&'static [(&'static str, &'static str)]),
    /// One or several font families, of which the first embedded one is used.
    Font,
    /// Conversion functions; the second one, for writing, is optional.
    By(fn(&str, &Scale) -> Option<String>, Option<fn(&str, &Scale) -> Option<String>>),
}

/// The font metrics by which lengths are converted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    /// Font size in points.
    pub(super) size: f64,
    /// Space between lines in points.
    pub(super) leading: f64,
}

impl Default for Scale {
    fn default() -> Self {
        Self { size: 10.0, leading: 6.0 }
    }
}

impl Scale {
    /// Returns a length in points, with an em being the font size.
    pub(super) fn length(&self, text: &str) -> Option<f64> {
        match text.trim().strip_suffix("em") {
            Some(ems) => ems.trim().parse::<f64>().ok().map(|ems| ems * self.size),
            None => points(text),
        }
    }
}

impl Conversion {
    fn read(&self, text: &str, scale: &Scale) -> Option<String> {
        let within = |range: &RangeInclusive<f64>, points: Option<f64>| {
            let fits = points.is_some_and(|points| range.contains(&points));
            fits.then(|| text.split_whitespace().collect())
        };
        match self {
            Self::Flag => match text.to_lowercase().as_str() {
                "true" | "yes" | "on" => Some("true".to_owned()),
                "false" | "no" | "off" => Some("false".to_owned()),
                _ => None,
            },
            Self::Length(range) => within(range, points(text)),
            Self::TextLength(range) => within(range, scale.length(text)),
            Self::Choice(values) => {
                let is_it = |theirs: &str| theirs.to_lowercase() == text.to_lowercase();
                let found = values.iter().find(|(theirs, _)| is_it(theirs));
                found.map(|(_, ours)| (*ours).to_owned())
            }
            Self::Font => {
                let mut families = text.split(',').map(str::trim);
                families.find(|family| EMBEDDED_FONTS.contains(family)).map(str::to_owned)
            }
            Self::By(read, _) => read(text, scale),
        }
    }

    fn write(&self, value: &str, scale: &Scale) -> Option<String> {
        match self {
            Self::Flag => matches!(value, "true" | "false").then(|| value.to_owned()),
            Self::Length(_) => points(value).map(|_| value.to_owned()),
            Self::TextLength(_) => scale.length(value).map(|_| value.to_owned()),
            Self::Choice(values) => {
                let found = values.iter().find(|(_, ours)| *ours == value);
                found.map(|(theirs, _)| (*theirs).to_owned())
            }
            Self::Font => Some(value.to_owned()),
            Self::By(_, write) => write.as_ref().and_then(|write| write(value, scale)),
        }
    }
}

/// The result of reading a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Read {
    /// No option corresponds to it.
    Nothing,
    /// Kept for converting back, because the option is only similar.
    Nearly,
    /// Fully represented by the option.
    Exactly,
}

/// Sets the options of a setting.
pub(super) fn read(table: &[Pair], leaf: &Leaf, scale: &Scale, meta: &mut Meta) -> Read {
    let text = leaf.text();
    let own = table.iter().filter(|pair| pair.theirs == leaf.name);
    let found: Vec<(&Pair, String)> =
        own.filter_map(|pair| Some((pair, pair.conversion.read(text, scale)?))).collect();
    for (pair, value) in &found {
        // Of two settings for one option, the one without an effect is ignored.
        let is_already_set = meta.options.iter().any(|setting| setting.key == pair.ours);
        if is_already_set && matches!(value.as_str(), "0" | "lines") {
            continue;
        }
        let (path, key) = (leaf.path.clone(), pair.ours.to_owned());
        match pair.ours {
            "paper" => meta.paper = Some(value.clone()),
            _ => set_option(Setting { path, key, value: value.clone() }, meta),
        }
    }
    match found.as_slice() {
        [] => Read::Nothing,
        [(pair, value)] if pair.conversion.write(value, scale).as_deref() == Some(text) => {
            Read::Exactly
        }
        _ => Read::Nearly,
    }
}

/// Writes an option into the settings of a file; returns whether that is possible.
///
/// Settings that already have this meaning are not changed.
pub(super) fn write(table: &[Pair], option: &Setting, scale: &Scale, settings: &mut Node) -> bool {
    let own = || table.iter().filter(|pair| pair.ours == option.key);
    let reads_as_value = |pair: &Pair| {
        let foreign_text = setting(settings, pair.theirs).and_then(Node::as_text);
        let value =
            foreign_text.and_then(|foreign_text| pair.conversion.read(foreign_text.trim(), scale));
        value.as_ref() == Some(&option.value)
    };
    if own().any(reads_as_value) {
        return true;
    }
    let written = own().find_map(|pair| Some((pair, pair.conversion.write(&option.value, scale)?)));
    let Some((pair, text)) = written else { return false };
    put_in(settings, pair.theirs, scalar(&text));
    true
}

/// Returns the paper size and all options in `meta` as settings.
pub(super) fn options(meta: &Meta) -> Vec<Setting> {
    let own = [("paper", "paper", &meta.paper), ("dateFormat", "date-format", &meta.date_format)];
    let own = own.into_iter().filter_map(|(key, name, value)| {
        Some(Setting { path: meta.path.key(key), key: name.to_owned(), value: value.clone()? })
    });
    own.chain(meta.options.iter().cloned()).collect()
}

/// Returns the value at a dotted name.
pub(super) fn setting<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    name.split('.').try_fold(node, |node, key| node.get(key))
}

/// Writes a text or a boolean.
pub(super) fn scalar(text: &str) -> Node {
    let is_flag = matches!(text, "true" | "false");
    Node::scalar(text, if is_flag { Kind::Boolean } else { Kind::Text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::presentation::leaves;
    use crate::source::{Path, Value};

    const TABLE: [Pair; 5] = [
        Pair { theirs: "page.folio", ours: "page-numbers", conversion: Conversion::Flag },
        Pair {
            theirs: "page.top",
            ours: "margin-top",
            conversion: Conversion::Length(10.0..=20.0),
        },
        Pair {
            theirs: "page.sheet",
            ours: "paper",
            conversion: Conversion::Choice(&[("letter", "us-letter"), ("quarto", "us-letter")]),
        },
        Pair {
            theirs: "gap.a",
            ours: "body-gap",
            conversion: Conversion::Choice(&[("none", "0"), ("some", "1")]),
        },
        Pair {
            theirs: "gap.b",
            ours: "body-gap",
            conversion: Conversion::Choice(&[("none", "0"), ("some", "1")]),
        },
    ];

    fn read_all(settings: &[(&str, &str)]) -> (Meta, Vec<Read>) {
        let mut node = Node { value: Value::Null, span: crate::diagnostic::Span::detached() };
        settings.iter().for_each(|(name, text)| put_in(&mut node, name, scalar(text)));
        let mut meta = Meta::default();
        let members = node.as_map().unwrap_or_default();
        let found = leaves(members, &Path::ROOT);
        let read = found.iter().map(|leaf| read(&TABLE, leaf, &Scale::default(), &mut meta));
        let read = read.collect();
        (meta, read)
    }

    fn set(meta: &Meta) -> Vec<String> {
        options(meta).iter().map(|option| format!("{}={}", option.key, option.value)).collect()
    }

    #[test]
    fn settings_survive_a_round_trip_through_the_table() {
        let settings = [("page.folio", "true"), ("page.top", "15pt"), ("page.sheet", "letter")];
        let (meta, read) = read_all(&settings);
        assert_eq!(set(&meta), ["paper=us-letter", "page-numbers=true", "margin-top=15pt"]);
        assert_eq!(read, [Read::Exactly; 3]);
        let mut written = Node { value: Value::Null, span: crate::diagnostic::Span::detached() };
        for option in options(&meta) {
            assert!(write(&TABLE, &option, &Scale::default(), &mut written));
        }
        for (name, text) in settings {
            assert_eq!(setting(&written, name).and_then(Node::as_text), Some(text));
        }
    }

    #[test]
    fn unsupported_values_are_approximated() {
        let (meta, read) = read_all(&[("page.sheet", "quarto"), ("page.top", "1in")]);
        assert_eq!(
            (set(&meta), read),
            (vec!["paper=us-letter".to_owned()], vec![Read::Nearly, Read::Nothing])
        );
    }

    #[test]
    fn existing_settings_are_not_overwritten() {
        let mut written = Node { value: Value::Null, span: crate::diagnostic::Span::detached() };
        put_in(&mut written, "page.sheet", scalar("quarto"));
        let option = |value: &str| Setting {
            path: Path::ROOT,
            key: "paper".to_owned(),
            value: value.to_owned(),
        };
        assert!(write(&TABLE, &option("us-letter"), &Scale::default(), &mut written));
        assert!(!write(&TABLE, &option("a4"), &Scale::default(), &mut written));
        assert_eq!(setting(&written, "page.sheet").and_then(Node::as_text), Some("quarto"));
    }

    #[test]
    fn a_neutral_setting_does_not_override_another_for_the_same_option() {
        assert_eq!(set(&read_all(&[("gap.a", "some"), ("gap.b", "none")]).0), ["body-gap=1"]);
        assert_eq!(set(&read_all(&[("gap.a", "none"), ("gap.b", "some")]).0), ["body-gap=1"]);
    }
}
