//! Errors in YAML.

use super::all;
use crate::source::Syntax;

#[test]
fn unquoted_values_that_need_quotes_are_explained() {
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
    1:18–1:19 error[yaml-syntax] an unquoted value cannot contain `: `
        quote the value, `"Engineer: bridges"`, if the colon is part of it

    | - Led: team of five: great
    1:20–1:21 error[yaml-syntax] an unquoted value cannot contain `: `
        quote the value, `"team of five: great"`, if the colon is part of it

    | a: "A": B
    1:7–1:8 error[yaml-syntax] an unquoted value cannot contain `: `
        quote the value, `'"A": B'`, if the colon is part of it

    | a: @handle
    1:4–1:5 error[yaml-syntax] an unquoted value cannot start with `@`
        quote the value, `"@handle"`, if `@` is part of it

    | a: `code`
    1:4–1:5 error[yaml-syntax] an unquoted value cannot start with a backtick
        quote the value, `"`code`"`, if a backtick is part of it

    | a: %d
    1:4–1:5 error[yaml-syntax] an unquoted value cannot start with `%`
        quote the value, `"%d"`, if `%` is part of it

    | a: , b
    1:4–1:5 error[yaml-syntax] an unquoted value cannot start with `,`
        quote the value, `", b"`, if `,` is part of it

    | a: ? b
    1:4–1:5 error[yaml-syntax] an unquoted value cannot start with `?`
        quote the value, `"? b"`, if `?` is part of it

    | a: - b
    1:4–1:5 error[yaml-syntax] a list cannot start on the line of its key
        start each item on a new line, or quote the value, `"- b"`, if `-` is part of it

    | - *emphasis* text
    1:3–1:4 warning[unquoted-asterisk] `*` starts an alias in YAML; read as text here
        quote the value, `"*emphasis* text"`

    | - **strong** text
    1:3–1:4 warning[unquoted-asterisk] `*` starts an alias in YAML; read as text here
        quote the value, `"**strong** text"`

    | - & co
    1:3–1:4 error[yaml-syntax] an unquoted value cannot start with `&`
        quote the value, `"& co"`, if `&` is part of it

    | - *
    1:3–1:4 warning[unquoted-asterisk] `*` starts an alias in YAML; read as text here
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
    1:4–1:5 error[yaml-syntax] unmatched `]`
        remove it, or quote the whole value if it is part of it
    "#);
}

