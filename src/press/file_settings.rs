//! Settings → edits of the résumé file that store them.

use std::collections::BTreeMap;

use crate::path::Path;
use crate::source::{Kind, Node, Scalar};
use crate::theme::{OptionKind, OptionSpec, Theme, paper_name};

/// Settings to store in a file; `None` keeps what the file has.
#[derive(Debug, Clone, Copy)]
pub struct FileSettings<'a> {
    pub theme: Option<&'a str>,
    pub locale: Option<&'a str>,
    pub paper: Option<&'a str>,
    pub pages: Option<&'a str>,
    /// Values of options by name.
    pub options: &'a BTreeMap<String, String>,
}

impl FileSettings<'_> {
    /// Returns the values to set, by path. `theme` is the theme of the options, `root` the current
    /// content of the file.
    ///
    /// An option of every theme is set for all themes, unless the file sets it for this one.
    pub fn edits(&self, theme: &Theme, root: &Node) -> Vec<(Path, Scalar)> {
        let meta = Path::ROOT.key("meta");
        let text = |text: &str| Scalar { text: text.to_owned(), kind: Kind::Text };
        let named =
            [("theme", self.theme), ("locale", self.locale), ("paper", self.paper.map(paper_name))];
        let named =
            named.into_iter().filter_map(|(key, value)| Some((meta.key(key), text(value?))));
        let mut edits: Vec<_> = named.collect();
        if let Some(pages) = self.pages {
            let is_number = pages.bytes().all(|byte| byte.is_ascii_digit());
            let kind = if is_number { Kind::Number } else { Kind::Text };
            edits.push((meta.key("pages"), Scalar { text: pages.to_owned(), kind }));
        }
        for (name, value) in self.options {
            let Some(spec) = theme.options.iter().find(|spec| spec.name == *name) else { continue };
            let own = meta.key("themes").key(&theme.name).key(name);
            let is_own = !spec.common || root.key_span_of(&own).is_some();
            let path = if is_own { own } else { meta.key("options").key(name) };
            edits.push((path, Scalar { text: value.clone(), kind: kind_of(spec, value) }));
        }
        edits
    }
}

fn kind_of(spec: &OptionSpec, value: &str) -> Kind {
    match spec.kind {
        OptionKind::Number { .. } | OptionKind::Integer { .. } => Kind::Number,
        OptionKind::Boolean { .. } if matches!(value, "true" | "false") => Kind::Boolean,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_written_to_the_settings_of_the_theme_that_has_them() {
        let theme = Theme::embedded("panel").expect("a theme");
        let options = [("accent", "#0b5394"), ("panel-side", "right"), ("photo", "false")];
        let options = options.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let settings = FileSettings {
            theme: Some("panel"),
            locale: None,
            paper: Some("letter"),
            pages: Some("2"),
            options: &BTreeMap::from(options),
        };
        let shown = |root: &Node| {
            let edits = settings.edits(&theme, root).into_iter();
            edits.map(|(path, value)| format!("{path}: {}\n", value.text)).collect::<String>()
        };
        insta::assert_snapshot!(shown(&Node::map::<&str>([])), @r"
        meta.theme: panel
        meta.paper: us-letter
        meta.pages: 2
        meta.options.accent: #0b5394
        meta.themes.panel.panel-side: right
        meta.options.photo: false
        ");
        let color = Node::map([("accent", Node::from("#111111"))]);
        let own = Node::map([("themes", Node::map([("panel", color)]))]);
        let root = Node::map([("meta", own)]);
        assert!(shown(&root).contains("meta.themes.panel.accent: #0b5394"), "{}", shown(&root));
    }
}
