//! Generates arbitrary résumés for property tests.
//!
//! The results of [`resume`] are such as a decoder produces: texts are trimmed and not empty,
//! section ids are unique, and languages are declared.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::string::string_regex;

use super::*;
use crate::source::{Kind, Path};

mod places;

pub(crate) use places::without_places;

/// Generates a résumé.
pub(crate) fn resume() -> impl Strategy<Value = Resume> {
    let languages = prop_oneof![
        3 => Just(Vec::new()),
        1 => Just(vec!["en"]),
        2 => Just(vec!["en", "fr"]),
    ];
    languages.prop_flat_map(|languages| {
        let languages: Vec<Language> =
            languages.into_iter().map(|tag| Language(tag.to_owned())).collect();
        (
            meta(languages.clone()),
            basics(&languages),
            vec(section(&languages), 0..7),
            of(letter(&languages)),
            prop_oneof![3 => Just(Vec::new()), 1 => distinct(node())],
        )
            .prop_map(|(meta, basics, sections, letter, extensions)| Resume {
                meta,
                basics,
                sections: with_unique_ids(sections),
                letter,
                extensions: extensions
                    .into_iter()
                    .map(|(key, node)| (format!("x-{key}"), node))
                    .collect(),
            })
    })
}

/// Builds a strategy once. A pattern that is used as a strategy itself is parsed for each text.
macro_rules! once {
    ($type:ty: $strategy:expr) => {{
        static MADE: LazyLock<SBoxedStrategy<$type>> = LazyLock::new(|| $strategy.sboxed());
        MADE.clone()
    }};
    ($pattern:literal) => {
        once!(String: string_regex($pattern).expect("a pattern"))
    };
}

/// Generates one line of characters that may be markup.
fn line() -> BoxedStrategy<String> {
    once!(String: new_line()).boxed()
}

fn new_line() -> impl Strategy<Value = String> {
    let awkward = select(vec![
        "no",
        "true",
        "1.10",
        "01234",
        "2020",
        "2020-01-31",
        "null",
        "~",
        "- a",
        "# x",
        "a: b",
        "*b*",
        "[x](y)",
        "`c`",
        "<d>",
        "@e",
        "\\f",
        "{g: h}",
        "présent",
        "日本",
        "\"",
        "'",
        "|",
        "__init__.py",
        "$1",
        "%",
        "&a",
        "!t",
        "?",
        ",",
        "٣",
        "א",
    ]);
    let any = once!("\\PC{1,12}");
    let words = once!("[a-z]{1,6}( [a-z]{1,6}){0,3}");
    prop_oneof![awkward.prop_map(str::to_owned), any, words].prop_map(|text| filled(&text))
}

/// Generates paragraphs.
fn prose() -> BoxedStrategy<String> {
    prop_oneof![
        2 => line(),
        1 => vec(line(), 1..4).prop_map(|lines| filled(&lines.join("\n\n- "))),
    ]
    .boxed()
}

fn filled(text: &str) -> String {
    let text = text.trim();
    // Dashes alone say nothing.
    let is_blank = text.chars().all(|c| "-–—−*".contains(c) || c.is_whitespace());
    if is_blank { "x".to_owned() } else { text.to_owned() }
}

fn word() -> impl Strategy<Value = String> {
    once!("[a-z]{3,8}")
}

/// Generates a value, or values in some of the languages.
fn localized<T: std::fmt::Debug + Clone + 'static>(
    languages: &[Language],
    value: BoxedStrategy<T>,
) -> BoxedStrategy<Localized<T>> {
    let one = value.clone().prop_map(Localized::One);
    if languages.is_empty() {
        return one.boxed();
    }
    let count = languages.len();
    let each = (subsequence(languages.to_vec(), 1..=count), vec(value, count)).prop_map(
        |(languages, values)| Localized::Each(languages.into_iter().zip(values).collect()),
    );
    prop_oneof![3 => one, 1 => each].boxed()
}

fn text(languages: &[Language]) -> BoxedStrategy<Text> {
    localized(languages, line())
}

fn paragraphs(languages: &[Language]) -> BoxedStrategy<Text> {
    localized(languages, prose())
}

