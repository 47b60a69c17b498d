"""Makes a wheel of a program that is built already: `pack.py PROGRAM OUT [PLATFORM-TAG]`.

Releases are made by maturin, from the same `pyproject.toml`; CI has no time to compile in release.
"""

import re
import sys
import sysconfig
from pathlib import Path

import tomllib
from wheel.wheelfile import WheelFile

here = Path(__file__).parent
root = here.parent.parent


def main(program: Path, out: Path, platform: str) -> None:
    project = tomllib.loads((here / "pyproject.toml").read_text("utf-8"))["project"]
    version = tomllib.loads((root / "Cargo.toml").read_text("utf-8"))["package"]["version"]
    name = re.sub(r"[-_.]+", "_", project["name"])
    fields = [
        ("Metadata-Version", "2.4"),
        ("Name", project["name"]),
        ("Version", version),
        ("Summary", project["description"]),
        ("License-Expression", project["license"]),
        ("Requires-Python", project["requires-python"]),
        ("Keywords", ",".join(project["keywords"])),
        *(("Classifier", it) for it in project["classifiers"]),
        ("Description-Content-Type", "text/markdown"),
    ]
    headers = "".join(f"{key}: {value}\n" for key, value in fields)
    readme = (here / project["readme"]).read_text("utf-8")
    info = f"{name}-{version}.dist-info"
    tag = f"py3-none-{platform}"
    out.mkdir(parents=True, exist_ok=True)
    with WheelFile(out / f"{name}-{version}-{tag}.whl", "w") as wheel:
        for file in sorted((here / "recto").glob("*")):
            if file.suffix in (".py", ".typed"):
                wheel.write(file, f"recto/{file.name}")
        ending = ".exe" if platform.startswith("win") else ""
        wheel.write(program, f"{name}-{version}.data/scripts/recto{ending}")
        for licence in sorted(root.glob("LICENSE-*")):
            wheel.write(licence, f"{info}/licenses/{licence.name}")
        wheel.writestr(f"{info}/METADATA", f"{headers}\n{readme}")
        wheel.writestr(
            f"{info}/WHEEL",
            f"Wheel-Version: 1.0\nGenerator: recto\nRoot-Is-Purelib: false\nTag: {tag}\n",
        )


if __name__ == "__main__":
    tags = sys.argv[3:] or [sysconfig.get_platform().replace("-", "_").replace(".", "_")]
    main(Path(sys.argv[1]), Path(sys.argv[2]), tags[0])
