"""Makes Amiri a typeface whose words can be read back from a PDF; its licence allows that.

usage: simplify.py FONT-AS-PUBLISHED OUTPUT    (needs fonttools; 4.68 made what is here)

A reader of a PDF knows a word by where its letters are: each has to begin a tenth of an em to the
right of the one before it, and no further than that from its end. Amiri's stacked forms, such as
meem before jeem, and its closest kerning do not; other forms, lam-alif among them, stay. Forms that
only stylistic sets reach go, as do those that nothing reaches any more.

And it is made larger: beside Latin letters of one size those of Amiri are small, and look grey.
"""

import io
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

NARROW = 0.11
CLOSEST, WIDEST = -0.08, 0.04
LARGER = 1.16


def subtables(lookup):
    return [getattr(table, "ExtSubTable", table) for table in lookup.SubTable]


def replacements(lookup, glyphs):
    """What a lookup puts in the place of glyphs, each as a list."""
    for table in subtables(lookup):
        for glyph in glyphs:
            if glyph in table.mapping:
                new = table.mapping[glyph]
                yield new if isinstance(new, list) else [new]


def without_stacked_forms(font):
    substitutions = font["GSUB"].table
    lookups = substitutions.LookupList.Lookup
    narrow = NARROW * font["head"].unitsPerEm

    def stacks(rule):
        inputs = getattr(rule, "InputCoverage", None) or rule.Coverage
        for record in rule.SubstLookupRecord:
            glyphs = inputs[record.SequenceIndex].glyphs
            for new in replacements(lookups[record.LookupListIndex], glyphs):
                if len(new) > 1 or any(0 < font["hmtx"][glyph][0] < narrow for glyph in new):
                    return True
        return False

    required = [r.Feature for r in substitutions.FeatureList.FeatureRecord if r.FeatureTag == "rlig"]
    for index in {index for feature in required for index in feature.LookupListIndex}:
        lookup = lookups[index]
        if type(subtables(lookup)[0]).__name__ in ("ContextSubst", "ChainContextSubst"):
            kept = [t for t, rule in zip(lookup.SubTable, subtables(lookup)) if not stacks(rule)]
            lookup.SubTable, lookup.SubTableCount = kept, len(kept)


def without_close_kerning(font):
    unit = font["head"].unitsPerEm

    def limit(value):
        for name in ("XPlacement", "XAdvance"):
            if hasattr(value, name):
                limited = max(CLOSEST * unit, min(WIDEST * unit, getattr(value, name)))
                setattr(value, name, int(limited))

    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in subtables(lookup):
            kind = type(table).__name__
            if kind == "PairPos" and table.Format == 1:
                pairs = [pair for pairs in table.PairSet for pair in pairs.PairValueRecord]
            elif kind == "PairPos":
                pairs = [pair for first in table.Class1Record for pair in first.Class2Record]
            else:
                pairs = []
            for pair in pairs:
                limit(pair.Value1)
                limit(pair.Value2)
            if kind == "SinglePos":
                for value in table.Value if isinstance(table.Value, list) else [table.Value]:
                    limit(value)


def main():
    published, output = sys.argv[1:]
    font = TTFont(published, recalcTimestamp=False)
    without_stacked_forms(font)
    without_close_kerning(font)
    simplified = io.BytesIO()
    font.save(simplified)
    font = TTFont(simplified, recalcTimestamp=False)
    features = {record.FeatureTag for table in ("GSUB", "GPOS")
                for record in font[table].table.FeatureList.FeatureRecord}
    options = subset.Options(
        layout_features=sorted(tag for tag in features if not tag.startswith("ss")),
        layout_scripts=["*"], name_IDs=["*"], name_languages=["*"], drop_tables=[],
        glyph_names=True, hinting=True, notdef_outline=True, recalc_timestamp=False,
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap().keys())
    subsetter.subset(font)
    font["head"].unitsPerEm = round(font["head"].unitsPerEm / LARGER)
    font.save(output)


if __name__ == "__main__":
    main()
