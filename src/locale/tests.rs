use super::*;
use crate::diagnostic::Sources;
use crate::resume::Date;
use crate::source::Path;

fn files() -> Vec<(&'static str, File)> {
    FILES
        .files()
        .map(|file| {
            let tag = file.path().file_stem().and_then(|name| name.to_str()).expect("a tag");
            let text = file.contents_utf8().expect("UTF-8");
            (tag, toml::from_str(text).unwrap_or_else(|error| panic!("{tag}: {error}")))
        })
        .collect()
}

fn locale(tag: &str) -> Locale {
    Locale::find(tag).unwrap_or_else(|| panic!("no locale {tag}"))
}

#[test]
fn every_locale_file_is_complete() {
    let (_, english) = files().into_iter().find(|(tag, _)| *tag == DEFAULT).expect("English");
    for (tag, file) in files() {
        let keys = |file: &File| {
            let is_optional = |key: &str| Word::from_key(key).is_some_and(Word::is_optional);
            file.words.keys().filter(|key| !is_optional(key)).cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys(&file), keys(&english), "{tag}");
        let titles = |file: &File| file.titles.keys().cloned().collect::<Vec<_>>();
        assert_eq!(titles(&file), titles(&english), "{tag}");
        for (key, value) in &file.words {
            assert!(Word::from_key(key).is_some(), "{tag}: {key}");
            assert!(!value.is_empty(), "{tag}: {key}");
            let Some(english) = english.words.get(key) else { continue };
            for place in [
                "{page}", "{total}", "{date}", "{years}", "{holder}", "{name}", "{degree}",
                "{area}", "{place}", "{text}",
            ] {
                assert_eq!(value.contains(place), english.contains(place), "{tag}: {key}");
            }
        }
    }
}

#[test]
fn exactly_the_kinds_that_need_a_title_have_one() {
    for kind in SectionKind::ALL {
        let needs = kind.is_top_level() || kind == SectionKind::Summary;
        assert_eq!(Locale::default().section_title(kind).is_some(), needs, "{kind:?}");
    }
}

#[test]
fn every_date_pattern_is_supported() {
    for tag in Locale::tags() {
        let locale = locale(tag);
        for pattern in locale.dates.month.iter().chain(&locale.dates.day) {
            assert!(locale.pattern(pattern, 2011, 8, 4).is_some(), "{tag}: {pattern}");
        }
    }
}

#[test]
fn a_tag_selects_the_nearest_locale() {
    for (tag, words) in [
        ("en-US", "English (United States)"),
        ("en", "English (United States)"),
        ("en_CA", "English (United States)"),
        ("EN-gb", "English (United Kingdom)"),
        ("en-AU", "English (United Kingdom)"),
        ("fr-CA", "Français"),
        ("de-AT", "Deutsch"),
        ("no", "Norsk bokmål"),
        ("nn-NO", "Norsk nynorsk"),
        ("pt", "Português (Brasil)"),
        ("pt-AO", "Português (Portugal)"),
        ("iw", "עברית"),
        ("zh", "简体中文"),
        ("zh-SG", "简体中文"),
        ("zh-TW", "繁體中文（台灣）"),
        ("zh-Hant", "繁體中文（台灣）"),
        ("zh-MO", "繁體中文（香港）"),
    ] {
        assert_eq!(locale(tag).name, words, "{tag}");
    }
    assert_eq!(locale("EN-gb").tag, "en-GB");
    assert_eq!(locale("en-AU").tag, "en-AU");
    for tag in ["", "tlh", "x", "english", "e n", "und"] {
        assert!(Locale::find(tag).is_none(), "{tag}");
    }
}

#[test]
fn paper_direction_and_region_follow_the_tag() {
    assert_eq!(locale("en").paper(), "us-letter");
    assert_eq!(locale("en-GB").paper(), "a4");
    assert_eq!(locale("en-PH").paper(), "us-letter");
    assert_eq!(locale("fr-CA").paper(), "us-letter");
    assert_eq!(locale("pt").paper(), "a4");
    assert_eq!(locale("en").dir(), "ltr");
    for tag in ["ar", "he", "fa"] {
        assert_eq!(locale(tag).dir(), "rtl");
    }
    assert_eq!(locale("zh-Hant").region().as_deref(), Some("TW"));
    assert_eq!(locale("de").region(), None);
    assert_eq!(locale("es-419").region(), None);
    assert_eq!(locale("en").region(), None);
    assert_eq!(locale("en-IE").region().as_deref(), Some("IE"));
    assert_eq!(locale("en-IE").lang(), "en");
}

