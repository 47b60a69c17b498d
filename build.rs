//! Rebuilds the crate when a file is added to or removed from an embedded folder, which the
//! embedding macro does not track, and links the release program without relocations.

use std::env;

#[expect(clippy::disallowed_methods, reason = "Cargo describes the target in the environment")]
fn main() {
    for folder in ["templates", "fonts", "data"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    let is_static = env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|it| it.contains("crt-static"));
    // At each start, the loader would relocate 2 MB of addresses, which takes 4 ms and 500 page
    // faults. The price is a fixed address of the program in memory.
    if is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_ARCH", "x86_64")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && !is_static
    {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