fn date() -> BoxedStrategy<Date> {
    prop_oneof![
        (1900..2100_i16).prop_map(Date::Year),
        (1900..2100_i16, 1..=12_u8).prop_map(|(year, month)| Date::Month(year, month)),
        (1900..2100_i16, 1..=12_u8, 1..=28_u8).prop_map(|(y, m, d)| Date::Day(y, m, d)),
        once!("(Spring|Fall) [12][0-9]{3}").prop_map(Date::Free),
    ]
    .boxed()
}

/// Generates keys that are not similar to known ones.
fn unknown_key() -> impl Strategy<Value = String> {
    once!("zzz[a-z]{4,8}")
}

fn extra(languages: &[Language]) -> BoxedStrategy<Vec<Extra>> {
    let bare = select(vec![("1.10", Kind::Number), ("true", Kind::Boolean)])
        .prop_map(|(text, kind)| ExtraValue::Bare(Scalar { text: text.to_owned(), kind }));
    let text = prop_oneof![4 => text(languages).prop_map(ExtraValue::Text), 1 => bare];
    let value = text.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..3).prop_map(ExtraValue::List),
            distinct(inner).prop_map(ExtraValue::Map),
        ]
    });
    let unknown = distinct(value.clone().boxed()).prop_map(|values| {
        let extra = |(key, value)| Extra { path: Path::ROOT, key, label: None, value };
        values.into_iter().map(extra).collect::<Vec<_>>()
    });
    let labelled = distinct(value.boxed()).prop_map(|values| {
        let extra = |(key, value): (String, _)| {
            // Labels that resemble keys.
            let key =
                if key.len() % 2 == 0 { "Relocation".to_owned() } else { format!("{key} here") };
            Extra { path: Path::ROOT, label: Some(Text::from(key.as_str())), key, value }
        };
        let mut labelled: Vec<Extra> = values.into_iter().map(extra).collect();
        labelled.dedup_by(|a, b| a.key == b.key);
        labelled
    });
    let both = (labelled.clone(), unknown.clone()).prop_map(|(a, b)| [a, b].concat());
    prop_oneof![6 => Just(Vec::new()), 1 => unknown, 1 => labelled, 1 => both].boxed()
}

/// Generates values under distinct keys.
fn distinct<T: std::fmt::Debug + Clone + 'static>(
    value: impl Strategy<Value = T> + 'static,
) -> BoxedStrategy<Vec<(String, T)>> {
    vec((unknown_key(), value), 1..3)
        .prop_map(|mut values| {
            values.sort_by(|a, b| a.0.cmp(&b.0));
            values.dedup_by(|a, b| a.0 == b.0);
            values
        })
        .boxed()
}

fn item(languages: &[Language]) -> BoxedStrategy<Item> {
    let tags =
        prop_oneof![3 => Just(Vec::new()), 1 => vec(once!("[a-z]{2,5}(\\+[a-z]{2,5})?"), 1..3)];
    let full = (of(once!("[a-z]{4,9}")), tags, any::<bool>(), extra(languages)).prop_map(
        |(id, tags, break_before, extra)| Item { path: Path::ROOT, id, tags, break_before, extra },
    );
    prop_oneof![3 => Just(Item::default()), 1 => full].boxed()
}

/// Generates items of limited size.
fn small_item(languages: &[Language]) -> BoxedStrategy<Item> {
    item(languages).prop_map(|item| Item { break_before: false, ..item }).boxed()
}

fn settings() -> BoxedStrategy<Vec<Setting>> {
    distinct(line())
        .prop_map(|values| {
            let setting = |(key, value)| Setting { path: Path::ROOT, key, value };
            values.into_iter().map(setting).collect()
        })
        .boxed()
}

fn some_settings() -> BoxedStrategy<Vec<Setting>> {
    prop_oneof![Just(Vec::new()), settings()].boxed()
}

fn node() -> BoxedStrategy<Node> {
    line()
        .prop_map(|text| Node::scalar(text, Kind::Text))
        .prop_recursive(2, 4, 3, |inner| vec(inner, 1..3).prop_map(Node::list))
        .boxed()
}

