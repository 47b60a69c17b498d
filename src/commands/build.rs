use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::machine::Machine;
use super::output::{self, Output};
use super::read::reason;
use super::request::Requests;
use super::vet::ThemeLimits;
use super::{Failure, Report};
use crate::cli::BuildArgs;
use crate::diagnostic::Diagnostic;
use crate::export::Standards;
use crate::press::{Choice, Draft, Format, OutputFile, Outputs, Press, Record, Request};
use crate::tailor::Secrets;

/// How outputs are named and in which formats they are written, decided once.
struct Plan {
    target: Target,
    /// Its formats go by the output's name where there are none.
    outputs: Outputs,
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
    let requests = Requests::new(&args.input.reading, &args.look, &args.tailor, report)?;
    let mut press = Press::new(Machine::new(&args.fonts, ThemeLimits::new(&args.limits), report)?);
    let mut outcome = Ok(());
    let mut rules = String::new();
    for path in &args.input.inputs {
        let built = requests.of_file(path, report).and_then(|request| {
            let (targets, files) = build_input(path, &request, &plan, &mut press, report)?;
            let files: Vec<_> = requests.files.iter().chain(&files).collect();
            rules.push_str(&make_rule(&targets, path, &files));
            Ok(())
        });
        match built {
            // What is wrong with the command line is wrong for every input.
            Err(Failure::Request) => return Err(Failure::Request),
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
        let in_all_languages = args.look.lang.as_deref() == Some(Choice::EVERY);
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
            if args.tailor.variant.as_deref() == Some(Choice::EVERY) && lacks("{variant}") {
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
        let outputs = Outputs { formats, standards, ppi: args.ppi };
        Ok(Self { target, outputs, in_all_languages })
    }

    /// Names the output of one edition.
    fn place(&self, input: &Path, draft: &Draft, report: &mut Report) -> Result<Place, Failure> {
        let file = Some(input).filter(|input| *input != Path::new("-"));
        let stem = file.and_then(Path::file_stem);
        let mut name =
            stem.map_or_else(|| "resume".to_owned(), |stem| stem.to_string_lossy().into_owned());
        if let Some(number) = draft.number {
            let _ = write!(name, "-{number}");
        }
        let variant = draft.variant.as_deref();
        let language = draft.language_name();
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
        let (path, is_full) = match (&self.target, draft.output.as_deref()) {
            (Target::Pattern(pattern), _) => (PathBuf::from(fill(pattern)), true),
            (Target::Folder(folder), _) => (folder.join(usual), false),
            (Target::Beside, Some(output)) => match file {
                Some(file) => (file.with_file_name(fill(output)), true),
                None => (PathBuf::from(fill(output)), true),
            },
            (Target::Beside, None) => match file {
                Some(file) => (file.with_file_name(usual), false),
                None => (PathBuf::from("-"), false),
            },
        };
        let mut formats = self.outputs.formats.clone();
        if formats.is_empty() {
            formats.push(format_of(&path.to_string_lossy(), report)?);
        }
        Ok(Place { path, is_full, formats })
    }
}

/// Tells the format from an output's extension.
fn format_of(output: &str, report: &mut Report) -> Result<Format, Failure> {
    let Some(extension) = Path::new(output).extension() else { return Ok(Format::Pdf) };
    let extension = extension.to_string_lossy().to_lowercase();
    Format::from_name(&extension).ok_or_else(|| {
        report.usage(
            format!("there is no format for `.{extension}`"),
            "end the name in `.pdf`, `.png` or `.svg`, or choose with `--format`",
        )
    })
}

/// Sets every résumé of one input, and writes all of its files or none.
///
/// Returns the files written and those that were read for them.
fn build_input(
    path: &Path,
    request: &Request,
    plan: &Plan,
    press: &mut Press,
    report: &mut Report,
) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Failure> {
    let mut record = Record::default();
    let drafts = press.drafts(request, &mut record);
    report.print(&mut record);
    let mut outputs = Vec::new();
    let mut pages = 0;
    let mut outcome = Ok(());
    for draft in &drafts? {
        let place = plan.place(path, draft, report)?;
        let formats = place.formats.clone();
        let edition =
            press.print(request, draft, &Outputs { formats, ..plan.outputs.clone() }, &mut record);
        report.print(&mut record);
        match edition {
            Ok(edition) => {
                report.fitted(&edition);
                pages += edition.pages.pages().len();
                let before = outputs.len();
                place.name(edition.files, &mut outputs, report)?;
                refuse_telling_names(&outputs[before..], &edition.secrets, report)?;
            }
            Err(Failure::Request) => return Err(Failure::Request),
            Err(failure) => outcome = Err(failure),
        }
    }
    outcome?;
    refuse_bad_targets(path, &outputs, report)?;
    make_folders(plan, &outputs, report)?;
    let targets: Vec<_> = outputs.iter().map(|output| output.path.clone()).collect();
    output::write_all(outputs, report)?;
    let shown: Vec<_> = targets.iter().map(|path| path.display().to_string()).collect();
    if shown != ["-"] {
        let pages = if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") };
        report.done(&format!("wrote {} ({pages})", shown.join(", ")));
    }
    Ok((targets, record.files().to_vec()))
}

impl Place {
    /// Names the files of an edition: pages `name-1.png`, `name-2.png` where there are several.
    fn name(
        &self,
        files: Vec<OutputFile>,
        outputs: &mut Vec<Output>,
        report: &mut Report,
    ) -> Result<(), Failure> {
        for format in &self.formats {
            let path = match (self.path == Path::new("-"), self.formats.as_slice()) {
                (true, _) => self.path.clone(),
                // A name given in full is kept, whatever it ends in.
                (false, [_]) if self.is_full => self.path.clone(),
                (false, _) => self.path.with_extension(format.name()),
            };
            let of_format = |file: &&OutputFile| file.format == *format;
            let count = files.iter().filter(of_format).count();
            if count > 1 && path == Path::new("-") {
                return Err(report.usage(
                    format!("standard output takes one picture, not {count}"),
                    "name an output with `-o`",
                ));
            }
            for file in files.iter().filter(of_format) {
                let path = match file.page {
                    Some(page) if count > 1 => numbered(&path, page),
                    _ => path.clone(),
                };
                outputs.push(Output { path, bytes: file.bytes.clone() });
            }
        }
        Ok(())
    }
}

/// Refuses to tell by its name what a file must not hold.
fn refuse_telling_names(
    outputs: &[Output],
    secrets: &Secrets,
    report: &mut Report,
) -> Result<(), Failure> {
    let names = outputs.iter().filter_map(|output| output.path.file_name());
    if names.into_iter().any(|name| secrets.are_in(&name.to_string_lossy())) {
        let message = "what is redacted would stand in the name of the file";
        return Err(report.input(
            Diagnostic::error("redacted-elsewhere", message)
                .hint("give it another name: `-o cv.pdf`"),
        ));
    }
    Ok(())
}

fn numbered(path: &Path, page: usize) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{stem}-{page}.{extension}"))
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

/// Refuses to write a picture of letters to a screen, over the input, or two outputs in one place.
fn refuse_bad_targets(
    input: &Path,
    outputs: &[Output],
    report: &mut Report,
) -> Result<(), Failure> {
    let input = Some(input).filter(|input| *input != Path::new("-"));
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
        let same = input.is_some_and(|file| {
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
fn make_rule(targets: &[PathBuf], input: &Path, files: &[&PathBuf]) -> String {
    let mut needed: Vec<&Path> = Vec::new();
    let inputs = [input].into_iter().filter(|path| *path != Path::new("-"));
    for path in inputs.chain(files.iter().map(|file| file.as_path())) {
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
