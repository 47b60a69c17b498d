//! The starter résumé, and detection of its unchanged placeholders.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Diagnostics, Sources, Span, listed};
use crate::locale::Locale;
use crate::source::{self, Member, Node, Path, Syntax, Value};
use crate::tailor::in_country;

mod region;

pub use region::{KnownSettings, RegionalSettings};

const RESUME: &str = include_str!("../data/starter/resume.yaml");
/// Optional sections.
const FURTHER: &str = include_str!("../data/starter/full.yaml");
const LETTER: &str = include_str!("../data/starter/letter.yaml");

/// Keys whose starter values may be correct as they are.
const ORDINARY: [&str; 14] = [
    "countryCode",
    "date",
    "endDate",
    "fluency",
    "id",
    "kind",
    "language",
    "level",
    "network",
    "releaseDate",
    "startDate",
    "studyType",
    "subject",
    "title",
];

/// Maximum number of places listed in a message.
const MOST_LISTED: usize = 4;

/// Settings of a new résumé.
#[derive(Debug, Clone, Default)]
pub struct Starter<'s> {
    /// File name to use in example commands.
    pub file: &'s str,
    /// File name of the schema in the same folder.
    pub schema: &'s str,
    pub name: Option<&'s str>,
    pub theme: &'s str,
    /// BCP 47 language tag.
    pub locale: &'s str,
    pub paper: &'s str,
    /// Two-letter country code.
    pub country: Option<&'s str>,
    /// Whether to include optional sections.
    pub full: bool,
    pub letter: bool,
}

impl Starter<'_> {
    /// Returns the résumé as commented YAML.
    pub fn yaml(&self) -> String {
        let Self { file, schema, theme, locale, paper, .. } = self;
        let mut text = format!(
            "# yaml-language-server: $schema={schema}\n\
             # A résumé for recto. Delete what you do not need, then run `recto build {file}`.\n\n"
        );
        let resume = match self.country {
            Some(country) => RESUME.replace("countryCode: US", &format!("countryCode: {country}")),
            None => RESUME.replace("    countryCode: US\n", ""),
        };
        text.push_str(&resume);
        for (part, is_wanted) in [(FURTHER, self.full), (LETTER, self.letter)] {
            if is_wanted {
                text.push('\n');
                text.push_str(part);
            }
        }
        // The region is taken from the address, so that one change is enough.
        let language = locale.split('-').next().unwrap_or(locale);
        let (locale, about) =
            if in_country(language, self.country) == **locale && language != *locale {
                (language, "language; the country of the address sets dates and paper")
            } else {
                (*locale, "language and country of words and dates")
            };
        let meta = format!(
            "\nmeta:\n  theme: {theme:<18} # `recto themes` lists them\n  locale: {locale:<17} # {about}\n"
        );
        text.push_str(&meta);
        if Locale::find(self.locale).is_none_or(|locale| locale.paper() != *paper) {
            text.push_str(&format!("  paper: {paper}\n"));
        }
        match self.name {
            Some(name) => text.replace("Your Name", &quoted(name)),
            None => text,
        }
    }

    /// Returns the résumé as JSON or TOML, with a reference to the schema; `None` for other
    /// syntaxes.
    pub fn text(&self, syntax: Syntax) -> Option<String> {
        let yaml = self.yaml();
        match syntax {
            Syntax::Yaml => Some(yaml),
            Syntax::Json => {
                let body = source::write_json(&tree(&yaml));
                let body = body.strip_prefix('{').unwrap_or(&body);
                Some(format!("{{\n  \"$schema\": \"{}\",{body}", self.schema))
            }
            Syntax::Toml => {
                let body = source::write_toml(&tree(&yaml)).ok()?;
                Some(format!("#:schema {}\n\n{body}", self.schema))
            }
            Syntax::Xml => None,
        }
    }
}

/// Quotes a text as a YAML scalar.
fn quoted(text: &str) -> String {
    let map = Node::map([("name", Node::text(text, Span::detached()))]);
    let yaml = source::write_yaml(&map);
    yaml.trim_end().strip_prefix("name: ").unwrap_or(text).to_owned()
}

fn tree(yaml: &str) -> Node {
    let mut sources = Sources::default();
    let id = sources.add("starter", yaml);
    source::parse(Syntax::Yaml, id, yaml, &mut Diagnostics::default())
        .unwrap_or_else(|| unreachable!("a test reads the starter"))
}

