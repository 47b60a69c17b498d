//! Rebuilds the crate when a file is added to or removed from an embedded folder, which the
//! embedding macro does not track, and chooses how the release program is linked.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs, io};

#[expect(clippy::disallowed_methods, reason = "Cargo describes the target in the environment")]
fn main() -> io::Result<()> {
    for folder in ["templates", "fonts", "data"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|it| it == value);
    let is_static = env::var("CARGO_CFG_TARGET_FEATURE").is_ok_and(|it| it.contains("crt-static"));
    if is("PROFILE", "release")
        && is("CARGO_CFG_TARGET_ARCH", "x86_64")
        && is("CARGO_CFG_TARGET_OS", "linux")
        && is("CARGO_CFG_TARGET_ENV", "gnu")
        && !is_static
    {
        // At each start, the loader would relocate 2 MB of addresses, which takes 4 ms and 500 page
        // faults. The price is a fixed address of the program in memory.
        println!("cargo::rustc-link-arg-bins=-no-pie");
        // Other linkers than those of Rust and GNU do not read the script.
        let has_own_linker = env::var_os("RUSTC_LINKER").is_some()
            || env::var("CARGO_ENCODED_RUSTFLAGS").is_ok_and(|flags| flags.contains("link"));
        if !has_own_linker && let Ok(folder) = env::var("OUT_DIR") {
            place_called_functions_together(Path::new(&folder))?;
        }
    }
    Ok(())
}

/// Makes the linker place the functions that a build calls next to each other. They are a fifth of the code:
/// scattered, the system would map most of the program.
fn place_called_functions_together(folder: &Path) -> io::Result<()> {
    const ORDER: &str = "link/order.txt";
    println!("cargo::rerun-if-changed={ORDER}");
    let mut script = String::from("SECTIONS {\n.text.called : {\n");
    for name in fs::read_to_string(ORDER)?.lines() {
        let _ = writeln!(script, "*(.text.{name} .text.unlikely.{name})");
    }
    script.push_str("}\n}\nINSERT BEFORE .text;\n");
    let path = folder.join("order.ld");
    fs::write(&path, script)?;
    println!("cargo::rustc-link-arg-bins=-T{}", path.display());
    Ok(())
}
