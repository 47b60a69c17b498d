//! Checks that every message has a documented code, a position and a hint.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread;

use serde::Deserialize;
use serde_json::Value;

use crate::program::Folder;

/// An invalid file or command line, and the expected message.
#[derive(Debug, Deserialize)]
struct Wrong {
    code: String,
    severity: String,
    /// Name and content of the file.
    file: String,
    content: String,
    /// Whether each character of the content is a byte.
    #[serde(default)]
    latin1: bool,
    args: String,
    exit: i32,
    /// File, line and column.
    place: Option<String>,
    message: String,
    /// Start of the first hint; empty if there is none.
    remedy: String,
}

fn wrong() -> Vec<Wrong> {
    let table = include_str!("../fixtures/wrong.jsonl");
    table.lines().map(|line| serde_json::from_str(line).expect("a row")).collect()
}

/// Creates a folder with the files that the command lines name.
fn folder() -> Folder {
    let folder = Folder::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest = fs::read(root.join("templates/plain/theme.toml")).expect("a manifest");
    folder.write("list.yaml", "[1]\n").write("other.yaml", "work: [{name: Lathe, label: x}]\n");
    folder.write("bare.yaml", "work: [{label: x}]\n").write("list.toml", "tag = \"eu\"\n");
    folder.write("bad.toml", "tag = \n").write("half/theme.typ", "");
    folder.write("wrong/theme.toml", "name = 1\n").write("wrong/theme.typ", "");
    folder.write("broken/theme.toml", &manifest).write("endless/theme.toml", manifest);
    folder.write("broken/theme.typ", "#let render(view, options) = nothing\n");
    folder.write(
        "endless/theme.typ",
        "#let render(view, options) = for i in range(9999) { for j in range(9999) { for k in range(9999) { () } } }",
    );
    folder.write("export/Profile.csv", "First Name,Last Name\nAda,Roe\n");
    folder.write("export/Pets.csv", "Name\nRex\n").write("old/cv-1.png", "");
    folder
}

/// Returns how the actual messages differ.
fn fault(row: &Wrong) -> Option<String> {
    let folder = folder();
    let content = match row.latin1 {
        true => row.content.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect(),
        false => row.content.clone().into_bytes(),
    };
    folder.write(&row.file, content);
    let run = folder.recto(&format!("{} --message-format json", row.args));
    let printed: Vec<Value> =
        run.stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let place = |printed: &Value| {
        let span = &printed["span"];
        let start = &span["start"];
        let file = span["file"].as_str()?;
        Some(format!("{file}:{}:{}", start["line"], start["column"]))
    };
    let is_it = |printed: &&Value| {
        printed["code"] == row.code.as_str()
            && printed["severity"] == row.severity.as_str()
            && place(printed) == row.place
            && printed["message"].as_str().is_some_and(|it| it.starts_with(&row.message))
            && printed["hints"][0].as_str().unwrap_or_default().starts_with(&row.remedy)
    };
    let is_right = run.code == row.exit && printed.iter().any(|printed| is_it(&printed));
    (!is_right).then(|| format!("{row:#?}\nexit {}: {}", run.code, run.stderr))
}

#[test]
fn each_invalid_file_and_command_line_has_a_code_a_position_and_a_hint() {
    let rows = wrong();
    assert!(rows.len() >= 200, "{} rows", rows.len());
    let complete = rows.iter().filter(|row| row.place.is_some() && !row.remedy.is_empty()).count();
    assert!(complete >= 120, "{complete} rows with place and remedy");
    let faults: Vec<String> = thread::scope(|scope| {
        let parts = rows.chunks(rows.len().div_ceil(4));
        let check = |part: &[Wrong]| part.iter().filter_map(fault).collect::<Vec<_>>();
        let parts: Vec<_> = parts.map(|part| scope.spawn(move || check(part))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("it ends")).collect()
    });
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the documented codes, and the examples with their codes.
fn documented() -> (BTreeSet<String>, Vec<(String, String)>) {
    let text = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/messages.md"))
        .expect("the document");
    let (_, list) = text.split_once("\n## Codes\n").expect("a list of codes");
    let (mut codes, mut examples) = (BTreeSet::new(), Vec::new());
    for item in list.split("\n- **`").skip(1) {
        let code = item.split('`').next().unwrap_or_default().to_owned();
        let example = item.split("```text\n").nth(1).and_then(|rest| rest.lines().next());
        examples.extend(example.map(|example| (code.clone(), example.trim().to_owned())));
        codes.insert(code);
    }
    (codes, examples)
}

#[test]
fn each_example_in_the_document_is_an_actual_message() {
    let (_, examples) = documented();
    let rows = wrong();
    let shown = |row: &Wrong| {
        let place = row.place.as_ref().map_or_else(String::new, |place| format!("{place}: "));
        let hint = match row.remedy.as_str() {
            "" => String::new(),
            remedy => format!("; hint: {remedy}"),
        };
        (row.code.clone(), format!("{place}{}: {}{hint}", row.severity, row.message))
    };
    let shown: BTreeSet<(String, String)> = rows.iter().map(shown).collect();
    assert!(examples.len() >= 130, "{} examples", examples.len());
    for example in examples {
        assert!(shown.contains(&example), "no row of the table says: {example:?}");
    }
}

#[test]
fn each_code_is_documented() {
    let (documented, _) = documented();
    let mut sources = Vec::new();
    read_sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    for source in &sources {
        let source = source.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        for call in ["Diagnostic::error(", "Diagnostic::warning(", "Diagnostic::note(", "code: "] {
            for rest in source.split(call).skip(1) {
                let Some(rest) = rest.trim_start().strip_prefix('"') else { continue };
                let code = rest.split('"').next().unwrap_or_default();
                assert!(documented.contains(code), "`{code}` is not in docs/messages.md");
            }
        }
    }
    for code in documented {
        let literal = format!("\"{code}\"");
        let is_used = sources.iter().any(|source| source.contains(&literal));
        assert!(is_used, "`{code}` is documented, but never printed");
    }
}

fn read_sources(folder: &Path, sources: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "tests" {
                read_sources(&path, sources);
            }
        } else if name.ends_with(".rs") && name != "tests.rs" && name != "testing.rs" {
            sources.push(fs::read_to_string(&path).expect("a source file"));
        }
    }
}
