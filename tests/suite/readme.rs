//! What the README shows is what happens.

use std::env;
use std::path::Path;
use std::process::Command;

use super::program::Folder;

const README: &str = include_str!("../../README.md");

/// A fenced block: its language, the heading above it, and its lines.
struct Block {
    language: &'static str,
    heading: &'static str,
    text: String,
}

fn blocks() -> Vec<Block> {
    let (mut blocks, mut heading) = (Vec::<Block>::new(), "");
    let mut is_open = false;
    for line in README.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(language) => {
                is_open = true;
                blocks.push(Block { language, heading, text: String::new() });
            }
            None if is_open => {
                let block = blocks.last_mut().expect("a block is open");
                block.text += line;
                block.text.push('\n');
            }
            None => heading = line.strip_prefix("## ").unwrap_or(heading),
        }
    }
    blocks
}

#[expect(clippy::disallowed_methods, reason = "the shell needs its path, and ours before it")]
fn shell(folder: &Folder, line: &str) -> (bool, String) {
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
    let folder = Folder::new();
    folder.write("advert-42.yaml", "basics: {label: Kernel engineer}\n");
    let mut seen = 0;
    for block in blocks().iter().filter(|block| block.language == "sh") {
        if block.heading == "One file, many adverts" {
            let starter = String::from_utf8(folder.read("cv.yaml")).expect("UTF-8");
            let tags = "work:\n  - tags: [kernel, storage]\n    ";
            let mut starter = starter.replacen("work:\n  - ", tags, 1).into_bytes();
            starter.extend(b"\nmeta:\n  variants: {short: {pages: 1-9}, plain: {theme: plain}}\n");
            folder.write("cv.yaml", starter);
        }
        for line in block.text.lines().filter(|line| line.starts_with("recto ")) {
            let (succeeds, stderr) = shell(&folder, line);
            assert!(succeeds, "{line}\n{stderr}");
            seen += 1;
        }
    }
    assert!(seen > 10, "only {seen} commands were found");
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