#[test]
fn unbalanced_quotes_and_brackets_are_explained() {
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
        close it on the same line, or indent the lines that continue the text

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
        close it on the same line, or indent the lines that continue the text

    | a: 'it's'
    1:8–1:10 error[yaml-syntax] text follows the closing quotation mark
        write `''` for an apostrophe within single quotes; or put the whole value in `"`

    | a: "say "hi" now"
    1:10–1:18 error[yaml-syntax] text follows the closing quotation mark
        write `\"` for a quotation mark within `"`; or put the whole value in single quotes

    | a: "C:\path"
    1:7–1:9 error[yaml-syntax] unknown escape `\p`
        write `\\` for a backslash, or put the value in single quotes

    | a: "\uD83D"
    1:5–1:11 error[yaml-syntax] unknown escape `\uD83D`
        write the character itself

    | a: "\x4"
    1:5–1:8 error[yaml-syntax] unknown escape `\x4`
        write the character itself

    | a: "x"#y
    1:7–1:8 error[yaml-syntax] missing space before this `#`
        put a space before it if it starts a comment, or quote the whole value

    | a: [b, c
    | d: e
    1:4–1:5 error[yaml-syntax] this `[` is never closed
        close it with `]`, or quote the whole value if `[` is part of it

    | a: {b: c
    1:4–1:5 error[yaml-syntax] this `{` is never closed
        close it with `}`, or quote the whole value if `{` is part of it

    | a: [b, c]]
    1:10–1:11 error[yaml-syntax] unmatched `]`
        remove it, or quote the whole value if it is part of it

    | a: [b, c}
    1:4–1:5 error[yaml-syntax] `}` cannot close `[`
        write `]`

    | a: [b, , c]
    1:8–1:9 error[yaml-syntax] missing value before this comma
        remove it

    | a: ["b" "c"]
    1:9–1:10 error[yaml-syntax] missing `,` or `]`
        separate the items after `[` with commas, or quote the whole value if `[` is part of it

    | a: {b: c: d}
    1:9–1:10 error[yaml-syntax] missing `,` or `}`
        separate the items after `{` with commas, or quote the whole value if `{` is part of it

    | a: [
    |   b: c: d
    | ]
    2:7–2:8 error[yaml-syntax] missing `,` or `]`
        separate the items after `[` with commas, or quote the whole value if `[` is part of it

    | a: [- b]
    1:5–1:6 error[yaml-syntax] `- ` is not allowed within brackets
        separate the items by commas, without dashes
    "##);
}

#[test]
fn indentation_and_key_errors_are_explained() {
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
    2:2–2:3 error[yaml-syntax] this line continues the text of line 1: `c` is not a key
        indent `c` exactly like its sibling keys, or quote the text if the colon is part of it

    | a:
    |    b: c
    |   d: e
    3:3–3:4 error[yaml-syntax] the indentation of `d` does not match any line above
        indent it like the keys of its level

    |   a: b
    | c: d
    2:1–2:2 error[yaml-syntax] the indentation of `c` does not match any line above
        indent it like the keys of its level

    | - a
    | b: c
    2:1–2:2 error[yaml-syntax] expected a list item, found `b`
        start the line with `- `, or indent it like what it belongs to

    | a: b
    | - c
    2:1–2:2 error[yaml-syntax] expected a key, found a list item
        indent it under the key whose list it belongs to

    | a: |
    |   b
    |  c
    3:2–3:3 error[yaml-syntax] the indentation of `c` does not match any line above
        indent it like the keys of its level

    | a:
    | - b
    |  - c
    3:2–3:3 warning[list-item-in-text] this `- ` continues the text of line 2
        indent it like the list item above, or quote the text

    | - a
    | -b
    2:1–2:2 error[yaml-syntax] missing space after this `-`
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
    1:2–1:3 error[yaml-syntax] missing space after the `:` of `a`
        write `a: b`

    | a: b
    | c:d
    2:2–2:3 error[yaml-syntax] missing space after the `:` of `c`
        write `c: d`

    | : a
    1:1–1:1 error[key-not-text] missing key before this `:`
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
    3:1–3:2 error[duplicate-key] duplicate key `a`
        the first is on line 1: remove or rename one

    | x: {a: 1, a: 2}
    1:11–1:12 error[duplicate-key] duplicate key `a`
        the first is on line 1: remove or rename one
    ");
}

#[test]
fn errors_in_documents_anchors_and_tags_are_explained() {
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
        only the first is read: keep each résumé in its own file

    | a: 1
    | ...
    | b: 2
    3:1–3:1 error[several-documents] a second document starts here
        only the first is read: keep each résumé in its own file

    | {a: 1}
    | b: 2
    2:1–2:5 error[yaml-syntax] unexpected text after the end of the data
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
        an anchor must precede its aliases: move it up
        quote the value, `"*b"`, if `*` is part of it

    | a: &a [*a]
    1:8–1:10 error[unknown-alias] the alias `*a` is within the value that it refers to
        move the anchor to a value that does not contain the alias

    | a: {<<: 5}
    1:9–1:10 error[invalid-merge] `<<` merges mappings, but this is text
        give it an alias of a mapping: `<<: *name`

    | b: &b {}
    | a: {<<: *b, <<: *b}
    2:13–2:15 error[duplicate-key] duplicate key `<<`
        merge several mappings with a list: `<<: [*first, *second]`

    | a: !color red
    1:4–1:10 warning[unknown-tag] the tag `!color` means nothing here
        leave it out, or quote the whole value if `!` is part of it

    | a: !!binary eHh4
    1:4–1:12 warning[unknown-tag] the tag `!!binary` means nothing here
        leave it out, or quote the whole value if `!` is part of it

    | a: won award #1 of 20
    1:14–1:22 warning[lost-to-comment] `#` after a space starts a comment: the rest of the line is ignored
        quote the value if this is part of it; otherwise put a space after `#`

    | a: #1
    1:4–1:6 warning[lost-to-comment] `#` after a space starts a comment: the rest of the line is ignored
        quote the value if this is part of it; otherwise put a space after `#`

    | a: □
    1:4–1:5 error[yaml-syntax] the character U+0007 is not allowed here
        remove it

    | a: □x
    1:4–1:5 error[yaml-syntax] byte order mark within the text
        delete the invisible character
    "#);
}
