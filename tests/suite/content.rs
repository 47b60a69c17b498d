//! Checks that all formats contain the same words in the same order, and nothing harmful.

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use recto::diagnostic::{Diagnostics, Sources};
use recto::press::{Choice, Edition, OutputFile, Outputs};
use recto::source::{Kind, Node, Scalar, Syntax, Value};
use recto::view::{Block, Contact, Detail, Entry, Highlight, Inline, Letter, Run, View};
use recto::{Format, MemoryFiles, NamedFile, Press, Request, source};
use roxmltree::Document;
use serde_json::Value as Json;
use zip::ZipArchive;

use crate::program::samples;

/// Formats without pages.
const FLOWING: [Format; 4] = [Format::Html, Format::Markdown, Format::Text, Format::Docx];

fn editions(name: &str, bytes: Vec<u8>, embed_data: bool) -> Vec<Edition> {
    let request = Request {
        language: Choice::Own,
        outputs: Outputs { formats: FLOWING.to_vec(), embed_data, ..Outputs::default() },
        ..Request::new(NamedFile::new(name, bytes), (2026, 1, 31))
    };
    let outcome = Press::new(MemoryFiles::default()).run(&request);
    assert_eq!(outcome.failure, None, "{name}: {:?}", outcome.record.diagnostics);
    outcome.editions
}

/// All résumé files: samples, translations, other formats.
fn resumes() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = samples();
    let mut folders = vec![root.join("data/samples"), root.join("tests/fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default();
            if path.is_dir() && name != "linkedin" {
                folders.push(path);
            } else if ["yaml", "yml", "json", "jsonc", "xml"].contains(&ending)
                && !["schema.json", "odd.json"].contains(&name.as_str())
            {
                files.push(path);
            }
        }
    }
    files.sort();
    files.dedup();
    files
}

/// Returns the text that a reader of a file sees.
fn shown(file: &OutputFile) -> String {
    let text = || String::from_utf8(file.bytes.clone()).expect("it is UTF-8");
    match file.format {
        Format::Html => html_text(&text()),
        Format::Markdown => markdown_text(&text()),
        Format::Docx => word_text(&parts(&file.bytes)),
        _ => text(),
    }
}

/// Returns the XML parts of a Word document with their names.
pub(crate) fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let name = file.name().expect("a name").into_owned();
        if name.ends_with(".xml") || name.ends_with(".rels") {
            let mut text = String::new();
            file.read_to_string(&mut text).expect("it is UTF-8");
            parts.push((name, text));
        }
    }
    parts
}

fn word_text(parts: &[(String, String)]) -> String {
    let (_, body) = parts.iter().find(|(name, _)| name == "word/document.xml").expect("a body");
    let mut out = String::new();
    for node in Document::parse(body).expect("it is XML").descendants() {
        match node.tag_name().name() {
            "p" | "br" | "tab" => out.push('\n'),
            "t" => out.push_str(node.text().unwrap_or_default()),
            _ => {}
        }
    }
    out
}

fn html_text(html: &str) -> String {
    let body = html.split_once("<body>").expect("a body").1;
    let mut out = String::new();
    for part in body.split('<').skip(1) {
        out.push_str(part.split_once('>').expect("the end of a tag").1);
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")];
    signs.iter().fold(out, |text, (sign, by)| text.replace(sign, by))
}

fn markdown_text(markdown: &str) -> String {
    let mut out = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => out.push('\n'),
            _ => {}
        }
    }
    out
}

/// Returns only letters and digits, since blanks, quotes and markup may differ.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The expected texts; the order within a group may differ between formats.
#[derive(Default)]
struct VisibleText {
    groups: Vec<Vec<String>>,
}

impl VisibleText {
    fn of(view: &View) -> Self {
        let mut visible = Self::default();
        visible.line(&view.header.name);
        view.header.label.iter().for_each(|line| visible.line(line));
        view.header.contacts.iter().for_each(|contact| visible.contact(contact));
        view.header.details.iter().for_each(|detail| visible.details(std::slice::from_ref(detail)));
        view.letter.iter().for_each(|letter| visible.letter(letter));
        for section in &view.sections {
            visible.line(&section.title);
            visible.blocks(&section.text);
            section.entries.iter().for_each(|entry| visible.entry(entry));
        }
        view.closing.iter().for_each(|closing| visible.blocks(&closing.body));
        visible
    }

    fn letter(&mut self, letter: &Letter) {
        let mut opening = letter.recipient.iter().flat_map(texts).collect::<Vec<_>>();
        opening.extend(letter.place_and_date.iter().flat_map(texts));
        self.groups.push(opening);
        let lines = [&letter.subject, &letter.salutation];
        lines.into_iter().flatten().for_each(|line| self.line(line));
        self.blocks(&letter.body);
        letter.closing.iter().for_each(|line| self.line(line));
        self.line(&letter.name);
        letter.postscript.iter().for_each(|line| self.line(line));
        letter.enclosures.iter().for_each(|line| self.line(line));
    }

