//! The command line, as clap sees it; the manual page and completions are made from it.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

use crate::diagnostic::MessageFormat;
use crate::press::{Format, Part};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Render a résumé kept as data to a PDF, a Word document, a web page or text.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    styles = STYLES,
    after_help = "Start with `recto new cv.yaml`, then `recto build cv.yaml`.\n\
                  Exit codes: 0 fine, 1 the résumé has errors, 2 wrong usage, 3 internal error (please report it)."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// Flags of every command.
#[derive(Debug, Clone, Args)]
pub struct GlobalArgs {
    /// Treat warnings as errors in the exit code
    #[arg(long, global = true)]
    pub strict: bool,
    /// Format of messages: for people, one line each, or one JSON object per line
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human", value_parser = message_formats())]
    pub message_format: MessageFormat,
    /// When to use colour in messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Print only warnings and errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Render résumés to PDF, Word, HTML, Markdown, text, PNG or SVG
    Build(Box<BuildArgs>),
    /// Build, and build again whenever a file changes
    Watch(Box<WatchArgs>),
    /// Show the pages in a browser, up to date after each change, with options to try
    Preview(Box<PreviewArgs>),
    /// Report everything that is wrong with a résumé, and write nothing
    Check(Box<CheckArgs>),
    /// Convert a résumé to another format, and list what that cannot hold
    Convert(ConvertArgs),
    /// Give back the data that a PDF, a Word document or a web page carries
    Extract(ExtractArgs),
    /// Write a starter résumé; never overwrites
    New(NewArgs),
    /// List the tags of a résumé, and what each selects
    Tags(TagsArgs),
    /// List the themes, or the options of one
    Themes(ThemesArgs),
    /// List the languages, or print the words of one
    Locales(LocalesArgs),
    /// List the font families
    Fonts(FontsArgs),
    /// Print the JSON Schema of a résumé, for editors
    Schema(SchemaArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
    /// Print a manual page
    Man(ManArgs),
    /// Compile what standard input describes within limits, for `build` and `check`
    #[command(hide = true)]
    VetTheme(VetArgs),
}

/// Arguments that say which résumé is meant.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Résumé files, or a LinkedIn export as ZIP or folder; `-` is standard input
    #[arg(required = true, value_name = "RESUME")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Arguments that say which résumés are meant, of which there may be many.
#[derive(Debug, Clone, Args)]
pub struct ManyInputArgs {
    /// Résumé files, folders of them, patterns such as `people/*.yaml`, or a LinkedIn export as ZIP or
    /// folder; `-` is standard input
    #[arg(required_unless_present = "jsonl", value_name = "RESUME")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

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

/// Arguments that say how a résumé is read.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadingArgs {
    /// Input format [default: detected]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Include what the file marks as private
    #[arg(long)]
    pub private: bool,
}

/// Arguments that say which fonts may be used.
#[derive(Debug, Clone, Default, Args)]
pub struct FontArgs {
    /// Folder with further fonts; may be repeated
    #[arg(long = "font-path", value_name = "DIR")]
    pub font_paths: Vec<PathBuf>,
    /// Ignore the fonts of the machine
    #[arg(long)]
    pub no_system_fonts: bool,
}

/// Arguments that say what a theme may take that is not one of ours.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// Seconds of work after which a theme from a folder is stopped [default: 20]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub theme_seconds: Option<u32>,
    /// Megabytes of memory that a theme from a folder may take [default: 1024]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..))]
    pub theme_megabytes: Option<u32>,
}

/// Arguments of the process that tries a theme.
#[derive(Debug, Clone, Args)]
pub struct VetArgs {
    #[arg(long)]
    pub seconds: u32,
    #[arg(long)]
    pub megabytes: u32,
    /// Draw it with so many pixels per inch
    #[arg(long, value_name = "PPI")]
    pub png: Option<u16>,
    /// Draw it as SVG
    #[arg(long)]
    pub svg: bool,
}

