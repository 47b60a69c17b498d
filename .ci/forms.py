"""Checks HTML by programs that we did not write: html-validate, and axe in Chromium.

Usage: forms.py RECTO OUT NODE_MODULES. With $SHOTS set it keeps a picture of each file in each width.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

RECTO, OUT, MODULES = sys.argv[1], Path(sys.argv[2]) / "forms", Path(sys.argv[3]).resolve()
ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
AXE = (MODULES / "axe-core/axe.min.js").read_text(encoding="utf-8")
# A phone, a tablet, a desk.
WIDTHS = [360, 768, 1280]
SAMPLES = sorted(ROOT.glob("data/samples/*.yaml")) + sorted(ROOT.glob("data/samples/*/*.yaml"))
FIXTURES = [ROOT / "tests/fixtures/every-kind.yaml", ROOT / "tests/fixtures/scripts/he.yaml"]


def build():
    """Returns the HTML files: every sample and translation, and what has every kind of entry."""
    files = []
    for number, source in enumerate(SAMPLES + FIXTURES):
        file = OUT / f"{source.stem}-{number}.html"
        subprocess.run([RECTO, "build", "-q", str(source), "-o", str(file)], check=True, stderr=subprocess.DEVNULL)
        files.append(file)
    # A colour that is too pale by day, a theme in another family.
    file = OUT / "pale.html"
    settings = ["-t", "ivy", "--set", "accent=#9bd3ff", "--set", "employer-first=false"]
    subprocess.run([RECTO, "build", "-q", str(FIXTURES[0]), *settings, "-o", str(file)], check=True, stderr=subprocess.DEVNULL)
    return files + [file]


def validate(files):
    """Returns what html-validate finds, by its standard rules and those of WCAG."""
    rules = {
        "extends": ["html-validate:standard", "html-validate:a11y"],
        # Data for search engines is written in one line; an address may hold a telephone number with blanks.
        "rules": {"long-title": "off", "tel-non-breaking": "off", "no-inline-style": "error", "require-sri": "error"},
    }
    (OUT / ".htmlvalidate.json").write_text(json.dumps({"root": True, **rules}), encoding="utf-8")
    program = MODULES / ".bin/html-validate"
    run = subprocess.run(
        [program, "--formatter", "json", *[file.name for file in files]], cwd=OUT, capture_output=True, text=True
    )
    if run.returncode not in (0, 1):
        return [f"html-validate: {run.stderr}"]
    return [
        f"{Path(result['filePath']).name}: {message['ruleId']}: {message['message']}"
        for result in json.loads(run.stdout)
        for message in result["messages"]
    ]


def look(page, file, errors):
    """Opens a file in every width, by day and by night, asks axe, and prints it."""
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: errors.append(f"{file.name}: console: {message.text}"))
    for scheme in ["light", "dark"]:
        page.emulate_media(media="screen", color_scheme=scheme)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(file.as_uri())
            wide = page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                errors.append(f"{file.name}: {wide} pixels wide in a window of {width}")
            if os.environ.get("SHOTS"):
                page.screenshot(path=OUT / f"{file.stem}-{scheme}-{width}.png", full_page=True)
        page.evaluate(AXE)
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = page.evaluate("options => axe.run(document, options)", options)
        for violation in found["violations"]:
            nodes = violation["nodes"][0]["html"][:120]
            errors.append(f"{file.name}: {scheme}: axe: {violation['id']}: {nodes}")
    outside = [url for url in requests if not url.startswith(("file:", "data:"))]
    errors.extend(f"{file.name}: asks for {url}" for url in outside)
    page.emulate_media(media="print", color_scheme="light")
    pdf = OUT / f"{file.stem}-print.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True, tagged=True)
    text = subprocess.run(["pdftotext", "-raw", pdf, "-"], capture_output=True, text=True, check=True).stdout
    heading = page.evaluate("document.querySelector('h1,h2').textContent")
    letters = lambda it: re.sub(r"\W", "", it)
    # Letters that run from right to left come out of a PDF in many orders.
    if page.evaluate("document.dir") == "ltr" and letters(heading) not in letters(text):
        errors.append(f"{file.name}: printed, it has lost “{heading}”")


def main():
    OUT.mkdir(exist_ok=True)
    files = build()
    errors = validate(files)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for file in files:
            context = browser.new_context(bypass_csp=True)
            look(context.new_page(), file, errors)
            context.close()
        browser.close()
    for error in errors:
        print(error, file=sys.stderr)
    print(f"forms: {len(files)} HTML files in {len(WIDTHS)} widths, by day and by night: {len(errors)} faults")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
