"""Makes the pictures of the README and the book that show pages.

    python docs/pictures/make.py RECTO

Needs Pillow, Playwright and Chromium. `message.svg` is not made here but by
`RECTO_UPDATE=1 cargo test --test suite docs`.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs/pictures"
SAMPLE = ROOT / "data/samples/marketing-manager.yaml"
BACKGROUND, BORDER, GAP = "#e7eaee", "#b8bec6", 16


def save(picture, name):
    """Writes a PNG of few colours, which is a third of the size."""
    picture.convert("RGB").quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        PICTURES / name, optimize=True)


def side_by_side(files, name):
    pages = [Image.open(file).convert("RGB") for file in files]
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    sheet = Image.new("RGB", (width, pages[0].height + 2 * GAP), BACKGROUND)
    left = GAP
    for page in pages:
        frame = Image.new("RGB", (page.width + 2, page.height + 2), BORDER)
        sheet.paste(frame, (left - 1, GAP - 1))
        sheet.paste(page, (left, GAP))
        left += page.width + GAP
    save(sheet, name)


def preview(recto, folder):
    """Takes a picture of the preview's page."""
    process = subprocess.Popen([recto, "preview", "cv.yaml"], cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        address = next(found[1] for line in process.stderr if (found := re.search(r"preview at (\S+)", line)))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 760})
            page.goto(address)
            page.wait_for_selector("body[data-shown]")
            page.get_by_role("button", name="Look").click()
            page.mouse.move(0, 0)
            page.screenshot(path=f"{folder}/preview.png")
            browser.close()
    finally:
        process.kill()
        process.wait()
    save(Image.open(f"{folder}/preview.png"), "preview.png")


def main():
    recto = str(pathlib.Path(sys.argv[1]).resolve())

    def run(*args, cwd=ROOT):
        subprocess.run([recto, *map(str, args), "-q"], cwd=cwd, check=True)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        png = ("--format", "png", "--pages", "as-designed", "--paper", "a4")
        run("themes", "--preview", folder / "themes.png")
        save(Image.open(folder / "themes.png"), "themes.png")
        run("build", SAMPLE, "-t", "panel", *png, "--ppi", 110, "-o", folder / "page.png")
        save(Image.open(folder / "page.png"), "page.png")
        run("build", SAMPLE, "--overlay", PICTURES / "letter.yaml", "-t", "band", "--pages", "1", "--paper", "a4",
            "--format", "png", "--ppi", 72, "--date", "2026-02-02", "-o", folder / "both-{page}.png")
        side_by_side(sorted(folder.glob("both-*.png")), "letter.png")

        tutorial = (ROOT / "docs/tutorial.md").read_text()
        for name, text in re.findall(r"<!-- file: (\S+) -->\n```yaml\n(.*?)```", tutorial, re.S):
            (folder / name).write_text(text)
        run("build", "cv.yaml", "--overlay", "application.yaml", "--variant", "transport", "--format", "png",
            "--ppi", 72, "--date", "2026-02-02", "-o", "transport-{page}.png", cwd=folder)
        side_by_side(sorted(folder.glob("transport-*.png")), "tutorial.png")
        preview(recto, folder)


if __name__ == "__main__":
    main()
