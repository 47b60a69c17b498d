use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::ledger::resolve;
use super::{Failure, Report};
use crate::cli::BuildArgs;
use crate::diagnostic::Diagnostic;
use crate::press::{Choice, Draft, Format, NamePattern, OutputFile, Placeholder, clean_name};

/// How outputs are named and in which formats they are written.
pub(super) struct Naming {
    target: Target,
    /// By the output's name where there are none.
    formats: Vec<Format>,
    in_every_language: bool,
}

enum Target {
    /// Beside each input.
    Beside,
    Folder(PathBuf),
    Pattern(NamePattern),
    Stdout,
}

/// Where one edition is written.
#[derive(Debug, Clone)]
pub(super) struct Place {
    stem: Stem,
    /// The ending of a name that was given in full, which is kept whatever it is.
    ending: Option<Option<OsString>>,
    is_stdout: bool,
    pub(super) formats: Vec<Format>,
}

/// The name of a file without its ending.
#[derive(Debug, Clone)]
enum Stem {
    Fixed(OsString),
    /// With the number of the page in it, beside a file where one is named.
    Paged {
        pattern: NamePattern,
        beside: Option<PathBuf>,
    },
}

impl Naming {
    /// Reads the arguments.
    ///
    /// Returns an error, reported, if several outputs would have one name.
    pub(super) fn new(args: &BuildArgs, report: &mut Report) -> Result<Self, Failure> {
        let target = match (&args.output, &args.out_dir) {
            (Some(output), _) if output == Path::new("-") => Target::Stdout,
            (Some(output), _) => {
                let pattern = NamePattern::parse(output.as_os_str());
                let pattern = pattern.map_err(|problem| report.rejected(problem))?;
                refuse_one_name_for_several(args, output, &pattern, report)?;
                Target::Pattern(pattern)
            }
            (None, Some(folder)) => Target::Folder(folder.clone()),
            (None, None) => Target::Beside,
        };
        let mut formats: Vec<Format> = Vec::new();
        for format in &args.formats {
            if !formats.contains(format) {
                formats.push(*format);
            }
        }
        let in_every_language = args.look.lang.as_deref() == Some(Choice::EVERY);
        let reads_stdin = args.input.inputs.iter().any(|input| input == Path::new("-"));
        let is_stdout = match target {
            Target::Stdout => true,
            Target::Beside => reads_stdin,
            Target::Folder(_) | Target::Pattern(_) => false,
        };
        if is_stdout {
            refuse_several_to_stdout(args, &formats, in_every_language, report)?;
        }
        Ok(Self { target, formats, in_every_language })
    }

