//! What the program does, seen from outside, by behaviour.

mod bad_input;
mod build;
mod conformance;
mod gallery;
mod options;
mod pages;
mod print;
mod program;
mod readback;
mod scripts;
mod tailor;
