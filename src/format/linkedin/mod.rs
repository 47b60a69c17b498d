//! LinkedIn's data export: tables about a member, some of which make up a résumé.

mod date;
mod profile;
mod tables;
#[cfg(test)]
mod tests;
mod text;

use crate::diagnostic::{Diagnostic, Diagnostics, listed};
use crate::format::fields::{FieldReader, Place};
use crate::resume::{
    Contact, Date, Entry, Extra, ExtraValue, Highlight, Item, Keyword, Localized, Resume, Section,
    SectionKind, Slot, Text,
};
use crate::source::{Member, Node, Path};

use super::ReadOptions;
use super::native::assign_ids;
use crate::resume::title_of_key;
use tables::{ACCOUNT, FURTHER, Hook, TABLES, Table, table_name};

/// Maximum number of unread files listed.
const MOST_FILES: usize = 9;

/// Returns whether a file of the export is used.
pub fn is_wanted(file: &str) -> bool {
    table_name(file).is_some_and(|name| {
        FURTHER.contains(&name.as_str())
            || TABLES.iter().any(|table| table.names.contains(&name.as_str()))
    })
}

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    let members = root.as_map().unwrap_or_default();
    let names = members.iter().map(|member| member.key.as_str()).filter(|key| is_wanted(key));
    names.map(|name| format!("`{name}`")).collect()
}

/// Reads a résumé.
///
/// Omits data that are not on the public profile with a warning, unless they are requested. `None`
/// if there is no profile table.
pub(super) fn read(
    root: &Node,
    options: ReadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Resume> {
    if evidence(root).is_empty() {
        diagnostics.push(
            Diagnostic::error("not-a-resume", "this contains no table of a LinkedIn profile")
                .at(root.span)
                .hint("ask LinkedIn for a copy of your data, and give the ZIP as it is"),
        );
        return None;
    }
    let files = root.as_map().unwrap_or_default();
    if files.iter().all(|file| file.value.as_list().unwrap_or_default().is_empty()) {
        diagnostics.push(
            Diagnostic::error("empty", "the tables of this export are empty")
                .at(root.span)
                .hint("ask LinkedIn for another copy of your data"),
        );
        return None;
    }
    let mut reader = Reader { files, private: options.private, diagnostics };
    let mut resume = Resume::default();
    resume.basics.path = Path::ROOT.key("Profile.csv");
    reader.profile(&mut resume);
    for table in &TABLES {
        let section = reader.section(table);
        // Skills come after the experience.
        if table.kind == SectionKind::Volunteer {
            resume.sections.extend(reader.skills());
        }
        resume.sections.extend(section);
    }
    reader.list_unused_files();
    assign_ids(&mut resume.sections);
    Some(resume)
}

struct Reader<'a> {
    files: &'a [Member],
    private: bool,
    diagnostics: &'a mut Diagnostics,
}

/// A row of a table with its path.
struct Row<'a> {
    cells: &'a [Member],
    path: Path,
}

impl<'a> Row<'a> {
    /// Returns a cell by its lower-case column name.
    fn cell(&self, column: &str) -> Option<&'a Member> {
        self.cells.iter().find(|cell| cell.key.to_lowercase() == column)
    }

    fn text(&self, column: &str) -> Option<&'a str> {
        self.cell(column).and_then(|cell| cell.value.as_text())
    }

    fn item(&self) -> Item {
        Item::at(&self.path)
    }
}

