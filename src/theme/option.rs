use serde::{Serialize, Serializer, ser::SerializeMap};

/// An option declared in a manifest.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionSpec {
    pub name: String,
    pub kind: OptionKind,
    pub default: OptionValue,
    /// One-line description.
    pub doc: String,
    /// For a text colour: the option of its background, if that is not the page.
    pub on: Option<String>,
    /// Whether every theme has it.
    pub common: bool,
    /// Whether the theme fixes its value.
    pub fixed: bool,
    /// Its type in other themes, if it differs.
    pub elsewhere: Option<OptionKind>,
}

/// The type of an option, with its bounds.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionKind {
    /// `10.5pt`, `22mm`, `2.2cm`, `0.9in` or `0.6em`; bounds in points, for absolute lengths.
    Length {
        min: Option<f64>,
        max: Option<f64>,
    },
    /// `#rgb`, `#rrggbb` or one of the 16 basic CSS names.
    Color(ColorUse),
    Number {
        min: Option<f64>,
        max: Option<f64>,
    },
    Integer {
        min: Option<f64>,
        max: Option<f64>,
    },
    Boolean {
        /// Whether `auto` is allowed, which depends on the purpose of the page.
        auto: bool,
    },
    Choice(Vec<String>),
    /// A font family.
    Font,
    Text,
}

/// The use of a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorUse {
    Text,
    /// A background of text.
    Ground,
    /// A decoration such as a rule.
    Ornament,
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq)]
pub enum OptionValue {
    /// A length in points.
    Pt(f64),
    /// A multiple of the font size.
    Em(f64),
    /// `#rrggbb`.
    Color(String),
    Number(f64),
    Integer(i64),
    Boolean(bool),
    /// The default for the purpose of the page.
    Auto,
    Text(String),
}

/// The basic colour names of CSS.
const COLORS: [(&str, &str); 16] = [
    ("black", "#000000"),
    ("silver", "#c0c0c0"),
    ("gray", "#808080"),
    ("white", "#ffffff"),
    ("maroon", "#800000"),
    ("red", "#ff0000"),
    ("purple", "#800080"),
    ("fuchsia", "#ff00ff"),
    ("green", "#008000"),
    ("lime", "#00ff00"),
    ("olive", "#808000"),
    ("yellow", "#ffff00"),
    ("navy", "#000080"),
    ("blue", "#0000ff"),
    ("teal", "#008080"),
    ("aqua", "#00ffff"),
];

impl OptionSpec {
    /// Parses a value as typed after `--set name=`.
    ///
    /// Returns an error that describes the expected values if the text is invalid.
    pub fn parse(&self, text: &str) -> Result<OptionValue, String> {
        let text = text.trim();
        let value = match &self.kind {
            OptionKind::Length { .. } => length(text),
            OptionKind::Color(_) => color(text),
            OptionKind::Number { .. } => number(text).map(OptionValue::Number),
            OptionKind::Integer { .. } => text.parse().ok().map(OptionValue::Integer),
            OptionKind::Boolean { auto } => match text {
                "auto" => auto.then_some(OptionValue::Auto),
                "true" | "yes" | "on" => Some(OptionValue::Boolean(true)),
                "false" | "no" | "off" => Some(OptionValue::Boolean(false)),
                _ => None,
            },
            OptionKind::Choice(values) => {
                values.iter().find(|v| *v == text).map(|v| OptionValue::Text(v.clone()))
            }
            OptionKind::Font if text.is_empty() => None,
            OptionKind::Font | OptionKind::Text => Some(OptionValue::Text(text.to_owned())),
        };
        value.filter(|value| self.in_range(value)).ok_or_else(|| self.expected())
    }

    fn in_range(&self, value: &OptionValue) -> bool {
        let (min, max) = self.bounds();
        let number = match value {
            OptionValue::Pt(n) | OptionValue::Number(n) => *n,
            #[expect(clippy::cast_precision_loss, reason = "bounds are small")]
            OptionValue::Integer(n) => *n as f64,
            _ => return true,
        };
        min.is_none_or(|min| number >= min - 1e-9) && max.is_none_or(|max| number <= max + 1e-9)
    }

    /// Returns the option as other themes have it, if it differs.
    pub fn in_other_themes(&self) -> Option<Self> {
        let kind = self.elsewhere.clone()?;
        Some(Self { kind, elsewhere: None, ..self.clone() })
    }

    /// Parses a value; `em` is the font size in points, if known.
    ///
    /// Returns an error that describes the expected values if the text is invalid.
    pub fn parse_at(&self, text: &str, em: Option<f64>) -> Result<OptionValue, String> {
        let value = self.parse(text)?;
        match (&value, em) {
            (OptionValue::Em(ems), Some(em)) if !self.in_range(&OptionValue::Pt(ems * em)) => {
                Err(format!("{}; an em is {}", self.expected(), points(em)))
            }
            _ => Ok(value),
        }
    }

    /// Returns the minimum and maximum, if the option has them.
    pub fn bounds(&self) -> (Option<f64>, Option<f64>) {
        match self.kind {
            OptionKind::Length { min, max }
            | OptionKind::Number { min, max }
            | OptionKind::Integer { min, max } => (min, max),
            _ => (None, None),
        }
    }

