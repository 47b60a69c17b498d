/// Names of the characters U+00A0 to U+00FF in order: ISO Latin 1, as in HTML.
const LATIN_1: [&str; 96] = [
    "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf",
    "laquo", "not", "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro",
    "para", "middot", "cedil", "sup1", "ordm", "raquo", "frac14", "frac12", "frac34", "iquest",
    "Agrave", "Aacute", "Acirc", "Atilde", "Auml", "Aring", "AElig", "Ccedil", "Egrave", "Eacute",
    "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH", "Ntilde", "Ograve", "Oacute",
    "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc", "Uuml", "Yacute",
    "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
    "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde",
    "ograve", "oacute", "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc",
    "uuml", "yacute", "thorn", "yuml",
];

/// Other entity names of HTML 4, and those of ISO Latin 2 used in European names.
#[rustfmt::skip]
const OTHERS: [(&str, char); 216] = [
    // Letters
    ("OElig", 'Œ'), ("oelig", 'œ'), ("Scaron", 'Š'), ("scaron", 'š'), ("Yuml", 'Ÿ'), ("fnof", 'ƒ'),
    ("Zcaron", 'Ž'), ("zcaron", 'ž'), ("Ccaron", 'Č'), ("ccaron", 'č'), ("Cacute", 'Ć'),
    ("cacute", 'ć'), ("Dcaron", 'Ď'), ("dcaron", 'ď'), ("Dstrok", 'Đ'), ("dstrok", 'đ'),
    ("Ecaron", 'Ě'), ("ecaron", 'ě'), ("Eogon", 'Ę'), ("eogon", 'ę'), ("Aogon", 'Ą'),
    ("aogon", 'ą'), ("Abreve", 'Ă'), ("abreve", 'ă'), ("Gbreve", 'Ğ'), ("gbreve", 'ğ'),
    ("Idot", 'İ'), ("inodot", 'ı'), ("Lstrok", 'Ł'), ("lstrok", 'ł'), ("Nacute", 'Ń'),
    ("nacute", 'ń'), ("Ncaron", 'Ň'), ("ncaron", 'ň'), ("Odblac", 'Ő'), ("odblac", 'ő'),
    ("Rcaron", 'Ř'), ("rcaron", 'ř'), ("Sacute", 'Ś'), ("sacute", 'ś'), ("Scedil", 'Ş'),
    ("scedil", 'ş'), ("Tcaron", 'Ť'), ("tcaron", 'ť'), ("Tcedil", 'Ţ'), ("tcedil", 'ţ'),
    ("Udblac", 'Ű'), ("udblac", 'ű'), ("Uring", 'Ů'), ("uring", 'ů'), ("Zacute", 'Ź'),
    ("zacute", 'ź'), ("Zdot", 'Ż'), ("zdot", 'ż'),
    // Greek
    ("Alpha", 'Α'), ("Beta", 'Β'), ("Gamma", 'Γ'), ("Delta", 'Δ'), ("Epsilon", 'Ε'), ("Zeta", 'Ζ'),
    ("Eta", 'Η'), ("Theta", 'Θ'), ("Iota", 'Ι'), ("Kappa", 'Κ'), ("Lambda", 'Λ'), ("Mu", 'Μ'),
    ("Nu", 'Ν'), ("Xi", 'Ξ'), ("Omicron", 'Ο'), ("Pi", 'Π'), ("Rho", 'Ρ'), ("Sigma", 'Σ'),
    ("Tau", 'Τ'), ("Upsilon", 'Υ'), ("Phi", 'Φ'), ("Chi", 'Χ'), ("Psi", 'Ψ'), ("Omega", 'Ω'),
    ("alpha", 'α'), ("beta", 'β'), ("gamma", 'γ'), ("delta", 'δ'), ("epsilon", 'ε'), ("zeta", 'ζ'),
    ("eta", 'η'), ("theta", 'θ'), ("iota", 'ι'), ("kappa", 'κ'), ("lambda", 'λ'), ("mu", 'μ'),
    ("nu", 'ν'), ("xi", 'ξ'), ("omicron", 'ο'), ("pi", 'π'), ("rho", 'ρ'), ("sigmaf", 'ς'),
    ("sigma", 'σ'), ("tau", 'τ'), ("upsilon", 'υ'), ("phi", 'φ'), ("chi", 'χ'), ("psi", 'ψ'),
    ("omega", 'ω'), ("thetasym", 'ϑ'), ("upsih", 'ϒ'), ("piv", 'ϖ'),
    // ASCII, which hides addresses on web pages
    ("commat", '@'), ("period", '.'), ("comma", ','), ("colon", ':'), ("semi", ';'),
    ("excl", '!'), ("quest", '?'), ("num", '#'), ("sol", '/'), ("lowbar", '_'), ("plus", '+'),
    ("equals", '='), ("percnt", '%'), ("dollar", '$'), ("lpar", '('), ("rpar", ')'),
    // Punctuation
    ("circ", 'ˆ'), ("tilde", '˜'), ("ensp", '\u{2002}'), ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'), ("zwnj", '\u{200C}'), ("zwj", '\u{200D}'), ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'), ("ndash", '–'), ("mdash", '—'), ("lsquo", '‘'), ("rsquo", '’'),
    ("sbquo", '‚'), ("ldquo", '“'), ("rdquo", '”'), ("bdquo", '„'), ("dagger", '†'),
    ("Dagger", '‡'), ("bull", '•'), ("hellip", '…'), ("permil", '‰'), ("prime", '′'),
    ("Prime", '″'), ("lsaquo", '‹'), ("rsaquo", '›'), ("oline", '‾'), ("frasl", '⁄'),
    ("euro", '€'),
    // Signs
    ("image", 'ℑ'), ("weierp", '℘'), ("real", 'ℜ'), ("trade", '™'), ("alefsym", 'ℵ'),
    ("larr", '←'), ("uarr", '↑'), ("rarr", '→'), ("darr", '↓'), ("harr", '↔'), ("crarr", '↵'),
    ("lArr", '⇐'), ("uArr", '⇑'), ("rArr", '⇒'), ("dArr", '⇓'), ("hArr", '⇔'), ("forall", '∀'),
    ("part", '∂'), ("exist", '∃'), ("empty", '∅'), ("nabla", '∇'), ("isin", '∈'), ("notin", '∉'),
    ("ni", '∋'), ("prod", '∏'), ("sum", '∑'), ("minus", '−'), ("lowast", '∗'), ("radic", '√'),
    ("prop", '∝'), ("infin", '∞'), ("ang", '∠'), ("and", '∧'), ("or", '∨'), ("cap", '∩'),
    ("cup", '∪'), ("int", '∫'), ("there4", '∴'), ("sim", '∼'), ("cong", '≅'), ("asymp", '≈'),
    ("ne", '≠'), ("equiv", '≡'), ("le", '≤'), ("ge", '≥'), ("sub", '⊂'), ("sup", '⊃'),
    ("nsub", '⊄'), ("sube", '⊆'), ("supe", '⊇'), ("oplus", '⊕'), ("otimes", '⊗'), ("perp", '⊥'),
    ("sdot", '⋅'), ("lceil", '⌈'), ("rceil", '⌉'), ("lfloor", '⌊'), ("rfloor", '⌋'),
    ("lang", '⟨'), ("rang", '⟩'), ("loz", '◊'), ("spades", '♠'), ("clubs", '♣'), ("hearts", '♥'),
    ("diams", '♦'),
];

/// Returns the character of an entity name, except for the five predefined ones.
pub fn character(name: &str) -> Option<char> {
    let latin = LATIN_1.iter().position(|known| *known == name);
    latin.and_then(|at| u8::try_from(0xA0 + at).ok()).map(char::from).or_else(|| {
        OTHERS.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)
    })
}

/// Iterates over all entity names.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LATIN_1.into_iter().chain(OTHERS.iter().map(|(name, _)| *name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn entity_names_and_characters_are_unique_and_correct() {
        let unique: BTreeSet<_> = names().collect();
        assert_eq!(unique.len(), LATIN_1.len() + OTHERS.len());
        let characters: BTreeSet<_> = names().filter_map(character).collect();
        assert_eq!(characters.len(), unique.len());
        for (name, expected) in [
            ("nbsp", '\u{A0}'),
            ("iquest", '¿'),
            ("szlig", 'ß'),
            ("eacute", 'é'),
            ("divide", '÷'),
            ("yuml", 'ÿ'),
            ("mdash", '—'),
        ] {
            assert_eq!(character(name), Some(expected));
        }
        assert_eq!(character("amp"), None);
    }
}
