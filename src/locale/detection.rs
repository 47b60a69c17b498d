//! Detects the language of a text, if it is certain.
//!
//! Trigrams rank 69 languages. They are unreliable for short texts and for similar languages such
//! as Danish and Norwegian, so common function words must agree.

use unicode_script::{Script, UnicodeScript};
use whatlang::Lang;

use super::tag;

mod letters;

/// Length in bytes of the part of a text whose trigrams are counted.
const MOST_BYTES: usize = 2_000;

/// Minimum letters of a text in an alphabet.
const FEWEST_LETTERS: usize = 40;

/// Minimum letters of a text in Chinese, or in Japanese without kana.
const FEWEST_SIGNS: usize = 12;

/// Minimum letters of a script that only one supported language uses.
const FEWEST_OWN: usize = 3;

/// Minimum letters of a text in Arabic.
const FEWEST_ARABIC: usize = 8;

/// Minimum number of function words that must agree.
const FEWEST_WORDS: usize = 3;

/// Function words of languages in Latin and Cyrillic script: supported languages with their tags,
/// and similar languages without a tag.
///
/// Words that two languages share are listed for both and thus do not distinguish them.
const WORDS: &[(Option<&str>, &str)] = &[
    (
        Some("en-US"),
        "the of and to in for with on as by from at an is are was were be been that this which who \
         our my their into over across within through while",
    ),
    (
        Some("de"),
        "der die das und in den von zu mit für auf im des dem ein eine einer einen als bei ist sind \
         nach aus durch sowie zur zum am wurde werden über ich wir seit oder an auch",
    ),
    (
        Some("fr"),
        "le la les de des du et en un une pour dans par sur avec au aux est sont qui que je nous à \
         ce cette ces mes nos dont depuis chez ainsi ou leur",
    ),
    (
        Some("es"),
        "el la los las de del y en un una para por con que se al es son como más su sus desde hasta \
         mi nuestro entre sobre lo durante también donde",
    ),
    (
        Some("it"),
        "il lo la i gli le di del della dei delle e in un una per con che da dal dalla al alla nel \
         nella sono è come più su presso anche ed tra mi ho dello degli",
    ),
    (
        Some("pt-BR"),
        "o a os as de do da dos das e em um uma para por com que no na nos nas ao à pela pelo como \
         mais são é não até meu minha desde entre sobre também",
    ),
    (
        Some("nl"),
        "de het een en van in op te met voor aan bij is zijn als door naar uit om ook dat die niet \
         ik onze mijn wij tot werd worden over sinds",
    ),
    (
        Some("sv"),
        "och i att en ett som på för med av till är den det de jag inte från har vi om vid efter \
         samt hos mitt vår genom eller inom",
    ),
    (
        Some("da"),
        "og i at en et som på for med af til er den det de jeg ikke fra har vi om ved efter samt hos \
         min vores gennem eller inden blev mig også uden",
    ),
    (
        Some("nb"),
        "og i å en et som på for med av til er den det de jeg ikke fra har vi om ved etter samt hos \
         min vår gjennom eller innen ble meg også uten",
    ),
    (
        Some("nn"),
        "og i å ein eit som på for med av til er den det dei eg ikkje frå har vi om ved etter samt \
         hos min vår gjennom eller innan vart meg også utan",
    ),
    (
        Some("fi"),
        "ja on ei se että joka jotka sekä kuin mutta tai olen oli ovat myös minä kanssa mukaan noin \
         yli vuoden vuodesta kun niin siitä ollut",
    ),
    (
        Some("cs"),
        "a v na se je že do s z o k pro jako po za od při ve ze nebo který která které jsem jsou \
         také mezi podle až i byl jeho",
    ),
    (
        Some("pl"),
        "i w na z do się jest że od za przez dla oraz po o jak przy ze we lub który która które \
         jestem są także między pod nad był jego",
    ),
    (
        Some("hu"),
        "a az és egy hogy nem is volt van mint meg csak már vagy által között után alatt számára \
         szerint valamint el ki be ez vagyok",
    ),
    (
        Some("ro"),
        "și în de la cu pe un o pentru din care este sunt al ale prin mai sau după ca fost am între \
         despre către cel cea lui într-o într-un",
    ),
    (
        Some("tr"),
        "ve bir bu için ile de da olarak olan daha en çok gibi kadar sonra ben biz ya veya her \
         tarafından üzerinde arasında oldu ise",
    ),
    (
        Some("id"),
        "dan yang di dengan untuk dari pada ke dalam adalah saya kami sebagai oleh ini itu tidak \
         akan telah lebih serta atau karena para selama bagi",
    ),
    (
        Some("vi"),
        "và của các là cho trong một được có với những không người tại đã từ để về theo trên tôi \
         này hơn khi đến cùng",
    ),
    (
        Some("ru"),
        "и в на с по для из от к за не что как о при это я его мы или до так был была были также \
         более во со которые",
    ),
    (
        Some("uk"),
        "і в на з по для із від до за не що як про при це я його ми або та був була були також \
         більше у зі які й",
    ),
    (
        None,
        "el la els les de del i en un una per amb que al als és són com més des fins meu nostre \
         entre sobre també on dels pel",
    ),
    (
        None,
        "o a os as de do da dos das e en un unha para por con que no na nos nas ao á pola polo como \
         máis son é non ata meu miña desde entre sobre tamén",
    ),
    (
        None,
        "a v na sa je že do s z o k pre ako po za od pri vo zo alebo ktorý ktorá ktoré som sú tiež \
         medzi podľa až i bol jeho",
    ),
    (
        None,
        "i u na se je da od za s iz o koji koja koje kao po ili sam su također te do uz prema bio \
         jer nije",
    ),
    (None, "in v na se je da od za s iz o ki kot po ali sem so tudi ter do pri med bil ni"),
    (
        None,
        "die en van in is het te vir met op by aan nie wat as deur uit om ook dat ek ons my tot sy",
    ),
    (None, "ja on ei see et mis kes ning kui aga või olen oli ka mina koos järgi umbes üle aasta"),
    (
        None,
        "і ў на з па для ад да за не што як пра гэта я яго мы або быў была былі таксама больш у якія",
    ),
    (
        None,
        "и в на с по за от до не че как при това аз той ние или са беше също със който която във си",
    ),
    (
        None,
        "и у на с по за од до не да као при ово ја његов ми или је били такође више који која су",
    ),
    (
        None,
        "dan yang di dengan untuk dari pada ke dalam ialah saya kami sebagai oleh ini itu tidak \
         akan telah lebih serta atau kerana para selama bagi",
    ),
];

