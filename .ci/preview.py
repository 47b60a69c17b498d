"""Drives the preview in Debian's Chromium with Playwright, and checks it with axe.

usage: preview.py RECTO OUT-FOLDER AXE [--measure EDITS] [--shots]

Pages are updated without reloading or losing the scroll position, and only changed pieces are replaced. Errors
appear above the last good pages. Theme, options, paper, variant and language can be switched and are written to
the file without changing anything else. Clicking a word shows its line, in every theme. Requests without the token
or from other origins are rejected, and the page makes no external requests. axe finds no problems.
`--measure` prints the time from a save to the updated page, and the memory after many saves; `--shots` saves
screenshots at three widths, in light and dark mode, with and without errors.
"""

import http.client
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse

from playwright.sync_api import sync_playwright

JOB = """\
- name: {name}
  position: Engineer # What the card said.
  location: Osterby
  startDate: {start}-03
  endDate: {end}-08
  summary: Builds looms for workshops along the coast, and keeps those that run.
  highlights:
{highlights}"""
FIRST = ("Wove", "Drew", "Built", "Mended", "Taught", "Measured")
SECOND = ("a carpet", "the plans", "twelve looms", "a warping mill", "two apprentices", "the drift of a shuttle")


def resume():
    """Returns a résumé of three or four pages with comments in all possible places."""
    jobs = []
    for number in range(12):
        lines = [
            f"  - {FIRST[(number + i) % 6]} {SECOND[(number * 5 + i) % 6]} for hall {number * 7 + i}, from the first sketch "
            "to the day it was handed over, and wrote down how it is done"
            for i in range(6)
        ]
        jobs.append(JOB.format(name=f"Works{number}", start=2020 - 2 * number, end=2021 - 2 * number,
                               highlights="\n".join(lines) + "\n"))
    return f"""\
# The whole life of Runa.
meta:
  languages: [en, fr] # Both are read here.
  theme: compact   # Until something better is found.
  pages: as-designed
  options:
    # Sea blue.
    accent: "#0b5394"
  variants:
    short: {{max: work=2}}
basics:
  name: Runa Halvorsen
  label: {{en: Loom engineer, fr: Ingénieure textile}}
  email: runa@looms.example   # Read daily.
work:
{"".join(jobs)}skills:
- name: Looms
  keywords:
  - Jacquard
  - Dobby
languages:
- {{language: Danish, fluency: native}}
"""


class Preview:
    """A running preview and its output."""

    def __init__(self, recto, folder, *args):
        command = [recto, "preview", "cv.yaml", "--date", "2026-01-31", "--no-system-fonts", *args]
        environment = {**os.environ, "VISUAL": "", "EDITOR": ""}
        self.process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True, env=environment)
        for line in self.process.stderr:
            found = re.search(r"preview at (\S+)", line)
            if found:
                self.address = found.group(1)
                break
        else:
            sys.exit("preview.py: the preview does not start")
        threading.Thread(target=self.process.stderr.read, daemon=True).start()

    def status(self, path=None, **headers):
        """Returns the status of a request that any program could send."""
        parts = urllib.parse.urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname, parts.port)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", parts.path if path is None else path, headers=headers)
        return connection.getresponse().status

    def stop(self):
        self.process.kill()
        self.process.wait()


def check(holds, message):
    if not holds:
        sys.exit(f"preview.py: {message}")


