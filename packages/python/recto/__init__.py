"""Renders résumés kept as data, by a worker process that is kept alive.

    import recto

    pdf = recto.build({"basics": {"name": "Ada Roe"}}, theme="plain")

`build` returns the bytes of one file. `render` returns all files with the diagnostics, and
`render_many` does so for any number of résumés on all processors.
"""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ._types import (
    Diagnostic,
    Output,
    Place,
    ProgramError,
    RectoError,
    Result,
    Resume,
    ResumeError,
    Settings,
    Span,
)
from ._worker import Worker, program

if TYPE_CHECKING:
    from typing_extensions import Unpack

__all__ = [
    "Diagnostic",
    "Output",
    "Place",
    "ProgramError",
    "RectoError",
    "Result",
    "Resume",
    "ResumeError",
    "Settings",
    "Span",
    "Worker",
    "build",
    "program",
    "render",
    "render_many",
]

_shared: Worker | None = None
_owner = 0
_lock = threading.Lock()


def _worker() -> Worker:
    """Returns the worker of this process; a child that was forked gets its own."""
    global _shared, _owner
    with _lock:
        if _shared is None or _owner != os.getpid():
            _shared, _owner = Worker(), os.getpid()
            atexit.register(_shared.close)
        return _shared


def build(resume: Resume, **settings: Unpack[Settings]) -> bytes:
    """Returns the bytes of the one file that the résumé makes, a PDF unless `format` says another.

    Raises `ResumeError` if the résumé has errors, and `ValueError` if there are several files.
    """
    return _worker().build(resume, **settings)


def render(resume: Resume, **settings: Unpack[Settings]) -> Result:
    """Returns every file that the résumé makes, with what is to be said of it.

    Does not raise for errors of the résumé: `Result.ok` tells, `Result.raise_for_errors` raises.
    """
    return _worker().render(resume, **settings)


def render_many(resumes: Iterable[Resume], **settings: Unpack[Settings]) -> Iterator[Result]:
    """Yields a result for each résumé, in their order, rendered on all processors.

    The résumés are taken as they are needed, so that they may be any number.
    """
    with Worker() as worker:
        yield from worker.render_many(resumes, **settings)