fn meta(languages: Vec<Language>) -> impl Strategy<Value = Meta> {
    let text = text(&languages);
    let short = of(word().boxed());
    let copyright = (of(text.clone()), of(text.clone()), of(text.clone()))
        .prop_map(|(years, holder, notice)| Copyright { path: Path::ROOT, years, holder, notice });
    let look = (
        short.clone(),
        short.clone(),
        short.clone(),
        of(once!("[1-9]|1-[1-9]")),
        short.clone(),
        some_settings(),
        prop_oneof![Just(Vec::new()), distinct(settings())],
        some_settings(),
        vec(line(), 0..3),
        prop_oneof![Just(Vec::new()), distinct(node())],
    );
    let facts = (
        (of(copyright), of(text.clone())),
        of(date()),
        vec(text.clone(), 0..3),
        some_settings(),
        short.clone(),
        short,
        prop_oneof![Just(Vec::new()), distinct(text)],
        prop_oneof![Just(Vec::new()), distinct(node())],
    );
    (look, facts).prop_map(move |(look, facts)| {
        let (theme, locale, paper, pages, date_format, options, themes, sort, bold, variants) =
            look;
        let (notes, last_modified, keywords, words, canonical, version, titles, extra) = facts;
        let (copyright, consent) = notes;
        let has_time = matches!(last_modified, Some(Date::Day(_, _, day)) if day % 2 == 0);
        Meta {
            path: Path::ROOT,
            theme,
            locale,
            languages: languages.clone(),
            paper,
            pages,
            date_format,
            options,
            themes,
            sections: None,
            titles,
            sort,
            bold_keywords: bold,
            variants,
            copyright,
            consent,
            last_modified,
            last_modified_time: has_time.then(|| "T09:30:00".to_owned()),
            keywords,
            words,
            canonical,
            version,
            extra,
        }
    })
}

fn basics(languages: &[Language]) -> impl Strategy<Value = Basics> + use<> {
    let text = of(text(languages));
    (
        text.clone(),
        text.clone(),
        of(line()),
        vec(contact(languages), 0..7),
        text.clone(),
        of(date()),
        text,
        extra(languages),
    )
        .prop_map(|(name, label, image, contacts, pronouns, birth, nationality, extra)| {
            Basics {
                path: Path::ROOT,
                // An empty file is not a valid résumé.
                name: name.or_else(|| Some("N. N.".into())),
                label,
                image,
                contacts,
                pronouns,
                birth,
                nationality,
                extra,
            }
        })
}

fn contact(languages: &[Language]) -> impl Strategy<Value = Contact> + use<> {
    let kinds = vec![
        ContactKind::Location,
        ContactKind::Email,
        ContactKind::Phone,
        ContactKind::Fax,
        ContactKind::Url,
        ContactKind::Profile,
        ContactKind::Other,
    ];
    let text = of(text(languages));
    (
        small_item(languages),
        select(kinds),
        text.clone(),
        line(),
        text,
        of(line()),
        address(languages),
    )
        .prop_map(|(item, kind, label, value, text, url, address)| {
            let is_place = kind == ContactKind::Location;
            Contact {
                item,
                kind,
                label,
                value: Some(value),
                text,
                url,
                address: is_place.then_some(address).filter(|a| *a != Address::default()),
            }
        })
}

fn address(languages: &[Language]) -> impl Strategy<Value = Address> + use<> {
    let text = of(text(languages));
    let named = AddressFormat::ALL.map(|(format, _)| Some(format));
    let formats = [vec![None], named.to_vec()].concat();
    (
        vec(self::text(languages), 0..3),
        text.clone(),
        text.clone(),
        text.clone(),
        of(line()),
        text,
        of(once!("[A-Z]{2}")),
        select(formats),
    )
        .prop_map(
            |(lines, district, city, region, postal_code, country, country_code, format)| Address {
                lines,
                district,
                city,
                region,
                postal_code,
                country,
                country_code,
                format,
            },
        )
}

