"""One table of a drop as the others see it: what it is by itself, and which columns it could lend."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.intake.columns.mapping import ACCEPTED, guess_mapping
from core.intake.files.reading import TextTable
from core.schema import Kind


@dataclass(frozen=True)
class Candidate:
    """One table of a drop. `kind`, `complete`: what it is by itself, and whether it could be imported as that.

    `lends`: whether others may take columns from it; a person can decline that.
    `said`: canonical column -> header as a person mapped it as what it is; "" takes a column away.
    """

    place: int
    table: TextTable
    kind: Kind
    complete: bool
    lends: bool = True
    said: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> dict[str, str]:
        """Canonical column -> header, read as lines of sales."""
        found = guess_mapping(self.table, "sales")
        return {item.column: item.header for item in found if item.column and item.confidence >= ACCEPTED}

    @property
    def confidences(self) -> dict[str, float]:
        """Canonical column -> how sure, read as lines of sales."""
        return {item.column: item.confidence for item in guess_mapping(self.table, "sales") if item.column}

    @property
    def own(self) -> dict[str, str]:
        """Canonical column -> header, as guessed for the list it is by itself."""
        return {item.column: item.header for item in guess_mapping(self.table, self.kind) if item.column}

    @property
    def own_as_said(self) -> dict[str, str]:
        """The same with what a person said."""
        guessed = {name: header for name, header in self.own.items() if header not in self.said.values()}
        return {name: header for name, header in (guessed | dict(self.said)).items() if header in self.table.columns}
