//! One résumé in every form: the same words in the same order, and nothing that does harm.

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

use crate::program::{Folder, samples};

/// Forms that are written from the rows.
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

/// Every file that is a résumé: samples, translations, dialects.
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

/// Returns the text that a reader of a form sees.
fn shown(file: &OutputFile) -> String {
    let text = || String::from_utf8(file.bytes.clone()).expect("it is UTF-8");
    match file.format {
        Format::Html => html_text(&text()),
        Format::Markdown => markdown_text(&text()),
        Format::Docx => word_text(&parts(&file.bytes)),
        _ => text(),
    }
}

/// Returns the parts of a Word document that are XML, with their names.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
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

/// Letters and digits only: blanks, quotes and the signs of markup are not content.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Collects what is said, piece by piece; what stands in one group may be ordered by the form.
#[derive(Default)]
struct Said {
    groups: Vec<Vec<String>>,
}

impl Said {
    fn of(view: &View) -> Self {
        let mut said = Self::default();
        said.line(&view.header.name);
        view.header.label.iter().for_each(|line| said.line(line));
        view.header.contacts.iter().for_each(|contact| said.contact(contact));
        view.header.details.iter().for_each(|detail| said.details(std::slice::from_ref(detail)));
        view.letter.iter().for_each(|letter| said.letter(letter));
        for section in &view.sections {
            said.line(&section.title);
            said.blocks(&section.text);
            section.entries.iter().for_each(|entry| said.entry(entry));
        }
        view.closing.iter().for_each(|closing| said.blocks(&closing.body));
        said
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
        // Facts and keywords stand before or after what is told, as the kind of the section wants it.
        head.extend(entry.details.iter().flat_map(|it| it.values.iter().flat_map(texts)));
        for keyword in &entry.keywords {
            head.extend(texts(&keyword.name));
            head.extend(keyword.level.iter().flat_map(texts));
        }
        let told = self.groups.len();
        self.blocks(&entry.summary);
        entry.highlights.iter().for_each(|highlight| self.highlight(highlight));
        let body: Vec<_> = self.groups.drain(told..).collect();
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

    /// Returns what a form lacks, or has elsewhere.
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
                // Facts may stand below what is told; of a group the first counts for the order.
                let Some(found) = form[at..].find(&wanted) else { return Some(text.clone()) };
                first = first.or(Some(at + found));
            }
            at = first.unwrap_or(at);
        }
        None
    }
}

/// Returns the pieces of a line; a form may put the target of a link between two of them.
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
fn every_form_says_the_same_in_the_same_order() {
    let files = resumes();
    assert!(files.len() > 25, "{files:?}");
    for file in files {
        let name = file.to_string_lossy();
        for edition in editions(&name, fs::read(&file).expect("a file"), false) {
            assert!(edition.pages.is_none(), "{name}: pages were set for nothing");
            let said = Said::of(&edition.view);
            for form in &edition.files {
                let missing = said.missing_in(&shown(form));
                assert_eq!(missing, None, "{name}: {}: lost or out of order", form.format.name());
            }
        }
    }
}

#[test]
fn an_entry_with_a_short_head_is_one_with_what_stands_below_it() {
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

/// What programs that read a form might take for something else than text.
const HOSTILE: &str = "</script><script>x()</script> ]]> --> {{7*7}} {% y %} =cmd() <img src=x onerror=y> \
                       </style> [a](javascript:x) ![b](http://c.example/d) &lt; \u{202e}evil\u{2066} \u{7}\u{0}`\"'";

/// Returns a tree with the hostile text after each text that is not a date, an address or a choice.
fn poisoned(node: &Node, key: &str) -> Node {
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
        Value::List(items) => Value::List(items.iter().map(|it| poisoned(it, key)).collect()),
        Value::Map(members) => {
            let mut members = members.clone();
            members.retain(|member| member.key != "meta");
            members.iter_mut().for_each(|it| it.value = poisoned(&it.value, &it.key));
            Value::Map(members)
        }
        value => value.clone(),
    };
    Node { value, span: node.span }
}