fn section(languages: &[Language]) -> impl Strategy<Value = Section> + use<> {
    let languages = languages.to_vec();
    let parts = (
        item(&languages),
        of(text(&languages)),
        of(paragraphs(&languages)),
        highlights(&languages),
    );
    (select(SectionKind::ALL.to_vec()), any::<bool>(), parts).prop_flat_map(
        move |(kind, is_plain, (item, title, text, highlights))| {
            let entries = localized(&languages, vec(entry(kind, &languages, true), 1..4).boxed());
            entries.prop_map(move |entries| {
                let holds_text = matches!(kind, SectionKind::Summary | SectionKind::Text);
                let holds_entries = !holds_text && kind != SectionKind::List;
                Section {
                    item: if is_plain { Item::default() } else { item.clone() },
                    kind,
                    title: title.clone().filter(|_| !is_plain),
                    text: text.clone().filter(|_| holds_text || !is_plain),
                    entries: if holds_entries { entries } else { Localized::default() },
                    highlights: if kind == SectionKind::List || !is_plain {
                        highlights.clone()
                    } else {
                        Localized::default()
                    },
                }
            })
        },
    )
}

/// Makes ids unique and adds missing ones.
fn with_unique_ids(mut sections: Vec<Section>) -> Vec<Section> {
    for (index, section) in sections.iter_mut().enumerate() {
        if let Some(id) = &mut section.item.id {
            *id = format!("{id}-{index}");
        }
    }
    assign_ids(&mut sections);
    sections
}

/// The value of a slot.
#[derive(Debug, Clone)]
enum Filling {
    Text(Text),
    Plain(String),
    Date(Date),
    Texts(Localized<Vec<Text>>),
    Highlights(Localized<Vec<Highlight>>),
    Keywords(Localized<Vec<Keyword>>),
    Positions(Vec<Entry>),
    Contacts(Vec<Contact>),
}

/// All slots but positions, which are added to some entries, and e-mail addresses and telephone numbers, which are
/// among the contacts.
const SLOTS: [Slot; Slot::ALL.len() - 3] = [
    Slot::Name,
    Slot::Position,
    Slot::StudyType,
    Slot::Area,
    Slot::Issuer,
    Slot::Description,
    Slot::Location,
    Slot::Url,
    Slot::Start,
    Slot::End,
    Slot::Date,
    Slot::Summary,
    Slot::Highlights,
    Slot::Keywords,
    Slot::Level,
    Slot::Years,
    Slot::Score,
    Slot::Courses,
    Slot::Roles,
    Slot::EntryType,
    Slot::Authors,
    Slot::Venue,
    Slot::Pages,
    Slot::Doi,
    Slot::Reference,
    Slot::Contacts,
];

fn entry(kind: SectionKind, languages: &[Language], with_positions: bool) -> BoxedStrategy<Entry> {
    let languages = languages.to_vec();
    let own: Vec<Slot> = fields(kind).iter().map(|field| field.slot).collect();
    let usual: Vec<Slot> = SLOTS.into_iter().filter(|slot| own.contains(slot)).collect();
    let most = usual.len().min(7);
    let mut slots = prop_oneof![
        4 => subsequence(usual, 0..=most),
        1 => subsequence(SLOTS.to_vec(), 0..7),
    ]
    .boxed();
    if with_positions {
        let with_some = |(mut slots, extend): (Vec<Slot>, bool)| {
            if extend {
                slots.push(Slot::Positions);
            }
            slots
        };
        slots = (slots, prop::bool::weighted(0.2)).prop_map(with_some).boxed();
    }
    (item(&languages), slots)
        .prop_flat_map(move |(item, slots)| {
            let fillings: Vec<_> = slots
                .into_iter()
                .map(|slot| (Just(slot), filling(slot, &languages)).boxed())
                .collect();
            (Just(item), fillings)
        })
        .prop_map(|(item, fillings)| {
            let mut entry = Entry { item, ..Entry::default() };
            for (slot, filling) in fillings {
                fill(entry.slot_mut(slot), filling);
            }
            entry
        })
        .boxed()
}

