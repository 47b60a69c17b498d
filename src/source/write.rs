//! [`Node`](super::Node) → text.

mod json;
mod toml;
mod xml;
mod yaml;

pub use json::write_json;
pub use toml::write_toml;
pub use xml::write_xml;
pub use yaml::write_yaml;