class Browser:
    """A browser page and its requests."""

    def __init__(self, playwright, axe, **look):
        self.browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        self.page = self.browser.new_page(viewport={"width": 1280, "height": 800}, **look)
        self.axe = pathlib.Path(axe).read_text()
        self.asked, self.wrong = [], []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)

    def open(self, address):
        self.page.goto(address)
        self.page.wait_for_selector("body[data-shown]")

    def shown(self):
        return int(self.page.evaluate("document.body.dataset.shown"))

    def wait(self, expression, what):
        # The content security policy prevents Playwright's own waiting functions, which use eval.
        end = time.monotonic() + 60
        while not self.page.evaluate(expression):
            if time.monotonic() > end:
                state = self.page.evaluate("[document.body.dataset.shown, document.getElementById('status').textContent]")
                sys.exit(f"preview.py: {what} {state}")
            self.page.wait_for_timeout(5)

    def wait_for_next(self, before, what):
        self.wait(f"Number(document.body.dataset.shown) > {before}", what)

    def replaced(self):
        return self.page.evaluate("[...document.querySelectorAll('figure')].map((it) => Number(it.dataset.replaced))")

    def barriers(self, where):
        # The content security policy blocks scripts, so Playwright injects axe.
        self.page.evaluate(self.axe)
        found = self.page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        said = [f"{it['id']}: {it['help']} {[node['target'] for node in it['nodes']][:3]}" for it in found["violations"]]
        check(not said, f"axe finds, {where}: {said}")

    def click_word(self, text, n=0):
        """Clicks a word and returns the displayed source."""
        spot = self.page.evaluate(
            """async ([text, n]) => {
              const { words } = await (await fetch('words')).json();
              const word = words.filter((it) => it[5].replace(/^\\W+|\\W+$/g, '').toLowerCase() === text.toLowerCase())[n];
              if (!word) return null;
              const figure = document.querySelectorAll('figure')[word[0]];
              const factor = figure.getBoundingClientRect().width / figure.size[0];
              const pages = document.getElementById('pages');
              pages.scrollTop += figure.getBoundingClientRect().top + word[2] * factor - 300;
              const box = figure.getBoundingClientRect();
              return [box.left + (word[1] + word[3] / 2) * factor, box.top + (word[2] + word[4] / 2) * factor];
            }""",
            [text, n],
        )
        check(spot, f"no word `{text}` on the pages")
        self.page.evaluate("document.getElementById('source').textContent = ''")
        self.page.mouse.click(*spot)
        self.wait("document.getElementById('source').textContent !== ''", f"nothing is said of `{text}`")
        return self.page.inner_text("#source")


def line_of(file, text):
    lines = file.read_text().splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def strangers(preview, other):
    own = urllib.parse.urlsplit(preview.address)
    check(preview.status() == 200, "the page is not served")
    check(own.hostname == "127.0.0.1", "it listens elsewhere than on the loopback")
    check(own.port != urllib.parse.urlsplit(other.address).port, "two previews have one port")
    for path in ("/", "/x/", "/" + "0" * 32 + "/", own.path.rstrip("/"), "/../" + own.path):
        check(preview.status(path) == 403, f"`{path}` is answered without the token")
    for name in ("cv.yaml", "../cv.yaml", "page/../../cv.yaml", "page/cv.yaml", "%2e%2e/cv.yaml"):
        check(preview.status(own.path + name) == 404, f"the file `{name}` is served")
    check(preview.status(Host="evil.example") == 403, "a foreign host is answered")
    check(preview.status(Host=f"evil.example:{own.port}") == 403, "a foreign host is answered")
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{own.port}", "http://127.0.0.1:1"):
        check(preview.status(Origin=origin) == 403, f"the origin `{origin}` is answered")
    check(preview.status(Sec_Fetch_Site="cross-site") == 403, "another site is answered")
    check(preview.status(Origin=f"http://127.0.0.1:{own.port}") == 200, "its own page is not answered")


def edits(browser, file):
    """Editing a word updates only its page and keeps the scroll position."""
    page = browser.page
    count = len(browser.replaced())
    check(count >= 3, f"the résumé has {count} pages")
    page.evaluate("window.marked = true; document.getElementById('pages').scrollTop = 400")
    before, shown = browser.replaced(), browser.shown()
    own = page.evaluate("(async () => (await (await fetch('words')).json()).words.find((it) => it[5].includes('Dobby'))[0])()")
    file.write_text(file.read_text().replace("Dobby", "Dobbies"))
    browser.wait_for_next(shown, "an edit is not shown")
    after = browser.replaced()
    changed = [i for i in range(count) if after[i] != before[i]]
    check(changed == [own], f"an edit of page {own} replaced the pages {changed}")
    check(page.evaluate("window.marked === true"), "the page was loaded again")
    check(page.evaluate("document.getElementById('pages').scrollTop") == 400, "the place on the page was lost")
    # An equivalent edit does not redraw anything.
    shown = browser.shown()
    file.write_text(file.read_text() + "# The end.\n")
    browser.wait_for_next(shown, "a comment is not noticed")
    check(browser.replaced() == after, "a comment replaced a page")