    fn contact(&mut self, contact: &Contact) {
        contact.label.iter().chain(&contact.lines).for_each(|line| self.line(line));
    }

    fn details(&mut self, details: &[Detail]) {
        let group = details.iter().flat_map(|it| it.values.iter().flat_map(texts));
        self.groups.push(group.collect());
    }

    fn entry(&mut self, entry: &Entry) {
        let slots = [&entry.title, &entry.subtitle, &entry.location, &entry.url];
        let mut head: Vec<_> = slots.into_iter().flatten().flat_map(|it| texts(&it.text)).collect();
        head.extend(entry.date.iter().map(|date| date.text.clone()));
        head.extend(entry.span.clone());
        // The position of facts and keywords depends on the kind of section.
        head.extend(entry.details.iter().flat_map(|it| it.values.iter().flat_map(texts)));
        for keyword in &entry.keywords {
            head.extend(texts(&keyword.name));
            head.extend(keyword.level.iter().flat_map(texts));
        }
        let group_count = self.groups.len();
        self.blocks(&entry.summary);
        entry.highlights.iter().for_each(|highlight| self.highlight(highlight));
        let body: Vec<_> = self.groups.drain(group_count..).collect();
        self.groups.push(head);
        self.groups.extend(body);
        entry.positions.iter().for_each(|position| self.entry(position));
    }

    fn highlight(&mut self, highlight: &Highlight) {
        highlight.title.iter().for_each(|line| self.line(line));
        self.blocks(&highlight.body);
        highlight.highlights.iter().for_each(|inner| self.highlight(inner));
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { body } => self.line(body),
                Block::List { items } | Block::Enumeration { items } => {
                    items.iter().for_each(|item| self.blocks(item));
                }
            }
        }
    }

    fn line(&mut self, line: &Inline) {
        self.groups.extend(texts(line).into_iter().map(|text| vec![text]));
    }

    /// Returns a text that is missing or in the wrong place.
    fn missing_in(&self, form: &str) -> Option<String> {
        let form = letters(form);
        let mut at = 0;
        for group in &self.groups {
            let mut first = None;
            for text in group {
                let wanted = letters(text);
                if wanted.is_empty() {
                    continue;
                }
                // Facts may follow the text; only the first text of a group determines the order.
                let Some(found) = form[at..].find(&wanted) else { return Some(text.clone()) };
                first = first.or(Some(at + found));
            }
            at = first.unwrap_or(at);
        }
        None
    }
}

/// Returns the parts of a line, between which a format may insert link targets.
fn texts(line: &Inline) -> Vec<String> {
    line.0
        .iter()
        .flat_map(|run| match run {
            Run::Text(text) | Run::Code(text) => vec![text.clone()],
            Run::Strong(body)
            | Run::Emphasis(body)
            | Run::Link { body, .. }
            | Run::Foreign { body, .. } => texts(body),
            Run::Break => Vec::new(),
        })
        .collect()
}

#[test]
fn every_format_has_the_same_content_in_the_same_order() {
    let files = resumes();
    assert!(files.len() > 25, "{files:?}");
    for file in files {
        let name = file.to_string_lossy();
        for edition in editions(&name, fs::read(&file).expect("a file"), false) {
            assert!(edition.pages.is_none(), "{name}: pages were set for nothing");
            let visible = VisibleText::of(&edition.view);
            for form in &edition.files {
                let missing = visible.missing_in(&shown(form));
                assert_eq!(missing, None, "{name}: {}: lost or out of order", form.format.name());
            }
        }
    }
}

