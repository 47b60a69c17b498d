use std::fmt::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::markup::Run;

/// Writes runs with visible markup: `{s:strong}`, `{l:url|text}`.
fn show(inline: &Inline) -> String {
    let mut out = String::new();
    for run in &inline.0 {
        let _ = match run {
            Run::Text(text) => write!(out, "{text}"),
            Run::Code(text) => write!(out, "{{c:{text}}}"),
            Run::Strong(body) => write!(out, "{{s:{}}}", show(body)),
            Run::Emphasis(body) => write!(out, "{{e:{}}}", show(body)),
            Run::Link { url, body } => write!(out, "{{l:{url}|{}}}", show(body)),
            Run::Foreign { lang, body, .. } => write!(out, "{{{lang}:{}}}", show(body)),
            Run::Break => write!(out, "{{br}}"),
        };
    }
    out
}

fn read(text: &str) -> String {
    show(&inline(text))
}

/// Writes one block per line, indented by depth.
fn read_blocks(text: &str) -> String {
    fn write_blocks(blocks: &[Block], depth: usize, out: &mut String) {
        for block in blocks {
            let (mark, items) = match block {
                Block::Paragraph { body } => {
                    let _ = writeln!(out, "{}p {}", "  ".repeat(depth), show(body));
                    continue;
                }
                Block::List { items } => ("-", items),
                Block::Enumeration { items } => ("#", items),
            };
            for item in items {
                let _ = writeln!(out, "{}{mark}", "  ".repeat(depth));
                write_blocks(item, depth + 1, out);
            }
        }
    }
    let mut out = String::new();
    write_blocks(&blocks(text), 0, &mut out);
    out
}

#[track_caller]
fn prints_as_typed(text: &str) {
    assert_eq!(read(text), text);
    assert_eq!(read_blocks(text), format!("p {text}\n"));
}

#[test]
fn strong_emphasis_and_code_are_read() {
    assert_eq!(read("a **b** *c* `d` ***e***"), "a {s:b} {e:c} {c:d} {e:{s:e}}");
    assert_eq!(read("*a **b** c*"), "{e:a {s:b} c}");
    assert_eq!(read("in*fix*es"), "in{e:fix}es");
    assert_eq!(read("`` a`b ``, `*c*`"), "{c:a`b}, {c:*c*}");
}

#[test]
fn text_that_only_looks_like_markup_is_printed_as_typed() {
    for text in [
        "__init__.py, snake_case_name, _x_",
        "2 * 3 * 4 ** 5",
        "*unclosed, `unclosed, [unclosed](",
        "# heading",
        "> quote",
        "<b>bold</b> <!-- note --> &amp; &copy; &#65;",
        "$x$ and #let @ref ~ ^",
        "![alt](x.png)",
        "[a](b \"title\")",
        "[text] [text](not a target) [ref][1]",
        "+ plus",
        "2. two",
        "2012. A good year",
        "1) one",
        "1.5 million",
        "-5 to *10",
        "-",
        "- - -",
        "***",
        "[1]: https",
        "C:\\Users\\jane \\d+ \\_ \\#",
    ] {
        prints_as_typed(text);
    }
}

#[test]
fn a_backslash_escapes_only_markup_characters() {
    assert_eq!(read(r"\* \[ \] \\ \` \_ \- \#"), r"* [ ] \ ` \_ \- \#");
    assert_eq!(
        read(r"\*not emphasis\*, \[no](https://a.b)"),
        "*not emphasis*, [no]({l:https://a.b|https://a.b})"
    );
    assert_eq!(read(r"`a\`b"), "{c:a\\}b");
}

#[test]
fn links_are_created_only_for_safe_addresses() {
    assert_eq!(read("[a *b*](https://c.d/e_(f))"), "{l:https://c.d/e_(f)|a {e:b}}");
    assert_eq!(read("[a](mailto:x@y.z) [b](TEL:+123)"), "{l:mailto:x@y.z|a} {l:tel:+123|b}");
    assert_eq!(read("[a](c.de/x) [b](x@y.org)"), "{l:https://c.de/x|a} {l:mailto:x@y.org|b}");
    assert_eq!(read("[a](<https://c.d/e f>)"), "{l:https://c.d/e%20f|a}");
    assert_eq!(read("[a](doi:10.1000/182)"), "{l:https://doi.org/10.1000/182|a}");
    assert_eq!(read("[a](https://c.d/ü)"), "{l:https://c.d/%C3%BC|a}");
    for text in [
        "[a](javascript:alert(1))",
        "[a](JavaScript:alert)",
        "[a](java&Tab;script:alert)",
        "[a](data:text/html,x)",
        "[a](file:///etc/passwd)",
        "[a](vbscript:x)",
        "[a](/etc/passwd)",
        "[a](../x)",
        "[a](https:)",
        "[a](http:///x)",
        "<javascript:alert(1)>",
        "<file:///etc/passwd>",
        "javascript:alert(1)",
    ] {
        prints_as_typed(text);
    }
}

