"""The files that a report can become."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError

if TYPE_CHECKING:
    from core.report.slides import Story

MEDIA_TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
}
KINDS = tuple(MEDIA_TYPES)


def kind_of(file: Path) -> str:
    """Which kind a file name asks for. QuestionError `file_ending` for another ending."""
    kind = file.suffix.lower().lstrip(".")
    if kind not in KINDS:
        raise QuestionError("file_ending", file=str(file), endings=", ".join(f".{known}" for known in KINDS))
    return kind


def report_file(story: Story, kind: str) -> bytes:
    """The report as a file of this kind. Errors: those of the writers."""
    made: bytes = getattr(import_module(f"core.report.as_{kind}"), f"report_{kind}")(story)
    return made