#[test]
fn the_address_format_follows_the_country_and_then_the_locale() {
    let of = |tag: &str, code| locale(tag).address_format(code, false);
    assert_eq!(of("en-US", None), AddressFormat::Standard);
    assert_eq!(of("en-US", Some("de")), AddressFormat::European);
    assert_eq!(of("en-US", Some("IT")), AddressFormat::Italian);
    assert_eq!(of("en-DE", None), AddressFormat::European);
    assert_eq!(of("en-GB", Some("ZZ")), AddressFormat::British);
    assert_eq!(of("pt-BR", Some("PT")), AddressFormat::European);
    assert_eq!(of("es", None), AddressFormat::Italian);
    assert_eq!(of("es-MX", None), AddressFormat::European);
}

#[test]
fn east_asian_addresses_in_local_script_are_in_descending_order() {
    for tag in ["ja", "ja-JP", "zh-TW", "ko", "en"] {
        let of = |code, east_asian| locale(tag).address_format(code, east_asian);
        assert_eq!(of(None, true), AddressFormat::Descending, "{tag}");
        assert_eq!(of(Some("JP"), true), AddressFormat::Descending, "{tag}");
        assert_eq!(of(Some("JP"), false), AddressFormat::Standard, "{tag}");
        assert_eq!(of(None, false), AddressFormat::Standard, "{tag}");
        assert_eq!(of(Some("de"), true), AddressFormat::European, "{tag}");
    }
}

#[test]
fn countries_are_recognised_by_local_and_english_names() {
    for (tag, name, code) in [
        ("en-US", "germany", Some("DE")),
        ("de", "Deutschland", Some("DE")),
        ("de", "Germany", Some("DE")),
        ("ja", "日本", Some("JP")),
        ("fr", " UK ", Some("GB")),
        ("en-GB", "USA", Some("US")),
        ("en-GB", "de", Some("DE")),
        ("en-GB", "Ruritania", None),
        ("en-GB", "", None),
    ] {
        assert_eq!(locale(tag).country_code(name).as_deref(), code, "{name} in {tag}");
    }
}

#[test]
fn every_country_has_at_most_one_address_format() {
    let all: Vec<_> = region::FORMATS.iter().flat_map(|(_, countries)| *countries).collect();
    let once: std::collections::BTreeSet<_> = all.iter().collect();
    assert_eq!(all.len(), once.len());
}

#[test]
fn formatted_dates_keep_their_precision() {
    let us = Locale::default();
    let gb = locale("en-GB");
    let month = Date::Month(2011, 8);
    let day = Date::Day(2011, 8, 4);
    for (date, format, expected) in [
        (&month, DateFormat::Long, "August 2011"),
        (&month, DateFormat::Short, "Aug 2011"),
        (&month, DateFormat::Numeric, "08/2011"),
        (&month, DateFormat::Iso, "2011-08"),
        (&month, DateFormat::Year, "2011"),
        (&day, DateFormat::Long, "August 4, 2011"),
        (&day, DateFormat::Numeric, "08/04/2011"),
        (&day, DateFormat::Year, "2011"),
        (&Date::Year(2011), DateFormat::Long, "2011"),
        (&Date::Present, DateFormat::Iso, "Present"),
        (&Date::Present, DateFormat::Year, "Present"),
        (&Date::Free(" Spring\n 2020 ".into()), DateFormat::Year, "Spring 2020"),
        (&Date::Year(0), DateFormat::Long, "0000"),
    ] {
        assert_eq!(us.date(date, format), expected);
    }
    assert_eq!(gb.date(&day, DateFormat::Long), "4 August 2011");
    assert_eq!(gb.date(&day, DateFormat::Numeric), "04/08/2011");
}

