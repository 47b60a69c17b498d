//! Writes a résumé as one self-contained HTML file.
//!
//! It includes a schema.org `Person` for search engines and the microformat classes h-resume,
//! h-card and h-event.

mod css;
#[cfg(feature = "typeset")]
mod faces;
mod inline;
mod person;
#[cfg(feature = "typeset")]
mod web_font;

use std::borrow::Cow;

use base64::Engine;
use maud::{DOCTYPE, Markup, PreEscaped, Render, html};

use super::Flow;
use super::unit::{Entry, Item, Unit, units};
use crate::plan::{self, Block, Header, Letter, Section, Slots, Text};
use crate::resume::Date;
use crate::source::DATA_ELEMENT;
use crate::view::{self, DateText};
use inline::inline;

/// Content security policy: only inline styles and embedded pictures.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
                      base-uri 'none'; form-action 'none'";

/// Addition to the policy for embedded fonts.
const FONTS: &str = "font-src data:; ";

/// Writes one HTML file with styles, pictures and data embedded.
pub fn html(flow: &Flow) -> String {
    let document = flow.plan.document;
    let language = match &document.region {
        Some(region) => format!("{}-{region}", document.lang),
        None => document.lang.clone(),
    };
    let body = main(flow);
    let faces = faces(flow, &body.0);
    let policy = format!("{}{POLICY}", if faces.is_empty() { "" } else { FONTS });
    let page = html! {
        (DOCTYPE)
        html lang=(language) dir=(document.dir) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { (document.title) }
                @for author in &document.author { meta name="author" content=(author); }
                @if let Some(description) = &document.description {
                    meta name="description" content=(description);
                }
                @if !document.keywords.is_empty() {
                    meta name="keywords" content=(document.keywords.join(", "));
                }
                meta name="color-scheme" content="light dark";
                meta name="generator" content=(concat!("recto ", env!("CARGO_PKG_VERSION")));
                style { (PreEscaped(faces)) (PreEscaped(css::style(flow.options))) }
                script type="application/ld+json" {
                    (PreEscaped(in_script(&person::person(flow).to_string())))
                }
                @if let Some(data) = flow.data {
                    script type="application/json" id=(DATA_ELEMENT) { (PreEscaped(in_script(data))) }
                }
            }
            body { (body) }
        }
    };
    let mut text = page.into_string();
    text.push('\n');
    text
}

#[cfg(feature = "typeset")]
fn faces(flow: &Flow, body: &str) -> String {
    faces::rules(flow.options, body)
}

/// Fonts can be embedded only with the feature `typeset`.
#[cfg(not(feature = "typeset"))]
fn faces(_: &Flow, _: &str) -> String {
    String::new()
}

/// Writes JSON that cannot close the surrounding `script` element.
fn in_script(json: &str) -> String {
    // JSON has these characters only inside strings.
    let signs = [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")];
    signs.iter().fold(json.to_owned(), |json, (sign, escaped)| json.replace(sign, escaped))
}

fn main(flow: &Flow) -> Markup {
    let plan = &flow.plan;
    html! {
        main class=[flow.has_resume().then_some("h-resume")] {
            (header(flow, &plan.header))
            @if let Some(it) = &plan.letter { (letter(flow, it)) }
            @for section in &plan.sections { (self::section(flow, section)) }
            @if !plan.closing.is_empty() {
                footer { (blocks(&plan.closing.iter().collect::<Vec<_>>())) }
            }
        }
    }
}

fn header(flow: &Flow, header: &Header) -> Markup {
    let contacts = flow.view.header.contacts.iter().zip(&header.contacts);
    html! {
        header class="p-contact h-card" {
            @if let Some(image) = header.image { (picture(flow, image, "u-photo")) }
            @if !header.name.is_empty() { h1 class="p-name" { (inline(&header.name)) } }
            @if let Some(label) = &header.label { p class="label p-job-title" { (inline(label)) } }
            @if !header.contacts.is_empty() {
                address {
                    ul class="contacts" {
                        @for (contact, planned) in contacts {
                            li {
                                @match planned.url {
                                    Some(url) => {
                                        a class=(contact_class(contact.kind)) href=(url)
                                            rel=[(contact.kind == "profile").then_some("me")] {
                                            (inline(&planned.text))
                                        }
                                    }
                                    None => span class=(contact_class(contact.kind)) { (inline(&planned.text)) }
                                }
                            }
                        }
                    }
                }
            }
            @if !header.details.is_empty() {
                ul class="contacts details" {
                    @for detail in &header.details { li { (inline(detail)) } }
                }
            }
        }
    }
}

fn contact_class(kind: &str) -> &'static str {
    match kind {
        "email" => "u-email",
        "phone" => "p-tel",
        "location" => "p-adr",
        "url" | "profile" => "u-url",
        _ => "p-note",
    }
}

