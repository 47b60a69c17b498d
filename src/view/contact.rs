use super::writer::{Writer, join, without_links};
use super::{Contact, Detail, Inline, Run, network};
use crate::characters::admit;
use crate::locale::Word;
use crate::markup::link;
use crate::resume::{self, ContactKind};

impl Writer<'_> {
    /// Returns a way to reach someone.
    ///
    /// `None` where there is nothing to show.
    pub(super) fn contact(&mut self, contact: &resume::Contact) -> Option<Contact> {
        let (kind, icon) = kind_and_icon(contact);
        let url = self.contact_url(contact);
        let is_profile_url = self.shows_url(contact) && url.is_some();
        let mut lines = self.contact_lines(contact, url.as_deref().filter(|_| is_profile_url));
        if url.is_some() {
            lines = lines.into_iter().map(without_links).collect();
        }
        lines.retain(|line| !line.is_empty());
        let names_network = |label: &Inline| {
            let text = lines.iter().map(Inline::text).collect::<String>();
            is_profile_url && network::is_named_in(&label.text(), &text)
        };
        let label = self.contact_label(contact).filter(|label| !names_network(label));
        let path = contact.item.path.clone();
        match (lines.is_empty(), label) {
            (false, label) => Some(Contact { path, kind, icon, label, lines, url }),
            // A network without a user name: its own name is what there is to show.
            (true, Some(label)) => {
                Some(Contact { path, kind, icon, label: None, lines: vec![label], url })
            }
            (true, None) => None,
        }
    }

    /// Returns a referee's contact as a labelled fact.
    pub(super) fn contact_detail(&mut self, contact: &resume::Contact) -> Option<Detail> {
        let Contact { path, kind, label, lines, url, .. } = self.contact(contact)?;
        let label = label.or_else(|| match contact.kind {
            ContactKind::Email => Some(self.word(Word::Email)),
            ContactKind::Phone => Some(self.word(Word::Phone)),
            _ => None,
        });
        let value = self.join_parts(lines);
        let value = match url {
            Some(url) => Inline(vec![Run::Link { url, body: value }]),
            None => value,
        };
        Some(Detail { path, kind, label: label.unwrap_or_default(), values: vec![value] })
    }

    /// Returns the lines of a contact: the address, or what is shown in place of the value, which is
    /// `url` where there is one.
    fn contact_lines(&self, contact: &resume::Contact, url: Option<&str>) -> Vec<Inline> {
        if let Some(text) = &contact.text {
            // An address typed as a block keeps its lines.
            let lines = text.as_str().lines().filter(|line| !line.trim().is_empty());
            return lines.map(|line| self.line_of(line)).collect();
        }
        let value = contact.value.as_deref().map(admit);
        let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        let shown = match (contact.kind, value) {
            (ContactKind::Url, Some(value)) => Some(link::shown(value)),
            (_, Some(value)) => {
                let url = url.map(link::shown);
                Some(url.map_or(value, |url| url.strip_prefix("www.").unwrap_or(url)))
            }
            (_, None) => contact.url.as_deref().map(link::shown),
        };
        let mut lines: Vec<_> = shown.map(|text| self.verbatim(text)).into_iter().collect();
        lines.extend(contact.address.iter().flat_map(|address| self.address(address)));
        lines
    }

    /// Tells whether the address of a profile is wanted in place of its user's name.
    fn shows_url(&self, contact: &resume::Contact) -> bool {
        let is_profile = contact.kind == ContactKind::Profile && contact.value.is_some();
        is_profile && contact.text.is_none() && self.options.profile_urls
    }

    fn contact_label(&self, contact: &resume::Contact) -> Option<Inline> {
        let label = contact.label.as_ref().map(|label| {
            let known = [Word::Home, Word::Work, Word::Mobile, Word::Fax, Word::Pager];
            let typed = label.as_str().trim();
            match known.into_iter().find(|word| word.key().eq_ignore_ascii_case(typed)) {
                Some(word) => self.word(word),
                None => self.line(label),
            }
        });
        let label = label.filter(|label| !label.is_empty());
        if contact.kind != ContactKind::Fax {
            return label;
        }
        let fax = self.word(Word::Fax);
        match label {
            Some(label) if label != fax => {
                Some(join([fax, Inline::plain(" ("), label, Inline::plain(")")], ""))
            }
            _ => Some(fax),
        }
    }

    fn contact_url(&mut self, contact: &resume::Contact) -> Option<String> {
        if let Some(url) = contact.url.as_deref().filter(|url| !url.trim().is_empty()) {
            return self.target(url, &contact.item.path.key("url"));
        }
        let value = admit(contact.value.as_deref()?);
        let value = value.trim();
        match contact.kind {
            ContactKind::Email => {
                let address = value.strip_prefix("mailto:").unwrap_or(value);
                if link::is_email(address) { link::target(address) } else { None }
            }
            ContactKind::Phone => telephone(value),
            ContactKind::Url => self.target(value, &contact.item.path),
            ContactKind::Profile => {
                let network = network::find(contact.label.as_ref()?.as_str())?;
                network.profile(value).and_then(|address| link::target(&address))
            }
            ContactKind::Location | ContactKind::Fax | ContactKind::Other => None,
        }
    }
}

fn kind_and_icon(contact: &resume::Contact) -> (&'static str, &'static str) {
    let network = contact.label.as_ref().and_then(|label| network::find(label.as_str()));
    let of_network = |otherwise| network.map_or(otherwise, |network| network.icon);
    match contact.kind {
        ContactKind::Location => ("location", "location"),
        ContactKind::Email => ("email", "email"),
        ContactKind::Phone => ("phone", "phone"),
        ContactKind::Fax => ("fax", "fax"),
        ContactKind::Url => ("url", of_network("url")),
        ContactKind::Profile => ("profile", of_network("profile")),
        ContactKind::Other => ("other", of_network("other")),
    }
}

/// Returns the target of a telephone number: its digits and a leading plus, without what follows
/// the number (`ext. 9`) and without a trunk zero that is not dialled (`+44 (0)20`).
fn telephone(number: &str) -> Option<String> {
    let international = number.starts_with('+');
    let number = if international { number.replace("(0)", "") } else { number.to_owned() };
    let dialled: String =
        number.chars().take_while(|c| !c.is_alphabetic()).filter(char::is_ascii_digit).collect();
    // The shortest numbers anyone publishes have three digits.
    let plus = if international { "+" } else { "" };
    (dialled.len() >= 3).then(|| format!("tel:{plus}{dialled}"))
}
