use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resume::{
    Address, Contact, Entry, Extra, ExtraValue, Highlight, Item, Keyword, Language, Localized,
    Resume, Section, Text,
};

/// Says everything in one language.
///
/// What is not said in the language wanted is said in the nearest: another form of the language,
/// then the declared ones in their order. [`crate::resume::validate`] names every text that lacks
/// a declared language; here only a language that no text can be in is worth a warning.
pub(super) fn choose(resume: &mut Resume, wanted: Option<&str>, diagnostics: &mut Diagnostics) {
    let declared = std::mem::take(&mut resume.meta.languages);
    let is_declared =
        |tag: &str| declared.iter().any(|language| is_same_language(&language.0, tag));
    if let Some(tag) = wanted
        && !declared.is_empty()
        && !is_declared(tag)
    {
        let names: Vec<_> = declared.iter().map(|language| format!("`{language}`")).collect();
        diagnostics.push(
            Diagnostic::warning("unknown-language", format!("nothing is said in `{tag}`"))
                .on(&resume.meta.path.key("languages"))
                .hint(format!("the file declares {}", names.join(", "))),
        );
    }
    let own = resume.meta.locale.clone().filter(|tag| is_declared(tag));
    let wanted = wanted.map(str::to_owned).or(own);
    let mut choice = Choice { order: Vec::new() };
    choice.order.extend(wanted);
    choice.order.extend(declared.iter().map(|language| language.0.clone()));
    choice.resume(resume);
    resume.meta.languages = declared;
}

fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

fn is_same_language(tag: &str, other: &str) -> bool {
    primary(tag).eq_ignore_ascii_case(primary(other))
}

/// The languages in the order of preference.
struct Choice {
    order: Vec<String>,
}

impl Choice {
    fn one<T: Default>(&self, value: &mut Localized<T>) {
        let Localized::Each(values) = value else { return };
        let position = |fits: &dyn Fn(&Language, &str) -> bool, tag: &str| {
            values.iter().position(|(language, _)| fits(language, tag))
        };
        let exact = |language: &Language, tag: &str| language.0.eq_ignore_ascii_case(tag);
        let near = |language: &Language, tag: &str| is_same_language(&language.0, tag);
        let found = self
            .order
            .iter()
            .find_map(|tag| position(&exact, tag).or_else(|| position(&near, tag)));
        let chosen = values.drain(..).nth(found.unwrap_or(0));
        *value = Localized::One(chosen.map(|(_, value)| value).unwrap_or_default());
    }

    fn text(&self, text: &mut Option<Text>) {
        if let Some(text) = text {
            self.one(text);
        }
    }

    fn texts(&self, texts: &mut [Text]) {
        texts.iter_mut().for_each(|text| self.one(text));
    }

    fn list(&self, list: &mut Localized<Vec<Text>>) {
        self.one(list);
        list.iter_mut().for_each(|texts| self.texts(texts));
    }

    fn resume(&self, resume: &mut Resume) {
        let Resume { meta, basics, sections, letter, extensions: _ } = resume;
        meta.titles.iter_mut().for_each(|(_, title)| self.one(title));
        self.texts(&mut meta.keywords);
        if let Some(copyright) = &mut meta.copyright {
            self.text(&mut copyright.years);
            self.text(&mut copyright.holder);
            self.text(&mut copyright.notice);
        }
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
        self.one(&mut section.entries);
        section.entries.iter_mut().flatten().for_each(|entry| self.entry(entry));
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
        self.one(&mut entry.keywords);
        entry.keywords.iter_mut().flatten().for_each(|keyword| self.keyword(keyword));
        entry.positions.iter_mut().for_each(|position| self.entry(position));
        entry.contacts.iter_mut().for_each(|contact| self.contact(contact));
    }

    fn highlights(&self, highlights: &mut Localized<Vec<Highlight>>) {
        self.one(highlights);
        highlights.iter_mut().flatten().for_each(|highlight| self.highlight(highlight));
    }

    fn highlight(&self, highlight: &mut Highlight) {
        self.item(&mut highlight.item);
        self.text(&mut highlight.title);
        self.text(&mut highlight.text);
        highlight.highlights.iter_mut().for_each(|highlight| self.highlight(highlight));
    }

    fn keyword(&self, keyword: &mut Keyword) {
        self.item(&mut keyword.item);
        self.one(&mut keyword.name);
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
            ExtraValue::Text(text) => self.one(text),
            ExtraValue::Bare(_) => {}
            ExtraValue::List(values) => values.iter_mut().for_each(|value| self.extra_value(value)),
            ExtraValue::Map(values) => {
                values.iter_mut().for_each(|(_, value)| self.extra_value(value));
            }
        }
    }
}
