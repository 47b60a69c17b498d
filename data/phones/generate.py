"""Writes regions.txt, the rules of telephone numbers by country, from libphonenumber's metadata.

usage: generate.py > regions.txt
needs: pip install phonenumbers
"""

import re

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

HEAD = f"""\
# How telephone numbers are read and written, by country: libphonenumber's metadata, in the
# version of phonenumbers {phonenumbers.__version__}, under the licence beside this file. Made by generate.py.
#
# A line for each region: region, calling code, `main` where the rules of its formats are those of
# all who share its calling code, prefix of calls abroad, prefix of calls at home, what it becomes
# where it is not simply left out, what national numbers look like, and those that no format is for.
# Below it its formats, the first that fits taken: where it is for (`both`, `national`, `abroad`),
# groups of digits, how these are written, how the first of them is at home, and what numbers begin
# with."""


KINDS = ["fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip",
         "pager", "uan", "voicemail"]


def column(text):
    """A value of a column: groups are named as `$1`."""
    text = re.sub(r"\\(?=[1-9])", "$", text or "")
    # What Rust's crate `regex` does not know, and what would break the columns.
    assert not re.search(r"\(\?[^:]|[\t\n]", text), text
    return text


def has_format(number, rules):
    """Whether a format is for a number, as libphonenumber chooses one."""
    return any(
        re.fullmatch(rule.pattern, number)
        and (not rule.leading_digits_pattern or re.match(rule.leading_digits_pattern[-1], number))
        for rule in rules
    )


def without_format(meta, rules):
    """What numbers look like of the kinds whose example no format is for."""
    kinds = [getattr(meta, kind) for kind in KINDS]
    kinds = [kind for kind in kinds if kind and kind.example_number]
    left = [kind for kind in kinds if rules and not has_format(kind.example_number, rules)]
    return "|".join(dict.fromkeys(kind.national_number_pattern for kind in left))


def formats(meta):
    at_home, abroad = meta.number_format, meta.intl_number_format
    uses = [("national" if abroad else "both", at_home), ("abroad", abroad)]
    for use, rules in uses:
        for rule in rules:
            begins = rule.leading_digits_pattern
            first = rule.national_prefix_formatting_rule if use != "abroad" else None
            # The last pattern is the most exact one.
            columns = [use, rule.pattern, rule.format, first, begins[-1] if begins else ""]
            yield "\t" + "\t".join(map(column, columns))


def lines():
    yield HEAD
    for code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
        for region in regions:
            world = region == "001"
            find = PhoneMetadata.metadata_for_nongeo_region if world else PhoneMetadata.metadata_for_region
            meta = find(code if world else region)
            is_main = region == regions[0]
            if is_main:
                rules = meta.number_format + meta.intl_number_format
            general = meta.general_desc.national_number_pattern
            columns = [region, str(code), "main" if is_main else "", meta.international_prefix,
                       meta.national_prefix_for_parsing, meta.national_prefix_transform_rule, general,
                       without_format(meta, rules)]
            yield "\t".join(map(column, columns)).rstrip()
            if is_main:
                yield from formats(meta)


if __name__ == "__main__":
    print("\n".join(line.rstrip("\t") for line in lines()))
