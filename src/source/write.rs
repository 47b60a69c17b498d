use super::Node;

/// Writes a tree as YAML: block style, quoting what would be read as something else.
pub fn write_yaml(_node: &Node) -> String {
    String::new()
}

/// Writes a tree as JSON, indented by two spaces.
pub fn write_json(_node: &Node) -> String {
    String::new()
}

/// Writes a tree as TOML.
///
/// Returns an error naming the path of the first value TOML cannot hold.
pub fn write_toml(_node: &Node) -> Result<String, String> {
    Ok(String::new())
}

/// Writes a tree made as [`super::Value::Map`] describes for XML, under one root element.
pub fn write_xml(_node: &Node) -> String {
    String::new()
}
