//! Builds a complete fixture of each other tool's format without flags, and checks that every text
//! is on the page in file order or was reported.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use pdf_extract::{Document, Object};
use recto::diagnostic::{Diagnostics, Sources};
use recto::source::{self, Node, PackedFile, Value};

use crate::program::{Folder, Run, themes};

/// A file or folder of another tool, and its data that are not printed.
struct Fixture {
    name: &'static str,
    flags: &'static str,
    /// Ends of paths to settings and to translated words.
    unprinted: &'static [&'static str],
}

const FIXTURES: [Fixture; 14] = [
    Fixture { name: "jsonresume/complete.json", flags: "", unprinted: &[".countryCode"] },
    Fixture { name: "jsonresume/extended.json", flags: "", unprinted: &[".countryCode"] },
    Fixture {
        name: "jsonresume/wild.jsonc",
        flags: "",
        unprinted: &[".countryCode", ".x-ferrocv.audience", ".x-ferrocv.highlights"],
    },
    Fixture {
        name: "rendercv.yaml",
        flags: "",
        // `native` is shown in the language of the file.
        unprinted: &[".design", ".locale", ".settings", ".fontawesome_icon", ".languages.details"],
    },
    Fixture {
        name: "yamlresume.yaml",
        flags: "",
        // Fixed words are shown in the language of the file.
        unprinted: &[
            ".layouts",
            ".locale",
            ".degree",
            ".level",
            ".fluency",
            ".location.country",
            ".languages.language",
        ],
    },
    Fixture {
        name: "fresh/every-field.json",
        flags: "--private",
        unprinted: &[
            ".private",
            ".disposition.remote",
            ".other.category",
            ".contact.category",
            ".location.country",
        ],
    },
    Fixture {
        name: "linkedin",
        flags: "--private --set days=true --lang en-US",
        unprinted: &[".Status", ".Confirmed", ".Primary"],
    },
    Fixture {
        name: "reactive-resume/v5.json",
        flags: "--private",
        unprinted: &[
            ".metadata",
            ".hidden",
            ".icon",
            ".iconColor",
            ".columns",
            ".level",
            ".type",
            ".picture",
            ".keepTogether",
            ".startOnNewPage",
            ".inlineLink",
            ".website.label",
        ],
    },
    Fixture {
        name: "reactive-resume/v4.json",
        flags: "--private",
        unprinted: &[
            ".metadata",
            ".visible",
            ".icon",
            ".columns",
            ".level",
            ".separateLinks",
            ".picture",
            ".size",
            ".aspectRatio",
            ".borderRadius",
            ".border",
            ".grayscale",
            // These sections are not printed as such.
            ".profiles.name",
            ".certifications.name",
        ],
    },
    Fixture {
        name: "al-folio/list.yml",
        flags: "",
        // Data of the header need no label.
        unprinted: &[".contents.name", ".type", ".icon", ".description.title"],
    },
    Fixture { name: "al-folio/cv.yml", flags: "", unprinted: &[".icon", ".fontawesome_icon"] },
    Fixture {
        name: "europass/passport.xml",
        flags: "",
        unprinted: &[
            ".@locale",
            ".@xmlns",
            ".DocumentInfo",
            ".Code",
            ".MimeType",
            ".Data",
            ".Current",
            ".Headline.Type",
            ".@month",
            ".@day",
        ],
    },
    Fixture {
        name: "europass/candidate.xml",
        flags: "",
        // Codes are shown as names.
        unprinted: &[
            ".@schemeID",
            ".@schemeName",
            ".@languageCode",
            ".@type",
            ".@typeCode",
            ".@name",
            ".CandidateSupplier",
            ".IndustryCode",
            ".FieldOfStudy",
            ".CountryCode",
            ".Country",
            ".NationalityCode",
            ".PrimaryLanguageCode",
            ".CompetencyID",
            ".TaxonomyID",
            ".CompetencyDimensionTypeCode",
            ".ChannelCode",
            ".UseCode",
            ".CountryDialing",
            ".DialNumber",
            ".CurrentIndicator",
            ".Ongoing",
            ".Attachment",
        ],
    },
    Fixture {
        name: "xmlresume/complete.xml",
        flags: "",
        // The last one is for navigation on a website.
        unprinted: &[".@id", ".@format", ".@targets", ".docpath"],
    },
];

