use std::path::{Path, PathBuf};

use serde_json::json;

use super::ledger::Ledger;
use super::output::{self, Output, Written};
use super::{Failure, Report, date, read};
use crate::cli::{ConvertArgs, TextSyntax};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources};
use crate::format::{self, Dialect};
use crate::press::{Input, Record, find_dialect};
use crate::source::{self, Node, Syntax};

/// File name of the native schema, as written by `recto new`.
const SCHEMA: &str = "resume.schema.json";

/// Converts a résumé from one format to another.
pub(super) fn convert(args: &ConvertArgs, report: &mut Report) -> Result<(), Failure> {
    let start = date::now();
    let (dialect, syntax) = target(args, report)?;
    let mut ledger = Ledger::default();
    ledger.read(&args.input, "the résumé it would be made from");
    ledger.write(std::slice::from_ref(&args.output), None, report)?;
    let reading = read::reading(&args.reading, report)?;
    let file = read::read(&args.input, report)?;
    let mut record = Record::default();
    let read = Input::read(&file, reading, &mut record)
        .and_then(|input| Ok((input.decode(&mut record)?, input)));
    report.print(&mut record);
    let (resumes, input) = read?;
    let is_stdout = args.output == Path::new("-");
    if is_stdout && resumes.len() > 1 {
        let message =
            format!("this file contains {} résumés, and standard output takes one", resumes.len());
        return Err(report.input(
            Diagnostic::error("several-resumes", message)
                .hint("name a file: `-o cv.yaml` writes `cv-1.yaml`, `cv-2.yaml` and so on"),
        ));
    }
    let names_schema = !is_stdout && args.output.with_file_name(SCHEMA).exists();
    let mut outputs = Vec::new();
    for (index, resume) in resumes.iter().enumerate() {
        let path =
            if resumes.len() > 1 { numbered(&args.output, index + 1) } else { args.output.clone() };
        let mut diagnostics = Diagnostics::default();
        let root = format::write(dialect, resume, &mut diagnostics)
            .expect("a dialect that is not written is refused as an argument");
        let noted = record.note(diagnostics, Some(&input.root));
        report.print(&mut record);
        noted?;
        let text = text_of(&root, syntax, names_schema && dialect == Dialect::Native, report)?;
        let text = if keeps_comments(&input, dialect, syntax) {
            with_comments(&input, &text, &record)
        } else {
            text
        };
        outputs.push(Output { path, bytes: text.into_bytes() });
    }
    let paths: Vec<_> = outputs.iter().map(|output| output.path.clone()).collect();
    ledger.write_finally(&paths, None, report)?;
    if !args.force {
        refuse_existing(&paths, report)?;
    }
    output::write_all(outputs, report)?;
    let ms = date::milliseconds_since(start);
    let written = paths.into_iter().map(|path| Written {
        path,
        format: syntax.name(),
        pages: None,
        edition: Some(json!({"dialect": dialect.name()})),
        ms,
        about: dialect.title().to_owned(),
    });
    report.wrote(&written.collect::<Vec<_>>(), "");
    let comments = count_comments(&input, &record);
    if comments > 0 && !keeps_comments(&input, dialect, syntax) {
        let count = if comments == 1 { "1 comment".into() } else { format!("{comments} comments") };
        let message = format!("omitted {count}: kept only from YAML to YAML in recto's own format");
        report.remark(Diagnostic::note("comments", message));
    }
    Ok(())
}

/// Returns whether input and output have the same keys and syntax, so that comments can be kept.
fn keeps_comments(input: &Input, dialect: Dialect, syntax: Syntax) -> bool {
    let is_yaml = input.syntax == Some(Syntax::Yaml) && syntax == Syntax::Yaml;
    is_yaml && input.dialect == Dialect::Native && dialect == Dialect::Native
}

