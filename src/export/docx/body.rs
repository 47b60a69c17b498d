//! Writes the document body: header, letter, sections, closing.

use super::lists::{self, LEVELS};
use super::look::Look;
use super::names::{R, W};
use super::package::Relations;
use super::picture::{Drawing, Media};
use super::runs::{CharacterFormat, Runs};
use super::styles::{LIST_DEPTH, paragraph, run};
use super::xml::Xml;
use crate::plan::{self, Block, Content, Gap, Item, Letter, Row, Section, Slots, Text};
use crate::view::{DocumentInfo, Words};

/// Separator between items on one line.
const DOT: &str = " · ";

/// Pictures and other parts that the document refers to.
pub(super) struct References {
    pub(super) header: String,
    pub(super) footer: String,
    pub(super) photo: Option<(String, Media)>,
    pub(super) signature: Option<(String, Media)>,
}

/// The finished body, and the counts made while writing it.
pub(super) struct Body {
    pub(super) xml: String,
    pub(super) own_lists: usize,
}

/// Writes the document and adds its links to the relationships.
pub(super) fn write(
    plan: &plan::Plan,
    look: &Look,
    references: &References,
    relations: &mut Relations,
) -> Body {
    let mut writer = Writer {
        xml: Xml::new(),
        relations,
        look,
        references,
        document: plan.document,
        words: plan.words,
        format: CharacterFormat::running(plan.document.dir == "rtl"),
        own_lists: 0,
        drawings: 0,
        next: Paragraph::default(),
    };
    writer.xml.begin("w:document", &[("xmlns:w", W), ("xmlns:r", R)]);
    writer.xml.begin("w:body", &[]);
    writer.document(plan);
    Body { xml: writer.xml.finish(), own_lists: writer.own_lists }
}

/// Paragraph properties beyond the style.
#[derive(Clone, Default)]
struct Paragraph {
    style: &'static str,
    /// Whether the paragraph is kept with the next; `None` leaves it to the style.
    keeps_next: Option<bool>,
    keeps_lines: bool,
    breaks_before: bool,
    ends_section: bool,
    /// Id of the list and the level in it, if they differ from the style's.
    list: Option<(String, usize)>,
    before: Option<u32>,
    align: Option<&'static str>,
}

impl Paragraph {
    fn of(style: &'static str) -> Self {
        Self { style, ..Self::default() }
    }
}

struct Writer<'x, 'p> {
    xml: Xml,
    relations: &'x mut Relations,
    look: &'p Look,
    references: &'p References,
    document: &'p DocumentInfo,
    words: &'p Words,
    /// Formatting of all text.
    format: CharacterFormat<'p>,
    own_lists: usize,
    drawings: usize,
    /// Extra properties of the next paragraph.
    next: Paragraph,
}

impl Writer<'_, '_> {
    fn document(&mut self, plan: &plan::Plan) {
        let has_resume = !plan.sections.is_empty() || plan.letter.is_none();
        if let Some(letter) = &plan.letter {
            self.head(plan);
            self.letter(letter, has_resume);
        }
        if has_resume {
            self.head(plan);
            for section in &plan.sections {
                self.section(section);
            }
            self.next.before = Some(self.look.gaps.section);
            for block in &plan.closing {
                self.blocks(std::slice::from_ref(block), paragraph::SMALL, 0);
            }
        }
        self.section_properties();
    }

    fn head(&mut self, plan: &plan::Plan) {
        let look = self.look;
        let header = &plan.header;
        let mut photo = header.image.filter(|_| self.references.photo.is_some());
        let mut lines = 0;
        if !header.name.is_empty() {
            let image = photo.take();
            self.paragraph(Paragraph::of(paragraph::TITLE), |writer| {
                writer.photo(image.map(|image| image.alt.as_str()));
                writer.text(&header.name);
            });
            lines += look.name.size * 12;
        }
        if let Some(label) = &header.label {
            self.paragraph(Paragraph::of(paragraph::SUBTITLE), |writer| writer.text(label));
            lines += look.headline.size * 12;
        }
        let contacts: Vec<_> = header.contacts.iter().map(|it| (it.url, &it.text)).collect();
        let details: Vec<_> = header.details.iter().map(|text| (None, text)).collect();
        // A photo leaves room for one contact per line.
        let has_photo = header.image.is_some() && self.references.photo.is_some();
        for items in [contacts, details] {
            for (i, line) in self.lines(&items, has_photo).into_iter().enumerate() {
                self.next.before = (i > 0).then_some(0);
                self.paragraph(Paragraph::of(paragraph::CONTACT), |writer| {
                    writer.photo(photo.take().map(|image| image.alt.as_str()));
                    writer.spread(line);
                });
                lines += look.size * 12;
            }
        }
        if has_photo {
            let height = (f64::from(look.photo.width) * look.photo.ratio) as u32;
            let lacking = height.saturating_sub(lines);
            self.next.before = Some(look.gaps.section + look.gaps.header + lacking);
        } else if look.gaps.header > 0 {
            self.next.before = Some(look.gaps.section + look.gaps.header);
        }
    }

