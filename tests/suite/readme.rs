//! Runs the examples of the README.

use std::env;
use std::path::Path;
use std::process::Command;

use super::program::Folder;

const README: &str = include_str!("../../README.md");

/// A fenced block: language, file name, hidden command before it, lines.
pub(crate) struct Block<'t> {
    pub(crate) language: &'t str,
    pub(crate) file: Option<&'t str>,
    pub(crate) run: Option<&'t str>,
    pub(crate) text: String,
}

fn blocks() -> Vec<Block<'static>> {
    blocks_of(README)
}

/// Returns the fenced blocks of Markdown; `<!-- file: NAME -->` above a block names its file, and
/// `<!-- run: COMMAND -->` runs a command that replaces a manual step.
pub(crate) fn blocks_of(text: &str) -> Vec<Block<'_>> {
    let (mut blocks, mut file, mut run) = (Vec::<Block>::new(), None, None);
    let mut is_open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(language) => {
                is_open = true;
                blocks.push(Block {
                    language,
                    file: file.take(),
                    run: run.take(),
                    text: String::new(),
                });
            }
            None if is_open => {
                let block = blocks.last_mut().expect("a block is open");
                block.text += line;
                block.text.push('\n');
            }
            None => {
                let comment = |key| line.strip_prefix(key)?.strip_suffix(" -->");
                file = comment("<!-- file: ").or(file);
                run = comment("<!-- run: ").or(run);
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
fn every_command_in_the_readme_works() {
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

/// Returns whether a command runs until it is interrupted.
fn runs_on(line: &str) -> bool {
    line.starts_with("recto watch") || line.starts_with("recto preview")
}

#[test]
fn every_data_example_in_the_readme_is_valid() {
    for block in blocks().iter().filter(|block| block.language == "yaml") {
        let folder = Folder::new();
        let has_name = block.text.contains("basics:");
        let text = if has_name { "" } else { "basics: {name: Ada}\n" };
        folder.write("cv.yaml", format!("{text}{}", block.text));
        let run = folder.recto("check cv.yaml --strict");
        assert_eq!(run.code, 0, "{}\n{}", block.text, run.stderr);
    }
}

/// A file with three errors, and the command that reports them.
const MISTAKES: &str = "\
basics: {name: Ada Byron}
work:
  - name: Analytical Society
    stratDate: 2019-04
    endDate: 2020-13
meta: {theme: plian}
";

#[test]
#[expect(clippy::disallowed_methods, reason = "the one who runs the test says so")]
fn the_message_picture_matches_the_output() {
    let folder = Folder::new();
    folder.write("cv.yaml", MISTAKES);
    let printed = folder.recto("check cv.yaml --color always").stderr;
    let picture = terminal(&format!("$ recto check cv.yaml\n{printed}"));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures/message.svg");
    if env::var_os("RECTO_UPDATE").is_some() {
        std::fs::write(&path, &picture).expect("the picture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == picture, "docs/pictures/message.svg: RECTO_UPDATE=1 cargo test readme");
}

/// Renders coloured terminal output as an SVG.
fn terminal(text: &str) -> String {
    let mut svg = String::new();
    let (mut columns, mut rows) = (0, 0);
    for line in text.lines() {
        rows += 1;
        let mut parts = line.split("\u{1b}[");
        let mut length = 0;
        let (mut is_bold, mut color) = (false, "#d7dae0");
        let top = 20 * rows + 12;
        svg += &format!("<text x=\"16\" y=\"{top}\" xml:space=\"preserve\">");
        let mut push = |part: &str, is_bold: bool, color: &str| {
            length += part.chars().count();
            let weight = if is_bold { " font-weight=\"bold\"" } else { "" };
            let part = part.replace('&', "&amp;").replace('<', "&lt;");
            if !part.is_empty() {
                svg += &format!("<tspan fill=\"{color}\"{weight}>{part}</tspan>");
            }
        };
        push(parts.next().unwrap_or_default(), is_bold, color);
        for part in parts {
            let (code, rest) = part.split_once('m').expect("a colour ends in `m`");
            match code {
                "0" => (is_bold, color) = (false, "#d7dae0"),
                "1" => is_bold = true,
                "91" => color = "#ff7b72",
                "33" => color = "#e3b341",
                "94" => color = "#79b8ff",
                other => panic!("unknown colour {other}"),
            }
            push(rest, is_bold, color);
        }
        columns = columns.max(length);
        svg += "</text>\n";
    }
    let (width, height) = (columns * 17 / 2 + 32, 20 * rows + 28);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, \
         'DejaVu Sans Mono', monospace\" font-size=\"13.5\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" \
         fill=\"#1b1f27\"/>\n{svg}</svg>\n"
    )
}

#[test]
fn the_readme_is_short() {
    let words = README.split_whitespace().count();
    assert!(words < 900, "{words} words");
}
