use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::locale::{by_nearness, is_same_language, is_same_writing};
use crate::resume::{
    Address, Contact, Entry, Extra, ExtraValue, Highlight, Item, Keyword, Language, Localized,
    Resume, Section, Text,
};

/// Says everything in one language.
///
/// What is not said in the language of the page is said in the nearest: another form of it, then
/// the declared ones in their order. Such a text keeps the name of its language; every other is
/// [`Localized::One`]. Which texts that befalls is told by [`super::untranslated`]; here only a
/// language that no text can be in is worth a warning.
pub(super) fn choose(resume: &mut Resume, wanted: Option<&str>, diagnostics: &mut Diagnostics) {
    let declared = std::mem::take(&mut resume.meta.languages);
    let tags: Vec<&str> = declared.iter().map(|language| language.0.as_str()).collect();
    if let Some(tag) = wanted
        && !tags.is_empty()
        && !tags.iter().any(|declared| is_same_language(declared, tag))
    {
        let names: Vec<_> = declared.iter().map(|language| format!("`{language}`")).collect();
        diagnostics.push(
            Diagnostic::warning("unknown-language", format!("nothing is said in `{tag}`"))
                .on(&resume.meta.path.key("languages"))
                .hint(format!("the file declares {}", names.join(", "))),
        );
    }
    let page = wanted.or(resume.meta.locale.as_deref()).or(tags.first().copied());
    let page = page.unwrap_or_default().to_owned();
    let order: Vec<&str> = by_nearness(&page, &tags).into_iter().map(|place| tags[place]).collect();
    let own: Vec<&str> = tags.iter().copied().filter(|tag| is_same_writing(tag, &page)).collect();
    Choice { order: &order, own: &own, list: None }.resume(resume);
    resume.meta.languages = declared;
}

/// The declared languages.
#[derive(Clone, Copy)]
struct Choice<'a> {
    /// In the order of preference.
    order: &'a [&'a str],
    /// Those that are the page's: its language, in its script.
    own: &'a [&'a str],
    /// The language of the list that is walked through, if it is not the page's.
    list: Option<&'a Language>,
}

