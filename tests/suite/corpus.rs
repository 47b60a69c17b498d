//! What the fuzzer found worth keeping is read without a fault: see `fuzz/README.md`.

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
fn the_whole_way_to_the_view_is_gone_without_a_fault() {
    each("whole", targets::whole);
}
