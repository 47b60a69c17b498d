//! Résumé → text in another format.

use super::{Decoded, Failure, Input, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::format::{self, Dialect};
use crate::resume::Resume;
use crate::source::{self, Node, Syntax};

/// Target of a conversion.
#[derive(Debug, Clone, Copy)]
pub struct Conversion<'a> {
    pub dialect: Dialect,
    pub syntax: Syntax,
    /// File name of the native schema, if it is next to the output.
    pub schema: Option<&'a str>,
}

impl Conversion<'_> {
    /// Converts a résumé of an input, decoded as given, and records what is lost.
    ///
    /// Returns an error if the format cannot be written, or if the syntax cannot represent the résumé.
    pub fn write(
        &self,
        input: &Input,
        decoded: &Decoded,
        resume: &Resume,
        record: &mut Record,
    ) -> Result<String, Failure> {
        let mut diagnostics = Diagnostics::default();
        let root = format::write(self.dialect, resume, &mut diagnostics);
        record.note(diagnostics, Some(&decoded.root))?;
        let root = root.ok_or(Failure::Program)?;
        let text = self.text_of(&root, record)?;
        Ok(if self.keeps_comments(input) { with_comments(input, &text, record) } else { text })
    }

    /// Returns the number of comments of an input that are lost.
    pub fn lost_comments(&self, input: &Input, record: &Record) -> usize {
        match input.syntax {
            Some(syntax) if !input.root.span.is_detached() && !self.keeps_comments(input) => {
                let text = record.sources.text(input.root.span.source);
                source::count_comments(syntax, text, &input.root)
            }
            _ => 0,
        }
    }

    /// Returns whether input and output have the same keys and syntax, so that comments can be kept.
    fn keeps_comments(&self, input: &Input) -> bool {
        let is_yaml = input.syntax == Some(Syntax::Yaml) && self.syntax == Syntax::Yaml;
        is_yaml && input.dialect == Dialect::Native && self.dialect == Dialect::Native
    }

    /// Returns the text of a tree, with a reference to the schema at the start.
    fn text_of(&self, root: &Node, record: &mut Record) -> Result<String, Failure> {
        let schema = self.schema.filter(|_| self.dialect == Dialect::Native);
        let (text, comment) = match self.syntax {
            Syntax::Json => {
                let named = schema.map(|schema| with_schema(root, schema));
                return Ok(source::write_json(named.as_ref().unwrap_or(root)));
            }
            Syntax::Xml => return Ok(source::write_xml(root)),
            Syntax::Yaml => (source::write_yaml(root), "# yaml-language-server: $schema="),
            Syntax::Toml => {
                let text = source::write_toml(root).map_err(|problem| {
                    let message = format!("TOML cannot represent this résumé: {problem}");
                    let problem = Diagnostic::error("toml", message);
                    record.input(problem.hint("write it as YAML or JSON"))
                })?;
                (text, "#:schema ")
            }
        };
        Ok(match schema {
            Some(schema) => format!("{comment}{schema}\n\n{text}"),
            None => text,
        })
    }
}

fn with_schema(root: &Node, schema: &str) -> Node {
    let members = root.as_map().unwrap_or_default().iter().cloned();
    let schema = [("$schema".to_owned(), Node::from(schema))];
    Node::map(schema.into_iter().chain(members.map(|member| (member.key, member.value))))
}

fn with_comments(input: &Input, text: &str, record: &Record) -> String {
    let mut sources = Sources::default();
    let id = sources.add("out", text);
    let written = source::parse(Syntax::Yaml, id, text, &mut Diagnostics::default());
    match written.filter(|_| !input.root.span.is_detached()) {
        Some(written) => {
            let before = record.sources.text(input.root.span.source);
            source::carry_comments((before, &input.root), (text, &written))
        }
        None => text.to_owned(),
    }
}
