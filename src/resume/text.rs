use std::fmt::{self, Display, Formatter};

/// A language tag as declared in `meta.languages`, such as `en` or `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Language(pub String);

impl Display for Language {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something said once, or once per language.
#[derive(Debug, Clone, PartialEq)]
pub enum Localized<T> {
    One(T),
    /// In the order of the file; never empty.
    Each(Vec<(Language, T)>),
}

/// Text as the user typed it, with its markup unread.
pub type Text = Localized<String>;

impl<T: Default> Default for Localized<T> {
    fn default() -> Self {
        Self::One(T::default())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::One(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::One(text)
    }
}

impl<T> Localized<T> {
    /// Returns what is said, in the first language where there are several.
    ///
    /// After tailoring there is exactly one; it has a language only if that is not the page's.
    pub fn get(&self) -> &T {
        match self {
            Self::One(value) => value,
            Self::Each(values) => &values[0].1,
        }
    }

    /// Iterates over every language's value.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let (one, each) = match self {
            Self::One(value) => (Some(value), [].as_slice()),
            Self::Each(values) => (None, values.as_slice()),
        };
        one.into_iter().chain(each.iter().map(|(_, value)| value))
    }

    /// Iterates over every language's value, to change it.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let (one, each) = match self {
            Self::One(value) => (Some(value), [].as_mut_slice()),
            Self::Each(values) => (None, values.as_mut_slice()),
        };
        one.into_iter().chain(each.iter_mut().map(|(_, value)| value))
    }
}

impl Text {
    /// Returns the language of a text that is said in one the page is not in; after tailoring no
    /// other text has a language of its own.
    pub fn foreign_language(&self) -> Option<&Language> {
        match self {
            Self::Each(values) if values.len() == 1 => Some(&values[0].0),
            _ => None,
        }
    }

    /// Returns the text in the first language where there are several.
    pub fn as_str(&self) -> &str {
        self.get()
    }
}
