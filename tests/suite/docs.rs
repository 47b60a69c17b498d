//! Tests the book in `docs/`: generated references, examples and links.
//!
//! `RECTO_UPDATE=1 cargo test docs` regenerates the references.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, Command, CommandFactory};
use recto::cli::Cli;
use serde_json::Value;

use crate::program::{Folder, themes};
use crate::readme::{blocks_of, shell};

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

/// Compares a page with the generated text, or updates it.
#[expect(clippy::disallowed_methods, reason = "the one who runs the test says so")]
fn generated(name: &str, text: &str) {
    let path = docs().join(name);
    if std::env::var_os("RECTO_UPDATE").is_some() {
        fs::write(&path, text).expect("the page can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == text, "docs/{name} is out of date: RECTO_UPDATE=1 cargo test docs");
}

#[test]
fn the_command_reference_matches_the_help_text() {
    let mut command = Cli::command();
    command.build();
    let mut page = String::from("# Commands\n\nMade from the program's own help.\n");
    section(&mut page, &command, 2);
    generated("commands.md", &page);
}

fn section(page: &mut String, command: &Command, level: usize) {
    let name = command.get_bin_name().unwrap_or_else(|| command.get_name());
    writeln!(page, "\n{} `{name}`\n", "#".repeat(level)).expect("text");
    let about = command.get_long_about().or(command.get_about());
    writeln!(page, "{}.\n", about.map(ToString::to_string).unwrap_or_default()).expect("text");
    let usage = command.clone().render_usage().to_string();
    writeln!(page, "```text\n{}\n```", usage.trim()).expect("text");
    let arguments: Vec<&Arg> = command
        .get_arguments()
        .filter(|argument| !argument.is_hide_set() && !is_everywhere(argument, level))
        .collect();
    if !arguments.is_empty() {
        page.push_str("\n| Argument | |\n|---|---|\n");
        arguments.iter().for_each(|argument| row(page, argument));
    }
    if let Some(after) = command.get_after_help() {
        writeln!(page, "\n```text\n{after}\n```").expect("text");
    }
    for inner in command.get_subcommands() {
        if !inner.is_hide_set() && inner.get_name() != "help" {
            section(page, inner, level + usize::from(level > 2 || inner.has_subcommands()).min(1));
        }
    }
}

/// Returns whether an argument is global and documented only for the program itself.
fn is_everywhere(argument: &Arg, level: usize) -> bool {
    ["help", "version"].contains(&argument.get_id().as_str())
        || level > 2 && argument.is_global_set()
        || argument.is_global_set() && argument.get_help_heading().is_some()
}

fn row(page: &mut String, argument: &Arg) {
    let mut names = Vec::new();
    names.extend(argument.get_short().map(|short| format!("`-{short}`")));
    names.extend(argument.get_long().map(|long| format!("`--{long}`")));
    let value = argument.get_value_names().and_then(|names| names.first());
    let takes = argument.get_action().takes_values();
    let name = match (names.is_empty(), value.filter(|_| takes)) {
        (true, value) => format!("`{}`", value.map_or("", |value| value.as_str())),
        (false, Some(value)) => format!("{} `{value}`", names.join(", ")),
        (false, None) => names.join(", "),
    };
    let help = argument.get_long_help().or(argument.get_help());
    let mut help = help.map(ToString::to_string).unwrap_or_default();
    let values = argument.get_possible_values();
    let values: Vec<_> = values.iter().map(|value| format!("`{}`", value.get_name())).collect();
    if takes && !values.is_empty() && values.len() < 12 {
        write!(help, ": {}", values.join(", ")).expect("text");
    }
    let defaults = argument.get_default_values();
    if let (true, Some(default)) = (takes, defaults.first()) {
        write!(help, " [default: {}]", default.to_string_lossy()).expect("text");
    }
    let help = help.replace('\n', " ").replace('|', "\\|");
    writeln!(page, "| {} | {help} |", name.replace('|', "\\|")).expect("text");
}

/// The objects of a résumé file, in the order of their first use.
const OBJECTS: [(&str, &str, &str); 21] = [
    ("", "The document", "Everything is optional but a name."),
    ("basics", "`basics`", "Name and contact details."),
    ("location", "An address", "Under `basics.location`; may also be one text."),
    ("profile", "A profile", "In `basics.profiles`."),
    ("work-entry", "`work`", "Employment, latest first."),
    ("position", "A position", "In `positions` of an employer."),
    ("highlight", "A highlight", "In `highlights`; may also be one text."),
    ("volunteer-entry", "`volunteer`", "Voluntary work."),
    ("education-entry", "`education`", "Schools and degrees."),
    ("projects-entry", "`projects`", "In work or outside it."),
    ("skills-entry", "`skills`", "In groups."),
    ("keyword", "A keyword", "In `keywords`; may also be one text."),
    ("languages-entry", "`languages`", "Languages spoken."),
    ("interests-entry", "`interests`", "Interests outside work."),
    ("awards-entry", "`awards`", "Prizes and honours."),
    ("certificates-entry", "`certificates`", "Certificates and licences."),
    ("publications-entry", "`publications`", "Articles, books, talks."),
    ("references-entry", "`references`", "Referees, or the text of a reference."),
    ("section", "A section of your own", "In `sections`, in any number and order."),
    ("letter", "`letter`", "A cover letter in the design of the résumé."),
    ("meta", "`meta`", "Theme, language, options and variants."),
];

#[test]
fn the_file_reference_matches_the_schema() {
    let schema: Value = serde_json::from_slice(&Folder::new().recto("schema").succeeds().stdout)
        .expect("the schema is JSON");
    let mut page = String::from(
        "# The file\n\nMade from the schema. The keys are those of [JSON Resume](https://jsonresume.org); a text may \
         stand in several languages (`{en: …, fr: …}`), a list of one may be written without its brackets, and every \
         entry may have `id` and `tags`, by which a variant finds it.\n",
    );
    for (definition, title, about) in
        OBJECTS.into_iter().chain([("variant", "A variant", "In `meta.variants`, by name.")])
    {
        let object = if definition.is_empty() { &schema } else { &schema["$defs"][definition] };
        writeln!(page, "\n## {title}\n\n{about}\n\n| Key | | Example |\n|---|---|---|")
            .expect("text");
        let properties = properties(object).unwrap_or_else(|| panic!("{definition}: no keys"));
        for (key, value) in properties {
            if definition.is_empty() && key == "$schema" {
                continue;
            }
            let doc = value["description"].as_str().unwrap_or_default().replace('|', "\\|");
            let example = match &value["examples"][0] {
                Value::Null => String::new(),
                Value::String(text) => format!("`{}`", text.replace('|', "\\|")),
                other => format!("`{other}`"),
            };
            writeln!(page, "| `{key}` | {doc} | {example} |").expect("text");
        }
    }
    generated("file.md", &page);
}

/// Returns the properties of an object, or of the object among alternatives.
fn properties(schema: &Value) -> Option<&serde_json::Map<String, Value>> {
    match schema["properties"].as_object() {
        Some(properties) => Some(properties),
        None => schema["anyOf"].as_array()?.iter().find_map(properties),
    }
}

#[test]
fn the_option_reference_matches_the_themes() {
    let folder = Folder::new();
    let describe = |theme: &str| -> Value {
        let run = folder.recto(&format!("themes {theme} --message-format json")).succeeds();
        serde_json::from_str(run.text().trim()).expect("an object")
    };
    let mut page = String::from(
        "# Options\n\nMade from the themes. `--set NAME=VALUE` sets an option for one run, `meta.options` for the \
         file, `meta.themes.THEME` for one theme of it. Gaps count lines, sizes are multiples of the text's, and each \
         part takes one of three colours.\n\n## Options of every theme\n\nDefaults are those of `compact`.\n",
    );
    let options = |theme: &Value, common: bool| -> Vec<Value> {
        let all = theme["options"].as_array().expect("a list");
        all.iter().filter(|option| option["common"] == common).cloned().collect()
    };
    table(&mut page, &options(&describe("compact"), true));
    for name in themes() {
        let theme = describe(&name);
        let about = theme["description"].as_str().expect("text");
        writeln!(page, "\n## {name}\n\n{about}.").expect("text");
        let own = options(&theme, false);
        if !own.is_empty() {
            table(&mut page, &own);
        }
    }
    generated("options.md", &page);
}

fn table(page: &mut String, options: &[Value]) {
    page.push_str("\n| Option | | Default |\n|---|---|---|\n");
    for option in options {
        let text = |key: &str| option[key].as_str().unwrap_or_default().replace('|', "\\|");
        let expected = text("expected").replace("expected ", "");
        let expected = expected.split(" such as ").next().unwrap_or_default().to_owned();
        writeln!(
            page,
            "| `{}` | {}; {expected} | `{}` |",
            text("name"),
            text("doc"),
            text("default").replace('`', "")
        )
        .expect("text");
    }
}

/// Chapters with examples to run, each in its own folder.
const RUN: [&str; 5] =
    ["tutorial.md", "tailoring.md", "languages.md", "other-tools.md", "recipes.md"];

/// A data block after `<!-- file: NAME -->` is the content of that file; command lines begin with
/// `recto`; a text block is the output of the commands before it.
#[test]
fn the_examples_in_the_book_work() {
    for name in RUN {
        let text = fs::read_to_string(docs().join(name)).expect("the chapter is there");
        let folder = Folder::new();
        let (mut commands, mut printed) = (0, String::new());
        for block in blocks_of(&text) {
            if let Some(command) = block.run {
                printed = shell(&folder, command).1;
            }
            if let Some(file) = &block.file {
                folder.write(file, &block.text);
            }
            if block.language == "sh" {
                printed.clear();
                for line in block.text.lines().filter(|line| line.starts_with("recto ")) {
                    let (succeeds, stderr) = shell(&folder, line);
                    assert!(succeeds, "{name}: {line}\n{stderr}");
                    printed += &stderr;
                    commands += 1;
                }
            }
            if block.language == "text" {
                assert_eq!(block.text, printed, "{name}");
            }
        }
        assert!(commands > 1, "{name} has {commands} commands");
    }
}

#[test]
fn the_markup_example_gives_the_text_below_it() {
    let text = fs::read_to_string(docs().join("markup.md")).expect("the chapter is there");
    let [file, printed] = &blocks_of(&text)[..] else { panic!("it has two blocks") };
    let folder = Folder::new();
    folder.write("cv.yaml", &file.text);
    folder.recto("build cv.yaml -o cv.txt").succeeds();
    assert_eq!(String::from_utf8(folder.read("cv.txt")).expect("text"), printed.text);
}

#[test]
fn every_page_is_in_the_table_of_contents_and_every_link_resolves() {
    let contents = fs::read_to_string(docs().join("SUMMARY.md")).expect("the contents");
    let listed: BTreeSet<String> = links(&contents).into_iter().collect();
    let mut dead = Vec::new();
    for entry in fs::read_dir(docs()).expect("the folder").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".md") {
            continue;
        }
        if name != "SUMMARY.md" && !listed.contains(&name) {
            dead.push(format!("{name} is not in SUMMARY.md"));
        }
        let text = fs::read_to_string(entry.path()).expect("text");
        for link in links(&text) {
            let target = link.split('#').next().unwrap_or_default();
            let is_elsewhere = target.contains("://") || target.starts_with("mailto:");
            if !target.is_empty() && !is_elsewhere && !docs().join(target).exists() {
                dead.push(format!("{name}: {link}"));
            }
        }
    }
    assert!(dead.is_empty(), "{dead:#?}");
}

/// Returns the targets of links and pictures in Markdown, outside code.
fn links(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag};
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.into_string())
            }
            _ => None,
        })
        .collect()
}
