//! Converts file formats to a [`Resume`] and back.

mod alfolio;
mod arrange;
mod commonmark;
mod date_words;
mod decode;
mod detect;
mod element;
mod europass;
mod fields;
mod fresh;
mod hidden;
mod html;
mod jsonresume;
mod linkedin;
mod losses;
mod members;
mod month;
mod native;
mod notes;
#[cfg(test)]
mod pairs;
mod period;
mod presentation;
mod reactive;
mod rendercv;
mod repeated;
#[cfg(test)]
mod roundtrip;
mod runs;
mod separate;
mod settings;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod validated;
mod xmlresume;
mod yamlresume;

use crate::diagnostic::Diagnostics;
use crate::resume::{Resume, SectionKind};
use crate::source::{Node, Syntax, Value};

pub use detect::Detection;
pub use linkedin::is_wanted as is_linkedin_table;
pub(crate) use native::keys;
pub(crate) use presentation::FOREIGN_THEME;

/// The format of a file, determined by its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// The native format, a superset of JSON Resume 1.0.
    Native,
    /// Plain JSON Resume; read as the native format.
    JsonResume,
    /// RenderCV 2.x.
    RenderCv,
    /// YAMLResume.
    YamlResume,
    /// FRESH, also called FRESCA, of HackMyResume.
    Fresh,
    /// The tables of a LinkedIn data export.
    LinkedIn,
    /// The XML Résumé Library.
    XmlResume,
    /// Reactive Resume, versions 3 to 5.
    Reactive,
    /// al-folio's `_data/cv.yml`.
    AlFolio,
    /// Europass XML, which its PDF files also contain.
    Europass,
}

/// Options of reading a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Whether to include data that the file marks as private.
    pub private: bool,
}

impl Dialect {
    /// Returns whether files of the format are XML.
    const fn is_xml(self) -> bool {
        matches!(self, Self::XmlResume | Self::Europass)
    }

    pub const ALL: [Self; 10] = [
        Self::Native,
        Self::JsonResume,
        Self::RenderCv,
        Self::YamlResume,
        Self::Fresh,
        Self::LinkedIn,
        Self::XmlResume,
        Self::Reactive,
        Self::AlFolio,
        Self::Europass,
    ];

    /// Returns the name used by `--from` and `--to`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "recto",
            Self::JsonResume => "jsonresume",
            Self::RenderCv => "rendercv",
            Self::YamlResume => "yamlresume",
            Self::Fresh => "fresh",
            Self::LinkedIn => "linkedin",
            Self::XmlResume => "xmlresume",
            Self::Reactive => "reactive-resume",
            Self::AlFolio => "al-folio",
            Self::Europass => "europass",
        }
    }

    /// Returns the name for messages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Native => "recto's own format",
            Self::JsonResume => "JSON Resume",
            Self::RenderCv => "RenderCV",
            Self::YamlResume => "YAMLResume",
            Self::Fresh => "FRESH",
            Self::LinkedIn => "LinkedIn's export",
            Self::XmlResume => "the XML Résumé Library",
            Self::Reactive => "Reactive Resume",
            Self::AlFolio => "al-folio",
            Self::Europass => "Europass",
        }
    }

    /// Returns the format with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// Returns whether the format can be written.
    pub fn is_written(self) -> bool {
        !matches!(self, Self::LinkedIn | Self::Reactive | Self::AlFolio | Self::Europass)
    }

    /// Returns the default format for a target syntax.
    pub fn usual_in(syntax: Syntax) -> Self {
        match syntax {
            Syntax::Xml => Self::XmlResume,
            Syntax::Yaml | Syntax::Json | Syntax::Toml => Self::Native,
        }
    }

    /// Returns the syntax that the format's own tool uses.
    pub fn usual_syntax(self) -> Syntax {
        match self {
            Self::XmlResume | Self::Europass => Syntax::Xml,
            Self::JsonResume | Self::Fresh | Self::Reactive => Syntax::Json,
            Self::Native | Self::RenderCv | Self::YamlResume | Self::AlFolio | Self::LinkedIn => {
                Syntax::Yaml
            }
        }
    }

    /// Returns whether the format can be written in a syntax: XML formats in XML only, others in
    /// anything but XML.
    pub fn can_be_in(self, syntax: Syntax) -> bool {
        self.is_xml() == (syntax == Syntax::Xml)
    }

    /// Returns whether its files have recto's settings under `meta`.
    pub fn has_meta(self) -> bool {
        matches!(self, Self::Native | Self::JsonResume)
    }

    /// Detects the format from the content.
    ///
    /// `syntax` is `None` for an archive or a folder.
    pub fn detect(root: &Node, syntax: Option<Syntax>) -> Detection {
        Detection::of(root, syntax)
    }

    /// Returns the evidence for the format in a tree.
    fn evidence(self, root: &Node) -> Vec<String> {
        match self {
            Self::Native => native::evidence(root),
            // Not distinguishable from the native format.
            Self::JsonResume => Vec::new(),
            // It resembles RenderCV's format, but is more specific.
            Self::RenderCv if !alfolio::evidence(root).is_empty() => Vec::new(),
            Self::RenderCv => rendercv::evidence(root),
            Self::YamlResume => yamlresume::evidence(root),
            Self::Fresh => fresh::evidence(root),
            Self::LinkedIn => linkedin::evidence(root),
            Self::XmlResume => xmlresume::evidence(root),
            Self::Reactive => reactive::evidence(root),
            Self::AlFolio => alfolio::evidence(root),
            Self::Europass => europass::evidence(root),
        }
    }
}