/// Returns a warning for each section with unchanged placeholders.
pub fn untouched(root: &Node) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    let Some(sections) = root.as_map() else { return diagnostics };
    let starters = [RESUME, FURTHER, LETTER].map(tree);
    for section in sections {
        let own = starters.iter().find_map(|starter| starter.get(&section.key));
        let Some(own) = own else { continue };
        let mut texts = BTreeSet::new();
        walk(own, &Path::ROOT, &mut |_, node| texts.extend(node.as_text().map(str::to_owned)));
        let mut left = Vec::new();
        walk(&section.value, &Path::ROOT.key(&section.key), &mut |path, node| {
            if node.as_text().is_some_and(|text| texts.contains(text)) {
                left.push((path.clone(), node.span));
            }
        });
        diagnostics.extend(warning(&section.key, &left));
    }
    diagnostics
}

fn warning(section: &str, left: &[(Path, Span)]) -> Option<Diagnostic> {
    let (path, span) = left.first()?;
    let named = listed(left.iter().map(|(path, _)| format!("`{path}`")), MOST_LISTED);
    let message = format!("`{section}` still has the text of the starter: {named}");
    let warning = Diagnostic::warning("starter", message).at(*span).on(path);
    Some(warning.hint("write your own text, or delete what you do not need"))
}

/// Visits every placeholder of the starter.
fn walk(node: &Node, path: &Path, visit: &mut impl FnMut(&Path, &Node)) {
    match &node.value {
        Value::Null => {}
        Value::Scalar(_) => visit(path, node),
        Value::List(items) => {
            for (i, item) in items.iter().enumerate() {
                walk(item, &path.index(i), visit);
            }
        }
        Value::Map(members) => {
            let filled = members.iter().filter(|Member { key, .. }| !ORDINARY.contains(&&**key));
            filled.for_each(|member| walk(&member.value, &path.key(&member.key), visit));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STARTER: Starter = Starter {
        file: "cv.yaml",
        schema: "resume.schema.json",
        name: None,
        theme: "compact",
        locale: "en-GB",
        paper: "a4",
        country: Some("GB"),
        full: true,
        letter: true,
    };

    fn reported_messages(yaml: &str) -> Vec<String> {
        untouched(&tree(yaml)).iter().map(|it| it.message.clone()).collect()
    }

    #[test]
    fn each_unchanged_section_is_reported_once() {
        let reported_messages = reported_messages(&STARTER.yaml());
        assert_eq!(reported_messages.len(), 13, "{reported_messages:#?}");
        insta::assert_snapshot!(reported_messages[0], @"`basics` still has the text of the starter: `basics.name`, `basics.label`, `basics.email`, `basics.phone` and 6 more");
    }

    #[test]
    fn changed_sections_are_not_reported() {
        assert_eq!(
            reported_messages("basics: {name: Ada Roe}\nwork: [{name: Mill, startDate: 2021-03}]"),
            [""; 0]
        );
        let one = reported_messages("work:\n  - name: Mill\n  - name: Employer before that\n");
        assert_eq!(one, ["`work` still has the text of the starter: `work[1].name`"]);
    }

    #[test]
    fn settings_that_follow_from_the_address_are_not_repeated_in_meta() {
        let meta = |locale, country, paper| {
            let yaml = Starter { locale, country, paper, ..STARTER }.yaml();
            let tree = tree(&yaml);
            let meta = tree.get("meta").cloned();
            let value = |key| meta.as_ref()?.get(key)?.as_text().map(str::to_owned);
            ["locale", "paper"].map(value).map(|it| it.unwrap_or_else(|| "-".to_owned())).join(" ")
        };
        assert_eq!(meta("en-US", Some("US"), "us-letter"), "en -");
        assert_eq!(meta("en-GB", Some("GB"), "a5"), "en a5");
        assert_eq!(meta("es-MX", Some("MX"), "us-letter"), "es -");
        assert_eq!(meta("de-AT", Some("AT"), "a4"), "de-AT -");
        assert_eq!(meta("en-GB", Some("DE"), "a4"), "en-GB -");
        assert_eq!(meta("fr", None, "a4"), "fr -");
    }

    #[test]
    fn names_in_the_starter_are_quoted_where_necessary() {
        for name in ["Ada Roe", "Yes", "Ana: \"Bo\" # Çelik", "O'Neill", "null"] {
            let yaml = Starter { name: Some(name), ..STARTER }.yaml();
            let name_read = tree(&yaml);
            let name_read = name_read.get("basics").and_then(|it| it.get("name"));
            assert_eq!(name_read.and_then(Node::as_text), Some(name));
        }
    }
}
