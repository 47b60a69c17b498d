//! Tests `recto watch` with the ways in which editors and other programs change files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use crate::program::Folder;

/// A running `recto watch` and its output.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    /// Starts the program and waits until it is watching.
    fn start(folder: &Folder, args: &str) -> Self {
        let mut command = folder.command(args.split(' '));
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let stderr = BufReader::new(child.stderr.take().expect("it is piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            for line in stderr.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let watching = Self { child, lines };
        watching.wait_for("press Ctrl+C");
        watching
    }

    /// Returns the output up to a line with these words.
    fn wait_for(&self, words: &str) -> Vec<String> {
        let mut printed = Vec::new();
        loop {
            match self.lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) => {
                    printed.push(line);
                    if printed.last().is_some_and(|line| line.contains(words)) {
                        return printed;
                    }
                }
                Err(_) => panic!("no line with `{words}` after {printed:#?}"),
            }
        }
    }

    /// Counts lines until the words of a later change appear, so that the count is complete.
    fn count_until(&self, words: &str, counted: &str) -> usize {
        self.wait_for(words).iter().filter(|line| line.contains(counted)).count()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn resume(name: &str) -> String {
    format!("basics: {{name: {name}, email: {}@example.org}}\n", name.to_lowercase())
}

fn text(folder: &Folder, file: &str) -> String {
    pdf_extract::extract_text_from_mem(&folder.read(file)).expect("a PDF")
}

#[test]
fn each_save_is_built_and_reported_in_one_line() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    let watching = Watching::start(&folder, "watch cv.yaml");
    assert!(text(&folder, "cv.pdf").contains("Nora"));
    folder.write("cv.yaml", resume("Ingrid"));
    let printed = watching.wait_for("wrote");
    assert!(text(&folder, "cv.pdf").contains("Ingrid"));
    let [line] = &printed[..] else { panic!("{printed:#?}") };
    assert!(line.contains("wrote cv.pdf (1 page) in ") && line.ends_with(" ms"), "{line}");
}

#[test]
fn a_replaced_file_is_still_watched() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    let watching = Watching::start(&folder, "watch cv.yaml");
    for name in ["Ingrid", "Solveig", "Ragna"] {
        folder.write("cv.yaml~", resume(name));
        fs::rename(folder.path("cv.yaml~"), folder.path("cv.yaml")).expect("renamed");
        watching.wait_for("wrote");
        assert!(text(&folder, "cv.pdf").contains(name));
    }
}

#[test]
fn a_removed_and_restored_file_is_rebuilt() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    let watching = Watching::start(&folder, "watch cv.yaml");
    fs::remove_file(folder.path("cv.yaml")).expect("removed");
    watching.wait_for("cannot read `cv.yaml`");
    assert!(text(&folder, "cv.pdf").contains("Nora"), "the last good file is kept");
    folder.write("cv.yaml", resume("Ingrid"));
    watching.wait_for("wrote");
    assert!(text(&folder, "cv.pdf").contains("Ingrid"));
}

#[test]
fn a_removed_and_restored_folder_is_watched_again() {
    let folder = Folder::new();
    folder.write("mine/cv.yaml", resume("Nora"));
    let watching = Watching::start(&folder, "watch mine/cv.yaml -o cv.pdf");
    fs::rename(folder.path("mine"), folder.path("away")).expect("renamed");
    watching.wait_for("cannot read `mine/cv.yaml`");
    folder.write("mine/cv.yaml", resume("Ingrid"));
    watching.wait_for("wrote");
    folder.write("mine/cv.yaml", resume("Solveig"));
    watching.wait_for("wrote");
    assert!(text(&folder, "cv.pdf").contains("Solveig"));
}

#[test]
fn rapid_changes_are_combined_into_few_builds() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    let watching = Watching::start(&folder, "watch cv.yaml");
    for number in 0..1000 {
        folder.write("cv.yaml", resume(&format!("Nora{number}")));
    }
    let mut builds = 0;
    while !text(&folder, "cv.pdf").contains("Nora999") {
        watching.wait_for("wrote");
        builds += 1;
    }
    folder.write("cv.yaml", "basics: {nmae: Nora}\n");
    builds += watching.count_until("did you mean `name`", "wrote");
    assert!(builds < 500, "{builds} builds");
}

