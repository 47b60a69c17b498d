//! Errors in TOML.

use super::all;
use crate::source::Syntax;

#[test]
fn every_error_has_a_position_and_a_hint() {
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
    3:1–3:2 error[duplicate-key] duplicate key `a`
        the first is on line 1: remove or rename one

    | [a]
    | [b]
    | [a]
    3:2–3:3 error[duplicate-key] duplicate key `a`
        the first is on line 1: remove or rename one; in a list, every heading is in double brackets: `[[a]]`

    | [[a]]
    | [a]
    2:2–2:3 error[duplicate-key] duplicate key `a`
        the first is on line 1: remove or rename one; in a list, every heading is in double brackets: `[[a]]`

    | a = {b = 1, b = 2}
    1:13–1:14 error[duplicate-key] duplicate key `b`
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
    1:5–1:9 error[toml-syntax] invalid value `null` in TOML
        leave the key out

    | a =
    1:5–1:5 error[toml-syntax] missing value after `=`
        write `""` for an empty text, or leave the key out

    | a
    1:1–1:2 error[toml-syntax] this line has no `=`
        write `key = "value"`; start comments with `#`

    | a: b
    1:2–1:3 error[toml-syntax] expected `=`, found `:`
        write `a = "b"`

    | first name = "x"
    1:1–1:11 error[toml-syntax] the key `first name` needs quotes
        put it in quotes: `"first name"`

    | é = 1
    1:1–1:2 error[toml-syntax] the key `é` needs quotes
        put it in quotes: `"é"`

    | = 1
    1:1–1:4 error[toml-syntax] missing key
        write `key = "value"`, and headings as `[key]`

    | []
    1:1–1:3 error[toml-syntax] missing key
        write `key = "value"`, and headings as `[key]`

    | [a
    | b = 1
    1:1–1:3 error[toml-syntax] this heading has no closing `]`
        write `[name]` on a separate line

    | a = "open
    | b = 1
    1:5–1:6 error[toml-syntax] this quotation mark is never closed
        close it on the same line; multi-line text is written between `"""`

    | a = 'it's'
    1:9–1:11 error[toml-syntax] unexpected text after the value
        put text that contains an apostrophe in `"`

    | a = """open
    | b = 1
    1:5–1:6 error[toml-syntax] this quotation mark is never closed
        close it on the same line; multi-line text is written between `"""`

    | a = "C:\path"
    1:8–1:10 error[toml-syntax] unknown escape `\p`
        write `\\` for a backslash, or put the text in single quotes

    | a = "x" y
    1:9–1:10 error[toml-syntax] unexpected text after the value
        set one key on each line; write `\"` for a quotation mark within a text

    | a = 1, b = 2
    1:6–1:13 error[toml-syntax] unexpected text after the value
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
        end the file's name in `.json`, `.yaml` or `.xml` if that is its format

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
