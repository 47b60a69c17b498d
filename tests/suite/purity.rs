//! Checks that only the commands access arguments, environment, clock, files and standard streams.

use std::fs;
use std::path::{Path, PathBuf};

/// Paths that the core must not use, with the reason.
const FORBIDDEN: [&str; 12] = [
    "clap",
    "fontdb",
    "tempfile::",
    "std::env",
    "std::fs",
    "std::net",
    "std::process",
    "SystemTime",
    "Instant::now",
    "Zoned::now",
    "println!",
    "stdout()",
];

/// Modules that may use them.
const HOME: [&str; 4] = ["commands", "cli", "cli.rs", "main.rs"];

#[test]
fn the_core_does_not_access_files_or_streams() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in files_of(&root) {
        let name = file.strip_prefix(&root).expect("it is in there").display().to_string();
        let is_test =
            name.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "testing.rs"));
        if is_test || HOME.iter().any(|home| name.starts_with(home)) {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source file");
        for (number, line) in code(&text) {
            for word in FORBIDDEN.iter().filter(|word| line.contains(**word)) {
                wrong.push(format!("src/{name}:{number} names `{word}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(files_of(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Returns the lines before the unit tests, without comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(i, line)| (i + 1, line.trim_start()));
    lines.take_while(|(_, line)| *line != "mod tests {").filter(|(_, line)| !line.starts_with("//"))
}
