//! Rebuilds the crate when an embedded folder gains or loses a file, which its macro cannot see.

fn main() {
    for folder in ["templates", "fonts", "data"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
