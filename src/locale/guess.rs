//! Detects the language of a text, if it is certain.
//!
//! Trigrams rank 69 languages. They are unreliable for short texts and for similar languages such
//! as Danish and Norwegian, so common function words must agree.

use unicode_script::{Script, UnicodeScript};
use whatlang::Lang;

use super::tag;

/// Minimum letters of a text in an alphabet.
const FEWEST_LETTERS: usize = 40;

/// Minimum letters of a text in Chinese, Japanese or Korean.
const FEWEST_SIGNS: usize = 12;

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
        return if letters < FEWEST_SIGNS { None } else { east_asian(&text) };
    }
    if letters < FEWEST_LETTERS {
        return None;
    }
    let info = whatlang::detect(&text)?;
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
        Lang::Heb => Some("he"),
        Lang::Hin => Some("hi"),
        Lang::Ell => Some("el"),
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

/// Distinguishes East Asian languages by letters that only one of them has.
fn east_asian(text: &str) -> Option<&'static str> {
    /// Traditional characters, and characters used only in mainland China.
    const TRADITIONAL: &str = "國學業務經歷發電話語長門開關員會計畫與專師資訊設實應對產導負責團隊個這來時數據營驗鐵尋歡種為從過現並們術網級統構優進還廣項報書習聯協調組總質運銷創價華東車歲";
    const SIMPLIFIED: &str = "国学业务经历发电话语长门开关员会计画与专师资讯设实应对产导负责团队个这来时数据营验铁寻欢种为从过现并们术网级统构优进还广项报书习联协调组总质运销创价华东车岁";
    let of = |script: Script| text.chars().filter(|c| c.script() == script).count();
    let kana = of(Script::Hiragana) + of(Script::Katakana);
    let (han, hangul) = (of(Script::Han), of(Script::Hangul));
    if hangul > han + kana {
        return Some("ko");
    }
    if kana > 0 {
        // A Chinese text may contain a Japanese word.
        return (10 * kana > han && of(Script::Hiragana) > 1).then_some("ja");
    }
    let only = |own: &str, other: &str| {
        text.chars().filter(|c| own.contains(*c) && !other.contains(*c)).count()
    };
    match (only(TRADITIONAL, SIMPLIFIED), only(SIMPLIFIED, TRADITIONAL)) {
        (traditional, simplified) if simplified > 1 && traditional == 0 => Some("zh-Hans"),
        (traditional, simplified) if traditional > 1 && simplified == 0 => Some("zh-Hant-TW"),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
