//! Arguments for the content and design of an edition.

use std::path::PathBuf;

use clap::Args;

/// Arguments that select the content and the number of pages.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Content")]
pub struct TailorArgs {
    /// Variant from `meta.variants`; `all` builds all of them
    #[arg(long, value_name = "NAME")]
    pub variant: Option<String>,
    /// Show entries with these tags, and all untagged ones: `kernel,lead` either, `kernel+storage`
    /// both, `!draft` without; `recto tags` lists them
    #[arg(long, value_name = "EXPR")]
    pub tags: Option<String>,
    /// Omit entries that ended earlier: `2015`, or `work=2015` for one section
    #[arg(long, value_name = "DATE", value_delimiter = ',')]
    pub since: Vec<String>,
    /// Show only the head of entries that ended earlier: `2010`, or `work=2010`
    #[arg(long, value_name = "DATE", value_delimiter = ',')]
    pub collapse_before: Vec<String>,
    /// Limit the length of lists: `work=4`, `highlights=5`, `work.highlights=3`
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
    /// Remove data, and replace every other occurrence by `[…]`: `contact`, `photo`, `references` …
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    pub redact: Vec<String>,
    /// Also replace these words, such as names that are too short to be certain: `Li,Wu`
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub redact_words: Vec<String>,
    /// Keep these words although they are part of what is redacted: `Will,May`
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    pub keep_words: Vec<String>,
    /// File to merge into the résumé, by key, `id` or heading; may be repeated
    #[arg(long = "overlay", value_name = "FILE")]
    pub overlays: Vec<PathBuf>,
    /// Set one value: `basics.label=Storage engineer`, or a list or mapping,
    /// `work[0].highlights=[one, two]`; an empty value removes it
    #[arg(long, value_name = "PATH=VALUE")]
    pub data: Vec<String>,
    /// Fit to a number of pages: `1`, or a range `1-2`; `as-designed` keeps the layout
    #[arg(long, value_name = "N|A-B|as-designed")]
    pub pages: Option<String>,
    /// Explain why each omitted part was omitted
    #[arg(long)]
    pub explain: bool,
}

/// Arguments for the design of pages.
#[derive(Debug, Clone, Default, Args)]
pub struct DesignArgs {
    /// Theme: a name from `recto themes`, or a folder
    #[arg(short, long, value_name = "THEME")]
    pub theme: Option<String>,
    /// Option of the theme: `accent=#0b5394`; `recto themes NAME` lists them
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub settings: Vec<String>,
    /// Paper size: `a4`, `us-letter` …
    #[arg(long, value_name = "SIZE")]
    pub paper: Option<String>,
    /// Language, such as `fr` or `en-GB`; `all` builds all languages that the file declares
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Locale file with your own words; `recto locales fr` prints one to start from
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