impl<'a> Reader<'a> {
    /// Returns the rows of a table, given by its possible names.
    fn rows(&self, names: &[&str]) -> Vec<Row<'a>> {
        let is_it = |member: &&Member| {
            table_name(&member.key).is_some_and(|name| names.contains(&name.as_str()))
        };
        let mut rows = Vec::new();
        for file in self.files.iter().filter(is_it) {
            let at = Path::ROOT.key(&file.key);
            for (index, row) in file.value.as_list().unwrap_or_default().iter().enumerate() {
                let cells = row.as_map().unwrap_or_default();
                rows.push(Row { cells, path: at.index(index) });
            }
        }
        rows
    }

    fn report(&mut self, diagnostic: Diagnostic, row: &Row, cell: &Member) {
        self.diagnostics.push(diagnostic.on(&row.path.key(&cell.key)).at(cell.value.span));
    }

    /// Reads a table of entries; `None` if it is empty.
    fn section(&mut self, table: &Table) -> Option<Section> {
        let rows = self.rows(table.names);
        let path = rows.first()?.path.clone();
        let mut entries: Vec<Entry> = Vec::new();
        for row in &rows {
            if table.kind == SectionKind::References && self.is_hidden(row) {
                continue;
            }
            entries.push(self.entry(table, row));
        }
        if table.kind == SectionKind::Work {
            entries = grouped(entries);
        }
        let item = Item::at(path);
        (!entries.is_empty()).then(|| Section {
            item,
            kind: table.kind,
            title: table.title.map(Text::from),
            entries: Localized::One(entries),
            ..Section::default()
        })
    }

    fn entry(&mut self, table: &Table, row: &Row) -> Entry {
        let mut entry = Entry { item: row.item(), ..Entry::default() };
        let (mut given, mut family) = (None, None);
        for cell in row.cells {
            let Some(text) = cell.value.as_text() else { continue };
            let name = cell.key.to_lowercase();
            let column = table.columns.iter().find(|column| column.key == name);
            let at = row.path.key(&cell.key);
            match column.map(|column| column.place) {
                Some(Place::Slot(slot) | Place::Only(slot)) => {
                    self.fill(slot, &cell.value, &at, &mut entry);
                }
                Some(Place::Detail(label)) => {
                    let text = words_of_constant(text);
                    entry.item.extra.push(detail(row, cell, Some(label), &text));
                }
                Some(Place::Hook(Hook::Description)) => describe(text, &at, &mut entry),
                Some(Place::Hook(Hook::GivenName)) => given = Some(text),
                Some(Place::Hook(Hook::FamilyName)) => family = Some(text),
                Some(Place::Hook(Hook::Account)) => {}
                None => {
                    let warning = Diagnostic::warning(
                        "unknown-column",
                        format!("unknown column `{}`; it is printed under its own name", cell.key),
                    );
                    self.report(warning, row, cell);
                    entry.item.extra.push(detail(row, cell, None, text));
                }
            }
        }
        let name: Vec<&str> = given.into_iter().chain(family).collect();
        if !name.is_empty() {
            entry.name = Some(text::line(&name.join(" ")));
        }
        if table.is_open_without_end && entry.start.is_some() && entry.end.is_none() {
            entry.end = Some(Date::Present);
        }
        entry
    }

    /// Returns whether a recommendation is hidden on the profile, and warns of it.
    fn is_hidden(&mut self, row: &Row) -> bool {
        let Some(cell) = row.cell("status") else { return false };
        let status = cell.value.as_text().unwrap_or_default();
        if self.private || status.eq_ignore_ascii_case("visible") {
            return false;
        }
        let warning = Diagnostic::warning(
            "private",
            format!("a recommendation is `{status}`, not visible on the profile, and left out"),
        );
        self.report(warning.hint("`--private` includes it"), row, cell);
        true
    }

    /// Reads the skills as keywords of a single entry.
    fn skills(&mut self) -> Option<Section> {
        let rows = self.rows(&["skills"]);
        let path = rows.first()?.path.clone();
        let mut keywords: Vec<Keyword> = Vec::new();
        for row in &rows {
            let Some(name) = row.text("name").or_else(|| row.cells.first()?.value.as_text()) else {
                continue;
            };
            let name = text::line(name);
            // Exports contain duplicates.
            if keywords.iter().all(|keyword| keyword.name != name) {
                keywords.push(Keyword { item: row.item(), name, ..Keyword::default() });
            }
        }
        let entry =
            Entry { item: Item::at(&path), keywords: Localized::One(keywords), ..Entry::default() };
        Some(Section {
            item: Item::at(path),
            kind: SectionKind::Skills,
            entries: Localized::One(vec![entry]),
            ..Section::default()
        })
    }

    /// Lists unused files that may be about the person.
    fn list_unused_files(&mut self) {
        let is_unread = |file: &&Member| match table_name(&file.key) {
            Some(name) => !is_wanted(&file.key) && !ACCOUNT.contains(&name.as_str()),
            None => true,
        };
        let unread: Vec<&str> =
            self.files.iter().filter(is_unread).map(|file| file.key.as_str()).collect();
        let Some(first) = unread.first() else { return };
        let message = match unread.len() {
            1 => format!("`{first}` is not read"),
            more => format!("`{first}` and {} more files are not read", more - 1),
        };
        let others = listed(unread.iter().skip(1).map(|name| format!("`{name}`")), MOST_FILES);
        let warning = Diagnostic::warning("unread-file", message);
        self.diagnostics.push(if others.is_empty() {
            warning.hint("there is no such table in a known export")
        } else {
            warning.hint(format!("the others: {others}"))
        });
    }
}

