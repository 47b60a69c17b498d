//! Checks that hints, documents and the changelog only mention existing commands and flags.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::program::Folder;

/// Flags of other programs.
const FOREIGN: [&str; 8] = [
    "--bench",
    "--cask",
    "--column",
    "--decrypt",
    "--line",
    "--path",
    "--release",
    "--stream-data",
];

#[test]
fn every_mentioned_command_and_flag_exists() {
    let folder = Folder::new();
    let help = folder.recto("--help").succeeds().text();
    let listed = help.split("Commands:").nth(1).expect("there are commands");
    let commands: BTreeSet<&str> = listed
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .take_while(|word| !word.starts_with('-'))
        .collect();
    let mut flags = flags_in(&help);
    for command in commands.iter().filter(|command| **command != "help") {
        flags.extend(flags_in(&folder.recto(&format!("{command} --help")).succeeds().text()));
    }
    flags.extend(flags_in(&folder.recto("themes new --help").succeeds().text()));
    flags.extend(FOREIGN.map(str::to_owned));

    let mut wrong = Vec::new();
    for file in files() {
        let text = fs::read_to_string(&file).expect("a text");
        for quoted in text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)) {
            let unknown = flags_in(quoted).into_iter().filter(|flag| !flags.contains(flag));
            wrong.extend(unknown.map(|flag| format!("{}: {flag}", file.display())));
            let command = quoted.strip_prefix("recto ").and_then(|rest| rest.split(' ').next());
            let is_name = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase());
            let unknown = command.filter(is_name).filter(|word| !commands.contains(word));
            wrong.extend(unknown.map(|word| format!("{}: recto {word}", file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn flags_in(text: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c == '-';
    text.split(|c: char| !is_part(c))
        .filter(|word| {
            word.strip_prefix("--").is_some_and(|name| name.starts_with(char::is_alphabetic))
        })
        .map(str::to_owned)
        .collect()
}

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = vec![root.join("README.md"), root.join("templates/README.md")];
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let is_test = path.file_stem().is_some_and(|stem| stem == "tests" || stem == "testing");
            if is_test {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files
}