fn picture(flow: &Flow, image: &view::Image, class: &str) -> Markup {
    let Some(bytes) = flow.picture(&image.file) else { return Markup::default() };
    let kind = match image.file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("jpg" | "jpeg") => "jpeg",
        Some("svg") => "svg+xml",
        Some("gif") => "gif",
        Some("webp") => "webp",
        _ => "png",
    };
    let data = base64::engine::general_purpose::STANDARD.encode(bytes);
    html! { img class=(class) alt=(image.alt) src=(format!("data:image/{kind};base64,{data}")); }
}

fn letter(flow: &Flow, letter: &Letter) -> Markup {
    let date = letter
        .place_and_date
        .as_ref()
        .map(|date| html! { p class="place-and-date" { (inline(date)) } });
    let recipient = (!letter.recipient.is_empty()).then(|| {
        html! {
            p class="recipient" {
                @for (i, line) in letter.recipient.iter().enumerate() {
                    @if i > 0 { br; }
                    (inline(line))
                }
            }
        }
    });
    let [first, second] = if flow.date_first() { [date, recipient] } else { [recipient, date] };
    html! {
        article class="letter" {
            (maybe(first))
            (maybe(second))
            @if let Some(subject) = &letter.subject {
                (heading(letter.subject_level, None, subject))
            }
            @for line in letter.salutation.iter() { p { (inline(line)) } }
            (blocks(&letter.body.iter().collect::<Vec<_>>()))
            @for line in letter.closing.iter() { p { (inline(line)) } }
            @if let Some(signature) = letter.signature { (picture(flow, signature, "signature")) }
            @if !letter.name.is_empty() { p { (inline(&letter.name)) } }
            @for line in [&letter.postscript, &letter.enclosures].into_iter().flatten() {
                p { (inline(line)) }
            }
        }
    }
}

fn maybe(markup: Option<Markup>) -> Markup {
    markup.unwrap_or_default()
}

fn heading(level: u8, class: Option<&str>, title: &Text) -> Markup {
    let title = inline(title);
    match level {
        0 | 1 => html! { h1 class=[class] { (title) } },
        2 => html! { h2 class=[class] { (title) } },
        3 => html! { h3 class=[class] { (title) } },
        4 => html! { h4 class=[class] { (title) } },
        5 => html! { h5 class=[class] { (title) } },
        _ => html! { h6 class=[class] { (title) } },
    }
}

/// Returns the h-resume class of a section's entries.
fn entry_class(kind: &str) -> &'static str {
    match kind {
        "work" | "volunteer" | "projects" => "p-experience h-event",
        "education" => "p-education h-event",
        "publications" => "h-cite",
        _ => "h-event",
    }
}

