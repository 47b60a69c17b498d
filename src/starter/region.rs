//! Language, country and paper of a new résumé.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::locale::{self, Locale, unknown_tag_hint};
use crate::theme::{paper_name, paper_names};

/// Settings of a new résumé that depend on the user's country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalSettings {
    /// BCP 47 tag.
    pub locale: String,
    /// Two-letter code.
    pub country: Option<String>,
    pub paper: &'static str,
}

/// Sources of [`RegionalSettings`].
#[derive(Debug, Clone, Copy, Default)]
pub struct KnownSettings<'a> {
    /// The requested tag.
    pub language: Option<&'a str>,
    /// The tag of the user's own language, used if none is requested.
    pub own_language: Option<&'a str>,
    /// An English name, or a two-letter code.
    pub country: Option<&'a str>,
    pub paper: Option<&'a str>,
}

impl RegionalSettings {
    /// Determines the settings; what is not given comes from the locale.
    ///
    /// Returns an error if the country, locale or paper is unknown.
    pub fn new(known: KnownSettings) -> Result<Self, Diagnostic> {
        let country = known.country.map(country_code).transpose()?;
        let wanted = known.language.or(known.own_language).unwrap_or(locale::DEFAULT);
        let tag = match &country {
            // The user's own language is combined with the requested country.
            Some(country) => {
                let language = wanted.split(['-', '_']).next().unwrap_or(wanted);
                let is_whole = known.language.is_some() && locale::region_of(wanted).is_some();
                if is_whole { wanted.to_owned() } else { format!("{language}-{country}") }
            }
            None => wanted.to_owned(),
        };
        let locale = Locale::find(&tag).ok_or_else(|| {
            let message = format!("unknown locale `{tag}`");
            Diagnostic::error("usage", message).hint(unknown_tag_hint(&tag))
        })?;
        let paper = known.paper.map_or_else(|| Ok(locale.paper()), paper)?;
        let country = country.or_else(|| locale::region_of(&locale.tag));
        Ok(Self { locale: locale.tag, country, paper })
    }
}

fn country_code(name: &str) -> Result<String, Diagnostic> {
    Locale::default().country_code(name).ok_or_else(|| {
        Diagnostic::error("usage", format!("unknown country `{name}`"))
            .hint("give its name in English or its two-letter code, such as `DE`")
    })
}

fn paper(requested: &str) -> Result<&'static str, Diagnostic> {
    paper_names().find(|name| *name == paper_name(requested)).ok_or_else(|| {
        let hint = match did_you_mean(requested, paper_names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("papers: {}", paper_names().collect::<Vec<_>>().join(", ")),
        };
        Diagnostic::error("usage", format!("unknown paper `{requested}`")).hint(hint)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regional(known: KnownSettings) -> (String, String, &'static str) {
        let RegionalSettings { locale, country, paper } =
            RegionalSettings::new(known).expect("they are known");
        (locale, country.unwrap_or_default(), paper)
    }

    #[test]
    fn a_language_combines_with_the_given_country_but_a_full_tag_is_kept() {
        let known = |language, own_language, country| {
            let known = KnownSettings { language, own_language, country, paper: None };
            let (locale, country, paper) = regional(known);
            format!("{locale} {country} {paper}")
        };
        assert_eq!(known(None, None, None), "en-US US us-letter");
        assert_eq!(known(None, Some("de-AT"), None), "de-AT AT a4");
        assert_eq!(known(None, Some("de-AT"), Some("Switzerland")), "de-CH CH a4");
        assert_eq!(known(Some("fr-CA"), Some("de-AT"), Some("FR")), "fr-CA FR us-letter");
        assert_eq!(known(Some("fr"), None, Some("BE")), "fr-BE BE a4");
    }

    #[test]
    fn unknown_languages_and_countries_are_rejected_with_suggestions() {
        let refused = |known| RegionalSettings::new(known).expect_err("it is unknown").message;
        let known = KnownSettings::default();
        insta::assert_snapshot!(
            [
                refused(KnownSettings { country: Some("Atlantis"), ..known }),
                refused(KnownSettings { language: Some("xq"), ..known }),
                refused(KnownSettings { paper: Some("poster"), ..known }),
            ]
            .join("\n"),
            @r"
        unknown country `Atlantis`
        unknown locale `xq`
        unknown paper `poster`
        "
        );
    }
}