/// Ends of paths to data that are not printed, in all formats.
const UNPRINTED: [&str; 7] = [".$schema", ".meta", ".image", ".photo", ".picture", ".id", ".tags"];

/// HTML tags that begin or end a line.
const HTML_LINES: [&str; 7] = ["</p>", "<ul>", "<ol>", "<li>", "</li>", "</ul>", "</ol>"];

/// Names of date keys; dates are formatted, so only the year is searched for.
const DATES: [&str; 9] = [
    "FormattedDateTime",
    "Published On",
    "date",
    "Date",
    "Updated On",
    "lastModified",
    ".start",
    ".end",
    ".period",
];

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

/// Returns the tree of a file, or of the tables in a folder.
fn tree(path: &Path) -> Node {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    if path.is_dir() {
        let files = fs::read_dir(path).expect("a folder").map(|file| file.expect("a file").path());
        let packed = files.filter(|file| file.is_file()).map(|file| PackedFile {
            name: file.file_name().expect("a name").to_string_lossy().into_owned(),
            bytes: Some(fs::read(&file).expect("it can be read")),
        });
        let mut packed: Vec<_> = packed.collect();
        packed.retain(|file| recto::format::is_linkedin_table(&file.name));
        packed.sort_by(|a, b| a.name.cmp(&b.name));
        return source::tables("export", packed, &mut sources, &mut diagnostics);
    }
    let text = fs::read_to_string(path).expect("text");
    let syntax = source::syntax_of(path.file_name().and_then(|name| name.to_str()), &text);
    let id = sources.add("fixture", text.as_str());
    source::parse(syntax, id, &text, &mut diagnostics).expect("a tree")
}

/// Returns only letters and digits, since markup, typography and extraction may change the rest.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns a text as displayed, without link targets, tags and schemes.
fn shown(text: &str) -> String {
    let mut out = text.replace("&times;", "×").replace("&amp;", "&");
    for (open, close) in [("](", ")"), ("</", ">"), ("<a ", ">"), ("<li ", ">")] {
        while let Some(start) = out.find(open) {
            let Some(end) = out[start..].find(close) else { break };
            out.replace_range(start..start + end + 1, "");
        }
    }
    [
        "https://", "http://", "www.", "mailto:", "tel:", "<em>", "<strong>", "<p>", "<b>", "<i>",
        "<u>",
    ]
    .iter()
    .fold(out, |out, part| out.replace(part, ""))
}

/// Collects every line of text below a node with its path, in file order.
fn texts(node: &Node, path: &str, unprinted: &[&str], out: &mut Vec<(String, String)>) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(scalar) => {
            let text = HTML_LINES.iter().fold(scalar.text.clone(), |t, tag| t.replace(tag, "\n"));
            let lines = text.lines().filter(|line| !letters(line).is_empty());
            // Its content is in the header, which has no heading.
            let lines = lines.filter(|line| *line != "General Information");
            let is_date = DATES.iter().any(|name| path.replace("Candidate", "").contains(name));
            let wanted = |line| if is_date { year(line) } else { Some(shown(line)) };
            out.extend(lines.filter_map(wanted).map(|text| (path.to_owned(), text)));
        }
        Value::List(nodes) => nodes.iter().for_each(|node| texts(node, path, unprinted, out)),
        Value::Map(members) => {
            for member in members {
                let path = format!("{path}.{}", member.key);
                if !UNPRINTED.iter().chain(unprinted).any(|end| path.ends_with(end)) {
                    texts(&member.value, &path, unprinted, out);
                }
            }
        }
    }
}

/// Returns the year in a date; `None` for `present` and month numbers.
fn year(date: &str) -> Option<String> {
    let mut numbers = date.split(|c: char| !c.is_ascii_digit());
    numbers.find(|number| number.len() == 4).map(str::to_owned)
}

