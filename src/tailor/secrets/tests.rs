use super::builder::MOST_LETTERS;
use super::*;

fn secrets(texts: &[&str]) -> Secrets {
    let mut builder = SecretsBuilder::default();
    texts.iter().for_each(|text| builder.add(text));
    builder.build(&[]).expect("few")
}

fn name(name: &str) -> Secrets {
    let mut builder = SecretsBuilder::default();
    builder.add_name(name);
    builder.build(&[]).expect("few")
}

#[test]
fn secrets_are_found_in_all_notations() {
    for (secret, text, found) in [
        ("jane@x.example", "mail Jane@X.example, or", true),
        ("jane@x.example", "mary-jane@x.examples", false),
        ("jane@x.example", "mailto:jane%40x.example?subject=a", true),
        ("jane@x.example", "write to jane (at) x.example", true),
        ("jane.doe@x.example", "Jane DOT Doe AT x dot example", true),
        ("jane@x.example", "jane[at]x[dot]example", true),
        ("jane@x.example", "Mary Jane at x.examples", false),
        ("jane@x.example", "jane @ x . example", true),
        ("jane@x.example", "jane_at_x_dot_example", true),
        ("jane@x.example", "jane (at) x (punkt) example", true),
        ("jane@x.example", "jane+jobs@x.example", true),
        ("jane@x.example", "mary+jane@x.example", false),
        ("12 Larch Row", "maps.example/?q=12+Larch+Row", true),
        ("12 Larch Row", "12 Larch\u{200b}Row", true),
        ("LR7 2ED", "LR72ED", true),
        ("12 Larch Row", "Larch Row 12", true),
        ("12 Anvil Lane", "at 12 Anvil Ln, top bell", true),
        ("12 Anvil Lane", "at 13 Anvil Ln", false),
        ("Hauptstraße 5", "in der Hauptstr. 5", true),
        ("Anvil Works", "for Аnvil Wоrks", true),
        ("Pope Hope", "by РОРЕ НОРЕ", true),
        ("https://www.jane.example/", "see jane.example/talks", true),
        ("jane.example", "see https://jane.example", true),
        ("jane.example", "see https://jane.examples", false),
        ("Mary O'Neil", "with mary  O’Neil's team", true),
        ("Mary Neil", "with Rosemary Neil", false),
        ("Anvil Works", "all **Anvil Works**ers", true),
        ("Anvil Works", "an `Anvil Works`er", true),
        ("Anvil Works", "all Anvil Workers", false),
        ("12 Larch Row", "at 12, Larch\nRow", true),
        ("+1 555 010 0199", "call (555) 010-0199 now", true),
        ("+1 555 010 0199", "the 15550100 of 199 tests", false),
        ("2011-2013", "from 2011 to 2013", false),
        ("[…]", "what […] was", false),
    ] {
        assert_eq!(secrets(&[secret]).are_in(text), found, "{secret:?} in {text:?}");
    }
}

#[test]
fn an_address_is_found_in_other_notations() {
    for (secret, text) in [
        ("12 вул. Шевченка", "вул. Шевченка, 12"),
        ("12 вул. Шевченка", "на вулиці за адресою вулиця Шевченка, буд. 12"),
        ("вул. Шевченка, 12", "12 вул. Шевченка"),
        ("вулиця Шевченка, буд. 12", "12, вул. Шевченка"),
        ("Шевченка вул., 12", "вул. Шевченка 12"),
        ("5 ул. Ленина", "улица Ленина, д. 5"),
        ("ул. Ленина, д.5", "Ленина ул., 5"),
        ("5 Тверская улица", "Тверская ул., дом 5"),
        ("12 бул. Витоша", "бул. „Витоша“ № 12"),
        ("Hauptstr. Nr.5", "Hauptstraße 5"),
        ("Calle Mayor nº 4", "C/ Mayor, 4"),
        ("Hauptstraße 5", "Hauptstr. Nr. 5"),
        (
            "Flat 3, second staircase on the left, Building of the Old Harbour Company, behind the \
             market hall, 12 Anvil Lane, Millbrook, County of Northmoor",
            "12 Anvil Ln.",
        ),
        (
            "8 rue du Général de Gaulle et des Anciens Combattants d'Afrique du Nord et d'Indochine \
             de la Commune Libre du Vieux Port",
            "8, r. du Général de Gaulle et des Anciens Combattants d'Afrique du Nord et d'Indochine de la \
             Commune Libre du Vieux Port",
        ),
    ] {
        assert!(secrets(&[secret]).are_in(text), "{secret}: {text}");
    }
    assert!(!secrets(&["12 вул. Шевченка"]).are_in("вул. Шевченка, 13"));
    assert!(secrets(&["12 вул. Шевченка"]).may_be_in("на вулиці Шевченка, вул. Шевченка"));
}

#[test]
fn a_street_without_its_number_is_ambiguous() {
    let secrets = secrets(&["12 Anvil Lane"]);
    for text in ["lives in Anvil Lane", "Anvil Ln. residents"] {
        assert!(secrets.may_be_in(text) && !secrets.are_in(text), "{text}");
    }
    assert!(!secrets.may_be_in("an anvil and a lane"));
}