    /// Splits contacts or facts into lines without breaking an item, or puts each on its own line.
    fn lines<'t, T>(&self, items: &'t [(T, &Text)], one_each: bool) -> Vec<&'t [(T, &'t Text)]> {
        let mut lines = Vec::new();
        let mut rest = items;
        while !rest.is_empty() {
            let mut length = 0;
            let fitting = rest.iter().take_while(|(_, text)| {
                length += text.chars() + 3;
                self.fits(length)
            });
            let count = if one_each { 1 } else { fitting.count().max(1) };
            let (line, others) = rest.split_at(count);
            lines.push(line);
            rest = others;
        }
        lines
    }

    /// Writes contacts or facts on one line, with a separator between them.
    fn spread(&mut self, items: &[(Option<&str>, &Text)]) {
        let separator = format!(" {} ", self.look.separator);
        let format = self.format.clone();
        for (i, (url, text)) in items.iter().enumerate() {
            let mut runs = self.runs();
            if i > 0 {
                runs.plain(&separator, &format);
            }
            runs.linked(*url, &format, |runs, format| runs.text(text, format));
        }
    }

    fn photo(&mut self, description: Option<&str>) {
        let (Some(description), Some((relation, media))) = (description, &self.references.photo)
        else {
            return;
        };
        let photo = &self.look.photo;
        let is_right = photo.is_at_end != (self.document.dir == "rtl");
        self.drawing(Drawing {
            relation,
            media,
            number: self.drawings + 1,
            name: "Photo",
            description,
            width: photo.width,
            height: (f64::from(photo.width) * photo.ratio).round() as u32,
            shape: photo.shape,
            side: Some(if is_right { "right" } else { "left" }),
        });
    }

    fn drawing(&mut self, drawing: Drawing) {
        self.drawings += 1;
        let format = CharacterFormat::default();
        self.runs().run(&format, false, |xml| drawing.write(xml));
    }

    fn section(&mut self, section: &Section) {
        self.next.breaks_before |= section.break_before;
        if !section.title.is_empty() {
            let style = Paragraph::of(paragraph::HEADINGS[0]);
            self.paragraph(style, |writer| writer.text(&section.title));
            self.next.before = Some(self.look.gaps.title);
        } else if self.next.before.is_none() {
            self.next.before = Some(self.look.gaps.section);
        }
        section.rows.iter().for_each(|row| self.row(row));
    }

    fn row(&mut self, row: &Row) {
        self.next.breaks_before |= row.break_before;
        self.next.keeps_next = row.sticky.then_some(true);
        self.next.keeps_lines = !row.breakable;
        let style = if row.above == Gap::Line { paragraph::LINE } else { paragraph::BODY };
        match &row.content {
            Content::Head { slots, brief, .. } => {
                if row.above == Gap::Line {
                    self.next.before.get_or_insert(self.look.gaps.line);
                }
                // Headings are kept with the next paragraph by their style; a heading without a
                // body must not be.
                self.next.keeps_next = Some(row.sticky);
                self.entry_head(slots, *brief);
            }
            Content::Body { parts } => {
                if matches!(row.above, Gap::Entry | Gap::Group) {
                    self.next.before.get_or_insert(self.look.gaps.entry);
                }
                for (i, part) in parts.iter().enumerate() {
                    let is_last = i + 1 == parts.len();
                    self.next.keeps_next = (row.sticky && is_last).then_some(true);
                    self.blocks(part, style, 0);
                }
            }
            Content::Halves { whole, .. } => self.blocks(whole, style, 0),
            Content::Reference { dated, .. } => self.blocks(dated, style, 0),
        }
        self.next.keeps_next = None;
        self.next.keeps_lines = false;
    }

    /// Writes the head of an entry: a heading with the date at the end of its line, and the rest
    /// below. If `brief`, everything is on one line.
    fn entry_head(&mut self, slots: &Slots, brief: bool) {
        let Slots { lead, nested, subtitle, location, url, date, span, .. } = slots;
        let part = self.words.part_separator.as_str();
        let places = [(subtitle, part), (location, part), (url, DOT)];
        let rest: Vec<_> = places
            .into_iter()
            .filter_map(|(text, before)| Some((text.as_ref()?, before)))
            .collect();
        let mut period: Vec<Text> = date.iter().cloned().collect();
        period.extend(span.as_deref().map(Text::plain));
        let length = |texts: &mut dyn Iterator<Item = &Text>| -> usize {
            texts.map(|text| text.chars() + 2).sum()
        };
        let end = length(&mut period.iter());
        let heading = lead.as_ref().map_or(0, Text::chars);
        let in_one = rest.is_empty()
            || brief && self.fits(heading + length(&mut rest.iter().map(|(text, _)| *text)) + end);
        let Some(lead) = lead else {
            if !period.is_empty() {
                self.paragraph(Paragraph::of(paragraph::ENTRY_LINE), |writer| {
                    writer.at_end(&period)
                });
            }
            return;
        };
        // The date moves below the heading if the line has no room for it.
        let is_dated = in_one || self.fits(heading + end);
        let style = paragraph::HEADINGS[if *nested { 2 } else { 1 }];
        let (keeps_next, keeps_lines) = (self.next.keeps_next, self.next.keeps_lines);
        if !in_one {
            self.next.keeps_next = Some(true);
        }
        self.paragraph(Paragraph::of(style), |writer| {
            writer.text(lead);
            if in_one {
                let format = writer.format.styled(run::AFTER_TITLE);
                for (text, before) in &rest {
                    writer.runs().plain(before, &format);
                    writer.runs().text(text, &format);
                }
            }
            if is_dated {
                writer.at_end(&period);
            }
        });
        if !in_one {
            self.next.keeps_next = keeps_next;
            self.next.keeps_lines = keeps_lines;
            self.paragraph(Paragraph::of(paragraph::ENTRY_LINE), |writer| {
                let format = writer.format.clone();
                for (i, (text, before)) in rest.iter().enumerate() {
                    if i > 0 {
                        writer.runs().plain(before, &format);
                    }
                    writer.runs().text(text, &format);
                }
                if !is_dated {
                    writer.at_end(&period);
                }
            });
        }
    }

    /// Writes the period and its duration at the end of the line.
    fn at_end(&mut self, period: &[Text]) {
        let format = self.format.styled(run::DATE);
        for (i, text) in period.iter().enumerate() {
            let mut runs = self.runs();
            if i == 0 {
                runs.tab(&format);
            } else {
                runs.plain(DOT, &format);
            }
            runs.text(&unbroken(text), &format);
        }
    }

    /// Returns whether a line has room for `letters` letters. An estimate, because the fonts of the
    /// reader are unknown.
    fn fits(&self, letters: usize) -> bool {
        // A letter is little more than half the font size wide; sizes are in half points.
        11 * letters <= (2 * self.look.width() / self.look.size) as usize
    }

    fn blocks(&mut self, blocks: &[Block], style: &'static str, depth: usize) {
        for (i, block) in blocks.iter().enumerate() {
            let is_prose = |block: &Block| matches!(block, Block::Paragraph { .. });
            if i > 0 && is_prose(block) && is_prose(&blocks[i - 1]) {
                self.next.before = Some(self.look.gaps.position);
            }
            match block {
                Block::Paragraph { body } | Block::Keywords { body } => {
                    self.paragraph(Paragraph::of(style), |writer| writer.text(body));
                }
                Block::Reference { body } => {
                    let style = Paragraph::of(paragraph::REFERENCE);
                    self.paragraph(style, |writer| writer.text(body));
                }
                Block::Facts { items } => {
                    self.paragraph(Paragraph::of(style), |writer| {
                        for (i, item) in items.iter().enumerate() {
                            if i > 0 {
                                let format = writer.format.clone();
                                writer.runs().plain(DOT, &format);
                            }
                            writer.text(item);
                        }
                    });
                }
                Block::List { items } => {
                    for item in items {
                        self.item(item, &[], depth, None);
                    }
                }
                Block::Enumeration { items } => {
                    let list = lists::own_list(self.own_lists);
                    self.own_lists += 1;
                    for item in items {
                        self.item(item, &[], depth, Some(&list));
                    }
                }
                Block::Highlights { items } => {
                    for Item { body, highlights } in items {
                        self.item(body, highlights, depth, None);
                    }
                }
            }
        }
    }

    /// Writes a list item; `list` is the id of a numbered list.
    fn item(&mut self, body: &[Block], inner: &[Item], depth: usize, list: Option<&str>) {
        let level = depth.min(LEVELS - 1);
        let style = depth.min(LIST_DEPTH - 1);
        let own = match list {
            Some(list) => Some((list.to_owned(), level)),
            None => (level > style).then(|| (lists::BULLETS.to_owned(), level)),
        };
        let styles = if list.is_some() { paragraph::NUMBERS } else { paragraph::BULLETS };
        let mut rest = body;
        let text = match body {
            [Block::Paragraph { body } | Block::Keywords { body }, others @ ..] => {
                rest = others;
                Some(body)
            }
            _ => None,
        };
        let item = Paragraph { list: own, ..Paragraph::of(styles[style]) };
        // An item that begins with a nested list has no marker.
        if text.is_some() || body.is_empty() {
            self.paragraph(item, |writer| {
                if let Some(text) = text {
                    writer.text(text);
                }
            });
        }
        self.blocks(rest, paragraph::CONTINUED[style], depth + 1);
        for Item { body, highlights } in inner {
            self.item(body, highlights, depth + 1, None);
        }
    }

    /// Writes a letter, followed by a page break if `more`.
    fn letter(&mut self, letter: &Letter, more: bool) {
        use paragraph::{ADDRESS, CLOSING, DATE, LETTER, SALUTATION, SIGNATURE, SMALL};
        let unit = self.look.gaps.unit;
        // English letters put the date first; others put it at the end of a line below the
        // addressee.
        let is_block = self.document.lang == "en";
        self.next.before = Some(2 * unit);
        if is_block {
            self.letter_line(DATE, letter.place_and_date.as_ref(), false);
            if !letter.recipient.is_empty() {
                self.next.before = Some(unit);
            }
        }
        for line in &letter.recipient {
            self.paragraph(Paragraph::of(ADDRESS), |writer| writer.text(line));
        }
        if !is_block && let Some(date) = &letter.place_and_date {
            let style = Paragraph { align: Some("right"), ..Paragraph::of(DATE) };
            self.paragraph(style, |writer| writer.text(date));
        }
        self.next = Paragraph::default();
        if let Some(subject) = &letter.subject {
            self.next.before = Some(2 * unit);
            let style = Paragraph::of(paragraph::HEADINGS[1]);
            self.paragraph(style, |writer| writer.text(subject));
        }
        self.letter_line(SALUTATION, letter.salutation.as_ref(), false);
        self.blocks(&letter.body, LETTER, 0);
        self.letter_line(CLOSING, letter.closing.as_ref(), false);
        let signature = letter.signature.filter(|_| self.references.signature.is_some());
        if let (Some(image), Some((relation, media))) = (signature, &self.references.signature) {
            let style = Paragraph { keeps_next: Some(true), ..Paragraph::of(LETTER) };
            self.paragraph(style, |writer| {
                let height = 3 * unit;
                writer.drawing(Drawing {
                    relation,
                    media,
                    number: writer.drawings + 1,
                    name: "Signature",
                    description: &image.alt,
                    width: media.width_at(height),
                    height,
                    shape: "rect",
                    side: None,
                });
            });
            self.next.before = Some(unit / 2);
        }
        let [name_is_last, postscript_is_last, enclosures_are_last] = [
            letter.postscript.is_none() && letter.enclosures.is_none(),
            letter.enclosures.is_none(),
            true,
        ]
        .map(|is_last| is_last && more);
        self.letter_line(SIGNATURE, Some(&letter.name), name_is_last);
        self.letter_line(LETTER, letter.postscript.as_ref(), postscript_is_last);
        if letter.enclosures.is_some() {
            self.next.before = Some(unit);
        }
        self.letter_line(SMALL, letter.enclosures.as_ref(), enclosures_are_last);
    }

    fn letter_line(&mut self, style: &'static str, text: Option<&Text>, ends_section: bool) {
        if let Some(text) = text {
            let style = Paragraph { ends_section, ..Paragraph::of(style) };
            self.paragraph(style, |writer| writer.text(text));
        }
    }

    fn text(&mut self, text: &Text) {
        let format = self.format.clone();
        self.runs().text(text, &format);
    }

    fn runs(&mut self) -> Runs<'_> {
        Runs { xml: &mut self.xml, relations: self.relations }
    }

    /// Writes a paragraph; `body` writes its content.
    fn paragraph(&mut self, paragraph: Paragraph, body: impl FnOnce(&mut Self)) {
        let next = std::mem::take(&mut self.next);
        let paragraph = Paragraph {
            keeps_next: next.keeps_next.or(paragraph.keeps_next),
            keeps_lines: paragraph.keeps_lines || next.keeps_lines,
            breaks_before: paragraph.breaks_before || next.breaks_before,
            before: next.before.or(paragraph.before),
            ..paragraph
        };
        self.xml.begin("w:p", &[]);
        self.properties(&paragraph);
        body(self);
        self.xml.end();
    }

    fn properties(&mut self, paragraph: &Paragraph) {
        let xml = &mut self.xml;
        xml.begin("w:pPr", &[]);
        xml.value("w:pStyle", paragraph.style);
        match paragraph.keeps_next {
            Some(true) => xml.empty("w:keepNext", &[]),
            Some(false) => xml.value("w:keepNext", "0"),
            None => {}
        }
        for (is_set, element) in
            [(paragraph.keeps_lines, "w:keepLines"), (paragraph.breaks_before, "w:pageBreakBefore")]
        {
            if is_set {
                xml.empty(element, &[]);
            }
        }
        if let Some((list, level)) = &paragraph.list {
            xml.element("w:numPr", &[], |xml| {
                xml.value("w:ilvl", &level.to_string());
                xml.value("w:numId", list);
            });
        }
        if let Some(before) = paragraph.before {
            xml.empty("w:spacing", &[("w:before", &before.to_string())]);
        }
        if let Some(align) = paragraph.align {
            xml.value("w:jc", align);
        }
        if paragraph.ends_section {
            self.section_properties();
        }
        self.xml.end();
    }

    /// Writes the page size and the header and footer of all pages but the first.
    fn section_properties(&mut self) {
        let Self { xml, look, references, document, .. } = self;
        xml.element("w:sectPr", &[], |xml| {
            for (element, relation) in [
                ("w:headerReference", &references.header),
                ("w:footerReference", &references.footer),
            ] {
                xml.empty(element, &[("w:type", "default"), ("r:id", relation)]);
            }
            let (width, height) = (look.paper.0.to_string(), look.paper.1.to_string());
            xml.empty("w:pgSz", &[("w:w", &width), ("w:h", &height)]);
            let [top, right, bottom, left] = look.margins.map(|margin| margin.to_string());
            let [header, footer] =
                [look.margins[0], look.margins[2]].map(|margin| (margin / 2).to_string());
            let margins = [
                ("w:top", top.as_str()),
                ("w:right", &right),
                ("w:bottom", &bottom),
                ("w:left", &left),
                ("w:header", &header),
                ("w:footer", &footer),
                ("w:gutter", "0"),
            ];
            xml.empty("w:pgMar", &margins);
            // The pages of a résumé after a letter are numbered on their own.
            xml.empty("w:pgNumType", &[("w:start", "1")]);
            xml.empty("w:titlePg", &[]);
            if document.dir == "rtl" {
                xml.empty("w:bidi", &[]);
            }
        });
    }
}

/// Returns a period in which lines do not break at blanks.
fn unbroken(period: &Text) -> Text {
    let pieces = period.0.iter().map(|piece| match piece {
        plan::Piece::Plain(text) => plan::Piece::Plain(text.replace(' ', "\u{a0}")),
        piece => piece.clone(),
    });
    Text(pieces.collect())
}
