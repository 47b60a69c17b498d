//! Parses tables into rows, which are maps from column names to cell texts.

use std::ops::Range;

use super::{Limits, Member, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span};

/// Parses a table whose first line contains the column names.
///
/// Cells are separated by commas, semicolons or tabs, as detected from the first line. Empty cells
/// have no value; empty rows are skipped.
pub(super) fn parse(id: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Node {
    let delimiter = delimiter(text);
    if let Err(problem) = check_size(text, delimiter) {
        diagnostics.push(problem.at(Span::new(id, 0..0)));
        return Node { value: Value::List(Vec::new()), span: Span::new(id, 0..text.len()) };
    }
    let mut table = Table { id, text, delimiter, diagnostics };
    let mut records = table.records().into_iter();
    let header = table.header(&mut records);
    let mut rows = Vec::new();
    let mut nodes = 0;
    for record in records {
        let span = Span::new(id, record.range.clone());
        nodes += 1 + record.cells.len();
        if nodes > Limits::DEFAULT.nodes {
            let most = Limits::DEFAULT.nodes;
            table.diagnostics.push(
                Diagnostic::error(
                    "too-large",
                    format!("the file contains more than {most} values"),
                )
                .at(span)
                .hint("is this the right file?"),
            );
            break;
        }
        let members = table.row(&header, record);
        if !members.is_empty() {
            rows.push(Node { value: Value::Map(members), span });
        }
    }
    Node { value: Value::List(rows), span: Span::new(id, 0..text.len()) }
}

/// Maximum number of columns.
const MOST_COLUMNS: usize = 1_000;

/// Counts columns and cells before memory is allocated for them.
fn check_size(text: &str, delimiter: u8) -> Result<(), Diagnostic> {
    let (mut cells, mut columns, mut is_quoted) = (0, 1, false);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => columns = 1,
            byte if byte == delimiter && !is_quoted => {
                columns += 1;
                cells += 1;
            }
            _ => {}
        }
        let message = if columns > MOST_COLUMNS {
            format!("the table has more than {MOST_COLUMNS} columns")
        } else if cells > Limits::DEFAULT.nodes {
            format!("the table has more than {} cells", Limits::DEFAULT.nodes)
        } else {
            continue;
        };
        return Err(Diagnostic::error("too-large", message).hint("is this the right file?"));
    }
    Ok(())
}

/// A record of a table, which may contain quoted line breaks.
struct Record {
    range: Range<usize>,
    cells: Vec<(String, Range<usize>)>,
}

struct Table<'a> {
    id: SourceId,
    text: &'a str,
    delimiter: u8,
    diagnostics: &'a mut Diagnostics,
}

