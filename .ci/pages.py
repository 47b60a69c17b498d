"""Measures the pages of every theme.

usage: pages.py RECTO OUT-FOLDER [THEME…]

For each theme and paper size: a three-line résumé with and without a photo, a letter, the samples, a long
résumé of nine pages, and a file with every field of every kind of section. The functions whose names begin with
`check_` do the measurements; `EXCEPTIONS` lists known and justified deviations.
"""

import itertools
import multiprocessing
import pathlib
import random
import re
import statistics
import struct
import subprocess
import sys
import tomllib
import zlib
from collections import defaultdict
from types import SimpleNamespace

import pdfplumber
import phonenumbers
import pikepdf
import yaml
from readback import check_fonts

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAPERS = {"a4": (595.28, 841.89), "us-letter": (612, 792)}
POINTS = {"mm": 72 / 25.4, "cm": 72 / 2.54, "in": 72, "pt": 1}
# Maximum characters of a line for themes without `measure`.
MEASURE = 90
LEAST_MEASURE = 45
# Texts differ in the width of their letters: typical lines of one width by this much, as for the program's warning.
LOOSELY = 1.05
LEADING = (1.2, 1.45)
CONTRAST = 4.5
QUARTER = 0.25
# Maximum words on a line of an entry head.
LONGEST_HEAD = 25
# Maximum characters of a line on tightened pages, where lines get longer before letters get smaller.
CLOSED_MEASURE = 132
# Maximum side margin of tightened pages in points.
WIDEST_SIDE = 25 * 72 / 25.4
# Maximum blank share at the bottom of pages other than the last, without an explicit page break.
BLANK = 0.12
# Minimum distance between entries as a multiple of the line height, which parsers rely on.
APART = 1.4

# (theme, case, check), with `*` for any, and the reason.
EXCEPTIONS = {
    # Lines of chips are further apart than lines of text.
    ("duo", "*", "leading"),
    # In some cases most lines are in the narrow column.
    ("duo", "every-kind", "measure"),
    # The last section of the narrow column has only words, which are taken for heads.
    ("duo", "extreme", "stranded"),
    # An entry head of several lines and the start of its text do not fit.
    ("duo", "extreme", "fullness"),
    # An entry of three highlights does not break.
    ("duo", "kernel-engineer", "fullness"),
    ("grid", "kernel-engineer", "fullness"),
    ("register", "kernel-engineer", "fullness"),
    ("panel", "every-kind", "fullness"),
    # The address is longer than its column.
    ("grid", "extreme", "addresses"),
    ("panel", "extreme", "addresses"),
}

SHORT = """\
basics:
  name: Ada Example
  email: ada@example.org
  url: https://ada.example.org/
work:
- {name: Engine Works, position: Analyst, startDate: 2020-01}
"""

LETTER = """\
basics:
  name: Ada Example
  email: ada@example.org
  phone: +44 1632 960 001
  url: https://ada.example.org/
letter:
  recipient: [Ines Valdoro, Lantern Works, Seeweg 12, 8008 Port Example]
  place: Port Example
  date: 2026-01-31
  subject: Application as an analyst
  salutation: Dear Ms Valdoro,
  body: |
    Your notice asks for someone who can tell what an engine does before it is built. I have done
    that twice: once for a mill of brass that never ran, and once for one of steel that did, and
    that still weaves the cloth it was meant for.

    At Engine Works I lead three people who write down what machines are to do, in words that those
    who build them can follow. In two years we halved the number of wheels that had to be cut again,
    and the year after that we cut none twice. What helped most was the simplest of all – we read
    every plan aloud before it left the room.

    I should like to hear how you test your plans, and to tell you how we test ours.
  closing: Yours sincerely,
  enclosures: [Two letters of reference]
  postscript: I am in Port Example until 11 March.
"""