#[test]
fn dates_are_formatted_by_the_rules_of_the_language() {
    let month = Date::Month(2011, 8);
    let day = Date::Day(2011, 8, 4);
    for (tag, long, short, full) in [
        ("de", "August 2011", "Aug. 2011", "4. August 2011"),
        ("fr", "août 2011", "août 2011", "4 août 2011"),
        ("pt-BR", "agosto de 2011", "ago. 2011", "4 de agosto de 2011"),
        ("fi", "elokuu 2011", "8/2011", "4. elokuuta 2011"),
        ("pl", "sierpień 2011", "sie 2011", "4 sierpnia 2011"),
        ("ru", "август 2011", "авг. 2011", "4 августа 2011"),
        ("hu", "2011. augusztus", "2011. aug.", "2011. augusztus 4."),
        ("fa", "اوت ۲۰۱۱", "اوت ۲۰۱۱", "۴ اوت ۲۰۱۱"),
        ("ja", "2011年8月", "2011年8月", "2011年8月4日"),
        ("vi", "tháng 8 năm 2011", "08/2011", "ngày 4 tháng 8 năm 2011"),
        ("nb", "august 2011", "aug. 2011", "4. august 2011"),
    ] {
        let locale = locale(tag);
        assert_eq!(locale.date(&month, DateFormat::Long), long);
        assert_eq!(locale.date(&month, DateFormat::Short), short);
        assert_eq!(locale.date(&day, DateFormat::Long), full);
    }
    assert_eq!(locale("pl").years("3"), "3 lata");
    assert_eq!(locale("ru").years("21"), "21 год");
    assert_eq!(locale("ar").years("2"), "سنتان");
    assert_eq!(locale("ar").years("2+"), "2+ سنوات");
    assert_eq!(locale("ru").years("5+"), "5+ лет");
    assert_eq!(locale("cs").years("2,5"), "2,5 roku");
    assert_eq!(locale("ro").years("2,5"), "2,5 ani");
    assert_eq!(locale("ja").years("9"), "9年");
    assert_eq!(locale("zh-TW").years("9+"), "9+年");
    assert_eq!(locale("ko").years("9"), "9년");
    assert_eq!(locale("fa").years("9+"), "۹+ سال");
}

#[test]
fn month_names_can_be_set_in_the_file() {
    let setting = |key: &str, value: &str| Setting {
        path: crate::source::Path::ROOT,
        key: key.to_owned(),
        value: value.to_owned(),
    };
    let mut diagnostics = Diagnostics::default();
    let words = [
        setting("monthAbbreviations", "J., F., M., A., M., J., J., A'., S., O., N., D."),
        setting("months", "one, two"),
    ];
    let locale = locale("de").with_words(&words, &mut diagnostics);
    assert_eq!(locale.date(&Date::Month(2011, 8), DateFormat::Short), "A'. 2011");
    assert_eq!(locale.date(&Date::Day(2011, 8, 4), DateFormat::Short), "4. A'. 2011");
    assert_eq!(locale.date(&Date::Month(2011, 8), DateFormat::Long), "August 2011");
    let reported: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(reported, ["`months` must list twelve months"]);
}

#[test]
fn every_language_is_detected_by_its_month_names() {
    let short = |tag: &str| -> Vec<String> {
        let locale = locale(tag);
        (1..=12).map(|month| locale.pattern("LLL", 2000, month, 1).expect("a name")).collect()
    };
    for tag in Locale::tags() {
        let names = short(tag);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let present = locale(tag).word(Word::Present).to_owned();
        let found = Locale::of_months(&names, Some(&present));
        // East Asian months are numbers, and regions share the names of their language.
        if !["ja", "ko", "zh", "vi"].iter().any(|numbered| tag.starts_with(numbered)) {
            let found = found.expect(tag);
            assert!(is_same_language(tag, found) || short(found) == short(tag), "{tag}: {found}");
        }
    }
    assert_eq!(Locale::of_months(&["a"; 12], None), None);
    assert_eq!(Locale::of_months(&["Jan"], None), None);
}

#[test]
fn periods_are_joined_by_the_separator_of_the_language() {
    for (tag, start, end, between) in [
        ("en-US", "Aug 2011", "Present", "–"),
        ("de", "08/2011", "heute", "–"),
        ("de", "Aug 2011", "heute", " – "),
        ("ru", "авг. 2011", "настоящее время", " — "),
        ("ja", "2011年8月", "現在", "～"),
    ] {
        assert_eq!(locale(tag).between(start, end), between, "{tag}");
    }
}

