//! Writes a résumé in YAMLResume format.

mod complete;
mod content;
mod entry;
mod layout;
mod limits;

use crate::format::arrange::arrange;
use crate::format::commonmark::{escape, from_commonmark, plain, to_commonmark};
use crate::format::losses::{LossKind, Losses, in_one_language, split_positions};
use crate::format::members::Members;
use crate::locale::Locale;
use crate::resume::{Resume, SectionKind, Slot, Text, fields, general_key};
use crate::source::{Kind, Node, Path};

use super::keys::LOCALES;
use super::words::locale_of;

pub(super) use complete::pieces;

pub(in crate::format) fn write(resume: &Resume, losses: &mut Losses) -> Node {
    let mut resume = resume.clone();
    in_one_language(&mut resume, losses);
    split_positions(&mut resume.sections, losses);
    arrange(&mut resume, losses);
    let language = resume.meta.locale.as_deref().and_then(language_of).unwrap_or("en");
    let codes = resume.basics.contacts.iter().filter_map(|contact| contact.address.as_ref());
    let mut writer = Writer {
        losses,
        language,
        locale: locale_of(language),
        own: resume.meta.locale.as_deref().and_then(Locale::find),
        country: codes.filter_map(|address| address.country_code.clone()).next(),
    };
    let mut document = Members::default();
    let (content, shown) = writer.content(&resume);
    document.put("content", content);
    writer.look(&resume.meta, &shown, &mut document);
    for (key, _) in &resume.extensions {
        writer.losses.omitted("extensions of other tools", &Path::ROOT.key(key));
    }
    if let Some(letter) = &resume.letter {
        writer.losses.omitted("a letter", &letter.path);
    }
    document.map()
}

/// Returns YAMLResume's name of a language tag.
fn language_of(tag: &str) -> Option<&'static str> {
    let of = |tag: &str| LOCALES.iter().find(|(_, own)| own.eq_ignore_ascii_case(tag));
    let bare = tag.split('-').next().unwrap_or(tag);
    of(tag).or_else(|| of(bare)).map(|(name, _)| *name)
}

/// Writes parts and records losses.
struct Writer<'l> {
    losses: &'l mut Losses,
    /// YAMLResume's name of the résumé's language.
    language: &'static str,
    /// Its locale, unless it is English.
    locale: Option<Locale>,
    /// The locale of the résumé, which YAMLResume may not support.
    own: Option<Locale>,
    /// Two-letter code of the country of the address.
    country: Option<String>,
}

/// Returns the native key of a slot.
fn native_key(kind: SectionKind, slot: Slot) -> &'static str {
    let field = fields(kind).iter().find(|field| field.slot == slot);
    field.map_or_else(|| general_key(slot), |field| field.key)
}

impl Writer<'_> {
    /// Writes text without markup.
    fn line(&mut self, text: &Text, at: &Path) -> Node {
        Node::scalar(self.plain(text.as_str(), at), Kind::Text)
    }

    fn plain(&mut self, text: &str, at: &Path) -> String {
        let words = plain(text);
        if escape(&words) != text {
            let words = LossKind::Replaced("only its words are written");
            self.losses.note("markup in a line", words, at);
        }
        words
    }

    fn prose(&mut self, text: &str, at: &Path) -> String {
        let written = to_commonmark(text);
        if from_commonmark(&written) != text {
            let nearly = LossKind::Replaced("it is written as what looks most like it");
            self.losses.note("some of the markup of a text", nearly, at);
        }
        written
    }
}
