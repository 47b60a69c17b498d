#![no_main]

#[expect(dead_code, reason = "each target runs one of them")]
#[path = "../../tests/suite/targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|data: &[u8]| targets::manifest(data));