#[test]
fn links_do_not_nest() {
    assert_eq!(
        read("[a [b](https://c.d) e](https://f.g)"),
        "[a {l:https://c.d|b} e]({l:https://f.g|https://f.g})"
    );
    assert_eq!(
        read("[see https://a.b *now*](https://c.d)"),
        "{l:https://c.d|see https://a.b {e:now}}"
    );
    assert_eq!(read("*[a*](https://c.d)"), "*{l:https://c.d|a*}");
}

#[test]
fn addresses_are_linked_without_the_punctuation_after_them() {
    for (text, shown) in [
        ("see https://a.b/c.", "see {l:https://a.b/c|https://a.b/c}."),
        ("(https://a.b/c_(d)), x", "({l:https://a.b/c_(d)|https://a.b/c_(d)}), x"),
        ("**http://a.b**", "{s:{l:http://a.b|http://a.b}}"),
        ("“www.a.org”", "“{l:https://www.a.org|www.a.org}”"),
        ("mailto:x@y.org!", "{l:mailto:x@y.org|mailto:x@y.org}!"),
        (
            "<x@y.org> <https://a.b/~c/>",
            "{l:mailto:x@y.org|x@y.org} {l:https://a.b/~c/|https://a.b/~c/}",
        ),
        (
            "ftp://a.b/c.ps.gz ftp://a.b",
            "{l:ftp://a.b/c.ps.gz|ftp://a.b/c.ps.gz} {l:ftp://a.b|ftp://a.b}",
        ),
        ("詳細はhttps://a.bをご覧", "詳細は{l:https://a.b|https://a.b}をご覧"),
        ("x@y.org", "x@y.org"),
        ("xhttp://a.b", "xhttp://a.b"),
        ("www. http:// https://.", "www. http:// https://."),
        ("a www.b", "a www.b"),
    ] {
        assert_eq!(read(text), shown);
    }
}

#[test]
fn two_spaces_or_a_backslash_at_the_line_end_break_the_line() {
    assert_eq!(read("a  \nb \\\n c\nd"), "a{br}b{br}c d");
    assert_eq!(read("a\\\r\nb"), "a{br}b");
    assert_eq!(read("a  \n"), "a");
    assert_eq!(read("a\\"), "a\\");
}

#[test]
fn white_space_collapses_but_no_break_spaces_are_kept() {
    assert_eq!(read(" a \t b\r\n\n c\u{a0}\u{a0}d "), "a b c\u{a0}\u{a0}d");
}

