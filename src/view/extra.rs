use super::writer::{Writer, join};
use super::{Block, Detail, Inline, Run};
use crate::locale::Word;
use crate::markup::link;
use crate::resume::{Extra, ExtraValue, Text, title_of_key};

impl Writer<'_> {
    /// Returns unknown data as labelled details, without website settings and without unwanted
    /// personal details.
    pub(super) fn extra_details(&self, extra: &[Extra]) -> Vec<Detail> {
        let is_shown = |extra: &&Extra| {
            !extra.is_flag() && (self.options.personal_details || extra.personal_detail().is_none())
        };
        let details = extra.iter().filter(is_shown).map(|extra| Detail {
            path: extra.path.clone(),
            kind: "other",
            label: match self.some_line(extra.label.as_ref()) {
                Some(label) => label,
                None => self.verbatim(&title_of_key(&extra.key)),
            },
            values: match &extra.value {
                ExtraValue::List(values) => self.values(values),
                value => self.values(std::slice::from_ref(value)),
            },
        });
        details.filter(|detail| !detail.values.is_empty()).collect()
    }

    /// Returns unknown data as prose, for a place that has no details.
    pub(super) fn extra_prose(&self, extra: &[Extra]) -> Vec<Block> {
        let details = self.extra_details(extra).into_iter();
        let paragraph = |detail: Detail| {
            let body = labelled(self, detail.label, self.join(detail.values));
            Block::Paragraph { body }
        };
        details.map(paragraph).collect()
    }

    fn values(&self, values: &[ExtraValue]) -> Vec<Inline> {
        values.iter().map(|value| self.value(value)).filter(|value| !value.is_empty()).collect()
    }

    /// Returns a value on one line: `a, b` for a list, `Key: value; Key: value` for a mapping.
    fn value(&self, value: &ExtraValue) -> Inline {
        match value {
            ExtraValue::Text(text) => self.line(text),
            ExtraValue::Bare(scalar) => self.verbatim(&scalar.text),
            ExtraValue::List(values) => self.join(self.values(values)),
            ExtraValue::Map(members) => {
                if let Some((name, url)) = named_address(members) {
                    return Inline(vec![Run::Link { url, body: self.line(name) }]);
                }
                let members = members.iter().map(|(key, value)| {
                    let value = self.value(value);
                    if value.is_empty() {
                        return value;
                    }
                    labelled(self, self.verbatim(&title_of_key(key)), value)
                });
                join(members, "; ")
            }
        }
    }
}

/// Returns the text and target of a mapping that is only a link: `{name: …, url: …}`.
fn named_address(members: &[(String, ExtraValue)]) -> Option<(&Text, String)> {
    let text_at = |keys: &[&str]| {
        let found = members.iter().find(|(key, _)| keys.contains(&key.to_lowercase().as_str()));
        match found {
            Some((_, ExtraValue::Text(text))) if !text.as_str().trim().is_empty() => Some(text),
            _ => None,
        }
    };
    let name = text_at(&["name", "title", "label", "text"])?;
    let address = text_at(&["url", "website", "link", "href"])?;
    if members.len() != 2 {
        return None;
    }
    Some((name, link::target(address.as_str())?))
}

fn labelled(writer: &Writer, label: Inline, value: Inline) -> Inline {
    if label.is_empty() {
        return value;
    }
    join([label, value], writer.locale.word(Word::LabelSeparator))
}

pub(super) fn emphasised(line: Inline) -> Inline {
    Inline(vec![Run::Emphasis(line)])
}
