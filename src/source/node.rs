use crate::diagnostic::Span;

/// One value of a source text.
///
/// A scalar keeps the text that was typed: what it means is decided by whoever decodes it, so that
/// a postal code `01234` or a surname `No` stays itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub value: Value,
    pub span: Span,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Scalar(Scalar),
    List(Vec<Node>),
    /// Members in document order. Keys are unique, except in trees made from XML.
    ///
    /// XML: an attribute is a member `@name`, a child element a member of its name, text a member
    /// `#text`, in document order.
    Map(Vec<Member>),
}

/// Raw text, and how it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Scalar {
    pub text: String,
    pub kind: Kind,
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Quoted, a YAML block scalar, or XML text: text and nothing else.
    Text,
    /// Unquoted in YAML: text, number, date or boolean as the reader wants.
    Plain,
    /// A JSON or TOML number, as typed.
    Number,
    /// A JSON or TOML boolean.
    Boolean,
    /// A TOML date or time, as typed.
    Date,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub key: String,
    pub key_span: Span,
    pub value: Node,
}

impl Member {
    /// Creates a member that stands in no file.
    pub fn new(key: impl Into<String>, value: Node) -> Self {
        Self { key: key.into(), key_span: Span::detached(), value }
    }
}

impl From<Value> for Node {
    fn from(value: Value) -> Self {
        Self { value, span: Span::detached() }
    }
}

/// Text that stands in no file.
impl From<&str> for Node {
    fn from(text: &str) -> Self {
        Self::scalar(text, Kind::Text)
    }
}

/// Text that stands in no file.
impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::scalar(text, Kind::Text)
    }
}

impl Node {
    /// Creates a node holding text.
    pub fn text(text: impl Into<String>, span: Span) -> Self {
        Self::scalar(text, Kind::Text).with_span(span)
    }

    /// Creates a scalar that stands in no file.
    ///
    /// A [`Kind::Date`] is written bare in YAML and TOML and as a string in JSON.
    pub fn scalar(text: impl Into<String>, kind: Kind) -> Self {
        Value::Scalar(Scalar { text: text.into(), kind }).into()
    }

    /// Creates a list that stands in no file.
    pub fn list(items: impl IntoIterator<Item = Self>) -> Self {
        Value::List(items.into_iter().collect()).into()
    }

    /// Creates a map that stands in no file; members keep their order.
    pub fn map<K: Into<String>>(members: impl IntoIterator<Item = (K, Self)>) -> Self {
        let members = members.into_iter().map(|(key, value)| Member::new(key, value));
        Value::Map(members.collect()).into()
    }

    /// Returns whether there is nothing in it: no value, no letters, no parts.
    pub fn is_empty(&self) -> bool {
        match &self.value {
            Value::Null => true,
            Value::Scalar(scalar) => scalar.text.trim().is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Map(members) => members.is_empty(),
        }
    }

    /// Returns whether it says the same as another, wherever both stand.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Scalar(one), Value::Scalar(other)) => one == other,
            (Value::List(one), Value::List(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| one.says_the_same(other))
            }
            (Value::Map(one), Value::Map(other)) => {
                one.len() == other.len()
                    && one.iter().zip(other).all(|(one, other)| {
                        one.key == other.key && one.value.says_the_same(&other.value)
                    })
            }
            _ => false,
        }
    }

    /// Moves the spans of the whole tree so many bytes on in their text.
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

    /// Returns the value of the first member of that name.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.member(key).map(|member| &member.value)
    }

    /// Returns the first member of that name.
    pub fn member(&self, key: &str) -> Option<&Member> {
        self.as_map()?.iter().find(|member| member.key == key)
    }

    /// Returns whether the node says nothing.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Names the kind of value for messages: `a list`, `text`, `a number` …
    pub fn describe(&self) -> &'static str {
        match &self.value {
            Value::Null => "nothing",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
            Value::Scalar(scalar) => match scalar.kind {
                Kind::Text | Kind::Plain => "text",
                Kind::Number => "a number",
                Kind::Boolean => "true or false",
                Kind::Date => "a date",
            },
        }
    }
}
