"""Builds the samples in every theme and reads the PDFs with independent programs.

usage: readback.py RECTO OUT-FOLDER NODE-MODULES

For each sample, theme and paper size: the PDF conforms to PDF/UA-1 and PDF/A-2a (page-validation) and is valid
(qpdf); all fonts are embedded and subset; pdftotext (default and -raw), pypdf and pdfminer find every word of the
data; entries are in the order of the data, with their heads before their highlights.

Translated samples and fixtures in other scripts are read in some themes and compared letter by letter, since
programs split words differently; right-to-left text also from the tag tree, by pdf.js and for three files by
poppler. Arabic, Hebrew and Persian words must be complete and in reading order. pdfminer and poppler's tag tree return
the letters of a word in visual order, as stored in the PDF; pdfminer guesses the order of words, as does pdftotext's
default mode for mixed directions; marks may precede their letters.

Finally, the fixtures of other tools are checked without regard to order, and in each language, including those with
system fonts, every kind of section has the title of the language.
"""

import functools
import json
import pathlib
import re
import subprocess
import sys
import tomllib
import unicodedata

import page
import pdfminer.high_level
import pikepdf
import pypdf
import yaml
from pdfminer.layout import LAParams

import foreign

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAPERS = ["a4", "us-letter"]
# In these themes the two extractors that guess the layout must keep the order, too.
STRICT_THEMES = {"register", "plain"}
# Translated samples are read in these themes and in one more, which differs by language.
TRANSLATED_THEMES = ["register", "plain"]
# Known limitation: pdfminer and pdftotext without `-raw` read Chinese and Japanese lines across two columns.
TWO_COLUMNS = {"duo", "form", "panel"}
UNSPACED = ("ja", "zh")
RIGHT_TO_LEFT = {"ar", "fa", "he"}
# Right-to-left letters and their marks, without signs and digits.
RIGHT_TO_LEFT_LETTERS = (
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05d0-\u05ea\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06fa-\u06fc]+"
)
# The tag tree as poppler and as pdf.js read it.
TAG_TREES = {"tag tree", "pdf.js"}
# Files whose tag tree poppler reads, too; it reads a page anew for each element, so it takes 7 s for a page.
READ_BY_POPPLER = {"fa-fa-plain", "he-he-plain", "graduate-ar-plain"}
# Programs that do not reverse right-to-left words.
AS_ON_PAPER = {"pdfminer", "tag tree"}
# Programs that omit spaces at line ends, or in right-to-left text.
JOINS_WORDS = {"pypdf", *TAG_TREES}
# A word with vowel signs or a joiner, whose parts pdf.js puts in another order.
MARKED = "[\\w\u064b-\u0655\u200c]*[\u064b-\u0655\u200c][\\w\u064b-\u0655\u200c]*"
# Keys whose values are not printed unchanged: dates are formatted, settings are not printed.
SILENT = {"id", "tags", "kind", "meta", "startDate", "endDate", "date", "releaseDate", "image",
          "countryCode", "lastModified", "breakBefore", "birth", "signature", "$schema", "path"}


# Cached, because the texts of a sample are looked for in every theme.
@functools.cache
def words(text):
    """Returns the letters and digits of a text, without typography and markup."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return re.findall(r"\w+", re.sub(r"[‘’']", "", text.lower()))


@functools.cache
def letters(text):
    """Returns the letters and digits of a text without combining marks, whose position may differ."""
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    text = "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).lower()))
    return "".join(str(unicodedata.digit(c, c)) for c in text)


def right_to_left_words(text):
    """Returns the right-to-left words without marks and joiners."""
    text = re.sub("[\u200c\u200d]", "", text)
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return re.findall(RIGHT_TO_LEFT_LETTERS, text)


def without_furniture(text, foot="page {page} of {total}"):
    """Removes the footer, which may interrupt a paragraph that continues on the next page."""
    foot = re.sub(r"\\{(?:page|total)\\}", r"\\d+", re.escape(foot)).replace(r"\ ", r"\s*")
    # Directional control characters.
    text = re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    return "\n".join(line for line in text.splitlines() if not re.search(foot, line, re.I))


def extractors(pdf, guesses_order=True):
    """Yields the name of each program, the text it reads, and whether it keeps the order of the file.

    Only pdfminer guesses the order of paragraphs, which takes most of its time in mixed directions.
    """
    def pdftotext(*flags):
        return subprocess.run(
            ["pdftotext", *flags, str(pdf), "-"], check=True, capture_output=True, text=True
        ).stdout

    yield "pdftotext", pdftotext(), False
    yield "pdftotext -raw", pdftotext("-raw"), True
    yield "pypdf", "\n".join(p.extract_text() for p in pypdf.PdfReader(pdf).pages), True
    layout = LAParams() if guesses_order else LAParams(boxes_flow=None)
    yield "pdfminer", pdfminer.high_level.extract_text(str(pdf), laparams=layout), False


def tag_tree(pdf):
    """Returns the text of a file in the order of its tag tree, which screen readers use."""
    told = subprocess.run(["pdfinfo", "-struct-text", str(pdf)], check=True, capture_output=True).stdout
    told = told.decode("utf-8", errors="replace")
    return "\n".join(re.findall(r'(?m)^ *"(.*)"\W*$', told))


@functools.cache
def reader_of_tag_trees(modules):
    """Starts the program that reads tag trees with pdf.js."""
    command = ["node", str(ROOT / ".ci" / "tree.mjs"), modules]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def tag_tree_by_pdfjs(pdf):
    """Returns the text of a file in the order of its tag tree as pdf.js reads it, without blanks."""
    reader = reader_of_tag_trees(sys.argv[3])
    print(pdf, file=reader.stdin, flush=True)
    return json.loads(reader.stdout.readline())["text"]


@functools.cache
def plain(markup):
    """Returns text as displayed, without recto's markup."""
    text = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1", markup)
    text = re.sub(r"<((?:https?|mailto|ftp):[^>]*)>", r"\1", text)
    return re.sub(r"(?m)^\s*(?:[-*]|\d+\.)\s+", "", text)