/// Collects the first text of each list element, list by list.
fn lists(node: &Node, path: &str, unprinted: &[&str], out: &mut Vec<Vec<String>>) {
    if let Some(nodes) = node.as_list() {
        let mut firsts: Vec<String> = Vec::new();
        for node in nodes {
            let mut found = Vec::new();
            texts(node, path, unprinted, &mut found);
            // Exports contain some data twice.
            firsts.extend(found.into_iter().next().map(|(_, text)| text));
        }
        let mut seen = std::collections::BTreeSet::new();
        firsts.retain(|text| seen.insert(text.clone()));
        out.push(firsts);
        nodes.iter().for_each(|node| lists(node, path, unprinted, out));
    }
    for member in node.as_map().unwrap_or_default() {
        let path = format!("{path}.{}", member.key);
        if !UNPRINTED.iter().chain(unprinted).any(|end| path.ends_with(end)) {
            lists(&member.value, &path, unprinted, out);
        }
    }
}

/// Returns the link targets in a PDF.
fn targets(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).expect("a PDF");
    let actions = document.objects.values().filter_map(|object| {
        let action = object.as_dict().ok()?.get(b"A").and_then(Object::as_dict).ok()?;
        let target = action.get(b"URI").and_then(Object::as_str).ok()?;
        Some(String::from_utf8_lossy(target).into_owned())
    });
    actions.collect()
}

/// Builds a fixture; returns the run and the PDF.
fn built(folder: &Folder, fixture_: &Fixture) -> (Run, Vec<u8>) {
    let path = fixture(fixture_.name);
    // A page number could be extracted in the middle of a text.
    let flags = format!("{} -o out.pdf --set page-numbers=false --date 2026-01-31", fixture_.flags);
    let run = folder.recto(&format!("build {} {flags}", path.display())).succeeds();
    (run, folder.read("out.pdf"))
}

