//! The data to embed in a finished file: exactly what is printed.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::options::ResolvedOptions;
use super::{Part, Picture, Request};
use crate::characters::remove_unprintable;
use crate::diagnostic::Diagnostics;
use crate::format::{self, Dialect, ReadOptions};
use crate::locale::Locale;
use crate::picture;
use crate::resume::Resume;
use crate::source::{Node, Value, write_json};
use crate::tailor::{OnPage, printed};
use crate::theme::Theme;
use crate::view::{View, ViewOptions};

/// A view, and the settings it was built with.
pub(super) struct BuiltView<'a> {
    pub(super) request: &'a Request,
    pub(super) locale: &'a Locale,
    pub(super) resolved: &'a ResolvedOptions,
    pub(super) theme: &'a Theme,
    pub(super) view: &'a View,
    pub(super) pictures: &'a [Picture],
    pub(super) how: &'a ViewOptions,
}

/// Returns the printed parts of a tailored résumé as JSON.
///
/// The result is valid JSON Resume, with the additions of this program if the standard lacks a key.
pub(super) fn data(resume: &Resume, shown: &BuiltView) -> String {
    let BuiltView { request, locale, resolved, theme, view, pictures, how } = *shown;
    let data_url = |image: Option<&crate::view::Image>| {
        let file = &image?.file;
        let bytes = &pictures.iter().find(|picture| picture.virtual_path == *file)?.bytes;
        Some(format!("data:{};base64,{}", picture::media_type(bytes), STANDARD.encode(bytes)))
    };
    let letter = view.letter.as_ref();
    let on_page = OnPage {
        photo: data_url(view.header.image.as_ref()),
        signature: data_url(letter.and_then(|letter| letter.signature.as_ref())),
        personal_details: how.personal_details,
        last_modified: how.last_modified,
        date: view.document.date,
        locale: locale.tag.clone(),
        theme: Theme::names().contains(&theme.name.as_str()).then(|| theme.name.clone()),
        date_format: resolved
            .is_explicit("date-format")
            .then(|| resolved.options.text("date-format").map(str::to_owned))
            .flatten(),
        resume: request.only != Some(Part::Letter),
        letter: letter.is_some(),
    };
    let mut resume = printed(resume.clone(), &on_page);
    let mut own = write(Dialect::Native, &resume);
    let languages = std::mem::take(&mut resume.meta.languages);
    let is_used = |tag: &str| has_text_in(&own, tag);
    resume.meta.languages = languages.into_iter().filter(|language| is_used(&language.0)).collect();
    own = write(Dialect::Native, &resume);
    let plain = write(Dialect::JsonResume, &resume);
    let mut problems = Diagnostics::default();
    let read_again = format::read(Dialect::Native, &plain, ReadOptions::default(), &mut problems);
    let is_same = matches!(&read_again[..], [again] if write(Dialect::Native, again) == own);
    let holds_all = is_same && problems.is_empty();
    write_json(if holds_all { &plain } else { &own })
}

fn write(dialect: Dialect, resume: &Resume) -> Node {
    let tree = format::write(dialect, resume, &mut Diagnostics::default());
    let mut tree = tree.expect("both dialects are written");
    remove_unprintable(&mut tree);
    tree
}

/// Returns whether a text is declared to be in a language.
fn has_text_in(node: &Node, tag: &str) -> bool {
    match &node.value {
        Value::Map(members) => {
            members.iter().any(|it| it.key == tag || has_text_in(&it.value, tag))
        }
        Value::List(nodes) => nodes.iter().any(|node| has_text_in(node, tag)),
        Value::Null | Value::Scalar(_) => false,
    }
}
