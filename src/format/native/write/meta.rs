use crate::resume::{Copyright, Meta};
use crate::source::{Kind, Node, Value};

use crate::format::members::{Members, date_node, localized, plain};

/// Writes `meta`; `order` is the section order if it is not implied otherwise.
pub(super) fn meta(meta: &Meta, order: Option<Vec<String>>) -> Option<Node> {
    let mut members = Members::default();
    members.plain("theme", &meta.theme);
    members.plain("locale", &meta.locale);
    members.list("languages", &meta.languages, |language| plain(&language.0));
    members.plain("paper", &meta.paper);
    members.plain("pages", &meta.pages);
    members.plain("dateFormat", &meta.date_format);
    members.settings("options", &meta.options);
    let mut themes = Members::default();
    for (theme, settings) in &meta.themes {
        themes.settings(theme, settings);
    }
    members.put("themes", themes.filled());
    // An empty order omits all sections, unlike a missing one.
    let sections = meta.sections.as_ref().or(order.as_ref());
    members.put("sections", sections.map(|ids| Node::list(ids.iter().map(|id| plain(id)))));
    let mut titles = Members::default();
    for (id, title) in &meta.titles {
        titles.put(id, localized(title));
    }
    members.put("titles", titles.filled());
    members.settings("sort", &meta.sort);
    members.list("boldKeywords", &meta.bold_keywords, |word| plain(word));
    let mut variants = Members::default();
    for (name, node) in &meta.variants {
        variants.put(name, node.clone());
    }
    members.put("variants", variants.filled());
    members.put("copyright", meta.copyright.as_ref().map(copyright));
    members.text("consent", &meta.consent);
    members.put("lastModified", last_modified(meta));
    members.list("keywords", &meta.keywords, localized);
    members.settings("words", &meta.words);
    members.plain("canonical", &meta.canonical);
    members.plain("version", &meta.version);
    for (key, node) in &meta.extra {
        members.put(key, node.clone());
    }
    members.filled()
}

/// Writes the date of the last change, with its time if there is one.
pub(in crate::format) fn last_modified(meta: &Meta) -> Option<Node> {
    let mut node = date_node(meta.last_modified.as_ref()?);
    if let (Value::Scalar(scalar), Some(time)) = (&mut node.value, &meta.last_modified_time) {
        scalar.text.push_str(time);
        scalar.kind = Kind::Text;
    }
    Some(node)
}

fn copyright(copyright: &Copyright) -> Node {
    let mut members = Members::default();
    members.text("years", &copyright.years);
    members.text("holder", &copyright.holder);
    members.text("notice", &copyright.notice);
    members.map()
}
