"""Checks that a PDF contains all texts of a fixture in another tool's format."""

import csv
import json
import pathlib
import re
import xml.etree.ElementTree as ElementTree

import pypdf
import yaml

FIXTURES = pathlib.Path(__file__).resolve().parent.parent / "tests" / "fixtures"
# For each fixture: flags, and ends of paths to settings and to words that recto translates.
DIALECTS = {
    "jsonresume/complete.json": ([], [".countryCode"]),
    "jsonresume/extended.json": ([], [".countryCode"]),
    "jsonresume/wild.jsonc": ([], [".countryCode", ".x-ferrocv"]),
    "rendercv.yaml": ([], [".design", ".locale", ".settings", ".fontawesome_icon",
                          ".languages.details"]),
    "yamlresume.yaml": ([], [".layouts", ".locale", ".degree", ".level", ".fluency",
                             ".location.country", ".languages.language"]),
    "fresh/every-field.json": (["--private"], [".private", ".disposition.remote",
                                               ".other.category", ".contact.category",
                                               ".location.country"]),
    "linkedin": (["--private"], [".Status", ".Connections.csv", ".Registration.csv",
                                ".Hobbies.csv", ".Confirmed", ".Primary"]),
    "xmlresume/complete.xml": ([], [".docpath"]),
}
SILENT = [".$schema", ".meta", ".image", ".photo", ".picture", ".id", ".tags"]
# Dates are formatted, so only the year is searched for.
DATE = re.compile(r"date|Date|lastModified|\.start$|\.end$| On$")


def of_element(element):
    """Converts an element to lists and texts, without attributes."""
    children = [element.text or ""]
    for child in element:
        children += [{child.tag.split("}")[-1]: of_element(child)}, child.tail or ""]
    return children


def load(path):
    if path.is_dir():
        tables = sorted(path.glob("*.csv"))
        return {table.name: list(csv.DictReader(table.open(encoding="utf-8"))) for table in tables}
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".xml":
        return of_element(ElementTree.fromstring(text))
    if path.suffix in (".json", ".jsonc"):
        # Comments in the fixtures follow a blank, unlike `//` in URLs.
        text = re.sub(r"(?m)(^|\s)//.*$|/\*.*?\*/", "", text)
        return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))
    return yaml.load(text, Loader=yaml.BaseLoader)


def texts(node, silent, path=""):
    """Yields every line of text below a node, in file order."""
    if isinstance(node, dict):
        for key, value in node.items():
            inner = f"{path}.{key}"
            if not any(inner.endswith(end) for end in SILENT + silent):
                yield from texts(value, silent, inner)
    elif isinstance(node, list):
        for item in node:
            yield from texts(item, silent, path)
    elif DATE.search(path):
        yield from re.findall(r"\b\d{4}\b", str(node))[:1]
    elif node is not None:
        yield from str(node).splitlines()


def targets(pdf):
    """Returns the link targets of a PDF."""
    for sheet in pypdf.PdfReader(pdf).pages:
        for annotation in sheet.get("/Annots") or []:
            yield str(annotation.get_object().get("/A", {}).get("/URI", ""))


def check(pdf, fixture, told, strict, tools):
    """Yields the data of a fixture that are neither in the PDF nor in the messages.

    `tools` contains functions of the calling script.
    """
    def letters(text):
        text = re.sub(r"</?(?:em|strong|p)>|https?://(?:www\.)?|mailto:|tel:", "", text)
        return joined(tools.words(tools.plain(text.replace("&times;", "×"))))

    def joined(words):
        return "".join(words).replace("_", "")

    links = {letters(target) for target in targets(pdf)}
    told = letters(told)
    wanted = list(texts(load(FIXTURES / fixture), DIALECTS[fixture][1]))
    for name, text, follows_stream in tools.extractors(pdf):
        found = tools.words(tools.without_furniture(text))
        stream = joined(found)
        for string in wanted:
            whole = letters(string)
            parts = [letters(part) for part in re.split(r", |[\[\],]|\b[A-Z]+:", string)]
            if whole in stream or all(part in stream for part in parts):
                continue
            if whole in told or whole in links:
                continue
            # Extractors that guess the layout may interleave adjacent columns.
            apart = set(tools.words(tools.plain(string))) <= set(found)
            if not (apart and not strict and not follows_stream):
                yield f"{name}: lost {string[:70]!r}"