/// Returns frequent function words of a language code, separated by blanks; empty for some languages.
pub fn function_words(lang: &str) -> &'static str {
    let is_of = |tag: &str| tag.split('-').next() == Some(lang);
    let found = WORDS.iter().find(|(tag, _)| tag.is_some_and(is_of));
    found.map_or("", |(_, words)| words)
}

/// Returns the tag of a text's language if it is supported; `None` if it is uncertain or
/// unsupported.
pub fn language_of(text: &str) -> Option<&'static str> {
    let text = prose(text);
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_in = |scripts: &[Script]| {
        let far = text.chars().filter(|c| !c.is_ascii());
        2 * far.filter(|c| scripts.contains(&c.script())).count() > letters
    };
    if is_in(&[Script::Han, Script::Hiragana, Script::Katakana, Script::Hangul, Script::Bopomofo]) {
        return east_asian(&text);
    }
    if letters >= FEWEST_OWN && is_in(&[Script::Greek]) {
        return Some("el");
    }
    if letters >= FEWEST_OWN && is_in(&[Script::Hebrew]) {
        return (!is_yiddish(&text)).then_some("he");
    }
    if letters >= FEWEST_ARABIC && is_in(&[Script::Arabic]) && is_arabic(&text) {
        return Some("ar");
    }
    if let Some(tag) = letters::by_letters(&text) {
        return Some(tag);
    }
    if letters < FEWEST_LETTERS {
        return None;
    }
    let info = whatlang::detect(&sample(&text))?;
    let found = info.lang();
    // Trigrams do not separate Danish from Norwegian, so a larger margin of function words is
    // required.
    let margin = match found {
        _ if info.is_reliable() => 1,
        Lang::Dan | Lang::Nob => 3,
        _ => return None,
    };
    match found {
        Lang::Ara => Some("ar"),
        Lang::Pes => Some("fa"),
        Lang::Hin => Some("hi"),
        _ => by_words(&text, margin).filter(|tag| trigrams_agree(found, tag)),
    }
}

/// Returns the English name of a language tag.
pub fn name_in_english(tag: &str) -> Option<String> {
    // The last of several names, because the others are regional.
    let of = |(_, own): &&(&str, &str)| super::is_same_language(own, tag);
    let (name, _) = tag::ENGLISH_NAMES.iter().find(of)?;
    let mut letters = name.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect())
}

/// Removes URLs, code and markup.
fn prose(text: &str) -> String {
    let is_foreign = |byte: u8| {
        matches!(
            byte,
            b'@' | b'/' | b'\\' | b'_' | b'`' | b'<' | b'>' | b'=' | b'{' | b'#' | b'0'..=b'9'
        )
    };
    let is_word = |word: &&str| !word.bytes().any(is_foreign);
    text.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ")
}

/// Returns every second word of a long text, or every third, and so on.
fn sample(text: &str) -> String {
    let every = text.len().div_ceil(MOST_BYTES).max(1);
    text.split(' ').step_by(every).collect::<Vec<_>>().join(" ")
}