#[test]
fn every_text_of_every_format_is_printed_or_reported() {
    let folder = Folder::new();
    let mut lost = Vec::new();
    for fixture_ in &FIXTURES {
        let (run, pdf) = built(&folder, fixture_);
        let page = letters(&pdf_extract::extract_text_from_mem(&pdf).expect("text"));
        let (stderr_text, targets) = (letters(&run.stderr), targets(&pdf));
        let mut found = Vec::new();
        texts(&tree(&fixture(fixture_.name)), "", fixture_.unprinted, &mut found);
        assert!(found.len() > 20, "{} has too few texts to tell", fixture_.name);
        for (path, text) in found {
            let wanted = letters(&text);
            let is_target = targets.iter().any(|target| letters(&shown(target)) == wanted);
            let mut parts = text.split(", ").map(letters);
            let is_there = page.contains(&wanted) || parts.all(|part| page.contains(&part));
            if !is_there && !stderr_text.contains(&wanted) && !is_target {
                lost.push(format!("{}{path}: {text}", fixture_.name));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn lists_keep_their_order() {
    let folder = Folder::new();
    let mut torn = Vec::new();
    for fixture_ in &FIXTURES {
        let (_, pdf) = built(&folder, fixture_);
        let page = letters(&pdf_extract::extract_text_from_mem(&pdf).expect("text"));
        let mut found = Vec::new();
        lists(&tree(&fixture(fixture_.name)), "", fixture_.unprinted, &mut found);
        for list in found {
            let mut at = 0;
            for text in &list {
                let wanted = letters(text);
                match page[at..].find(&wanted) {
                    Some(found) => at += found,
                    None if page.contains(&wanted) => {
                        torn.push(format!("{}: {text} comes too early", fixture_.name));
                    }
                    None => {}
                }
            }
        }
    }
    assert!(torn.is_empty(), "{}", torn.join("\n"));
}

/// Packs the tables of the fixture into an archive like LinkedIn's.
fn archive(prefix: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let files = fs::read_dir(fixture("linkedin")).expect("the fixture");
    let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        let name = file.file_name().expect("a name").to_string_lossy();
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(format!("{prefix}{name}"), options).expect("a file is begun");
        zip.write_all(&fs::read(file).expect("it can be read")).expect("it is written");
    }
    zip.finish().expect("an archive").into_inner()
}

#[test]
fn linkedin_exports_are_read_as_folder_archive_or_from_standard_input() {
    let folder = Folder::new();
    folder.write("flat.zip", archive("")).write("deep.zip", archive("Basic_Export_11-20-2026/"));
    let build = format!("build {}", fixture("linkedin").display());
    folder.recto(&format!("{build} -o folder.pdf --date 2026-01-31 -q")).succeeds();
    folder.recto("build flat.zip deep.zip --date 2026-01-31 -q").succeeds();
    let piped = folder.pipe("build - -o piped.pdf --date 2026-01-31 -q", archive(""));
    piped.succeeds();
    let whole = folder.read("folder.pdf");
    for name in ["flat.pdf", "deep.pdf", "piped.pdf"] {
        assert!(folder.read(name) == whole, "{name} differs");
    }
    assert_eq!(folder.recto("build flat.zip").stderr.matches("warning: `Hobbies.csv`").count(), 1);
}

#[test]
fn private_data_are_omitted_unless_requested() {
    for (name, secret) in [("fresh/every-field.json", "Morag Tait"), ("linkedin", "Lindqvist")] {
        let folder = Folder::new();
        let read = |flags: &str| {
            let build = format!("build {} -o out.pdf -q {flags}", fixture(name).display());
            let run = folder.recto(&build).succeeds();
            let text = pdf_extract::extract_text_from_mem(&folder.read("out.pdf")).expect("text");
            (letters(&text).contains(&letters(secret)), run.stderr)
        };
        let (is_there, stderr_text) = read("");
        assert!(!is_there, "{name}: {secret} is on the page");
        assert!(stderr_text.contains("`--private` includes it"), "{name}: {stderr_text}");
        assert!(read("--private").0, "{name}: {secret} is lost");
    }
}

#[test]
fn an_ambiguous_file_is_reported_with_evidence() {
    let folder = Folder::new();
    folder.write("cv.json", r#"{"basics": {"name": "A"}, "info": {"label": "B"}}"#);
    folder.write("rcv.yaml", "cv: {name: A, sections: {}}\n");
    let stderr_of = |args: &str| folder.recto(args).stderr;
    insta::assert_snapshot!(stderr_of("check cv.json"), @r#"
    warning: read as recto's own format, but this could also be FRESH
     --> cv.json:1:1
      |
    1 | {"basics": {"name": "A"}, "info": {"label": "B"}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = hint: looks like recto's own format: it has `basics`
      = hint: looks like FRESH: it has `info.label`
      = hint: choose with `--from recto` or `--from fresh`
    warning: unknown key `info`; it is printed as a section
     --> cv.json:1:27
      |
    1 | {"basics": {"name": "A"}, "info": {"label": "B"}}
      |                           ^^^^^^
      |
      = hint: add sections under `sections: [{title: …, entries: […]}]`
    warning: `label` is read as `name`
     --> cv.json:1:36
      |
    1 | {"basics": {"name": "A"}, "info": {"label": "B"}}
      |                                    ^^^^^^^
      |
      = hint: `recto convert` writes the file with recto's own names
    3 warnings
    "#);
    insta::assert_snapshot!(stderr_of("check rcv.yaml --from fresh"), @"
    warning: read as FRESH because of `--from`, but this looks like RenderCV
     --> rcv.yaml:1:1
      |
    1 | cv: {name: A, sections: {}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = hint: looks like RenderCV: it has `cv`, `cv.name`, `cv.sections`
      = hint: without `--from`, the format is detected
    warning: FRESH has no `cv`; it is printed as a section
     --> rcv.yaml:1:1
      |
    1 | cv: {name: A, sections: {}}
      | ^^
    warning: `basics.name` is missing
     --> rcv.yaml:1:1
      |
    1 | cv: {name: A, sections: {}}
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = hint: write it under `name`
    3 warnings
    ");
    assert!(!stderr_of("check cv.json --from fresh").contains("could be"));
}

#[test]
fn the_nearest_theme_is_used_and_reported() {
    let folder = Folder::new();
    let themes = themes();
    for (dialect, text, pairs) in [
        (
            "RenderCV",
            "cv: {name: A, sections: {Talks: [B]}}\ndesign: {theme: THEME}\n",
            RENDERCV_THEMES.as_slice(),
        ),
        (
            "YAMLResume",
            "content: {basics: {name: A}}\nlayouts: [{engine: latex, template: THEME}]\n",
            YAMLRESUME_THEMES.as_slice(),
        ),
    ] {
        for (foreign, nearest) in pairs {
            folder.write("cv.yaml", text.replace("THEME", foreign));
            let run = folder.recto("check cv.yaml").succeeds();
            let stderr_text =
                format!("`{foreign}` is a theme of {dialect}; using the nearest, `{nearest}`");
            // The default of all new RenderCV files.
            let is_usual = *foreign == "classic";
            assert_eq!(run.stderr.contains(&stderr_text), !is_usual, "{}", run.stderr);
            assert!(themes.iter().any(|theme| theme == nearest), "there is no {nearest}");
        }
    }
}

#[test]
fn a_custom_theme_becomes_the_default() {
    let folder = Folder::new();
    folder.write("a.yaml", "cv: {name: A, sections: {Talks: [B]}}\ndesign: {theme: mytheme}\n");
    folder.write("b.yaml", "content: {basics: {name: A}}\nlayouts: [{template: later}]\n");
    let run = folder.recto("check a.yaml b.yaml").succeeds();
    for stderr_text in
        ["RenderCV; using the nearest, `register`", "unknown template `later`; using `register`"]
    {
        assert!(run.stderr.contains(stderr_text), "{}", run.stderr);
    }
}

#[test]
fn the_documentation_lists_every_foreign_theme_with_the_nearest() {
    let readme = include_str!("../../docs/other-tools.md");
    for (tool, pairs) in
        [("RenderCV", RENDERCV_THEMES.as_slice()), ("YAMLResume", YAMLRESUME_THEMES.as_slice())]
    {
        for (foreign, nearest) in pairs {
            let is_row = |line: &&str| {
                line.starts_with(&format!("| {tool} `")) && line.contains(&format!("`{foreign}`"))
            };
            let row = readme.lines().find(is_row).unwrap_or_else(|| panic!("{foreign} lacks"));
            assert!(row.ends_with(&format!("| `{nearest}` |")), "{row}");
        }
    }
}

#[test]
fn every_dialect_is_detected_by_content_regardless_of_the_file_name() {
    for (name, copy) in [
        ("rendercv.yaml", "cv.txt"),
        ("yamlresume.yaml", "resume.json.yaml"),
        ("fresh/every-field.json", "cv"),
        ("xmlresume/complete.xml", "resume"),
    ] {
        let folder = Folder::new();
        folder.write(copy, fs::read(fixture(name)).expect("the fixture"));
        let run = folder.recto(&format!("check {copy}")).succeeds();
        for wrong in ["not-a-resume", "could be", "is printed as a section"] {
            assert!(!run.stderr.contains(wrong), "{name}: {}", run.stderr);
        }
    }
}

/// As in the README.
const RENDERCV_THEMES: [(&str, &str); 9] = [
    ("classic", "accent"),
    ("ember", "accent"),
    ("engineeringclassic", "accent"),
    ("engineeringresumes", "compact"),
    ("harvard", "ivy"),
    ("ink", "ivy"),
    ("moderncv", "register"),
    ("opal", "accent"),
    ("sb2nov", "compact"),
];

const YAMLRESUME_THEMES: [(&str, &str); 6] = [
    ("jake", "plain"),
    ("moderncv-banking", "register"),
    ("moderncv-casual", "register"),
    ("moderncv-classic", "register"),
    ("calm", "register"),
    ("vscode", "plain"),
];
