//! Font families and packages for each script.

use unicode_script::{Script, UnicodeScript};

use crate::locale::TextLanguage;

/// A script, or a regional form of Chinese characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FontScript {
    Japanese,
    Korean,
    SimplifiedChinese,
    TraditionalChinese,
    HongKong,
    Other(Script),
    /// Emoji, arrows and other signs without a script.
    Signs,
}

impl FontScript {
    /// Returns the writing system of a character within a text.
    ///
    /// The shapes of Chinese characters depend on the region, which follows from the page's
    /// language, else from the neighbouring letters.
    pub(super) fn of(c: char, page: &TextLanguage, text: &[char]) -> Self {
        let script = c.script();
        let has = |wanted: &[Script]| text.iter().any(|c| wanted.contains(&c.script()));
        match script {
            Script::Common | Script::Inherited | Script::Unknown if !matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ffef}') => {
                Self::Signs
            }
            Script::Hangul => Self::Korean,
            Script::Hiragana | Script::Katakana => Self::Japanese,
            Script::Han | Script::Bopomofo | Script::Common => {
                match (page.lang.as_str(), page.region.as_deref()) {
                    ("ja", _) => Self::Japanese,
                    ("ko", _) => Self::Korean,
                    ("zh" | "yue", Some("HK" | "MO")) => Self::HongKong,
                    ("zh", Some("TW")) => Self::TraditionalChinese,
                    ("zh", _) => Self::SimplifiedChinese,
                    _ if has(&[Script::Hiragana, Script::Katakana]) => Self::Japanese,
                    _ if has(&[Script::Hangul]) => Self::Korean,
                    _ => Self::SimplifiedChinese,
                }
            }
            script => Self::Other(script),
        }
    }

    /// Returns its name followed by a space; empty for signs.
    pub(super) fn adjective(self) -> String {
        let name = match self {
            Self::Japanese => "Japanese",
            Self::Korean => "Korean",
            Self::SimplifiedChinese => "simplified Chinese",
            Self::TraditionalChinese => "traditional Chinese",
            Self::HongKong => "traditional Chinese",
            Self::Other(script) => &script.full_name().replace('_', " "),
            Self::Signs => return String::new(),
        };
        format!("{name} ")
    }

    /// Returns good families for the script, the best first: with serifs, and without.
    fn families(self) -> [&'static [&'static str]; 2] {
        match self {
            Self::Japanese => [
                &[
                    "Noto Serif CJK JP",
                    "Noto Serif JP",
                    "Source Han Serif",
                    "Hiragino Mincho ProN",
                    "Yu Mincho",
                    "IPAexMincho",
                ],
                &[
                    "Noto Sans CJK JP",
                    "Noto Sans JP",
                    "Source Han Sans",
                    "Hiragino Sans",
                    "Yu Gothic",
                    "Meiryo",
                    "IPAexGothic",
                ],
            ],
            Self::Korean => [
                &[
                    "Noto Serif CJK KR",
                    "Noto Serif KR",
                    "Source Han Serif K",
                    "AppleMyungjo",
                    "Batang",
                    "NanumMyeongjo",
                ],
                &[
                    "Noto Sans CJK KR",
                    "Noto Sans KR",
                    "Source Han Sans K",
                    "Apple SD Gothic Neo",
                    "Malgun Gothic",
                    "NanumGothic",
                ],
            ],
            Self::SimplifiedChinese => [
                &[
                    "Noto Serif CJK SC",
                    "Noto Serif SC",
                    "Source Han Serif SC",
                    "Songti SC",
                    "SimSun",
                ],
                &[
                    "Noto Sans CJK SC",
                    "Noto Sans SC",
                    "Source Han Sans SC",
                    "PingFang SC",
                    "Hiragino Sans GB",
                    "Microsoft YaHei",
                ],
            ],
            Self::TraditionalChinese => [
                &[
                    "Noto Serif CJK TC",
                    "Noto Serif TC",
                    "Source Han Serif TC",
                    "Songti TC",
                    "PMingLiU",
                ],
                &[
                    "Noto Sans CJK TC",
                    "Noto Sans TC",
                    "Source Han Sans TC",
                    "PingFang TC",
                    "Microsoft JhengHei",
                ],
            ],
            Self::HongKong => [
                &[
                    "Noto Serif CJK HK",
                    "Noto Serif HK",
                    "Source Han Serif HC",
                    "Noto Serif CJK TC",
                    "Songti TC",
                    "MingLiU_HKSCS",
                ],
                &[
                    "Noto Sans CJK HK",
                    "Noto Sans HK",
                    "Source Han Sans HC",
                    "PingFang HK",
                    "Noto Sans CJK TC",
                    "Microsoft JhengHei",
                ],
            ],
            Self::Other(_) | Self::Signs => [&[], &[]],
        }
    }

    /// Returns the families to look for, those of the wanted class first.
    pub(super) fn preferred(self, serif: bool) -> Vec<&'static str> {
        let [with, without] = self.families();
        let (first, second) = if serif { (with, without) } else { (without, with) };
        first.iter().chain(second).copied().collect()
    }

    /// Returns which packages contain a suitable font.
    pub(super) fn packages(self) -> String {
        let (debian, fedora, mac, windows) = match self {
            Self::Other(script) => {
                let name = script.full_name().replace('_', "-").to_lowercase();
                return format!(
                    "install one: Debian and Ubuntu `apt install fonts-noto-core`, Fedora `dnf install \
                     google-noto-sans-{name}-fonts`, macOS `brew install --cask font-noto-sans-{name}`, \
                     Windows “Optional features” or the family Noto Sans"
                );
            }
            Self::Signs => (
                "fonts-noto-core fonts-symbola",
                "google-noto-sans-symbols-2-fonts",
                "font-noto-sans-symbols-2",
                "the family Noto Sans Symbols 2",
            ),
            Self::Japanese => (
                "fonts-noto-cjk",
                "google-noto-sans-cjk-fonts",
                "font-noto-sans-cjk-jp",
                "“Japanese Supplemental Fonts” in “Optional features”",
            ),
            Self::Korean => (
                "fonts-noto-cjk",
                "google-noto-sans-cjk-fonts",
                "font-noto-sans-cjk-kr",
                "“Korean Supplemental Fonts” in “Optional features”",
            ),
            Self::SimplifiedChinese => (
                "fonts-noto-cjk",
                "google-noto-sans-cjk-fonts",
                "font-noto-sans-cjk-sc",
                "“Chinese (Simplified) Supplemental Fonts” in “Optional features”",
            ),
            Self::TraditionalChinese => (
                "fonts-noto-cjk",
                "google-noto-sans-cjk-fonts",
                "font-noto-sans-cjk-tc",
                "“Chinese (Traditional) Supplemental Fonts” in “Optional features”",
            ),
            Self::HongKong => (
                "fonts-noto-cjk",
                "google-noto-sans-cjk-fonts",
                "font-noto-sans-cjk-hk",
                "“Chinese (Traditional) Supplemental Fonts” in “Optional features”",
            ),
        };
        format!(
            "install one: Debian and Ubuntu `apt install {debian}`, Fedora `dnf install {fedora}`, \
             macOS `brew install --cask {mac}`, Windows {windows}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_of_han_characters_is_derived_from_page_and_context() {
        for (page, text, expected) in [
            ("ja", "漢", FontScript::Japanese),
            ("ko", "漢", FontScript::Korean),
            ("zh", "漢", FontScript::SimplifiedChinese),
            ("zh-Hant", "漢", FontScript::TraditionalChinese),
            ("zh-TW", "。", FontScript::TraditionalChinese),
            ("zh-Hant-HK", "漢", FontScript::HongKong),
            ("en", "漢", FontScript::SimplifiedChinese),
            ("en", "漢の", FontScript::Japanese),
            ("en", "한국", FontScript::Korean),
            ("ja", "한", FontScript::Korean),
            ("en", "ქართული", FontScript::Other(Script::Georgian)),
            ("en", "🦀", FontScript::Signs),
        ] {
            let page = TextLanguage::of(page).expect("a tag");
            let text: Vec<_> = text.chars().collect();
            assert_eq!(FontScript::of(text[0], &page, &text), expected, "{text:?}");
        }
    }
}
