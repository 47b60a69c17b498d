use icu_locale::LocaleDirectionality;
use unicode_script::Script;

use super::tag;

/// The language of a piece of text, with what setting it and reading it aloud depend on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tongue {
    /// Two- or three-letter code.
    pub lang: String,
    /// Two-letter code, where it has one; for Chinese always, since the shapes of letters depend on
    /// it.
    pub region: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Four-letter code.
    script: String,
}

impl Tongue {
    /// Returns the language of a BCP 47 tag; `None` where the tag is none.
    pub fn of(tag: &str) -> Option<Self> {
        let icu = tag::parse(tag)?;
        let whole = tag::maximize(icu.id.clone());
        let lang = whole.language.to_string();
        // Typst knows no numeric regions, such as that of `es-419`.
        let own = icu.id.region.filter(|region| region.is_alphabetic());
        let region = own.or(whole.region.filter(|_| lang == "zh"));
        let rtl = LocaleDirectionality::new_common().is_right_to_left(&icu.id);
        Some(Self {
            region: region.map(|region| region.to_string()),
            dir: if rtl { "rtl" } else { "ltr" },
            script: whole.script.map(|script| script.to_string()).unwrap_or_default(),
            lang,
        })
    }

    /// Returns the language that is most often written in a script, English for Latin letters;
    /// `None` for a script no living language is.
    pub fn of_script(script: Script) -> Option<Self> {
        match script {
            Script::Latin => Self::of("en"),
            Script::Han => Self::of("zh"),
            Script::Hiragana | Script::Katakana => Self::of("ja"),
            script => {
                let tag = format!("und-{}", script.short_name()).parse().ok()?;
                Self::of(&tag::maximize(tag).language.to_string())
            }
        }
    }

    /// Returns the language for a text that runs in a direction of its own, such as a number.
    #[must_use]
    pub fn running(&self, dir: &'static str) -> Self {
        Self { dir, ..self.clone() }
    }

    /// Tells whether the language is written in a script.
    pub fn is_written_in(&self, script: Script) -> bool {
        match self.script.as_str() {
            "Jpan" => matches!(script, Script::Han | Script::Hiragana | Script::Katakana),
            "Kore" => matches!(script, Script::Hangul | Script::Han),
            "Hans" | "Hant" | "Hani" => matches!(script, Script::Han | Script::Bopomofo),
            own => own == script.short_name(),
        }
    }
}
