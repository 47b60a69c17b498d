//! Visits every text of a view. New slots are added here so that they are searched, marked and
//! checked.

use super::{Block, Closing, Contact, Detail, Entry, Highlight, Image, Inline, Letter, Slot, View};
use crate::path::Path;

/// A text of a view: `I` with markup, `S` without.
pub(crate) enum ViewText<I, S> {
    /// On the page.
    Inline(I),
    /// On the page, without markup: a date, a duration.
    Plain(S),
    /// In the file but not on the page: a link target, alternative text, the document title.
    Hidden(S),
}

/// Defines a walk; `$mut` is `mut` for the mutable one.
macro_rules! walk {
    ($name:ident $(, $mut:tt)?) => {
        pub(crate) mod $name {
            use super::*;

            type Text<'a> = ViewText<&'a $($mut)? Inline, &'a $($mut)? String>;

            /// Visits every text of a view with the path of its datum: the résumé, then the letter.
            pub(crate) fn each_text(view: &$($mut)? View, visit: &mut impl FnMut(&Path, Text)) {
                each_resume_text(view, visit);
                if let Some(it) = &$($mut)? view.letter {
                    letter(it, visit);
                }
            }

            /// Visits every text of a view without its letter.
            pub(crate) fn each_resume_text(view: &$($mut)? View, visit: &mut impl FnMut(&Path, Text)) {
                let View { document, words: _, header, sections, closing, letter: _ } = view;
                let root = Path::ROOT;
                visit(&root, ViewText::Hidden(&$($mut)? document.title));
                for text in &$($mut)? document.author {
                    visit(&root, ViewText::Hidden(text));
                }
                if let Some(text) = &$($mut)? document.description {
                    visit(&root, ViewText::Hidden(text));
                }
                for text in &$($mut)? document.keywords {
                    visit(&root, ViewText::Hidden(text));
                }
                visit(&header.path.key("name"), ViewText::Inline(&$($mut)? header.name));
                inline(&header.path.key("label"), &$($mut)? header.label, visit);
                image(&$($mut)? header.image, visit);
                for it in &$($mut)? header.contacts {
                    contact(it, visit);
                }
                details(&$($mut)? header.details, visit);
                for section in &$($mut)? *sections {
                    visit(&section.path, ViewText::Inline(&$($mut)? section.title));
                    blocks(&section.path, &$($mut)? section.text, visit);
                    for it in &$($mut)? section.entries {
                        entry(it, visit);
                    }
                }
                for Closing { path, body } in &$($mut)? *closing {
                    blocks(path, body, visit);
                }
            }

            fn letter(letter: &$($mut)? Letter, visit: &mut impl FnMut(&Path, Text)) {
                let Letter {
                    path,
                    recipient,
                    place_and_date,
                    subject,
                    salutation,
                    body,
                    closing,
                    signature,
                    name,
                    enclosures_label,
                    enclosures,
                    postscript,
                } = letter;
                for line in &$($mut)? *recipient {
                    visit(&path.key("recipient"), ViewText::Inline(line));
                }
                for (key, line) in [("date", place_and_date), ("subject", subject), ("salutation", salutation)] {
                    inline(&path.key(key), line, visit);
                }
                blocks(&path.key("body"), body, visit);
                inline(&path.key("closing"), closing, visit);
                image(signature, visit);
                visit(path, ViewText::Inline(name));
                visit(&path.key("enclosures"), ViewText::Inline(enclosures_label));
                for line in &$($mut)? *enclosures {
                    visit(&path.key("enclosures"), ViewText::Inline(line));
                }
                inline(&path.key("postscript"), postscript, visit);
            }

            fn image(image: &$($mut)? Option<Image>, visit: &mut impl FnMut(&Path, Text)) {
                if let Some(Image { path, file, alt }) = image {
                    visit(path, ViewText::Hidden(file));
                    visit(path, ViewText::Hidden(alt));
                }
            }

            fn contact(contact: &$($mut)? Contact, visit: &mut impl FnMut(&Path, Text)) {
                let Contact { path, kind: _, icon: _, label, lines, url } = contact;
                inline(path, label, visit);
                for line in &$($mut)? *lines {
                    visit(path, ViewText::Inline(line));
                }
                if let Some(url) = url {
                    visit(path, ViewText::Hidden(url));
                }
            }

            fn entry(entry: &$($mut)? Entry, visit: &mut impl FnMut(&Path, Text)) {
                let Entry {
                    path,
                    id: _,
                    break_before: _,
                    title,
                    subtitle,
                    location,
                    date,
                    span,
                    url,
                    summary,
                    highlights,
                    positions,
                    keywords,
                    details,
                } = entry;
                for it in [title, subtitle, location, url] {
                    if let Some(Slot { path, text, url }) = it {
                        visit(path, ViewText::Inline(text));
                        if let Some(url) = url {
                            visit(path, ViewText::Hidden(url));
                        }
                    }
                }
                if let Some(date) = date {
                    inline(&date.path, &$($mut)? date.marked, visit);
                    visit(&date.path, ViewText::Plain(&$($mut)? date.text));
                    visit(&date.path, ViewText::Plain(&$($mut)? date.years));
                }
                if let Some(span) = span {
                    visit(path, ViewText::Plain(span));
                }
                blocks(path, summary, visit);
                for it in &$($mut)? *highlights {
                    highlight(it, visit);
                }
                for position in &$($mut)? *positions {
                    self::entry(position, visit);
                }
                for keyword in &$($mut)? *keywords {
                    visit(&keyword.path, ViewText::Inline(&$($mut)? keyword.name));
                    inline(&keyword.path, &$($mut)? keyword.level, visit);
                }
                self::details(details, visit);
            }

            fn highlight(it: &$($mut)? Highlight, visit: &mut impl FnMut(&Path, Text)) {
                let Highlight { path, title, body, highlights } = it;
                inline(path, title, visit);
                blocks(path, body, visit);
                for nested in &$($mut)? *highlights {
                    highlight(nested, visit);
                }
            }

            fn details(details: &$($mut)? Vec<Detail>, visit: &mut impl FnMut(&Path, Text)) {
                for Detail { path, kind: _, label, values } in details {
                    visit(path, ViewText::Inline(label));
                    for value in &$($mut)? *values {
                        visit(path, ViewText::Inline(value));
                    }
                }
            }

            fn blocks(path: &Path, blocks: &$($mut)? Vec<Block>, visit: &mut impl FnMut(&Path, Text)) {
                for block in blocks {
                    match block {
                        Block::Paragraph { body } => visit(path, ViewText::Inline(body)),
                        Block::List { items } | Block::Enumeration { items } => {
                            for item in items {
                                self::blocks(path, item, visit);
                            }
                        }
                    }
                }
            }

            fn inline(path: &Path, text: &$($mut)? Option<Inline>, visit: &mut impl FnMut(&Path, Text)) {
                if let Some(text) = text {
                    visit(path, ViewText::Inline(text));
                }
            }
        }
    };
}

walk!(shared);
walk!(changing, mut);

#[cfg(feature = "typeset")]
pub(crate) use shared::each_resume_text;
pub(crate) use shared::each_text;

/// Visits every text with markup mutably.
pub(super) fn each_inline(view: &mut View, visit: &mut impl FnMut(&mut Inline)) {
    changing::each_text(view, &mut |_, text| {
        if let ViewText::Inline(text) = text {
            visit(text);
        }
    });
}
