//! Rebuilds the crate when a file is added to or removed from an embedded folder, which the
//! embedding macro does not track.

fn main() {
    for folder in ["templates", "fonts", "data"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
