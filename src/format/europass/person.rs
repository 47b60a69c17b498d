//! Reads the person, contacts and languages.

use crate::format::element::Element;
use crate::locale::Word;
use crate::resume::{
    Address, Basics, Contact, ContactKind, Entry, Extra, ExtraValue, Item, Resume, SectionKind,
    Text,
};

use super::entries::{date, entry_at, levels_in_words};
use super::fields::{LANGUAGES, LIBRARY_CODES, UNDISPLAYED_ELEMENTS};
use super::{PHOTO, Reader, label, line, prose, text_section};

impl Reader<'_> {
    /// Reads the person of a `SkillsPassport`.
    pub(super) fn identification(&mut self, element: &Element, resume: &mut Resume) {
        let basics = &mut resume.basics;
        for child in element.children() {
            match child.name {
                "PersonName" => basics.name = name(&child, &["Title", "FirstName", "Surname"]),
                "ContactInfo" => self.contact_info(&child, basics),
                "Demographics" => self.demographics(&child, basics),
                "Photo" | "Signature" => {
                    if child.text().is_some() {
                        self.notes.add(&PHOTO, &child.path, child.span);
                    }
                }
                _ => self.leaves(&child, &mut basics.extra),
            }
        }
    }

    fn contact_info(&mut self, element: &Element, basics: &mut Basics) {
        for child in element.children() {
            let several = child.children();
            match child.name {
                "Address" => {
                    let contact = child.child("Contact").and_then(|c| old_address(&c));
                    basics.contacts.extend(contact);
                }
                "Email" => basics.contacts.extend(old_contact(&child, ContactKind::Email)),
                "TelephoneList" => basics
                    .contacts
                    .extend(several.iter().filter_map(|c| old_contact(c, ContactKind::Phone))),
                "WebsiteList" => basics
                    .contacts
                    .extend(several.iter().filter_map(|c| old_contact(c, ContactKind::Url))),
                "InstantMessagingList" => basics
                    .contacts
                    .extend(several.iter().filter_map(|c| old_contact(c, ContactKind::Profile))),
                _ => self.leaves(&child, &mut basics.extra),
            }
        }
    }

    fn demographics(&mut self, element: &Element, basics: &mut Basics) {
        for child in element.children() {
            match child.name {
                "Birthdate" => basics.birth = date(&child),
                "NationalityList" => {
                    let names: Vec<String> = child
                        .children()
                        .iter()
                        .filter_map(label)
                        .map(|text| text.as_str().to_owned())
                        .collect();
                    basics.nationality = (!names.is_empty()).then(|| Text::from(names.join(", ")));
                }
                "Gender" => basics.extra.extend(gender(&child, label(&child))),
                _ => self.leaves(&child, &mut basics.extra),
            }
        }
    }

    /// Reads the headline: desired work, or a statement.
    pub(super) fn headline(&mut self, element: &Element, resume: &mut Resume) {
        let code = element.child("Type").and_then(|kind| kind.child("Code")?.text());
        let Some(description) = element.child("Description") else { return };
        if code.as_deref() == Some("personal_statement") {
            let text = description.child("Label").unwrap_or(description);
            if let Some(text) = prose(&text) {
                let mut section = text_section(element, None, text);
                section.kind = SectionKind::Summary;
                section.item.id = Some(SectionKind::Summary.name().to_owned());
                resume.sections.push(section);
            }
        } else {
            resume.basics.label = label(&description);
        }
    }

    /// Reads the person of a `Candidate`.
    pub(super) fn person(&mut self, element: &Element, resume: &mut Resume) {
        let mut languages: Vec<Entry> = Vec::new();
        for child in element.children() {
            let basics = &mut resume.basics;
            match child.name {
                "PersonName" => {
                    basics.name = name(&child, &["GivenName", "PreferredName", "FamilyName"]);
                }
                "Communication" => basics.contacts.extend(self.communication(&child)),
                "NationalityCode" => {
                    if let Some(code) = child.text() {
                        let country = self.country(&code);
                        basics.nationality = Some(match basics.nationality.take() {
                            Some(before) => Text::from(format!("{}, {country}", before.as_str())),
                            None => Text::from(country),
                        });
                    }
                }
                "BirthDate" => basics.birth = date(&child),
                "GenderCode" => basics.extra.extend(gender(&child, line(&child))),
                "PrimaryLanguageCode" => {
                    let mut entry = entry_at(&child);
                    entry.name = child.text().map(|code| Text::from(language(&code)));
                    entry.level = Some(self.mother_tongue());
                    languages.extend(entry.name.is_some().then_some(entry));
                }
                _ => self.leaves(&child, &mut basics.extra),
            }
        }
        self.add(SectionKind::Languages, None, element, languages, resume);
    }

    fn communication(&mut self, element: &Element) -> Option<Contact> {
        let text = |name: &str| element.child(name).and_then(|child| child.text());
        let mut contact = Contact::at(&element.path, ContactKind::Other);
        let purpose = text("OtherTitle").or_else(|| text("UseCode"));
        if let Some(address) = element.child("Address") {
            let part = |name: &str| address.child(name).and_then(|child| child.text());
            let lines = address.children();
            let lines = lines.iter().filter(|child| child.name == "AddressLine");
            contact.kind = ContactKind::Location;
            contact.address = Some(Address {
                lines: lines.filter_map(line).collect(),
                city: part("CityName").map(Text::from),
                region: part("CountrySubDivisionCode").map(Text::from),
                postal_code: part("PostalCode"),
                country_code: part("CountryCode").map(|code| match code.to_uppercase().as_str() {
                    "UK" => "GB".to_owned(),
                    "EL" => "GR".to_owned(),
                    other => other.to_owned(),
                }),
                ..Address::default()
            });
            return Some(contact);
        }
        let number = || {
            let number = text("DialNumber")?;
            let code =
                text("CountryDialing").map(|code| format!("+{} ", code.trim_start_matches('+')));
            // The national prefix 0 is omitted after a country code.
            let number = match &code {
                Some(_) => number.trim_start_matches('0').to_owned(),
                None => number,
            };
            Some(format!("{}{number}", code.unwrap_or_default()))
        };
        contact.value = Some(text("URI").or_else(number)?);
        match text("ChannelCode").as_deref() {
            Some("Email") => contact.kind = ContactKind::Email,
            Some("Telephone" | "Phone" | "Mobile") => contact.kind = ContactKind::Phone,
            Some("Fax") => contact.kind = ContactKind::Fax,
            Some("Web") => contact.kind = ContactKind::Url,
            Some("Social Media" | "SocialMedia") => {
                contact.kind = ContactKind::Profile;
                contact.label = purpose.map(|name| Text::from(network(&name)));
                contact.url = contact.value.take();
            }
            _ => contact.label = purpose.map(|name| Text::from(network(&name))),
        }
        Some(contact)
    }

    /// Reads languages with their levels, and other skills.
    pub(super) fn qualifications(&mut self, element: &Element, resume: &mut Resume) {
        let (mut languages, mut skills) = (Vec::new(), Vec::new());
        for child in element.children() {
            let text = |name: &str| child.child(name).and_then(|child| child.text());
            let mut entry = entry_at(&child);
            let is_language = text("TaxonomyID").as_deref() == Some("language");
            let id = text("CompetencyID");
            let named = text("CompetencyName");
            let mut levels = Vec::new();
            for part in child.children() {
                match part.name {
                    "CompetencyID" | "CompetencyName" => {}
                    "CompetencyDimension" => {
                        let of = part.child("CompetencyDimensionTypeCode").and_then(|c| c.text());
                        let score = part
                            .child("Score")
                            .and_then(|score| score.child("ScoreText").or(Some(score))?.text());
                        if let (Some(of), Some(score)) = (of, score) {
                            let of = of.rsplit('-').next().unwrap_or(&of).to_owned();
                            levels.push((super::entries::title_of(&of), score));
                        }
                    }
                    name if UNDISPLAYED_ELEMENTS.contains(&name) => {}
                    _ => self.leaves(&part, &mut entry.item.extra),
                }
            }
            entry.level = levels_in_words(levels);
            if is_language {
                entry.name = named.or(id).map(|code| Text::from(language(&code)));
                languages.extend(entry.name.is_some().then_some(entry));
            } else {
                entry.name = named.or(id).map(Text::from);
                skills.extend(entry.name.is_some().then_some(entry));
            }
        }
        self.add(SectionKind::Languages, None, element, languages, resume);
        self.add(SectionKind::Skills, None, element, skills, resume);
    }

    /// Returns the words for a native language.
    pub(super) fn mother_tongue(&self) -> Text {
        let word = self.locale.as_ref().map(|locale| locale.word(Word::FluencyBilingual));
        Text::from(word.unwrap_or("Native or bilingual proficiency"))
    }
}

