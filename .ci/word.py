"""Builds Word documents and reads them with independent programs.

usage: word.py RECTO OUT-FOLDER

For each sample, translation and fixture of another tool, in both styles: the document is valid by the Office
schemas (openxml-audit); python-docx finds the title, headings, lists and links; the bytes are reproducible.
LibreOffice converts it to PDF and text, which contain every word of recto's own text output with the paragraphs in
order, and rewrites it with the same headings and links.
"""

import collections
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import docx
import pypdf
import yaml
from openxml_audit import OpenXmlValidator

ROOT = pathlib.Path(__file__).resolve().parent.parent
DATE = "2026-01-31"
LINK = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}hyperlink"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
VALUE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
NUMBERING = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}numId"


def plain(text):
    text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFKC", re.sub(r"[‘’']", "", text)).lower()


def words(text):
    """Counts the words of a text."""
    return collections.Counter(re.findall(r"\w+", plain(text)))


def letters(text):
    """Counts the letters of a text, for programs that split words at line ends."""
    return collections.Counter(re.findall(r"[^\W_]", plain(text)))


def first_out_of_order(texts, whole):
    """Returns the first text that does not follow the previous ones, ignoring blanks and signs."""
    whole, at = "".join(re.findall(r"[^\W_]", plain(whole))), 0
    for text in texts:
        wanted = "".join(re.findall(r"[^\W_]", plain(text)))
        found = whole.find(wanted, at)
        if found < 0:
            return text
        at = found + len(wanted)
    return None


def without_breaks(text):
    """Returns plain text without underlines and with URLs joined."""
    return re.sub(r"(?<=[/.@-])\n +|[-=─]{3,}", "", text)


def sources():
    yield from sorted((ROOT / "data/samples").glob("*.yaml"))
    yield from sorted((ROOT / "data/samples").glob("*/*.yaml"))
    yield ROOT / "tests/fixtures/every-kind.yaml"
    yield ROOT / "tests/fixtures/rendercv.yaml"
    yield ROOT / "tests/fixtures/yamlresume.yaml"
    for folder in ["fresh", "jsonresume", "reactive-resume", "scripts"]:
        for file in sorted((ROOT / "tests/fixtures" / folder).iterdir()):
            if file.suffix in {".json", ".yaml"} and "schema" not in file.name:
                yield file


def links(document):
    """Returns the link targets of the body in order."""
    rels = document.part.rels
    found = (it.get(ID) for it in document.element.body.iter(LINK))
    return [rels[it].target_ref for it in found if it]


def headings(document):
    """Returns the headings with their levels, without blanks and text after a tab."""
    named = ((it.style.name, it.text) for it in document.paragraphs)
    return [(name, re.sub(r"\s+", " ", text).strip()) for name, text in named
            if name == "Title" or name.startswith("Heading")]


def list_items(document):
    return [it for it in document.paragraphs if it.style.name.startswith("List ")]


def is_numbered(paragraph):
    style = paragraph.style
    own = paragraph._p.find(f".//{NUMBERING}")
    return own is not None or style.element.find(f".//{NUMBERING}") is not None


def office(folder, target, files):
    """Converts files with LibreOffice."""
    config = folder / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{ROOT / 'fonts'}</dir><cachedir>{folder / 'fonts'}</cachedir></fontconfig>"
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder / 'office'}", "--headless", "--convert-to",
         target, "--outdir", str(folder / target.split(":")[0]), *map(str, files)],
        env={**os.environ, "FONTCONFIG_FILE": str(config)}, check=True, capture_output=True, timeout=500,
    )


