//! What the README shows is what happens.

use std::env;
use std::path::Path;
use std::process::Command;

use super::program::Folder;

const README: &str = include_str!("../../README.md");

/// A fenced block: its language, the file it is said to be, and its lines.
pub(crate) struct Block<'t> {
    pub(crate) language: &'t str,
    pub(crate) file: Option<&'t str>,
    pub(crate) text: String,
}

fn blocks() -> Vec<Block<'static>> {
    blocks_of(README)
}

/// Returns the fenced blocks of a Markdown text; `<!-- file: NAME -->` above one names its file.
pub(crate) fn blocks_of(text: &str) -> Vec<Block<'_>> {
    let (mut blocks, mut file) = (Vec::<Block>::new(), None);
    let mut is_open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(language) => {
                is_open = true;
                blocks.push(Block { language, file: file.take(), text: String::new() });
            }
            None if is_open => {
                let block = blocks.last_mut().expect("a block is open");
                block.text += line;
                block.text.push('\n');
            }
            None => {
                let named = line.strip_prefix("<!-- file: ");
                file = named.and_then(|rest| rest.strip_suffix(" -->")).or(file);
            }
        }
    }
    blocks
}

#[expect(clippy::disallowed_methods, reason = "the shell needs its path, and ours before it")]
pub(crate) fn shell(folder: &Folder, line: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_recto"));
    let mut path = program.parent().expect("it lies in a folder").as_os_str().to_owned();
    path.push(":");
    path.push(env::var_os("PATH").expect("there is a path"));
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder.path(".")).env("PATH", path);
    let output = command.env("NO_COLOR", "1").output().expect("the shell starts");
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn every_command_does_what_it_is_shown_for() {
    let folder = Folder::with_samples();
    let mut seen = 0;
    for block in blocks() {
        if let Some(file) = block.file {
            folder.write(file, &block.text);
        }
        for line in block.text.lines().filter(|line| line.starts_with("recto ")) {
            if block.language == "sh" && !runs_on(line) {
                let (succeeds, stderr) = shell(&folder, line);
                assert!(succeeds, "{line}\n{stderr}");
                seen += 1;
            }
        }
    }
    assert!(seen > 5, "only {seen} commands were found");
}

/// Tells whether a command ends only when it is stopped.
fn runs_on(line: &str) -> bool {
    line.starts_with("recto watch") || line.starts_with("recto preview")
}

#[test]
fn every_example_of_data_is_right() {
    for block in blocks().iter().filter(|block| block.language == "yaml") {
        let folder = Folder::new();
        let has_name = block.text.contains("basics:");
        let text = if has_name { "" } else { "basics: {name: Ada}\n" };
        folder.write("cv.yaml", format!("{text}{}", block.text));
        let run = folder.recto("check cv.yaml --strict");
        assert_eq!(run.code, 0, "{}\n{}", block.text, run.stderr);
    }
}

#[test]
fn the_message_shown_is_the_message_given() {
    let folder = Folder::new();
    folder.write("cv.yaml", "basics: {name: Ada}\nwork: [{name: X, stratDate: 2020}]\n");
    let stderr = folder.recto("check cv.yaml").stderr;
    let shown = blocks().into_iter().find(|block| block.language == "text").expect("a message");
    assert!(stderr.starts_with(&shown.text), "{stderr}");
}

#[test]
fn it_is_short() {
    let words = README.split_whitespace().count();
    assert!(words < 900, "{words} words");
}
