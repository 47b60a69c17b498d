//! The command line definition, from which manual pages and completions are generated.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ColorChoice, Parser, Subcommand};

use crate::diagnostic::MessageFormat;

mod build;
mod edition;
mod files;
mod lists;

pub use build::{
    BatchArgs, BuildArgs, PreviewArgs, SettingsArgs, ShowArgs, StreamFormat, TextArgs, WatchArgs,
};
pub use edition::{DesignArgs, TailorArgs};
pub use files::{ConvertArgs, ExtractArgs, NewArgs, TextSyntax};
pub use lists::{
    CompletionsArgs, FontsArgs, LocalesArgs, ManArgs, SchemaArgs, ThemesArgs, ThemesCommand,
};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// Render résumés from data files to PDF, Word, HTML or text.
#[derive(Debug, Parser)]
#[command(
    name = "recto",
    version,
    styles = STYLES,
    after_help = "Start with `recto new cv.yaml`, then `recto build cv.yaml`.\n\
                  Exit codes: 0 success, 1 the résumé has errors, 2 wrong usage, 3 internal error (please report it)."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: GlobalArgs,
    #[command(subcommand)]
    pub command: Command,
}

/// Global flags.
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

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Render résumés to PDF, Word, HTML, Markdown, text, PNG or SVG
    Build(Box<BuildArgs>),
    /// Build, and rebuild when a file changes
    Watch(Box<WatchArgs>),
    /// Preview the pages in a browser, with live updates and options to try
    Preview(Box<PreviewArgs>),
    /// Report all problems of a résumé and its variants, without writing anything
    Check(Box<CheckArgs>),
    /// Convert a résumé to another format, and list what it does not support
    Convert(ConvertArgs),
    /// Extract the data embedded in a PDF, a Word document or a web page
    Extract(ExtractArgs),
    /// Write a starter résumé; never overwrites
    New(NewArgs),
    /// List the tags of a résumé, and the entries they select
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
    /// Compile a document from standard input within limits, for `build` and `check`
    #[command(hide = true)]
    VetTheme(VetArgs),
}

/// The input résumés.
#[derive(Debug, Clone, Args)]
pub struct InputArgs {
    /// Résumé files, or a LinkedIn export as ZIP or folder; `-` is standard input
    #[arg(required = true, value_name = "RESUME")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// The input résumés of a command that accepts batches.
#[derive(Debug, Clone, Args)]
pub struct ManyInputArgs {
    /// Résumé files, folders of them, patterns such as `people/*.yaml`, or a LinkedIn export as ZIP
    /// or folder; `-` is standard input
    #[arg(required_unless_present = "jsonl", value_name = "RESUME")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
}

/// Arguments for reading a résumé.
#[derive(Debug, Clone, Default, Args)]
pub struct ReadingArgs {
    /// Input format [default: detected]
    #[arg(long, value_name = "FORMAT")]
    pub from: Option<String>,
    /// Include data that the file marks as private
    #[arg(long)]
    pub private: bool,
}

/// Arguments for fonts.
#[derive(Debug, Clone, Default, Args)]
pub struct FontArgs {
    /// Folder with additional fonts; may be repeated
    #[arg(long = "font-path", value_name = "DIR")]
    pub font_paths: Vec<PathBuf>,
    /// Ignore system fonts
    #[arg(long)]
    pub no_system_fonts: bool,
}

/// Resource limits of themes that are not built in.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// CPU time limit of a theme from a folder, in seconds [default: 20]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    pub theme_seconds: Option<u32>,
    /// Memory limit of a theme from a folder, in megabytes [default: 1024]
    #[arg(long, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..))]
    pub theme_megabytes: Option<u32>,
}

/// Arguments of the process that tries a theme in isolation.
#[derive(Debug, Clone, Args)]
pub struct VetArgs {
    #[arg(long)]
    pub seconds: u32,
    #[arg(long)]
    pub megabytes: u32,
    /// Also render it at this resolution in pixels per inch
    #[arg(long, value_name = "PPI")]
    pub png: Option<u16>,
    /// Also render it as SVG
    #[arg(long)]
    pub svg: bool,
}

fn message_formats() -> impl TypedValueParser<Value = MessageFormat> {
    PossibleValuesParser::new(MessageFormat::ALL.map(MessageFormat::name))
        .map(|name| MessageFormat::from_name(&name).expect("it is one of their names"))
}

/// Arguments of `check`.
#[derive(Debug, Clone, Args)]
pub struct CheckArgs {
    /// Résumé files, folders of them, patterns such as `people/*.yaml`, or a LinkedIn export as ZIP
    /// or folder; `-` is standard input
    #[arg(required = true, value_name = "RESUME")]
    pub inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub reading: ReadingArgs,
    #[command(flatten)]
    pub design: DesignArgs,
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
