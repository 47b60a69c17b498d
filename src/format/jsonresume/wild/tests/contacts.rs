//! Tests alternative forms of contacts, profiles and addresses.

use super::*;

#[test]
fn contacts_are_read_in_all_common_forms() {
    let (native, reported_messages) = read(
        "basics:
  firstName: Ona
  lastName: Reed
  email: a@reed.example; b@reed.example
  phone: 020 7946 0958 / 020 7946 0959
  mobile: 07700 900123
  website: https://reed.example
  city: Leeds
  zip: LS1
  github: onareed
  linkedin: https://www.linkedin.com/in/ona-reed/
",
    );
    insta::assert_snapshot!(native, @r#"
    basics:
      name: Ona Reed
      email:
        - a@reed.example
        - b@reed.example
      phone:
        - "020 7946 0958"
        - "020 7946 0959"
        - label: Mobile
          value: "07700 900123"
      url: https://reed.example
      location:
        postalCode: LS1
        city: Leeds
      profiles:
        - network: GitHub
          username: onareed
        - network: LinkedIn
          username: ona-reed
          url: https://www.linkedin.com/in/ona-reed/
    "#);
    insta::assert_snapshot!(reported_messages, @"cv:2:3: warning: other names: `firstName` (use `name`), `lastName` (use `name`), `website` (use `url`), `city` (use `location.city`), `zip` (use `location.postalCode`), `github` (use `profiles`) and `linkedin` (use `profiles`); hint: `recto convert` writes the file with recto's own names");
}

#[test]
fn profiles_are_read_in_all_common_forms() {
    insta::assert_snapshot!(read(
        "basics:
  name: Ona
  profiles:
    - {network: GitHub, username: 'https://github.com/onareed'}
    - https://gitlab.com/onareed
    - {name: Mastodon, user: '@ona@reed.example'}
    - {network: ORCID, username: ORCID, url: 'https://orcid.org/0000-0001'}
"
    ).0, @r#"
    basics:
      name: Ona
      profiles:
        - network: GitHub
          username: onareed
          url: https://github.com/onareed
        - network: GitLab
          url: https://gitlab.com/onareed
        - network: Mastodon
          username: "@ona@reed.example"
        - network: ORCID
          username: ORCID
          url: https://orcid.org/0000-0001
    "#);
    insta::assert_snapshot!(
        read("basics: {name: Ona, socials: {GitHub: ona, Xing: {username: o}, Blog: 'https://o.example'}}").0,
        @"
    basics:
      name: Ona
      profiles:
        - network: GitHub
          username: ona
        - network: Xing
          username: o
        - network: Blog
          url: https://o.example
    "
    );
}

#[test]
fn a_username_is_read_as_an_address_only_if_it_contains_a_host() {
    for user in ["./", "ona./reed", ".ona/reed", "v1.0/reed", "ona/reed.b", "a,b.example/x"] {
        let (read, _) = read(&format!("basics: {{name: Ona, profiles: [{{username: '{user}'}}]}}"));
        assert!(read.contains(&format!("username: {user}")), "{read}");
    }
    let (read, _) = read("basics: {name: Ona, profiles: [{username: code.example/ona}]}");
    assert!(read.contains("url: https://code.example/ona"), "{read}");
}

#[test]
fn contacts_grouped_under_one_key_are_read() {
    for contacts in ["basics: {name: Ona, contacts: ", "name: Ona\nwork: [{name: W}]\ncontact: "] {
        let end = if contacts.starts_with("basics") { "}" } else { "" };
        let text = "{email: o@a.example, phone: '+44 20 7946 0958', linkedin: ona, fax: }";
        let (native, reported_messages) = read(&format!("{contacts}{text}{end}"));
        let basics = native.split("\nwork:").next().unwrap_or_default();
        assert_eq!(
            basics.trim_end(),
            "basics:\n  name: Ona\n  email: o@a.example\n  phone: \"+44 20 7946 0958\"\n  profiles:\n    \
             - network: LinkedIn\n      username: ona",
            "{reported_messages}"
        );
        assert_eq!(reported_messages.lines().count(), 1, "{reported_messages}");
    }
    let (native, _) = read("basics: {name: Ona, contacts: {kind: phone, value: '112'}}");
    assert!(native.contains("phone: \"112\""), "{native}");
    let (native, _) =
        read("basics: {name: Ona, email: a@b.example, contacts: {email: c@d.example}}");
    assert!(native.contains("- a@b.example") && native.contains("- c@d.example"), "{native}");
}

#[test]
fn repeated_parts_of_a_location_are_printed_once() {
    for (location, expected) in [
        ("{city: Toronto, state: ON, region: Ontario}", "Toronto, ON"),
        ("{city: Sydney, region: 'NSW, New South Wales'}", "Sydney, NSW"),
        ("{city: Wien, region: wien, country: Austria}", "Wien, Austria"),
        ("{city: New York, region: NY}", "New York, NY"),
    ] {
        let native = section(&format!("work: [{{name: A, location: {location}}}]"));
        assert!(native.contains(&format!("location: {expected}\n")), "{native}");
    }
}

#[test]
fn an_address_line_that_includes_the_town_does_not_repeat_it() {
    let of = |parts: &str| read(&format!("basics: {{name: Ona, location: {{{parts}}}}}")).0;
    let whole = "address: '1 Mill Lane, Leeds LS1 4AP', city: Leeds, postalCode: LS1 4AP";
    assert!(!of(whole).contains("city"), "{}", of(whole));
    let street = "address: 1 Leeds Road, city: Leeds, postalCode: LS1 4AP";
    assert!(of(street).contains("city: Leeds"), "{}", of(street));
}

#[test]
fn a_second_phone_and_an_empty_profile_are_accepted_without_warning() {
    let (native, reported_messages) = read(
        "basics: {name: Ona, phone: 020 7946 0958, phone2: 020 7946 0959, profiles: [{network: '', username: ''}]}",
    );
    assert!(native.contains("020 7946 0959") && !native.contains("profiles"), "{native}");
    assert_eq!(reported_messages, "");
}

#[test]
fn profiles_without_a_user_name_are_omitted_and_reported() {
    let (native, reported) = read(
        "basics:
  name: Ona
  profiles: [{network: Facebook, username: ''}, {network: LinkedIn}, {site: GitHub, url: ''}, {network: Xing, label: Me}]
",
    );
    assert_eq!(native, "basics:\n  name: Ona\n");
    insta::assert_snapshot!(reported, @"
    cv:3:24: warning: the profile `Facebook` has neither a user name nor an address; it is not printed; hint: write its `username` or `url`, or remove it
    cv:3:59: warning: the profile `LinkedIn` has neither a user name nor an address; it is not printed; hint: write its `username` or `url`, or remove it
    cv:3:77: warning: the profile `GitHub` has neither a user name nor an address; it is not printed; hint: write its `username` or `url`, or remove it
    cv:3:105: warning: the profile `Xing` has neither a user name nor an address; it is not printed; hint: write its `username` or `url`, or remove it
    ");
}

#[test]
fn profiles_under_several_names_are_all_kept() {
    let profiles = |basics: &str| {
        let (native, _) = read(&format!("basics: {{name: Ona, {basics}}}"));
        native.split_once("  profiles:\n").map(|(_, profiles)| profiles.to_owned())
    };
    insta::assert_snapshot!(
        profiles("contacts: {GitHub: onareed}, social: {gitlab: ona, linkedin: 'https://linkedin.com/in/ona'}")
            .expect("profiles"),
        @"
        - network: GitLab
          username: ona
        - network: LinkedIn
          username: ona
          url: https://linkedin.com/in/ona
        - network: GitHub
          username: onareed
    "
    );
    let one = profiles("github: onareed, profiles: [{network: GitHub, username: onareed}]");
    assert_eq!(one.as_deref(), Some("    - network: GitHub\n      username: onareed\n"));
    let two = profiles("github: onareed, profiles: [{network: GitHub, username: slate}]");
    assert!(two.is_some_and(|two| two.contains("onareed") && two.contains("slate")));
}

#[test]
fn a_slash_after_an_area_code_does_not_separate_numbers() {
    for (text, expected) in [
        ("+49 4321 / 98 76 54", &["+49 4321 / 98 76 54"][..]),
        ("+49 (4321) / 987654", &["+49 (4321) / 987654"]),
        ("0049 (0) 4321 / 98 76-54", &["0049 (0) 4321 / 98 76-54"]),
        ("+43 (0)664 / 1234567", &["+43 (0)664 / 1234567"]),
        ("033203 / 123456", &["033203 / 123456"]),
        ("020 7946 0958 / 0959", &["020 7946 0958 / 0959"]),
        ("+49 30 1234567 / +49 171 1234567", &["+49 30 1234567", "+49 171 1234567"]),
        ("030 / 1234567 / 0171 / 1234567", &["030 / 1234567", "0171 / 1234567"]),
        ("030 1234567 / 0171 1234567", &["030 1234567", "0171 1234567"]),
        ("+49 4321 / 987654, +49 171 / 1234567", &["+49 4321 / 987654", "+49 171 / 1234567"]),
    ] {
        let (native, _) = read(&format!("basics: {{name: Ona, phone: '{text}'}}"));
        let phones: Vec<String> =
            native.lines().skip(2).map(|line| line.replace(['"'], "")).collect();
        let phones: Vec<&str> = phones
            .iter()
            .map(|line| line.trim().trim_start_matches("phone:").trim_start_matches('-').trim())
            .filter(|line| !line.is_empty())
            .collect();
        assert_eq!(phones, expected, "{text}");
    }
}
