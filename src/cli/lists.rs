//! Arguments of commands that print information about recto.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::FontArgs;

/// Arguments of `themes`.
#[derive(Debug, Clone, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Examples:
  recto themes                               list the themes
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

/// Subcommands of `themes`.
#[derive(Debug, Clone, Subcommand)]
pub enum ThemesCommand {
    /// Copy a theme to a folder, as a starting point for your own
    New {
        /// Folder to create; never overwrites
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
  recto locales                                list the languages
  recto locales fr > eu.toml                   words to translate
  recto build cv.yaml --locale eu.toml         with your own words")]
pub struct LocalesArgs {
    /// Language whose words to print as a locale file
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
    /// Reject unknown keys, impossible dates, and unknown themes, papers, languages and levels, so
    /// that editors mark them
    #[arg(long)]
    pub closed: bool,
}

/// Arguments of `completions`.
#[derive(Debug, Clone, Args)]
#[command(after_help = "\
Values are also completed: themes, options, languages, formats; and variants, tags and sections of the
résumé on the command line.

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
    /// Write all pages to this folder: `recto.1`, `recto-build.1` …
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out_dir: Option<PathBuf>,
}
