//! Reads the tables about the person: profile, addresses, numbers.

use crate::diagnostic::Diagnostic;
use crate::resume::{Address, Contact, ContactKind, Item, Resume, Section, SectionKind, Text};
use crate::source::Member;

use super::{Reader, Row, date, detail, text};

/// Columns that the public profile does not show.
const PRIVATE: [&str; 4] = ["maiden name", "address", "birth date", "zip code"];

impl Reader<'_> {
    /// Reads name, contacts and summary.
    pub(super) fn profile(&mut self, resume: &mut Resume) {
        let rows = self.rows(&["profile"]);
        if let Some(row) = rows.first() {
            self.person(row, resume);
        }
        for row in rows.iter().skip(1) {
            let Some(cell) = row.cells.first() else { continue };
            let warning = Diagnostic::warning(
                "second-profile",
                "this is a second profile: it is not printed",
            );
            self.report(warning.hint("remove one of the two from the export"), row, cell);
        }
        self.emails(resume);
        self.phones(resume);
        if let Some(row) = rows.first() {
            self.websites(row, resume);
        }
        self.profile_summary(resume);
    }

    fn person(&mut self, row: &Row, resume: &mut Resume) {
        let basics = &mut resume.basics;
        basics.path = row.path.clone();
        let names = ["first name", "last name"].into_iter().filter_map(|column| row.text(column));
        let names: Vec<&str> = names.collect();
        basics.name = (!names.is_empty()).then(|| text::line(&names.join(" ")));
        basics.label = row.text("headline").map(text::line);
        if let Some(summary) = row.cell("summary") {
            resume.sections.push(summary_section(row, summary));
        }
        if let Some(place) = row.cell("geo location") {
            resume.basics.contacts.push(Contact {
                text: place.value.as_text().map(text::line),
                ..contact(row, place, ContactKind::Location)
            });
        }
        let known = [
            "first name",
            "last name",
            "headline",
            "summary",
            "geo location",
            "twitter handles",
            "websites",
            "instant messengers",
        ];
        for cell in row.cells {
            let name = cell.key.to_lowercase();
            if PRIVATE.contains(&name.as_str()) {
                self.private_cell(row, cell, resume);
            } else if !known.contains(&name.as_str()) {
                if name != "industry" {
                    let warning = Diagnostic::warning(
                        "unknown-column",
                        format!("unknown column `{}`; it is printed under its own name", cell.key),
                    );
                    self.report(warning, row, cell);
                }
                let text = cell.value.as_text().unwrap_or_default();
                resume.basics.extra.push(detail(row, cell, None, text));
            }
        }
    }

    fn private_cell(&mut self, row: &Row, cell: &Member, resume: &mut Resume) {
        if !self.private {
            let message = format!("omitted `{}`: it is not shown on the profile", cell.key);
            let warning = Diagnostic::warning("private", message);
            self.report(warning.hint("`--private` includes it"), row, cell);
            return;
        }
        let text = cell.value.as_text().unwrap_or_default();
        let basics = &mut resume.basics;
        let mut address = Address::default();
        match cell.key.to_lowercase().as_str() {
            "birth date" => {
                basics.birth = Some(date::parse(text));
                return;
            }
            "address" => address.lines = text.lines().map(text::line).collect(),
            "zip code" => address.postal_code = Some(text.to_owned()),
            _ => {
                basics.extra.push(detail(row, cell, None, text));
                return;
            }
        }
        let is_address = |contact: &&mut Contact| contact.address.is_some();
        match basics.contacts.iter_mut().find(is_address).and_then(|own| own.address.as_mut()) {
            Some(own) if own.postal_code.is_none() => own.postal_code = address.postal_code,
            Some(own) => own.lines = address.lines,
            None => basics.contacts.push(Contact {
                address: Some(address),
                ..contact(row, cell, ContactKind::Location)
            }),
        }
    }

    /// Reads the primary e-mail address; others only belong to the account.
    fn emails(&mut self, resume: &mut Resume) {
        let rows = self.rows(&["email addresses"]);
        let is_primary = |row: &&Row| row.text("primary").is_some_and(is_yes);
        let primary = rows.iter().find(is_primary).or_else(|| rows.first());
        let primary = primary.map(|row| row.path.clone());
        for row in &rows {
            let Some(cell) = row.cell("email address").or_else(|| row.cells.first()) else {
                continue;
            };
            let Some(address) = cell.value.as_text() else { continue };
            if Some(&row.path) != primary.as_ref() && !self.private {
                let message = format!("omitted `{address}`: it is not the primary address");
                let warning = Diagnostic::warning("private", message);
                self.report(warning.hint("`--private` includes it"), row, cell);
                continue;
            }
            resume.basics.contacts.push(Contact {
                value: Some(address.to_owned()),
                ..contact(row, cell, ContactKind::Email)
            });
        }
    }

    fn phones(&mut self, resume: &mut Resume) {
        for row in &self.rows(&["phonenumbers", "phone numbers"]) {
            let Some(cell) = row.cell("number") else { continue };
            let Some(number) = cell.value.as_text() else { continue };
            if number.contains('*') {
                let message = format!("omitted `{number}`: it is masked");
                self.report(Diagnostic::warning("masked", message), row, cell);
                continue;
            }
            let number = match row.text("extension") {
                Some(extension) => format!("{extension} {number}"),
                None => number.to_owned(),
            };
            resume.basics.contacts.push(Contact {
                label: row.text("type").map(text::line),
                value: Some(number),
                ..contact(row, cell, ContactKind::Phone)
            });
        }
    }

    /// Reads websites: `[PERSONAL:https://…,BLOG:https://…]`.
    fn websites(&mut self, row: &Row, resume: &mut Resume) {
        let contacts = &mut resume.basics.contacts;
        for (label, url) in listed(row.text("websites")) {
            let Some(cell) = row.cell("websites") else { continue };
            contacts.push(Contact {
                label: label.map(|label| text::line(&service(label))),
                value: Some(url.to_owned()),
                ..contact(row, cell, ContactKind::Url)
            });
        }
        for (_, handle) in listed(row.text("twitter handles")) {
            let Some(cell) = row.cell("twitter handles") else { continue };
            contacts.push(Contact {
                label: Some("Twitter".into()),
                value: Some(handle.trim_start_matches('@').to_owned()),
                ..contact(row, cell, ContactKind::Profile)
            });
        }
        for (service, name) in listed(row.text("instant messengers")) {
            let Some(cell) = row.cell("instant messengers") else { continue };
            contacts.push(Contact {
                label: service.map(|service| text::line(&self::service(service))),
                value: Some(name.to_owned()),
                ..contact(row, cell, ContactKind::Other)
            });
        }
    }

    /// Reads a summary in a separate table, unless it repeats the other one.
    fn profile_summary(&mut self, resume: &mut Resume) {
        for row in &self.rows(&["profile summary"]) {
            let Some(cell) = row.cell("profile summary").or_else(|| row.cells.first()) else {
                continue;
            };
            let section = summary_section(row, cell);
            let is_duplicate = resume.sections.iter().any(|own| own.text == section.text);
            if is_duplicate {
                continue;
            }
            if resume.sections.is_empty() {
                resume.sections.push(section);
            } else {
                let title = Some(Text::from("Profile summary"));
                let item = Item { id: None, ..section.item };
                let kind = SectionKind::Text;
                resume.sections.push(Section { kind, title, item, ..section });
            }
        }
    }
}

