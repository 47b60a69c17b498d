//! Converts text with `emphasis`, `citation`, `url` and `link` to Markdown.

use super::Reader;
use crate::format::element::{Content, Element};
use crate::format::runs::{Run, Style, markdown};
use crate::markup::escape;

impl Reader<'_> {
    /// Returns the text of an element as one paragraph; `None` if it is empty.
    pub(super) fn inline(&mut self, element: &Element) -> Option<String> {
        let mut runs = Vec::new();
        let is_mixed = element.has_own_text();
        for content in element.content() {
            let is_apart = !is_mixed && is_unknown(&content);
            self.push_run(content, &mut runs);
            if is_apart {
                runs.push(Run { style: Style::Plain, text: " ".to_owned() });
            }
        }
        markdown(&runs)
    }

    /// Returns the paragraphs of an element: its `para`s and the text between them.
    ///
    /// Skips the children named in `skip`.
    pub(super) fn prose(&mut self, element: &Element, skip: &[&str]) -> Option<String> {
        let mut paragraphs = Vec::new();
        let mut runs = Vec::new();
        let is_mixed = element.has_own_text();
        for content in element.content() {
            let is_apart = !is_mixed && is_unknown(&content);
            match content {
                Content::Element(child) if skip.contains(&child.name) => {}
                Content::Element(child) if is_apart => {
                    self.unknown_element(&child);
                    paragraphs.extend(markdown(&std::mem::take(&mut runs)));
                    paragraphs.extend(child.text().map(|text| escape(&text)));
                }
                Content::Element(child) if child.name == "para" => {
                    paragraphs.extend(markdown(&std::mem::take(&mut runs)));
                    paragraphs.extend(self.inline(&child));
                }
                content => self.push_run(content, &mut runs),
            }
        }
        paragraphs.extend(markdown(&runs));
        (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
    }

    fn push_run(&mut self, content: Content, runs: &mut Vec<Run>) {
        let element = match content {
            Content::Text(text) => {
                runs.push(Run { style: Style::Plain, text: text.to_owned() });
                return;
            }
            Content::Element(element) => element,
        };
        let style = match element.name {
            "emphasis" => Style::Strong,
            "citation" => Style::Emphasis,
            "url" => Style::Url,
            "link" => match element.attribute("href") {
                Some(href) => Style::Link(href.to_owned()),
                None => Style::Plain,
            },
            _ => {
                self.unknown_element(&element);
                Style::Plain
            }
        };
        let mut text = String::new();
        raw_text(&element, &mut text);
        runs.push(Run { style, text });
    }
}

/// Returns whether it is an element other than inline markup.
fn is_unknown(content: &Content) -> bool {
    let inline = ["emphasis", "citation", "url", "link", "para"];
    matches!(content, Content::Element(element) if !inline.contains(&element.name))
}

/// Collects text with its white space, and a space at the end of each paragraph.
fn raw_text(element: &Element, out: &mut String) {
    for content in element.content() {
        match content {
            Content::Text(text) => out.push_str(text),
            Content::Element(child) => {
                raw_text(&child, out);
                if child.name == "para" || !element.has_own_text() {
                    out.push(' ');
                }
            }
        }
    }
}
