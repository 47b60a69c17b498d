use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use typst_layout::PagedDocument;

use super::edition::{ALL_LANGUAGES, Edition, Edits};
use super::faces::Faces;
use super::input::{self, Input, Reading, reason};
use super::look::{self, Prepared};
use super::output::{self, Output};
use super::{Failure, Report, pages};
use crate::cli::{BuildArgs, Format};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::export::{self, Standards};
use crate::tailor::ALL_VARIANTS;
use crate::world::ResumeWorld;

/// How outputs are named and in which formats they are written, decided once.
struct Plan {
    /// By the output's name where there are none.
    formats: Vec<Format>,
    target: Target,
    standards: Standards,
    ppi: f32,
    in_all_languages: bool,
}

enum Target {
    /// Beside each input.
    Beside,
    Folder(PathBuf),
    /// May hold `{name}`, `{variant}` and `{lang}`; `-` is standard output.
    Pattern(String),
}

/// Where one edition is written.
struct Place {
    /// Without regard to the format, unless it was given in full.
    path: PathBuf,
    is_full: bool,
    formats: Vec<Format>,
}

/// Sets each résumé and writes it.
pub(super) fn build(args: &BuildArgs, report: &mut Report) -> Result<(), Failure> {
    let plan = Plan::new(args, report)?;
    let reading = Reading::new(&args.input.reading, report)?;
    let edits = Edits::new(&args.tailor, args.look.lang.as_deref(), report)?;
    let mut faces = Faces::new(&args.fonts, report)?;
    let mut outcome = Ok(());
    let mut rules = String::new();
    for path in &args.input.inputs {
        let built = input::read(path, reading, report).and_then(|input| {
            build_input(&input, args, &plan, &edits, &mut faces, report)
                .map(|(targets, files)| rules.push_str(&make_rule(&targets, path, &files)))
        });
        match built {
            // What is wrong with the command line is wrong for every input.
            Err(Failure::Usage) => return Err(Failure::Usage),
            Err(failure) => outcome = Err(failure),
            Ok(()) => {}
        }
        comemo::evict(10);
    }
    if let (Some(file), Ok(())) = (&args.deps, outcome) {
        output::write_all(vec![Output { path: file.clone(), bytes: rules.into_bytes() }], report)?;
    }
    outcome
}

impl Plan {
    fn new(args: &BuildArgs, report: &mut Report) -> Result<Self, Failure> {
        let standards = Standards::parse(&args.pdf_standard)
            .map_err(|message| report.usage(message, "the default is `ua-1,a-2a`"))?;
        let target = match (&args.output, &args.out_dir) {
            (Some(output), _) => Target::Pattern(output.to_string_lossy().into_owned()),
            (None, Some(folder)) => Target::Folder(folder.clone()),
            (None, None) => Target::Beside,
        };
        let in_all_languages = args.look.lang.as_deref() == Some(ALL_LANGUAGES);
        let mut formats = args.formats.clone();
        let mut seen = Vec::new();
        formats.retain(|format| {
            let new = !seen.contains(format);
            seen.push(*format);
            new
        });
        if let Target::Pattern(pattern) = &target {
            format_of(pattern, report)?;
            let lacks = |placeholder: &str| !pattern.contains(placeholder);
            if args.input.inputs.len() > 1 && lacks("{name}") {
                return Err(report.usage(
                    format!("several résumés cannot all be `{pattern}`"),
                    "put `{name}` into it, or use `--out-dir`",
                ));
            }
            if args.tailor.variant.as_deref() == Some(ALL_VARIANTS) && lacks("{variant}") {
                return Err(report.usage(
                    format!("several variants cannot all be `{pattern}`"),
                    "put `{variant}` into it, or use `--out-dir`",
                ));
            }
            if args.tailor.variant.is_none() && !lacks("{variant}") {
                return Err(report.usage(
                    format!("`{pattern}` names a variant, and there is none"),
                    "choose one with `--variant`",
                ));
            }
            if pattern == "-" && formats.len() > 1 {
                return Err(
                    report.usage("standard output takes one format", "choose one with `--format`")
                );
            }
            if in_all_languages && pattern != "-" && lacks("{lang}") {
                return Err(report.usage(
                    format!("several languages cannot all be `{pattern}`"),
                    "put `{lang}` into it, or use `--out-dir`",
                ));
            }
        }
        let to_stdout = match &target {
            Target::Pattern(pattern) => pattern == "-",
            Target::Beside => args.input.inputs.iter().any(|input| input == Path::new("-")),
            Target::Folder(_) => false,
        };
        if in_all_languages && to_stdout {
            return Err(report.usage(
                "standard output takes one language",
                "choose one with `--lang`, or name files with `-o cv-{lang}.pdf`",
            ));
        }
        Ok(Self { formats, target, standards, ppi: f32::from(args.ppi), in_all_languages })
    }

