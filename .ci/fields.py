"""Looks for the fields of an application form in PDFs, in every theme.

usage: fields.py RECTO OUT-FOLDER NODE-MODULES [--write FILE]

Two samples are built as designed and on one page, and read with pdf.js by the rules that OpenResume publishes for
its parser: items of a line that are closer than an average letter are one item, a section starts at its title, and
entries are more than 1.4 times the most common distance of lines apart. A field is found if an item, or a part of
one between separators, is the datum and nothing else; dates and degrees may share their item. The numbers of
fields found must be as expected in LOST; `--write` renews the table in a page of the documentation.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys

import readback
import yaml

SAMPLES = ["graduate", "marketing-manager"]
LENGTHS = {"as designed": "as-designed", "one page": "1"}
FIELDS = ["name", "e-mail", "phone", "employers", "titles", "dates", "degrees"]
TITLES = {"work": "Work experience", "education": "Education"}
SECTIONS = {"Summary", "Education", "Work experience", "Projects", "Skills", "Languages", "Certificates", "Interests"}
# (theme, sample, length, field): number of values that are not found, with the reason.
LOST = {}
APART = 1.4
class Item:
    def __init__(self, text, x, y, width):
        self.text, self.x, self.y, self.end = text, x, y, x + width


def lines_of(pages):
    """The lines of a file, page by page: items by their baseline, those that touch joined."""
    for number, page in enumerate(pages):
        filled = [Item(text, x, y, width) for text, x, y, width, _ in page if text.strip()]
        letters = sum(len(item.text) for item in filled)
        letter = sum(item.end - item.x for item in filled) / max(letters, 1)
        line = []
        for item in filled:
            last = line[-1] if line else None
            if last and abs(last.y - item.y) >= 1:
                yield number, line
                line, last = [], None
            if last and 0 <= item.x - last.end < letter:
                last.text += (" " if item.x - last.end > 0.1 * letter else "") + item.text
                last.end = item.end
            elif last and abs(item.x - last.end) < 0.1:
                last.text, last.end = last.text + item.text, item.end
            else:
                line.append(item)
        if line:
            yield number, line


def parts(line):
    """The items of a line, those with a separator in them taken apart."""
    for item in line:
        for part in re.split(r" [|·] ", item.text.replace("\u2060", "")):
            if part.strip(" |·•–"):
                yield part.strip(" |·")


def sections(lines):
    """The lines by section; the first is the head of the page."""
    found, name = collections.defaultdict(list), "profile"
    for number, line in lines:
        text = " ".join(item.text for item in line).strip()
        if text in SECTIONS:
            name = text
        # A rail or panel has a title beside the first line.
        elif line[0].text.strip() in SECTIONS:
            name = line[0].text.strip()
            found[name].append((number, line[1:]))
        else:
            found[name].append((number, line))
    return found


def entries(lines):
    """The entries of a section: lines further apart than others part them."""
    gaps = [round(above[0].y - below[0].y) for (n, above), (m, below) in zip(lines, lines[1:]) if n == m and above[0].y > below[0].y]
    common = collections.Counter(gaps).most_common(1)[0][0] if gaps else 0
    found = []
    for (before, above), (number, line) in zip([(None, None), *lines], lines):
        if above is None or before != number or above[0].y - line[0].y > APART * common:
            found.append([])
        found[-1].append(line)
    return found


def check(pages, data):
    """The number of data of each field, and how many of them are found."""
    by_section = sections([*lines_of(pages)])
    basics = data["basics"]
    head = [part for _, line in by_section["profile"] for part in parts(line)]
    counts = {field: [0, 0] for field in FIELDS}

    def count(field, is_found):
        counts[field][0] += bool(is_found)
        counts[field][1] += 1

    folded = [part.casefold() for part in head]
    for field, key in (("name", "name"), ("e-mail", "email"), ("phone", "phone")):
        count(field, basics[key].casefold() in folded)
    for kind, heading in TITLES.items():
        found = [[part for line in lines for part in parts(line)] for lines in entries(by_section[heading])]
        owners = {entry.get("name") or entry.get("institution") for entry in data[kind]}
        for entry in data[kind]:
            owner = entry.get("name") or entry.get("institution")
            own = next((items for items in found if owner in items), [])
            # An entry that is not parted from the next one is neither.
            if len(owners.intersection(own)) != 1:
                own = []
            years = [str(date)[:4] for date in (entry.get("startDate"), entry.get("endDate")) if date and date != "present"]
            count("employers", own)
            count("dates", any(all(year in item for year in years) for item in own))
            if kind == "work":
                count("titles", entry["position"] in own)
            else:
                count("degrees", any(item.startswith(entry["studyType"]) for item in own))
    return counts


def main():
    recto, out, modules, *options = sys.argv[1:]
    told = subprocess.run([recto, "themes"], check=True, capture_output=True, text=True).stdout
    themes = [line.split()[0] for line in told.splitlines()]
    files = {}
    for sample in SAMPLES:
        source = readback.ROOT / "data" / "samples" / f"{sample}.yaml"
        data = yaml.load(source.read_text(), Loader=yaml.BaseLoader)
        for theme in themes:
            for length, pages in LENGTHS.items():
                pdf = str(pathlib.Path(out) / f"fields-{sample}-{theme}-{pages}.pdf")
                subprocess.run([recto, "build", "-q", str(source), "-t", theme, "--paper", "us-letter", "--pages", pages,
                                "-o", pdf, "--no-system-fonts", "--date", "2026-01-31"], check=True)
                files[pdf] = (theme, sample, length, data)
    reader = subprocess.run(["node", str(readback.ROOT / ".ci" / "items.mjs"), modules], check=True,
                            capture_output=True, text=True, input="\n".join(files))
    sums = {theme: {field: [0, 0] for field in FIELDS} for theme in themes}
    failed = read = 0
    for line in reader.stdout.splitlines():
        answer = json.loads(line)
        theme, sample, length, data = files[answer["file"]]
        read += 1
        for field, (found, wanted) in check(answer["pages"], data).items():
            sums[theme][field][0] += found
            sums[theme][field][1] += wanted
            lost = LOST.get((theme, sample, length, field), 0)
            if wanted - found != lost:
                failed += 1
                print(f"{theme}, {sample}, {length}: {field}: {wanted - found} lost, {lost} expected")
    if read != len(files):
        sys.exit(f"pdf.js read {read} of {len(files)} files")
    rows = [["theme", *FIELDS], ["---"] * (len(FIELDS) + 1)]
    rows += [[f"`{theme}`", *(f"{found} of {wanted}" for found, wanted in sums[theme].values())] for theme in themes]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    print(table)
    if options[:1] == ["--write"]:
        page = pathlib.Path(options[1])
        begin, end = "<!-- fields -->\n", "<!-- end of fields -->"
        before, rest = page.read_text().split(begin)
        page.write_text(before + begin + "\n" + table + "\n\n" + end + rest.split(end, 1)[1])
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
