"""Packs the program as a wheel, an npm package and a .deb, installs each in a clean environment, and builds a
PDF with each; then runs the pre-commit hook and the GitHub Action, and checks the templates for Nix, Homebrew
and containers as far as that is possible without a network.

Usage: packages.py PROGRAM OUT. PROGRAM is the debug build; `.github/workflows/release.yml` builds releases from
the same files.
"""

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLEAN = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8"}
RESUME = "basics: {name: Ada Roe}\nwork: [{name: Mill, position: Miller, startDate: 2020-03}]\n"
checks = 0


def run(*command, cwd=None, env=None, status=0):
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True)
    if done.returncode != status:
        sys.exit(f"{' '.join(words)}: exit status {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def expect(is_so, what):
    global checks
    checks += 1
    if not is_so:
        sys.exit(f"packages: check failed: {what}")


def fresh(folder):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def makes_a_pdf(recto, folder, version, env=CLEAN):
    """Runs an installed program in a clean environment: prints its version and builds a PDF."""
    fresh(folder)
    (folder / "cv.yaml").write_text(RESUME, "utf-8")
    recto = [str(word) for word in recto]
    expect(run(*recto, "--version", cwd=folder, env=env).strip() == f"recto {version}", f"{recto} has its version")
    run(*recto, "build", "cv.yaml", "--strict", cwd=folder, env=env)
    expect((folder / "cv.pdf").read_bytes().startswith(b"%PDF-"), f"{recto} makes a PDF")


def wheel(program, out, version):
    run(sys.executable, ROOT / "packages/python/pack.py", program, out / "wheel")
    [file] = (out / "wheel").glob("*.whl")
    venv.create(fresh(out / "venv"), with_pip=True)
    python = out / "venv/bin/python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index", file)
    makes_a_pdf([out / "venv/bin/recto"], out / "by-wheel", version)
    text = run(python, "-m", "unittest", "discover", ROOT / "packages/python/tests", cwd=out, env=CLEAN)
    expect("\nOK" in text, "the tests of the Python client pass")
    run(sys.executable, "-m", "mypy", "--strict", "--python-executable", python, ROOT / "packages/python/recto")
    # The source distribution must contain everything that is compiled.
    run(Path(sys.executable).parent / "maturin", "sdist", "--out", out / "sdist", cwd=ROOT / "packages/python")
    [sdist] = (out / "sdist").glob("*.tar.gz")
    names = {name.split("/", 1)[1] for name in run("tar", "tzf", sdist).split() if "/" in name}
    tracked = run("git", "ls-files", "src", "templates", "fonts", "data/locales", "data/starter", cwd=ROOT).split("\n")
    missing = [name for name in tracked if name and name not in names and '"' not in name]
    expect(not missing, f"the sdist has {missing[:5]}")


def npm(program, out, version):
    node = shutil.which("node")
    run(node, ROOT / "packages/npm/pack.mjs", out / "npm", "--platform", "linux-x64", "--program", program)
    tarballs = sorted((out / "npm").glob("*.tgz"))
    expect(len(tarballs) == 2, "the launcher and a platform are packed")
    prefix = fresh(out / "prefix")
    (prefix / "package.json").write_text("{}")
    # Optional packages of other platforms are not built here, so npm must not look for them.
    run("npm", "install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional", *tarballs, cwd=prefix)
    env = {**CLEAN, "PATH": f"{Path(node).parent}:{CLEAN['PATH']}"}
    recto = prefix / "node_modules/.bin/recto"
    makes_a_pdf([recto], out / "by-npm", version, env)
    run(recto, "build", "missing.yaml", cwd=prefix, env=env, status=1)
    shutil.copy(ROOT / "packages/npm/test/recto.test.mjs", prefix)
    text = run(node, "--test", "recto.test.mjs", cwd=prefix, env=env)
    expect("# fail 0" in text or "fail 0" in text, "the tests of the Node client pass")


def deb(program, out, version):
    run(ROOT / "packages/deb/build.sh", program, out / "deb")
    [file] = (out / "deb").glob("*.deb")
    root = fresh(out / "root")
    for folder in ("var/lib/dpkg/updates", "var/lib/dpkg/info", "etc"):
        (root / folder).mkdir(parents=True)
    (root / "var/lib/dpkg/status").touch()
    run("dpkg", f"--root={root}", "--force-depends", "--force-not-root", "-i", file)
    makes_a_pdf([root / "usr/bin/recto"], out / "by-deb", version)
    for path in (
        "man/man1/recto-build.1.gz",
        "bash-completion/completions/recto",
        "zsh/vendor-completions/_recto",
        "fish/vendor_completions.d/recto.fish",
    ):
        expect((root / "usr/share" / path).is_file(), f"{path} is installed")
    run("dpkg", f"--root={root}", "--force-not-root", "-r", "recto")
    expect(not (root / "usr/bin/recto").exists(), "it can be removed")


def hook(program, out):
    """Runs the hook with pre-commit, from a repository with the files of this project."""
    hooks = fresh(out / "hooks")
    shutil.copy(ROOT / ".pre-commit-hooks.yaml", hooks)
    git = ["git", "-c", "user.name=CI", "-c", "user.email=ci@recto.invalid", "-c", "init.defaultBranch=main"]
    for folder in (hooks, fresh(out / "hooked")):
        run(*git, "init", "--quiet", cwd=folder)
    run(*git, "add", ".", cwd=hooks)
    run(*git, "commit", "--quiet", "-m", "Hooks", cwd=hooks)
    folder = out / "hooked"
    (folder / "cv.yaml").write_text(RESUME, "utf-8")
    (folder / "other.yaml").write_text("jobs: {build: {}}\n", "utf-8")
    run(*git, "add", ".", cwd=folder)
    bin_folder = fresh(out / "bin")
    (bin_folder / "recto").symlink_to(program)
    env = {**os.environ, "PATH": f"{bin_folder}:{os.environ['PATH']}", "PRE_COMMIT_HOME": str(out / "pre-commit")}
    tool = [Path(sys.executable).parent / "pre-commit", "try-repo", hooks, "recto-check", "--files", "cv.yaml"]
    expect("Passed" in run(*tool, cwd=folder, env=env), "the hook passes a sound résumé")
    (folder / "cv.yaml").write_text(RESUME.replace("name: Ada", "nmae: Ada"), "utf-8")
    run(*git, "add", ".", cwd=folder)
    expect("did you mean `name`?" in run(*tool, cwd=folder, env=env, status=1), "the hook tells a mistake")