def extreme():
    """A long résumé: fourteen employers with names that are too long for a line, and more."""
    chance = random.Random(9)
    stock = ("a an the of for with from over under between tide tower harbour survey ledger winter "
             "north crew station method record signal lantern board paper instrument programme "
             "committee maintenance specification measured rebuilt wrote taught found proved "
             "planned carried reviewed replaced opened cut doubled kept").split()

    def sentence(least, most):
        words = [chance.choice(stock) for _ in range(chance.randint(least, most))]
        return " ".join(words).capitalize() + "."

    def dates(n):
        return {"startDate": f"{2024 - 2 * n}-{n % 12 + 1:02}",
                "endDate": f"{2026 - 2 * n}-{n % 12 + 1:02}" if n else "present"}

    def bullets(count):
        return [sentence(6, 40) for _ in range(count)]

    work = []
    for n in range(14):
        long = " and of the Commission for Lights, Fairways and Tidal Works in the Western Districts"
        job = {"name": f"Harbour Board {n + 1}" + (long if n % 5 == 1 else ""),
               "location": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, Wales"
               if n % 6 == 2 else "Port Example", "url": f"https://board{n + 1}.example/lights",
               "summary": sentence(15, 50)}
        if n % 4 == 3:
            job["positions"] = [{"position": f"Surveyor {role}", "highlights": bullets(4),
                                 **dates(n)} for role in ["second class", "third class"]]
        else:
            title = "Chief surveyor"
            job |= {"position": title + (" for" + long if n % 5 == 4 else ""), **dates(n)}
            job["highlights"] = bullets(8)
            job["highlights"][3] = {"title": "Programme", "text": sentence(8, 20),
                                    "highlights": bullets(3)}
        work.append(job)
    return {
        "basics": {"name": "Bartholomew Featherstonehaugh-Cholmondeley", "label": "Surveyor of lights",
                   "email": "bartholomew.featherstonehaugh-cholmondeley@lights.example",
                   "phone": "+44 1632 960 001", "summary": sentence(60, 70),
                   "url": "https://lights.example/" + "/".join(stock[5:20]),
                   "location": {"address": "12 Quay Lane", "city": "Port Example"}},
        "work": work,
        "education": [{"institution": f"University of Port {n}", "area": "Geodesy", "studyType": "MSc",
                       "score": "1.4", "courses": ["Tides", "Law of the sea"], **dates(20 + n)}
                      for n in range(3)],
        "publications": [{"name": sentence(5, 14)[:-1], "authors": ["B. Featherstonehaugh", "I. Valdoro"],
                          "venue": "Journal of Lights", "releaseDate": f"{2000 + n}-05",
                          "doi": f"10.5555/jl.{n}"} for n in range(12)],
        "skills": [{"name": f"Area {n}", "level": "expert", "keywords": stock[n:n + 9]} for n in range(6)],
        "languages": [{"language": "English", "fluency": "native"}, {"language": "Welsh", "fluency": "B2"}],
    }


