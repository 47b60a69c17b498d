use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use super::ledger::resolve;
use super::{Failure, Report};
use crate::cli::BuildArgs;
use crate::diagnostic::Diagnostic;
use crate::press::{
    Choice, Draft, FileName, Format, NamePattern, OutputFile, Placeholder, clean_name, clean_value,
};

/// Names and formats of outputs.
pub(super) struct Naming {
    target: Target,
    /// Empty to derive the format from the output's name.
    formats: Vec<Format>,
}

enum Target {
    /// Next to each input.
    Beside,
    Folder(PathBuf),
    Pattern(NamePattern),
    Stdout,
}

/// The names of an input.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    /// Its file, if its outputs may be written next to it.
    pub(super) file: Option<PathBuf>,
    /// Base name of its outputs, without extension.
    pub(super) stem: OsString,
    /// Relative folder within the one that was named.
    pub(super) folder: PathBuf,
    /// Number within the run, starting at 1.
    pub(super) number: usize,
    /// Formats requested by its own settings.
    pub(super) formats: Vec<Format>,
    pub(super) in_every_language: bool,
}

/// The output path of an edition.
#[derive(Debug, Clone)]
pub(super) struct Place {
    name: FileName,
    /// Whether a given extension is kept for any format.
    keeps_ending: bool,
    is_stdout: bool,
    pub(super) formats: Vec<Format>,
}