#[test]
fn no_field_does_harm_in_any_form() {
    let yaml = include_str!("../fixtures/every-kind.yaml");
    let id = Sources::default().add("cv.yaml", yaml);
    let root = source::parse(Syntax::Yaml, id, yaml, &mut Diagnostics::default()).expect("YAML");
    let json = source::write_json(&poisoned(&root, ""));
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
    // The person for search engines, and the data.
    assert_eq!(text.matches("<script").count(), 2, "{text}");
    assert_eq!(text.matches("</script").count(), 2);
    for part in text.split("<script").skip(1) {
        let (_, data) = part.split_once('>').expect("a tag");
        let (data, _) = data.split_once("</script>").expect("its end");
        let data: Json = serde_json::from_str(data).expect("it is JSON");
        assert!(data.to_string().contains("</script><script>x()"), "{data}");
    }
    assert_eq!(text.matches("<style").count(), 1);
    for never in ["<img", "\"javascript:", "src=\"http", "<!-"] {
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

/// Fields of Word compute; links may lead anywhere.
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

const MASTER: &str = "\
basics:
  name: Robin Vale
  label: Systems engineer
  email: robin.vale@secret.example
  phone: +44 20 7946 0018
  url: https://www.hidden.example/
  location: {address: 7 Larch Row, postalCode: LR7 1VA, city: Umberwick, countryCode: GB}
  summary: Builds storage. Ask robin.vale@secret.example or read [more](https://www.hidden.example/talks).
work:
- {name: Northern Disks, position: Lead engineer, startDate: 2019-04, highlights: [Led a team of nine, {text: Sold things, tags: [sales]}]}
- {name: Corner Shop, position: Clerk, startDate: 2006, endDate: 2011-05, summary: Kept the till.}
references:
- {name: Dana Frostwick, phone: +44 20 7946 0990, reference: Robin kept our disks alive.}
letter: {recipient: [Ms Osei, Harbour Ltd], subject: Your opening, body: I would like to build storage for you.}
";

#[test]
fn what_is_left_out_or_redacted_is_in_no_form() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    let args = "build cv.yaml --format html,md,txt,docx --redact contact,references --tags !sales --since 2012";
    folder.recto(&format!("{args} --embed-data")).succeeds();
    for form in ["html", "md", "txt", "docx"] {
        let bytes = folder.read(&format!("cv.{form}"));
        let text = match form {
            "docx" => parts(&bytes).into_iter().map(|(_, text)| text).collect(),
            _ => String::from_utf8(bytes).expect("text"),
        };
        assert!(text.contains("Northern Disks"), "{form}");
        for secret in [
            "secret.example",
            "robin.vale",
            "7946",
            "hidden",
            "Larch",
            "LR7",
            "Umberwick",
            "Frostwick",
            "disks alive",
            "Sold",
            "Corner",
        ] {
            assert!(!text.contains(secret), "{form} holds {secret}");
        }
    }
}

#[test]
fn a_web_page_with_its_data_is_an_input_like_any_other() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    folder.recto("build cv.yaml --format html,txt --tags !sales --embed-data").succeeds();
    folder.recto("build cv.html -o again.txt").succeeds();
    assert_eq!(folder.read("again.txt"), folder.read("cv.txt"));
    let data = folder.recto("extract cv.html -o -").succeeds().text();
    assert!(data.contains("Northern Disks") && !data.contains("Sold"), "{data}");
    folder.recto("build cv.yaml -o bare.html").succeeds();
    let run = folder.recto("build bare.html").fails_with(1);
    let message = "the web page `bare.html` contains no résumé data";
    assert!(run.stderr.contains(message), "{}", run.stderr);
}

#[test]
fn a_web_page_has_the_fonts_of_the_theme_in_it_on_request() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    let page = |settings: &str| {
        folder.recto(&format!("build cv.yaml -o cv.html {settings}")).succeeds();
        String::from_utf8(folder.read("cv.html")).expect("text")
    };
    let named = page("");
    for never in ["@font-face", "font-src", "data:"] {
        assert!(!named.replace("img-src data:", "").contains(never), "{never}");
    }
    let embedded = page("-t register --set html-fonts=embed");
    assert!(embedded.contains("default-src 'none'") && embedded.contains("font-src data:"));
    for family in ["Source Serif 4", "Source Sans 3"] {
        let face = format!("@font-face{{font-family:'{family}';font-style:normal;");
        assert!(embedded.contains(&face), "{family}");
    }
    assert!(embedded.contains("unicode-range:U+20-7E,"), "other letters are not the face's");
    assert!(embedded.len() < 500_000, "{}", embedded.len());
    // A family that this program does not have is named only.
    assert!(
        !page("--set html-fonts=embed --set font=Nonesuch").contains("font-family:'Nonesuch';")
    );
}

#[test]
fn a_letter_and_a_resume_can_be_had_alone() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    for form in ["html", "md", "txt"] {
        let read = |part: &str| {
            folder.recto(&format!("build cv.yaml -o {part}.{form} --only {part}")).succeeds();
            String::from_utf8(folder.read(&format!("{part}.{form}"))).expect("text")
        };
        let (letter, resume) = (read("letter"), read("resume"));
        assert!(letter.contains("Ms Osei") && !letter.contains("Northern"), "{letter}");
        assert!(letter.contains("Robin Vale") && letter.contains("secret.example"));
        assert!(resume.contains("Northern") && !resume.contains("Ms Osei"), "{resume}");
    }
    // The number of pages asked for is that of the résumé.
    folder.recto("build cv.yaml -o letter.pdf --only letter --pages 3").succeeds();
    folder.write("none.yaml", "basics: {name: Robin Vale}\n");
    let run = folder.recto("build none.yaml --only letter").fails_with(2);
    assert!(run.stderr.contains("the file has no letter"), "{}", run.stderr);
}

