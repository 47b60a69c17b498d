//! Runs the fuzz targets on their corpus; see `fuzz/README.md`.

use std::fs;
use std::path::Path;

use crate::targets;

#[expect(clippy::print_stdout, reason = "a test that fails shows what it printed last")]
fn each(target: &str, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(target);
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        println!("{}", file.display());
        run(&fs::read(&file).expect("it can be read"));
    }
}

#[test]
fn the_yaml_fuzz_target_passes_on_its_corpus() {
    each("yaml", targets::yaml);
}

#[test]
fn the_json_fuzz_target_passes_on_its_corpus() {
    each("json", targets::json);
}

#[test]
fn the_toml_fuzz_target_passes_on_its_corpus() {
    each("toml", targets::toml);
}

#[test]
fn the_xml_fuzz_target_passes_on_its_corpus() {
    each("xml", targets::xml);
}

#[test]
fn the_packed_fuzz_target_passes_on_its_corpus() {
    each("packed", targets::packed);
}

#[test]
fn the_dialect_fuzz_target_passes_on_its_corpus() {
    each("dialect", targets::dialect);
}

#[test]
fn the_markup_fuzz_target_passes_on_its_corpus() {
    each("markup", targets::markup);
}

#[test]
fn the_redaction_fuzz_target_passes_on_its_corpus() {
    each("redaction", targets::redaction);
}

#[test]
fn the_picture_fuzz_target_passes_on_its_corpus() {
    each("picture", targets::picture);
}

#[test]
fn the_manifest_fuzz_target_passes_on_its_corpus() {
    each("manifest", targets::manifest);
}

#[test]
fn the_paths_fuzz_target_passes_on_its_corpus() {
    each("paths", targets::paths);
}

#[test]
fn the_selection_fuzz_target_passes_on_its_corpus() {
    each("selection", targets::selection);
}

/// Runs a target on its corpus with random changes, as a simple substitute for a fuzzer.
fn soak(target: &str, rounds: u64, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(target);
    let mut seeds: Vec<Vec<u8>> = fs::read_dir(folder)
        .expect("the corpus is there")
        .map(|entry| fs::read(entry.expect("an entry").path()).expect("it can be read"))
        .collect();
    seeds.sort();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap_or(0)
    };
    for _ in 0..rounds {
        let mut bytes = seeds[random(seeds.len())].clone();
        for _ in 0..=random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 if !bytes.is_empty() => bytes[at] = u8::try_from(random(256)).unwrap_or(0),
                1 => bytes.insert(at, b" -*.%[]()0a"[random(11)]),
                2 if !bytes.is_empty() => drop(bytes.remove(at)),
                _ => {
                    let other = &seeds[random(seeds.len())];
                    let from = random(other.len());
                    bytes.truncate(at);
                    bytes.extend_from_slice(&other[from..]);
                }
            }
        }
        run(&bytes);
    }
}

#[test]
#[ignore = "takes minutes: `cargo test --test suite soak -- --ignored`"]
fn the_redaction_fuzz_target_passes_on_many_random_inputs() {
    soak("redaction", 200_000, targets::redaction);
}

#[test]
#[ignore = "takes minutes: `cargo test --test suite soak -- --ignored`"]
fn the_picture_fuzz_target_passes_on_many_random_inputs() {
    soak("picture", 200_000, targets::picture);
}

#[test]
fn the_whole_fuzz_target_passes_on_its_corpus() {
    each("whole", targets::whole);
}
