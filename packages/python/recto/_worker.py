"""The process that renders, and the lines that go to it and come from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from ._types import ProgramError, Result, Resume, Settings

if TYPE_CHECKING:
    from typing_extensions import Unpack


def program() -> str:
    """Returns the path of the program: of the variable `RECTO`, of this package, else of the path.

    Raises `ProgramError` if there is none.
    """
    named = os.environ.get("RECTO")
    if named:
        return named
    name = "recto.exe" if sys.platform == "win32" else "recto"
    schemes = [sysconfig.get_path("scripts"), sysconfig.get_path("scripts", f"{os.name}_user")]
    beside = [Path(folder, name) for folder in schemes if folder]
    found = next((str(path) for path in beside if path.is_file()), None) or shutil.which("recto")
    if found is None:
        raise ProgramError("the program `recto` was not found; set the variable RECTO to its path")
    return found


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def _record(resume: Resume, settings: Mapping[str, Any]) -> bytes:
    record: dict[str, Any] = {}
    if isinstance(resume, os.PathLike):
        record["name"] = os.fspath(resume)
        record["resume"] = Path(resume).read_text(encoding="utf-8")
    elif isinstance(resume, Mapping):
        record["resume"] = dict(resume)
    else:
        record["resume"] = resume
    if settings:
        record["settings"] = {_camel(name): value for name, value in settings.items()}
    return json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"


class Worker:
    """A process of the program, which is started by the first résumé and kept until it is closed.

    May be used from several threads; `render_many` renders on all processors, or on so many as `jobs` says.
    `folder` is where photos, and themes that are folders, are looked for: the current one, unless it is given.
    """

    def __init__(
        self,
        jobs: int | None = None,
        folder: str | os.PathLike[str] | None = None,
        executable: str | None = None,
    ) -> None:
        self._jobs = jobs
        self._folder = folder
        self._executable = executable
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def build(self, resume: Resume, **settings: Unpack[Settings]) -> bytes:
        """Returns the bytes of the one file that the résumé makes; see `recto.build`."""
        result = self.render(resume, **settings).raise_for_errors()
        if len(result.outputs) != 1:
            raise ValueError(f"{len(result.outputs)} files were made; `render` returns all of them")
        return result.outputs[0].content

    def render(self, resume: Resume, **settings: Unpack[Settings]) -> Result:
        """Returns every file that the résumé makes; see `recto.render`."""
        line = _record(resume, settings)
        with self._lock:
            stdin, stdout = self._pipes()
            try:
                stdin.write(line)
                stdin.flush()
            except OSError:
                raise self._ended() from None
            return self._answer(stdout)

    def render_many(self, resumes: Iterable[Resume], **settings: Unpack[Settings]) -> Iterator[Result]:
        """Yields a result for each résumé, in their order; no other call is answered meanwhile."""
        with self._lock:
            stdin, stdout = self._pipes()
            # One entry for each line that was written, then how writing ended.
            written: SimpleQueue[BaseException | bool] = SimpleQueue()

            def write() -> None:
                try:
                    for resume in resumes:
                        stdin.write(_record(resume, settings))
                        stdin.flush()
                        written.put(True)
                    written.put(False)
                except BaseException as failure:
                    written.put(failure)

            threading.Thread(target=write, daemon=True).start()
            is_whole = False
            try:
                while (end := written.get()) is True:
                    yield self._answer(stdout)
                is_whole = True
            finally:
                if not is_whole:
                    # Answers that nobody takes would be taken for those of the next résumé.
                    self._kill()
            if isinstance(end, BaseException):
                raise self._ended() if isinstance(end, OSError) and self._is_dead() else end

    def close(self) -> None:
        """Ends the process; a further résumé starts another."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                _end(process)

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._is_dead():
            self._kill()
            command = [self._executable or program(), "build", "--quiet", "--jsonl", "-"]
            command += ["--to-stdout", "jsonl"]
            if self._jobs is not None:
                command += ["--jobs", str(self._jobs)]
            try:
                self._process = subprocess.Popen(
                    command, cwd=self._folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
                )
            except OSError as error:
                raise ProgramError(f"cannot start `{command[0]}` ({error.strerror})") from error
        assert self._process and self._process.stdin and self._process.stdout
        return self._process.stdin, self._process.stdout

    def _answer(self, stdout: IO[bytes]) -> Result:
        line = stdout.readline()
        if not line.endswith(b"\n"):
            raise self._ended()
        return Result._read(json.loads(line))

    def _is_dead(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _kill(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            _end(process)

    def _ended(self) -> ProgramError:
        process = self._process
        self._kill()
        status = process.returncode if process else "unknown"
        return ProgramError(f"the program ended before it answered (exit status {status})")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Closes the pipes of a process and waits for it: it ends when there is nothing more to read."""
    for pipe in (process.stdin, process.stdout):
        if pipe:
            try:
                pipe.close()
            except OSError:
                pass
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