fn section(flow: &Flow, section: &Section) -> Markup {
    let kind = match section.kind {
        "skills" | "languages" => "p-skill",
        "summary" => "p-summary",
        _ => "",
    };
    let maker = Maker {
        kind: section.kind,
        employer_first: flow.options.is_on("employer-first"),
        separator: &flow.plan.words.part_separator,
    };
    html! {
        section id=[fragment(section.id)] class=[(!kind.is_empty()).then_some(kind)] {
            @if !section.title.is_empty() { (heading(section.level, None, &section.title)) }
            @for unit in units(&section.rows) { (maker.unit(&unit)) }
        }
    }
}

/// Returns an id as a fragment identifier.
fn fragment(id: &str) -> Option<Cow<'_, str>> {
    let is_plain = |c: char| c.is_alphanumeric() || c == '-';
    (id.starts_with(char::is_alphabetic) && id.chars().all(is_plain)).then_some(Cow::Borrowed(id))
}

/// Builds the entries of a section.
struct Maker<'s> {
    kind: &'s str,
    employer_first: bool,
    /// Separator between the parts of an entry head.
    separator: &'s str,
}

impl Maker<'_> {
    fn unit(&self, unit: &Unit) -> Markup {
        match unit {
            Unit::Prose(prose) => blocks(prose),
            Unit::Items(items) => html! {
                ul class="items" {
                    @for item in items { (self.item(item)) }
                }
            },
            Unit::Entry(entry) => self.entry(entry),
        }
    }

    fn item(&self, item: &Item) -> Markup {
        let class = if item.head.is_some() { entry_class(self.kind) } else { "" };
        html! {
            li class=[(!class.is_empty()).then_some(class)] {
                @if let Some(slots) = item.head {
                    div class="head" {
                        p {
                            @for (i, part) in self.parts(slots).into_iter().enumerate() {
                                @if i > 0 { (self.separator) }
                                (part)
                            }
                        }
                        (when(slots))
                    }
                }
                (blocks(&item.body))
            }
        }
    }

    fn entry(&self, entry: &Entry) -> Markup {
        let parts = self.parts(entry.head);
        let has_lead = entry.head.lead.is_some();
        let rest: Vec<_> = parts.into_iter().skip(usize::from(has_lead)).collect();
        html! {
            article class=(entry_class(self.kind)) {
                div class="head" {
                    @if let Some(lead) = &entry.head.lead {
                        (heading(entry.level, Some(self.entry_lead_class(entry)), lead))
                    }
                    @if !rest.is_empty() {
                        p class="by" {
                            @for (i, part) in rest.iter().enumerate() {
                                @if i > 0 { (self.separator) }
                                (part)
                            }
                        }
                    }
                    (when(entry.head))
                }
                (blocks(&entry.body))
                @for position in &entry.positions { (self.entry(position)) }
            }
        }
    }

    /// Entries with several positions lead with the employer.
    fn entry_lead_class(&self, entry: &Entry) -> &'static str {
        let is_giver = entry.head.subtitle.is_none() && !entry.positions.is_empty();
        if is_giver { "p-name p-org" } else { self.lead_class(entry.head) }
    }

    fn lead_class(&self, slots: &Slots) -> &'static str {
        match slots.leads {
            "title" if !self.is_led_by_giver(slots) => "p-name",
            "location" => "p-location",
            "url" => "u-url",
            _ => "p-name p-org",
        }
    }

    fn is_led_by_giver(&self, slots: &Slots) -> bool {
        let is_place = matches!(self.kind, "work" | "volunteer" | "education");
        is_place && self.employer_first && slots.subtitle.is_some()
    }

    /// Returns the parts of an entry head other than the date.
    fn parts(&self, slots: &Slots) -> Vec<Markup> {
        let subtitle = if self.is_led_by_giver(slots) { "p-job-title" } else { "p-org" };
        let parts = [
            (self.lead_class(slots), &slots.lead),
            (subtitle, &slots.subtitle),
            ("p-location", &slots.location),
            ("link", &slots.url),
        ];
        let part = |(class, text): (&str, &Option<Text>)| {
            let text = inline(text.as_ref()?);
            Some(html! { span class=(class) { (text) } })
        };
        parts.into_iter().filter_map(part).collect()
    }
}