def action(program, out):
    """Runs the script of the GitHub Action with the variables of a runner."""
    run(Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.github-actions", ROOT / "packages/action/action.yml")
    workflows = sorted((ROOT / ".github/workflows").glob("*.yml"))
    run(Path(sys.executable).parent / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", *workflows)
    folder = fresh(out / "action")
    (folder / "cv.yaml").write_text(RESUME, "utf-8")
    (folder / "bad.yaml").write_text("basics: {nmae: Ada}\n", "utf-8")
    (folder / "bin").mkdir()
    (folder / "bin/recto").symlink_to(program)

    def act(files, status):
        summary, outputs = folder / "summary.md", folder / "outputs.txt"
        for file in (summary, outputs):
            file.write_text("")
        variables = {
            "PATH": f"{folder / 'bin'}:{CLEAN['PATH']}",
            "INPUT_FILES": files,
            "INPUT_ARGS": "--format pdf,png",
            "INPUT_OUT_DIR": "out",
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_OUTPUT": str(outputs),
        }
        text = run("bash", ROOT / "packages/action/run.sh", cwd=folder, env={**CLEAN, **variables}, status=status)
        return text, summary.read_text(), outputs.read_text()

    _, summary, outputs = act("cv.yaml", 0)
    expect((folder / "out/cv.pdf").is_file() and "no problems" in summary, "the action builds and reports")
    expect("folder=out" in outputs, "the action tells its folder")
    text, summary, _ = act("cv.yaml\nbad.yaml", 1)
    expect("::error file=bad.yaml,line=1" in text, "the action marks a mistake at its line")
    expect("unknown key" in summary, "the action reports a mistake")


def nix(program, out):
    """Evaluates the flake without nixpkgs, and runs what it does after the compilation."""
    folder = fresh(out / "nix")
    env = {**CLEAN, "HOME": str(folder), "NIX_STATE_DIR": str(folder / "state"), "NIX_STORE_DIR": str(folder / "store")}
    stub = f"import {ROOT / '.ci/stubs/flake.nix'} {ROOT}"
    text = subprocess.run(
        ["nix-instantiate", "--eval", "--strict", "--json", "--expr", stub],
        capture_output=True, text=True, check=True, env=env,
    ).stdout
    packages = json.loads(text)
    expect(len(packages) == 4, "the flake has four systems")
    package = packages["x86_64-linux"]
    expect(package["pname"] == "recto" and Path(package["cargoLock"]["lockFile"]).name.endswith("Cargo.lock"), "the flake's names")
    (folder / "bin").mkdir()
    (folder / "bin/recto").symlink_to(program)
    functions = 'installManPage() { echo "$@"; }\ninstallShellCompletion() { wc -c "$@"; }\n'
    text = run("bash", "-euc", functions + package["postInstall"], cwd=folder, env={**env, "out": str(folder)})
    expect("man1/recto-build.1" in text and "recto.zsh" in text, "the flake installs man pages and completions")


def homebrew(program, out):
    prefix = fresh(out / "homebrew")
    (prefix / "bin").mkdir()
    (prefix / "bin/recto").symlink_to(program)
    text = run("ruby", "-w", ROOT / ".ci/stubs/formula.rb", ROOT / "packages/homebrew/recto.rb", prefix, env=CLEAN)
    expect("formula: ok" in text, "the formula installs and its test passes")
    expect(any((prefix / "share/man/man1").glob("recto*.1")), "the formula installs man pages")


def container(program, out):
    """Builds the image; its only layer needs no network. The program in it would have to be static to run."""
    folder = fresh(out / "container")
    for name in ("LICENSE-MIT", "LICENSE-APACHE"):
        shutil.copy(ROOT / name, folder)
    shutil.copy(program, folder / "recto")
    buildah = ["buildah", "--root", folder / "storage", "--runroot", folder / "run", "--storage-driver", "vfs"]
    file = ROOT / "packages/container/Containerfile"
    run(*buildah, "bud", "--isolation", "chroot", "-t", "recto", "--build-arg", "PROGRAM=recto", "-f", file, folder, cwd=folder)
    config = json.loads(run(*buildah, "inspect", "--type", "image", "recto"))["OCIv1"]["config"]
    wanted = {"Entrypoint": ["/recto"], "WorkingDir": "/work", "User": "1000:1000"}
    expect({key: config.get(key) for key in wanted} == wanted, f"the image is configured: {config}")


def main():
    program, out = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve() / "packages"
    fresh(out)
    version = run(program, "--version").split()[1]
    small = out / "recto"
    run("strip", "-o", small, program)
    wheel(small, out, version)
    npm(small, out, version)
    deb(small, out, version)
    hook(small, out)
    action(small, out)
    nix(small, out)
    homebrew(small, out)
    container(small, out)
    shutil.rmtree(out)
    print(f"packages: {checks} checks of wheel, npm, .deb, hook, action, flake, formula and container")


if __name__ == "__main__":
    main()