/// Returns the tag of the language with the most function words, if the margin to all others is
/// sufficient.
fn by_words(text: &str, margin: usize) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != '-');
    let mut words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    let runs = words.chunk_by(|one, next| one == next);
    let often: Vec<(&str, usize)> = runs.map(|same| (same[0], same.len())).collect();
    let count = |small: &str| -> usize {
        let found = small.split(' ').filter_map(|word| {
            let place = often.binary_search_by_key(&word, |(own, _)| own).ok()?;
            Some(often[place].1)
        });
        found.sum()
    };
    let mut counts: Vec<_> = WORDS.iter().map(|(tag, small)| (count(small), *tag)).collect();
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let [(most, tag), (next, _), ..] = counts.as_slice() else { return None };
    let is_sure = *most >= FEWEST_WORDS && *most >= next + margin && 10 * most >= words.len();
    tag.filter(|_| is_sure)
}

/// Returns whether trigrams agree. They know only one form of Norwegian, and sometimes report
/// Danish for it.
fn trigrams_agree(found: Lang, tag: &str) -> bool {
    match found {
        Lang::Nob | Lang::Dan => ["nb", "nn", "da"].contains(&tag),
        Lang::Por => tag == "pt-BR",
        Lang::Eng => tag == "en-US",
        _ => {
            let known = [
                (Lang::Deu, "de"),
                (Lang::Fra, "fr"),
                (Lang::Spa, "es"),
                (Lang::Ita, "it"),
                (Lang::Nld, "nl"),
                (Lang::Swe, "sv"),
                (Lang::Fin, "fi"),
                (Lang::Ces, "cs"),
                (Lang::Pol, "pl"),
                (Lang::Hun, "hu"),
                (Lang::Ron, "ro"),
                (Lang::Tur, "tr"),
                (Lang::Ind, "id"),
                (Lang::Vie, "vi"),
                (Lang::Rus, "ru"),
                (Lang::Ukr, "uk"),
            ];
            known.contains(&(found, tag))
        }
    }
}

/// Returns whether a text in Hebrew letters is Yiddish.
fn is_yiddish(text: &str) -> bool {
    const WORDS: [&str; 8] = ["און", "איז", "פון", "פֿון", "דער", "דאס", "דאָס", "איך"];
    text.contains(['\u{5f0}', '\u{5f1}', '\u{5f2}'])
        || text.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
}

/// Returns whether a text in Arabic letters is Arabic rather than Persian, Urdu or another language
/// with letters of its own.
fn is_arabic(text: &str) -> bool {
    const SHARED: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيـ";
    let is_foreign =
        |c: char| c.is_alphabetic() && c.script() == Script::Arabic && !SHARED.contains(c);
    let has_article = |word: &&str| word.starts_with("ال") && word.chars().count() > 4;
    let articles = text.split_whitespace().filter(has_article).count();
    !text.contains(is_foreign) && (text.contains('ة') || articles > 1)
}

/// Distinguishes East Asian languages by letters that only one of them has.
fn east_asian(text: &str) -> Option<&'static str> {
    /// Characters of one writing that neither of the other two has.
    const TRADITIONAL: &str = "國學經歷發關會畫與專實應對產團這來數據營驗鐵歡從們廣總銷價歲擔辦處點當參讀寫體條區臺圖證譯變續將單勞獎險";
    const SIMPLIFIED: &str = "业务经历发电话语长门开关员计专师资讯设实应对产导负责团队个这时营验铁寻欢种为从过现们术网级统构优进还广项报书习联协调组总质运销创价华东车岁";
    const JAPANESE: &str = "働込畑枠駅図売歴経験価応団対実黒戦関労発鉄総広従帰検児単辺拠覚観済渋縄沢択訳釈伝転軽円塩圧囲栄衛駆恵掲撃権顕厳剤雑桜様徳気県両楽読変続険処";
    let of = |script: Script| text.chars().filter(|c| c.script() == script).count();
    let only = |own: &str| text.chars().filter(|c| own.contains(*c)).count();
    let (hiragana, katakana) = (of(Script::Hiragana), of(Script::Katakana));
    let (kana, han, hangul) = (hiragana + katakana, of(Script::Han), of(Script::Hangul));
    let (traditional, simplified) = (only(TRADITIONAL), only(SIMPLIFIED));
    if hangul > han + kana {
        return (hangul > 1).then_some("ko");
    }
    if kana > 0 {
        // A Chinese text may contain a Japanese word.
        let is_chinese = simplified + traditional > 0;
        let is_enough = hiragana > 1 || (katakana > 2 && 2 * katakana >= han && !is_chinese);
        return (10 * kana > han && is_enough).then_some("ja");
    }
    if han < FEWEST_SIGNS {
        return None;
    }
    match (traditional, simplified, only(JAPANESE)) {
        (0, 2.., 0) => Some("zh-Hans"),
        (2.., 0, 0) => Some("zh-Hant-TW"),
        (0, 0, 2..) => Some("ja"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