impl Table<'_> {
    fn records(&mut self) -> Vec<Record> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .from_reader(self.text.as_bytes());
        let mut records: Vec<Record> = Vec::new();
        let mut at = 0;
        let mut record = csv::StringRecord::new();
        // Reading UTF-8 text from memory cannot fail.
        while let Ok(true) = reader.read_record(&mut record) {
            let end = usize::try_from(reader.position().byte()).unwrap_or(self.text.len());
            // The parser includes leading empty lines, and may end a record within a CRLF.
            let raw = &self.text[at..end];
            let start = at + raw.len() - raw.trim_start_matches(['\r', '\n']).len();
            let ranges = raw_cells(self.text, start, end, self.delimiter);
            let whole = start..end;
            let cells = record.iter().enumerate().map(|(index, cell)| {
                let exact = if ranges.len() == record.len() { ranges.get(index) } else { None };
                (cell.trim().to_owned(), exact.unwrap_or(&whole).clone())
            });
            let cells: Vec<_> = cells.collect();
            let shown = cells.last().map_or(start, |(_, range)| range.end);
            records.push(Record { range: start..shown, cells });
            at = end;
        }
        if let Some(record) = records.last() {
            self.unclosed_quote(record.range.clone());
        }
        records
    }

    /// Reports a quotation mark that is never closed and therefore includes the rest of the file.
    fn unclosed_quote(&mut self, last: Range<usize>) {
        let ranges = raw_cells(self.text, last.start, self.text.len(), self.delimiter);
        let Some(range) = ranges.last() else { return };
        let raw = &self.text[range.clone()];
        let marks = raw.matches('"').count();
        if raw.starts_with('"') && marks % 2 == 1 {
            self.diagnostics.push(
                Diagnostic::error("csv-syntax", "this quotation mark is never closed")
                    .at(Span::new(self.id, range.start..range.start + 1))
                    .hint("close it with `\"`; the file may have been cut off"),
            );
        }
    }

    /// Reads the column names, skipping notes above them.
    fn header(&self, records: &mut impl Iterator<Item = Record>) -> Vec<String> {
        let Some(first) = records.next() else { return Vec::new() };
        let mut header = first;
        if matches!(header.cells.as_slice(), [(notes, _)] if notes == "Notes:") {
            match records.find(|record| record.cells.len() > 1) {
                Some(record) => header = record,
                None => return Vec::new(),
            }
        }
        let mut names: Vec<String> = Vec::new();
        for (index, (name, _)) in header.cells.into_iter().enumerate() {
            let unique = !name.is_empty() && !names.contains(&name);
            names.push(if unique { name } else { column(index) });
        }
        names
    }

    fn row(&mut self, header: &[String], record: Record) -> Vec<Member> {
        let extra = record.cells.iter().skip(header.len()).any(|(cell, _)| !cell.is_empty());
        if extra {
            self.diagnostics.push(
                Diagnostic::warning(
                    "csv-row",
                    format!(
                        "this row has {} cells, but there are {} columns",
                        record.cells.len(),
                        header.len()
                    ),
                )
                .at(Span::new(self.id, record.range.clone()))
                .hint("put text that contains a comma in quotes: `\"Lyon, France\"`"),
            );
        }
        record
            .cells
            .into_iter()
            .enumerate()
            .filter(|(_, (cell, _))| !cell.is_empty())
            .map(|(index, (cell, range))| {
                let span = Span::new(self.id, range);
                let key = header.get(index).cloned().unwrap_or_else(|| column(index));
                Member { key, key_span: span, value: Node::text(cell, span) }
            })
            .collect()
    }
}

/// Returns a name for a column without one.
fn column(index: usize) -> String {
    format!("column {}", index + 1)
}

/// Detects the separator from the first line.
fn delimiter(text: &str) -> u8 {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| line.bytes().filter(|byte| *byte == mark).count();
    let most = [b';', b'\t'].into_iter().max_by_key(|mark| count(*mark)).unwrap_or(b',');
    if count(most) > count(b',') { most } else { b',' }
}