impl Naming {
    /// Reads the arguments.
    ///
    /// Reports and returns an error if several outputs would have the same name.
    pub(super) fn new(
        args: &BuildArgs,
        are_several: bool,
        report: &mut Report,
    ) -> Result<Self, Failure> {
        let target = match (&args.output, &args.out_dir) {
            (Some(output), _) if output == Path::new("-") => Target::Stdout,
            (Some(output), _) if is_folder(output) => Target::Folder(output.clone()),
            (Some(output), _) => {
                let pattern = NamePattern::parse(output.as_os_str());
                let pattern = pattern.map_err(|problem| report.rejected(problem))?;
                refuse_one_name_for_several(args, are_several, output, &pattern, report)?;
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
        let in_every_language = args.design.lang.as_deref() == Some(Choice::EVERY);
        let reads_stdin = args.input.inputs.iter().any(|input| input == Path::new("-"));
        let is_stdout = match target {
            Target::Stdout => true,
            Target::Beside => reads_stdin,
            Target::Folder(_) | Target::Pattern(_) => false,
        };
        if is_stdout {
            refuse_several_to_stdout(args, are_several, &formats, in_every_language, report)?;
        }
        Ok(Self { target, formats })
    }

    /// Returns whether the arguments set an output location.
    pub(super) fn is_placed(&self) -> bool {
        matches!(self.target, Target::Folder(_) | Target::Pattern(_))
    }

    /// Returns the output formats of an input unless a name determines them.
    pub(super) fn formats(&self, subject: &Subject) -> Vec<Format> {
        let requested = if subject.formats.is_empty() { &self.formats } else { &subject.formats };
        if requested.is_empty() { vec![Format::Pdf] } else { requested.clone() }
    }

    /// Returns the output path of one edition.
    ///
    /// Reports and returns an error if the extension is unknown, a variant's path is not allowed,
    /// or the résumé lacks a value used in the name.
    pub(super) fn place(
        &self,
        subject: &Subject,
        draft: &Draft,
        report: &mut Report,
    ) -> Result<Place, Failure> {
        let file = subject.file.as_deref();
        let mut stem = subject.stem.clone();
        if let Some(number) = draft.number {
            stem.push(format!("-{number}"));
        }
        let variant = draft.variant.as_deref().map(clean_name);
        let language = clean_name(draft.language_name());
        let mut usual = stem.clone();
        let shown = subject.in_every_language.then_some(&language);
        for part in variant.iter().chain(shown) {
            usual.push("-");
            usual.push(part);
        }
        let words = Words { stem: &stem, variant: variant.as_deref(), language: &language };
        let beside =
            |name: FileName| name.within(file.and_then(Path::parent).unwrap_or(Path::new("")));
        let name = match (&self.target, draft.output.as_deref()) {
            (Target::Stdout, _) => FileName::stem(OsStr::new("-")),
            (Target::Pattern(pattern), _) => fill(pattern, words, subject, draft, report)?,
            (Target::Folder(folder), _) => {
                FileName::stem(&usual).within(&folder.join(&subject.folder))
            }
            (Target::Beside, Some(output)) => {
                let pattern = NamePattern::parse(OsStr::new(output));
                let pattern = pattern.map_err(|problem| report.input(problem))?;
                let name = beside(fill(&pattern, words, subject, draft, report)?);
                refuse_outside(file, &name.path("", None, false), output, report)?;
                name
            }
            (Target::Beside, None) if file.is_none() => FileName::stem(OsStr::new("-")),
            (Target::Beside, None) => beside(FileName::stem(&usual)),
        };
        let is_stdout = match self.target {
            Target::Stdout => true,
            Target::Beside => file.is_none() && draft.output.is_none(),
            Target::Folder(_) | Target::Pattern(_) => false,
        };
        let (formats, keeps_ending) = match (subject.formats.as_slice(), name.own_ending()) {
            ([], Some(ending)) if self.formats.is_empty() => {
                (vec![format_of(ending, report)?], true)
            }
            ([], _) => (self.formats(subject), true),
            (formats, _) => (formats.to_vec(), false),
        };
        let keeps_ending = keeps_ending && formats.len() == 1;
        if keeps_ending {
            refuse_other_ending(name.own_ending(), formats[0], report)?;
        }
        if name.has_page()
            && let Some(format) = formats.iter().find(|format| !format.is_file_per_page())
        {
            return Err(report.usage(
                format!("`{{page}}` cannot be in the name of a {} file", format.name()),
                "leave it out: all pages are in one file",
            ));
        }
        Ok(Place { name, keeps_ending, is_stdout, formats })
    }
}

/// Returns whether a path denotes a folder: it exists as one, or ends in a separator.
pub(super) fn is_folder(path: &Path) -> bool {
    let ends = path.as_os_str().as_encoded_bytes().last();
    ends.is_some_and(|last| std::path::is_separator(char::from(*last))) || path.is_dir()
}

/// The values of placeholders.
#[derive(Clone, Copy)]
struct Words<'a> {
    stem: &'a OsStr,
    variant: Option<&'a str>,
    language: &'a str,
}

/// Returns a name without its page and format.
///
/// Reports and returns an error if the résumé lacks a value used in the name.
fn fill(
    pattern: &NamePattern,
    words: Words,
    subject: &Subject,
    draft: &Draft,
    report: &mut Report,
) -> Result<FileName, Failure> {
    for path in pattern.data() {
        if draft.datum(path).and_then(|datum| clean_value(&datum)).is_none() {
            let message = format!("the output name needs `{path}`, which the résumé lacks");
            return Err(report.input(
                Diagnostic::error("output", message)
                    .hint("fill it in, or name the output by something else, such as `{name}`"),
            ));
        }
    }
    Ok(pattern.fill(|placeholder| match placeholder {
        Placeholder::Name => Some(words.stem.to_owned()),
        Placeholder::Variant => words.variant.map(OsString::from),
        Placeholder::Language => Some(words.language.into()),
        Placeholder::Number => Some(subject.number.to_string().into()),
        Placeholder::Datum(path) => {
            draft.datum(path).and_then(|datum| clean_value(&datum)).map(OsString::from)
        }
        Placeholder::Page | Placeholder::Extension => None,
    }))
}

/// Rejects a name that several outputs would share, whatever the résumés contain.
fn refuse_one_name_for_several(
    args: &BuildArgs,
    are_several: bool,
    output: &Path,
    pattern: &NamePattern,
    report: &mut Report,
) -> Result<(), Failure> {
    let shown = output.display();
    let lacks = |placeholder: &Placeholder| !pattern.has(placeholder);
    if are_several
        && lacks(&Placeholder::Name)
        && lacks(&Placeholder::Number)
        && pattern.data().next().is_none()
    {
        return Err(report.usage(
            format!("several résumés cannot share the output `{shown}`"),
            "put `{name}` into it, or use `--out-dir`",
        ));
    }
    let several = [
        (
            args.tailor.variant.as_deref() == Some(Choice::EVERY),
            Placeholder::Variant,
            "variants",
            "{variant}",
        ),
        (
            args.design.lang.as_deref() == Some(Choice::EVERY),
            Placeholder::Language,
            "languages",
            "{lang}",
        ),
    ];
    for (are_several, placeholder, what, word) in several {
        if are_several && lacks(&placeholder) {
            return Err(report.usage(
                format!("several {what} cannot all be `{shown}`"),
                format!("put `{word}` into it, or use `--out-dir`"),
            ));
        }
    }
    // A record may choose a variant of its own.
    let may_be_named = args.tailor.variant.is_some() || args.batch.jsonl.is_some();
    if !may_be_named && !lacks(&Placeholder::Variant) {
        return Err(report.usage(
            format!("`{shown}` names a variant, and there is none"),
            "choose one with `--variant`",
        ));
    }
    Ok(())
}

fn refuse_several_to_stdout(
    args: &BuildArgs,
    are_several: bool,
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
    if args.output.is_some() && are_several {
        return Err(report.usage(
            "several résumés cannot share the output `-`",
            "put `{name}` into it, or use `--out-dir`",
        ));
    }
    if args.deps.as_deref() == Some(Path::new("-")) {
        return Err(report.usage(
            "standard output takes one file, not the page and its dependencies",
            "name a file with `--deps`",
        ));
    }
    Ok(())
}

/// Rejects a variant's output path outside the résumé's folder.
fn refuse_outside(
    file: Option<&Path>,
    path: &Path,
    output: &str,
    report: &mut Report,
) -> Result<(), Failure> {
    let parent = file.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
    let folder = resolve(parent.unwrap_or(Path::new(".")));
    if resolve(path).starts_with(&folder) {
        return Ok(());
    }
    let message = format!("`{output}` of a variant is outside the résumé's folder");
    Err(report
        .input(Diagnostic::error("output", message).hint("choose a file below it, or use `-o`")))
}

/// Rejects a format in a file whose name ends in another one.
fn refuse_other_ending(
    ending: Option<&OsStr>,
    format: Format,
    report: &mut Report,
) -> Result<(), Failure> {
    let Some(ending) = ending.map(|ending| ending.to_string_lossy().to_lowercase()) else {
        return Ok(());
    };
    match Format::from_name(&ending) {
        Some(other) if other != format => Err(report.usage(
            format!("the output ends in `.{ending}`, but `--format` is `{}`", format.name()),
            "leave out `--format`, or give the output its ending",
        )),
        _ => Ok(()),
    }
}

/// Returns the format of an output's extension.
fn format_of(ending: &OsStr, report: &mut Report) -> Result<Format, Failure> {
    let ending = ending.to_string_lossy().to_lowercase();
    Format::from_name(&ending).ok_or_else(|| {
        let endings = Format::ALL.map(|format| format!("`.{}`", format.name()));
        report.usage(
            format!("unknown format `.{ending}`"),
            format!("end the name in {}, or choose with `--format`", endings.join(", ")),
        )
    })
}

impl Place {
    /// Returns whether the output is standard output.
    pub(super) fn is_stdout(&self) -> bool {
        self.is_stdout
    }

