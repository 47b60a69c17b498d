"""Reads the samples in every theme with pdf.js, which many résumé parsers on the web use.

usage: pdfjs.py RECTO OUT-FOLDER NODE-MODULES

Each sample is read in its default layout and, if it fits, with `--pages 1`. Every word of the data must be found;
entries must be in the order of the data, with their heads before their highlights; name, e-mail address and
telephone number must be separate items or separated by `|`. Items closer than a letter are joined, as parsers do.
"""

import json
import pathlib
import subprocess
import sys

import readback
import yaml


def lines(page):
    """Returns the lines of a page in item order, as a parser would join them."""
    filled = [item for item in page if item[0].strip()]
    letters = sum(len(item[0]) for item in filled)
    letter = sum(item[3] for item in filled) / letters if letters else 0
    found, ended = [], None
    for text, x, y, width, _ in filled:
        same_line = ended is not None and abs(ended[1] - y) < 1
        if same_line and 0 <= x - ended[0] < letter:
            found[-1] += (" " if x - ended[0] > 0.1 * letter else "") + text
        elif same_line and abs(x - ended[0]) < 0.1:
            found[-1] += text
        else:
            found.append(text)
        ended = (x + width, y)
    return found


def check(pages, data):
    """Returns the problems in the text that pdf.js reads."""
    # Blanks may be separate items; line ends count as blanks.
    text = "\n".join("".join(item[0] + ("\n" if item[4] else "") for item in page) for page in pages)
    found = readback.words(readback.without_furniture(text))
    stream = "".join(found)
    for string in readback.strings(data):
        shapes = (string, readback.without_scheme(string))
        if not any("".join(readback.words(shape)) in stream for shape in shapes):
            yield f"lost {string[:70]!r}"
    at = 0
    for heads, bullets in readback.entries(data):
        places = [readback.find(readback.words(readback.plain(head)), found, at) for head in heads]
        if min(places) < 0:
            yield f"head {heads} out of order"
            break
        at = max(places)
        for bullet in bullets:
            place = readback.find(readback.words(bullet)[:6], found, at)
            if place < 0:
                yield f"{bullet[:60]!r} out of order"
            else:
                at = place
    basics = data.get("basics", {})
    apart = [text.strip(" |·•\u2060") for line in lines(pages[0]) for text in line.casefold().split(" | ")]
    for key in ("name", "email", "phone"):
        value = basics.get(key)
        if isinstance(value, str) and value.casefold() not in apart:
            yield f"{key} {value!r} does not stand apart"


def main():
    recto, out, modules = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
    told = subprocess.run([recto, "themes"], check=True, capture_output=True, text=True).stdout
    themes = [line.split()[0] for line in told.splitlines()]
    files = {}
    for sample in sorted((readback.ROOT / "data" / "samples").glob("*.yaml")):
        data = yaml.load(sample.read_text(), Loader=yaml.BaseLoader)
        for theme in themes:
            for name, pages in (("designed", "as-designed"), ("one", "1")):
                pdf = out / f"pdfjs-{sample.stem}-{theme}-{name}.pdf"
                built = subprocess.run(
                    [recto, "build", "-q", str(sample), "-t", theme, "--paper", "us-letter", "--pages", pages,
                     "-o", str(pdf), "--no-system-fonts", "--date", "2026-01-31"], capture_output=True)
                # A long résumé does not fit on one page.
                if built.returncode == 0:
                    files[str(pdf)] = data
                elif name == "designed":
                    sys.exit(f"{pdf.name}: {built.stderr.decode()}")
    reader = subprocess.run(["node", str(readback.ROOT / ".ci" / "items.mjs"), modules], check=True,
                            capture_output=True, text=True, input="\n".join(files))
    failed, read = 0, 0
    for line in reader.stdout.splitlines():
        answer = json.loads(line)
        problems = [*check(answer["pages"], files[answer["file"]])]
        for problem in problems:
            print(f"{pathlib.Path(answer['file']).name}: pdf.js: {problem}")
        read, failed = read + 1, failed + bool(problems)
    if read != len(files):
        sys.exit(f"pdf.js read {read} of {len(files)} files")
    print(f"pdf.js: {read - failed} passed, {failed} failed")
    sys.exit(1 if failed or not read else 0)


if __name__ == "__main__":
    main()
