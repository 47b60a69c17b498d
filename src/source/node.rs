use crate::diagnostic::Span;

/// A value of a source text.
///
/// Scalars keep the text as written. Decoders interpret it, so that the postal code `01234` and the
/// surname `No` are not changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

/// The content of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Scalar(Scalar),
    List(Vec<Node>),
    /// Members in document order. Keys are unique, except in trees from XML.
    ///
    /// XML: an attribute is a member `@name`, a child element a member with its name, text a member
    /// `#text`, in document order.
    Map(Vec<Member>),
}

/// Raw text and its notation.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    pub text: String,
    pub kind: Kind,
}

/// The notation of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Always text: quoted, a YAML block scalar, or XML text.
    Text,
    /// Unquoted in YAML: text, number, date or boolean, as the decoder expects.
    Plain,
    /// A JSON or TOML number as written.
    Number,
    /// A JSON or TOML boolean.
    Boolean,
    /// A TOML date or time as written.
    Date,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

impl Member {
    /// Creates a member without a source.
    pub fn new(key: impl Into<String>, value: Node) -> Self {
        Self { key: key.into(), key_span: Span::detached(), value }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self { value, span: Span::detached() }
    }
}

/// Creates text without a source.
impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::scalar(text, Kind::Text)
    }
}

/// Creates text without a source.
impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::scalar(text, Kind::Text)
    }
}

impl Node {
    /// Creates a text node.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::scalar(text, Kind::Text).with_span(span)
    }

    /// Creates a scalar without a source.
    ///
    /// A [`Kind::Date`] is written unquoted in YAML and TOML, and as a string in JSON.
    pub fn scalar(text: impl Into<String>, kind: Kind) -> Self {
        Value::Scalar(Scalar { text: text.into(), kind }).into()
    }

    /// Creates a list without a source.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Value::List(items.into_iter().collect()).into()
    }

    /// Creates a map without a source; members keep their order.
    pub fn map<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        let members = members.into_iter().map(|(key, value)| Member::new(key, value));
        Value::Map(members.collect()).into()
    }

    /// Returns whether the node is `true` or `false` without quotes.
    pub fn is_boolean(&self) -> bool {
        let Value::Scalar(scalar) = &self.value else { return false };
        match scalar.kind {
            Kind::Boolean => true,
            Kind::Plain => ["true", "false"].contains(&scalar.text.as_str()),
            Kind::Text | Kind::Number | Kind::Date => false,
        }
    }

    /// Returns whether the node is null, blank text, or an empty collection.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(scalar) => scalar.text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(members) => members.is_empty(),
        }
    }

    /// Returns whether two nodes have the same content, ignoring spans.
    pub fn has_same_content(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Scalar(one), Value::Scalar(other)) => one == other,
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| one.has_same_content(other))
            }
            (Value::Map(one), Value::Map(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| {
                        one.key == other.key && one.value.has_same_content(&other.value)
                    })
            }
            _ => false,
        }
    }

    /// Shifts all spans of the tree by a number of bytes.
    pub fn shift(&mut self, bytes: usize) {
        self.span = self.span.shifted(bytes);
        match &mut self.value {
            Value::Null | Value::Scalar(_) => {}
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(bytes)),
            Value::Map(members) => {
                for member in members {
                    member.key_span = member.key_span.shifted(bytes);
                    member.value.shift(bytes);
                }
            }
        }
    }

    /// Returns the node with another span.
    #[must_use]
    pub fn with_span(mut self, span: Span) -> Self {
        self.span = span;
        self
    }

    /// Returns the raw text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(scalar) => Some(&scalar.text),
            _ => None,
        }
    }

    /// Returns the elements of a list.
    pub fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(items) => Some(items),
            _ => None,
        }
    }

    /// Returns the members of a map.
    pub fn as_map(&self) -> Option<&[Member]> {
        match &self.value {
            Value::Map(members) => Some(members),
            _ => None,
        }
    }

    /// Returns the value of the first member with a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// Returns the first member with a key.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_map()?.iter().find(|member| member.key == key)
    }

    /// Returns whether the node is null.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Returns the kind of value for messages: `a list`, `text`, `a number`, …
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Scalar(scalar) => match scalar.kind {
                Kind::Plain if self.is_boolean() => "true or false",
                Kind::Text | Kind::Plain => "text",
                Kind::Number => "a number",
                Kind::Boolean => "true or false",
                Kind::Date => "a date",
            },
        }
    }
}
