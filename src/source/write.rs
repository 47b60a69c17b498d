//! Writes a [`Node`](super::Node) as text.

mod json;
mod toml;
mod xml;
mod yaml;

pub(super) use json::quoted as json_string;
pub use json::write_json;
pub(super) use toml::scalar_text as toml_scalar;
pub use toml::write_toml;
pub use xml::write_xml;
pub use yaml::write_yaml;