#[test]
fn entries_with_short_heads_contain_the_content_below_them() {
    let yaml = "projects: [{name: Tidewheel, url: 'https://tidewheel.example', description: Turns., highlights: [Once]}, {name: Weir}]\n\
                awards: [{title: Oar, awarder: Club}, {title: Sail}]\n";
    let edition = editions("cv.yaml", yaml.into(), false).remove(0);
    let form = |format| {
        let file = edition.files.iter().find(|file| file.format == format).expect("a file");
        String::from_utf8(file.bytes.clone()).expect("it is UTF-8")
    };
    insta::assert_snapshot!(form(Format::Markdown), @"
    # Projects

    ## Tidewheel

    [tidewheel.example](https://tidewheel.example)

    Turns.

    - Once

    ## Weir

    # Awards

    - **Oar**, Club
    - **Sail**
    ");
    let html = form(Format::Html);
    assert!(html.contains("<p>Turns.</p><ul><li>Once</li></ul></article>"), "{html}");
}

/// Text that programs might interpret as code or markup.
const HOSTILE: &str = "</script><script>x() ]]> --> {{7*7}} {% y %} =cmd() <svg onload=y> <!-- \
                       </style> [a](javascript:x) ![b](http://c.example/d) &lt; \u{202e}evil\u{2066} \u{7}\u{0}`\"'";

/// Appends the hostile text to each text that is not a date, an address or a choice.
fn with_hostile_text(node: &Node, key: &str) -> Node {
    let value = match &node.value {
        Value::Scalar(scalar) => {
            let is_bound = key.ends_with("Date")
                || [
                    "date",
                    "id",
                    "kind",
                    "url",
                    "image",
                    "email",
                    "phone",
                    "countryCode",
                    "lang",
                    "locale",
                    "theme",
                    "paper",
                    "format",
                    "signature",
                    "birth",
                    "network",
                    "fax",
                    "doi",
                ]
                .contains(&key);
            let text =
                if is_bound { scalar.text.clone() } else { format!("{} {HOSTILE}", scalar.text) };
            let kind = if is_bound { scalar.kind } else { Kind::Text };
            Value::Scalar(Scalar { text, kind })
        }
        Value::List(items) => {
            Value::List(items.iter().map(|it| with_hostile_text(it, key)).collect())
        }
        Value::Map(members) => {
            let mut members = members.clone();
            members.retain(|member| member.key != "meta");
            members.iter_mut().for_each(|it| it.value = with_hostile_text(&it.value, &it.key));
            Value::Map(members)
        }
        value => value.clone(),
    };
    Node { value, span: node.span }
}

#[test]
fn hostile_text_is_escaped_in_every_format() {
    let yaml = include_str!("../fixtures/every-kind.yaml");
    let id = Sources::default().add("cv.yaml", yaml);
    let root = source::parse(Syntax::Yaml, id, yaml, &mut Diagnostics::default()).expect("YAML");
    let json = source::write_json(&with_hostile_text(&root, ""));
    let edition = editions("cv.json", json.into_bytes(), true).remove(0);
    for file in &edition.files {
        let name = file.format.name();
        assert!(shown(file).matches("cmd()").count() > 40, "{name} lost them");
        let texts = match file.format {
            Format::Docx => parts(&file.bytes),
            _ => vec![(name.to_owned(), String::from_utf8(file.bytes.clone()).expect("UTF-8"))],
        };
        for (name, text) in &texts {
            assert_eq!(text.find(is_harmful), None, "{name} has characters that do harm");
        }
        let text = &texts[0].1;
        match file.format {
            Format::Html => html_is_harmless(text),
            Format::Markdown => markdown_is_harmless(text),
            Format::Docx => texts.iter().for_each(|(name, text)| part_is_harmless(name, text)),
            _ => {}
        }
    }
}

fn is_harmful(c: char) -> bool {
    c != '\n'
        && (c.is_control()
            || ('\u{202a}'..='\u{202e}').contains(&c)
            || ('\u{2066}'..='\u{2069}').contains(&c))
}

fn html_is_harmless(text: &str) {
    // The schema.org data and the embedded data.
    assert_eq!(text.matches("<script").count(), 2, "{text}");
    assert_eq!(text.matches("</script").count(), 2);
    for part in text.split("<script").skip(1) {
        let (_, data) = part.split_once('>').expect("a tag");
        let (data, _) = data.split_once("</script>").expect("its end");
        let data: Json = serde_json::from_str(data).expect("it is JSON");
        assert!(data.to_string().contains("</script><script>x()"), "{data}");
    }
    assert_eq!(text.matches("<style").count(), 1);
    for never in ["<svg", "<img", "\"javascript:", "src=\"http", "<!-"] {
        assert!(!text.contains(never), "{never}");
    }
}

fn markdown_is_harmless(text: &str) {
    assert!(!text.contains("{{") && !text.contains("{%"));
    for event in Parser::new(text) {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => {
                let own =
                    ["<strong>", "</strong>", "<em>", "</em>", "<code>", "</code>", "<!-- -->\n"];
                assert!(own.contains(&&*tag), "{tag}");
            }
            Event::Start(Tag::Image { dest_url, .. }) => panic!("a picture: {dest_url}"),
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(!dest_url.starts_with("javascript"), "{dest_url}");
            }
            _ => {}
        }
    }
}

/// Checks that a part has no fields, which Word would evaluate, besides links.
fn part_is_harmless(name: &str, text: &str) {
    let document = Document::parse(text).expect(name);
    for node in document.descendants() {
        if node.tag_name().name() == "instrText" {
            assert!(!node.text().unwrap_or_default().contains("cmd"), "{name}: {node:?}");
        }
        let target = node.attribute("Target").unwrap_or_default();
        assert!(!target.starts_with("javascript"), "{name}: {target}");
    }
}
