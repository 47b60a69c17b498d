//! Every message, with its place and its remedy.

use super::*;

/// Returns each text with what is said of it.
fn all(syntax: Syntax, texts: &[&str]) -> String {
    let mut out = String::new();
    for text in texts {
        let said = complaints(syntax, text);
        assert!(!said.is_empty(), "nothing is said of {text:?}");
        let text = text.trim_end().replace('\t', "→").replace('\n', "\n| ");
        let text = text.replace(['\u{1}', '\u{7}', '\u{FEFF}'], "□");
        out += &format!("| {text}\n{said}\n");
    }
    out
}

#[test]
fn yaml_values_that_need_quotes() {
    let texts = [
        "summary: Engineer: bridges\n",
        "- Led: team of five: great\n",
        "a: \"A\": B\n",
        "a: @handle\n",
        "a: `code`\n",
        "a: %d\n",
        "a: , b\n",
        "a: ? b\n",
        "a: - b\n",
        "- *emphasis* text\n",
        "- **strong** text\n",
        "- & co\n",
        "- *\n",
        "- [link](https://a.example) text\n",
        "a: {b} c\n",
        "a: {{placeholder}}\n",
        "{{key}}: x\n",
        "a: > text\n  more\n",
        "a: !x!y z\n",
        "a: ]\n",
    ];
    insta::assert_snapshot!(all(Syntax::Yaml, &texts), @r#"
    | summary: Engineer: bridges
    1:18–1:19 error[yaml-syntax] a value that is not quoted cannot hold `: `
        quote the value, `"Engineer: bridges"`, if the colon is part of it

    | - Led: team of five: great
    1:20–1:21 error[yaml-syntax] a value that is not quoted cannot hold `: `
        quote the value, `"team of five: great"`, if the colon is part of it

    | a: "A": B
    1:7–1:8 error[yaml-syntax] a value that is not quoted cannot hold `: `
        quote the value, `'"A": B'`, if the colon is part of it

    | a: @handle
    1:4–1:5 error[yaml-syntax] a value that is not quoted cannot start with `@`
        quote the value, `"@handle"`, if `@` is part of it

    | a: `code`
    1:4–1:5 error[yaml-syntax] a value that is not quoted cannot start with a backtick
        quote the value, `"`code`"`, if a backtick is part of it

    | a: %d
    1:4–1:5 error[yaml-syntax] a value that is not quoted cannot start with `%`
        quote the value, `"%d"`, if `%` is part of it

    | a: , b
    1:4–1:5 error[yaml-syntax] a value that is not quoted cannot start with `,`
        quote the value, `", b"`, if `,` is part of it

    | a: ? b
    1:4–1:5 error[yaml-syntax] a value that is not quoted cannot start with `?`
        quote the value, `"? b"`, if `?` is part of it

    | a: - b
    1:4–1:5 error[yaml-syntax] a list cannot start on the line of its key
        start each item on a line of its own; or quote the value, `"- b"`, if `-` is part of it

    | - *emphasis* text
    1:3–1:4 warning[unquoted-asterisk] `*` begins an alias in YAML; here it is taken for text
        quote the value, `"*emphasis* text"`

    | - **strong** text
    1:3–1:4 warning[unquoted-asterisk] `*` begins an alias in YAML; here it is taken for text
        quote the value, `"**strong** text"`

    | - & co
    1:3–1:4 error[yaml-syntax] a value that is not quoted cannot start with `&`
        quote the value, `"& co"`, if `&` is part of it

    | - *
    1:3–1:4 warning[unquoted-asterisk] `*` begins an alias in YAML; here it is taken for text
        quote the value, `"*"`

    | - [link](https://a.example) text
    1:9–1:33 error[yaml-syntax] text follows the closing bracket
        quote the value, `"[link](https://a.example) text"`, if the brackets are part of it

    | a: {b} c
    1:8–1:9 error[yaml-syntax] text follows the closing bracket
        quote the value, `"{b} c"`, if the brackets are part of it

    | a: {{placeholder}}
    1:5–1:18 error[key-not-text] a list or mapping cannot be a key
        quote the text if `{` is part of it, as in a placeholder `{{…}}`

    | {{key}}: x
    1:2–1:7 error[key-not-text] a list or mapping cannot be a key
        quote the text if `{` is part of it, as in a placeholder `{{…}}`

    | a: > text
    |   more
    1:4–1:10 error[yaml-syntax] text follows `>` on its line
        put the text on the lines below; or quote the value, `"> text"`, if `>` is part of it

    | a: !x!y z
    1:4–1:10 error[yaml-syntax] `!` starts a tag, and this one means nothing
        quote the value, `"!x!y z"`, if `!` is part of it

    | a: ]
    1:4–1:5 error[yaml-syntax] `]` closes nothing
        remove it, or quote the whole value if it is part of it
    "#);
}

#[test]
fn yaml_quotes_and_brackets() {
    let texts = [
        "a: \"open\nb: c\n",
        "a: 'open\nb: 'c'\n",
        "a: 'tis\n",
        "a: \"x\n  b: \"c\"\n",
        "a: 'it's'\n",
        "a: \"say \"hi\" now\"\n",
        "a: \"C:\\path\"\n",
        "a: \"\\uD83D\"\n",
        "a: \"\\x4\"\n",
        "a: \"x\"#y\n",
        "a: [b, c\nd: e\n",
        "a: {b: c\n",
        "a: [b, c]]\n",
        "a: [b, c}\n",
        "a: [b, , c]\n",
        "a: [\"b\" \"c\"]\n",
        "a: {b: c: d}\n",
        "a: [\n  b: c: d\n]\n",
        "a: [- b]\n",
    ];
    insta::assert_snapshot!(all(Syntax::Yaml, &texts), @r##"
    | a: "open
    | b: c
    1:4–1:5 error[yaml-syntax] this quotation mark is never closed
        close it on the same line; or indent the lines the text goes on in

    | a: 'open
    | b: 'c'
    1:4–1:5 error[yaml-syntax] this quotation mark is never closed
        close it on the same line; if it is an apostrophe, put the whole value in `"`

    | a: 'tis
    1:4–1:5 error[yaml-syntax] this quotation mark is never closed
        close it on the same line; if it is an apostrophe, put the whole value in `"`

    | a: "x
    |   b: "c"
    1:4–1:5 error[yaml-syntax] this quotation mark is not closed before line 2
        close it on the same line; or indent the lines the text goes on in

    | a: 'it's'
    1:8–1:10 error[yaml-syntax] text follows the closing quotation mark
        write `''` for an apostrophe within single quotes; or put the whole value in `"`

    | a: "say "hi" now"
    1:10–1:18 error[yaml-syntax] text follows the closing quotation mark
        write `\"` for a quotation mark within `"`; or put the whole value in single quotes

    | a: "C:\path"
    1:7–1:9 error[yaml-syntax] the escape `\p` means nothing
        write `\\` for a backslash, or put the value in single quotes

    | a: "\uD83D"
    1:5–1:11 error[yaml-syntax] the escape `\uD83D` means nothing
        write the character itself

    | a: "\x4"
    1:5–1:8 error[yaml-syntax] the escape `\x4` means nothing
        write the character itself

    | a: "x"#y
    1:7–1:8 error[yaml-syntax] there is no space before this `#`
        put a space before it if it starts a comment, or quote the whole value

    | a: [b, c
    | d: e
    1:4–1:5 error[yaml-syntax] this `[` is never closed
        close it with `]`, or quote the whole value if `[` is part of it

    | a: {b: c
    1:4–1:5 error[yaml-syntax] this `{` is never closed
        close it with `}`, or quote the whole value if `{` is part of it

    | a: [b, c]]
    1:10–1:11 error[yaml-syntax] `]` closes nothing
        remove it, or quote the whole value if it is part of it

    | a: [b, c}
    1:4–1:5 error[yaml-syntax] `}` cannot close `[`
        write `]`

    | a: [b, , c]
    1:8–1:9 error[yaml-syntax] there is nothing before this comma
        remove it

    | a: ["b" "c"]
    1:9–1:10 error[yaml-syntax] `,` or `]` is missing here
        separate what `[` holds by commas; or quote the whole value if `[` is part of it

    | a: {b: c: d}
    1:9–1:10 error[yaml-syntax] `,` or `}` is missing here
        separate what `{` holds by commas; or quote the whole value if `{` is part of it

    | a: [
    |   b: c: d
    | ]
    2:7–2:8 error[yaml-syntax] `,` or `]` is missing here
        separate what `[` holds by commas; or quote the whole value if `[` is part of it

    | a: [- b]
    1:5–1:6 error[yaml-syntax] `- ` cannot stand within brackets
        separate the items by commas, without dashes
    "##);
}

#[test]
fn yaml_indentation_and_keys() {
    let texts = [
        "a:\n\tb: c\n",
        "a:\n  - b: c\n\t  d: e\n",
        "a: b\n c: d\n",
        "a:\n   b: c\n  d: e\n",
        "  a: b\nc: d\n",
        "- a\nb: c\n",
        "a: b\n- c\n",
        "a: |\n  b\n c\n",
        "a:\n- b\n - c\n",
        "- a\n-b\n",
        "name: x\njust text\nb: c\n",
        "Jane Doe\nemail: x\n",
        "a:b\nc: d\n",
        "a: b\nc:d\n",
        ": a\n",
        "[a, b]: c\n",
        "? {a: b}\n: c\n",
        "a: 1\nb: 2\na: 3\n",
        "x: {a: 1, a: 2}\n",
    ];
    insta::assert_snapshot!(all(Syntax::Yaml, &texts), @"
    | a:
    | →b: c
    2:1–2:2 error[yaml-syntax] a tab cannot indent
        indent with spaces: two for each level

    | a:
    |   - b: c
    | →  d: e
    3:1–3:4 error[yaml-syntax] a tab cannot indent
        indent with spaces: two for each level

    | a: b
    |  c: d
    2:2–2:3 error[yaml-syntax] this line continues the text of line 1: `c` is no key
        indent `c` exactly like the key it belongs beside, or quote the text if the colon is part of it

    | a:
    |    b: c
    |   d: e
    3:3–3:4 error[yaml-syntax] the indentation of `d` fits no line above it
        indent it exactly like the key it belongs beside

    |   a: b
    | c: d
    2:1–2:2 error[yaml-syntax] the indentation of `c` fits no line above it
        indent it exactly like the key it belongs beside

    | - a
    | b: c
    2:1–2:2 error[yaml-syntax] `b` stands where a list item is expected
        start the line with `- `, or indent it like what it belongs to

    | a: b
    | - c
    2:1–2:2 error[yaml-syntax] a list item stands where a key is expected
        indent it under the key whose list it belongs to

    | a: |
    |   b
    |  c
    3:2–3:3 error[yaml-syntax] the indentation of `c` fits no line above it
        indent it exactly like the key it belongs beside

    | a:
    | - b
    |  - c
    3:2–3:3 warning[list-item-in-text] this `- ` continues the text of line 2
        indent it like the list item it follows; or quote the text

    | - a
    | -b
    2:1–2:2 error[yaml-syntax] there is no space after this `-`
        write `- b`

    | name: x
    | just text
    | b: c
    2:1–2:10 error[yaml-syntax] `just text` has no key
        write `key: value`; or, if it continues the text above, indent it deeper than that text's key

    | Jane Doe
    | email: x
    1:1–1:9 error[yaml-syntax] `Jane Doe` has no key
        write `key: value`; or, if it continues the text above, indent it deeper than that text's key

    | a:b
    | c: d
    1:2–1:3 error[yaml-syntax] there is no space after the `:` of `a`
        write `a: b`

    | a: b
    | c:d
    2:2–2:3 error[yaml-syntax] there is no space after the `:` of `c`
        write `c: d`

    | : a
    1:1–1:1 error[key-not-text] there is no key before this `:`
        write `key: value`, or quote the line if it is text

    | [a, b]: c
    1:1–1:7 error[key-not-text] a list or mapping cannot be a key
        write a key of one line: `key: value`

    | ? {a: b}
    | : c
    1:3–1:9 error[key-not-text] a list or mapping cannot be a key
        quote the text if `{` is part of it, as in a placeholder `{{…}}`

    | a: 1
    | b: 2
    | a: 3
    3:1–3:2 error[duplicate-key] the key `a` stands here a second time
        the first is on line 1: remove or rename one

    | x: {a: 1, a: 2}
    1:11–1:12 error[duplicate-key] the key `a` stands here a second time
        the first is on line 1: remove or rename one
    ");
}

#[test]
fn yaml_documents_anchors_and_tags() {
    let texts = [
        "a: 1\n---\nb: 2\n",
        "a: 1\n...\nb: 2\n",
        "{a: 1}\nb: 2\n",
        "%FOO\na: b\n",
        "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
        "base: &base 1\na: *bsae\n",
        "a: *b\nb: &b 1\n",
        "a: &a [*a]\n",
        "a: {<<: 5}\n",
        "b: &b {}\na: {<<: *b, <<: *b}\n",
        "a: !color red\n",
        "a: !!binary eHh4\n",
        "a: won award #1 of 20\n",
        "a: #1\n",
        "a: \u{7}\n",
        "a: \u{feff}x\n",
    ];
    insta::assert_snapshot!(all(Syntax::Yaml, &texts), @r#"
    | a: 1
    | ---
    | b: 2
    2:1–2:4 error[several-documents] a second document starts here
        only one is read: keep each résumé in a file of its own

    | a: 1
    | ...
    | b: 2
    3:1–3:1 error[several-documents] a second document starts here
        only one is read: keep each résumé in a file of its own

    | {a: 1}
    | b: 2
    2:1–2:5 error[yaml-syntax] the data has ended before this
        indent it like what it belongs to, or remove it

    | %FOO
    | a: b
    1:1–1:5 error[yaml-syntax] a line that starts with `%` instructs the parser
        remove it, or quote it if it is text

    | <<<<<<< ours
    | a: 1
    | =======
    | a: 2
    | >>>>>>> theirs
    1:1–1:13 error[yaml-syntax] a merge conflict is not resolved
        keep one of its two sides, and delete the lines of `<`, `=` and `>`

    | base: &base 1
    | a: *bsae
    2:4–2:9 error[unknown-alias] the alias `*bsae` refers to no anchor above
        did you mean `*base`?
        quote the value, `"*bsae"`, if `*` is part of it

    | a: *b
    | b: &b 1
    1:4–1:6 error[unknown-alias] the alias `*b` refers to no anchor above
        an anchor must stand above its aliases: move it up
        quote the value, `"*b"`, if `*` is part of it

    | a: &a [*a]
    1:8–1:10 error[unknown-alias] `*a` stands within what it stands for
        move the anchor to a value that does not hold the alias

    | a: {<<: 5}
    1:9–1:10 error[invalid-merge] `<<` merges mappings, but this is text
        give it an alias of a mapping: `<<: *name`

    | b: &b {}
    | a: {<<: *b, <<: *b}
    2:13–2:15 error[duplicate-key] the key `<<` stands here a second time
        merge several mappings with a list: `<<: [*first, *second]`

    | a: !color red
    1:4–1:10 warning[unknown-tag] the tag `!color` means nothing here
        leave it out, or quote the whole value if `!` is part of it

    | a: !!binary eHh4
    1:4–1:12 warning[unknown-tag] the tag `!!binary` means nothing here
        leave it out, or quote the whole value if `!` is part of it

    | a: won award #1 of 20
    1:14–1:22 warning[lost-to-comment] `#` after a space starts a comment, so this is not read
        quote the value if this belongs to it; else put a space after `#`

    | a: #1
    1:4–1:6 warning[lost-to-comment] `#` after a space starts a comment, so this is not read
        quote the value if this belongs to it; else put a space after `#`

    | a: □
    1:4–1:5 error[yaml-syntax] the character U+0007 cannot stand here
        remove it

    | a: □x
    1:4–1:5 error[yaml-syntax] a byte order mark stands within the text
        delete the invisible character
    "#);
}

#[test]
fn json() {
    let texts = [
        "{\"a\": 1 \"b\": 2}",
        "{\"a\": \"x\"\n \"b\": 2}",
        "{\"a\": 1,\n \"a\": 2}",
        "{a: 1}",
        "{'a': 1}",
        "{\"a\": yes}",
        "{\"a\": True}",
        "{\"a\": 01234}",
        "{\"a\": +49}",
        "{\"a\": 2020-01-05}",
        "{\"a\": \"open,\n \"b\": 1}",
        "{\"a\": \"C:\\path\\x\"}",
        "{\"a\": \"\\uD83D\"}",
        "{\"a\": [1, 2}",
        "{\"a\": [1, 2",
        "{\"a\" 1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\": ",
        "{\"a\" = 1}",
        "{\"a\": 1; \"b\": 2}",
        "{\"a\": 1}}",
        "{\"a\": 1}\n{\"a\": 2}",
        "[1,, 2]",
        "{,}",
        "# note\n{}",
        "{ /* note }",
        "{\"a\": “b”}",
        "name: x",
    ];
    insta::assert_snapshot!(all(Syntax::Json, &texts), @r#"
    | {"a": 1 "b": 2}
    1:8–1:8 error[json-syntax] a comma is missing here
        separate values by commas

    | {"a": "x"
    |  "b": 2}
    1:10–1:10 error[json-syntax] a comma is missing here
        separate values by commas

    | {"a": 1,
    |  "a": 2}
    2:2–2:5 error[duplicate-key] the key `a` stands here a second time
        the first is on line 1: remove or rename one

    | {a: 1}
    1:2–1:3 error[json-syntax] the key `a` is not quoted
        write `"a"`

    | {'a': 1}
    1:2–1:5 error[json-syntax] single quotes do not quote in JSON
        put the text in double quotes: `"`

    | {"a": yes}
    1:7–1:10 error[json-syntax] `yes` is not quoted
        put text in double quotes

    | {"a": True}
    1:7–1:11 error[json-syntax] `True` is no value
        did you mean `true`?
        put text in double quotes

    | {"a": 01234}
    1:7–1:12 error[json-syntax] `01234` is not a number as JSON writes them
        put it in quotes: `"01234"`

    | {"a": +49}
    1:7–1:10 error[json-syntax] `+49` is not a number as JSON writes them
        put it in quotes: `"+49"`

    | {"a": 2020-01-05}
    1:7–1:17 error[json-syntax] `2020-01-05` is not a number as JSON writes them
        put it in quotes: `"2020-01-05"`

    | {"a": "open,
    |  "b": 1}
    1:7–1:8 error[json-syntax] this quotation mark is not closed on its line
        close it with the same mark, and write `\n` for a line break within a text

    | {"a": "C:\path\x"}
    1:10–1:12 error[json-syntax] the escape `\p` means nothing
        write `\\` for a backslash
    1:15–1:17 error[json-syntax] the escape `\x` means nothing
        write `\\` for a backslash

    | {"a": "\uD83D"}
    1:8–1:14 error[json-syntax] the escape `\uD83D` means nothing
        write the character itself

    | {"a": [1, 2}
    1:12–1:13 error[json-syntax] `}` cannot close the `[` of line 1
        close that with `]` first

    | {"a": [1, 2
    1:7–1:8 error[json-syntax] this `[` is never closed
        close it with `]`

    | {"a" 1}
    1:2–1:5 error[json-syntax] the key `a` has no value
        write `"key": value`; lists of values stand in `[ … ]`

    | {"a"}
    1:2–1:5 error[json-syntax] the key `a` has no value
        write `"key": value`; lists of values stand in `[ … ]`

    | {"a":}
    1:6–1:7 error[json-syntax] `}` stands where a value is expected
        remove it, or put the text it belongs to in `"`

    | {"a":
    1:7–1:7 error[json-syntax] the file ends where a value is expected
        complete it; the end of the file may have been cut off

    | {"a" = 1}
    1:6–1:7 error[json-syntax] `=` stands where `:` is expected
        write `"key": value`

    | {"a": 1; "b": 2}
    1:8–1:9 error[json-syntax] `;` stands where `,` or `}` is expected
        remove it, or put the text it belongs to in `"`

    | {"a": 1}}
    1:9–1:10 error[json-syntax] the data has ended before this
        put everything into one `{ … }`; check that no bracket closes too early

    | {"a": 1}
    | {"a": 2}
    2:1–2:2 error[json-syntax] the data has ended before this
        put everything into one `{ … }`; check that no bracket closes too early

    | [1,, 2]
    1:4–1:5 error[json-syntax] there is nothing before this comma
        remove it

    | {,}
    1:2–1:3 error[json-syntax] there is nothing before this comma
        remove it

    | # note
    | {}
    1:1–1:2 error[json-syntax] `#` does not start a comment in JSON
        start comments with `//`

    | { /* note }
    1:3–1:5 error[json-syntax] this comment is never closed
        close it with `*/`

    | {"a": “b”}
    1:7–1:8 error[json-syntax] typographic quotation marks do not quote in JSON
        replace them with straight ones: `"`

    | name: x
    1:1–1:8 error[json-syntax] this is not JSON
        end the file's name in `.yaml`, `.toml` or `.xml` if that is what it holds
    "#);
}

#[test]
fn toml() {
    let texts = [
        "a = 1\nb = 2\na = 3\n",
        "[a]\n[b]\n[a]\n",
        "[[a]]\n[a]\n",
        "a = {b = 1, b = 2}\n",
        "a = 1\na.b = 2\n",
        "a = Jane\n",
        "a = +49 30 123\n",
        "a = 01234\n",
        "a = 2020-01\n",
        "a = 2020-13-01\n",
        "a = yes\n",
        "a = null\n",
        "a = \n",
        "a\n",
        "a: b\n",
        "first name = \"x\"\n",
        "é = 1\n",
        "= 1\n",
        "[]\n",
        "[a\nb = 1\n",
        "a = \"open\nb = 1\n",
        "a = 'it's'\n",
        "a = \"\"\"open\nb = 1\n",
        "a = \"C:\\path\"\n",
        "a = \"x\" y\n",
        "a = 1, b = 2\n",
        "a = [1 2]\n",
        "a = [1, 2\nb = 3\n",
        "a = {b = 1\n",
        "{\"a\": 1}\n",
        "a = x\nb = y\nc = 1\nd = z\n",
    ];
    insta::assert_snapshot!(all(Syntax::Toml, &texts), @r#"
    | a = 1
    | b = 2
    | a = 3
    3:1–3:2 error[duplicate-key] the key `a` stands here a second time
        the first is on line 1: remove or rename one

    | [a]
    | [b]
    | [a]
    3:2–3:3 error[duplicate-key] the key `a` stands here a second time
        the first is on line 1: remove or rename one; in a list, every heading is in double brackets: `[[a]]`

    | [[a]]
    | [a]
    2:2–2:3 error[duplicate-key] the key `a` stands here a second time
        the first is on line 1: remove or rename one; in a list, every heading is in double brackets: `[[a]]`

    | a = {b = 1, b = 2}
    1:13–1:14 error[duplicate-key] the key `b` stands here a second time
        remove or rename one

    | a = 1
    | a.b = 2
    2:1–2:2 error[duplicate-key] the key `a` has a value already, so it cannot be a table
        remove or rename one

    | a = Jane
    1:5–1:9 error[toml-syntax] text must be quoted
        put it in quotes: `"Jane"`

    | a = +49 30 123
    1:5–1:15 error[toml-syntax] text must be quoted
        put it in quotes: `"+49 30 123"`

    | a = 01234
    1:5–1:10 error[toml-syntax] `01234` is neither a number nor a full date (unexpected leading zero)
        put it in quotes: `"01234"`

    | a = 2020-01
    1:5–1:12 error[toml-syntax] `2020-01` is neither a number nor a full date (invalid date)
        put it in quotes: `"2020-01"`

    | a = 2020-13-01
    1:5–1:15 error[toml-syntax] `2020-13-01` is neither a number nor a full date (invalid date)
        put it in quotes: `"2020-13-01"`

    | a = yes
    1:5–1:8 error[toml-syntax] text must be quoted
        put it in quotes: `"yes"`

    | a = null
    1:5–1:9 error[toml-syntax] `null` is no value in TOML
        leave the key out

    | a =
    1:5–1:5 error[toml-syntax] there is no value after `=`
        write `""` for an empty text, or leave the key out

    | a
    1:1–1:2 error[toml-syntax] this line has no `=`
        write `key = "value"`; start comments with `#`

    | a: b
    1:2–1:3 error[toml-syntax] `:` stands where `=` is expected
        write `a = "b"`

    | first name = "x"
    1:1–1:11 error[toml-syntax] the key `first name` needs quotes
        put it in quotes: `"first name"`

    | é = 1
    1:1–1:2 error[toml-syntax] the key `é` needs quotes
        put it in quotes: `"é"`

    | = 1
    1:1–1:4 error[toml-syntax] there is no key here
        write `key = "value"`, and headings as `[key]`

    | []
    1:1–1:3 error[toml-syntax] there is no key here
        write `key = "value"`, and headings as `[key]`

    | [a
    | b = 1
    1:1–1:3 error[toml-syntax] this heading has no closing `]`
        write `[name]` on a line of its own

    | a = "open
    | b = 1
    1:5–1:6 error[toml-syntax] this quotation mark is never closed
        close it on the same line; a text of several lines stands between `"""`

    | a = 'it's'
    1:9–1:11 error[toml-syntax] something follows the value on its line
        put a text that holds an apostrophe in `"`

    | a = """open
    | b = 1
    1:5–1:6 error[toml-syntax] this quotation mark is never closed
        close it on the same line; a text of several lines stands between `"""`

    | a = "C:\path"
    1:8–1:10 error[toml-syntax] the escape `\p` means nothing
        write `\\` for a backslash, or put the text in single quotes

    | a = "x" y
    1:9–1:10 error[toml-syntax] something follows the value on its line
        set one key on each line; write `\"` for a quotation mark within a text

    | a = 1, b = 2
    1:6–1:13 error[toml-syntax] something follows the value on its line
        set one key on each line, without commas between

    | a = [1 2]
    1:6–1:9 error[toml-syntax] text must be quoted
        put it in quotes: `"1 2"`

    | a = [1, 2
    | b = 3
    1:5–1:6 error[toml-syntax] this `[` is never closed
        close it with `]`

    | a = {b = 1
    1:5–1:6 error[toml-syntax] this `{` is never closed
        close it with `}`

    | {"a": 1}
    1:1–1:2 error[toml-syntax] this is not TOML
        end the file's name in `.json`, `.yaml` or `.xml` if that is what it holds

    | a = x
    | b = y
    | c = 1
    | d = z
    1:5–1:6 error[toml-syntax] text must be quoted
        put it in quotes: `"x"`
    2:5–2:6 error[toml-syntax] text must be quoted
        put it in quotes: `"y"`
    4:5–4:6 error[toml-syntax] text must be quoted
        put it in quotes: `"z"`
    "#);
}

#[test]
fn xml() {
    let texts = [
        "<a>\n<b></a>",
        "<a><br></a>",
        "<a><b/>",
        "<a",
        "<a/><b/>",
        "<a/> text",
        "</a>",
        "<a></a></a>",
        "<a>R & D</a>",
        "<a>&eaucte;</a>",
        "<a>&unknown;</a>",
        "<a>&#0;</a>",
        "<!DOCTYPE a [<!ENTITY c SYSTEM 'c.xml'>]>\n<a>&c;</a>",
        "<!DOCTYPE a [<!ENTITY c '&d;'><!ENTITY d '&c;'>]>\n<a>&c;</a>",
        "<!DOCTYPE a [<!ENTITY c 'd'>",
        "<a>1 < 2</a>",
        "<a b=c/>",
        "<a b/>",
        "<a b=\"1\"c=\"2\"/>",
        "<a b=\"1\" b=\"2\"/>",
        "<a b=\"<\"/>",
        "<a><!-- x</a>",
        "<a><!-- x -- y --></a>",
        "<a><![CDATA[x</a>",
        "<a>]]></a>",
        "<p:a/>",
        "<a>\u{1}</a>",
        "<a><!DOCTYPE b></a>",
        "\n<?xml version='1.0'?><a/>",
        "<?xml version=1.0?><a/>",
        "<?xml version='1.0'?>\n",
        "name: x",
        "",
    ];
    insta::assert_snapshot!(all(Syntax::Xml, &texts), @r#"
    | <a>
    | <b></a>
    2:4–2:8 error[xml-syntax] `</a>` cannot close the `<b>` of line 2
        close that first: `</b>`; an element without content is `<b/>`

    | <a><br></a>
    1:8–1:12 error[xml-syntax] `</a>` cannot close the `<br>` of line 1
        close that first: `</br>`; an element without content is `<br/>`

    | <a><b/>
    1:1–1:4 error[xml-syntax] `<a>` is never closed
        close it with `</a>`; an element without content is `<a/>`

    | <a
    1:1–1:3 error[xml-syntax] the file ends within this
        complete it; the end of the file may have been cut off

    | <a/><b/>
    1:5–1:9 error[xml-syntax] the root element has ended before this
        put everything into one element

    | <a/> text
    1:6–1:10 error[xml-syntax] the root element has ended before this
        put everything into one element

    | </a>
    1:1–1:5 error[xml-syntax] this tag closes nothing
        remove it, or write the start tag it belongs to

    | <a></a></a>
    1:8–1:12 error[xml-syntax] the root element has ended before this
        put everything into one element

    | <a>R & D</a>
    1:6–1:7 error[xml-syntax] `&` starts the name of a character, and there is none here
        write `&amp;` if `&` itself is meant

    | <a>&eaucte;</a>
    1:4–1:12 error[unknown-entity] the entity `&eaucte;` is not known
        did you mean `&eacute;`?

    | <a>&unknown;</a>
    1:4–1:13 error[unknown-entity] the entity `&unknown;` is not known
        write the character itself, or `&amp;` if `&` is meant

    | <a>&#0;</a>
    1:4–1:8 error[xml-syntax] this number means no character
        write the character itself

    | <!DOCTYPE a [<!ENTITY c SYSTEM 'c.xml'>]>
    | <a>&c;</a>
    2:4–2:7 error[unknown-entity] the entity `&c;` is kept in another file, which recto does not read
        write its text here

    | <!DOCTYPE a [<!ENTITY c '&d;'><!ENTITY d '&c;'>]>
    | <a>&c;</a>
    1:1–1:10 error[too-large] the entities refer to one another without end
        no résumé needs that: write the text itself

    | <!DOCTYPE a [<!ENTITY c 'd'>
    1:1–1:11 error[xml-syntax] this declaration is never closed
        close it with `>`

    | <a>1 < 2</a>
    1:6–1:7 error[xml-syntax] `<` starts a tag, and there is none here
        write `&lt;` if `<` itself is meant

    | <a b=c/>
    1:6–1:7 error[xml-syntax] the value of an attribute must be quoted
        write `"c"`

    | <a b/>
    1:4–1:5 error[xml-syntax] the attribute `b` has no value
        write `name="value"`

    | <a b="1"c="2"/>
    1:9–1:10 error[xml-syntax] a space is missing here
        separate attributes by spaces

    | <a b="1" b="2"/>
    1:10–1:11 error[duplicate-key] the attribute `b` stands here a second time
        remove one

    | <a b="<"/>
    1:7–1:8 error[xml-syntax] the value of an attribute cannot hold `<`
        close its quotes before, or write `&lt;`

    | <a><!-- x</a>
    1:4–1:8 error[xml-syntax] this comment is never closed
        close it with `-->`

    | <a><!-- x -- y --></a>
    1:4–1:23 error[xml-syntax] a comment cannot hold `--`
        replace it within the comment by a dash or `==`

    | <a><![CDATA[x</a>
    1:4–1:13 error[xml-syntax] this text is never closed
        close it with `]]>`

    | <a>]]></a>
    1:7–1:7 error[xml-syntax] text cannot hold `]]>`
        write `]]&gt;`

    | <p:a/>
    1:2–1:7 error[xml-syntax] the prefix `p` is not declared
        leave it out, or declare it: `xmlns:p="…"` on the root element

    | <a>□</a>
    1:4–1:5 error[xml-syntax] the character U+0001 cannot stand in XML
        remove it

    | <a><!DOCTYPE b></a>
    1:4–1:13 error[xml-syntax] a declaration cannot stand here
        write `&lt;` if `<` itself is meant

    | 
    | <?xml version='1.0'?><a/>
    2:1–2:26 error[xml-syntax] `<?xml …?>` must stand at the very start of the file
        delete what stands before it, even if it is only a space or an empty line

    | <?xml version=1.0?><a/>
    1:15–1:18 error[xml-syntax] the value of an attribute must be quoted
        write `"1.0"`

    | <?xml version='1.0'?>
    1:1–1:22 error[xml-syntax] there is no element in this file
        put everything into one element

    | name: x
    1:1–1:8 error[xml-syntax] this is not XML
        end the file's name in `.yaml`, `.json` or `.toml` if that is what it holds

    | 
    1:1–1:1 error[xml-syntax] there is no element in this file
        put everything into one element
    "#);
}
