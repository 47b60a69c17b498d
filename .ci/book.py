"""Builds the book in `docs/` with mdBook, without warnings, and checks all links of its pages.

    book.py OUT
"""

import html.parser
import pathlib
import subprocess
import sys
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Page(html.parser.HTMLParser):
    """The links and ids of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.ids.add(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


def main():
    book = pathlib.Path(sys.argv[1]) / "book"
    mdbook = pathlib.Path(sys.executable).with_name("mdbook")
    run = subprocess.run([mdbook, "build", ROOT, "-d", book], capture_output=True, text=True)
    told = run.stdout + run.stderr
    if run.returncode or any(word in told for word in ("WARN", "ERROR")):
        sys.exit(f"book.py: mdbook: {told}")

    pages = {file.relative_to(book).as_posix(): Page(file.read_text()) for file in book.rglob("*.html")}
    faults, reached, ahead = [], {"index.html"}, ["index.html"]
    contents = [link for link in pages["toc.html"].links if not urllib.parse.urlsplit(link).scheme]
    while ahead:
        name = ahead.pop()
        for link in pages[name].links + contents:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            path = urllib.parse.unquote(parts.path)
            target = (pathlib.PurePosixPath(name).parent / path).as_posix() if path else name
            if not (book / target).is_file():
                faults.append(f"{name}: {link}")
            elif target in pages:
                if parts.fragment and urllib.parse.unquote(parts.fragment) not in pages[target].ids:
                    faults.append(f"{name}: {link}: no such heading")
                if target not in reached:
                    reached.add(target)
                    ahead.append(target)
    chapters = {file.with_suffix(".html").name for file in (ROOT / "docs").glob("*.md")} - {"SUMMARY.html"}
    faults += [f"{name} cannot be reached" for name in sorted(chapters - reached)]
    if faults:
        sys.exit("book.py: dead links:\n" + "\n".join(sorted(set(faults))))
    print(f"book: {len(reached)} pages, all links are valid")


if __name__ == "__main__":
    main()
