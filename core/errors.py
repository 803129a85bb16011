"""A small tree of errors. Each carries a code and fields; `core.text.messages` words them for the reader."""

from __future__ import annotations


class CoreError(Exception):
    """Something a person has to know: `code` names the sentence, `fields` fill it."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code, fields)
        self.code = code
        self.fields = fields

    def __str__(self) -> str:
        inside = ", ".join(f"{name}={value!r}" for name, value in self.fields.items())
        return f"{self.code}({inside})"


class ReadingError(CoreError):
    """The bytes of a file cannot be taken as a table."""


class MappingError(CoreError):
    """The columns of a table do not say what is needed."""


class ImportRefusedError(CoreError):
    """A table was understood but must not be written (the same file again, nothing acceptable, ...)."""


class WorkspaceError(CoreError):
    """A workspace cannot be opened, created, backed up or restored."""


class QuestionError(CoreError):
    """A figure was asked for in a way that has no answer (an unknown column, a cut that cannot be)."""