def main():
    recto, out = sys.argv[1], pathlib.Path(sys.argv[2]).resolve() / "word"
    out.mkdir(parents=True, exist_ok=True)
    failures, built = [], []
    validator = OpenXmlValidator()
    for source in sources():
        name = "-".join(source.relative_to(ROOT).with_suffix("").parts)
        common = [recto, "build", str(source), "--date", DATE, "--quiet", "--message-format", "short"]
        for look in ["theme", "plain"]:
            file = out / f"{name}-{look}.docx"
            command = [*common, "--set", f"docx-look={look}", "-o", str(file)]
            if subprocess.run(command, capture_output=True).returncode:
                failures.append(f"{file.name}: not built")
                continue
            result = validator.validate(str(file))
            failures += [f"{file.name}: {error}" for error in result.errors[:5]]
            document = docx.Document(str(file))
            names = collections.Counter(name for name, _ in headings(document))
            if not names["Heading 1"]:
                failures.append(f"{file.name}: no heading of a section")
            failures += [f"{file.name}: no item of a list: {it.text[:40]}" for it in list_items(document)
                         if not is_numbered(it) and not it.style.name.startswith("List Continue")]
            if look == "theme":
                with tempfile.TemporaryDirectory() as again:
                    twin = pathlib.Path(again) / "again.docx"
                    subprocess.run([*command[:-1], str(twin)], check=True, capture_output=True)
                    if twin.read_bytes() != file.read_bytes():
                        failures.append(f"{file.name}: other bytes the second time")
                subprocess.run([*common, "-o", str(out / f"{name}.txt")], check=True, capture_output=True)
                built.append((name, file))
    check_core(out, failures)

    files = [file for _, file in built]
    for target in ["txt:Text (encoded):UTF8", "pdf", "docx:MS Word 2007 XML"]:
        office(out, target, files)
    for name, file in built:
        before, after = docx.Document(str(file)), docx.Document(str(out / "docx" / file.name))
        # Plain text contains the targets of links.
        targets = " ".join(it for it in links(before))
        wanted = without_breaks((out / f"{name}.txt").read_text())
        text = (out / "txt" / file.with_suffix(".txt").name).read_text()
        pdf = subprocess.run(
            ["pdftotext", "-raw", out / "pdf" / file.with_suffix(".pdf").name, "-"],
            check=True, capture_output=True, text=True,
        ).stdout
        # In scripts without blanks, lines of plain text may break within words.
        count = letters if re.search("[\u3040-\u9fff]", wanted) else words
        for reader, count, read in [("LibreOffice's text", count, text), ("LibreOffice's PDF", letters, pdf)]:
            lost = count(wanted) - count(f"{read} {targets}")
            if lost:
                failures.append(f"{file.name}: lost in {reader}: {dict(lost)}")
        paragraphs = [it.text for it in before.paragraphs]
        # A page break may split a paragraph, and the order of mixed directions differs between programs.
        begun = [] if re.search("[\u0590-\u06ff]", wanted) else [it[:12] for it in paragraphs]
        for reader, texts, read in [("LibreOffice's text", paragraphs, text), ("LibreOffice's PDF", begun, pdf)]:
            moved = first_out_of_order(texts, read)
            if moved:
                failures.append(f"{file.name}: not in its place in {reader}: {moved[:40]}")
        if headings(before) != headings(after):
            failures.append(f"{file.name}: other headings after LibreOffice wrote it")
        if [it.rstrip("/") for it in links(before)] != [it.rstrip("/") for it in links(after)]:
            failures.append(f"{file.name}: other links after LibreOffice wrote it")
    check_pages(recto, out, failures)
    print(f"word: {len(built)} documents in two styles, {len(failures)} failures")
    for failure in failures[:60]:
        print("  ", failure)
    sys.exit(bool(failures))


def check_pages(recto, out, failures):
    """Compares the page count of a one-page résumé with that of the PDF."""
    pdf = out / "graduate.pdf"
    source = ROOT / "data/samples/graduate.yaml"
    subprocess.run([recto, "build", str(source), "--quiet", "-o", str(pdf)], check=True, capture_output=True)
    pages = [len(pypdf.PdfReader(it).pages) for it in [pdf, out / "pdf/data-samples-graduate-theme.pdf"]]
    if pages[1] > pages[0]:
        failures.append(f"graduate: {pages[1]} pages in Word, {pages[0]} as a PDF")


def check_core(out, failures):
    """Checks the properties of a document, and its header and footer."""
    source = yaml.safe_load((ROOT / "data/samples/kernel-engineer.yaml").read_text())
    document = docx.Document(str(out / "data-samples-kernel-engineer-theme.docx"))
    properties = document.core_properties
    said = (properties.title, properties.author, properties.created.date().isoformat())
    name = source["basics"]["name"]
    if said != (name, name, DATE) or not properties.language.startswith("en"):
        failures.append(f"properties: {said} {properties.language}")
    section = document.sections[0]
    if not section.different_first_page_header_footer or section.header.paragraphs[0].text != name:
        failures.append("the header does not begin on the second page")
    if section.first_page_header.paragraphs and section.first_page_header.paragraphs[0].text:
        failures.append("the first page has a header")


if __name__ == "__main__":
    main()