    /// Names the outputs of one edition; `-` is standard input.
    ///
    /// Returns an error, reported, if its ending is no format's, or the place is none for a variant.
    pub(super) fn place(
        &self,
        input: &Path,
        draft: &Draft,
        report: &mut Report,
    ) -> Result<Place, Failure> {
        let file = Some(input).filter(|input| *input != Path::new("-"));
        let mut name = file.and_then(Path::file_stem).unwrap_or(OsStr::new("resume")).to_owned();
        if let Some(number) = draft.number {
            name.push(format!("-{number}"));
        }
        let variant = draft.variant.as_deref().map(clean_name);
        let language = clean_name(draft.language_name());
        let fill = |pattern: &NamePattern, beside: Option<&Path>| {
            let filled = pattern.fill_some(|placeholder| match placeholder {
                Placeholder::Name => Some(&name),
                Placeholder::Variant => Some(OsStr::new(variant.as_deref().unwrap_or_default())),
                Placeholder::Language => Some(OsStr::new(&language)),
                Placeholder::Page => None,
            });
            let (first, ending) = filled.fill(|_| OsStr::new("1"));
            let beside = beside.map(Path::to_path_buf);
            let stem = match &beside {
                _ if filled.has(Placeholder::Page) => Stem::Paged { pattern: filled, beside },
                Some(file) => Stem::Fixed(file.with_file_name(first).into_os_string()),
                None => Stem::Fixed(first),
            };
            (stem, Some(ending), false)
        };
        let mut usual = name.clone();
        let shown = self.in_every_language.then_some(&language);
        for part in variant.iter().chain(shown) {
            usual.push("-");
            usual.push(part);
        }
        let beside = |name: OsString| match file {
            Some(file) => file.with_file_name(name).into_os_string(),
            None => name,
        };
        let (stem, ending, is_stdout) = match (&self.target, draft.output.as_deref()) {
            (Target::Stdout, _) => (Stem::Fixed(OsString::from("-")), None, true),
            (Target::Pattern(pattern), _) => fill(pattern, None),
            (Target::Folder(folder), _) => {
                (Stem::Fixed(folder.join(usual).into_os_string()), None, false)
            }
            (Target::Beside, Some(output)) => {
                let pattern = NamePattern::parse(OsStr::new(output));
                let pattern = pattern.map_err(|problem| report.input(problem))?;
                let filled = fill(&pattern, file);
                refuse_outside(file, &filled.0.of_page(1), output, report)?;
                filled
            }
            (Target::Beside, None) => (Stem::Fixed(beside(usual)), None, file.is_none()),
        };
        let formats = match (self.formats.as_slice(), &ending) {
            ([], Some(Some(ending))) => vec![format_of(ending, report)?],
            ([], _) => vec![Format::Pdf],
            (formats, _) => formats.to_vec(),
        };
        if let Stem::Paged { .. } = stem
            && let Some(format) = formats.iter().find(|format| !format.is_file_per_page())
        {
            return Err(report.usage(
                format!("`{{page}}` cannot be in the name of a {} file", format.name()),
                "leave it out: all pages are in one file",
            ));
        }
        Ok(Place { stem, ending, is_stdout, formats })
    }
}

impl Stem {
    /// Returns the name for a page; one without a place for its number is the same for all.
    fn of_page(&self, page: usize) -> OsString {
        match self {
            Self::Fixed(name) => name.clone(),
            Self::Paged { pattern, beside } => {
                let page = page.to_string();
                let (name, _) = pattern.fill(|_| OsStr::new(&page));
                match beside {
                    Some(file) => file.with_file_name(name).into_os_string(),
                    None => name,
                }
            }
        }
    }
}

/// Refuses a name that several outputs of the run would have, whatever is in the résumés.
fn refuse_one_name_for_several(
    args: &BuildArgs,
    output: &Path,
    pattern: &NamePattern,
    report: &mut Report,
) -> Result<(), Failure> {
    let shown = output.display();
    let lacks = |placeholder| !pattern.has(placeholder);
    let several = [
        (args.input.inputs.len() > 1, Placeholder::Name, "résumés", "{name}"),
        (
            args.tailor.variant.as_deref() == Some(Choice::EVERY),
            Placeholder::Variant,
            "variants",
            "{variant}",
        ),
        (
            args.look.lang.as_deref() == Some(Choice::EVERY),
            Placeholder::Language,
            "languages",
            "{lang}",
        ),
    ];
    for (are_several, placeholder, what, word) in several {
        if are_several && lacks(placeholder) {
            return Err(report.usage(
                format!("several {what} cannot all be `{shown}`"),
                format!("put `{word}` into it, or use `--out-dir`"),
            ));
        }
    }
    if args.tailor.variant.is_none() && !lacks(Placeholder::Variant) {
        return Err(report.usage(
            format!("`{shown}` names a variant, and there is none"),
            "choose one with `--variant`",
        ));
    }
    Ok(())
}

fn refuse_several_to_stdout(
    args: &BuildArgs,
    formats: &[Format],
    in_every_language: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    if formats.len() > 1 {
        return Err(report.usage("standard output takes one format", "choose one with `--format`"));
    }
    if in_every_language {
        return Err(report.usage(
            "standard output takes one language",
            "choose one with `--lang`, or name files with `-o cv-{lang}.pdf`",
        ));
    }
    if args.output.is_some() && args.input.inputs.len() > 1 {
        return Err(report.usage(
            "several résumés cannot all be `-`",
            "put `{name}` into it, or use `--out-dir`",
        ));
    }
    if args.deps.as_deref() == Some(Path::new("-")) {
        return Err(report.usage(
            "standard output takes one file, not the page and what it depends on",
            "name a file with `--deps`",
        ));
    }
    Ok(())
}