#[test]
fn letters_that_look_like_those_of_a_name_are_found() {
    for text in ["by Jаne", "by JАNЕ", "by Jane Dоe", "by ＪＡＮＥ"] {
        assert!(name("Jane Doe").are_in(text), "{text}");
    }
    assert!(name("Татьяна Смирнова").are_in("ТАТЬЯНА"));
    assert!(name("Ева Нова").are_in("Ева"));
    assert!(name("Νίκος Δήμου").are_in("ΝΙΚΟΣ"));
}

#[test]
fn a_name_is_found_by_the_rules_of_its_script() {
    for (known, text, found) in [
        ("王小明", "王小明在北京", true),
        ("王小明", "我叫王 小明。", true),
        ("王伟", "由王伟完成", true),
        ("山田太郎", "太郎さん", true),
        ("김철수", "김철수는", true),
        ("김철수", "철수 씨", true),
        ("אברהם כהן", "נמסר לאברהם", true),
        ("אברהם כהן", "שבאברהם", true),
        ("أحمد سالم", "شكرا لأحمد", true),
        ("أحمد سالم", "والسالم", true),
        ("José Núñez", "Jose\u{301} and Nunez", true),
        ("Jörg Müller", "mueller@x.example", true),
        ("Jane Doe", "github.com/janedoe42", true),
        ("Jane Doe", "jane_doe.pdf", true),
        ("Jane Doe", "Janet doesn't", false),
        ("Jane Doe", "J a n e  D o e", true),
        ("Seán O'Neil", "with ONeil", true),
        ("Seán O'Neil", "with O-Neil", true),
        ("Ludwig von Mises", "von Hand", false),
        ("Li Wu", "Wu Li", true),
        ("Jane Doe", "Jane2024.pdf", true),
    ] {
        assert_eq!(name(known).are_in(text), found, "{known:?} in {text:?}");
    }
}

#[test]
fn ambiguous_words_are_only_possible_matches() {
    for (known, text, may_be) in [
        ("Li Wu", "Li-ion cells", true),
        ("Li Wu", "a lithium cell", false),
        ("Will Mark", "it will do", true),
        ("Will Mark", "Will did it", false),
        ("Will Mark", "will@x.example", false),
        ("王伟", "国王", true),
        ("김철수", "김치", false),
    ] {
        let secrets = name(known);
        assert_eq!(secrets.may_be_in(text), may_be, "{known:?} in {text:?}");
        assert!(!may_be || !secrets.are_in(text), "{known:?} in {text:?}");
    }
    let mut builder = SecretsBuilder::default();
    builder.add_name("Li Wu");
    builder.keep("Li");
    builder.add_word("Wu");
    let secrets = builder.build(&[]).expect("few");
    assert!(!secrets.may_be_in("Li-ion, Wu") && secrets.are_in("Wu") && !secrets.are_in("Li"));
}

#[test]
fn redaction_keeps_the_sentence_and_link_labels() {
    let secrets = secrets(&[
        "jane@x.example",
        "+1 555 010 0199",
        "https://jane.example",
        "[…]",
        "Anvil Works",
    ]);
    for (text, clean) in [
        ("Write to jane@x.example.", Some("Write to […].")),
        ("See [my *site*](https://jane.example/a) there", Some("See my *site* there")),
        ("[m](mailto:jane%40x.example)", Some("m")),
        ("[a](https://ok.example) [b](mailto:jane@x.example)", Some("[a](https://ok.example) b")),
        ("On +1 (555) 010-0199, or on 555-010-0199", Some("On […], or on […]")),
        ("On **555 010**-0199", Some("On […]")),
        ("See [ja](https://ok.example)ne@x.example now", Some("See […] now")),
        ("All **Anvil Works**ers, **by Anvil Works**.", Some("All **[…]** ers, **by […]**.")),
        ("The ex*Anvil Works* team", Some("The ex *[…]* team")),
        ("jane@x.example(old)", Some("\\[…](old)")),
        ("Nothing [here](https://ok.example) […]", None),
        ("[x](y [jane@](https://ok.example)x.example )", Some("\\[x\\](y […] )")),
        ("[a [jane@](https://ok.example)x.example b](not here", Some("[a […] b](not here")),
    ] {
        assert_eq!(secrets.black_out(text).as_deref(), clean, "{text}");
    }
}

#[test]
fn masked_text_keeps_its_length() {
    let secrets = name("José Doe");
    let text = "by José\nDoe, 2020";
    let masked = secrets.mask(text).expect("it is there");
    assert_eq!(masked, "by ***¤\n***, 2020");
    assert_eq!(masked.len(), text.len());
    assert_eq!(secrets.mask("by no one"), None);
    let masked = secrets.mask(r#"{"a": "Jos\u00e9\n\x44oe"}"#);
    assert_eq!(masked.as_deref(), Some(r#"{"a": "*****************"}"#));
}

#[test]
fn too_many_secrets_are_rejected() {
    let mut builder = SecretsBuilder::default();
    builder.add(&"long ".repeat(MOST_LETTERS / 4));
    assert!(builder.build(&[]).is_err());
}
