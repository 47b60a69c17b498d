"""Checks that work is linear: doubled input may need at most 2.3 times as many instructions.

    doubling.py RECTO [--some | KIND…]

The fixed cost, measured with a short input, is subtracted first. Nothing is typeset. `--some` tests
the kinds of input that differ most.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MOST = 2.3
SHORT = 4
SOME = ["yaml", "xml", "messages", "redaction", "html within text", "brackets"]

TEXT = ["build", "IN", "--format", "txt", "-o", "OUT", "--date", "2026-01-31", "-q"]
CONVERT = ["convert", "IN", "-o", "OUT.yaml", "-q"]


def entries(n, text="Dug a well."):
    """Returns `n` work entries."""
    return [
        {"name": f"Alder {i}", "position": "Digger", "startDate": "2020-03", "highlights": [text, f"Pipe {i}"]}
        for i in range(n)
    ]


def resume(n, **more):
    return json.dumps({"basics": {"name": "Ada Roe", "phone": "+44 20 7946 0958"}, "work": entries(n)} | more)


def summary(text):
    return json.dumps({"basics": {"name": "Ada Roe", "summary": text}})


def yaml_of(n):
    rows = "".join(
        f"- name: Alder {i}\n  position: Digger\n  startDate: 2020-03\n  highlights: [Dug a well, 'Pipe {i}']\n"
        for i in range(n)
    )
    return f"basics: {{name: Ada Roe}}\nwork:\n{rows}"


def rendercv(n):
    rows = "".join(
        f"    - company: Alder {i}\n      position: Digger\n      start_date: 2020-03\n      highlights: [Dug **a** well]\n"
        for i in range(n)
    )
    return f"cv:\n  name: Ada Roe\n  sections:\n    work:\n{rows}"


def yamlresume(n):
    return json.dumps({"content": {"basics": {"name": "Ada Roe", "summary": "- Dug a well\n" * n}, "work": []}, "layouts": []})


def xml(n):
    areas = "".join(f"<skillarea><title>A{i}</title><skillset><skill>b</skill></skillset></skillarea>" for i in range(n))
    return f"<resume><header><name><firstname>Ada</firstname></name></header>{areas}</resume>"


def europass(n):
    jobs = "".join(
        f"<WorkExperience><Period><From year='2019'/></Period><Position><Label>Digger {i}</Label></Position></WorkExperience>"
        for i in range(n)
    )
    return f"<SkillsPassport><LearnerInfo><WorkExperienceList>{jobs}</WorkExperienceList></LearnerInfo></SkillsPassport>"


def reactive(n):
    items = [
        {"id": f"x{i}", "visible": True, "company": f"Alder {i}", "position": "Digger", "summary": "<ul><li>Dug</li></ul>"}
        for i in range(n)
    ]
    experience = {"name": "Experience", "id": "experience", "items": items}
    return json.dumps({"basics": {"name": "Ada Roe"}, "sections": {"experience": experience}, "metadata": {"template": "glalie"}})


def fresh(n):
    history = [{"employer": f"Alder {i}", "position": "Digger", "start": "2020-03"} for i in range(n)]
    return json.dumps({"name": "Ada Roe", "meta": {"format": "FRESH@0.6.0"}, "employment": {"history": history}})


def alfolio(n):
    rows = "".join(f"    - title: Digger {i}\n      institution: Alder\n      year: 2020\n" for i in range(n))
    return f"- title: Experience\n  type: time_table\n  contents:\n{rows}"


# The number of entries that an overlay changes is limited, so only the changed list grows.
# The inputs: name, file extension, content, size, command, additional files.
KINDS = [
    ("yaml", "yaml", yaml_of, 150, CONVERT, None),
    ("json", "json", resume, 150, CONVERT, None),
    ("toml", "toml", lambda n: "[basics]\nname = 'Ada Roe'\n" + "[[work]]\nname = 'Alder'\n" * n, 300, CONVERT, None),
    ("rendercv", "yaml", rendercv, 150, CONVERT, None),
    ("yamlresume", "json", yamlresume, 400, CONVERT, None),
    ("xml", "xml", xml, 200, CONVERT, None),
    ("europass", "xml", europass, 200, CONVERT, None),
    ("reactive", "json", reactive, 150, CONVERT, None),
    ("fresh", "json", fresh, 200, CONVERT, None),
    ("al-folio", "yml", alfolio, 200, CONVERT, None),
    ("messages", "json", lambda n: resume(1, **{f"zq{i}": f"text {i}" for i in range(n)}), 400, TEXT, None),
    ("errors", "json", lambda n: resume(1, education=[{"institution": ["x"]}] * n), 300, TEXT, None),
    ("merge", "json", resume, 150, TEXT + ["--overlay", "MORE"], resume),
    ("unmatched", "json", resume, 150, TEXT + ["--overlay", "MORE"], lambda n: resume(n).replace("Alder", "Elder")),
    ("extra keys", "yaml", lambda n: rendercv(n).replace("position:", "mood: a\n      position:"), 150, TEXT, None),
    ("names", "json", lambda n: resume(n, references=[{"name": f"Ada O'Roe {i}"} for i in range(n)]), 100, TEXT + ["--redact", "references,name"], None),
    ("redaction", "json", resume, 50, TEXT + ["--redact", "basics.phone,work.name"], None),
    ("html", "json", lambda n: summary("<p>a <b>b</b><br>c <!-- d --></p><ul><li>e</li></ul>" * n), 200, TEXT, None),
    ("html within text", "json", lambda n: summary("x " + "<b>b <i>c</i> <!-- d -->" * n), 200, TEXT, None),
    ("tags never closed", "json", lambda n: summary("<b>" * n + "</u>" * n + "< " * n), 400, TEXT, None),
    ("brackets", "json", lambda n: summary("[" * n + "](" * n), 2000, TEXT, None),
    ("stars", "json", lambda n: summary("**a* " * n), 1000, TEXT, None),
    ("bullets", "json", lambda n: summary("\n".join(["• a • b"] * n)), 400, TEXT, None),
    # Whether pages are fitted depends on how full the last one is.
    ("check", "json", lambda n: resume(n, languages=[{"language": "“a” **b", "fluency": "x@"}] * n, meta={"pages": "as-designed"}), 100, ["check", "IN"], None),
]


def count(recto, kind, length, folder):
    """Returns the number of instructions of the process."""
    name, ending, content, _, command, more = kind
    folder = Path(folder) / f"{name}-{length}".replace(" ", "-")
    folder.mkdir()
    (folder / f"in.{ending}").write_text(content(length))
    if more:
        (folder / "more.json").write_text(more(length))
    names = {"IN": f"in.{ending}", "OUT": "out.txt", "OUT.yaml": "out.yaml", "MORE": "more.json"}
    command = [recto, *(names.get(word, word) for word in command)]
    valgrind = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    run = subprocess.run(valgrind + command, cwd=folder, capture_output=True, text=True)
    found = re.search(r"refs:\s*([\d,]+)", run.stderr)
    if run.returncode not in (0, 1) or not found:
        sys.exit(f"{name} of {length}: {run.stderr[-2000:]}")
    return int(found.group(1).replace(",", ""))


def main():
    arguments = sys.argv[2:]
    names = SOME if arguments == ["--some"] else arguments
    kinds = [kind for kind in KINDS if not names or kind[0] in names]
    faults = []
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
        # Valgrind reads debug information, which takes longer than most runs.
        recto = shutil.copy(sys.argv[1], Path(folder) / "recto")
        subprocess.run(["strip", recto], check=True)
        runs = {
            (kind[0], times): pool.submit(count, recto, kind, length, folder)
            for kind in kinds
            for times, length in [(0, SHORT), (1, kind[3]), (2, 2 * kind[3])]
        }
        for name, *_ in kinds:
            base, one, two = (runs[name, times].result() for times in (0, 1, 2))
            ratio = (two - base) / max(one - base, 1)
            print(f"{name}: {one / 1e6:.0f} million instructions, {ratio:.2f} times as many for doubled input")
            if ratio > MOST:
                faults.append(name)
    if faults:
        sys.exit(f"more than {MOST} times the work for doubled input: {', '.join(faults)}")


main()