    /// Names the output of one edition.
    fn place(
        &self,
        input: &Input,
        edition: &Edition,
        report: &mut Report,
    ) -> Result<Place, Failure> {
        let mut name = input.stem();
        if let Some(number) = edition.number {
            let _ = write!(name, "-{number}");
        }
        let variant = edition.variant.as_deref();
        let language = edition.language_name();
        let fill = |pattern: &str| {
            pattern
                .replace("{name}", &name)
                .replace("{variant}", variant.unwrap_or_default())
                .replace("{lang}", language)
        };
        let mut usual = name.clone();
        let shown = self.in_all_languages.then_some(language);
        for part in variant.into_iter().chain(shown) {
            let _ = write!(usual, "-{part}");
        }
        usual.push_str(".pdf");
        let (path, is_full) = match (&self.target, edition.output.as_deref()) {
            (Target::Pattern(pattern), _) => (PathBuf::from(fill(pattern)), true),
            (Target::Folder(folder), _) => (folder.join(usual), false),
            (Target::Beside, Some(output)) => match &input.file {
                Some(file) => (file.with_file_name(fill(output)), true),
                None => (PathBuf::from(fill(output)), true),
            },
            (Target::Beside, None) => match &input.file {
                Some(file) => (file.with_file_name(usual), false),
                None => (PathBuf::from("-"), false),
            },
        };
        let mut formats = self.formats.clone();
        if formats.is_empty() {
            formats.push(format_of(&path.to_string_lossy(), report)?);
        }
        Ok(Place { path, is_full, formats })
    }
}

/// Tells the format from an output's extension.
fn format_of(output: &str, report: &mut Report) -> Result<Format, Failure> {
    let extension = Path::new(output).extension().map(|e| e.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        None | Some("pdf") => Ok(Format::Pdf),
        Some("png") => Ok(Format::Png),
        Some("svg") => Ok(Format::Svg),
        Some(other) => Err(report.usage(
            format!("there is no format for `.{other}`"),
            "end the name in `.pdf`, `.png` or `.svg`, or choose with `--format`",
        )),
    }
}

/// Sets every résumé of one input, and writes all of its files or none.
///
/// Returns the files written and the files they depend on, the input left out.
fn build_input(
    input: &Input,
    args: &BuildArgs,
    plan: &Plan,
    edits: &Edits,
    faces: &mut Faces,
    report: &mut Report,
) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let mut outputs = Vec::new();
    let mut files = edits.files.clone();
    let mut pages = 0;
    let mut outcome = Ok(());
    for edition in &edits.editions(input, report)? {
        let prepared = look::prepare(edition, input, &args.look, edits.explain, faces, report);
        let built = prepared.and_then(|prepared| {
            files.extend(prepared.files.iter().cloned());
            let place = plan.place(input, edition, report)?;
            render(prepared, &place, plan, &mut outputs, report)
        });
        match built {
            Ok(more) => pages += more,
            Err(Failure::Usage) => return Err(Failure::Usage),
            Err(failure) => outcome = Err(failure),
        }
    }
    outcome?;
    refuse_bad_targets(input, &outputs, report)?;
    make_folders(plan, &outputs, report)?;
    let targets: Vec<_> = outputs.iter().map(|output| output.path.clone()).collect();
    output::write_all(outputs, report)?;
    let shown: Vec<_> = targets.iter().map(|path| path.display().to_string()).collect();
    if shown != ["-"] {
        let pages = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
        report.done(&format!("wrote {} ({pages})", shown.join(", ")));
    }
    Ok((targets, files))
}

/// Makes the folders that a pattern or a variant names; one that is typed in full may be a slip.
fn make_folders(plan: &Plan, outputs: &[Output], report: &mut Report) -> Result<(), Failure> {
    if matches!(&plan.target, Target::Pattern(pattern) if !pattern.contains('{')) {
        return Ok(());
    }
    for folder in outputs.iter().filter_map(|output| output.path.parent()) {
        fs::create_dir_all(folder).map_err(|error| {
            report.input(Diagnostic::error(
                "write",
                format!("cannot make `{}` ({})", folder.display(), reason(&error)),
            ))
        })?;
    }
    Ok(())
}

