use std::borrow::Cow;

use super::address::address_country;
use super::writer::{Writer, join, without_links};
use super::{Contact, Detail, Inline, Run, network};
use crate::characters::{letters, without_unprintable};
use crate::diagnostic::Diagnostic;
use crate::locale::{Locale, Word};
use crate::markup::link;
use crate::phone::{self, Phone, PhoneFormat, Unknown};
use crate::resume::{self, ContactKind};
use crate::source::Path;

impl Writer<'_> {
    /// Returns a contact of someone in a country, given by its two-letter code; `None` if there is
    /// nothing to show.
    pub(super) fn contact(
        &mut self,
        contact: &resume::Contact,
        country: Option<&str>,
    ) -> Option<Contact> {
        let (kind, icon) = kind_and_icon(contact);
        let url = self.contact_url(contact, country);
        // A URL without the user name must not replace it.
        let names_user = |url: &str| {
            let url = letters(url);
            let user = contact.value.as_deref().unwrap_or_default();
            user.split('@').all(|part| url.contains(&letters(part)))
        };
        let is_profile_url = self.shows_url(contact) && url.as_deref().is_some_and(names_user);
        let shown = url.as_deref().filter(|_| is_profile_url);
        let mut lines = self.contact_lines(contact, country, shown);
        if url.is_some() {
            lines = lines.into_iter().map(without_links).collect();
        }
        lines.retain(|line| !line.is_empty());
        let is_url = contact.kind == ContactKind::Profile
            && contact.value.is_none()
            && contact.text.is_none();
        // A label is redundant if the text already names the network.
        let contains_label = |label: &Inline| {
            let text = lines.iter().map(Inline::text).collect::<String>();
            let label = label.text();
            letters(&label) == letters(&text)
                || (is_profile_url || is_url) && network::is_named_in(&label, &text)
        };
        let label = self.contact_label(contact).filter(|label| !contains_label(label));
        let path = contact.item.path.clone();
        match (lines.is_empty(), label) {
            (false, label) => Some(Contact { path, kind, icon, label, lines, url }),
            // A network without a user name shows its own name.
            (true, Some(label)) => {
                Some(Contact { path, kind, icon, label: None, lines: vec![label], url })
            }
            (true, None) => None,
        }
    }

    /// Returns a referee's contact as a fact. A telephone number and an e-mail address need no label but
    /// their own.
    pub(super) fn contact_detail(
        &mut self,
        contact: &resume::Contact,
        country: Option<&str>,
    ) -> Option<Detail> {
        let Contact { path, kind, label, lines, url, .. } = self.contact(contact, country)?;
        let value = self.join_parts(lines);
        let value = match url {
            Some(url) => Inline(vec![Run::Link { url, body: value }]),
            None => value,
        };
        Some(Detail { path, kind, label: label.unwrap_or_default(), values: vec![value] })
    }

    /// Returns the lines of a contact: the address, else the text shown in place of the value, such
    /// as `url`.
    fn contact_lines(
        &mut self,
        contact: &resume::Contact,
        country: Option<&str>,
        url: Option<&str>,
    ) -> Vec<Inline> {
        if let Some(text) = &contact.text {
            // An address typed as a block keeps its lines.
            let lines = text.as_str().lines().filter(|line| !line.trim().is_empty());
            return lines.map(|line| self.line_of(line)).collect();
        }
        let value = contact.value.as_deref().map(without_unprintable);
        let value = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        let shown = match (contact.kind, value) {
            (ContactKind::Url, Some(value)) => Some(Cow::Borrowed(link::shown(value))),
            (ContactKind::Phone | ContactKind::Fax, Some(value)) => {
                Some(self.number(value, country, &contact.item.path))
            }
            (_, Some(value)) => {
                let url = url.map(link::shown);
                let url = url.map(|url| url.strip_prefix("www.").unwrap_or(url));
                Some(Cow::Borrowed(url.unwrap_or(value)))
            }
            (kind, None) => {
                let url = contact.url.as_deref().map(link::shown);
                let bare = |url: &'_ str| kind == ContactKind::Profile && url.starts_with("www.");
                url.map(|url| Cow::Borrowed(if bare(url) { &url["www.".len()..] } else { url }))
            }
        };
        let mut lines: Vec<_> = shown.map(|text| self.verbatim(&text)).into_iter().collect();
        lines.extend(contact.address.iter().flat_map(|address| self.address(address)));
        lines
    }

    /// Returns a telephone number in the requested format, or as typed if that fails.
    fn number<'n>(&mut self, typed: &'n str, country: Option<&str>, path: &Path) -> Cow<'n, str> {
        let format = self.options.phone_format;
        if format == PhoneFormat::AsTyped {
            return Cow::Borrowed(typed);
        }
        let written = Phone::read(typed, country).and_then(|phone| {
            let belongs_to_country =
                self.home.as_deref().is_none_or(|home| phone.belongs_to_country(home));
            if format == PhoneFormat::National && belongs_to_country {
                phone.national()
            } else {
                phone.international()
            }
        });
        match written {
            Ok(written) => Cow::Owned(written),
            Err(why) => {
                self.diagnostics.push(unknown_phone(typed, country, why).on(path));
                Cow::Borrowed(typed)
            }
        }
    }

    /// Returns whether a profile shows its URL instead of the user name.
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

    fn contact_url(&mut self, contact: &resume::Contact, country: Option<&str>) -> Option<String> {
        if let Some(url) = contact.url.as_deref().filter(|url| !url.trim().is_empty()) {
            return self.target(url, &contact.item.path.key("url"));
        }
        let value = without_unprintable(contact.value.as_deref()?);
        let value = value.trim();
        match contact.kind {
            ContactKind::Email => {
                let address = value.strip_prefix("mailto:").unwrap_or(value);
                if link::is_email(address) { link::target(address) } else { None }
            }
            ContactKind::Phone => {
                let dialled = Phone::read(value, country).map(|phone| phone.dialled());
                let dialled = dialled.ok().or_else(|| phone::dialled_as_typed(value));
                dialled.map(|number| format!("tel:{number}"))
            }
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

/// Returns the country code of the first address among contacts that has one.
pub(super) fn country_of<'c>(
    contacts: &'c [resume::Contact],
    locale: &Locale,
) -> Option<Cow<'c, str>> {
    contacts.iter().find_map(|contact| address_country(contact.address.as_ref()?, locale))
}

fn unknown_phone(typed: &str, country: Option<&str>, why: Unknown) -> Diagnostic {
    let (why, hint) = match (why, country) {
        (Unknown::Country, None) => (
            "its country is unknown".to_owned(),
            "start it with its calling code, such as `+44`, or add the `countryCode` to the address",
        ),
        (Unknown::Country, Some(code)) => (
            format!("no country has the code `{code}`"),
            "start it with its calling code, such as `+44`, or correct the `countryCode`",
        ),
        (Unknown::CallingCode, _) => {
            ("no country has its calling code".to_owned(), "check the digits after the `+`")
        }
        (Unknown::Number, Some(code)) if !typed.starts_with('+') => (
            format!("it is not a valid number in `{code}`"),
            "start it with its calling code, such as `+44`, or check for a missing or extra digit",
        ),
        (Unknown::Number, _) => {
            ("its country has no such number".to_owned(), "check for a missing or extra digit")
        }
        (Unknown::Letters, _) => {
            ("it contains letters".to_owned(), "write it in digits to print it in another format")
        }
    };
    let message = format!("telephone number `{typed}` is printed as typed: {why}");
    Diagnostic::warning("unknown-phone", message).hint(hint)
}