#[test]
fn watch_reports_build_errors_and_keeps_the_last_good_file() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    let watching = Watching::start(&folder, "watch cv.yaml");
    let good = folder.read("cv.pdf");
    folder.write("cv.yaml", "basics: {name: Nora}\nwork: [{name: Quay, pozition: Diver}]\n");
    watching.wait_for("did you mean `position`");
    assert!(folder.read("cv.pdf") == good);
    folder.write("cv.yaml", resume("Ingrid"));
    watching.wait_for("wrote");
}

#[test]
fn all_dependencies_of_a_page_are_watched() {
    let folder = Folder::new();
    let photo = include_bytes!("../fixtures/photo.png");
    folder
        .write("cv.yaml", "basics: {name: Nora, image: photo.png}\nwork: [{name: Quay}]\n")
        .write("more.yaml", "basics: {label: Diver}\n");
    let locale = folder.recto("locales fr").succeeds();
    folder.write("words.toml", &locale.stdout);
    folder.recto("themes new mine --from plain").succeeds();
    let args = "watch cv.yaml -t ./mine --overlay more.yaml --locale words.toml --set photo=true";
    let mut command = args.to_owned();
    // A missing photo is an error, and its creation triggers a build.
    command.push_str(" --strict");
    let watching = Watching::start(&folder, &command);
    assert!(!folder.exists("cv.pdf"));
    folder.write("photo.png", photo);
    watching.wait_for("wrote");
    folder.write("more.yaml", "basics: {label: Welder}\n");
    watching.wait_for("wrote");
    assert!(text(&folder, "cv.pdf").contains("Welder"));
    let words = String::from_utf8(locale.stdout).expect("text");
    folder.write("words.toml", format!("# Mine.\n{words}"));
    watching.wait_for("wrote");
    let theme = String::from_utf8(folder.read("mine/theme.typ")).expect("text");
    folder.write("mine/theme.typ", format!("{theme}\n// Changed.\n"));
    watching.wait_for("wrote");
    folder.write("mine/theme.typ", "#let render(view, options) = [#missing]\n");
    watching.wait_for("missing");
}

#[test]
fn only_the_changed_resume_is_rebuilt() {
    let folder = Folder::new();
    folder.write("one.yaml", resume("Nora")).write("two.yaml", resume("Ingrid"));
    let watching = Watching::start(&folder, "watch one.yaml two.yaml --out-dir pdf");
    folder.write("two.yaml", resume("Solveig"));
    let printed = watching.wait_for("wrote");
    assert!(printed[0].contains("two.pdf") && printed.len() == 1, "{printed:#?}");
    folder.write("one.yaml", resume("Ragna"));
    let printed = watching.wait_for("wrote");
    assert!(printed[0].contains("one.pdf") && printed.len() == 1, "{printed:#?}");
}

#[test]
#[cfg(unix)]
fn an_unwritable_output_is_reported_until_it_becomes_writable() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora")).write("out/cv.pdf", "old");
    let watching = Watching::start(&folder, "watch cv.yaml --out-dir out");
    let set_mode = |mode| {
        let permissions = fs::Permissions::from_mode(mode);
        fs::set_permissions(folder.path("out/cv.pdf"), permissions).expect("set");
    };
    set_mode(0o444);
    folder.write("cv.yaml", resume("Ingrid"));
    watching.wait_for("cannot write `out/cv.pdf`");
    assert!(text(&folder, "out/cv.pdf").contains("Nora"));
    set_mode(0o644);
    folder.write("cv.yaml", resume("Solveig"));
    watching.wait_for("wrote");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_reported_as_an_error() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    std::os::unix::fs::symlink("/dev/full", folder.path("full.pdf")).expect("a link");
    let watching = Watching::start(&folder, "watch cv.yaml -o full.pdf");
    folder.write("cv.yaml", resume("Ingrid"));
    watching.wait_for("no space left");
}

#[test]
fn unwatchable_inputs_are_rejected() {
    let folder = Folder::new();
    folder.write("cv.yaml", resume("Nora"));
    let run = folder.recto("watch -");
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("standard input cannot be watched"), "{}", run.stderr);
    let run = folder.recto("watch cv.yaml -o -");
    assert_eq!(run.code, 2);
    let run = folder.recto("watch cv.yaml --paper poster");
    assert_eq!(run.code, 2);
}
