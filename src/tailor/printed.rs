//! Reduces a tailored résumé to what is printed: the data to embed in a finished file.

use crate::resume::{
    Contact, ContactKind, Date, Entry, Highlight, Item, Meta, Resume, SectionKind, assign_ids,
};

/// What the page shows, beyond the tailored résumé.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OnPage {
    /// The photo and the signature as `data:` URLs, if printed.
    pub photo: Option<String>,
    pub signature: Option<String>,
    /// Whether date of birth and nationality are printed.
    pub personal_details: bool,
    /// Whether the date of the last change is printed.
    pub last_modified: bool,
    /// Date of the document, which is the default date of a letter.
    pub date: (i16, u8, u8),
    /// Language tag of the page.
    pub locale: String,
    /// Name of the theme, if it is built in.
    pub theme: Option<String>,
    /// Date format of the page, if it is not the default.
    pub date_format: Option<String>,
    pub resume: bool,
    pub letter: bool,
}

/// Returns a tailored résumé without tags, ids, variants, settings, file names and other data that
/// no page shows.
pub fn printed(mut resume: Resume, on_page: &OnPage) -> Resume {
    let basics = &mut resume.basics;
    basics.image.clone_from(&on_page.photo);
    if !on_page.personal_details {
        basics.birth = None;
        basics.nationality = None;
    }
    basics.contacts.iter_mut().for_each(contact);
    let mut titles = Vec::new();
    if on_page.resume {
        let mut kinds = Vec::new();
        for section in &mut resume.sections {
            let names_itself = section.title.is_none() && !has_title(section.kind);
            let id = section.item.id.take().filter(|_| names_itself);
            item(&mut section.item);
            section.item.id = id;
            // The first section of a kind can use the standard key.
            let has_key = section.kind.is_top_level() || section.kind == SectionKind::Summary;
            if has_key && !kinds.contains(&section.kind) {
                kinds.push(section.kind);
                let name = section.kind.name().to_owned();
                titles.extend(section.title.take().map(|title| (name.clone(), title)));
                section.item.id = Some(name);
            }
            section.entries.iter_mut().flatten().for_each(entry);
            section.highlights.iter_mut().flatten().for_each(highlight);
        }
        assign_ids(&mut resume.sections);
    } else {
        resume.sections.clear();
    }
    resume.letter = resume.letter.filter(|_| on_page.letter);
    if let Some(letter) = &mut resume.letter {
        letter.signature.clone_from(&on_page.signature);
        let (year, month, day) = on_page.date;
        letter.date.get_or_insert(Date::Day(year, month, day));
    }
    resume.extensions.clear();
    let last_modified = on_page.last_modified;
    let Meta { path, copyright, consent, keywords, words, languages, .. } = resume.meta;
    resume.meta = Meta {
        path,
        theme: on_page.theme.clone(),
        locale: Some(on_page.locale.clone()),
        date_format: on_page.date_format.clone(),
        languages,
        titles,
        last_modified: resume.meta.last_modified.filter(|_| last_modified),
        copyright: copyright.filter(|_| on_page.resume),
        consent: consent.filter(|_| on_page.resume),
        keywords,
        words,
        ..Meta::default()
    };
    resume
}

/// Returns whether a section of a kind has a default title in every language.
fn has_title(kind: SectionKind) -> bool {
    !matches!(kind, SectionKind::Custom | SectionKind::Text | SectionKind::List)
}

fn item(item: &mut Item) {
    item.id = None;
    item.tags.clear();
}

fn entry(entry: &mut Entry) {
    item(&mut entry.item);
    entry.highlights.iter_mut().flatten().for_each(highlight);
    entry.positions.iter_mut().for_each(self::entry);
    entry.keywords.iter_mut().flatten().for_each(|keyword| item(&mut keyword.item));
    entry.contacts.iter_mut().for_each(contact);
}

fn highlight(highlight: &mut Highlight) {
    item(&mut highlight.item);
    highlight.highlights.iter_mut().for_each(self::highlight);
}

fn contact(contact: &mut Contact) {
    item(&mut contact.item);
    if contact.text.is_none() {
        return;
    }
    // The displayed text replaces everything except the link target.
    contact.address = None;
    let is_linked = matches!(
        contact.kind,
        ContactKind::Email | ContactKind::Phone | ContactKind::Url | ContactKind::Profile
    );
    if !is_linked {
        contact.value = None;
    }
}