impl FieldReader for Reader<'_> {
    fn field_text(&mut self, slot: Slot, node: &Node, _: &Path) -> Option<Text> {
        let text = node.as_text()?;
        Some(match slot {
            Slot::Reference => Text::from(text::paragraphs(text)),
            Slot::Level => text::line(&words_of_constant(text)),
            _ => text::line(text),
        })
    }

    fn field_plain(&mut self, node: &Node, _: &Path) -> Option<String> {
        node.as_text().map(str::to_owned)
    }

    fn field_date(&mut self, _: Slot, node: &Node, at: &Path) -> Option<Date> {
        let date = date::parse(node.as_text()?);
        if let Date::Free(text) = &date {
            let warning = Diagnostic::warning(
                "free-date",
                format!("`{text}` is not a date; it is printed unchanged"),
            )
            .hint(
                "LinkedIn writes `Mar 2019`; correct it there, or in what `recto convert` writes",
            );
            self.diagnostics.push(warning.on(at).at(node.span));
        }
        Some(date)
    }

    fn field_texts(&mut self, node: &Node, at: &Path) -> Vec<(Text, Path)> {
        let texts = node.as_text().unwrap_or_default().split([',', ';']);
        texts.map(|text| (text::line(text), at.clone())).collect()
    }

    fn field_highlights(&mut self, _: &Node, _: &Path) -> Localized<Vec<Highlight>> {
        Localized::default()
    }

    fn field_contacts(&mut self, _: Slot, _: &Node, _: &Path) -> Vec<Contact> {
        Vec::new()
    }
}

/// Splits the text of a cell into summary and highlights.
fn describe(text: &str, at: &Path, entry: &mut Entry) {
    let (summary, points) = text::description(text);
    entry.summary = summary.map(Text::from);
    let highlight = |point: String| Highlight {
        item: Item::at(at),
        text: Some(Text::from(point)),
        ..Highlight::default()
    };
    entry.highlights = Localized::One(points.into_iter().map(highlight).collect());
}

fn detail(row: &Row, cell: &Member, label: Option<&str>, text: &str) -> Extra {
    Extra {
        path: row.path.key(&cell.key),
        key: cell.key.clone(),
        label: Some(label.map_or_else(|| title_of_key(&cell.key).into(), Text::from)),
        value: ExtraValue::Text(Text::from(text::paragraphs(text))),
    }
}

/// Merges consecutive positions at the same employer into one entry, as on the profile.
fn grouped(entries: Vec<Entry>) -> Vec<Entry> {
    let mut groups: Vec<Vec<Entry>> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if entry.name.is_some() && group[0].name == entry.name => group.push(entry),
            _ => groups.push(vec![entry]),
        }
    }
    let groups = groups.into_iter().map(|mut group| {
        if group.len() == 1 {
            return group.remove(0);
        }
        let location = group[0].location.clone();
        let same_place = group.iter().all(|entry| entry.location == location);
        let mut employer = Entry {
            item: Item { path: group[0].item.path.clone(), ..Item::default() },
            name: group[0].name.clone(),
            location: location.filter(|_| same_place),
            ..Entry::default()
        };
        for entry in &mut group {
            entry.name = None;
            if same_place {
                entry.location = None;
            }
        }
        employer.positions = group;
        employer
    });
    groups.collect()
}

/// Converts a constant to words: `NATIVE_OR_BILINGUAL` to `Native or bilingual`.
fn words_of_constant(text: &str) -> String {
    let is_constant = text.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    // Short ones are abbreviations.
    if !is_constant || text.len() < 5 {
        return text.to_owned();
    }
    let words = text.replace('_', " ").to_lowercase();
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}
