"""Checks HTML files with html-validate, and with axe in Chromium.

Chromium's accessibility tree (headings with levels, links with targets, list items, text) is compared with the
Markdown of the same résumé, in order.

Usage: forms.py RECTO OUT NODE_MODULES. With $SHOTS set it saves a screenshot of each file at each width.
"""

import json
import os
import html
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
# Light and dark mode only differ in colours.
AXE_RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Phone, tablet, desktop.
WIDTHS = [360, 768, 1280]
SAMPLES = sorted(ROOT.glob("data/samples/*.yaml")) + sorted(ROOT.glob("data/samples/*/*.yaml"))
FIXTURES = [ROOT / "tests/fixtures/every-kind.yaml", ROOT / "tests/fixtures/scripts/he.yaml"]


def build():
    """Builds the HTML files: every sample and translation, and a file with all kinds of entries."""
    named = [(source, f"{source.stem}-{number}", []) for number, source in enumerate(SAMPLES + FIXTURES)]
    # A colour with too little contrast on white, and embedded fonts.
    named.append((FIXTURES[0], "pale", ["-t", "ivy", "--set", "accent=#9bd3ff", "--set", "employer-first=false", "--set", "html-fonts=embed"]))
    files = []
    for source, name, settings in named:
        file = OUT / f"{name}.html"
        command = [RECTO, "build", "-q", str(source), "--format", "html,md", "--embed-data", *settings, "-o", str(file)]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        files.append(file)
    return files


def validate(files):
    """Returns the problems found by html-validate with its standard and WCAG rules."""
    rules = {
        "extends": ["html-validate:standard", "html-validate:a11y"],
        # Structured data is on one line, and URLs may contain telephone numbers with blanks.
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


def letters(text):
    """Returns only letters and digits, since blanks and signs may differ."""
    return re.sub(r"[\W_]", "", text)


def heard(page):
    """Returns the accessibility tree in order, as pairs of role and text."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    nodes = {node["nodeId"]: node for node in tree}
    found = []

    def walk(node, is_in_main):
        role = node.get("role", {}).get("value")
        name = node.get("name", {}).get("value", "")
        properties = {it["name"]: it["value"].get("value") for it in node.get("properties", [])}
        if role == "main":
            found.append(("main", ""))
        elif not node.get("ignored"):
            if role == "heading":
                found.append((f"h{properties['level']}", letters(name)))
            elif role == "link":
                found.append(("link", properties["url"]))
            elif role == "listitem":
                found.append(("item", ""))
            elif role == "StaticText":
                found.append(("text" if is_in_main else "text outside", letters(name)))
        for child in node["childIds"]:
            if role != "ListMarker" and child in nodes:
                walk(nodes[child], is_in_main or role == "main")

    walk(next(node for node in tree if "parentId" not in node), False)
    return found


def written(markdown):
    """Returns the same pairs for Markdown as recto writes it: one paragraph per line, escaped signs."""
    found = [("main", "")]
    for line in markdown.split("\n"):
        level = re.match(r"(#+) ", line)
        plain = html.unescape(re.sub(r"</?\w[^>]*>|<!-- -->", "", re.sub(r"\[((?:\\.|[^\]\\])*)\]\(\S*\)", r"\1", line)))
        if level:
            found.append((f"h{len(level[1])}", letters(plain)))
        if re.match(r" *([-*]|\d+\.) ", line):
            found.append(("item", ""))
            plain = re.sub(r"^ *\d+\. ", "", plain)
        found.extend(("link", html.unescape(target)) for target in re.findall(r"(?<!\\)\]\((\S*)\)", line))
        found.append(("text", letters(plain)))
    return found


def compare(page, file, errors):
    """Compares the accessibility tree with the Markdown of the same résumé."""
    tree, markdown = heard(page), written(file.with_suffix(".md").read_text(encoding="utf-8"))
    outside = [text for kind, text in tree if kind == "text outside"]
    if outside or [kind for kind, _ in tree].count("main") != 1:
        errors.append(f"{file.name}: not all text is in one landmark: {outside}")
    # Contacts are a list in HTML and a line in Markdown.
    contacts = page.locator("header li").count()
    for kinds in [{"h1", "h2", "h3", "h4", "h5", "h6"}, {"link"}, {"item"}]:
        told, said = ([it for it in found if it[0] in kinds] for found in [tree, markdown])
        said = [("item", "")] * contacts + said if kinds == {"item"} else said
        same = lambda it: (it[0], it[1].rstrip("/"))
        if list(map(same, told)) != list(map(same, said)):
            only = [it for it in zip(told + [None], said + [None]) if it[0] != it[1]][:1]
            errors.append(f"{file.name}: {len(told)} of {kinds} for a screen reader, {len(said)} in Markdown: {only}")
    told, said = ("".join(text for kind, text in found if kind == "text") for found in [tree, markdown])
    if told != said:
        at = len(os.path.commonprefix([told, said]))
        errors.append(f"{file.name}: the accessibility tree has …{told[at:at + 40]}…, Markdown …{said[at:at + 40]}…")


def look(page, file, errors):
    """Checks a file with axe at every width in light and dark mode, and prints it to PDF."""
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
        if scheme == "light":
            compare(page, file, errors)
            faces = page.evaluate("document.fonts.ready.then(() => [...document.fonts].map(it => it.status))")
            if "error" in faces or (file.stem == "pale" and "loaded" not in faces):
                errors.append(f"{file.name}: the state of its fonts: {faces}")
        page.evaluate(AXE)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", AXE_RULES[scheme])
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
    # The order of right-to-left text differs between PDF extractors.
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
    print(f"forms: {len(files)} HTML files at {len(WIDTHS)} widths, light and dark: {len(errors)} problems")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
