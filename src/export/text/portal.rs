//! Writes a résumé as the blocks that the forms of job portals need.

use super::{Flow, Writer};
use crate::export::unit::{Entry, Unit, units};
use crate::plan::{Slots, Text};
use crate::resume::Date;

/// Labels of the two halves of an entry head.
struct Names {
    title: &'static str,
    giver: &'static str,
}

/// Returns the labels of a section's fields; `None` if the section is written as plain text.
fn names(kind: &str) -> Option<Names> {
    match kind {
        "work" => Some(Names { title: "Title", giver: "Employer" }),
        "volunteer" => Some(Names { title: "Title", giver: "Organization" }),
        "education" => Some(Names { title: "Degree", giver: "School" }),
        _ => None,
    }
}

fn contact_name(kind: &str) -> &'static str {
    match kind {
        "email" => "Email",
        "phone" => "Phone",
        "fax" => "Fax",
        "location" => "Address",
        "url" => "Website",
        "profile" => "Profile",
        _ => "Contact",
    }
}

impl Writer<'_> {
    /// Writes each field with its value on a line, and a block for each job and school.
    pub(super) fn portal(&mut self, flow: &Flow) {
        let plan = &flow.plan;
        self.field("Name", &plan.name);
        if let Some(label) = &plan.header.label {
            self.field("Headline", &self.plain(label));
        }
        for (contact, planned) in flow.view.header.contacts.iter().zip(&plan.header.contacts) {
            let line = self.contact(&planned.text, contact.url.as_deref());
            self.field(contact_name(contact.kind), &line);
        }
        plan.header.details.iter().for_each(|detail| self.paragraph(detail, 0, 0));
        if let Some(letter) = &plan.letter {
            self.lines.gap(2);
            self.letter(letter, flow.date_first());
        }
        for section in &plan.sections {
            self.lines.gap(2);
            self.title(&section.title, '-');
            match names(section.kind) {
                Some(names) => {
                    let employer_first = flow.options.is_on("employer-first");
                    for (i, unit) in units(&section.rows).iter().enumerate() {
                        self.lines.gap(usize::from(i > 0));
                        self.unit(unit, &names, employer_first);
                    }
                }
                None => section.rows.iter().for_each(|row| self.row(row)),
            }
        }
        if !plan.closing.is_empty() {
            self.lines.gap(2);
            self.blocks(&plan.closing, 0);
        }
    }

    fn unit(&mut self, unit: &Unit, names: &Names, employer_first: bool) {
        match unit {
            Unit::Prose(body) => self.blocks(body.iter().copied(), 0),
            Unit::Items(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.lines.gap(usize::from(i > 0));
                    if let Some(slots) = item.head {
                        let [title, giver] = title_and_giver(slots, employer_first);
                        self.job(slots, title, giver, names);
                    }
                    self.blocks(item.body.iter().copied(), 0);
                }
            }
            Unit::Entry(entry) => self.entry(entry, None, names, employer_first),
        }
    }

    /// Writes a job and then each of its positions; `at` is the employer of the enclosing job.
    fn entry(&mut self, entry: &Entry, at: Option<&Text>, names: &Names, employer_first: bool) {
        let [title, giver] = match (&entry.head.subtitle, &entry.head.lead) {
            (None, lead) if !entry.positions.is_empty() => [None, lead.as_ref()],
            _ => title_and_giver(entry.head, employer_first),
        };
        let giver = giver.or(at);
        self.job(entry.head, title, giver, names);
        self.blocks(entry.body.iter().copied(), 0);
        for position in &entry.positions {
            self.lines.gap(1);
            self.entry(position, giver, names, employer_first);
        }
    }

    fn job(&mut self, slots: &Slots, title: Option<&Text>, giver: Option<&Text>, names: &Names) {
        let fields =
            [(names.title, title), (names.giver, giver), ("Location", slots.location.as_ref())];
        for (name, value) in fields.into_iter().chain([("Website", slots.url.as_ref())]) {
            if let Some(value) = value {
                self.field(name, &self.plain(value));
            }
        }
        let period = slots.dated.as_ref().map(|date| date.period.clone()).unwrap_or_default();
        match (&period.start, &period.end) {
            (Some(Date::Free(_)), _) | (_, Some(Date::Free(_))) | (None, _) => {
                if let Some(date) = &slots.date {
                    self.field("Dates", &self.plain(date));
                }
            }
            (Some(date), None) => self.field("Date", &form_date(date)),
            (Some(start), Some(end)) => {
                self.field("From", &form_date(start));
                self.field("To", &form_date(end));
            }
        }
    }

    fn field(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.lines.push(&format!("{name}: {}", value.replace('\n', " ")), 0, 0);
        }
    }
}

/// Returns the title and the awarding organization of an entry head.
fn title_and_giver(slots: &Slots, employer_first: bool) -> [Option<&Text>; 2] {
    let (lead, rest) = (slots.lead.as_ref(), slots.subtitle.as_ref());
    match (slots.leads, rest) {
        ("title", Some(_)) if employer_first => [rest, lead],
        ("title", _) => [lead, rest],
        ("subtitle", _) => [None, lead],
        // The lead is a place or an address, which has its own field below.
        _ => [lead, rest],
    }
}

/// Returns a date as `08/2021`.
fn form_date(date: &Date) -> String {
    match date {
        Date::Year(year) => year.to_string(),
        Date::Month(year, month) | Date::Day(year, month, _) => format!("{month:02}/{year}"),
        Date::Present => "Present".to_owned(),
        Date::Free(text) => text.clone(),
    }
}
