//! What the program does, seen from outside, by behaviour.

mod arrows;
mod bad_dialects;
mod bad_input;
mod build;
mod conformance;
mod convert;
mod corpus;
mod dialects;
mod gallery;
mod habits;
mod hints;
mod languages;
mod options;
mod pages;
mod paths;
mod print;
mod program;
mod purity;
mod readback;
mod readme;
mod scripts;
mod sealed;
mod stream;
mod tailor;
mod targets;
mod watch;
