//! A writer that always produces well-formed XML.

/// An XML document under construction.
pub(super) struct Xml {
    out: String,
    /// Open elements, the outermost first.
    open: Vec<&'static str>,
}

/// Name and unescaped value of an attribute.
pub(super) type Attribute<'a> = (&'static str, &'a str);

impl Xml {
    pub(super) fn new() -> Self {
        let out = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#.to_owned();
        Self { out, open: Vec::new() }
    }

    /// Writes an element; `body` writes its content.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: &[Attribute],
        body: impl FnOnce(&mut Self),
    ) {
        self.begin(name, attributes);
        body(self);
        self.end();
    }

    pub(super) fn begin(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.tag(name, attributes);
        self.out.push('>');
        self.open.push(name);
    }

    /// Ends the innermost open element.
    pub(super) fn end(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.tag(name, attributes);
        self.out.push_str("/>");
    }

    /// Writes an empty element whose only attribute is `w:val`.
    pub(super) fn value(&mut self, name: &'static str, value: &str) {
        self.empty(name, &[("w:val", value)]);
    }

    /// Writes an element that contains only text.
    pub(super) fn leaf(&mut self, name: &'static str, attributes: &[Attribute], text: &str) {
        self.element(name, attributes, |xml| xml.text(text));
    }

    /// Writes text, omitting characters that XML does not allow.
    pub(super) fn text(&mut self, text: &str) {
        for c in text.chars().filter(|c| is_allowed(*c)) {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                c => self.out.push(c),
            }
        }
    }

    pub(super) fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.end();
        }
        self.out
    }

    /// Writes a start tag without its closing bracket.
    fn tag(&mut self, name: &'static str, attributes: &[Attribute]) {
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes {
            self.out.push(' ');
            self.out.push_str(key);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }
}

/// Returns whether XML 1.0 allows a character.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped() {
        let mut xml = Xml::new();
        let hostile = "a]]></w:t><b x='1' y=\"2\">&amp;\u{0}\u{b}\u{ffff}\u{1f600}";
        xml.leaf("t", &[("val", hostile)], hostile);
        let text = xml.finish();
        let document = roxmltree::Document::parse(&text).expect("well-formed");
        let kept = "a]]></w:t><b x='1' y=\"2\">&amp;\u{1f600}";
        assert_eq!(document.root_element().text(), Some(kept));
        assert_eq!(document.root_element().attributes().next().map(|it| it.value()), Some(kept));
    }
}
