"""Counts the instructions of builds to detect regressions, since times vary on shared machines.

    instructions.py RECTO [--record]

Each file below is built under cachegrind. A count that differs from `instructions.json` by more than the
tolerance is an error; a lower one must be recorded.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECORD = Path(__file__).with_suffix(".json")
TOLERANCE = 0.03
# C libraries ignore unknown tunables.
PLAIN_PROCESSOR = "glibc.cpu.hwcaps=" + ",".join(
    f"-{feature}"
    for feature in ["AVX2_Usable", "AVX512F_Usable", "Prefer_ERMS", "AVX2", "AVX512F", "AVX512VL", "ERMS", "FSRM"]
)
# File, theme, pages.
BUILDS = [
    ("tests/fixtures/jsonresume/published/senior-engineer.json", "compact", "as-designed"),
    ("tests/fixtures/jsonresume/published/senior-engineer.json", "compact", "2"),
    ("data/samples/nurse.yaml", "register", "as-designed"),
    ("tests/fixtures/every-kind.yaml", "duo", "as-designed"),
    ("tests/fixtures/rendercv.yaml", "plain", "as-designed"),
]


def count(recto, file, theme, pages, out):
    """Returns the number of instructions of the process."""
    command = [
        "valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null",
        recto, "build", ROOT / file, "-t", theme, "-o", f"{out}/page.pdf", "--date", "2026-01-31",
        "--pages", pages, "--no-system-fonts",
    ]
    # A single thread, because scheduling varies between runs. The C library must not choose copy
    # routines by processor, which would change the count by 1.5 %.
    environment = os.environ | {"RAYON_NUM_THREADS": "1", "GLIBC_TUNABLES": PLAIN_PROCESSOR}
    run = subprocess.run(command, env=environment, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(f"{file} in {theme}: {run.stderr}")
    return int(re.search(r"refs:\s*([\d,]+)", run.stderr).group(1).replace(",", ""))


def main():
    recto = sys.argv[1]
    recorded = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    counted, faults = {}, []
    with tempfile.TemporaryDirectory() as out:
        # Valgrind reads debug information, which takes a fifth of the time.
        recto = shutil.copy(recto, f"{out}/recto")
        subprocess.run(["strip", recto], check=True)
        for file, theme, pages in BUILDS:
            name = f"{file} {theme}" + ("" if pages == "as-designed" else f" fitted to {pages} pages")
            counted[name] = count(recto, file, theme, pages, out)
            millions = counted[name] / 1e6
            share = counted[name] / recorded[name] - 1 if name in recorded else 0
            limit = recorded.get(name, counted[name]) * (1 + TOLERANCE) / 1e6
            print(
                f"{millions:7.1f} million instructions ({share:+.1%}, at most {limit:.1f}): {name}",
                flush=True,
            )
            if abs(share) > TOLERANCE:
                faults.append(name)
    if "--record" in sys.argv:
        RECORD.write_text(json.dumps(counted, indent=2) + "\n")
    elif faults:
        sys.exit(f"instruction counts differ from those recorded (`.ci/instructions.py RECTO --record` updates them): {', '.join(faults)}")


if __name__ == "__main__":
    main()
