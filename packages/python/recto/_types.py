"""What goes to the program and what comes from it."""

from __future__ import annotations

import base64
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict, Union

#: Data under any names that recto knows, the text of a file in any syntax, or the path of a file.
Resume = Union[Mapping[str, Any], str, "os.PathLike[str]"]

#: A value of an option or of the data.
Scalar = Union[str, int, float, bool]


class Settings(TypedDict, total=False):
    """Flags of `recto build` with `_` for `-`; `recto man build` describes each."""

    theme: str
    set: Mapping[str, Scalar]
    paper: str
    lang: str
    date: str
    print: bool
    variant: str
    tags: str
    since: Union[str, int, Sequence[str]]
    collapse_before: Union[str, int, Sequence[str]]
    max: Union[Mapping[str, int], str]
    sections: Sequence[str]
    sort: Union[Mapping[str, str], str]
    exclude: Sequence[str]
    redact: Sequence[str]
    redact_words: Sequence[str]
    keep_words: Sequence[str]
    data: Mapping[str, Any]
    overlay: Union[Mapping[str, Any], Sequence[Mapping[str, Any]]]
    pages: Union[int, str]
    explain: bool
    private: bool
    format: Union[str, Sequence[str]]
    ppi: int
    pdf_standard: str


@dataclass(frozen=True)
class Place:
    """A place in a file: line and column from 1, byte from 0."""

    line: int
    column: int
    byte: int


@dataclass(frozen=True)
class Span:
    file: str
    start: Place
    end: Place


@dataclass(frozen=True)
class Diagnostic:
    """Something that is wrong, or worth knowing."""

    code: str
    severity: Literal["error", "warning", "note"]
    message: str
    #: The datum, such as `work[2].startDate`.
    path: str | None
    span: Span | None
    hints: tuple[str, ...]

    def __str__(self) -> str:
        place = f"{self.span.file}:{self.span.start.line}:{self.span.start.column}: " if self.span else ""
        hints = "".join(f"; hint: {hint}" for hint in self.hints)
        return f"{place}{self.severity}: {self.message}{hints}"

    @classmethod
    def _read(cls, value: Mapping[str, Any]) -> Diagnostic:
        span = value.get("span")
        if span is not None:
            start, end = (Place(**{key: span[at][key] for key in ("line", "column", "byte")}) for at in ("start", "end"))
            span = Span(span["file"], start, end)
        return cls(
            code=value["code"],
            severity=value["severity"],
            message=value["message"],
            path=value.get("path"),
            span=span,
            hints=tuple(value.get("hints", ())),
        )


@dataclass(frozen=True)
class Output:
    """A finished file."""

    content: bytes
    format: str
    pages: int | None
    #: Number of the page, in formats with a file for each.
    page: int | None
    variant: str | None
    lang: str | None

    @classmethod
    def _read(cls, value: Mapping[str, Any]) -> Output:
        return cls(
            content=base64.b64decode(value["base64"]),
            format=value["format"],
            pages=value.get("pages"),
            page=value.get("page"),
            variant=value.get("variant"),
            lang=value.get("lang"),
        )


@dataclass(frozen=True)
class Result:
    """What one résumé came to."""

    ok: bool
    outputs: tuple[Output, ...]
    diagnostics: tuple[Diagnostic, ...]
    pages: int | None
    milliseconds: int

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(it for it in self.diagnostics if it.severity == "error")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(it for it in self.diagnostics if it.severity == "warning")

    def raise_for_errors(self) -> Result:
        """Returns itself; raises `ResumeError` if the résumé has errors."""
        if not self.ok:
            raise ResumeError(self.diagnostics)
        return self

    @classmethod
    def _read(cls, answer: Mapping[str, Any]) -> Result:
        return cls(
            ok=answer["ok"],
            outputs=tuple(map(Output._read, answer.get("outputs", ()))),
            diagnostics=tuple(map(Diagnostic._read, answer.get("diagnostics", ()))),
            pages=answer.get("pages"),
            milliseconds=answer.get("ms", 0),
        )


class RectoError(Exception):
    """What this package raises."""


class ResumeError(RectoError):
    """The résumé has errors, or a setting was rejected."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        errors = [str(it) for it in self.diagnostics if it.severity == "error"]
        super().__init__("\n".join(errors) or "the résumé was not rendered")


class ProgramError(RectoError):
    """The program was not found, or ended before it answered."""
