use proptest::prelude::*;

use super::*;

/// Parses a number of a country; returns its national, international and dialled forms.
fn forms(text: &str, country: &str) -> Option<[String; 3]> {
    let phone = Phone::read(text, Some(country).filter(|it| !it.is_empty())).ok()?;
    Some([phone.national().ok()?, phone.international().ok()?, phone.dialled()])
}

#[test]
fn phone_numbers_follow_the_format_of_their_country() {
    // Numbers reserved for fiction if a country has some; otherwise examples of the metadata.
    for (country, typed, national, international, dialled) in [
        ("GB", "02079460958", "020 7946 0958", "+44 20 7946 0958", "+442079460958"),
        ("GB", "+44 (0)20 7946 0958", "020 7946 0958", "+44 20 7946 0958", "+442079460958"),
        ("", "+44 7700 900123", "07700 900123", "+44 7700 900123", "+447700900123"),
        ("US", "206.555.0142", "(206) 555-0142", "+1 206-555-0142", "+12065550142"),
        ("us", "1 206 555 0142", "(206) 555-0142", "+1 206-555-0142", "+12065550142"),
        ("CA", "604-555-0142", "(604) 555-0142", "+1 604-555-0142", "+16045550142"),
        ("DE", "030/23125123", "030 23125123", "+49 30 23125123", "+493023125123"),
        ("FR", "0639980142", "06 39 98 01 42", "+33 6 39 98 01 42", "+33639980142"),
        ("IT", "02 12345678", "02 1234 5678", "+39 02 1234 5678", "+390212345678"),
        ("IT", "+39 (0)2 12345678", "02 1234 5678", "+39 02 1234 5678", "+390212345678"),
        ("ES", "810123456", "810 12 34 56", "+34 810 12 34 56", "+34810123456"),
        ("ES", "+34 (0)810 123456", "810 12 34 56", "+34 810 12 34 56", "+34810123456"),
        ("PL", "12 345 67 89", "12 345 67 89", "+48 12 345 67 89", "+48123456789"),
        ("BR", "(11) 2345-6789", "(11) 2345-6789", "+55 11 2345-6789", "+551123456789"),
        ("BR", "0 15 11 2345-6789", "(11) 2345-6789", "+55 11 2345-6789", "+551123456789"),
        ("AR", "011 15-2345-6789", "011 15-2345-6789", "+54 9 11 2345-6789", "+5491123456789"),
        ("RU", "8 301 123-45-67", "8 (301) 123-45-67", "+7 301 123-45-67", "+73011234567"),
        ("KZ", "8 71234 56789", "8 (71234) 5 67 89", "+7 71234 5 67 89", "+77123456789"),
        ("JP", "0312345678", "03-1234-5678", "+81 3-1234-5678", "+81312345678"),
        ("CN", "13123456789", "131 2345 6789", "+86 131 2345 6789", "+8613123456789"),
        ("IN", "8123456789", "081234 56789", "+91 81234 56789", "+918123456789"),
        ("AU", "0491570006", "0491 570 006", "+61 491 570 006", "+61491570006"),
        ("JE", "01534 456789", "01534 456789", "+44 1534 456789", "+441534456789"),
        ("JE", "456789", "01534 456789", "+44 1534 456789", "+441534456789"),
        ("HU", "06 1 234 5678", "(06 1) 234 5678", "+36 1 234 5678", "+3612345678"),
        ("", "+800 1234 5678", "1234 5678", "+800 1234 5678", "+80012345678"),
    ] {
        let wanted = [national, international, dialled].map(str::to_owned);
        assert_eq!(forms(typed, country), Some(wanted), "{typed} in {country:?}");
    }
}

#[test]
fn foreign_numbers_are_recognised_by_any_spelling_of_the_calling_code() {
    for (typed, country) in [
        ("+44 20 7946 0958", "US"),
        ("(+44) 20 7946 0958", "US"),
        ("＋44 20 7946 0958", ""),
        ("00 44 20 7946 0958", "DE"),
        ("0044 20 7946 0958", ""),
        ("011 44 20 7946 0958", "US"),
        ("44 20 7946 0958", "GB"),
        ("+44 020 7946 0958", "FR"),
    ] {
        let dialled = Phone::read(typed, Some(country)).map(|phone| phone.dialled());
        assert_eq!(dialled.as_deref(), Ok("+442079460958"), "{typed} in {country:?}");
    }
}

