//! Publications as references: authors, title, venue and the rest, in one hanging paragraph.

use super::Planner;
use super::text::{Piece, Text};
use crate::view::{Detail, Entry};

impl Planner<'_> {
    /// Returns a publication as a reference, with `date` where one stands in the text.
    pub(super) fn reference(&self, entry: &Entry, date: Option<Text>) -> Text {
        let (authors, rest): (Vec<_>, Vec<_>) =
            entry.details.iter().partition(|it| it.kind == "authors");
        let authors = self.authors(&authors);
        let venue =
            entry.subtitle.as_ref().map(|it| Text(vec![Piece::Italic(self.habits.slot(it))]));
        let location = entry.location.as_ref().map(|it| self.habits.slot(it));
        let url = entry.url.as_ref().map(|it| self.habits.slot(it));
        let rest = rest.into_iter().map(|it| self.reference_fact(it));
        let parts = venue.into_iter().chain(location).chain(rest).chain(date).chain(url);
        let parts = self.join(parts, &self.words.part_separator);
        let title = entry.title.as_ref();
        let is_ended =
            title.is_none_or(|title| title.text.text().ends_with(['.', ':', '!', '?', '…']));
        let title = title.map(|it| self.habits.slot(it)).unwrap_or_default();
        let work = self.join([title, parts], if is_ended { " " } else { ". " });
        self.join([authors, work], ". ")
    }

    /// Returns the authors, the person among them in a look of their own.
    fn authors(&self, details: &[&Detail]) -> Text {
        let authors = details.iter().flat_map(|detail| &detail.values).map(|author| {
            let text = self.text(author);
            let is_self = is_self(&author.text(), self.name, self.family_first);
            if is_self { text.in_role("self") } else { text }
        });
        self.join(authors, &self.words.list_separator)
    }

    /// Returns a fact of a reference. Pages and publisher need no label there, and a label no look of its
    /// own beside an italic venue.
    fn reference_fact(&self, detail: &Detail) -> Text {
        let values = self.values(detail);
        if detail.label.is_empty() || matches!(detail.kind, "pages" | "publisher") {
            return values;
        }
        let mut fact = self.text(&detail.label);
        fact.push_str(&self.words.label_separator);
        fact.push(values);
        fact
    }
}

/// Tells whether `author` is the person called `name`, by family name and an initial: `I. Brandt`,
/// `Brandt, Ida` and `Brandt I` are all Ida Brandt.
fn is_self(author: &str, name: &str, family_first: bool) -> bool {
    fn words(text: &str) -> Vec<&str> {
        let between = |c: char| c.is_whitespace() || matches!(c, ',' | '.');
        text.split(between).filter(|word| !word.is_empty()).collect()
    }
    let (author, name) = (words(author), words(name));
    let Some(family) = (if family_first { name.first() } else { name.last() }) else {
        return false;
    };
    if author.concat() == name.concat() {
        return true;
    }
    if !author.contains(family) {
        return false;
    }
    let initials = |words: &[&str]| -> Vec<String> {
        let given = words.iter().filter(|word| *word != family);
        given.filter_map(|word| Some(word.chars().next()?.to_uppercase().to_string())).collect()
    };
    let own = initials(&name);
    author.len() == 1 || initials(&author).iter().any(|initial| own.contains(initial))
}

#[cfg(test)]
mod tests {
    use super::is_self;

    #[test]
    fn an_author_is_the_person_by_family_name_and_an_initial() {
        let own = ["I. Brandt", "Brandt, Ida", "Brandt I", "Ida M. Brandt", "Brandt", "Ida Brandt"];
        for author in own {
            assert!(is_self(author, "Ida Brandt", false), "{author}");
        }
        for author in ["O. Brandt", "Ida Brand", "I. Brandtner", "Ida"] {
            assert!(!is_self(author, "Ida Brandt", false), "{author}");
        }
    }

    #[test]
    fn where_the_family_comes_first_an_author_is_known_by_it() {
        assert!(is_self("山田 太郎", "山田 太郎", true));
        assert!(is_self("Yamada T", "Yamada Taro", true));
        assert!(!is_self("Taro S", "Yamada Taro", true));
    }

    #[test]
    fn nobody_is_an_author_without_a_name() {
        assert!(!is_self("Ida Brandt", "", false));
    }
}