#[test]
fn paragraphs_and_lists_are_read() {
    insta::assert_snapshot!(read_blocks("First
line.

Before
- one
  more
- two

  paragraph
  * deeper
lazy

* other list
1. first
2. second
2. printed

After."), @r"
    p First line.
    p Before
    -
      p one more
    -
      p two
      p paragraph
      -
        p deeper lazy
    -
      p other list
    #
      p first
    #
      p second 2. printed
    p After.
    ");
}

#[test]
fn numbered_lists_count_up_from_one_or_repeat_one() {
    insta::assert_snapshot!(read_blocks("1. a\n1. b\n1. c\n\n2. d"), @r"
    #
      p a
    #
      p b
    #
      p c
    p 2. d
    ");
}

#[test]
fn deeply_nested_lists_print_as_text() {
    let text = format!("{}x", "- ".repeat(40));
    let shown = read_blocks(&text);
    assert_eq!(shown.matches('-').count(), 40);
    assert!(shown.ends_with("- x\n"));
}

#[test]
fn emphasis_works_in_text_without_spaces() {
    assert_eq!(read("これは**「強調」**です"), "これは{s:「強調」}です");
}

fn english() -> Quotes {
    Quotes { double: ["“".into(), "”".into()], single: ["‘".into(), "’".into()] }
}

fn set(text: &str, quotes: &Quotes) -> String {
    let mut line = inline(text);
    set_quotes_and_dashes(&mut line, quotes);
    show(&line)
}

#[test]
fn quotes_become_typographic() {
    for (text, shown) in [
        (r#""a" said 'b'"#, "“a” said ‘b’"),
        (r#"say "'a' and b""#, "say “‘a’ and b”"),
        (r#""'Twas ever thus," she said"#, "“’Twas ever thus,” she said"),
        ("don't, users' data, '90s, rock 'n' roll", "don’t, users’ data, ’90s, rock ’n’ roll"),
        ("the 1990's", "the 1990’s"),
        (r#"5'10" tall, a 24" rack, 6' wide"#, r#"5'10" tall, a 24" rack, 6' wide"#),
        (r#""a 24" rack" and "in 1999" (“b”)"#, r#"“a 24" rack” and “in 1999” (“b”)"#),
        (r#"**"a** b""#, "{s:“a} b”"),
        (r#"("a") ["b"] -- "c""#, "(“a”) [“b”] – “c”"),
        (r#"`"c"` https://a.b/'x'y "d""#, r#"{c:"c"} {l:https://a.b/'x'y|https://a.b/'x'y} “d”"#),
        (r#"[don't](https://a.b)"#, "{l:https://a.b|don’t}"),
        (r#"a " b ' c"#, r#"a " b ' c"#),
        (r#"a" b"#, r#"a" b"#),
        ("\"צה\"ל\"", "“צה\"ל”"),
    ] {
        assert_eq!(set(text, &english()), shown);
    }
}

#[test]
fn quotes_follow_the_locale() {
    let german =
        Quotes { double: ["„".into(), "“".into()], single: ["‚".into(), "‘".into()] };
    assert_eq!(set(r#""Das war's", sagte 'er'"#, &german), "„Das war’s“, sagte ‚er‘");
}

#[test]
fn numbers_and_units_are_not_separated() {
    for (text, shown) in [
        ("1.1 s and 12 % of 30 ms.", "1.1~s and 12~% of 30~ms."),
        ("40 µs, 3 °C, 5 €, 9 m², 10 Gbit/s", "40~µs, 3~°C, 5~€, 9~m², 10~Gbit/s"),
        ("from 4 to 9 people, 2 seconds, 12 mice", "from 4 to 9 people, 2 seconds, 12 mice"),
        ("`sleep 30 s`, s 1 ", "{c:sleep 30 s}, s 1"),
        ("1 900 pipes, 11 000 000 calls", "1~900 pipes, 11~000~000 calls"),
        ("in 2014 300 of them, 12 1000, a 300", "in 2014 300 of them, 12 1000, a 300"),
    ] {
        assert_eq!(set(text, &english()).replace('\u{a0}', "~"), shown, "{text}");
    }
}

#[test]
fn spaces_before_french_punctuation_do_not_break() {
    let french = Quotes {
        double: ["«\u{a0}".into(), "\u{a0}»".into()],
        single: ["“".into(), "”".into()],
    };
    for (text, shown) in [
        ("Vrai ; faux : oui ! Non ?! (Si ?)", "Vrai~; faux_: oui~! Non~?! (Si~?)"),
        ("« Oui », \"non\"", "«_Oui_», «_non_»"),
        ("Bien :-) ou ::1, `a ; b`", "Bien :-) ou ::1, {c:a ; b}"),
        ("30 ms ; fin", "30_ms~; fin"),
    ] {
        let set = set(text, &french).replace('\u{202f}', "~").replace('\u{a0}', "_");
        assert_eq!(set, shown, "{text}");
    }
    assert_eq!(set("true ; false : 1", &english()), "true ; false : 1");
}

#[test]
fn dashes_and_ellipses_become_typographic() {
    for (text, shown) in [
        ("a -- b, 1999--2003, c---d ...", "a – b, 1999–2003, c—d …"),
        ("cargo build --release, (--all)", "cargo build --release, (--all)"),
        ("a ---- b --> c <-- d .... e", "a ---- b --> c <-- d .... e"),
        ("`--x ...` 1990-1995", "{c:--x ...} 1990-1995"),
    ] {
        assert_eq!(set(text, &english()), shown);
    }
}

/// Returns the letters and digits of all visible text and targets, in order.
fn letters(blocks: &[Block]) -> String {
    fn of_inline(inline: &Inline, out: &mut String) {
        for run in &inline.0 {
            match run {
                Run::Text(text) | Run::Code(text) => out.push_str(text),
                Run::Strong(body) | Run::Emphasis(body) | Run::Foreign { body, .. } => {
                    of_inline(body, out);
                }
                Run::Link { body, .. } => of_inline(body, out),
                Run::Break => {}
            }
        }
    }
    let mut out = String::new();
    for block in blocks {
        match block {
            Block::Paragraph { body } => of_inline(body, &mut out),
            Block::List { items } | Block::Enumeration { items } => {
                items.iter().for_each(|item| out.push_str(&letters(item)));
            }
        }
    }
    out.retain(char::is_alphabetic);
    out
}

/// Parses a text with pulldown-cmark, in the notation of [`show`].
fn commonmark(text: &str) -> String {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let mut out = String::new();
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Strong) => out.push_str("{s:"),
            Event::Start(Tag::Emphasis) => out.push_str("{e:"),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => out.push('}'),
            Event::Code(text) => {
                let _ = write!(out, "{{c:{text}}}");
            }
            Event::Text(text) => out.push_str(&text),
            _ => {}
        }
    }
    out
}

proptest! {
    #[test]
    fn text_without_markup_characters_is_unchanged(text in "x[^*\\[\\]\\\\`<>:@\r\n\t\x0b\x0c -]{1,40}") {
        prop_assume!(!text.contains("www."));
        prop_assert_eq!(read(&text), text.clone());
        prop_assert_eq!(read_blocks(&text), format!("p {text}\n"));
    }

    #[test]
    fn only_white_space_is_collapsed(words in prop::collection::vec("[a-zé#_>&$.]{1,6}", 1..8)) {
        prop_assert_eq!(read(&words.join(" \t ")), words.join(" "));
    }

    #[test]
    fn emphasis_and_code_agree_with_commonmark(text in "x[ab *`.é—]{0,24}") {
        let collapsed = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(read(&collapsed), commonmark(&collapsed));
    }

    #[test]
    fn all_letters_are_kept(text in "([a-zé \n*`\\\\\\[\\]()<>.:/@-]|- |1\\. |\\]\\(|https://a\\.b|  \n){0,40}") {
        let typed: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        let blocks = blocks(&text);
        // Targets of links are not visible text.
        if !text.contains("](") {
            prop_assert_eq!(letters(&blocks), typed.clone());
            prop_assert_eq!(letters(&[Block::Paragraph { body: inline(&text) }]), typed);
        }
    }

    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        let mut line = inline(&text);
        set_quotes_and_dashes(&mut line, &english());
        blocks(&text);
        escape(&text);
    }

    #[test]
    fn arbitrary_markup_never_panics(text in "[-*`\\[\\]()<>\\\\ \n\t1.a\"']{0,200}") {
        let mut line = inline(&text);
        set_quotes_and_dashes(&mut line, &english());
        blocks(&text);
    }

    #[test]
    fn escaped_text_reads_back(text in "[a-z*`\\[\\]\\\\ ]{0,30}") {
        let collapsed = text.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(read(&escape(&collapsed)), collapsed);
    }
}

#[test]
#[expect(clippy::disallowed_methods, reason = "time is what the test is about")]
fn time_is_linear_in_hostile_text() {
    let hostile = [
        "*",
        "**",
        "* ",
        "*a ",
        "*a **b ",
        "a*",
        "a**b_",
        "[",
        "](",
        "[a](",
        "[a](b",
        "[](<",
        "`",
        "`a``b",
        "\\",
        "<",
        "<a:",
        "http://",
        "www.a~",
        "https://a.b)",
        "\"",
        "'",
        " '",
        " 'a\" ",
        "- ",
        "1. ",
        "- a\n  ",
        "\n\n- a\n",
        "**a*",
        "***a** ",
        "---",
        "[a](https://b.c",
        "*[a](https://b.c)",
    ];
    for unit in hostile {
        let text = unit.repeat(100_000 / unit.len());
        let mirrored: String = text.chars().chain(text.chars().rev()).collect();
        for text in [text, mirrored] {
            let start = Instant::now();
            let mut line = inline(&text);
            set_quotes_and_dashes(&mut line, &english());
            blocks(&text);
            // About ten times the duration of the slowest case in a debug build.
            assert!(start.elapsed() < Duration::from_secs(5), "{unit:?}");
        }
    }
}