fn count_comments(input: &Input, record: &Record) -> usize {
    match input.syntax {
        Some(syntax) if !input.root.span.is_detached() => {
            let text = record.sources.text(input.root.span.source);
            source::count_comments(syntax, text, &input.root)
        }
        _ => 0,
    }
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

/// Rejects existing output files.
pub(super) fn refuse_existing(paths: &[PathBuf], report: &mut Report) -> Result<(), Failure> {
    match paths.iter().find(|path| path.is_file()) {
        Some(path) => Err(report.input(
            Diagnostic::error("exists", format!("`{}` already exists", path.display()))
                .hint("choose another name, or write over it with `--force`"),
        )),
        None => Ok(()),
    }
}

/// Determines format and syntax from the arguments, else from the output's extension.
fn target(args: &ConvertArgs, report: &mut Report) -> Result<(Dialect, Syntax), Failure> {
    let by_extension = syntax_of_extension(args, report)?;
    let dialect = match (&args.to, by_extension) {
        (Some(name), _) => {
            let written: Vec<Dialect> =
                Dialect::ALL.into_iter().filter(|dialect| dialect.is_written()).collect();
            find_dialect(name, &written).map_err(|problem| report.rejected(problem))?
        }
        (None, Some(Syntax::Xml)) => Dialect::XmlResume,
        (None, _) => Dialect::Native,
    };
    let syntax = args.syntax.map(Syntax::from).or(by_extension).unwrap_or(match dialect {
        Dialect::XmlResume => Syntax::Xml,
        Dialect::JsonResume | Dialect::Fresh => Syntax::Json,
        _ => Syntax::Yaml,
    });
    if (dialect == Dialect::XmlResume) != (syntax == Syntax::Xml) {
        let (wrong, right) = match dialect {
            Dialect::XmlResume => ("in anything but XML", "`.xml`"),
            _ => ("in XML", "`.yaml`, `.json` or `.toml`"),
        };
        return Err(report.usage(
            format!("{} cannot be written {wrong}", dialect.title()),
            format!("end the output's name in {right}"),
        ));
    }
    Ok((dialect, syntax))
}

/// Returns `None` for standard output, and if an argument sets the syntax.
fn syntax_of_extension(args: &ConvertArgs, report: &mut Report) -> Result<Option<Syntax>, Failure> {
    let path = &args.output;
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    Ok(Some(match extension.as_deref() {
        Some("yaml" | "yml") => Syntax::Yaml,
        Some("json") => Syntax::Json,
        Some("toml") => Syntax::Toml,
        Some("xml") => Syntax::Xml,
        _ if path == Path::new("-") || args.syntax.is_some() => return Ok(None),
        _ => {
            return Err(report.usage(
                format!("cannot write a résumé as `{}`", path.display()),
                "end its name in `.yaml`, `.json`, `.toml` or `.xml`, or choose with `--syntax`",
            ));
        }
    }))
}

impl From<TextSyntax> for Syntax {
    fn from(syntax: TextSyntax) -> Self {
        match syntax {
            TextSyntax::Yaml => Self::Yaml,
            TextSyntax::Json => Self::Json,
            TextSyntax::Toml => Self::Toml,
            TextSyntax::Xml => Self::Xml,
        }
    }
}

/// Inserts a number before the extension: `cv-2.yaml`.
fn numbered(path: &Path, number: usize) -> PathBuf {
    if path == Path::new("-") {
        return path.to_path_buf();
    }
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// Returns the text of a tree, with a reference to the schema if it is in the same folder.
fn text_of(
    root: &Node,
    syntax: Syntax,
    names_schema: bool,
    report: &mut Report,
) -> Result<String, Failure> {
    let (text, schema) = match syntax {
        Syntax::Json if names_schema => return Ok(source::write_json(&with_schema(root))),
        Syntax::Json => return Ok(source::write_json(root)),
        Syntax::Xml => return Ok(source::write_xml(root)),
        Syntax::Yaml => {
            (source::write_yaml(root), format!("# yaml-language-server: $schema={SCHEMA}"))
        }
        Syntax::Toml => {
            let text = source::write_toml(root).map_err(|problem| {
                report.input(
                    Diagnostic::error("toml", format!("TOML cannot hold this résumé: {problem}"))
                        .hint("write it as YAML or JSON"),
                )
            })?;
            (text, format!("#:schema {SCHEMA}"))
        }
    };
    Ok(if names_schema { format!("{schema}\n\n{text}") } else { text })
}

/// Inserts a reference to the schema at the start.
fn with_schema(root: &Node) -> Node {
    let members = root.as_map().unwrap_or_default().iter().cloned();
    let schema = [("$schema".to_owned(), Node::from(SCHEMA))];
    Node::map(schema.into_iter().chain(members.map(|member| (member.key, member.value))))
}