impl Choice<'_> {
    /// Chooses one, and returns its language if that is not the page's.
    fn one<T: Default>(&self, value: &mut Localized<T>) -> Option<Language> {
        let Localized::Each(values) = value else { return None };
        let place = |tag: &&str| {
            values.iter().position(|(language, _)| language.0.eq_ignore_ascii_case(tag))
        };
        let found = self.order.iter().find_map(place).unwrap_or(0);
        let (language, chosen) = values.drain(..).nth(found)?;
        *value = Localized::One(chosen);
        let is_own = self.own.iter().any(|tag| language.0.eq_ignore_ascii_case(tag));
        (!is_own).then_some(language)
    }

    fn say(&self, text: &mut Text) {
        let language = self.one(text).or_else(|| self.list.cloned());
        if let (Some(language), Localized::One(said)) = (language, &mut *text) {
            *text = Localized::Each(vec![(language, std::mem::take(said))]);
        }
    }

    /// Chooses one list, and goes through it: its texts are in its language.
    fn each<T>(&self, list: &mut Localized<Vec<T>>, visit: impl Fn(Choice, &mut T)) {
        let language = self.one(list);
        let inner = Choice { list: language.as_ref().or(self.list), ..*self };
        list.iter_mut().flatten().for_each(|item| visit(inner, item));
    }

    fn text(&self, text: &mut Option<Text>) {
        if let Some(text) = text {
            self.say(text);
        }
    }

    fn texts(&self, texts: &mut [Text]) {
        texts.iter_mut().for_each(|text| self.say(text));
    }

    fn list(&self, list: &mut Localized<Vec<Text>>) {
        self.each(list, |choice, text| choice.say(text));
    }

    fn resume(&self, resume: &mut Resume) {
        let Resume { meta, basics, sections, letter, extensions: _ } = resume;
        meta.titles.iter_mut().for_each(|(_, title)| self.say(title));
        self.texts(&mut meta.keywords);
        if let Some(copyright) = &mut meta.copyright {
            self.text(&mut copyright.years);
            self.text(&mut copyright.holder);
            self.text(&mut copyright.notice);
        }
        self.text(&mut meta.consent);
        self.text(&mut basics.name);
        self.text(&mut basics.label);
        self.text(&mut basics.pronouns);
        self.text(&mut basics.nationality);
        basics.contacts.iter_mut().for_each(|contact| self.contact(contact));
        self.extra(&mut basics.extra);
        sections.iter_mut().for_each(|section| self.section(section));
        if let Some(letter) = letter {
            self.texts(&mut letter.recipient);
            self.text(&mut letter.place);
            self.text(&mut letter.subject);
            self.text(&mut letter.salutation);
            self.text(&mut letter.body);
            self.text(&mut letter.closing);
            self.texts(&mut letter.enclosures);
            self.text(&mut letter.postscript);
            self.extra(&mut letter.extra);
        }
    }

    fn section(&self, section: &mut Section) {
        self.item(&mut section.item);
        self.text(&mut section.title);
        self.text(&mut section.text);
        self.each(&mut section.entries, |choice, entry| choice.entry(entry));
        self.highlights(&mut section.highlights);
    }

    fn entry(&self, entry: &mut Entry) {
        self.item(&mut entry.item);
        for text in [
            &mut entry.name,
            &mut entry.position,
            &mut entry.study_type,
            &mut entry.area,
            &mut entry.issuer,
            &mut entry.description,
            &mut entry.location,
            &mut entry.summary,
            &mut entry.level,
            &mut entry.years,
            &mut entry.score,
            &mut entry.entry_type,
            &mut entry.venue,
            &mut entry.pages,
            &mut entry.reference,
        ] {
            self.text(text);
        }
        for list in [&mut entry.courses, &mut entry.roles, &mut entry.authors] {
            self.list(list);
        }
        self.highlights(&mut entry.highlights);
        self.each(&mut entry.keywords, |choice, keyword| choice.keyword(keyword));
        entry.positions.iter_mut().for_each(|position| self.entry(position));
        entry.contacts.iter_mut().for_each(|contact| self.contact(contact));
    }

    fn highlights(&self, highlights: &mut Localized<Vec<Highlight>>) {
        self.each(highlights, |choice, highlight| choice.highlight(highlight));
    }

    fn highlight(&self, highlight: &mut Highlight) {
        self.item(&mut highlight.item);
        self.text(&mut highlight.title);
        self.text(&mut highlight.text);
        highlight.highlights.iter_mut().for_each(|highlight| self.highlight(highlight));
    }

    fn keyword(&self, keyword: &mut Keyword) {
        self.item(&mut keyword.item);
        self.say(&mut keyword.name);
        self.text(&mut keyword.level);
        self.text(&mut keyword.years);
    }

    fn contact(&self, contact: &mut Contact) {
        self.item(&mut contact.item);
        self.text(&mut contact.label);
        self.text(&mut contact.text);
        if let Some(address) = &mut contact.address {
            let Address { lines, district, city, region, country, .. } = address;
            self.texts(lines);
            for text in [district, city, region, country] {
                self.text(text);
            }
        }
    }

    fn item(&self, item: &mut Item) {
        self.extra(&mut item.extra);
    }

    fn extra(&self, extra: &mut [Extra]) {
        for extra in extra {
            self.text(&mut extra.label);
            self.extra_value(&mut extra.value);
        }
    }

    fn extra_value(&self, value: &mut ExtraValue) {
        match value {
            ExtraValue::Text(text) => self.say(text),
            ExtraValue::Bare(_) => {}
            ExtraValue::List(values) => values.iter_mut().for_each(|value| self.extra_value(value)),
            ExtraValue::Map(values) => {
                values.iter_mut().for_each(|(_, value)| self.extra_value(value));
            }
        }
    }
}
