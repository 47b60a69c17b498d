use crate::diagnostic::{Diagnostics, MessageFormat, Sources, render};
use crate::resume::validate;
use crate::source::{Syntax, parse, write_yaml};

/// Returns the native form of a YAML text and its messages, one per line.
fn read(yaml: &str) -> (String, String) {
    read_as(Syntax::Yaml, yaml)
}

fn read_as(syntax: Syntax, text: &str) -> (String, String) {
    let mut sources = Sources::default();
    let id = sources.add("cv", text);
    let mut reported_messages = Diagnostics::default();
    let root = parse(syntax, id, text, &mut reported_messages).expect("a tree");
    let (resume, root) = super::super::read(&root, &mut reported_messages);
    let resume = resume.expect("a résumé");
    validate(&resume, &root, &mut reported_messages);
    let reported_messages = reported_messages
        .iter()
        .map(|d| render(d, &sources, MessageFormat::Short, false))
        .collect();
    (write_yaml(&crate::format::native::write(&resume)), reported_messages)
}

/// Returns the native form of a section.
fn section(yaml: &str) -> String {
    let (native, _) = read(&format!("basics: {{name: Ona}}\n{yaml}"));
    native.strip_prefix("basics:\n  name: Ona\n").unwrap_or(&native).to_owned()
}

/// Returns the messages about a section.
fn reported_messages(yaml: &str) -> String {
    read(&format!("basics: {{name: Ona}}\n{yaml}")).1
}

mod contacts;
mod names;
mod shapes;
mod words;
