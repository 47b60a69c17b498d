//! Errors in XML.

use super::all;
use crate::source::Syntax;

#[test]
fn every_error_has_a_position_and_a_hint() {
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
        complete it; the end of the file may be missing

    | <a/><b/>
    1:5–1:9 error[xml-syntax] the root element has ended before this
        put everything into one element

    | <a/> text
    1:6–1:10 error[xml-syntax] the root element has ended before this
        put everything into one element

    | </a>
    1:1–1:5 error[xml-syntax] this end tag has no start tag
        remove it, or write the start tag it belongs to

    | <a></a></a>
    1:8–1:12 error[xml-syntax] the root element has ended before this
        put everything into one element

    | <a>R & D</a>
    1:6–1:7 error[xml-syntax] `&` must be followed by the name of a character
        write `&amp;` if `&` itself is meant

    | <a>&eaucte;</a>
    1:4–1:12 error[unknown-entity] unknown entity `&eaucte;`
        did you mean `&eacute;`?

    | <a>&unknown;</a>
    1:4–1:13 error[unknown-entity] unknown entity `&unknown;`
        write the character itself, or `&amp;` if `&` is meant

    | <a>&#0;</a>
    1:4–1:8 error[xml-syntax] this number is not a character
        write the character itself

    | <!DOCTYPE a [<!ENTITY c SYSTEM 'c.xml'>]>
    | <a>&c;</a>
    2:4–2:7 error[unknown-entity] the entity `&c;` is kept in another file, which recto does not read
        write its text here

    | <!DOCTYPE a [<!ENTITY c '&d;'><!ENTITY d '&c;'>]>
    | <a>&c;</a>
    1:1–1:10 error[too-large] the entities refer to each other in a cycle
        write the text itself

    | <!DOCTYPE a [<!ENTITY c 'd'>
    1:1–1:11 error[xml-syntax] this declaration is never closed
        close it with `>`

    | <a>1 < 2</a>
    1:6–1:7 error[xml-syntax] `<` must be followed by a tag
        write `&lt;` if `<` itself is meant

    | <a b=c/>
    1:6–1:7 error[xml-syntax] the value of an attribute must be quoted
        write `"c"`

    | <a b/>
    1:4–1:5 error[xml-syntax] the attribute `b` has no value
        write `name="value"`

    | <a b="1"c="2"/>
    1:9–1:10 error[xml-syntax] missing space
        separate attributes with spaces

    | <a b="1" b="2"/>
    1:10–1:11 error[duplicate-key] duplicate attribute `b`
        remove one

    | <a b="<"/>
    1:7–1:8 error[xml-syntax] the value of an attribute cannot contain `<`
        close its quotes before, or write `&lt;`

    | <a><!-- x</a>
    1:4–1:8 error[xml-syntax] this comment is never closed
        close it with `-->`

    | <a><!-- x -- y --></a>
    1:4–1:23 error[xml-syntax] a comment cannot contain `--`
        replace it within the comment by a dash or `==`

    | <a><![CDATA[x</a>
    1:4–1:13 error[xml-syntax] this text is never closed
        close it with `]]>`

    | <a>]]></a>
    1:7–1:7 error[xml-syntax] text cannot contain `]]>`
        write `]]&gt;`

    | <p:a/>
    1:2–1:7 error[xml-syntax] the prefix `p` is not declared
        leave it out, or declare it: `xmlns:p="…"` on the root element

    | <a>□</a>
    1:4–1:5 error[xml-syntax] the character U+0001 is not allowed in XML
        remove it

    | <a><!DOCTYPE b></a>
    1:4–1:13 error[xml-syntax] a declaration is not allowed here
        write `&lt;` if `<` itself is meant

    | 
    | <?xml version='1.0'?><a/>
    2:1–2:26 error[xml-syntax] `<?xml …?>` must be at the very start of the file
        delete everything before it, even a space or an empty line

    | <?xml version=1.0?><a/>
    1:15–1:18 error[xml-syntax] the value of an attribute must be quoted
        write `"1.0"`

    | <?xml version='1.0'?>
    1:1–1:22 error[xml-syntax] this file contains no element
        put everything into one element

    | name: x
    1:1–1:8 error[xml-syntax] this is not XML
        end the file's name in `.yaml`, `.json` or `.toml` if that is its format

    | 
    1:1–1:1 error[xml-syntax] the file is empty
        `recto new` writes a résumé to start from
    "#);
}