def errors(browser, file):
    page = browser.page
    good, before = file.read_text(), browser.replaced()
    file.write_text(good.replace("  email:", "  emial:"))
    browser.wait("!document.getElementById('problems').hidden", "an error is not shown")
    said = page.inner_text("#messages")
    check("emial" in said and "cv.yaml:" in said and "^" in said, f"an error without line and caret: {said}")
    check(browser.replaced() == before, "an error took the last good pages away")
    check("error" in page.inner_text("#status"), "the status does not tell of the error")
    browser.barriers("with an error")
    file.write_text(good)
    browser.wait("document.getElementById('problems').hidden", "an error stays")


def looks(browser, file):
    page = browser.page
    text = file.read_text()

    def choose(control, value, done):
        shown = browser.shown()
        page.select_option(f"#control-{control}", value)
        browser.wait_for_next(shown, f"{control} is not changed")
        browser.wait(done, f"{control} is not {value}")

    page.click("#show-look")
    page.wait_for_selector("#control-theme")
    size = "document.querySelector('figure').size"
    choose("paper", "a5" if page.query_selector("#control-paper option[value=a5]") else "us-letter",
           f"{size}[0] !== 595.28 && {size}[1] < 841")
    choose("theme", "plain", "document.getElementById('flags').textContent.includes('--theme plain')")
    choose("lang", "fr", "document.querySelector('.sheet').getAttribute('lang') === 'fr'")
    choose("variant", "short", "document.querySelectorAll('figure').length <= 2")
    choose("variant", "", "document.querySelectorAll('figure').length > 2")
    shown = browser.shown()
    page.locator("#control-option-font-size ~ input").fill("9.5pt")
    page.locator("#control-option-font-size ~ input").press("Enter")
    browser.wait_for_next(shown, "an option is not changed")
    flags = page.inner_text("#flags")
    for flag in ("--theme plain", "--lang fr", "--set font-size=9.5pt", "--paper "):
        check(flag in flags, f"`{flag}` is not among the flags: {flags}")
    check(file.read_text() == text, "a look was written without being asked")
    browser.barriers("with the panel of the look")
    # An invalid value is reported, and the last good page remains.
    page.locator("#control-option-font-size ~ input").fill("900pt")
    page.locator("#control-option-font-size ~ input").press("Enter")
    browser.wait("document.getElementById('status').classList.contains('bad')", "a wrong value is not told")
    page.click("#show-look") if page.is_hidden("#look") else None
    page.locator("#control-option-font-size ~ input").fill("9.5pt")
    page.locator("#control-option-font-size ~ input").press("Enter")
    browser.wait("!document.getElementById('status').classList.contains('bad')", "a mended value is not shown")
    if page.is_hidden("#look"):
        page.click("#show-look")
    page.click("#reset")
    browser.wait("document.getElementById('write').disabled", "the look of the file does not come back")


def written(browser, file):
    """Only the requested lines of `meta` are written."""
    page = browser.page
    text = file.read_text()
    shown = browser.shown()
    page.select_option("#control-theme", "ivy")
    browser.wait_for_next(shown, "the theme is not changed")
    shown = browser.shown()
    page.locator("#control-option-accent ~ input").fill("#7a1f3d")
    page.locator("#control-option-accent ~ input").press("Enter")
    browser.wait_for_next(shown, "the colour is not changed")
    browser.wait("document.getElementById('flags').textContent.includes('accent')", "the colour is not among the flags")
    page.click("#write")
    browser.wait("document.getElementById('source').textContent.startsWith('Written')", "nothing is written")
    want = text.replace("theme: compact   #", "theme: ivy   #").replace('accent: "#0b5394"', 'accent: "#7a1f3d"')
    check(want != text and file.read_text() == want, f"other lines were written:\n{file.read_text()[:600]}")
    browser.wait("document.getElementById('write').disabled", "what is written is still to be written")
    page.click("#show-look")


