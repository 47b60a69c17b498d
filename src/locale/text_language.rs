use icu_locale::LocaleDirectionality;
use unicode_script::Script;

use super::tag;

/// The language of a text, with the properties that affect typesetting and screen readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLanguage {
    /// Two- or three-letter code.
    pub lang: String,
    /// Two-letter country code, if the tag has one; always set for Chinese, because letter shapes
    /// depend on it.
    pub region: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Four-letter script code.
    script: String,
}

impl TextLanguage {
    /// Returns the language of a BCP 47 tag; `None` if the tag is invalid.
    pub fn of(tag: &str) -> Option<Self> {
        let icu = tag::parse(tag)?;
        let whole = tag::maximize(icu.id.clone());
        let lang = whole.language.to_string();
        // Typst does not support numeric regions such as in `es-419`.
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

    /// Returns the most common language of a script, English for Latin; `None` for scripts without
    /// a living language.
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

    /// Returns the language with another direction, for example for a number.
    #[must_use]
    pub fn running(&self, dir: &'static str) -> Self {
        Self { dir, ..self.clone() }
    }

    /// Returns whether the language uses a script.
    pub fn is_written_in(&self, script: Script) -> bool {
        match self.script.as_str() {
            "Jpan" => matches!(script, Script::Han | Script::Hiragana | Script::Katakana),
            "Kore" => matches!(script, Script::Hangul | Script::Han),
            "Hans" | "Hant" | "Hani" => matches!(script, Script::Han | Script::Bopomofo),
            own => own == script.short_name(),
        }
    }
}