/// Returns the tool to which a file in an unsupported format seems to belong.
fn foreign_tool(root: &Node) -> Option<&'static str> {
    let has = |key| root.get(key).is_some();
    if has("dependencies") || has("devDependencies") || has("scripts") {
        Some("npm")
    } else if has("openapi") || has("swagger") {
        Some("OpenAPI")
    } else {
        None
    }
}

/// Reads all résumés in a tree; most formats contain one.
///
/// Data that the model does not support are reported as warnings.
pub fn read(
    dialect: Dialect,
    root: &Node,
    options: ReadOptions,
    diagnostics: &mut Diagnostics,
) -> Vec<Resume> {
    read_with_tree(dialect, root, options, diagnostics).0
}

/// Like [`read`], and also returns the tree that the paths of the résumés refer to, unless it is
/// `root`: other names of keys are replaced and misplaced keys moved, with their spans in the file.
pub fn read_with_tree(
    dialect: Dialect,
    root: &Node,
    options: ReadOptions,
    diagnostics: &mut Diagnostics,
) -> (Vec<Resume>, Option<Node>) {
    let shown =
        if options.private { None } else { hidden::without_hidden(dialect, root, diagnostics) };
    let root = shown.as_ref().unwrap_or(root);
    let prepared = prepared(dialect, root);
    let read = read_all(dialect, prepared.as_ref().unwrap_or(root), options, diagnostics);
    repeated::merge_repeated(diagnostics);
    let (mut resumes, tree) = read;
    resumes.iter_mut().for_each(separate::separate_contacts);
    if dialect.has_meta() {
        resumes.iter_mut().for_each(name_sections_natively);
    }
    (resumes, tree.or(shown))
}

/// Returns the native name of a section that other tools call by a name, such as `work` for
/// `experience`; `None` if the résumé itself has a section of this name.
pub fn native_section_name(resume: &Resume, name: &str) -> Option<&'static str> {
    let is_own = resume.sections.iter().any(|section| section.is_named(name));
    jsonresume::kind_of_alias(name).filter(|_| !is_own).map(SectionKind::name)
}

/// Replaces the names that other tools have for sections in the settings of a résumé.
fn name_sections_natively(resume: &mut Resume) {
    let mut meta = std::mem::take(&mut resume.meta);
    let listed = meta.sections.iter_mut().flatten();
    let titled = meta.titles.iter_mut().map(|(id, _)| id);
    for id in listed.chain(titled).chain(meta.sort.iter_mut().map(|setting| &mut setting.key)) {
        if let Some(name) = native_section_name(resume, id) {
            name.clone_into(id);
        }
    }
    resume.meta = meta;
}

/// Returns a tree without typed bullets and without keys that begin with `_`, which are comments;
/// `None` if the reader of the format removes them or they are text.
fn prepared(dialect: Dialect, root: &Node) -> Option<Node> {
    let content: &[&str] = match dialect {
        Dialect::RenderCv | Dialect::AlFolio => &["cv"],
        Dialect::YamlResume => &["content"],
        Dialect::Fresh => &[],
        _ => return None,
    };
    let mut root = root.clone();
    drop_comments(&mut root);
    let Value::Map(members) = &mut root.value else {
        jsonresume::without_typed_bullets(&mut root);
        return Some(root);
    };
    for member in members {
        if content.is_empty() || content.contains(&member.key.as_str()) {
            jsonresume::without_typed_bullets(&mut member.value);
        }
    }
    Some(root)
}

fn drop_comments(node: &mut Node) {
    match &mut node.value {
        Value::Null | Value::Scalar(_) => {}
        Value::List(nodes) => nodes.iter_mut().for_each(drop_comments),
        Value::Map(members) => {
            members.retain(|member| !member.key.starts_with('_'));
            members.iter_mut().for_each(|member| drop_comments(&mut member.value));
        }
    }
}

fn read_all(
    dialect: Dialect,
    root: &Node,
    options: ReadOptions,
    diagnostics: &mut Diagnostics,
) -> (Vec<Resume>, Option<Node>) {
    let resume = match dialect {
        Dialect::Native | Dialect::JsonResume => {
            let (resume, tree) = jsonresume::read(root, diagnostics);
            return (resume.into_iter().collect(), Some(tree));
        }
        Dialect::XmlResume => return (xmlresume::read(root, diagnostics), None),
        Dialect::RenderCv => rendercv::read(root, diagnostics),
        Dialect::YamlResume => yamlresume::read(root, diagnostics),
        Dialect::Fresh => fresh::read(root, options, diagnostics),
        Dialect::LinkedIn => linkedin::read(root, options, diagnostics),
        Dialect::Reactive => reactive::read(root, options, diagnostics),
        Dialect::AlFolio => alfolio::read(root, diagnostics),
        Dialect::Europass => europass::read(root, diagnostics),
    };
    (resume.into_iter().collect(), None)
}

/// Writes a résumé in a format; `None` if the format [cannot be written](Dialect::is_written).
///
/// Data that the format does not support are reported as warnings.
pub fn write(dialect: Dialect, resume: &Resume, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut losses = losses::Losses::new(dialect.title());
    let root = write_noting(dialect, resume, &mut losses);
    losses.report(diagnostics);
    root
}

fn write_noting(dialect: Dialect, resume: &Resume, losses: &mut losses::Losses) -> Option<Node> {
    Some(match dialect {
        Dialect::Native => native::write(resume),
        Dialect::JsonResume => jsonresume::write(resume, losses),
        Dialect::RenderCv => rendercv::write(resume, losses),
        Dialect::YamlResume => yamlresume::write(resume, losses),
        Dialect::Fresh => fresh::write(resume, losses),
        Dialect::XmlResume => xmlresume::write(resume, losses),
        Dialect::LinkedIn | Dialect::Reactive | Dialect::AlFolio | Dialect::Europass => {
            return None;
        }
    })
}
