use std::path::Path;

use super::convert::refuse_existing;
use super::ledger::Ledger;
use super::output::{self, Output, Written};
use super::{Failure, Report, date, read};
use crate::cli::ExtractArgs;
use crate::press::{self, Record};

/// Writes the data embedded in a finished file, unchanged.
pub(super) fn extract(args: &ExtractArgs, report: &mut Report) -> Result<(), Failure> {
    let start = date::now();
    let mut ledger = Ledger::default();
    ledger.read(&args.input, "the file that the data are in");
    ledger.write(std::slice::from_ref(&args.output), None, report)?;
    let file = read::read(&args.input, report)?;
    let mut record = Record::default();
    let data = press::extract(&file, &mut record);
    report.print(&mut record);
    let data = data?;
    let ending = |path: &Path| path.extension().map(|it| it.to_string_lossy().to_lowercase());
    let kind = ending(Path::new(&data.name)).unwrap_or_default();
    if let Some(requested) = ending(&args.output).filter(|requested| *requested != kind) {
        return Err(report.usage(
            format!("the data are in `.{kind}`, not in `.{requested}`"),
            format!(
                "`recto convert {} -o {}` converts them",
                args.input.display(),
                args.output.display()
            ),
        ));
    }
    if !args.force {
        refuse_existing(std::slice::from_ref(&args.output), report)?;
    }
    let bytes = data.bytes.unwrap_or_default();
    output::write_all(vec![Output { path: args.output.clone(), bytes }], report)?;
    let format = ["json", "xml", "yaml", "yml", "toml"].into_iter().find(|it| *it == kind);
    let written = Written {
        path: args.output.clone(),
        format: format.unwrap_or_default(),
        pages: None,
        edition: None,
        ms: date::milliseconds_since(start),
        about: format!("from {}", data.name),
    };
    report.wrote(&[written], "");
    Ok(())
}