/// Arguments that say which part of the résumé is shown, and on how many pages.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Tailor")]
pub struct TailorArgs {
    /// Variant from `meta.variants`; `all` builds each of them
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Show entries with these tags, and all untagged ones: `kernel,lead` either, `kernel+storage`
    /// both, `!draft` without; `recto tags` lists them
    #[arg(long, value_name = "EXPR")]
    pub tags: Option<String>,
    /// Omit what ended earlier: `2015`, or `work=2015` in one section
    #[arg(long, value_name = "DATE", value_delimiter = ',')]
    pub since: Vec<String>,
    /// Show only the first line of what ended earlier: `2010`, or `work=2010`
    #[arg(long, value_name = "DATE", value_delimiter = ',')]
    pub collapse_before: Vec<String>,
    /// Show at most this many: `work=4`, `highlights=5`, `work.highlights=3`
    #[arg(long, value_name = "LIST=N", value_delimiter = ',')]
    pub max: Vec<String>,
    /// Sections to show, in this order
    #[arg(long, value_name = "ID", value_delimiter = ',')]
    pub sections: Vec<String>,
    /// Sort a section: `work=-endDate`; `-` puts the latest first
    #[arg(long, value_name = "SECTION=FIELD", value_delimiter = ',')]
    pub sort: Vec<String>,
    /// Omit sections, entries or fields: `references`, `keywords.level`, `work[2]`; `references?` if
    /// there may be none
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub exclude: Vec<String>,
    /// Remove, and replace every other occurrence by `[…]`: `contact`, `photo`, `references` …
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub redact: Vec<String>,
    /// Also replace these words, such as names that are too short to be certain: `Li,Wu`
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub redact_words: Vec<String>,
    /// Keep these words although they are part of what is redacted: `Will,May`
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub keep_words: Vec<String>,
    /// File merged over the résumé, by key, `id` or heading; may be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,
    /// Set one value: `basics.label=Storage engineer`, or a list or mapping,
    /// `work[0].highlights=[one, two]`; an empty value removes it
    #[arg(long, value_name = "PATH=VALUE")]
    pub data: Vec<String>,
    /// Fit to a number of pages: `1`, or a range `1-2`; `as-designed` changes nothing
    #[arg(long, value_name = "N|A-B|as-designed")]
    pub pages: Option<String>,
    /// Explain why each omitted part was omitted
    #[arg(long)]
    pub explain: bool,
}

/// Arguments that say how the pages look.
#[derive(Debug, Clone, Default, Args)]
pub struct LookArgs {
    /// Theme: a name from `recto themes`, or a folder
    #[arg(short, long, value_name = "THEME")]
    pub theme: Option<String>,
    /// Option of the theme: `accent=#0b5394`; `recto themes NAME` lists them
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub settings: Vec<String>,
    /// Paper size: `a4`, `us-letter` …
    #[arg(long, value_name = "SIZE")]
    pub paper: Option<String>,
    /// Language, such as `fr` or `en-GB`; `all` builds each that the file declares
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// File with words of your own for a language; `recto locales fr` prints one to start from
    #[arg(long, value_name = "FILE")]
    pub locale: Option<PathBuf>,
    /// Date of the document [default: `SOURCE_DATE_EPOCH`, `meta.lastModified`, or today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Prepare for printing: black text, light tints, visible link targets, a warning for pictures
    /// below 300 dpi
    #[arg(long)]
    pub print: bool,
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
Built again when a résumé, an overlay, a picture, a file of `--locale`, the folder of a theme or a
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
The page is served on this machine alone, at an address that nobody can guess, and loads nothing from
elsewhere. A click on a word shows the line that it comes from; another theme and other options are tried
without a change of the file, and written into it on request.

Examples:
  recto preview cv.yaml --open                  open the pages in the browser
  recto preview cv.yaml --editor code           a click opens the line in Visual Studio Code
  recto preview cv.yaml --editor 'ted -n {line} {file}'
                                                or in an editor that is not known")]
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

fn message_formats() -> impl TypedValueParser<Value = MessageFormat> {
    PossibleValuesParser::new(MessageFormat::ALL.map(MessageFormat::name))
        .map(|name| MessageFormat::from_name(&name).expect("it is one of their names"))
}

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub look: LookArgs,
    #[command(flatten)]
    pub tailor: TailorArgs,
    #[command(flatten)]
    pub fonts: FontArgs,
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// Arguments of `tags`.
#[derive(Debug, Clone, Args)]
pub struct TagsArgs {
    #[command(flatten)]
    pub input: InputArgs,
}

/// Arguments of `convert`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Formats: recto (also reads every JSON Resume), jsonresume, rendercv, yamlresume, fresh, xmlresume;
linkedin, reactive-resume, al-folio and europass are read only.

Comments go, and so does the line that names a schema, except from YAML to YAML in recto's own format.

Examples:
  recto convert theirs.json -o cv.yaml                 into recto's own format
  recto convert LinkedIn.zip -o cv.yaml                a LinkedIn data export
  recto convert cv.yaml -o resume.json --to jsonresume for other tools
  recto convert cv.yaml -o cv.toml                     another syntax, with everything in it
  recto convert - -o - --to fresh < cv.yaml            in a pipe")]
pub struct ConvertArgs {
    /// Résumé file, or a LinkedIn export as ZIP or folder; `-` is standard input
    #[arg(value_name = "RESUME")]
    pub input: PathBuf,
    #[command(flatten)]
    pub reading: ReadingArgs,
    /// File to write: `.yaml`, `.json`, `.toml` or `.xml`; `-` is standard output
    #[arg(short, long, value_name = "OUT")]
    pub output: PathBuf,
    /// Output format [default: the XML Résumé Library's for `.xml`, else recto's own]
    #[arg(long, value_name = "FORMAT")]
    pub to: Option<String>,
    /// Overwrite existing files
    #[arg(long)]
    pub force: bool,
    /// Output syntax [default: by the output's extension]
    #[arg(long, value_name = "SYNTAX")]
    pub syntax: Option<TextSyntax>,
}

/// Arguments of `extract`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  recto extract cv.pdf                     the data, on standard output
  recto extract cv.pdf -o cv.json          into a file
  recto extract europass.pdf -o cv.xml     of Europass, as they are
  recto convert cv.pdf -o cv.yaml          in recto's own format, to go on with")]
pub struct ExtractArgs {
    /// PDF, Word document or web page; `-` is standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    pub output: PathBuf,
    /// Write over a file that is already there
    #[arg(long)]
    pub force: bool,
}

/// How data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextSyntax {
    Yaml,
    Json,
    Toml,
    Xml,
}