def photo():
    """A grey gradient of 360 by 480 pixels as PNG."""
    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    rows = b"".join(b"\0" + bytes((90 + y // 4 + x // 12) % 256 for x in range(360)) for y in range(480))
    head = struct.pack(">IIBBBBB", 360, 480, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def write_cases(folder):
    """Writes the résumés and returns the files by case."""
    (folder / "photo.png").write_bytes(photo())
    (folder / "short.yaml").write_text(SHORT)
    (folder / "photo.yaml").write_text(SHORT.replace("basics:", "basics:\n  image: photo.png"))
    (folder / "letter.yaml").write_text(LETTER)
    (folder / "extreme.yaml").write_text(yaml.safe_dump(extreme(), allow_unicode=True, sort_keys=False))
    files = [folder / f"{name}.yaml" for name in ("short", "photo", "letter", "extreme")]
    files += sorted((ROOT / "data" / "samples").glob("*.yaml"))
    files.append(ROOT / "tests" / "fixtures" / "every-kind.yaml")
    return {file.stem: file for file in files}


def points(length):
    number, unit = re.fullmatch(r"([\d.]+)(\w+)", length).groups()
    return float(number) * POINTS[unit]


def margins(theme, fitted):
    """Returns the minimum margins in points: left, top, right, bottom."""
    common = tomllib.loads((ROOT / "templates/common/options/page.toml").read_text())["options"]
    manifest = tomllib.loads((ROOT / f"templates/{theme}/theme.toml").read_text())

    def margin(side):
        name = f"margin-{side}"
        if fitted and name in manifest["fit"]:
            return points(manifest["fit"][name]["min"])
        return points(manifest["defaults"].get(name, common[name]["default"]))
    return [margin(side) for side in ("left", "top", "right", "bottom")]


# Content of pages

def glyphs(page):
    """Returns the visible characters with their baselines and bounding boxes."""
    for char in page.chars:
        if char["text"].isspace() or not char["upright"] or char["text"] == "\u200b":
            continue
        base, size = page.height - char["matrix"][5], char["size"]
        yield SimpleNamespace(
            text=char["text"], x0=char["x0"], x1=char["x1"], base=base, size=size,
            top=base - 0.72 * size, bottom=base + 0.24 * size, color=char["non_stroking_color"],
            mcid=char["mcid"], artifact=char["tag"] == "Artifact")


def lines_of(chars):
    """Groups characters into lines in text order, split at wide gaps."""
    lines = []
    for char in sorted(chars, key=lambda c: (round(c.base), c.x0)):
        same = lines and abs(lines[-1][-1].base - char.base) < 1.2
        if same and -2 < char.x0 - lines[-1][-1].x1 < 2 * char.size:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def words_of(line):
    """Splits a line into words at gaps wider than those between letters."""
    text = line[0].text
    for before, after in itertools.pairwise(line):
        text += (" " if after.x0 - before.x1 > 0.13 * after.size else "") + after.text
    return text.split()


BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "Lbl", "Caption", "TH", "TD"}


def blocks(page):
    """Returns the text blocks of a page in the tag tree: type, characters."""
    by_mcid = defaultdict(list)
    mcid = None
    for char in page.glyphs:
        # pdfplumber loses the block after a nested span, such as that of a non-breaking space.
        if not char.artifact:
            mcid = mcid if char.mcid is None else char.mcid
            by_mcid[mcid].append(char)

    def mcids(node):
        yield from node.get("mcids", [])
        for child in node.get("children", []):
            yield from mcids(child)

    def walk(node, in_list):
        in_list = in_list or node["type"] == "LI"
        placed = node.get("attributes", {}).get("Placement") == "Block"
        if node["type"] in BLOCKS or placed or "children" not in node:
            chars = [char for mcid in mcids(node) for char in by_mcid[mcid]]
            if chars:
                yield SimpleNamespace(type=node["type"], chars=chars, lines=lines_of(chars),
                                      in_list=in_list, page=page.page_number)
        else:
            for child in node["children"]:
                yield from walk(child, in_list)
    for node in page.structure_tree:
        yield from walk(node, False)


def text_of(block):
    return " ".join(" ".join(words_of(line)) for line in block.lines)


# Checks

def check_paper(doc):
    for page in doc.pages:
        if any(abs(a - b) > 1 for a, b in zip((page.width, page.height), PAPERS[doc.paper])):
            yield f"page {page.page_number} is {page.width} × {page.height} pt"


def check_inside(doc):
    """No content is outside the page, and no text in the margins."""
    left, top, right, bottom = doc.margins
    for page in doc.pages:
        for char in page.glyphs:
            off = char.x0 < 0 or char.x1 > page.width or char.top < 0 or char.bottom > page.height
            out = not char.artifact and (
                char.x0 < left - 1 or char.x1 > page.width - right + 1
                or char.base > page.height - bottom + 1 or char.top < top - 3)
            if off or out:
                line = next(line for line in lines_of(page.glyphs) if char in line)
                yield (f"page {page.page_number}: {' '.join(words_of(line))[:60]!r} is "
                       f"{'off the page' if off else 'in the margin'}")
                break
        for image in page.images:
            if image["x0"] < -1 or image["x1"] > page.width + 1 or image["top"] < -1:
                yield f"page {page.page_number}: the photo is off the page"


def check_overlap(doc):
    """Lines of text do not overlap each other or the photo."""
    for page in doc.pages:
        by_base = sorted(page.glyphs, key=lambda char: (char.base, char.x0))
        found = None
        for i, char in enumerate(by_base):
            for other in by_base[i + 1:]:
                apart = other.base - char.base
                if apart > 0.85 * other.size:
                    break
                # Most pairs are apart; the rest of the loop is for those that are not.
                if other.x0 > char.x1 - 0.5 or char.x0 > other.x1 - 0.5:
                    continue
                # Kerning moves a closing quotation mark over the full stop, without touching it.
                if apart < 1 and char.text in ".," and other.text in "”’":
                    continue
                common = min(char.x1, other.x1) - max(char.x0, other.x0)
                # Combining accents have their own box, and kerned letters may overlap.
                least = 0.5 * min(char.x1 - char.x0, other.x1 - other.x0) if apart < 1 else 0.5
                if common > max(least, 0.5) and (apart >= 1 or common > 0.12 * char.size):
                    found = char, other
                    break
            if found:
                pair = [next(" ".join(words_of(line))[:40] for line in lines_of(page.glyphs) if c in line)
                        for c in found]
                yield f"page {page.page_number}: {pair[0]!r} and {pair[1]!r} touch"
                break
        for image in page.images:
            if any(image["x0"] < c.x1 and c.x0 < image["x1"] and image["top"] < c.base
                   and c.top < image["bottom"] for c in page.glyphs):
                yield f"page {page.page_number}: text over the photo"


def full_lines(doc):
    """Returns the lines of running text that continue on the next line."""
    for block in doc.body:
        if block.type == "P" and len({round(line[0].base) for line in block.lines}) == len(block.lines):
            yield from block.lines[:-1]


def check_measure(doc):
    """Lines of running text have 45 to 90 characters, slightly more with narrow letters."""
    lengths = [len(" ".join(words_of(line))) for line in full_lines(doc)]
    limit = doc.measure
    if len(lengths) < 8:
        return
    typical, longest = statistics.median(lengths), max(lengths)
    limit = CLOSED_MEASURE if doc.is_closed else limit
    if typical > LOOSELY * limit:
        yield f"lines have {typical:.0f} characters"
    elif longest > 1.15 * limit:
        yield f"a line has {longest} characters"
    if typical < LEAST_MEASURE:
        yield f"lines have only {typical:.0f} characters"


def check_leading(doc):
    """The line height is 1.2 to 1.45 times the font size."""
    for block in doc.body:
        for upper, lower in itertools.pairwise(block.lines):
            if block.type != "P" or len(lower) < 15:
                continue
            size = statistics.mode(char.size for char in lower)
            ratio = (lower[0].base - upper[0].base) / size
            least = doc.closest_leading if doc.is_closed else LEADING[0]
            if ratio > 0.5 and not least - 0.01 <= ratio <= LEADING[1] + 0.01:
                yield f"page {block.page}: leading {ratio:.2f} at {' '.join(words_of(lower))[:40]!r}"
                return


MONTHS = ("january february march april may june july august september october november december "
          "present in at to").split()
HEADS = {"name", "position", "organization", "institution", "area", "studyType", "location", "url",
         "title", "awarder", "issuer", "publisher", "entity", "language", "fluency"}


def letters(text):
    return re.findall(r"[^\W\d_]+", text.lower())


def head_words(node):
    """Returns all words in heads of entries."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in HEADS and isinstance(value, str):
                yield from letters(value)
            else:
                yield from head_words(value)
    elif isinstance(node, list):
        for item in node:
            yield from head_words(item)


def level(block):
    return int(block.type[1]) if re.fullmatch("H[1-6]", block.type) else None


def mark_heads(doc):
    """Returns whether a line belongs to an entry head: it has only words of heads and is not a sentence."""
    entries = {key: value for key, value in doc.data.items() if key not in ("basics", "meta")}
    known = {*head_words(entries), *MONTHS, *(month[:3] for month in MONTHS), "sept"}
    for block in doc.blocks:
        text = text_of(block)
        is_sentence = text.endswith(".") and len(text.split()) > 3
        # A paragraph split by a page break is not a sentence either, but longer than a head.
        is_short = len(text.split()) <= LONGEST_HEAD
        block.is_head = not block.in_list and not is_sentence and is_short and set(letters(text)) <= known


def check_stranded(doc):
    """No section title or entry head is at the bottom of a page without its content."""
    for page, after in itertools.pairwise(doc.pages):
        here, there = list(page.blocks), list(after.blocks)
        last = None
        for block in reversed(here):
            if level(block):
                last = block
                break
            if not block.is_head:
                break
        if not last:
            continue
        follows = next((b for b in there if level(b) or not b.is_head), None)
        deeper = follows is not None and level(follows) and level(follows) > level(last)
        # A date in a rail precedes the title of its entry.
        begins = any(level(block) for block in there[:2])
        torn = level(last) > 2 and not begins and follows is not None and not level(follows)
        if level(last) == 2 and last is here[-1] or deeper or torn:
            yield f"page {page.page_number}: {text_of(last)[:60]!r} stands alone at the foot"


def check_runts(doc):
    """No paragraph ends in a line of fewer than four characters."""
    for block in doc.body:
        end = words_of(block.lines[-1])
        if len(block.lines) > 1 and block.lines[-1][0].base > block.lines[-2][0].base + 2:
            if len(end) == 1 and len(re.sub(r"\W", "", end[0])) < 4:
                yield f"page {block.page}: {text_of(block)[-50:]!r} ends in {end[0]!r}"


def fullness(doc, page):
    _, top, _, bottom = doc.margins
    lowest = max((c.bottom for c in page.glyphs if not c.artifact), default=top)
    return (lowest - top) / (page.height - top - bottom)


def check_fullness(doc):
    """A nearly empty last page is reported; no other page is blank by a third."""
    *others, last = doc.pages
    if others and fullness(doc, last) < QUARTER - 0.02 and "% full" not in doc.stderr:
        yield f"the last page is {fullness(doc, last):.0%} full, and nothing was said"
    if "breakBefore: true" in doc.source:
        return
    for page in others:
        if fullness(doc, page) < 1 - BLANK:
            yield f"page {page.page_number} is only {fullness(doc, page):.0%} full"


def check_sides(doc):
    """Side margins of tightened pages are at most 25 mm."""
    if not doc.is_closed:
        return
    edges = [(c.x0, page.width - c.x1) for page in doc.pages for c in page.glyphs if not c.artifact]
    # Rules may span the page, but backgrounds at the edge of the page do not count.
    shapes = [shape for page in doc.pages for shape in page.lines + page.rects if shape["height"] < 8]
    edges += [(shape["x0"], doc.pages[0].width - shape["x1"]) for shape in shapes if shape["x0"] > 20]
    left, right = (min(margins) for margins in zip(*edges))
    # Unjustified lines end slightly before the margin.
    for side, margin, slack in (("left", left, 3), ("right", right, 20)):
        if margin > WIDEST_SIDE + slack:
            yield f"{margin / POINTS['mm']:.0f} mm of {side} margin"


def check_apart(doc):
    """The gap between entries is larger than the gap between their lines."""
    pitches = [lower[0].base - upper[0].base for block in doc.body for upper, lower in itertools.pairwise(block.lines)]
    pitches = [round(pitch, 1) for pitch in pitches if pitch > 2]
    if len(pitches) < 8:
        return
    pitch = statistics.mode(pitches)
    for page in doc.pages:
        # Text next to a heading, such as a date in a rail, does not precede it.
        for block in page.blocks:
            if level(block) != 3:
                continue
            base, left = block.lines[0][0].base, block.lines[0][0].x0
            above = [(line[0].base, other) for other in page.blocks for line in other.lines
                     if line[0].base < base - 2 and abs(line[0].x0 - left) < 30]
            if not above:
                continue
            before, other = max(above, key=lambda it: it[0])
            # Other gaps apply below titles and between one-line entries.
            if level(other) in (1, 2, 3) or other.is_head:
                continue
            if (base - before) / pitch < APART:
                yield f"page {page.page_number}: {text_of(block)[:40]!r} stands {(base - before) / pitch:.2f} lines below"
                return


def check_addresses(doc):
    """No e-mail address, telephone number or host name is broken between lines."""
    lines = ["".join(words_of(line)) for block in doc.blocks for line in block.lines]
    whole = "".join(lines)
    wanted = [*numbers(doc.data)] + [address for address in addresses(doc.data) if isinstance(address, str)]
    for address in map(str, wanted):
        if re.match(r"\w+://|www\.", address):
            address = re.sub(r"^\w+://(www\.)?", "", address).split("/")[0]
        address = re.sub(r"\s", "", address)
        if address in whole and not any(address in line for line in lines):
            yield f"{address} is broken"


def luminance(color):
    color = color if isinstance(color, (tuple, list)) else (color,)
    if len(color) == 1:
        color = color * 3
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in color]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear))


def check_contrast(doc):
    """The contrast of all text with its background is at least 4.5:1."""
    seen = set()
    for page in doc.pages:
        fills = [rect for rect in page.rects if rect["fill"]]
        for char in page.glyphs:
            ground = (1, 1, 1)
            for rect in fills:
                if rect["x0"] <= char.x0 <= rect["x1"] and rect["top"] <= char.base <= rect["bottom"]:
                    ground = rect["non_stroking_color"]
            pair = (char.color, ground)
            if pair in seen:
                continue
            seen.add(pair)
            dark, light = sorted((luminance(char.color), luminance(ground)))
            if (ratio := (light + 0.05) / (dark + 0.05)) < CONTRAST:
                yield f"page {page.page_number}: {char.text!r} has a contrast of {ratio:.1f}:1"


def addresses(node, key=None):
    """Returns the link targets in the data."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from addresses(value, node.get("network") or name)
    elif isinstance(node, list):
        for item in node:
            yield from addresses(item, key)
    elif key in ("url", "email", "doi"):
        yield node


def numbers(node, key=None):
    """Returns the telephone numbers in the data."""
    if isinstance(node, dict):
        for name, value in node.items():
            yield from numbers(value, key if name in ("value", "number") else name)
    elif isinstance(node, list):
        for item in node:
            yield from numbers(item, key)
    elif key == "phone":
        yield node


def dialled(data):
    """Returns the telephone numbers in the data in international form."""
    home = (data["basics"].get("location") or {}).get("countryCode")
    home = home or (data.get("meta") or {}).get("locale", "").partition("-")[2]
    for number in map(str, numbers(data)):
        try:
            parsed = phonenumbers.parse(number, home)
            yield phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        except phonenumbers.NumberParseException:
            yield number


def check_links(doc):
    """Every link has text and a target from the data, and every address in the data is a link."""
    def bare(address):
        return re.sub(r"^(https?://(doi\.org/)?|mailto:|tel:)|[\s().-]|/$", "", address).rstrip("/")
    source = re.sub(r"[\s().-]", "", doc.source)
    targets = set()
    for page in doc.pages:
        for link in page.annots:
            uri = link["uri"]
            if not uri:
                yield f"page {page.page_number}: a link goes nowhere"
                continue
            targets.add(bare(uri))
            if uri.startswith("tel:"):
                if bare(uri) not in map(bare, dialled(doc.data)):
                    yield f"page {page.page_number}: {uri} is not how a number of the data is dialled"
            elif bare(uri) not in source:
                yield f"page {page.page_number}: {uri} is not in the data"
            if not any(link["x0"] - 1 < c.x0 and c.x1 < link["x1"] + 1
                       and link["top"] - 1 < c.base < link["bottom"] + 1 for c in page.glyphs):
                yield f"page {page.page_number}: nothing to click on for {uri}"
    for address in [*addresses(doc.data), *dialled(doc.data)]:
        if bare(address) not in targets:
            yield f"{address} is not a link"


def check_furniture(doc):
    """Later pages have a page number, which is an artifact."""
    for page in doc.pages:
        foot = [" ".join(words_of(line)) for line in lines_of([c for c in page.glyphs if c.artifact])]
        number = rf"\b{page.page_number} of {len(doc.pages)}\b"
        if page.page_number > 1 and not any(re.search(number, line) for line in foot):
            yield f"page {page.page_number} has no number"
        if any(re.search(number, text_of(block)) for block in page.blocks):
            yield f"page {page.page_number}: the number is read aloud"


def check_glyphs(doc):
    """No character is a missing glyph or a glyph id."""
    for page in doc.pages:
        if lost := {c.text for c in page.glyphs if re.match(r"\(cid:|\ufffd|[\ue000-\uf8ff]", c.text)}:
            yield f"page {page.page_number}: {lost} is no text"


def check_photo(doc):
    """The photo is shown once if the theme shows photos by default; there are no other pictures."""
    shown = sum(len(page.images) for page in doc.pages)
    manifest = tomllib.loads((ROOT / f"templates/{doc.theme}/theme.toml").read_text())
    expected = int(doc.case == "photo" and manifest["defaults"].get("photo", True))
    if shown != expected:
        yield f"{shown} pictures instead of {expected}"


def check_length(doc):
    """Short résumés and letters take one page, the long résumé about nine."""
    count = len(doc.pages)
    if doc.case in ("short", "photo", "letter") and count != 1 or doc.case == "extreme" and count < 6:
        yield f"{count} pages"


def check_embedding(doc):
    with pikepdf.open(doc.pdf) as document:
        yield from check_fonts(document)


CHECKS = {name.removeprefix("check_"): check for name, check in list(globals().items())
          if name.startswith("check_") and name != "check_fonts"} | {"embedding": check_embedding}


def excused(theme, case, check):
    return any(all(want in ("*", have) for want, have in zip(key, (theme, case, check)))
               for key in EXCEPTIONS)


def examine(task):
    recto, out, theme, case, file, paper = task
    pdf = out / f"{case}-{theme}-{paper}.pdf"
    command = [recto, "build", str(file), "-t", theme, "--paper", paper, "-o", str(pdf),
               "--no-system-fonts", "--date", "2026-01-31"]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode:
        return pdf.name, [f"exit code {run.returncode}: {run.stderr}"]
    source = file.read_text()
    is_fitted = "fitted to" in run.stderr
    spacing = re.search(r"fitted to .*spacing (\d+) %", run.stderr)
    manifest = tomllib.loads((ROOT / f"templates/{theme}/theme.toml").read_text())
    with pdfplumber.open(pdf) as opened:
        for page in opened.pages:
            page.glyphs = list(glyphs(page))
            page.blocks = list(blocks(page))
        doc = SimpleNamespace(
            pdf=pdf, theme=theme, case=case, paper=paper, pages=opened.pages, stderr=run.stderr,
            source=source, data=yaml.load(source, Loader=yaml.BaseLoader),
            blocks=[block for page in opened.pages for block in page.blocks],
            is_fitted=is_fitted, margins=margins(theme, is_fitted),
            is_closed=bool(spacing) and int(spacing[1]) < 100,
            closest_leading=manifest["fit"]["line-height"]["min"],
            measure=manifest.get("measure", MEASURE))
        # Only running text; name, contacts and heads have a spacing of their own.
        first = next((i for i, block in enumerate(doc.blocks) if block.type == "H2"), 0)
        mark_heads(doc)
        doc.body = [block for block in doc.blocks[first:] if not block.is_head]
        problems = [f"{name}: {problem}" for name, check in CHECKS.items()
                    if not excused(theme, case, name) for problem in check(doc)]
    return pdf.name, problems


def main():
    recto, out, *themes = sys.argv[1:]
    out = pathlib.Path(out)
    if not themes:
        listed = subprocess.run([recto, "themes"], check=True, capture_output=True, text=True).stdout
        themes = [line.split()[0] for line in listed.splitlines()]
    tasks = [(recto, out, theme, case, file, paper) for case, file in write_cases(out).items()
             for theme in themes for paper in PAPERS]
    passed = failed = 0
    with multiprocessing.Pool(2) as pool:
        for name, problems in pool.imap_unordered(examine, tasks):
            for problem in problems:
                print(f"{name}: {problem}", flush=True)
            passed, failed = passed + (not problems), failed + bool(problems)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
