use super::{language_of, name_in_english};
use crate::locale::is_same_writing;

/// Short texts preceded by their language; `-` for unsupported languages.
const TEXTS: &str = include_str!("texts.txt");

fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEXTS.lines().filter_map(|line| line.split_once(' '))
}

#[test]
fn detected_languages_are_correct_and_most_sentences_are_detected() {
    let (mut spoke, mut all, mut wrong) = (0, 0, Vec::new());
    for (tag, text) in texts() {
        let found = language_of(text);
        let is_right = |found| tag != "-" && is_same_writing(found, tag);
        if found.is_some_and(|found| !is_right(found)) {
            wrong.push((tag, found, text));
        }
        if tag != "-" {
            all += 1;
            spoke += usize::from(found.is_some());
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(all > 190 && 2 * spoke > all, "{spoke} of {all}");
}

#[test]
fn several_sentences_are_detected_reliably() {
    let mut by_tag: Vec<(&str, String)> = Vec::new();
    for (tag, text) in texts().filter(|(tag, _)| *tag != "-") {
        match by_tag.iter_mut().find(|(own, _)| *own == tag) {
            Some((_, texts)) => texts.push_str(text),
            None => by_tag.push((tag, text.to_owned())),
        }
    }
    for (tag, text) in by_tag {
        let found = language_of(&text);
        assert!(found.is_some_and(|found| is_same_writing(found, tag)), "{tag}: {found:?}");
    }
}

#[test]
fn a_script_used_by_one_language_is_detected_in_short_text() {
    for (tag, text) in [
        ("el", "Σιδεράς"),
        ("el", "Πωλητής στο Volos"),
        ("he", "נפח"),
        ("he", "מהנדס תוכנה"),
        ("ko", "회사원"),
        ("ko", "대장장이, Java 개발자"),
        ("ja", "エンジニア"),
        ("ja", "開発をしています"),
        ("ja", "鉄道会社経営戦略担当、関連事業部"),
        ("ja", "学会発表。国会図書館。大学院修了。"),
        ("ar", "مهندسة برمجيات"),
        ("ar", "مدير المشاريع في المدينة"),
    ] {
        assert_eq!(language_of(text), Some(tag), "{text}");
    }
    for text in [
        "Δ engine and α-helix",
        "Wrote 한글 fonts for print",
        "Taught עברית in London",
        "איך אַרבעט און לעב",
        "علی حسینی مهندس نرم‌افزار",
        "انجینئر ہے اور استاد",
        "主要業務:製造管理。資格:技能士。",
        "大学院学生,国会画家",
        "営業部長",
        "熟悉カメラ软件设计的工程师",
        "Инженер в София",
    ] {
        assert_eq!(language_of(text), None, "{text}");
    }
}

#[test]
fn letters_that_no_similar_language_has_identify_short_texts() {
    for (tag, text) in [
        ("ru", "Разработка мобильных приложений"),
        ("ru", "Руководитель группы тестирования"),
        ("ru", "Вывоз мусора и уборка улиц"),
        ("uk", "Вчителька української мови"),
        ("uk", "Водій автобуса, приміські маршрути"),
        ("vi", "Kỹ sư phần mềm"),
        ("vi", "Nhân viên kế toán tổng hợp"),
        ("fa", "طراحی وب‌سایت برای مشتریان"),
        ("fa", "کارشناسی از دانشگاه تهران"),
        ("hi", "लेखा और वित्त में अनुभव"),
        ("hi", "विद्यालय में शिक्षक था"),
        ("pl", "Obsługa klientów i księgowość, sprzedaż"),
        ("cs", "Vedl jsem tým prodejců a řídil sklad, měřil výkon"),
        ("hu", "Mérnök, gépek tervezése, gyűjtő és fűtő"),
        ("ro", "Contabil, evidență și relații cu furnizorii"),
        ("tr", "Yazılım geliştirme, sağlık alanı"),
    ] {
        assert_eq!(language_of(text), Some(tag), "{text}");
    }
}

#[test]
fn similar_languages_are_not_mistaken_for_those_with_the_same_letters() {
    for text in [
        // Bulgarian, Serbian, Macedonian, Belarusian, Rusyn.
        "Ръководител на отдел, обучение на ученици",
        "Радила сам у банци",
        "Возач на автобус во Скопје",
        "Праграміст у банку",
        "Настаўнік беларускай мовы",
        "Учитель русиньского языка і літературы",
        // Kyrgyz, Mongolian, Kazakh, Tatar, Erzya, Chechen, Komi.
        "Мектептин башкы мугалими, инженер",
        "Эмнэлгийн эмч, багшийн туслах ажилтан",
        "Мектеп директоры, химия пәнінің мұғалімі",
        "Татар теле укытучысы, мәктәп",
        "Эрзянь кельсэ робутась, эйкакшнень тонавтомась",
        "Нохчийн меттан хьехархо, школехь",
        "Коми кыв велӧдысь, школаын",
        // Letters of two languages, and too few.
        "Київ и выставка",
        "Учитель",
        "Инженер-электрик",
        // Urdu, Kurdish, Pashto, Azerbaijani, Uyghur.
        "لاہور میں استاد اور مصنف کی خدمات",
        "مامۆستای زمانی کوردی لە هەولێر",
        "په کابل کې ښوونکی او لیکوال",
        "ایشچی، تبریزده معلیم ایدیم",
        "ئۇرۇمچىدە ئوقۇتقۇچى",
        // Marathi, Nepali, Bhojpuri, Sanskrit.
        "शाळेत शिक्षक आणि लेखक आहे",
        "काठमाडौंमा शिक्षक र लेखक को रूपमा काम गर्ने",
        "हम पटना में मास्टर बानी अउर किसान",
        "अहं विद्यालये शिक्षकः अस्मि",
        // Slovak, Sorbian, Lithuanian, Azerbaijani, Yoruba, Igbo.
        "Účtovníctvo, mzdy a riadenie skladu v podniku",
        "wučerka na serbskej šuli, dźěćace přełožki",
        "Buhalterė, įmonės apskaita ir mokesčių ataskaitos",
        "Mühasib, şirkətin hesabatları və vergi uçotu",
        "Olùkọ́ ní ilé ẹ̀kọ́ gíga, òǹkọ̀wé",
        "Onye nkụzi na ụlọ akwụkwọ",
        // Names in other languages.
        "Sold parts for Škoda in Mladá Boleslav and Příbram with Jiří Dvořák",
        "Opened the branches in Łódź, Kraków and Rzeszów",
        "Translated for Nguyễn Thị Lệ and Trần Văn Hiếu",
        "Worked for Erdoğan Yıldız in Beyoğlu",
    ] {
        assert_eq!(language_of(text), None, "{text}");
    }
}

#[test]
fn urls_and_code_are_not_counted() {
    let code = "`der` `die` `das` https://der.example/die/das und_ist_in@der.example";
    assert_eq!(language_of(code), None);
    assert_eq!(language_of(""), None);
}

#[test]
fn languages_have_their_english_names() {
    assert_eq!(name_in_english("pt-BR").as_deref(), Some("Portuguese"));
    assert_eq!(name_in_english("nn").as_deref(), Some("Nynorsk"));
    assert_eq!(name_in_english("zh-Hant-TW").as_deref(), Some("Chinese"));
    assert_eq!(name_in_english("tlh"), None);
}