/// Sets one résumé in every format, and returns its number of pages.
fn render(
    prepared: Prepared,
    place: &Place,
    plan: &Plan,
    outputs: &mut Vec<Output>,
    report: &mut Report,
) -> Result<usize, Failure> {
    let (world, document) = pages::set(prepared, report)?;
    let Place { path: base, is_full, formats } = place;
    for format in formats {
        let path = match (base == Path::new("-"), formats.as_slice()) {
            (true, _) => base.clone(),
            // A name given in full is kept, whatever it ends in.
            (false, [_]) if *is_full => base.clone(),
            (false, _) => base.with_extension(format.extension()),
        };
        match format {
            Format::Pdf => {
                let bytes = pdf(&document, plan, &world, report)?;
                outputs.push(Output { path, bytes });
            }
            Format::Png => {
                let pages = export::png(&document, plan.ppi)
                    .map_err(|message| report.input(Diagnostic::error("png", message)))?;
                push_pages(pages, &path, outputs, report)?;
            }
            Format::Svg => {
                let pages = export::svg(&document).into_iter().map(String::into_bytes).collect();
                push_pages(pages, &path, outputs, report)?;
            }
        }
    }
    Ok(document.pages().len())
}

fn pdf(
    document: &PagedDocument,
    plan: &Plan,
    world: &ResumeWorld,
    report: &mut Report,
) -> Result<Vec<u8>, Failure> {
    let mut diagnostics = Diagnostics::default();
    let bytes =
        export::pdf(document, &plan.standards, world, &mut report.sources, &mut diagnostics);
    let fault = diagnostics.iter().any(|d| d.code == "exporter" && d.severity == Severity::Error);
    if fault {
        return Err(report.fault(diagnostics));
    }
    report.emit(diagnostics, None)?;
    bytes.ok_or(Failure::Input)
}

/// Names pages `name-1.png`, `name-2.png` where there are several.
fn push_pages(
    pages: Vec<Vec<u8>>,
    path: &Path,
    outputs: &mut Vec<Output>,
    report: &mut Report,
) -> Result<(), Failure> {
    if pages.len() == 1 {
        outputs.extend(pages.into_iter().map(|bytes| Output { path: path.to_path_buf(), bytes }));
        return Ok(());
    }
    if path == Path::new("-") {
        return Err(report.usage(
            format!("standard output takes one picture, not {}", pages.len()),
            "name an output with `-o`",
        ));
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    outputs.extend(pages.into_iter().enumerate().map(|(i, bytes)| Output {
        path: path.with_file_name(format!("{stem}-{}.{extension}", i + 1)),
        bytes,
    }));
    Ok(())
}

/// Refuses to write a picture of letters to a screen, over the input, or two outputs in one place.
fn refuse_bad_targets(
    input: &Input,
    outputs: &[Output],
    report: &mut Report,
) -> Result<(), Failure> {
    for (i, Output { path, .. }) in outputs.iter().enumerate() {
        if outputs[..i].iter().any(|other| other.path == *path) {
            return Err(report.usage(
                format!("two outputs would both be `{}`", path.display()),
                "put `{variant}` or `{lang}` into the name, or use `--out-dir`",
            ));
        }
        if path == Path::new("-") {
            if output::stdout_is_terminal() {
                return Err(report.usage(
                    "a terminal cannot show the output",
                    "name a file with `-o`, or send it into one with `>`",
                ));
            }
            continue;
        }
        let same = input.file.as_deref().is_some_and(|file| {
            file == path
                || fs::canonicalize(file)
                    .is_ok_and(|file| fs::canonicalize(path).is_ok_and(|path| file == path))
        });
        if same {
            return Err(report.usage(
                format!("`{}` is the résumé itself", path.display()),
                "name another output with `-o`",
            ));
        }
    }
    Ok(())
}

/// Writes one rule: each target depends on the input and on the files read for it.
fn make_rule(targets: &[PathBuf], input: &Path, files: &[PathBuf]) -> String {
    let mut needed: Vec<&Path> = Vec::new();
    let inputs = [input].into_iter().filter(|path| *path != Path::new("-"));
    for path in inputs.chain(files.iter().map(PathBuf::as_path)) {
        if !needed.contains(&path) {
            needed.push(path);
        }
    }
    let names =
        |paths: &[&Path]| paths.iter().map(|path| make_name(path)).collect::<Vec<_>>().join(" ");
    let targets: Vec<_> = targets.iter().map(PathBuf::as_path).collect();
    let mut rule = format!("{}: {}\n", names(&targets), names(&needed));
    // A file that is no longer there must not stop Make: it is a target of its own.
    for path in &needed[1.min(needed.len())..] {
        let _ = write!(rule, "\n{}:\n", make_name(path));
    }
    rule
}

/// Escapes a path for Make: spaces, `#`, `$`, `%` and `:`.
fn make_name(path: &Path) -> String {
    let mut name = String::new();
    for c in path.to_string_lossy().chars() {
        match c {
            ' ' | '#' | '%' | ':' | '\\' => name.extend(['\\', c]),
            '$' => name.push_str("$$"),
            c => name.push(c),
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn make_reads_odd_names_as_they_are() {
        assert_eq!(make_name(Path::new("a b/$c#d.yaml")), "a\\ b/$$c\\#d.yaml");
    }
}