#[test]
fn the_first_of_a_month_is_an_ordinal_if_the_language_requires_it() {
    let (first, second) = (Date::Day(2024, 1, 1), Date::Day(2024, 1, 2));
    for (tag, format, expected) in [
        ("fr", DateFormat::Long, "1er janvier 2024"),
        ("fr", DateFormat::Short, "1er janv. 2024"),
        ("fr", DateFormat::Numeric, "01/01/2024"),
        ("it", DateFormat::Long, "1º gennaio 2024"),
        ("pt-BR", DateFormat::Long, "1º de janeiro de 2024"),
        ("pt-PT", DateFormat::Long, "1 de janeiro de 2024"),
    ] {
        assert_eq!(locale(tag).date(&first, format), expected, "{tag}");
    }
    assert_eq!(locale("fr").date(&second, DateFormat::Long), "2 janvier 2024");
}

/// Returns formatted numbers in a language: a date, a duration, years, digits.
fn numbers(tag: &str) -> String {
    let locale = locale(tag);
    let date = |format| locale.date(&Date::Day(2035, 6, 4), format);
    let span = locale.span(3, 11).expect("a span");
    let dates = [DateFormat::Long, DateFormat::Short, DateFormat::Numeric].map(date).concat();
    [dates, span, locale.years("9"), locale.years("9+"), locale.digits().concat()].concat()
}

#[test]
fn all_numbers_of_a_locale_use_the_same_digits() {
    for (tag, zero) in [
        ("ar", '0'),
        ("ar-EG", '٠'),
        ("ar-SA", '٠'),
        ("ar-MA", '0'),
        ("ar-u-nu-arab", '٠'),
        ("ar-EG-u-nu-latn", '0'),
        ("fa", '۰'),
        ("fa-u-nu-latn", '0'),
        ("hi", '0'),
        ("hi-u-nu-deva", '०'),
        ("he", '0'),
        ("ja", '0'),
    ] {
        let others = ['0', '٠', '۰', '०'].map(|zero| u32::from(zero)..=u32::from(zero) + 9);
        for digit in numbers(tag).chars().filter(|c| c.is_numeric()) {
            let is_digit = others.iter().any(|digits| digits.contains(&u32::from(digit)));
            let own = u32::from(zero)..=u32::from(zero) + 9;
            assert!(!is_digit || own.contains(&u32::from(digit)), "{tag}: {}", numbers(tag));
        }
        assert!(locale(tag).digits()[0].starts_with(zero), "{tag}");
    }
}

#[test]
fn a_locale_file_may_override_only_some_date_patterns() {
    let text = "[dates]\nday = ['d/M/y', 'd/M/y', 'd/M/y']\n";
    let file = Sources::default().add("fr.toml", text);
    let own = OwnLocale::read(text, "fr", file, &mut Diagnostics::default()).expect("a locale");
    assert_eq!(own.locale.date(&Date::Day(2024, 3, 2), DateFormat::Long), "2/3/2024");
    assert_eq!(own.locale.date(&Date::Month(2024, 3), DateFormat::Long), "mars 2024");
    assert_eq!(own.locale.between("mars 2024", "mai 2024"), " – ");
}

#[test]
fn list_separators_follow_unicode_except_in_two_languages() {
    for (tag, file) in files() {
        let unicode = list::separator(&tag::parse(tag).expect("a tag"));
        let own = file.words.get(Word::ListSeparator.key());
        assert_eq!(own.is_some(), ["ar", "fa"].contains(&tag), "{tag}");
        assert_ne!(own, unicode.as_ref(), "{tag} says what is so anyway");
        let expected = match tag {
            "ar" | "fa" => "، ",
            "ja" | "zh-Hans" | "zh-Hant-HK" | "zh-Hant-TW" => "、",
            _ => ", ",
        };
        assert_eq!(locale(tag).word(Word::ListSeparator), expected, "{tag}");
    }
    let file = Sources::default().add("ur.toml", "");
    let own = OwnLocale::read("", "ur", file, &mut Diagnostics::default()).expect("a locale");
    assert_eq!(own.locale.word(Word::ListSeparator), "، ");
    assert!(!own.missing.iter().any(|key| key == Word::ListSeparator.key()));
}

