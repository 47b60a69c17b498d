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
fn yaml_is_read_without_a_fault() {
    each("yaml", targets::yaml);
}

#[test]
fn json_is_read_without_a_fault() {
    each("json", targets::json);
}

#[test]
fn toml_is_read_without_a_fault() {
    each("toml", targets::toml);
}

#[test]
fn xml_is_read_without_a_fault() {
    each("xml", targets::xml);
}

#[test]
fn archives_and_tables_are_read_without_a_fault() {
    each("packed", targets::packed);
}

#[test]
fn every_dialect_is_read_and_written_without_a_fault() {
    each("dialect", targets::dialect);
}

#[test]
fn markup_is_read_without_a_fault() {
    each("markup", targets::markup);
}

#[test]
fn what_is_redacted_is_found_in_any_disguise() {
    each("redaction", targets::redaction);
}

#[test]
fn pictures_are_read_without_a_fault() {
    each("picture", targets::picture);
}

#[test]
fn manifests_and_words_are_read_without_a_fault() {
    each("manifest", targets::manifest);
}

#[test]
fn paths_and_values_of_flags_are_read_without_a_fault() {
    each("paths", targets::paths);
}

#[test]
fn a_résumé_is_tailored_without_a_fault() {
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
fn soak_redaction() {
    soak("redaction", 200_000, targets::redaction);
}

#[test]
#[ignore = "takes minutes: `cargo test --test suite soak -- --ignored`"]
fn soak_pictures() {
    soak("picture", 200_000, targets::picture);
}

#[test]
fn the_whole_way_to_the_view_is_gone_without_a_fault() {
    each("whole", targets::whole);
}
