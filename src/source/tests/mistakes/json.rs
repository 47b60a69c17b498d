//! Errors in JSON.

use super::all;
use crate::source::Syntax;

#[test]
fn every_error_has_a_position_and_a_hint() {
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
    1:8–1:8 error[json-syntax] missing comma
        separate values with commas

    | {"a": "x"
    |  "b": 2}
    1:10–1:10 error[json-syntax] missing comma
        separate values with commas

    | {"a": 1,
    |  "a": 2}
    2:2–2:5 error[duplicate-key] duplicate key `a`
        the first is on line 1: remove or rename one

    | {a: 1}
    1:2–1:3 error[json-syntax] the key `a` is not quoted
        write `"a"`

    | {'a': 1}
    1:2–1:5 error[json-syntax] single quotes are not allowed in JSON
        put the text in double quotes: `"`

    | {"a": yes}
    1:7–1:10 error[json-syntax] `yes` is not quoted
        put text in double quotes

    | {"a": True}
    1:7–1:11 error[json-syntax] invalid value `True`
        did you mean `true`?
        put text in double quotes

    | {"a": 01234}
    1:7–1:12 error[json-syntax] `01234` is not a valid JSON number
        put it in quotes: `"01234"`

    | {"a": +49}
    1:7–1:10 error[json-syntax] `+49` is not a valid JSON number
        put it in quotes: `"+49"`

    | {"a": 2020-01-05}
    1:7–1:17 error[json-syntax] `2020-01-05` is not a valid JSON number
        put it in quotes: `"2020-01-05"`

    | {"a": "open,
    |  "b": 1}
    1:7–1:8 error[json-syntax] this quotation mark is not closed on its line
        close it with the same mark, and write `\n` for a line break within a text

    | {"a": "C:\path\x"}
    1:10–1:12 error[json-syntax] unknown escape `\p`
        write `\\` for a backslash
    1:15–1:17 error[json-syntax] unknown escape `\x`
        write `\\` for a backslash

    | {"a": "\uD83D"}
    1:8–1:14 error[json-syntax] unknown escape `\uD83D`
        write the character itself

    | {"a": [1, 2}
    1:12–1:13 error[json-syntax] `}` cannot close the `[` of line 1
        close that with `]` first

    | {"a": [1, 2
    1:7–1:8 error[json-syntax] this `[` is never closed
        close it with `]`

    | {"a" 1}
    1:2–1:5 error[json-syntax] the key `a` has no value
        write `"key": value`; lists are written in `[ … ]`

    | {"a"}
    1:2–1:5 error[json-syntax] the key `a` has no value
        write `"key": value`; lists are written in `[ … ]`

    | {"a":}
    1:6–1:7 error[json-syntax] expected a value, found `}`
        remove it, or put the text it belongs to in `"`

    | {"a":
    1:7–1:7 error[json-syntax] expected a value, found the end of the file
        complete it; the end of the file may be missing

    | {"a" = 1}
    1:6–1:7 error[json-syntax] expected `:`, found `=`
        write `"key": value`

    | {"a": 1; "b": 2}
    1:8–1:9 error[json-syntax] expected `,` or `}`, found `;`
        remove it, or put the text it belongs to in `"`

    | {"a": 1}}
    1:9–1:10 error[json-syntax] unexpected text after the end of the data
        put everything into one `{ … }`; check that no bracket closes too early

    | {"a": 1}
    | {"a": 2}
    2:1–2:2 error[json-syntax] unexpected text after the end of the data
        put everything into one `{ … }`; check that no bracket closes too early

    | [1,, 2]
    1:4–1:5 error[json-syntax] missing value before this comma
        remove it

    | {,}
    1:2–1:3 error[json-syntax] missing value before this comma
        remove it

    | # note
    | {}
    1:1–1:2 error[json-syntax] `#` does not start a comment in JSON
        start comments with `//`

    | { /* note }
    1:3–1:5 error[json-syntax] this comment is never closed
        close it with `*/`

    | {"a": “b”}
    1:7–1:8 error[json-syntax] typographic quotation marks are not allowed in JSON
        replace them with straight ones: `"`

    | name: x
    1:1–1:8 error[json-syntax] this is not JSON
        end the file's name in `.yaml`, `.toml` or `.xml` if that is its format
    "#);
}