def without_scheme(text):
    """Returns a URL as displayed: without its scheme in fields, complete in prose."""
    return re.sub(r"https?://|mailto:", "", text)


def strings(node, key=None):
    """Yields every printed text of the data in document order."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name not in SILENT:
                yield from strings(value, name)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item, key)
    elif node is not None and not isinstance(node, bool):
        for paragraph in re.split(r"\n\s*\n|\n\s*(?=[-*] )", str(node)):
            if words(plain(paragraph)):
                yield plain(paragraph)


def entries(data):
    """Yields head and bullets of each work entry in document order."""
    for job in data.get("work", []):
        heads = [job.get("name"), job.get("position")]
        yield [h for h in heads if h], list(strings(job.get("highlights", [])))


def find(needle, haystack, start=0):
    """Returns the position of a sequence of words, or -1."""
    first, n = needle[0], len(needle)
    at = start
    while True:
        try:
            at = haystack.index(first, at)
        except ValueError:
            return -1
        if haystack[at:at + n] == needle:
            return at
        at += 1


def check_text(pdf, data, strict):
    for name, text, follows_stream in extractors(pdf):
        found = words(without_furniture(text))
        stream = "".join(found)
        for string in strings(data):
            # Extractors differ in spaces (C++, a/b), so letters are compared.
            shapes = (string, without_scheme(string))
            whole = any("".join(words(shape)) in stream for shape in shapes)
            # With adjacent columns, a program that guesses the layout may put a date between two lines of
            # a text; all words must still be there.
            apart = not strict and not follows_stream and set(words(shapes[1])) <= set(found)
            if not (whole or apart):
                yield f"{name}: lost {string[:70]!r}"
        if not (strict or follows_stream):
            continue
        at = 0
        for heads, bullets in entries(data):
            places = [find(words(plain(h)), found, at) for h in heads]
            if min(places) < 0:
                yield f"{name}: head {heads} out of order"
                break
            if max(places) - min(places) > 25:
                yield f"{name}: {heads} torn apart"
            at = max(places)
            for bullet in bullets:
                place = find(words(bullet)[:6], found, at)
                if place < 0:
                    yield f"{name}: {bullet[:60]!r} out of order"
                else:
                    at = place


def said_in(node, language, languages):
    """Returns the data in one of their languages."""
    if isinstance(node, dict):
        if node and set(node) <= set(languages):
            return node[language]
        return {key: said_in(value, language, languages) for key, value in node.items()}
    if isinstance(node, list):
        return [said_in(item, language, languages) for item in node]
    return node


def check_letters(pdf, data, language, theme):
    """Checks that all texts of a translated sample are found, and work highlights in order."""
    strict = theme in STRICT_THEMES
    readings = [*extractors(pdf, guesses_order=language not in RIGHT_TO_LEFT)]
    if language in RIGHT_TO_LEFT:
        readings.append(("pdf.js", tag_tree_by_pdfjs(pdf), True))
        if pdf.stem in READ_BY_POPPLER:
            readings.append(("tag tree", tag_tree(pdf), True))
    for name, text, follows_stream in readings:
        text = without_furniture(text, page_of(language))
        if name in AS_ON_PAPER:
            # Includes signs between its letters.
            word = rf"{RIGHT_TO_LEFT_LETTERS}(?:[^\s\w]+{RIGHT_TO_LEFT_LETTERS})*"
            text = re.sub(word, lambda word: word[0][::-1], text)
        stream = letters(text)

        def found(string, start=0):
            return max(stream.find(letters(shape), start) for shape in (string, without_scheme(string)))

        def is_beyond(string):
            # Readers of tag trees split Latin words next to right-to-left ones.
            if name in TAG_TREES and language in RIGHT_TO_LEFT and re.search("[A-Za-z]", string):
                return True
            if name == "pdf.js" and re.search(MARKED, string):
                return True
            # pypdf reverses Persian numbers, and letters with a mark at the end of a word.
            return name == "pypdf" and re.search(r"[\u06f0-\u06f9]|[\u064b-\u0652]\b", string)

        def may_part(string):
            # With adjacent columns or mixed directions, a program that guesses the layout may change
            # the order.
            mixed = language in RIGHT_TO_LEFT and re.search("[0-9A-Za-z\u06f0-\u06f9]", string)
            unordered = language in RIGHT_TO_LEFT and name == "pdfminer"
            # pypdf and readers of tag trees reverse signs between words of different directions.
            turned = mixed and (name in TAG_TREES or name == "pypdf" and language == "fa")
            return turned or not follows_stream and (mixed or unordered or not strict)

        if language in RIGHT_TO_LEFT:
            whole = set(right_to_left_words(text))
            texts = [re.sub(MARKED, " ", string) if name == "pdf.js" else string for string in strings(data)]
            wanted = [word for string in texts for word in right_to_left_words(string)]
            for word in dict.fromkeys(wanted):
                joined = name in JOINS_WORDS and any(word in it for it in whole)
                if word not in whole and not joined:
                    yield f"{name}: broken {word!r}"
        for string in strings(data):
            if is_beyond(string):
                continue
            runs = re.findall(r"[0-9A-Za-z]+|[^\W0-9A-Za-z]+", without_scheme(string))
            words_there = all(letters(run) in stream for run in runs)
            if found(string) < 0 and not (may_part(string) and words_there):
                yield f"{name}: lost {string[:70]!r}"
        at = 0
        for bullet in strings([job.get("highlights", []) for job in data.get("work", [])]):
            place = found(bullet, at)
            if place >= 0:
                at = place
            elif not (may_part(bullet) or is_beyond(bullet)):
                yield f"{name}: {bullet[:60]!r} out of order"


def page_of(language):
    """Returns the words of the footer from the nearest locale file."""
    folder = ROOT / "data" / "locales"
    file = next(iter(sorted(folder.glob(f"{language}.toml")) or sorted(folder.glob(f"{language}-*.toml"))))
    return tomllib.loads(file.read_text())["words"]["pageOf"]


def check_fonts(document):
    for obj in document.objects:
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor":
            if not any(k in obj for k in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {obj.FontName} is not embedded"
            if "+" not in str(obj.FontName):
                yield f"font {obj.FontName} is not subset"


def check_file(pdf):
    subprocess.run(["qpdf", "--check", str(pdf)], check=True, capture_output=True)
    for profile in [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A]:
        for failure in page.validate_pdf(str(pdf), profile=profile).failures:
            # The validator misreads a stream that ends in a carriage return; qpdf accepts it.
            # The validator does not support the widths of CID-keyed fonts with several parts.
            if failure.rule_id != "PDFA2A-STREAM-LENGTH-001" and "CIDFontType0C" not in failure.message:
                yield f"{failure.rule_id}: {failure.message}"
    with pikepdf.open(pdf) as document:
        yield from check_fonts(document)


def translations(themes):
    """Yields each translated sample with its language and theme."""
    for number, folder in enumerate(sorted(path for path in (ROOT / "data" / "samples").iterdir()
                                           if path.is_dir() and path.name != "out")):
        for file in sorted(folder.glob("*.yaml")):
            data = yaml.load(file.read_text(), Loader=yaml.BaseLoader)
            languages = data["meta"].get("languages", [folder.name])
            for language in languages:
                said = said_in(data, language, languages)
                others = [theme for theme in themes if theme not in TRANSLATED_THEMES]
                if language.startswith(UNSPACED):
                    others = [theme for theme in others if theme not in TWO_COLUMNS]
                for theme in [*TRANSLATED_THEMES, others[number % len(others)]]:
                    yield file, said, language, theme
    others = [theme for theme in themes if theme not in TRANSLATED_THEMES]
    for number, file in enumerate(sorted((ROOT / "tests" / "fixtures" / "scripts").glob("*.yaml"))):
        # Devanagari letters with several glyphs are doubled or split; not solved yet.
        if file.stem == "hi":
            continue
        data = yaml.load(file.read_text(), Loader=yaml.BaseLoader)
        for theme in [*TRANSLATED_THEMES, others[number % len(others)]]:
            yield file, data, data["meta"]["locale"], theme


# A section of each kind with a default title.
ONE_OF_EACH = {
    "basics": {"name": "Ada Roe", "summary": "1"},
    **{kind: [{name: "2", "startDate": "2011-08", "endDate": "present"}]
       for kind, name in [("work", "name"), ("volunteer", "organization"), ("projects", "name")]},
    "education": [{"institution": "3"}], "awards": [{"title": "4"}], "certificates": [{"name": "5"}],
    "publications": [{"name": "6"}], "skills": [{"name": "7"}], "languages": [{"language": "8"}],
    "interests": [{"name": "9"}], "references": [{"name": "10"}],
}


def check_titles(pdf, titles):
    """Checks that the outline contains the title of each section in the language."""
    def outlined(items):
        for item in items:
            yield item.title
            yield from outlined(item.children)
    with pikepdf.open(pdf) as document, document.open_outline() as outline:
        found = set(outlined(outline.root))
    yield from (f"no section {title!r}" for title in titles if title not in found)


def main():
    recto, out = sys.argv[1], pathlib.Path(sys.argv[2])
    themes = subprocess.run([recto, "themes"], check=True, capture_output=True, text=True).stdout
    themes = [line.split()[0] for line in themes.splitlines()]
    passed = failed = 0
    samples = sorted((ROOT / "data" / "samples").glob("*.yaml"))
    contents = [yaml.load(sample.read_text(), Loader=yaml.BaseLoader) for sample in samples]
    for theme in themes:
        for paper in PAPERS:
            command = [recto, "build", "-q", *map(str, samples), "-t", theme, "--paper", paper, "-o",
                       str(out / f"{{name}}-{theme}-{paper}.pdf"), "--no-system-fonts", "--date", "2026-01-31"]
            subprocess.run(command, check=True)
            for sample, data in zip(samples, contents):
                pdf = out / f"{sample.stem}-{theme}-{paper}.pdf"
                problems = [*check_file(pdf), *check_text(pdf, data, theme in STRICT_THEMES)]
                for problem in problems:
                    print(f"{pdf.name}: {problem}")
                passed, failed = passed + (not problems), failed + bool(problems)
    for fixture, (flags, _) in foreign.DIALECTS.items():
        for theme in themes:
            pdf = out / f"{re.sub(r'[/.]', '-', fixture)}-{theme}.pdf"
            command = [recto, "build", str(foreign.FIXTURES / fixture), *flags, "-t", theme,
                       "-o", str(pdf), "--no-system-fonts", "--date", "2026-01-31"]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
            strict = theme in STRICT_THEMES
            tools = sys.modules[__name__]
            problems = [*check_file(pdf), *foreign.check(pdf, fixture, told, strict, tools)]
            for problem in problems:
                print(f"{pdf.name}: {problem}")
            passed, failed = passed + (not problems), failed + bool(problems)
    for file, data, language, theme in translations(themes):
        pdf = out / f"{file.stem}-{language}-{theme}.pdf"
        # Chinese and Japanese fonts are too large to embed, so system fonts are used.
        subprocess.run([recto, "build", "-q", str(file), "--lang", language, "-t", theme, "-o", str(pdf),
                        "--date", "2026-01-31"], check=True)
        problems = [*check_file(pdf), *check_letters(pdf, data, language, theme)]
        for problem in problems:
            print(f"{pdf.name}: {problem}")
        passed, failed = passed + (not problems), failed + bool(problems)
    resume = out / "one-of-each.json"
    resume.write_text(json.dumps(ONE_OF_EACH))
    for file in sorted((ROOT / "data" / "locales").glob("*.toml")):
        pdf = out / f"locale-{file.stem}.pdf"
        command = [recto, "build", "-q", "--message-format", "json", str(resume), "--lang", file.stem,
                   "-t", "plain", "-o", str(pdf), "--date", "2026-01-31"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stderr.splitlines()
        told = [message for message in map(json.loads, told) if message.get("code", "nearly-empty-page") != "nearly-empty-page"]
        titles = tomllib.loads(file.read_text())["titles"].values()
        problems = [*told, *check_file(pdf), *check_titles(pdf, titles)]
        for problem in problems:
            print(f"{pdf.name}: {problem}")
        passed, failed = passed + (not problems), failed + bool(problems)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
