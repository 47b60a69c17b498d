//! What whole processes cost: recto, and programs that set the same pages.
//!
//! `cargo bench --bench process [-- TYPST]` prints a table of user and system time per run, and
//! peak memory; `TYPST` is the path of a `typst` to compare with. Linux only: it reads `/proc`, and
//! asks `/usr/bin/time` for the memory.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use recto::{MemoryFiles, NamedFile, Prepared, Press, Record, Request};

const RUNS: u32 = 60;

/// Writes a sample into a folder, as a résumé whose pages are set once, as they are designed; and
/// everything Typst reads for it: what is left is to compile it.
fn prepare(sample: &Path, folder: &Path) {
    let text = fs::read_to_string(sample).expect("the sample is there");
    let is_fitted = |line: &&str| line.starts_with("  pages: ");
    let text: String =
        text.lines().filter(|line| !is_fitted(line)).flat_map(|line| [line, "\n"]).collect();
    fs::create_dir_all(folder).expect("a folder");
    fs::write(folder.join("cv.yaml"), &text).expect("a file");
    let request = Request {
        theme: Some("register".to_owned()),
        ..Request::new(NamedFile::new("cv.yaml", text), (2026, 1, 31))
    };
    let (mut press, mut record) = (Press::new(MemoryFiles::default()), Record::default());
    let draft = press.drafts(&request, &mut record).expect("it is read").remove(0);
    let prepared = press.prepare(&request, &draft, &mut record).expect("it has no errors");
    let Prepared { theme, options, view, .. } = prepared;
    let json = |value: serde_json::Result<Vec<u8>>| value.expect("it has text keys only");
    let mut files = theme.files.clone();
    files.insert("/view.json".into(), json(serde_json::to_vec(&view)).into());
    files.insert("/options.json".into(), json(serde_json::to_vec(&options)).into());
    // A page in English needs no other families.
    files.insert("/companions.json".into(), b"{}".to_vec().into());
    files.insert("/main.typ".into(), recto::world::MAIN.as_bytes().to_vec().into());
    for (path, bytes) in files {
        let path = folder.join(path.trim_start_matches('/'));
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
}

/// Returns the seconds of CPU that ended children have used so far.
fn children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").expect("this is Linux");
    let fields: Vec<_> = stat.rsplit(')').next().expect("fields").split_whitespace().collect();
    let ticks: u32 = fields[13..15].iter().map(|n| n.parse::<u32>().expect("ticks")).sum();
    f64::from(ticks) / 100.0
}

/// Returns the most memory one run holds, in MB.
fn peak_memory(program: &Path, args: &[&str]) -> f64 {
    let run = Command::new("/usr/bin/time").args(["-f", "%M"]).arg(program).args(args).output();
    let said = String::from_utf8_lossy(&run.expect("there is such a program").stderr).into_owned();
    said.lines().last().and_then(|line| line.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1024.0)
}

fn measure(name: &str, program: &Path, args: &[&str]) -> f64 {
    let run = || {
        let status = Command::new(program)
            .args(args)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .unwrap_or_else(|error| panic!("{}: {error}", program.display()));
        assert!(status.success(), "{name} failed");
    };
    run();
    let before = children();
    for _ in 0..RUNS {
        run();
    }
    let seconds = (children() - before) / f64::from(RUNS);
    let memory = peak_memory(program, args);
    println!("{name:<44} {:>7.1} ms {memory:>7.1} MB", seconds * 1000.0);
    seconds
}

fn main() {
    let folder = std::env::temp_dir().join("recto-process-bench");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sample = root.join("data/samples/kernel-engineer.yaml");
    prepare(&sample, &folder);
    let path = |name: &str| folder.join(name).to_string_lossy().into_owned();
    let (sample, out, main) = (path("cv.yaml"), path("out.pdf"), path("main.typ"));
    let fonts = root.join("fonts").to_string_lossy().into_owned();
    let folder_name = folder.to_string_lossy().into_owned();

    println!(
        "CPU per run, mean of {RUNS} runs of kernel-engineer.yaml in register, and peak memory:"
    );
    let recto = measure(
        "recto build",
        Path::new(env!("CARGO_BIN_EXE_recto")),
        &["build", &sample, "-t", "register", "-o", &out, "--date", "2026-01-31"],
    );
    let bare_program = std::env::current_exe()
        .ok()
        .and_then(|exe| Some(exe.parent()?.parent()?.join("examples/bare")))
        .filter(|path| path.exists());
    match bare_program {
        Some(program) => {
            let bare = measure("bare compile and export", &program, &[&folder_name, &fonts, &out]);
            println!("{:<44} {:>7.2}", "ratio recto / bare", recto / bare);
        }
        None => println!("no bare program: cargo build --release --example bare"),
    }
    if let Some(typst) = std::env::args().skip(1).find(|arg| !arg.starts_with("--")) {
        let standard = ["compile", "--root", &folder_name, "--font-path", &fonts];
        let standards = ["--pdf-standard", "ua-1,a-2a", &main, &out];
        let all =
            measure("typst compile", Path::new(&typst), &[&standard[..], &standards].concat());
        println!("{:<44} {:>7.2}", "ratio recto / typst", recto / all);
        let ignoring = ["--ignore-system-fonts"];
        let few = measure(
            "typst compile --ignore-system-fonts",
            Path::new(&typst),
            &[&standard[..], &ignoring, &standards].concat(),
        );
        println!("{:<44} {:>7.2}", "ratio recto / typst without system fonts", recto / few);
    }
}