/// Joins the parts of a name.
fn name(element: &Element, parts: &[&str]) -> Option<Text> {
    let found = parts.iter().filter_map(|part| {
        let child = element.child(part)?;
        let label = child.child("Label").unwrap_or(child);
        label.text()
    });
    let name = found.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then(|| Text::from(name))
}

fn old_contact(element: &Element, kind: ContactKind) -> Option<Contact> {
    let value = element.child("Contact")?.text()?;
    let purpose = element.child("Use").and_then(|purpose| label(&purpose));
    Some(Contact {
        item: Item::at(&element.path),
        kind,
        value: Some(value),
        label: purpose,
        ..Contact::default()
    })
}

fn old_address(element: &Element) -> Option<Contact> {
    let text = |name: &str| element.child(name).and_then(|child| child.text());
    let country = element.child("Country");
    let code = country.as_ref().and_then(|country| country.child("Code")?.text());
    let named = country.as_ref().and_then(label);
    let lines = ["AddressLine", "AddressLine2"];
    let address = Address {
        lines: lines.iter().filter_map(|name| text(name)).map(Text::from).collect(),
        city: text("Municipality").map(Text::from),
        postal_code: text("PostalCode"),
        country_code: code.map(|code| match code.as_str() {
            "UK" => "GB".to_owned(),
            "EL" => "GR".to_owned(),
            _ => code,
        }),
        country: named,
        ..Address::default()
    };
    (address != Address::default()).then(|| Contact {
        item: Item::at(&element.path),
        kind: ContactKind::Location,
        address: Some(address),
        ..Contact::default()
    })
}

fn gender(element: &Element, text: Option<Text>) -> Option<Extra> {
    Some(Extra {
        path: element.path.clone(),
        key: "gender".to_owned(),
        label: None,
        value: ExtraValue::Text(text?),
    })
}

/// Returns the name of a language, given by name or code.
fn language(code: &str) -> String {
    let lower = code.to_lowercase();
    let other = LIBRARY_CODES.iter().find(|(library, _)| *library == lower);
    let lower = other.map_or(lower.as_str(), |(_, code)| code);
    let found = LANGUAGES.iter().find(|(two, three, _)| *two == lower || *three == lower);
    found.map_or_else(|| code.to_owned(), |(.., name)| (*name).to_owned())
}

/// Returns the official spelling of a network's name.
fn network(name: &str) -> String {
    match name.to_lowercase().as_str() {
        "linkedin" => "LinkedIn".to_owned(),
        "github" => "GitHub".to_owned(),
        "whatsapp" => "WhatsApp".to_owned(),
        "facebook" => "Facebook".to_owned(),
        "twitter" => "Twitter".to_owned(),
        "skype" => "Skype".to_owned(),
        _ => name.to_owned(),
    }
}
