//! Arguments of `build`, `watch` and `preview`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, ValueEnum};

use super::{DesignArgs, FontArgs, LimitArgs, ManyInputArgs, ReadingArgs, TailorArgs};
use crate::press::{Format, Part};

/// Arguments for building many résumés in one run.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Batch")]
pub struct BatchArgs {
    /// Read one résumé from each line of a file, as JSON; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    pub jsonl: Option<PathBuf>,
    /// Write one line of JSON per résumé to standard output, with its files as paths or base64
    #[arg(long, value_name = "FORMAT")]
    pub to_stdout: Option<StreamFormat>,
    /// Write the lines as soon as they are ready, in any order
    #[arg(long, requires = "to_stdout")]
    pub unordered: bool,
    /// Number of résumés to build in parallel [default: one per processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Write a table of the results, `.csv` or `.json`
    #[arg(long, value_name = "FILE", conflicts_with = "to_stdout")]
    pub report: Option<PathBuf>,
    /// Skip outputs whose inputs, flags and program have not changed
    #[arg(long)]
    pub if_changed: bool,
    /// Build one part of the input, such as `3/16`; résumés are assigned to parts by content
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
}

/// The format of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StreamFormat {
    /// One JSON object per line
    Jsonl,
}

/// The `settings` of a record of `--jsonl`.
#[derive(Debug, Clone, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, args_override_self = true)]
pub struct SettingsArgs {
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub design: DesignArgs,
    #[command(flatten)]
    pub tailor: TailorArgs,
    #[arg(long = "format", value_delimiter = ',', value_parser = formats())]
    pub formats: Vec<Format>,
    #[arg(long, value_parser = resolutions())]
    pub ppi: Option<u16>,
    #[arg(long)]
    pub transparent: bool,
    #[arg(long, value_parser = parts())]
    pub only: Option<Part>,
    #[arg(long)]
    pub embed_data: bool,
    #[arg(long)]
    pub pdf_standard: Option<String>,
    #[command(flatten)]
    pub text: TextArgs,
}

/// Arguments of `build`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  recto build cv.yaml                          cv.pdf next to it, in the theme set in the file
  recto build cv.yaml -t plain -o out/cv.pdf   another theme and output file
  recto build cv.yaml --format pdf,png         also a picture of each page
  recto build cv.yaml --format pdf,html,txt    also a web page and plain text
  recto build cv.yaml -o cv.txt --for-forms    text for the forms of job portals
  recto build people/ --out-dir pdf            all résumés of a folder
  recto build --jsonl people.jsonl --to-stdout jsonl   one line in, one line out
  recto build cv.yaml --tags kernel --pages 1  entries with a tag, on one page
  recto build cv.yaml --variant all            all variants
  recto build cv.yaml --lang all               all languages: cv-en.pdf, cv-fr.pdf
  recto build - -o - < cv.json > cv.pdf        in a pipe")]
pub struct BuildArgs {
    #[command(flatten)]
    pub input: ManyInputArgs,
    #[command(flatten)]
    pub design: DesignArgs,
    #[command(flatten)]
    pub tailor: TailorArgs,
    /// Output file; `-` is standard output. Placeholders: `{name}` (input name), `{variant}`, `{lang}`,
    /// `{number}` (number of the input), `{page}`, `{ext}`, and data such as `{basics.name}`
    #[arg(short, long, value_name = "OUT", conflicts_with = "out_dir")]
    pub output: Option<PathBuf>,
    /// Output folder; created if missing
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
    /// Formats to write, separated by commas [default: by the output's extension, else pdf]
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = formats())]
    pub formats: Vec<Format>,
    /// Resolution of PNG pages in pixels per inch
    #[arg(long, value_name = "N", default_value_t = 144, value_parser = resolutions())]
    pub ppi: u16,
    /// Make the background of PNG and SVG pages transparent
    #[arg(long)]
    pub transparent: bool,
    /// Build only the letter, or only the résumé
    #[arg(long, value_name = "PART", value_parser = parts())]
    pub only: Option<Part>,
    /// Embed the printed data in PDF, HTML and Word files, for `recto extract` and other programs;
    /// PDF/A-2 becomes PDF/A-3
    #[arg(long)]
    pub embed_data: bool,
    /// PDF standards, separated by commas, or `none`
    #[arg(long, value_name = "LIST", default_value = "ua-1,a-2a")]
    pub pdf_standard: String,
    /// Write the dependencies of the outputs as Make rules
    #[arg(long, value_name = "FILE")]
    pub deps: Option<PathBuf>,
    #[command(flatten)]
    pub text: TextArgs,
    #[command(flatten)]
    pub batch: BatchArgs,
    #[command(flatten)]
    pub fonts: FontArgs,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments of `watch`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Rebuilds when a résumé, an overlay, a picture, a locale file, a theme folder or a font changes. If the
file has errors, the last output is kept.

Examples:
  recto watch cv.yaml                      keeps cv.pdf up to date
  recto watch cv.yaml -t ./mine --pages 1  while you write a theme
  recto watch *.yaml --out-dir pdf         several résumés
  recto watch cv.yaml --preview --open     also show the pages in a browser")]
pub struct WatchArgs {
    #[command(flatten)]
    pub build: BuildArgs,
    /// Also show the pages in a browser, like `recto preview`
    #[arg(long)]
    pub preview: bool,
    #[command(flatten)]
    pub show: ShowArgs,
}

/// Arguments of `preview`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The page is only available on this machine, at a random address, and loads nothing from the network.
Clicking a word shows its line in the file. Themes and options can be tried without changing the file,
and written to it on request.

Examples:
  recto preview cv.yaml --open                  open the pages in the browser
  recto preview cv.yaml --editor code           open lines in Visual Studio Code
  recto preview cv.yaml --editor 'ted -n {line} {file}'
                                                any other editor")]
pub struct PreviewArgs {
    /// Résumé file, or a LinkedIn export as ZIP or folder
    #[arg(value_name = "RESUME")]
    pub resume: PathBuf,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub design: DesignArgs,
    #[command(flatten)]
    pub tailor: TailorArgs,
    #[command(flatten)]
    pub show: ShowArgs,
    #[command(flatten)]
    pub fonts: FontArgs,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments for showing pages in a browser.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Preview")]
pub struct ShowArgs {
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Editor that opens the line of a clicked word: `code`, `vim`, `emacs`, `zed`, `hx` …
    /// [default: `$VISUAL`, `$EDITOR`]
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,
    /// Port to listen on [default: a free one]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
}

/// Arguments for plain text.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Plain text")]
pub struct TextArgs {
    /// Line length of plain text in columns [default: 72]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Replace characters in plain text by ASCII where possible
    #[arg(long)]
    pub ascii: bool,
    /// Write plain text as a block of labelled lines per job and school, for forms of job portals
    #[arg(long)]
    pub for_forms: bool,
}

fn resolutions() -> impl TypedValueParser<Value = u16> {
    clap::value_parser!(u16).range(18..=1200)
}

/// Parsed here because the core does not depend on clap.
fn formats() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::ALL.map(Format::name))
        .map(|name| Format::from_name(&name).expect("it is one of their names"))
}

fn parts() -> impl TypedValueParser<Value = Part> {
    PossibleValuesParser::new(Part::ALL.map(Part::name)).map(|name| {
        let part = Part::ALL.into_iter().find(|part| part.name() == name);
        part.expect("it is one of their names")
    })
}
