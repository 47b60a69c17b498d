//! Writes `layouts` and `locale`.

use crate::format::losses::LossKind;
use crate::format::members::Members;
use crate::format::presentation::{note_meta, put_in, take_kept};
use crate::format::settings::{self, Scale};
use crate::resume::{Meta, SectionKind, Setting};
use crate::source::{Kind, Node, Value};

use super::super::KEPT;
use super::super::keys::{LOCALES, ORDER, PAIRS, TEMPLATES};
use super::content::Shown;
use super::{Writer, language_of};

impl Writer<'_> {
    /// Writes the design on top of the settings kept from a YAMLResume file.
    pub(super) fn look(&mut self, meta: &Meta, shown: &[Shown], document: &mut Members) {
        if let Some(tag) = &meta.locale {
            let path = meta.path.key("locale");
            match language_of(tag) {
                Some(name) => {
                    let mut locale = Members::default();
                    locale.put("language", Node::scalar(name, Kind::Text));
                    document.put("locale", locale.map());
                    if !LOCALES.iter().any(|(_, own)| own.eq_ignore_ascii_case(tag)) {
                        self.losses.omitted("the region of a language", &path);
                    }
                }
                None => self.losses.omitted("this language", &path),
            }
        }
        let mut layout = take_kept(meta, KEPT, "layout");
        let was_empty = layout.is_null();
        self.template(meta, &mut layout);
        for option in settings::options(meta) {
            self.setting(&option, &mut layout);
        }
        for section in shown {
            let Some(title) = &section.title else { continue };
            let title = self.plain(title.as_str(), &section.path.key("title"));
            let name = name_of(section.kind);
            put_in(
                &mut layout,
                &format!("sections.aliases.{name}"),
                Node::scalar(&title, Kind::Text),
            );
        }
        let order: Vec<&str> = shown.iter().map(|section| name_of(section.kind)).collect();
        let usual = ORDER.iter().map(|(_, name, _)| *name).filter(|name| order.contains(name));
        if !usual.eq(order.iter().copied()) {
            let nodes = order.iter().map(|name| Node::scalar(*name, Kind::Text));
            put_in(&mut layout, "sections.order", Node::list(nodes));
        }
        let others = take_kept(meta, KEPT, "layouts");
        let mut layouts = Vec::new();
        if !layout.is_null() {
            // The engine is written first, for readability.
            if layout.get("engine").is_none()
                && let Value::Map(members) = &mut layout.value
            {
                let mut engine = Members::default();
                engine.put("engine", Node::scalar("latex", Kind::Text));
                let own = Node { value: Value::Map(std::mem::take(members)), span: layout.span };
                engine.append(Members::of(own));
                layout = engine.map();
            }
            layouts.push(layout);
        }
        if let Value::List(nodes) = others.value
            && !(was_empty && nodes.is_empty())
        {
            layouts.extend(nodes);
        }
        document.put("layouts", (!layouts.is_empty()).then(|| Node::list(layouts)));
        self.rest(meta);
    }

    /// Records keys of `meta` that YAMLResume does not support.
    fn rest(&mut self, meta: &Meta) {
        let parts = [
            ("keywords", !meta.keywords.is_empty()),
            ("boldKeywords", !meta.bold_keywords.is_empty()),
            ("lastModified", meta.last_modified.is_some()),
        ];
        for (key, is_there) in parts {
            if is_there {
                self.losses.omitted(format!("`{key}`"), &meta.path.key(key));
            }
        }
        for word in &meta.words {
            self.losses.omitted("overridden words of the language", &word.path);
        }
        note_meta(meta, KEPT, self.losses);
    }

    fn template(&mut self, meta: &Meta, layout: &mut Node) {
        let Some(theme) = &meta.theme else { return };
        let kept = layout.get("template").and_then(Node::as_text);
        let nearest = kept.and_then(|own| TEMPLATES.iter().find(|(name, _)| *name == own));
        if nearest.is_some_and(|(_, nearest)| nearest == theme) {
            return;
        }
        let own = if theme == "plain" { "jake" } else { "moderncv-classic" };
        let instead = LossKind::Replaced("the most similar one is written");
        self.losses.note("this theme", instead, &meta.path.key("theme"));
        put_in(layout, "engine", Node::scalar("latex", Kind::Text));
        put_in(layout, "template", Node::scalar(own, Kind::Text));
    }

    fn setting(&mut self, option: &Setting, layout: &mut Node) {
        // YAMLResume never shows days.
        let is_so = (option.key.as_str(), option.value.as_str()) == ("days", "false");
        if !is_so && !settings::write(PAIRS, option, &Scale::default(), layout) {
            self.losses.omitted("some options of the theme", &option.path);
        }
    }
}

fn name_of(kind: SectionKind) -> &'static str {
    ORDER.iter().find(|(own, ..)| *own == kind).map_or("", |(_, name, _)| name)
}