fn filling(slot: Slot, languages: &[Language]) -> BoxedStrategy<Filling> {
    match slot.field_type() {
        // Years with figures may be the dates of an entry.
        FieldType::Line if slot == Slot::Years => {
            let has_no_figures = |text: &String| !text.contains(|c: char| c.is_numeric());
            let years = line().prop_filter("a date", has_no_figures);
            years.prop_map(|text| Filling::Text(text.into())).boxed()
        }
        FieldType::Line => text(languages).prop_map(Filling::Text).boxed(),
        FieldType::Prose => paragraphs(languages).prop_map(Filling::Text).boxed(),
        FieldType::Url => line().prop_map(Filling::Plain).boxed(),
        FieldType::Date if slot == Slot::End => {
            prop_oneof![1 => Just(Date::Present), 3 => date()].prop_map(Filling::Date).boxed()
        }
        FieldType::Date => date().prop_map(Filling::Date).boxed(),
        FieldType::Lines => localized(languages, vec(text(languages), 1..3).boxed())
            .prop_map(Filling::Texts)
            .boxed(),
        FieldType::Highlights => highlights(languages).prop_map(Filling::Highlights).boxed(),
        FieldType::Keywords => localized(languages, vec(keyword(languages), 1..4).boxed())
            .prop_map(Filling::Keywords)
            .boxed(),
        FieldType::Positions => {
            let positions = vec(position(languages), 1..3);
            positions.prop_map(Filling::Positions).boxed()
        }
        FieldType::Contacts => vec(contact(languages), 1..4).prop_map(Filling::Contacts).boxed(),
    }
}

fn fill(slot: SlotMut, filling: Filling) {
    match (slot, filling) {
        (SlotMut::Text(slot), Filling::Text(text)) => *slot = Some(text),
        (SlotMut::Plain(slot), Filling::Plain(text)) => *slot = Some(text),
        (SlotMut::Date(slot), Filling::Date(date)) => *slot = Some(date),
        (SlotMut::Texts(slot), Filling::Texts(texts)) => *slot = texts,
        (SlotMut::Highlights(slot), Filling::Highlights(highlights)) => *slot = highlights,
        (SlotMut::Keywords(slot), Filling::Keywords(keywords)) => *slot = keywords,
        (SlotMut::Positions(slot), Filling::Positions(positions)) => *slot = positions,
        (SlotMut::Contacts(slot), Filling::Contacts(contacts)) => *slot = contacts,
        (slot, filling) => panic!("{filling:?} is no filling for {slot:?}"),
    }
}

fn position(languages: &[Language]) -> impl Strategy<Value = Entry> + use<> {
    let text = of(text(languages));
    (
        item(languages),
        text.clone(),
        text,
        of(date()),
        of(prop_oneof![Just(Date::Present), date()]),
        highlights(languages),
    )
        .prop_map(|(item, position, location, start, end, highlights)| Entry {
            item,
            position,
            location,
            start,
            end,
            highlights,
            ..Entry::default()
        })
}

fn highlights(languages: &[Language]) -> BoxedStrategy<Localized<Vec<Highlight>>> {
    localized(languages, vec(highlight(languages), 1..4).boxed())
}

fn highlight(languages: &[Language]) -> BoxedStrategy<Highlight> {
    let plain = paragraphs(languages)
        .prop_map(|text| Highlight { text: Some(text), ..Highlight::default() });
    let (item, title, body) = (item(languages), of(text(languages)), paragraphs(languages));
    plain
        .prop_recursive(2, 6, 3, move |inner| {
            (item.clone(), title.clone(), body.clone(), vec(inner, 0..3)).prop_map(
                |(item, title, text, highlights)| Highlight {
                    item,
                    title,
                    text: Some(text),
                    highlights,
                },
            )
        })
        .boxed()
}

fn keyword(languages: &[Language]) -> impl Strategy<Value = Keyword> + use<> {
    let level = of(text(languages));
    (small_item(languages), text(languages), level.clone(), level)
        .prop_map(|(item, name, level, years)| Keyword { item, name, level, years })
}

fn letter(languages: &[Language]) -> impl Strategy<Value = Letter> + use<> {
    let text = of(text(languages));
    let lines = vec(self::text(languages), 0..3);
    (
        (lines.clone(), text.clone(), of(date()), text.clone(), text.clone()),
        (of(paragraphs(languages)), text.clone(), of(line()), lines, text, extra(languages)),
    )
        .prop_map(|(head, tail)| {
            let (recipient, place, date, subject, salutation) = head;
            let (body, closing, signature, enclosures, postscript, extra) = tail;
            Letter {
                path: Path::ROOT,
                recipient,
                place,
                date,
                subject,
                salutation,
                body,
                closing,
                signature,
                enclosures,
                postscript,
                extra,
            }
        })
}
