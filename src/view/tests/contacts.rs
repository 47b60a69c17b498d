use super::*;
use crate::phone::PhoneFormat;

fn contact_outline(basics: &str) -> (String, Vec<String>) {
    let json = format!(r#"{{"basics": {{"name": "Ada Roe", {basics}}}}}"#);
    let (view, messages) = view_of(&json, "en-US", &options());
    let line = |contact: &Contact| {
        let lines: Vec<_> = contact.lines.iter().map(Inline::text).collect();
        let label = contact.label.as_ref().map(|l| format!("[{}] ", l.text())).unwrap_or_default();
        let url = contact.url.as_ref().map(|url| format!(" → {url}")).unwrap_or_default();
        format!("{}/{} {label}{}{url}", contact.kind, contact.icon, lines.join(" | "))
    };
    (view.header.contacts.iter().map(line).collect::<Vec<_>>().join("\n"), messages)
}

#[test]
fn contacts_are_shown_as_typed_and_linked_where_possible() {
    let (contacts, messages) = contact_outline(
        r#""email": [{"value": "ada@roe.example", "text": "ada at roe dot example"}, "no address"],
        "phone": [{"value": "+44 (0)20 7946 0958", "label": "mobile"}, "555-0100 ext. 9", "12"],
        "fax": "555 0101",
        "url": ["https://www.roe.example/", "roe.example/cv", "javascript:alert(1)"],
        "profiles": [
            {"network": "GitHub", "username": "adaroe"},
            {"network": "Stack Overflow", "username": "ada", "url": "https://stackoverflow.com/users/1"},
            {"network": "Mastodon", "username": "@ada@social.example"},
            {"network": "Twitter", "url": "https://x.com/ada"}
        ],
        "contacts": [{"kind": "profile", "label": "Chessbase"}]"#,
    );
    insta::assert_snapshot!(contacts, @"
    email/email ada at roe dot example → mailto:ada@roe.example
    email/email no address
    phone/phone [Mobile] +44 (0)20 7946 0958 → tel:+442079460958
    phone/phone 555-0100 ext. 9 → tel:5550100
    phone/phone 12
    fax/fax [Fax] 555 0101
    url/url www.roe.example → https://www.roe.example/
    url/url roe.example/cv → https://roe.example/cv
    url/url javascript:alert(1)
    profile/github [GitHub] adaroe → https://github.com/adaroe
    profile/stackoverflow [Stack Overflow] ada → https://stackoverflow.com/users/1
    profile/mastodon [Mastodon] @ada@social.example → https://social.example/@ada
    profile/x [Twitter] x.com/ada → https://x.com/ada
    profile/profile Chessbase
    ");
    assert_eq!(messages, ["unlinked-address: `javascript:alert(1)` is not linked"]);
}

/// Formats the telephone numbers of a person and a referee; also returns the messages.
fn phones(phones: &[&str], country: Option<&str>, format: PhoneFormat) -> (String, Vec<String>) {
    let location = country.map(|code| serde_json::json!({ "city": "X", "countryCode": code }));
    let json = serde_json::json!({
        "basics": { "name": "Ada Roe", "phone": phones, "fax": phones[0], "location": location },
        "references": [
            { "name": "B. Bell", "phone": phones[0] },
            { "name": "C. Rue", "contacts": [
                { "kind": "phone", "value": "06 39 98 01 42" },
                { "kind": "location", "city": "Y", "countryCode": "FR" },
            ] },
        ],
    });
    let options = ViewOptions { phone_format: format, country: Some("DE".into()), ..options() };
    let (view, messages) = view_of(&json.to_string(), "en-US", &options);
    let mut lines = Vec::new();
    for contact in view.header.contacts.iter().filter(|it| it.kind != "location") {
        let url = contact.url.as_deref().unwrap_or("no link");
        lines.push(format!("{}: {} → {url}", contact.kind, contact.lines[0].text()));
    }
    for detail in view.sections[0].entries.iter().flat_map(|entry| &entry.details) {
        if let Run::Link { url, body } = &detail.values[0].0[0] {
            lines.push(format!("{}: {} → {url}", detail.path, body.text()));
        }
    }
    (lines.join("\n"), messages)
}

#[test]
fn phone_numbers_are_dialled_by_country_rules_and_formatted_as_requested() {
    let typed = ["020 7946 0958 ext. 9", "+33 6 39 98 01 43"];
    let shown = |country, format| {
        let (shown, messages) = phones(&typed, country, format);
        assert_eq!(messages, Vec::<String>::new());
        shown
    };
    insta::assert_snapshot!(shown(Some("GB"), PhoneFormat::AsTyped), @"
    phone: 020 7946 0958 ext. 9 → tel:+442079460958
    phone: +33 6 39 98 01 43 → tel:+33639980143
    fax: 020 7946 0958 ext. 9 → no link
    references[0].phone: 020 7946 0958 ext. 9 → tel:+442079460958
    references[1].contacts[0]: 06 39 98 01 42 → tel:+33639980142
    ");
    insta::assert_snapshot!(shown(Some("gb"), PhoneFormat::National), @"
    phone: 020 7946 0958 ext. 9 → tel:+442079460958
    phone: +33 6 39 98 01 43 → tel:+33639980143
    fax: 020 7946 0958 ext. 9 → no link
    references[0].phone: 020 7946 0958 ext. 9 → tel:+442079460958
    references[1].contacts[0]: +33 6 39 98 01 42 → tel:+33639980142
    ");
    insta::assert_snapshot!(shown(Some("GB"), PhoneFormat::International), @"
    phone: +44 20 7946 0958 ext. 9 → tel:+442079460958
    phone: +33 6 39 98 01 43 → tel:+33639980143
    fax: +44 20 7946 0958 ext. 9 → no link
    references[0].phone: +44 20 7946 0958 ext. 9 → tel:+442079460958
    references[1].contacts[0]: +33 6 39 98 01 42 → tel:+33639980142
    ");
    // Without a country in the address, the page's country counts.
    let shown = phones(&["030 23125123"], None, PhoneFormat::International).0;
    assert!(shown.starts_with("phone: +49 30 23125123 → tel:+493023125123"), "{shown}");
}

#[test]
fn a_phone_number_that_cannot_be_formatted_is_reported_and_kept_as_typed() {
    let typed = ["112", "1-800-FLOWERS", "+999 12 345", "+1 206 555 014"];
    let (shown, messages) = phones(&typed, Some("US"), PhoneFormat::National);
    insta::assert_snapshot!(shown, @"
    phone: 112 → tel:112
    phone: 1-800-FLOWERS → tel:+18003569377
    phone: +999 12 345 → tel:+99912345
    phone: +1 206 555 014 → tel:+1206555014
    fax: 112 → no link
    references[0].phone: 112 → tel:112
    references[1].contacts[0]: +33 6 39 98 01 42 → tel:+33639980142
    ");
    insta::assert_snapshot!(messages.join("\n"), @"
    unknown-phone: telephone number `112` is printed as typed: it is not a valid number in `US`
    unknown-phone: telephone number `1-800-FLOWERS` is printed as typed: it contains letters
    unknown-phone: telephone number `+999 12 345` is printed as typed: no country has its calling code
    unknown-phone: telephone number `+1 206 555 014` is printed as typed: its country has no such number
    unknown-phone: telephone number `112` is printed as typed: it is not a valid number in `US`
    unknown-phone: telephone number `112` is printed as typed: it is not a valid number in `US`
    ");
    let (_, messages) = phones(&typed, Some("US"), PhoneFormat::AsTyped);
    assert_eq!(messages, Vec::<String>::new());
}

#[test]
fn addresses_follow_the_format_of_their_country() {
    for (location, lines) in [
        (
            r#"{"address": "1 Main St\nApt 2", "city": "Tucson", "region": "AZ", "postalCode": "01234", "countryCode": "US"}"#,
            "1 Main St | Apt 2 | Tucson, AZ 01234 | United States",
        ),
        (
            r#"{"address": "Hauptstr. 1", "city": "Köln", "postalCode": "50667", "country": "Germany", "countryCode": "DE"}"#,
            "Hauptstr. 1 | 50667 Köln | Germany",
        ),
        (
            r#"{"city": "Torino", "region": "TO", "postalCode": "10100", "countryCode": "IT"}"#,
            "10100 Torino (TO) | Italy",
        ),
        (
            r#"{"city": "Köln", "postalCode": "50667", "country": "Germany"}"#,
            "50667 Köln | Germany",
        ),
        (r#"{"city": "Ely", "postalCode": "CB7", "countryCode": "UK"}"#, "Ely | CB7 | UK"),
        (r#"{"city": "Tucson", "region": "Arizona"}"#, "Tucson, Arizona"),
        (r#"{"city": "Bern", "format": "european", "postalCode": "3000"}"#, "3000 Bern"),
        (
            r#"{"address": "神宮前1-2-3", "city": "渋谷区", "region": "東京都", "postalCode": "150-0001", "format": "descending"}"#,
            "150-0001 東京都渋谷区神宮前1-2-3",
        ),
        (r#""Tucson, Arizona""#, "Tucson, Arizona"),
    ] {
        let (contacts, _) = contact_outline(&format!(r#""location": {location}"#));
        assert_eq!(contacts, format!("location/location {lines}"));
    }
}

#[test]
fn address_parts_are_ordered_by_country() {
    // Country; street, district, city, region and postal code; expected lines.
    for (country, [street, district, city, region, code], lines) in [
        ("US", ["1 Main St", "", "Tucson", "AZ", "85701"], "1 Main St | Tucson, AZ 85701"),
        ("CA", ["1 Rue A", "", "Québec", "QC", "G1A 1A1"], "1 Rue A | Québec QC G1A 1A1"),
        ("CA", ["1 Oak Rd", "", "Ajax", "Ontario", "L1S 1A1"], "1 Oak Rd | Ajax, Ontario L1S 1A1"),
        ("AU", ["1 Sea St", "", "Sydney", "NSW", "2000"], "1 Sea St | Sydney NSW 2000"),
        (
            "NZ",
            ["1 Hill St", "Te Aro", "Wellington", "", "6011"],
            "1 Hill St | Te Aro | Wellington 6011",
        ),
        ("GB", ["1 High St", "", "Ely", "", "CB7 4AA"], "1 High St | Ely | CB7 4AA"),
        ("GB", ["1 High St", "", "Ely", "Cambs", "CB7 4AA"], "1 High St | Ely | Cambs | CB7 4AA"),
        (
            "IE",
            ["1 Main St", "", "Navan", "Co. Meath", "C15 X000"],
            "1 Main St | Navan | Co. Meath | C15 X000",
        ),
        ("DE", ["Hauptstr. 1", "", "Köln", "", "50667"], "Hauptstr. 1 | 50667 Köln"),
        ("FR", ["1 rue A", "", "Lyon", "", "69001"], "1 rue A | 69001 Lyon"),
        ("NL", ["Kade 1", "", "Delft", "", "2611 AA"], "Kade 1 | 2611 AA Delft"),
        ("SE", ["Storgatan 1", "", "Umeå", "", "903 26"], "Storgatan 1 | 903 26 Umeå"),
        ("PL", ["ul. Długa 1", "", "Gdańsk", "", "80-831"], "ul. Długa 1 | 80-831 Gdańsk"),
        ("PT", ["Rua A, 1", "", "Porto", "", "4000-001"], "Rua A, 1 | 4000-001 Porto"),
        (
            "MX",
            ["Calle 1", "Centro", "Mérida", "Yuc.", "97000"],
            "Calle 1 | Centro | 97000 Mérida | Yuc.",
        ),
        ("IT", ["Via Po 1", "", "Torino", "TO", "10123"], "Via Po 1 | 10123 Torino (TO)"),
        ("ES", ["Calle A 1", "", "Getafe", "Madrid", "28901"], "Calle A 1 | 28901 Getafe (Madrid)"),
        ("TR", ["Sokak 1", "", "Şişli", "İstanbul", "34360"], "Sokak 1 | 34360 Şişli/İstanbul"),
        ("TR", ["Sokak 1", "", "Ankara", "", "06100"], "Sokak 1 | 06100 Ankara"),
        ("HU", ["Fő utca 1.", "", "Budapest", "", "1011"], "1011 Budapest | Fő utca 1."),
        (
            "RU",
            ["ул. Мира, 1", "", "Пермь", "Пермский край", "614000"],
            "ул. Мира, 1 | Пермь | Пермский край | 614000",
        ),
        ("UA", ["вул. Миру, 1", "", "Львів", "", "79000"], "вул. Миру, 1 | Львів | 79000"),
        (
            "BR",
            ["Rua A, 1", "Centro", "Curitiba", "PR", "80010-000"],
            "Rua A, 1 | Centro | Curitiba - PR | 80010-000",
        ),
        (
            "IN",
            ["1 MG Road", "Indiranagar", "Bengaluru", "Karnataka", "560038"],
            "1 MG Road | Indiranagar | Bengaluru 560038 | Karnataka",
        ),
        ("IL", ["1 Yafo St", "", "Jerusalem", "", "9414101"], "1 Yafo St | Jerusalem 9414101"),
        ("IR", ["خیابان ۱", "", "تهران", "", "11369"], "تهران | خیابان ۱ | 11369"),
        (
            "JP",
            ["1-2-3 Jingumae", "", "Shibuya-ku", "Tokyo", "150-0001"],
            "1-2-3 Jingumae | Shibuya-ku, Tokyo 150-0001",
        ),
        (
            "JP",
            ["神宮前1-2-3", "", "渋谷区", "東京都", "150-0001"],
            "〒150-0001 東京都渋谷区神宮前1-2-3",
        ),
        (
            "CN",
            ["1 Nanshan Rd", "", "Hangzhou", "Zhejiang", "310000"],
            "1 Nanshan Rd | Hangzhou, Zhejiang 310000",
        ),
        (
            "CN",
            ["南山路1号", "上城区", "杭州市", "浙江省", "310000"],
            "310000 浙江省杭州市上城区南山路1号",
        ),
        (
            "KR",
            ["152 Teheran-ro", "", "Gangnam-gu", "Seoul", "06236"],
            "152 Teheran-ro | Gangnam-gu, Seoul 06236",
        ),
        (
            "KR",
            ["테헤란로 152", "", "강남구", "서울특별시", "06236"],
            "06236 서울특별시 강남구 테헤란로 152",
        ),
        (
            "TW",
            ["1 Roosevelt Rd", "", "Da’an Dist.", "Taipei City", "106"],
            "1 Roosevelt Rd | Da’an Dist., Taipei City 106",
        ),
        ("TW", ["羅斯福路1號", "", "大安區", "臺北市", "106"], "106 臺北市大安區羅斯福路1號"),
        ("CN", ["", "", "上海", "上海市", ""], "上海"),
    ] {
        let location = serde_json::json!({
            "address": street, "district": district, "city": city, "region": region,
            "postalCode": code, "countryCode": country,
        });
        let name = Locale::default().country(country).expect("a name").to_owned();
        let (contacts, _) = contact_outline(&format!(r#""location": {location}"#));
        let shown = contacts.trim_start_matches("location/location ");
        let shown =
            shown.strip_suffix(&format!(" | {name}")).or(shown.strip_prefix(&format!("{name} | ")));
        assert_eq!(shown, Some(lines), "{country}");
    }
}

#[test]
fn profiles_show_their_address_on_request() {
    let shown = |profile: &str, profile_urls| {
        let json = format!(r#"{{"basics": {{"name": "Ada Roe", "profiles": [{profile}]}}}}"#);
        let options = ViewOptions { profile_urls, ..options() };
        let contact = view_of(&json, "en-US", &options).0.header.contacts.remove(0);
        let label = contact.label.map(|label| label.text() + " ").unwrap_or_default();
        label + &contact.lines[0].text()
    };
    let github = r#"{"network": "GitHub", "username": "ada"}"#;
    assert_eq!(shown(github, false), "GitHub ada");
    assert_eq!(shown(github, true), "github.com/ada");
    let linkedin = r#"{"network": "LinkedIn", "username": "ada"}"#;
    assert_eq!(shown(linkedin, true), "linkedin.com/in/ada");
    let own = r#"{"network": "Forge", "username": "ada", "url": "https://forge.example/~ada/"}"#;
    assert_eq!(shown(own, true), "forge.example/~ada");
    let elsewhere = r#"{"network": "Mastodon", "username": "@ada@smiths.example"}"#;
    assert_eq!(shown(elsewhere, true), "Mastodon smiths.example/@ada");
    assert_eq!(shown(r#"{"network": "Forge", "username": "ada"}"#, true), "Forge ada");
}

#[test]
fn network_names_are_not_repeated() {
    let (contacts, _) = contact_outline(
        r#""profiles": [
            {"network": "GitHub", "username": "github", "url": "https://github.com/ada"},
            {"network": "Stack Overflow", "username": "StackOverflow"},
            {"network": "GitLab", "username": "adaroe"}
        ]"#,
    );
    insta::assert_snapshot!(contacts, @"
    profile/github github → https://github.com/ada
    profile/stackoverflow StackOverflow
    profile/gitlab [GitLab] adaroe → https://gitlab.com/adaroe
    ");
}
