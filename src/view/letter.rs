use super::writer::{Writer, join};
use super::{Image, Inline, Letter};
use crate::locale::Word;
use crate::resume::{self, Date, folded_words};

impl Writer<'_> {
    /// Returns whether a letter has more than a place and a date, which letters of variants may share.
    pub(super) fn is_letter(letter: &resume::Letter) -> bool {
        let place = letter.place.clone();
        let date = letter.date.clone();
        let path = letter.path.clone();
        *letter != resume::Letter { path, place, date, ..resume::Letter::default() }
    }

    /// Returns the letter; `name` is the default signature.
    pub(super) fn letter(&self, letter: &resume::Letter, name: &Inline) -> Letter {
        let mut letter = letter.clone();
        let usual = [Word::Closing, Word::ClosingToPerson].map(|word| self.locale.word(word));
        let salutation = self.locale.word(Word::Salutation);
        letter.split_body(Some(&name.text()), salutation, &usual);
        let lines = |texts: &[resume::Text]| -> Vec<Inline> {
            texts.iter().map(|text| self.line(text)).filter(|line| !line.is_empty()).collect()
        };
        let mut body = self.prose(letter.body.as_ref());
        body.extend(self.extra_prose(&letter.extra));
        Letter {
            path: letter.path.clone(),
            recipient: lines(&letter.recipient),
            place_and_date: Some(self.place_and_date(&letter)).filter(|line| !line.is_empty()),
            subject: self.some_line(letter.subject.as_ref()),
            salutation: self.formula(letter.salutation.as_ref(), Word::Salutation),
            body,
            closing: self.formula(letter.closing.as_ref(), self.usual_closing(&letter)),
            signature: self.options.signature.clone().map(|file| Image {
                path: letter.path.key("signature"),
                file,
                alt: self.locale.phrase(Word::Signature, &[("name", &name.text())]),
            }),
            name: name.clone(),
            enclosures_label: self.word(Word::Enclosures),
            enclosures: lines(&letter.enclosures),
            postscript: self
                .some_line(letter.postscript.as_ref())
                .map(|text| self.postscript(text)),
        }
    }

    /// Returns the salutation or closing, by default the locale's.
    fn formula(&self, text: Option<&resume::Text>, word: Word) -> Option<Inline> {
        let usual = || Some(self.word(word)).filter(|line| !line.is_empty());
        self.some_line(text).or_else(usual)
    }

    /// In British letters, `Yours faithfully` follows a salutation to nobody in particular: each of
    /// its words is in that of the locale, such as `Dear Sir` in `Dear Sir or Madam`.
    fn usual_closing(&self, letter: &resume::Letter) -> Word {
        let usual = folded_words(self.locale.word(Word::Salutation));
        let own = self.some_line(letter.salutation.as_ref()).map(|line| folded_words(&line.text()));
        let is_to_person = own.is_some_and(|own| own.iter().any(|word| !usual.contains(word)));
        if is_to_person { Word::ClosingToPerson } else { Word::Closing }
    }

    fn place_and_date(&self, letter: &resume::Letter) -> Inline {
        let (year, month, day) = self.options.build_date;
        let date = letter.date.clone().unwrap_or(Date::Day(year, month, day));
        let date = self.verbatim(&self.full_date(&date));
        match self.some_line(letter.place.as_ref()) {
            Some(place) => self.phrase(Word::PlaceAndDate, &[("place", place), ("date", date)]),
            None => date,
        }
    }

    fn postscript(&self, text: Inline) -> Inline {
        let letters: String = text
            .text()
            .chars()
            .filter(|c| *c != '.')
            .take(2)
            .flat_map(char::to_lowercase)
            .collect();
        let word = self.word(Word::Postscript);
        if letters == "ps" || text.text().starts_with(&word.text()) {
            return text;
        }
        join([word, text], self.locale.word(Word::LabelSeparator))
    }
}
