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
fn a_second_phone_and_an_unfilled_profile_are_accepted_without_warning() {
    let (native, reported_messages) = read(
        "basics: {name: Ona, phone: 020 7946 0958, phone2: 020 7946 0959, profiles: [{network: GitHub, username: ''}]}",
    );
    assert!(native.contains("020 7946 0959") && !native.contains("GitHub"), "{native}");
    assert_eq!(reported_messages, "");
}