#[test]
fn years_are_counted_in_words() {
    let english = Locale::default();
    for (years, expected) in [
        ("1", "1 year"),
        ("9", "9 years"),
        ("9+", "9+ years"),
        ("2.5", "2.5 years"),
        ("2,5", "2.5 years"),
        ("1,2,3", "1,2,3"),
        ("99999999999999999999", "99,999,999,999,999,999,999 years"),
        ("since 2003", "since 2003"),
        ("5–6", "5–6"),
        ("", ""),
    ] {
        assert_eq!(english.years(years), expected);
    }
}

#[test]
fn years_fall_back_to_english_without_unicode_data() {
    let file = Sources::default().add("tlh.toml", "");
    let own = OwnLocale::read("", "tlh", file, &mut Diagnostics::default()).expect("a locale");
    assert_eq!(own.locale.years("9"), "9 years");
}

#[test]
fn placeholders_without_a_value_are_removed() {
    let english = Locale::default();
    let copyright =
        |years, holder| english.phrase(Word::Copyright, &[("years", years), ("holder", holder)]);
    assert_eq!(copyright("2011", "Ada Roe"), "Copyright © 2011 Ada Roe");
    assert_eq!(copyright("", "Ada Roe"), "Copyright © Ada Roe");
}

#[test]
fn words_can_be_overridden_in_the_file() {
    let setting = |key: &str, value: &str| Setting {
        path: Path::ROOT.key("meta").key("words").key(key),
        key: key.into(),
        value: value.into(),
    };
    let mut diagnostics = Diagnostics::default();
    let locale = Locale::default()
        .with_words(&[setting("present", "today"), setting("presnt", "x")], &mut diagnostics);
    assert_eq!(locale.word(Word::Present), "today");
    let messages: Vec<_> = diagnostics.into_iter().collect();
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].message, "unknown word `presnt`");
    assert_eq!(messages[0].hints, ["did you mean `present`?"]);
}

#[test]
fn a_country_has_its_name_in_every_language() {
    for tag in Locale::tags() {
        let locale = locale(tag);
        for code in ["AE", "US", "HK", "NO", "ZA"] {
            assert!(locale.country(code).is_some_and(|name| name.len() > 2), "{tag}: {code}");
        }
    }
    let name = |tag: &str, code: &str| locale(tag).country(code).unwrap_or_default();
    assert_eq!(name("en-US", "de"), "Germany");
    assert_eq!(name("fr-CA", "DE"), "Allemagne");
    assert_eq!(name("de", "BY"), "Belarus");
    assert_eq!(name("de-CH", "BN"), "Brunei");
    assert_eq!((name("zh-Hans", "HK").as_str(), name("en", "MO").as_str()), ("香港", "Macao"));
    for code in ["ZZ", "XA", "419", "150", "x", "", "Germany"] {
        assert_eq!(locale("en").country(code), None, "{code}");
    }
}

#[test]
fn languages_are_ranked_by_similarity() {
    let among = ["en", "pt-PT", "zh-Hans", "pt-BR", "zh-Hant", "pt"];
    for (tag, first) in [
        ("pt", ["pt", "pt-BR"]),
        ("pt-AO", ["pt", "pt-PT"]),
        ("PT-br", ["pt-BR", "pt"]),
        ("pt_BR", ["pt-BR", "pt"]),
        ("zh-HK", ["zh-Hant", "zh-Hans"]),
        ("de", ["en", "pt-PT"]),
    ] {
        let order: Vec<_> = by_nearness(tag, &among).into_iter().map(|at| among[at]).collect();
        assert_eq!(order[..2], first, "{tag}");
    }
    assert!(is_same_language("zh-Hans", "zh-TW") && !is_same_writing("zh-Hans", "zh-TW"));
}

#[test]
fn languages_are_found_by_their_names() {
    for (name, tag) in [("german", "de"), ("Deutsch", "de"), ("italino", "it"), ("français", "fr")]
    {
        assert_eq!(Locale::near(name), Some(tag), "{name}");
    }
    assert_eq!(Locale::near("xx"), None);
}