    /// Describes the valid values.
    pub fn expected(&self) -> String {
        let what = match &self.kind {
            OptionKind::Length { .. } => "expected a length such as `10.5pt`, `22mm` or `0.6em`",
            OptionKind::Color(_) => "expected a colour such as `#0b5394`",
            OptionKind::Number { .. } => "expected a number",
            OptionKind::Integer { .. } => "expected a whole number",
            OptionKind::Boolean { auto: true } => "expected `auto`, `true` or `false`",
            OptionKind::Boolean { auto: false } => "expected `true` or `false`",
            OptionKind::Choice(values) => {
                let values: Vec<_> = values.iter().map(|v| format!("`{v}`")).collect();
                return format!("expected one of {}", values.join(", "));
            }
            OptionKind::Font => "expected the name of a font family; `recto fonts` lists them",
            OptionKind::Text => "expected text",
        };
        match (self.bounds(), &self.kind) {
            ((Some(min), Some(max)), OptionKind::Length { .. }) => {
                format!("{what}, from {} to {}", points(min), points(max))
            }
            ((Some(min), Some(max)), _) => format!("{what} from {min} to {max}"),
            ((Some(min), None), _) => format!("{what}, {min} at least"),
            ((None, Some(max)), _) => format!("{what}, {max} at most"),
            ((None, None), _) => what.to_owned(),
        }
    }
}

fn points(value: f64) -> String {
    format!("{}pt", (value * 100.0).round() / 100.0)
}

fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    text.parse().ok().filter(|_| plain)
}

fn length(text: &str) -> Option<OptionValue> {
    let split = text.find(|c: char| c.is_ascii_alphabetic())?;
    let value = number(text[..split].trim_end())?;
    Some(match &text[split..] {
        "pt" => OptionValue::Pt(value),
        "mm" => OptionValue::Pt(value * 72.0 / 25.4),
        "cm" => OptionValue::Pt(value * 72.0 / 2.54),
        "in" => OptionValue::Pt(value * 72.0),
        "em" => OptionValue::Em(value),
        _ => return None,
    })
}

fn color(text: &str) -> Option<OptionValue> {
    if let Some((_, hex)) = COLORS.iter().find(|(name, _)| text.eq_ignore_ascii_case(name)) {
        return Some(OptionValue::Color((*hex).to_owned()));
    }
    let digits = text.strip_prefix('#')?;
    if !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let digits = digits.to_ascii_lowercase();
    match digits.len() {
        6 => Some(OptionValue::Color(format!("#{digits}"))),
        3 => Some(OptionValue::Color(
            std::iter::once('#').chain(digits.chars().flat_map(|c| [c, c])).collect(),
        )),
        _ => None,
    }
}

/// Formats a value for messages and `recto themes`.
impl std::fmt::Display for OptionValue {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Pt(n) => f.write_str(&points(*n)),
            Self::Em(n) => write!(f, "{n}em"),
            Self::Number(n) => write!(f, "{n}"),
            Self::Integer(n) => write!(f, "{n}"),
            Self::Boolean(b) => write!(f, "{b}"),
            Self::Auto => f.write_str("auto"),
            Self::Color(text) | Self::Text(text) => f.write_str(text),
        }
    }
}

/// Serialised for the common library: `{"pt": 10.5}`, `{"em": 0.6}`, `{"color": "#…"}`, or the bare
/// value. `Auto` becomes `true`; it is resolved before a theme is called.
impl Serialize for OptionValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Pt(n) => one(serializer, "pt", n),
            Self::Em(n) => one(serializer, "em", n),
            Self::Color(text) => one(serializer, "color", text),
            Self::Number(n) => serializer.serialize_f64(*n),
            Self::Integer(n) => serializer.serialize_i64(*n),
            Self::Boolean(b) => serializer.serialize_bool(*b),
            Self::Auto => serializer.serialize_bool(true),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

fn one<S: Serializer>(serializer: S, tag: &str, value: &impl Serialize) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(tag, value)?;
    map.end()
}

/// All options of a theme with their values, in manifest order.
#[derive(Debug, Clone, PartialEq)]
pub struct Options(Vec<(String, OptionValue)>);

impl Options {
    /// Returns the default values.
    pub fn defaults(specs: &[OptionSpec]) -> Self {
        Self(specs.iter().map(|spec| (spec.name.clone(), spec.default.clone())).collect())
    }

    pub fn set(&mut self, name: &str, value: OptionValue) {
        if let Some(slot) = self.0.iter_mut().find(|(key, _)| key == name) {
            slot.1 = value;
        }
    }

    /// Returns the value of an option.
    pub fn get(&self, name: &str) -> Option<&OptionValue> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    /// Returns the value of a choice, font or text option.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(OptionValue::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns a length in points, with an em being the font size.
    pub fn points(&self, name: &str) -> Option<f64> {
        match (self.get(name)?, self.get("font-size")) {
            (OptionValue::Pt(points), _) => Some(*points),
            (OptionValue::Em(ems), Some(OptionValue::Pt(em))) => Some(ems * em),
            _ => None,
        }
    }

    /// Returns the minimum and maximum of an option, in ems if its value is in ems.
    pub fn bounds_of(&self, spec: &OptionSpec) -> (Option<f64>, Option<f64>) {
        let value = self.get(&spec.name).unwrap_or(&spec.default);
        let em = self.points("font-size").filter(|em| *em > 0.0);
        let unit = if let (OptionValue::Em(_), Some(em)) = (value, em) { em } else { 1.0 };
        let in_unit = |bound: f64| (bound / unit * 100.0).round() / 100.0;
        let (min, max) = spec.bounds();
        (min.map(in_unit), max.map(in_unit))
    }

    /// Returns the value of a number option.
    pub fn number(&self, name: &str) -> Option<f64> {
        match self.get(name) {
            Some(OptionValue::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Returns whether a boolean option is on; `usual` replaces `auto`.
    pub fn is_on_or(&self, name: &str, usual: bool) -> bool {
        self.is_on(name) || usual && self.get(name) == Some(&OptionValue::Auto)
    }

    /// Returns whether a boolean option is on.
    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.get(name), Some(OptionValue::Boolean(true)))
    }

    /// Iterates in manifest order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &OptionValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl Serialize for Options {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}