#[test]
fn text_after_a_phone_number_is_kept() {
    for behind in [" ext. 9", "x9", " #9", " доб. 12", ";ext=9", " (evenings)", " 内線 9"] {
        let international = format!("+44 20 7946 0958{behind}");
        let [national, abroad, dialled] = forms(&international, "GB").expect(behind);
        assert_eq!(national, format!("020 7946 0958{behind}"));
        assert_eq!(abroad, international);
        assert_eq!(dialled, "+442079460958");
    }
}

#[test]
fn digits_of_other_scripts_are_read_and_kept() {
    let [national, international, dialled] = forms("٠٢٠٧٩٤٦٠٩٥٨", "GB").expect("a number");
    assert_eq!([&*national, &*international], ["٠٢٠ ٧٩٤٦ ٠٩٥٨", "+٤٤ ٢٠ ٧٩٤٦ ٠٩٥٨"]);
    assert_eq!(dialled, "+442079460958");
    assert_eq!(dialled_as_typed("۱۱۲").as_deref(), Some("112"));
}

#[test]
fn letters_in_phone_numbers_are_dialled_but_not_reformatted() {
    let phone = Phone::read("1-800-FLOWERS", Some("US")).expect("a number");
    assert_eq!(phone.dialled(), "+18003569377");
    assert_eq!(phone.international(), Err(Unknown::Letters));
    assert_eq!(phone.national(), Err(Unknown::Letters));
}

#[test]
fn invalid_numbers_have_a_reason() {
    for (typed, country, why) in [
        ("020 7946 0958", None, Unknown::Country),
        ("020 7946 0958", Some("ZZ"), Unknown::Country),
        ("020 7946 095", Some("US"), Unknown::Number),
        ("112", Some("GB"), Unknown::Number),
        // Has the length of a Brazilian number, but not the first digits of one.
        ("020 7946 0958", Some("BR"), Unknown::Number),
        ("+999 20 7946 0958", Some("GB"), Unknown::CallingCode),
        ("+44 20", None, Unknown::Number),
        ("020 7946 0958 / 07700 900123", Some("GB"), Unknown::Number),
        ("020 7946 0958 or 07700 900123", Some("GB"), Unknown::Number),
        ("call me", Some("GB"), Unknown::Number),
        ("", Some("GB"), Unknown::Number),
        ("+", None, Unknown::Number),
    ] {
        let found = Phone::read(typed, country).map(|phone| phone.dialled());
        assert_eq!(found, Err(why), "{typed} in {country:?}");
    }
}

#[test]
fn a_national_trunk_zero_in_parentheses_is_not_dialled() {
    for (typed, dialled) in [
        ("+44 (0)20 7946 0958", Some("+442079460958")),
        ("555-0100 ext. 9", Some("5550100")),
        ("112", Some("112")),
        ("12", None),
        ("020 7946 0958 / 07700 900123", None),
        ("call me", None),
    ] {
        assert_eq!(dialled_as_typed(typed).as_deref(), dialled, "{typed}");
    }
}

proptest! {
    #[test]
    fn international_format_is_parsed_as_the_same_number(
        typed in "[+]?[0-9 ().-]{3,16}(ext[.] ?[0-9]{1,3})?",
        country in "[A-Z]{2}",
    ) {
        if let Ok(phone) = Phone::read(&typed, Some(&country)) {
            let written = phone.international().expect("it has no letters");
            let again = Phone::read(&written, None).map(|phone| phone.dialled());
            prop_assert_eq!(again, Ok(phone.dialled()), "{}", written);
        }
    }

    #[test]
    fn arbitrary_text_is_parsed_without_panic(typed in any::<String>(), country in any::<String>()) {
        let dialled = Phone::read(&typed, Some(&country)).ok().map(|phone| phone.dialled());
        for dialled in dialled.into_iter().chain(dialled_as_typed(&typed)) {
            let digits = dialled.strip_prefix('+').unwrap_or(&dialled);
            prop_assert!(digits.len() >= 3 && digits.bytes().all(|b| b.is_ascii_digit()));
        }
    }
}