/// Returns the date of an entry and its duration.
fn when(slots: &Slots) -> Markup {
    if slots.date.is_none() && slots.span.is_none() {
        return Markup::default();
    }
    html! {
        p class="when" {
            @if let (Some(text), Some(date)) = (&slots.date, &slots.dated) { (self::date(text, date)) }
            @if let Some(span) = &slots.span {
                @if slots.date.is_some() { " · " }
                (span)
            }
        }
    }
}

fn date(text: &Text, date: &DateText) -> Markup {
    let whole = || html! { span class="dt-start" { (inline(text)) } };
    match (&date.start, &date.end, &date.period.start, &date.period.end) {
        (None, None, Some(day), _) => match machine(day) {
            Some(machine) => html! { time class="dt-start" datetime=(machine) { (inline(text)) } },
            None => whole(),
        },
        (None, None, None, Some(day)) => half("dt-end", &date.text, Some(day)),
        (Some(start), end, Some(first), last) => {
            let end = end.as_deref().unwrap_or_default();
            let between =
                date.text.strip_prefix(start.as_str()).and_then(|it| it.strip_suffix(end));
            match between {
                Some(between) => html! {
                    (half("dt-start", start, Some(first)))
                    (between)
                    @if !end.is_empty() { (half("dt-end", end, last.as_ref())) }
                },
                None => whole(),
            }
        }
        _ => whole(),
    }
}

fn half(class: &str, words: &str, day: Option<&Date>) -> Markup {
    match day.and_then(machine) {
        Some(machine) => html! { time class=(class) datetime=(machine) { (words) } },
        None => html! { span class=(class) { (words) } },
    }
}

/// Returns a date in machine-readable form.
fn machine(date: &Date) -> Option<String> {
    let (year, month, day) = date.parts()?;
    Some(match (month, day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

fn blocks(blocks: &[&Block]) -> Markup {
    let mut out = Markup::default();
    let mut rest = blocks;
    while let Some(first) = rest.first() {
        // Consecutive bullets form one list.
        let bullets = rest.iter().take_while(|it| matches!(it, Block::Highlights { .. })).count();
        if bullets > 0 {
            let items = rest[..bullets].iter().flat_map(|it| match it {
                Block::Highlights { items } => items.as_slice(),
                _ => &[],
            });
            html! { ul { @for item in items { (bullet(item)) } } }.render_to(&mut out.0);
            rest = &rest[bullets..];
        } else {
            block(first).render_to(&mut out.0);
            rest = &rest[1..];
        }
    }
    out
}

fn block(block: &Block) -> Markup {
    match block {
        Block::Paragraph { body } | Block::Keywords { body } => html! { p { (inline(body)) } },
        Block::Reference { body } => html! { p class="reference" { (inline(body)) } },
        Block::Facts { items } => html! {
            p class="facts" {
                @for (i, item) in items.iter().enumerate() {
                    @if i > 0 { " · " }
                    (inline(item))
                }
            }
        },
        Block::List { items } => html! {
            ul { @for item in items { li { (within(item)) } } }
        },
        Block::Enumeration { items } => html! {
            ol { @for item in items { li { (within(item)) } } }
        },
        Block::Highlights { items } => html! {
            ul { @for item in items { (bullet(item)) } }
        },
    }
}

fn bullet(item: &plan::Item) -> Markup {
    html! {
        li {
            (within(&item.body))
            @if !item.highlights.is_empty() {
                ul { @for inner in &item.highlights { (bullet(inner)) } }
            }
        }
    }
}

/// Returns the content of a list item; a single paragraph becomes bare text.
fn within(all: &[Block]) -> Markup {
    match all {
        [Block::Paragraph { body } | Block::Keywords { body }] => inline(body),
        all => blocks(&all.iter().collect::<Vec<_>>()),
    }
}

#[cfg(test)]
mod tests;