    /// Returns the output path of a format with a single file.
    pub(super) fn path(&self, format: Format) -> PathBuf {
        self.numbered(format, None)
    }

    /// Returns the paths of an edition's files; several pages become `name-1.png`, `name-2.png`.
    ///
    /// Reports and returns an error if several files would be written to standard output.
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

    /// Returns existing files with pages of an earlier run, beyond the current pages.
    pub(super) fn stale_pages(&self, format: Format, pages: usize) -> Vec<PathBuf> {
        if self.is_stdout || !format.is_file_per_page() {
            return Vec::new();
        }
        let is_numbered = self.is_numbered(pages);
        let from = if is_numbered { pages + 1 } else { 1 };
        let later = (from..).map(|page| self.numbered(format, Some(page)));
        let single = is_numbered.then(|| self.numbered(format, None));
        let single = single.filter(|path| !self.name.has_page() && path.exists());
        single.into_iter().chain(later.take_while(|path| path.exists())).collect()
    }

    /// Returns whether file names contain the page number.
    fn is_numbered(&self, pages: usize) -> bool {
        pages > 1 || self.name.has_page()
    }

    fn numbered(&self, format: Format, page: Option<usize>) -> PathBuf {
        if self.is_stdout {
            return PathBuf::from("-");
        }
        self.name.path(format.name(), page, self.keeps_ending)
    }
}
