use std::path::{Path, PathBuf};

use serde_json::json;

use super::ledger::Ledger;
use super::new::SCHEMA;
use super::output::{self, Output, Written};
use super::{Failure, Report, date, read};
use crate::cli::{ConvertArgs, TextSyntax};
use crate::diagnostic::Diagnostic;
use crate::format::Dialect;
use crate::press::{Conversion, Input, Record, find_dialect};
use crate::source::Syntax;

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
    let (decoded, input) = read?;
    let resumes = &decoded.resumes;
    let is_stdout = args.output == Path::new("-");
    if is_stdout && resumes.len() > 1 {
        let message =
            format!("this file contains {} résumés, and standard output takes one", resumes.len());
        return Err(report.input(
            Diagnostic::error("several-resumes", message)
                .hint("name a file: `-o cv.yaml` writes `cv-1.yaml`, `cv-2.yaml` and so on"),
        ));
    }
    let has_schema = !is_stdout && args.output.with_file_name(SCHEMA).exists();
    let conversion = Conversion { dialect, syntax, schema: has_schema.then_some(SCHEMA) };
    let mut outputs = Vec::new();
    for (index, resume) in resumes.iter().enumerate() {
        let path =
            if resumes.len() > 1 { numbered(&args.output, index + 1) } else { args.output.clone() };
        let text = conversion.write(&input, &decoded, resume, &mut record);
        report.print(&mut record);
        let bytes = text?.into_bytes();
        outputs.push(Output { path, bytes });
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
    let comments = conversion.lost_comments(&input, &record);
    if comments > 0 {
        let count = if comments == 1 { "1 comment".into() } else { format!("{comments} comments") };
        let message = format!("omitted {count}: kept only from YAML to YAML in recto's own format");
        report.remark(Diagnostic::note("comments", message));
    }
    Ok(())
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
        (None, Some(syntax)) => Dialect::usual_in(syntax),
        (None, None) => Dialect::Native,
    };
    let requested = args.syntax.map(Syntax::from).or(by_extension);
    let syntax = requested.unwrap_or_else(|| dialect.usual_syntax());
    if !dialect.can_be_in(syntax) {
        let (wrong, right) = match dialect.usual_syntax() {
            Syntax::Xml => ("in anything but XML", "`.xml`"),
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
    let by_extension =
        path.extension().and_then(|ending| Syntax::of_ending(&ending.to_string_lossy()));
    if by_extension.is_some() || path == Path::new("-") || args.syntax.is_some() {
        return Ok(by_extension);
    }
    Err(report.usage(
        format!("cannot write a résumé as `{}`", path.display()),
        "end its name in `.yaml`, `.json`, `.toml` or `.xml`, or choose with `--syntax`",
    ))
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
