//! Writes the results of all inputs as a table.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::super::output::{Output, write_all};
use super::super::{Failure, Report};
use super::job::{Built, Outcome};

/// A table with a row per input, written at the end.
pub(super) struct Table {
    path: PathBuf,
    form: Form,
}

enum Form {
    Csv(Box<csv::Writer<Vec<u8>>>),
    /// Rows without the enclosing brackets.
    Json(Vec<String>),
}

const COLUMNS: [&str; 8] =
    ["n", "input", "status", "outputs", "pages", "warnings", "milliseconds", "message"];

impl Table {
    /// Chooses the format by the extension.
    ///
    /// Reports and returns an error if the extension is unknown.
    pub(super) fn new(path: &Path, report: &mut Report) -> Result<Self, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let form = match ending.as_deref() {
            Some("csv") => {
                let mut rows = csv::Writer::from_writer(Vec::new());
                // Writing to memory cannot fail.
                let _ = rows.write_record(COLUMNS);
                Form::Csv(Box::new(rows))
            }
            Some("json") => Form::Json(Vec::new()),
            _ => {
                return Err(report.usage(
                    format!("invalid `--report`: `{}`", path.display()),
                    "end the name in `.csv` or `.json`",
                ));
            }
        };
        Ok(Self { path: path.to_path_buf(), form })
    }

    pub(super) fn add(&mut self, built: &Built) {
        let status = match built.outcome {
            Outcome::Done => "written",
            Outcome::UpToDate => "unchanged",
            Outcome::Failed(_) => "failed",
        };
        let paths = built.outputs.iter().filter_map(|made| made.path.as_deref());
        let paths: Vec<_> = paths.map(|path| path.to_string_lossy().into_owned()).collect();
        let found = built.collected.iter().filter_map(|collected| collected.found.as_ref());
        let errors: Vec<_> = found.filter(|found| found.is_error()).collect();
        let message = errors.first().map_or("", |error| error.message.as_str());
        match &mut self.form {
            Form::Csv(rows) => {
                let _ = rows.write_record([
                    built.number.to_string().as_str(),
                    &built.input,
                    status,
                    &paths.join(";"),
                    &built.pages.to_string(),
                    &built.warnings.to_string(),
                    &built.milliseconds.to_string(),
                    message,
                ]);
            }
            Form::Json(rows) => {
                let values: [Value; 8] = [
                    built.number.into(),
                    built.input.as_str().into(),
                    status.into(),
                    paths.into(),
                    built.pages.into(),
                    built.warnings.into(),
                    built.milliseconds.into(),
                    if message.is_empty() { Value::Null } else { json!(message) },
                ];
                let columns = COLUMNS.into_iter().map(str::to_owned);
                rows.push(Value::Object(columns.zip(values).collect()).to_string());
            }
        }
    }

    /// Writes the table.
    ///
    /// Reports and returns an error if it cannot be written.
    pub(super) fn write(self, report: &mut Report) -> Result<(), Failure> {
        let bytes = match self.form {
            Form::Csv(rows) => rows.into_inner().unwrap_or_default(),
            Form::Json(rows) => format!("[\n{}\n]\n", rows.join(",\n")).into_bytes(),
        };
        write_all(vec![Output { path: self.path, bytes }], report)
    }
}