#[test]
fn text_is_for_screens_mails_and_the_forms_of_portals() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    let run = folder
        .recto("build cv.yaml --only resume --exclude references --format txt --width 48 -o -");
    insta::assert_snapshot!(run.succeeds().text(), @r"
    Robin Vale
    ==========
    Systems engineer

    robin.vale@secret.example
    +44 20 7946 0018
    www.hidden.example
    7 Larch Row, Umberwick, LR7 1VA, United Kingdom

    Profile
    -------
    Builds storage. Ask robin.vale@secret.example or
    read more (www.hidden.example/talks).

    Work experience
    ---------------
    Lead engineer, Northern Disks   Apr 2019–Present
    - Led a team of nine
    - Sold things

    Clerk, Corner Shop                 2006–May 2011
    Kept the till.
    ");
    let run = folder
        .recto("build cv.yaml --only resume --exclude references --format txt --for-forms -o -");
    insta::assert_snapshot!(run.succeeds().text(), @r"
    Name: Robin Vale
    Headline: Systems engineer
    Email: robin.vale@secret.example
    Phone: +44 20 7946 0018
    Website: www.hidden.example
    Address: 7 Larch Row, Umberwick, LR7 1VA, United Kingdom


    Profile
    -------
    Builds storage. Ask robin.vale@secret.example or read more (www.hidden.example/talks).


    Work experience
    ---------------
    Title: Lead engineer
    Employer: Northern Disks
    From: 04/2019
    To: Present
    - Led a team of nine
    - Sold things

    Title: Clerk
    Employer: Corner Shop
    From: 2006
    To: 05/2011
    Kept the till.
    ");
    folder.write(
        "two.yaml",
        "work: [{name: Ferry Ltd, location: Hull, positions: [{position: Mate, startDate: 2019}, {position: Clerk, startDate: 2012-02, endDate: 2018}]}]\n\
         certificates: [{name: Welder, issuer: Guild, date: 2012}, {name: Diver, date: 2013}]\n",
    );
    let run = folder.recto("build two.yaml --format txt --for-forms -o -");
    insta::assert_snapshot!(run.succeeds().text(), @r"
    Work experience
    ---------------
    Employer: Ferry Ltd
    Location: Hull

    Title: Mate
    Employer: Ferry Ltd
    From: 2019
    To: Present

    Title: Clerk
    Employer: Ferry Ltd
    From: 02/2012
    To: 2018


    Certificates
    ------------
    Welder, Guild, 2012
    Diver, 2013
    ");
    folder.write("zoe.yaml", "basics: {name: Zoë Łukasz, summary: '“Five” – 10 µs, 李'}\n");
    let run = folder.recto("build zoe.yaml --format txt --ascii -o -").succeeds();
    assert!(run.stderr.contains("no ASCII form of `李`"), "{}", run.stderr);
    assert!(run.text().contains("Zoe Lukasz\n") && run.text().contains("\"Five\" - 10 us, 李"));
}

#[test]
fn all_forms_are_written_in_one_run() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    folder.recto("build cv.yaml --format pdf,html,md,txt,svg,png").succeeds();
    let names = folder.files();
    assert_eq!(
        names,
        [
            "cv-1.png", "cv-1.svg", "cv-2.png", "cv-2.svg", "cv.html", "cv.md", "cv.pdf", "cv.txt",
            "cv.yaml"
        ]
    );
    folder.recto("build cv.yaml -o x.htm").succeeds();
    assert!(folder.read("x.htm").starts_with(b"<!DOCTYPE html>"));
}

#[test]
fn pages_are_numbered_where_it_is_said_and_old_ones_are_named() {
    let folder = Folder::new();
    folder.write("cv.yaml", MASTER);
    folder.recto("build cv.yaml -o p{page}-x.png --ppi 36").succeeds();
    assert!(folder.exists("p1-x.png") && folder.exists("p2-x.png"));
    let run = folder.recto("build cv.yaml -o p{page}-x.png --ppi 36 --only resume --transparent");
    let run = run.succeeds();
    assert!(run.stderr.contains("`p2-x.png` is left over from an earlier run"), "{}", run.stderr);
    assert!(folder.exists("p2-x.png"));
    let run = folder.recto("build cv.yaml -o {page}.pdf").fails_with(2);
    assert!(run.stderr.contains("`{page}` cannot be in the name of a pdf file"), "{}", run.stderr);

    folder.recto("build cv.yaml -o cv.svg").succeeds();
    let run = folder.recto("build cv.yaml -o cv.svg --only letter").succeeds();
    assert!(run.stderr.contains("`cv-1.svg` is left over"), "{}", run.stderr);
    assert!(run.stderr.contains("`cv-2.svg` is left over"), "{}", run.stderr);
}