/// Returns the ranges of the cells of a record, including quotation marks.
fn raw_cells(text: &str, start: usize, end: usize, delimiter: u8) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut cells = Vec::new();
    let mut cell = start;
    let mut quoted = false;
    for at in start..end {
        match bytes[at] {
            b'"' if quoted => quoted = false,
            // A doubled quotation mark closes and reopens the quotation, which has the same effect.
            b'"' if at == cell || bytes[at - 1] == b'"' => quoted = true,
            b'\r' | b'\n' if !quoted => {
                cells.push(cell..at);
                return cells;
            }
            byte if byte == delimiter && !quoted => {
                cells.push(cell..at);
                cell = at + 1;
            }
            _ => {}
        }
    }
    cells.push(cell..end);
    cells
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::diagnostic::Sources;

    /// Column name, text and raw text of a cell.
    type Cell = (String, String, String);

    fn parsed(text: &str) -> (Vec<Vec<Cell>>, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add("t.csv", text);
        let mut diagnostics = Diagnostics::default();
        let node = parse(id, text, &mut diagnostics);
        let row = |node: &Node| {
            let members = node.as_map().unwrap().iter();
            members
                .map(|m| {
                    let raw = text[m.value.span.range()].to_owned();
                    (m.key.clone(), m.value.as_text().unwrap().to_owned(), raw)
                })
                .collect()
        };
        let rows = node.as_list().unwrap().iter().map(row).collect();
        (rows, diagnostics.iter().map(|d| d.message.clone()).collect())
    }

    fn cell(key: &str, text: &str, raw: &str) -> Cell {
        (key.to_owned(), text.to_owned(), raw.to_owned())
    }

    #[test]
    fn rows_become_mappings_with_a_span_for_each_cell() {
        let (rows, messages) = parsed(
            "Company,Text,Date\r\nArc & Co,\"Said \"\"yes\"\",\r\ntwice\",Mar 2020\r\n\r\nOrb,,\r\n",
        );
        assert_eq!(
            rows,
            [
                vec![
                    cell("Company", "Arc & Co", "Arc & Co"),
                    cell("Text", "Said \"yes\",\r\ntwice", "\"Said \"\"yes\"\",\r\ntwice\""),
                    cell("Date", "Mar 2020", "Mar 2020"),
                ],
                vec![cell("Company", "Orb", "Orb")],
            ]
        );
        assert!(messages.is_empty(), "{messages:?}");
    }

    #[test]
    fn semicolons_and_tabs_are_accepted_as_separators() {
        assert_eq!(parsed("a;b\n1,5;2\n").0, [[cell("a", "1,5", "1,5"), cell("b", "2", "2")]]);
        assert_eq!(parsed("a\tb\n1\t2\n").0, [[cell("a", "1", "1"), cell("b", "2", "2")]]);
    }

    #[test]
    fn notes_above_the_header_are_skipped() {
        let (rows, _) = parsed("Notes:\n\"Some, words\"\n\na,b\n1,2\n");
        assert_eq!(rows, [[cell("a", "1", "1"), cell("b", "2", "2")]]);
    }

    #[test]
    fn unnamed_and_duplicate_columns_are_numbered() {
        let (rows, messages) = parsed("a,,a\n1,2,3\n");
        assert_eq!(
            rows,
            [[cell("a", "1", "1"), cell("column 2", "2", "2"), cell("column 3", "3", "3")]]
        );
        assert!(messages.is_empty());
    }

    #[test]
    fn excess_cells_and_unclosed_quotes_are_reported() {
        let (rows, messages) = parsed("a,b\nLyon, France,x\n\"never closed,1\n2,3\n");
        assert_eq!(rows[0].last(), Some(&cell("column 3", "x", "x")));
        insta::assert_snapshot!(messages.join("\n"), @"
        this quotation mark is never closed
        this row has 3 cells, but there are 2 columns
        ");
    }

    #[test]
    fn tables_with_too_many_columns_or_cells_are_rejected() {
        let (rows, messages) = parsed(&",".repeat(2_000));
        assert!(rows.is_empty());
        insta::assert_snapshot!(messages.join("\n"), @"the table has more than 1000 columns");
        let (_, messages) = parsed(&",,,,\n".repeat(60_000));
        insta::assert_snapshot!(messages.join("\n"), @"the table has more than 200000 cells");
    }

    proptest! {
        #[test]
        fn parsing_arbitrary_tables_does_not_panic(text in "[a-c,;\"\r\n\t é]{0,60}") {
            let _ = parsed(&text);
        }

        #[test]
        fn quoted_cells_survive_a_round_trip(
            cells in prop::collection::vec("[a-z,;\"\n é]{0,12}", 1..5),
        ) {
            let line = |cells: &[String]| {
                let quoted = cells.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\"")));
                quoted.collect::<Vec<_>>().join(",")
            };
            let names: Vec<_> = (0..cells.len()).map(|n| format!("c{n}")).collect();
            let text = format!("{}\n{}\n", line(&names), line(&cells));
            let (rows, _) = parsed(&text);
            let expected: Vec<_> =
                cells.iter().map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect();
            let got: Vec<_> =
                rows.into_iter().flatten().map(|(_, text, _)| text).collect();
            prop_assert_eq!(got, expected);
        }
    }
}
