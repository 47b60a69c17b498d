"""Makes Libertinus Serif a font of TrueType outlines; its licence allows that.

usage: quadratic.py FONT-AS-PUBLISHED OUTPUT    (needs fonttools; 4.68 made what is here)

A PDF only has the glyphs that a text uses. To take them out of a font of CFF outlines, each is
interpreted, and so is each glyph whose box the layout asks for: a tenth of the time of a build. Of
TrueType outlines both are read as they are stored. No point is further than a thousandth of an em
from the published outline, and all measures and features stay.

Typst reads a whole file once, and all of its tables of characters. A letter with an accent is
therefore stored as two parts, and one table of characters remains.
"""

import sys

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FURTHEST = 1
UNICODE = (3, 10)


def contours_of(glyph):
    """Returns the contours of a glyph in quadratic curves, clockwise, as TrueType requires."""
    pen = RecordingPen()
    glyph.draw(Cu2QuPen(pen, FURTHEST, reverse_direction=True))
    contours = []
    for operator, points in pen.value:
        if operator == "moveTo":
            contours.append([])
        whole = tuple((round(x), round(y)) for x, y in points)
        contours[-1].append((operator, whole))
    return contours


def shape_of(contours):
    """Returns contours relative to their first point, and that point."""
    left, bottom = contours[0][0][1][0]
    moved = [
        (operator, tuple((x - left, y - bottom) for x, y in points))
        for contour in contours for operator, points in contour
    ]
    return tuple(moved), (left, bottom)


def parts_of(contours, simple):
    """Returns glyphs in `simple` that make up contours, each with its offset, or None."""
    for count in range(len(contours), 0, -1):
        shape, (x, y) = shape_of(contours[:count])
        if shape in simple:
            name, (left, bottom) = simple[shape]
            part = (name, (x - left, y - bottom))
            rest = parts_of(contours[count:], simple) if contours[count:] else []
            if rest is not None:
                return [part, *rest]
    return None


def outlines(font):
    """Returns the glyphs of a font, those that others make up as references to them."""
    published = font.getGlyphSet()
    contours = {name: contours_of(published[name]) for name in font.getGlyphOrder()}
    simple = {}
    made = {}
    for name in sorted(contours, key=lambda name: len(contours[name])):
        pen = TTGlyphPen(made)
        parts = parts_of(contours[name], simple) if contours[name] else []
        if parts:
            for part, offset in parts:
                pen.addComponent(part, (1, 0, 0, 1, *offset))
        else:
            for operator, points in (step for contour in contours[name] for step in contour):
                getattr(pen, operator)(*points)
            if contours[name]:
                shape, origin = shape_of(contours[name])
                simple[shape] = (name, origin)
        made[name] = pen.glyph()
    return made


def main():
    published, output = sys.argv[1:]
    font = TTFont(published, recalcTimestamp=False)
    made = outlines(font)
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = font.getGlyphOrder()
    glyf.glyphs = made
    for name, glyph in made.items():
        glyph.recalcBounds(glyf)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, glyph.xMin if glyph.numberOfContours else 0)

    font["maxp"].tableVersion = 0x00010000
    limits = "Zones TwilightPoints Storage FunctionDefs InstructionDefs StackElements SizeOfInstructions"
    for limit in limits.split():
        setattr(font["maxp"], f"max{limit}", 0)
    font["cmap"].tables = [t for t in font["cmap"].tables if (t.platformID, t.platEncID) == UNICODE]
    font["post"].formatType = 3.0
    for table in ("CFF ", "prep", "gasp", "FFTM"):
        if table in font:
            del font[table]
    font.sfntVersion = "\x00\x01\x00\x00"
    font.save(output)


main()