/// Arguments of `new`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  recto new cv.yaml                            a starter résumé for your language and country
  recto new cv.yaml --name 'Ada Roe' --theme ivy --country DE
  recto new cv.yaml --lang fr-CA --letter      in French, with a cover letter
  recto new - --full                           every section, on standard output")]
pub struct NewArgs {
    /// File to write: `.yaml`, `.json` or `.toml`; `-` is standard output
    #[arg(default_value = "resume.yaml", value_name = "FILE")]
    pub file: PathBuf,
    /// Your name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Theme to name in the file: from `recto themes`, or a folder
    #[arg(short, long, value_name = "THEME")]
    pub theme: Option<String>,
    /// Language and country of words and dates, such as `de` or `en-GB` [default: of the
    /// environment, else en-US]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Country you apply in, by name or code; decides paper and habits where `--lang` names none
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Paper size [default: what is usual in the country]
    #[arg(long, value_name = "SIZE")]
    pub paper: Option<String>,
    /// Add a cover letter
    #[arg(long)]
    pub letter: bool,
    /// Add every kind of section
    #[arg(long)]
    pub full: bool,
}

/// Arguments of `themes`.
#[derive(Debug, Clone, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  recto themes                               the themes there are
  recto themes panel                         one theme, with its options
  recto themes --preview themes.png          all of them on one sheet, with a sample
  recto themes --preview themes.pdf cv.yaml  the same with your own résumé"
)]
pub struct ThemesArgs {
    /// Theme to describe: a name, or a folder; with `--preview` the résumé to render [default: a sample]
    #[arg(value_name = "NAME|RESUME")]
    pub name: Option<String>,
    /// Render every theme with a résumé on one sheet: `.pdf` or `.png`
    #[arg(long, value_name = "OUT")]
    pub preview: Option<PathBuf>,
    /// Paper size of the previewed pages: `a4`, `us-letter` …
    #[arg(long, value_name = "SIZE", requires = "preview")]
    pub paper: Option<String>,
    #[command(subcommand)]
    pub command: Option<ThemesCommand>,
}

/// What else to do about themes.
#[derive(Debug, Clone, Subcommand)]
pub enum ThemesCommand {
    /// Copy a theme into a folder, to change it
    New {
        /// Folder to make; never overwrites
        folder: PathBuf,
        /// Theme to start from
        #[arg(long, default_value = crate::theme::DEFAULT)]
        from: String,
    },
}

/// Arguments of `locales`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  recto locales                                the languages there are words for
  recto locales fr > eu.toml                   words to translate
  recto build cv.yaml --locale eu.toml         in your own words")]
pub struct LocalesArgs {
    /// Language to print the words of, as a file to change
    #[arg(value_name = "TAG")]
    pub tag: Option<String>,
}

/// Arguments of `fonts`.
#[derive(Debug, Clone, Args)]
pub struct FontsArgs {
    #[command(flatten)]
    pub fonts: FontArgs,
}

/// Arguments of `schema`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  recto schema > resume.schema.json            accepts every file that recto reads
  recto schema --closed > resume.schema.json   also reports unknown keys and values")]
pub struct SchemaArgs {
    /// Refuse unknown keys, impossible dates, and unknown themes, papers, languages and levels, so
    /// that an editor marks them
    #[arg(long)]
    pub closed: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Values are completed too: themes, options, languages, formats; and variants, tags and sections of the
résumé that the line names.

Examples:
  bash  echo 'source <(recto completions bash)' >> ~/.bashrc
  zsh   echo 'source <(recto completions zsh)' >> ~/.zshrc
  fish  recto completions fish > ~/.config/fish/completions/recto.fish")]
pub struct CompletionsArgs {
    /// Shell to complete for
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Examples:
  recto man | man -l -                         the page of the program
  recto man build | man -l -                   the page of a command
  recto man --out-dir share/man/man1           all pages, for a package")]
pub struct ManArgs {
    /// Command to describe, such as `build` or `themes new`; without one, the program
    #[arg(value_name = "COMMAND", num_args = 0..=2)]
    pub command: Vec<String>,
    /// Write all pages into this folder: `recto.1`, `recto-build.1` …
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out_dir: Option<PathBuf>,
}
