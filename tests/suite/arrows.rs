//! Checks that pipeline stages only use earlier stages.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of the library in pipeline order.
const STAGES: [&str; 25] = [
    "bytes",
    "path",
    "diagnostic",
    "source",
    "markup",
    "characters",
    "resume",
    "locale",
    "phone",
    "picture",
    "format",
    "tailor",
    "view",
    "plan",
    "theme",
    "world",
    "typeset",
    "pages",
    "fit",
    "export",
    "schema",
    "starter",
    "press",
    "cli",
    "commands",
];

/// Known violations, as file and stage; nothing may be added.
const KNOWN: [(&str, &str); 0] = [];

/// Modules used only in tests.
const TESTS: [&str; 1] = ["pipeline_tests"];

#[test]
fn every_module_is_listed_as_a_stage() {
    let source = fs::read_to_string(root().join("lib.rs")).expect("the library");
    let modules = source.lines().filter_map(|line| {
        line.trim().trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';')
    });
    for module in modules.filter(|module| !TESTS.contains(module)) {
        assert!(STAGES.contains(&module), "`{module}` has no place among the stages");
    }
}

#[test]
fn no_stage_depends_on_a_later_one() {
    let mut wrong = Vec::new();
    for (place, stage) in STAGES.iter().enumerate() {
        for file in files_of(stage) {
            let text = fs::read_to_string(&file).expect("a source file");
            for used in modules_used(&text) {
                let known = STAGES.iter().position(|stage| *stage == used);
                let excused =
                    KNOWN.iter().any(|(end, stage)| file.ends_with(end) && used == *stage);
                if known.is_some_and(|known| known > place) && !excused {
                    wrong.push(format!("{} uses `{used}`", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Returns the source files of a stage, without tests.
fn files_of(stage: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(stage)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.extend(Some(root().join(format!("{stage}.rs"))).filter(|file| file.exists()));
    let is_test = |file: &PathBuf| {
        file.components().any(|part| {
            let name = part.as_os_str().to_string_lossy();
            matches!(&*name, "tests" | "tests.rs" | "testing.rs")
        })
    };
    files.retain(|file| !is_test(file) && file.extension().is_some_and(|ext| ext == "rs"));
    files
}

/// Returns the crate modules that a file uses, ignoring unit tests and comments.
fn modules_used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code: Vec<_> =
        code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let end = |rest: &str| rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    code.split("crate::")
        .skip(1)
        .map(|rest| rest[..end(rest).unwrap_or(rest.len())].to_owned())
        .collect()
}
