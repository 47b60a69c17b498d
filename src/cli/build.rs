//! Arguments of what makes outputs: `build`, `watch` and `preview`.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, ValueEnum};

use super::{FontArgs, LimitArgs, LookArgs, ManyInputArgs, ReadingArgs, TailorArgs};
use crate::press::{Format, Part};

/// Arguments that say how many résumés are built in one run.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Many at once")]
pub struct BatchArgs {
    /// Read one résumé from each line of a file, as JSON; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "inputs")]
    pub jsonl: Option<PathBuf>,
    /// Write one line of JSON per résumé to standard output, with its files as paths or base64
    #[arg(long, value_name = "FORMAT")]
    pub to_stdout: Option<StreamFormat>,
    /// Write these lines as soon as they are ready, in any order
    #[arg(long, requires = "to_stdout")]
    pub unordered: bool,
    /// Résumés to build at the same time [default: one per processor]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,
    /// Write a table of the results, `.csv` or `.json`
    #[arg(long, value_name = "FILE", conflicts_with = "to_stdout")]
    pub report: Option<PathBuf>,
    /// Skip what was built before from the same data, files, flags and program
    #[arg(long)]
    pub if_changed: bool,
    /// Build one part of the input, such as `3/16`; each résumé's content decides its part
    #[arg(long, value_name = "I/N")]
    pub shard: Option<String>,
}

/// How a stream is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StreamFormat {
    /// One JSON object a line
    Jsonl,
}

/// What a record of `--jsonl` may ask for in its `settings`.
#[derive(Debug, Clone, Parser)]
#[command(no_binary_name = true, disable_help_flag = true, args_override_self = true)]
pub struct SettingsArgs {
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub look: LookArgs,
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
  recto build cv.yaml                          cv.pdf beside it, in the theme the file names
  recto build cv.yaml -t plain -o out/cv.pdf   another theme, another place
  recto build cv.yaml --format pdf,png         also a picture of each page
  recto build cv.yaml --format pdf,html,txt    also a web page and plain text
  recto build cv.yaml -o cv.txt --for-forms    what the forms of job portals ask for
  recto build people/ --out-dir pdf            many at once
  recto build --jsonl people.jsonl --to-stdout jsonl   one line in, one line out
  recto build cv.yaml --tags kernel --pages 1  what one advert asks for, on one page
  recto build cv.yaml --variant all            each variant the file describes
  recto build cv.yaml --lang all               each language it is written in: cv-en.pdf, cv-fr.pdf
  recto build - -o - < cv.json > cv.pdf        in a pipe")]
pub struct BuildArgs {
    #[command(flatten)]
    pub input: ManyInputArgs,
    #[command(flatten)]
    pub look: LookArgs,
    #[command(flatten)]
    pub tailor: TailorArgs,
    /// Output file; `{name}` is the input's stem, `{variant}` the variant, `{lang}` the language, `{n}`
    /// the input's number, `{page}` a page's, `{ext}` the format's ending, `{basics.name}` what the
    /// résumé says there; `-` is standard output
    #[arg(short, long, value_name = "OUT", conflicts_with = "out_dir")]
    pub output: Option<PathBuf>,
    /// Folder for the output; made if it does not exist
    #[arg(long, value_name = "DIR")]
    pub out_dir: Option<PathBuf>,
    /// Formats to write, separated by commas [default: by the output's extension, else pdf]
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', value_parser = formats())]
    pub formats: Vec<Format>,
    /// Pixels per inch of PNG pages
    #[arg(long, value_name = "N", default_value_t = 144, value_parser = resolutions())]
    pub ppi: u16,
    /// PNG and SVG pages without a white background
    #[arg(long)]
    pub transparent: bool,
    /// Build only the letter, or only the résumé
    #[arg(long, value_name = "PART", value_parser = parts())]
    pub only: Option<Part>,
    /// Put the data of exactly what is printed into each PDF, HTML and Word file, for `recto extract`
    /// and other programs; a PDF/A-2 becomes a PDF/A-3
    #[arg(long)]
    pub embed_data: bool,
    /// PDF standards, separated by commas, or `none`
    #[arg(long, value_name = "LIST", default_value = "ua-1,a-2a")]
    pub pdf_standard: String,
    /// Write the files the output depends on, in Make's syntax
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
Builds again when a résumé, an overlay, a picture, a file of `--locale`, the folder of a theme or a
font changes. A file with errors leaves the last output as it is.

Examples:
  recto watch cv.yaml                      cv.pdf, up to date after each save
  recto watch cv.yaml -t ./mine --pages 1  while a theme of your own is written
  recto watch *.yaml --out-dir pdf         several at once
  recto watch cv.yaml --preview --open     and show the pages in a browser")]
pub struct WatchArgs {
    #[command(flatten)]
    pub build: BuildArgs,
    /// Show the pages in a browser too, as `recto preview` does
    #[arg(long)]
    pub preview: bool,
    #[command(flatten)]
    pub show: ShowArgs,
}

/// Arguments of `preview`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
The page is served on this machine alone, at a random address, and loads nothing from
the network. A click on a word shows its line in the file. Themes and options can be tried without changing
the file, and written into it on request.

Examples:
  recto preview cv.yaml --open                  open the pages in the browser
  recto preview cv.yaml --editor code           a click opens the line in Visual Studio Code
  recto preview cv.yaml --editor 'ted -n {line} {file}'
                                                any other editor")]
pub struct PreviewArgs {
    /// Résumé file, or a LinkedIn export as ZIP or folder
    #[arg(value_name = "RESUME")]
    pub resume: PathBuf,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub look: LookArgs,
    #[command(flatten)]
    pub tailor: TailorArgs,
    #[command(flatten)]
    pub show: ShowArgs,
    #[command(flatten)]
    pub fonts: FontArgs,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments that say how pages are shown in a browser.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Preview")]
pub struct ShowArgs {
    /// Open the page in the browser
    #[arg(long)]
    pub open: bool,
    /// Editor that a click opens the line in: `code`, `vim`, `emacs`, `zed`, `hx` …
    /// [default: `$VISUAL`, `$EDITOR`]
    #[arg(long, value_name = "COMMAND")]
    pub editor: Option<String>,
    /// Port to listen on [default: any that is free]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub port: Option<u16>,
}

/// Arguments that say how plain text is written.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Plain text")]
pub struct TextArgs {
    /// Columns of a line [default: 72]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..))]
    pub width: Option<u16>,
    /// Write ASCII where a character has an ASCII form
    #[arg(long)]
    pub ascii: bool,
    /// Write a block of labelled lines per job and school, for the forms of job portals
    #[arg(long)]
    pub for_forms: bool,
}

fn resolutions() -> impl TypedValueParser<Value = u16> {
    clap::value_parser!(u16).range(18..=1200)
}

/// The core knows nothing of this command line, so its types are parsed here.
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
