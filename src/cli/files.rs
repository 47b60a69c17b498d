//! Arguments of `convert`, `extract` and `new`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::ReadingArgs;

/// Arguments of `convert`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Formats: recto (also reads every JSON Resume), jsonresume, rendercv, yamlresume, fresh, xmlresume;
linkedin, reactive-resume, al-folio and europass are read only.

Comments and the line that names the schema are omitted, except from YAML to YAML in recto's own format.

Examples:
  recto convert theirs.json -o cv.yaml                 to recto's own format
  recto convert LinkedIn.zip -o cv.yaml                a LinkedIn data export
  recto convert cv.yaml -o resume.json --to jsonresume for other tools
  recto convert cv.yaml -o cv.toml                     another syntax, without loss
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
    /// Output format [default: `xmlresume` for `.xml`, else `recto`]
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
  recto extract europass.pdf -o cv.xml     the data of a Europass PDF
  recto convert cv.pdf -o cv.yaml          in recto's own format")]
pub struct ExtractArgs {
    /// PDF, Word document or web page; `-` is standard input
    #[arg(value_name = "FILE")]
    pub input: PathBuf,
    /// File to write; `-` is standard output
    #[arg(short, long, value_name = "OUT", default_value = "-")]
    pub output: PathBuf,
    /// Overwrite an existing file
    #[arg(long)]
    pub force: bool,
}

/// The syntax of data.
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
  recto new cv.yaml --lang fr-CA --letter      for a page in French, with a cover letter
  recto new - --full                           every section, on standard output")]
pub struct NewArgs {
    /// File to write: `.yaml`, `.json` or `.toml`, or a folder for it; `-` is standard output
    #[arg(default_value = "resume.yaml", value_name = "FILE")]
    pub file: PathBuf,
    /// Your name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Theme to set in the file: a name from `recto themes`, or a folder
    #[arg(short, long, value_name = "THEME")]
    pub theme: Option<String>,
    /// Language and country, such as `de` or `en-GB` [default: from the environment, else en-US]
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Country you apply in, by name or code; sets paper size and customs unless `--lang` names one
    #[arg(long, value_name = "COUNTRY")]
    pub country: Option<String>,
    /// Paper size [default: that of the country]
    #[arg(long, value_name = "SIZE")]
    pub paper: Option<String>,
    /// Add a cover letter
    #[arg(long)]
    pub letter: bool,
    /// Add every kind of section
    #[arg(long)]
    pub full: bool,
}