fn summary_section(row: &Row, cell: &Member) -> Section {
    let kind = SectionKind::Summary;
    Section {
        item: Item {
            path: row.path.key(&cell.key),
            id: Some(kind.name().to_owned()),
            ..Item::default()
        },
        kind,
        text: cell.value.as_text().map(|text| Text::from(text::paragraphs(text))),
        ..Section::default()
    }
}

fn contact(row: &Row, cell: &Member, kind: ContactKind) -> Contact {
    let item = Item::at(row.path.key(&cell.key));
    Contact { item, kind, ..Contact::default() }
}

/// Converts the kind of a website or a service from capitals: `Blog`.
fn service(constant: &str) -> String {
    let words = constant.replace('_', " ").to_lowercase();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

fn is_yes(text: &str) -> bool {
    text.eq_ignore_ascii_case("yes") || text.eq_ignore_ascii_case("true")
}

/// Splits a list in brackets into labels and values; URLs keep their scheme.
fn listed(text: Option<&str>) -> Vec<(Option<&str>, &str)> {
    let text = text.unwrap_or_default();
    text.split(',')
        .map(|part| part.trim().trim_start_matches('[').trim_end_matches(']').trim())
        .filter(|part| !part.is_empty())
        .map(|part| match part.split_once(':') {
            Some((label, rest)) if !rest.starts_with("//") && !label.is_empty() => {
                (Some(label), rest.trim())
            }
            _ => (None, part),
        })
        .filter(|(_, value)| !value.is_empty())
        .collect()
}
