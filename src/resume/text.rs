use std::fmt::{self, Display, Formatter};

/// A language tag as declared in `meta.languages`, such as `en` or `pt-BR`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Language(pub String);

impl Display for Language {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value, or one value per language.
#[derive(Debug, Clone, PartialEq)]
pub enum Localized<T> {
    One(T),
    /// Values in file order; never empty.
    Each(Vec<(Language, T)>),
}

/// Text as written in the file, with unparsed markup.
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

impl<T: Clone> Localized<Vec<T>> {
    /// Appends a list in every language.
    pub(crate) fn append(&mut self, more: Self) {
        match (self, more) {
            (Self::One(own), Self::One(more)) => own.extend(more),
            (Self::Each(own), Self::One(more)) => {
                own.iter_mut().for_each(|(_, list)| list.extend(more.iter().cloned()));
            }
            (own @ Self::One(_), Self::Each(mut more)) => {
                more.iter_mut().for_each(|(_, list)| {
                    list.splice(0..0, own.get().iter().cloned());
                });
                *own = Self::Each(more);
            }
            (Self::Each(own), Self::Each(more)) => {
                for (language, list) in more {
                    match own.iter_mut().find(|(other, _)| *other == language) {
                        Some((_, own)) => own.extend(list),
                        None => own.push((language, list)),
                    }
                }
            }
        }
    }
}

impl<T> Localized<T> {
    /// Returns the value, the first one if there are several.
    ///
    /// After tailoring there is exactly one; it has a language only if that differs from the
    /// page's.
    pub fn get(&self) -> &T {
        match self {
            Self::One(value) => value,
            Self::Each(values) => &values[0].1,
        }
    }

    /// Iterates over the values of all languages.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        let (one, each) = match self {
            Self::One(value) => (Some(value), [].as_slice()),
            Self::Each(values) => (None, values.as_slice()),
        };
        one.into_iter().chain(each.iter().map(|(_, value)| value))
    }

    /// Iterates mutably over the values of all languages.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let (one, each) = match self {
            Self::One(value) => (Some(value), [].as_mut_slice()),
            Self::Each(values) => (None, values.as_mut_slice()),
        };
        one.into_iter().chain(each.iter_mut().map(|(_, value)| value))
    }
}

impl Text {
    /// Returns the language of a text that is not in the page's language; after tailoring no other
    /// text has a language.
    pub fn foreign_language(&self) -> Option<&Language> {
        match self {
            Self::Each(values) if values.len() == 1 => Some(&values[0].0),
            _ => None,
        }
    }

    /// Returns the text, in the first language if there are several.
    pub fn as_str(&self) -> &str {
        self.get()
    }
}