def sources(browser, file, themes):
    """Clicking a word shows its line, in every theme."""
    page = browser.page
    page.click("#show-look")
    for theme in themes:
        shown = browser.shown()
        if page.input_value("#control-theme") != theme:
            page.select_option("#control-theme", theme)
            browser.wait_for_next(shown, f"{theme} is not shown")
            browser.wait(f"document.getElementById('control-theme').value === '{theme}'", f"{theme} is not shown")
        for word, line in (
            ("Halvorsen", "name: Runa"), ("Works3", "name: Works3"), ("Jacquard", "- Jacquard"),
            ("Dobbies", "- Dobbies"), ("Danish", "language: Danish"), ("native", "fluency: native"),
            ("runa@looms.example", "email:"),
        ):
            said = browser.click_word(word)
            number = line_of(file, line)
            check(said.startswith(f"cv.yaml:{number}:"), f"in {theme} `{word}` of line {number} is said to be {said!r}")
        # These words occur in many bullets; this one belongs to the third job.
        said = browser.click_word("14")
        check(said.startswith(f"cv.yaml:{line_of(file, 'hall 14,')}:"), f"in {theme} a bullet is said to be {said!r}")
        year = browser.page.evaluate(
            "(async () => (await (await fetch('words')).json()).words.map((it) => it[5]).find((it) => it.includes('2014')))()")
        said = browser.click_word(re.sub(r"^\W+|\W+$", "", year))
        lines = {line_of(file, "startDate: 2014-03"), line_of(file, "endDate: 2015-08")}
        check(any(said.startswith(f"cv.yaml:{number}:") for number in lines), f"in {theme} a date is said to be {said!r}")
    page.click("#reset")
    browser.wait("document.getElementById('control-theme').value === 'ivy'", "the theme of the file does not come back")
    browser.wait("document.getElementById('write').disabled", "the look of the file does not come back")
    page.click("#show-look")


def keyboard(browser, file):
    """Finds a word and reads the text line by line with the keyboard."""
    page = browser.page
    page.focus("#pages")
    page.keyboard.press("/")
    check(page.evaluate("document.activeElement.id") == "query", "the slash does not lead to the search")
    page.keyboard.type("Jacquard")
    page.keyboard.press("Enter")
    number = line_of(file, "- Jacquard")
    browser.wait(f"document.getElementById('source').textContent.startsWith('cv.yaml:{number}:')",
                 "a word that is found has no line")
    check(page.inner_text("#hits") == "1 of 1", f"one word is found {page.inner_text('#hits')}")
    page.fill("#query", "")
    page.focus("#show-text")
    page.keyboard.press("Enter")
    page.wait_for_selector("#lines button")
    first = "document.querySelector('#lines li')?.textContent"
    browser.wait(f"{first} === 'Runa Halvorsen'", f"the text does not begin with the name: {page.evaluate(first)!r}")
    check(re.match(r"\d{3,} words on \d pages", page.inner_text("#words")), page.inner_text("#words"))
    browser.barriers("with the text")
    page.keyboard.press("Escape")
    check(page.is_hidden("#side"), "Escape does not close the panel")
    page.focus("#pages")
    width = "document.querySelector('figure').getBoundingClientRect().width"
    before = page.evaluate(width)
    page.keyboard.press("+")
    check(page.evaluate(width) > before, "plus does not enlarge")
    page.keyboard.press("f")
    check(abs(page.evaluate(width) - before) < 1, "f does not fit the width")
    for key in "smbsmb":
        page.keyboard.press(key)


def shots(browser, file, out):
    good = file.read_text()
    bad = good.replace("  email:", "  emial:")
    for width in (390, 800, 1400):
        browser.page.set_viewport_size({"width": width, "height": 844})
        for scheme in ("light", "dark"):
            browser.page.emulate_media(color_scheme=scheme)
            for name, panel in (("pages", None), ("look", "look"), ("text", "text"), ("error", None)):
                file.write_text(bad if name == "error" else good)
                bad_now = "document.getElementById('status').classList.contains('bad')"
                browser.wait(bad_now if name == "error" else f"!{bad_now}", "the file is not shown")
                if panel:
                    browser.page.click(f"#show-{panel}")
                    browser.page.wait_for_selector(f"#{panel}")
                browser.barriers(f"{width} wide, {scheme}, {name}")
                browser.page.screenshot(path=out / f"preview-{width}-{scheme}-{name}.png")
                if panel:
                    browser.page.click(f"#show-{panel}")
        file.write_text(good)


def memory(process):
    """Returns the resident memory in MiB."""
    pages = pathlib.Path(f"/proc/{process.pid}/statm").read_text().split()[1]
    return int(pages) * resource.getpagesize() / (1 << 20)


