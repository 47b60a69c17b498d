//! Publications as references: authors, title, venue and other facts in one paragraph.

use super::Planner;
use super::entry::end_sentence;
use super::line_breaks::{JOINT, is_wide};
use super::text::{Piece, Text};
use crate::resume::authors_in;
use crate::view::{Detail, Entry, Inline, Run, Slot};

impl Planner<'_> {
    /// Returns a publication as a reference, with `date` if it is part of the text: `I. Brandt.
    /// Silt in harbours (article). Coastal Survey 31(2), 112–131, 2021. doi:10.1/2`.
    pub(super) fn reference(&self, entry: &Entry, date: Option<Text>) -> Text {
        let of_kind = |kind: &'static str| entry.details.iter().filter(move |it| it.kind == kind);
        let authors = self.authors(&of_kind("authors").collect::<Vec<_>>());
        let kind = self.join(of_kind("type").map(|it| self.values(it)), &self.words.list_separator);
        let venue = entry.subtitle.as_ref().map(|it| self.venue(it));
        let location = entry.location.as_ref().map(|it| self.rules.slot(it));
        let pages = of_kind("pages").map(|it| self.values(it));
        let is_placed = |it: &&Detail| matches!(it.kind, "authors" | "type" | "pages" | "doi");
        let rest = entry.details.iter().filter(|it| !is_placed(it));
        let rest = rest.map(|it| self.reference_fact(it));
        let parts = venue.into_iter().chain(pages).chain(location).chain(rest).chain(date);
        let parts = self.join(parts, &self.words.part_separator);
        let doi = of_kind("doi").map(|it| {
            let mut doi = Text::plain("doi:");
            doi.push(self.values(it));
            doi
        });
        let url = entry.url.as_ref().map(|it| self.address(self.rules.slot(it)));
        let address = self.join(doi.chain(url), &self.words.part_separator);

        let mut title = entry.title.as_ref().map(|it| self.rules.slot(it)).unwrap_or_default();
        let has_kind = !kind.is_empty();
        if has_kind {
            title.push_str(if title.is_empty() { "[" } else { " [" });
            title.push(kind);
            title.push_str("]");
        }
        let parts = [authors, title, parts, address].into_iter().filter(|part| !part.is_empty());
        let mut reference = Text::default();
        for part in parts {
            if !reference.is_empty() {
                end_sentence(&mut reference);
            }
            reference.push(part);
        }
        reference
    }

    /// Returns the venue with its name in italics or marks, but not volume and issue.
    fn venue(&self, venue: &Slot) -> Text {
        let split = match (&venue.text.0[..], &venue.url) {
            ([Run::Text(text)], None) => text.rsplit_once(' ').filter(|(_, last)| is_volume(last)),
            _ => None,
        };
        match split {
            Some((name, volume)) => {
                let mut text = self.work_title(self.text(&Inline::plain(name)));
                text.push_str(&format!(" {JOINT}{volume}"));
                text
            }
            None => self.work_title(self.rules.slot(venue)),
        }
    }

    /// Returns the title of a book or journal in italics, or in the marks of a script without them.
    fn work_title(&self, title: Text) -> Text {
        let plain = title.text();
        match self.title_marks.filter(|_| plain.contains(is_wide)) {
            Some([open, _]) if plain.starts_with(open) => title,
            Some([open, close]) => {
                let mut marked = Text::plain(open);
                marked.push(title);
                marked.push_str(close);
                marked
            }
            None => Text(vec![Piece::Italic(title)]),
        }
    }

    /// Returns the authors, with the person highlighted.
    fn authors(&self, details: &[&Detail]) -> Text {
        let authors = details.iter().flat_map(|detail| &detail.values).map(|author| {
            let text = self.text(author);
            let is_self = is_self(&author.text(), self.name, self.family_first);
            if is_self { text.in_role("self") } else { text }
        });
        self.join(authors, &self.words.list_separator)
    }

    /// Returns a fact of a reference. A publisher needs no label there.
    fn reference_fact(&self, detail: &Detail) -> Text {
        let values = self.values(detail);
        if detail.label.is_empty() || detail.kind == "publisher" {
            return values;
        }
        let mut fact = self.text(&detail.label);
        fact.push_str(&self.words.label_separator);
        fact.push(values);
        fact
    }
}

/// Returns whether a word is a volume and issue number: `31`, `31(2)`, `12:4`.
fn is_volume(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.chars().all(|c| c.is_ascii_digit() || "()–-:/.".contains(c))
}

/// Returns whether `author` is the person called `name`, by family name and an initial: `I.
/// Brandt`, `Brandt, Ida` and `Brandt I` all match Ida Brandt.
fn is_self(author: &str, name: &str, family_first: bool) -> bool {
    fn words(text: &str) -> Vec<&str> {
        let between = |c: char| c.is_whitespace() || matches!(c, ',' | '.');
        text.split(between).filter(|word| !word.is_empty()).collect()
    }
    // Letters after a name are not part of it: `Ida Brandt, PhD, RN`.
    let author = match author.split_once(',') {
        Some((whole, rest)) if rest.contains(',') && whole.trim().contains(' ') => whole,
        Some((_, rest)) if rest.contains(',') => return false,
        _ => author,
    };
    if authors_in(author).len() > 1 {
        return false;
    }
    let titled = name.split_once(',').map(|(name, _)| words(name)).filter(|name| name.len() > 1);
    let (author, name) = (words(author), titled.unwrap_or_else(|| words(name)));
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
    use super::{is_self, is_volume};

    #[test]
    fn the_person_is_matched_among_authors_by_family_name_and_initial() {
        let own = ["I. Brandt", "Brandt, Ida", "Brandt I", "Ida M. Brandt", "Brandt", "Ida Brandt"];
        for author in own {
            assert!(is_self(author, "Ida Brandt", false), "{author}");
        }
        for name in ["Ida Brandt, PhD, RN", "Brandt, Ida"] {
            assert!(is_self("Ida Brandt", name, false), "{name}");
        }
        assert!(!is_self("O. Brandt", "Ida Brandt, PhD, RN", false));
        assert!(is_self("Ida Brandt, PhD, RN", "Ida Brandt", false));
        for author in [
            "O. Brandt",
            "Ida Brand",
            "I. Brandtner",
            "Ida",
            "I. Brandt, O. Lund",
            "Brandt, Ivo & Lund",
            "Brandt, Ivarsen, Lund",
        ] {
            assert!(!is_self(author, "Ida Brandt", false), "{author}");
        }
    }

    #[test]
    fn the_first_part_is_the_family_name_in_family_first_names() {
        assert!(is_self("山田 太郎", "山田 太郎", true));
        assert!(is_self("Yamada T", "Yamada Taro", true));
        assert!(!is_self("Taro S", "Yamada Taro", true));
    }

    #[test]
    fn volume_and_issue_numbers_are_recognised() {
        assert!(["31", "31(2)", "12:4", "3-4"].into_iter().all(is_volume));
        assert!(!["Survey", "(2)", "31st", ""].into_iter().any(is_volume));
    }

    #[test]
    fn no_author_matches_an_empty_name() {
        assert!(!is_self("Ida Brandt", "", false));
    }
}
