use std::path::Path;

use super::ledger::Ledger;
use super::local_resources::LocalResources;
use super::output::{self, Output};
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::{DesignArgs, FontArgs, ReadingArgs, TailorArgs, ThemesArgs};
use crate::press::{GalleryFormat, Press, Record};

/// The résumé used if none is given.
const SAMPLE: &str = include_str!("../../data/samples/marketing-manager.yaml");

/// Renders every theme and writes the first pages on one sheet.
///
/// Reports and returns an error if the résumé has errors or the sheet cannot be written.
pub(super) fn preview(args: &ThemesArgs, out: &Path, report: &mut Report) -> Result<(), Failure> {
    let format = format_of(out, report)?;
    let design = DesignArgs { paper: args.paper.clone(), ..DesignArgs::default() };
    let (reading, tailor) = (ReadingArgs::default(), TailorArgs::default());
    let requests = Requests::new(&reading, &design, &tailor, report)?;
    let request = match args.name.as_deref() {
        Some(file) => requests.of_file(Path::new(file), report)?,
        None => requests.of_sample("marketing-manager.yaml", SAMPLE),
    };
    let mut press =
        Press::new(LocalResources::new(&FontArgs::default(), ThemeLimits::default(), report)?);
    let mut record = Record::default();
    let gallery = press.gallery(&request, format, &mut record);
    report.print(&mut record);
    let gallery = gallery?;
    let mut ledger = Ledger::default();
    let resume = args.name.as_deref().map(Path::new);
    resume.into_iter().for_each(|file| ledger.read(file, "the résumé"));
    record.files().iter().for_each(|file| ledger.read(file, "read for the résumé"));
    ledger.write(&[out.to_path_buf()], None, report)?;
    output::write_all(vec![Output { path: out.to_path_buf(), bytes: gallery.bytes }], report)?;
    if out != Path::new("-") {
        report.done(&format!("wrote {} ({} themes)", out.display(), gallery.themes));
    }
    Ok(())
}

fn format_of(out: &Path, report: &mut Report) -> Result<GalleryFormat, Failure> {
    let extension = out.extension().map(|e| e.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("pdf") => Ok(GalleryFormat::Pdf),
        Some("png") => Ok(GalleryFormat::Png),
        _ => Err(report.usage(
            format!("`{}` is neither a PDF nor a PNG", out.display()),
            "end the name in `.pdf` or `.png`",
        )),
    }
}