def measure(browser, file, preview, count):
    """Measures the time from a save to the updated page, and the memory."""
    text = file.read_text()
    times, builds, usage = [], [], {}
    browser.page.evaluate("""() => {
      window.landed = {};
      new MutationObserver(() => {
        window.landed[document.body.dataset.shown] = performance.timeOrigin + performance.now();
        window.land?.();
      }).observe(document.body, { attributes: true, attributeFilter: ['data-shown'] });
    }""")
    for number in range(1, count + 1):
        shown = browser.shown()
        edited = text.replace("Jacquard", f"Jacquard{number}")
        temporary = file.with_name("cv.new")
        temporary.write_text(edited)
        # Asking the page again and again would take time from it.
        browser.page.evaluate("() => { window.next = new Promise((land) => { window.land = land; }); }")
        saved = time.time() * 1000
        temporary.rename(file)
        browser.page.evaluate("() => window.next")
        browser.wait_for_next(shown, f"save {number} is not shown")
        times.append(browser.page.evaluate("window.landed[document.body.dataset.shown]") - saved)
        builds.append(int(re.search(r"in (\d+) ms", browser.page.inner_text("#status")).group(1)))
        if number in (100, count):
            usage[number] = memory(preview.process)
    file.write_text(text)
    times.sort()
    share = lambda part: times[min(len(times) - 1, int(part * len(times)))]
    print(f"{count} saves: median {statistics.median(times):.0f} ms, p95 {share(.95):.0f} ms, longest {times[-1]:.0f} ms; "
          f"of which build and drawing {statistics.median(builds)} ms; memory " +
          ", ".join(f"{value:.0f} MiB after {number}" for number, value in usage.items()))
    first, last = min(usage), max(usage)
    check(first < 100 or usage[last] < 1.5 * usage[first], "memory grows with each save")


def main():
    recto, out, axe = sys.argv[1], pathlib.Path(sys.argv[2]) / "preview", sys.argv[3]
    out.mkdir(parents=True, exist_ok=True)
    file = out / "cv.yaml"
    file.write_text(resume())
    listed = subprocess.run([recto, "themes"], capture_output=True, text=True, check=True).stdout
    themes = [line.split()[0] for line in listed.splitlines() if line[:1].isalpha()]
    opened = out / "opened"
    script = out / "editor.sh"
    script.write_text(f'#!/bin/sh\necho "$@" >> {opened}\n')
    script.chmod(0o755)
    preview = Preview(recto, out)
    other = Preview(recto, out, "--editor", f"{script} {{line}} {{file}}")
    try:
        with sync_playwright() as playwright:
            strangers(preview, other)
            browser = Browser(playwright, axe)
            browser.open(preview.address)
            if "--measure" in sys.argv:
                measure(browser, file, preview, int(sys.argv[sys.argv.index("--measure") + 1]))
                return
            if "--shots" in sys.argv:
                shots(browser, file, out)
                return
            browser.barriers("at first")
            edits(browser, file)
            errors(browser, file)
            looks(browser, file)
            written(browser, file)
            sources(browser, file, themes)
            shown = browser.shown()
            file.write_text(file.read_text().replace("theme: ivy", "theme: compact"))
            browser.wait_for_next(shown, "the theme of the file is not changed")
            browser.wait("document.getElementById('control-theme').value === 'compact'", "the theme of the file is not shown")
            keyboard(browser, file)
            for scheme, width in (("dark", 1280), ("dark", 390), ("light", 390)):
                browser.page.emulate_media(color_scheme=scheme)
                browser.page.set_viewport_size({"width": width, "height": 800})
                browser.barriers(f"{scheme}, {width} wide")
                wide = browser.page.evaluate("document.documentElement.scrollWidth")
                check(wide <= width, f"the page is {wide} wide in a window of {width}")
            asked = {url for url in browser.asked if not url.startswith((preview.address, "data:"))}
            check(not asked, f"asked of elsewhere: {asked}")
            wrong = [said for said in browser.wrong if "axe" not in said]
            check(not wrong, f"the page's script failed: {wrong}")
            browser.page.set_viewport_size({"width": 1280, "height": 800})
            browser.open(other.address)
            browser.click_word("Halvorsen")
            # Other checks may run at the same time.
            for _ in range(1200):
                if opened.exists() and opened.read_text():
                    break
                time.sleep(.05)
            check(opened.exists() and opened.read_text().split() == [str(line_of(file, "name: Runa")), "cv.yaml"],
                  "the editor is not told the line")
            print(f"preview.py: {len(themes)} themes, {len(browser.asked)} requests, none external")
    finally:
        preview.stop()
        other.stop()


main()