/// Refuses a place outside of the résumé's folder that a variant names.
fn refuse_outside(
    file: Option<&Path>,
    stem: &OsStr,
    output: &str,
    report: &mut Report,
) -> Result<(), Failure> {
    let parent = file.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
    let folder = resolve(parent.unwrap_or(Path::new(".")));
    if resolve(Path::new(stem)).starts_with(&folder) {
        return Ok(());
    }
    let message = format!("`{output}` of a variant lies outside the résumé's folder");
    Err(report.input(
        Diagnostic::error("output", message)
            .hint("name a file beneath it, or choose another place with `-o`"),
    ))
}

/// Tells the format from an output's ending.
fn format_of(ending: &OsStr, report: &mut Report) -> Result<Format, Failure> {
    let ending = ending.to_string_lossy().to_lowercase();
    Format::from_name(&ending).ok_or_else(|| {
        let endings = Format::ALL.map(|format| format!("`.{}`", format.name()));
        report.usage(
            format!("there is no format for `.{ending}`"),
            format!("end the name in {}, or choose with `--format`", endings.join(", ")),
        )
    })
}

impl Place {
    /// Tells whether it is standard output.
    pub(super) fn is_stdout(&self) -> bool {
        self.is_stdout
    }

    /// Returns where a format is written, if it is one file.
    pub(super) fn path(&self, format: Format) -> PathBuf {
        self.numbered(format, None)
    }

    /// Names the files of an edition: pages are `name-1.png`, `name-2.png` where there are several.
    ///
    /// Returns an error, reported, if standard output would take several.
    pub(super) fn name(
        &self,
        files: &[OutputFile],
        report: &mut Report,
    ) -> Result<Vec<PathBuf>, Failure> {
        if self.is_stdout && files.len() > 1 {
            return Err(report.usage(
                format!("standard output takes one picture, not {}", files.len()),
                "name an output with `-o`",
            ));
        }
        let count = |format| files.iter().filter(|file| file.format == format).count();
        let page = |file: &OutputFile| file.page.filter(|_| self.is_numbered(count(file.format)));
        Ok(files.iter().map(|file| self.numbered(file.format, page(file))).collect())
    }

    /// Returns the pages of an earlier run that are still there, where a run wrote so many.
    pub(super) fn stale_pages(&self, format: Format, pages: usize) -> Vec<PathBuf> {
        if self.is_stdout || !format.is_file_per_page() {
            return Vec::new();
        }
        let is_numbered = self.is_numbered(pages);
        let from = if is_numbered { pages + 1 } else { 1 };
        let later = (from..).map(|page| self.numbered(format, Some(page)));
        let single = is_numbered.then(|| self.numbered(format, None));
        let single = single.filter(|path| matches!(self.stem, Stem::Fixed(_)) && path.exists());
        single.into_iter().chain(later.take_while(|path| path.exists())).collect()
    }

    /// Tells whether the files of a format with so many pages have the page's number in their names.
    fn is_numbered(&self, pages: usize) -> bool {
        pages > 1 || matches!(self.stem, Stem::Paged { .. })
    }

    fn numbered(&self, format: Format, page: Option<usize>) -> PathBuf {
        let mut name = self.stem.of_page(page.unwrap_or(1));
        if self.is_stdout {
            return PathBuf::from(name);
        }
        if let (Some(page), Stem::Fixed(_)) = (page, &self.stem) {
            name.push(format!("-{page}"));
        }
        let ending = match &self.ending {
            Some(ending) if self.formats.len() == 1 => ending.clone(),
            _ => Some(OsString::from(format.name())),
        };
        if let Some(ending) = ending {
            name.push(".");
            name.push(ending);
        }
        PathBuf::from(name)
    }
}
