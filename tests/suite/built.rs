//! PDFs of the samples, built once and shared by all tests of a run.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, OnceLock};

use crate::program::{Folder, samples};

/// The samples in one theme on one paper size.
pub(crate) struct Built {
    /// Each sample's name and PDF.
    pub(crate) pdfs: Vec<(String, Vec<u8>)>,
    /// Messages, one per line.
    pub(crate) reported: String,
}

type Slots = Mutex<BTreeMap<[String; 2], &'static OnceLock<Built>>>;

/// Builds every sample in a theme on a paper size, unless another test already did.
pub(crate) fn samples_in(theme: &str, paper: &str) -> &'static Built {
    static SLOTS: LazyLock<Slots> = LazyLock::new(Mutex::default);
    let mut slots = SLOTS.lock().expect("no test panics here");
    let slot = *slots
        .entry([theme, paper].map(str::to_owned))
        .or_insert_with(|| Box::leak(Box::default()));
    drop(slots);
    slot.get_or_init(|| build(theme, paper))
}

fn build(theme: &str, paper: &str) -> Built {
    let folder = Folder::with_samples();
    let names: Vec<String> = samples()
        .iter()
        .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
        .collect();
    let inputs: Vec<String> = names.iter().map(|name| format!("{name}.yaml")).collect();
    let args = format!(
        "build {} -t {theme} --paper {paper} --out-dir out -q --message-format short \
         --no-system-fonts --date 2026-01-31 --jobs 1",
        inputs.join(" ")
    );
    let reported = folder.recto(&args).succeeds().stderr;
    let pdf = |name: &String| (name.clone(), folder.read(&format!("out/{name}.pdf")));
    Built { pdfs: names.iter().map(pdf).collect(), reported }
}
