"""The tables of a drop on their way through, and which files go together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.intake.batching.receipts import Inspection
from core.intake.files.reading import TextTable
from core.intake.files.uploads import Upload
from core.intake.planning.plan import Choices
from core.schema import Kind

INCOMPLETE = frozenset({"column_missing", "kind_unknown", "header_unknown"})
"""What stands against a table that is none by itself; other errors are questions about a table that is."""


@dataclass(frozen=True)
class Wish:
    """What a person has decided about a table; empty = guess."""

    kind: Kind | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    left_out: bool = False


@dataclass
class Seen:
    """One table on its way through: its file's place in the drop, as it was read, and as it will be taken."""

    offer: int
    upload: Upload
    table: TextTable
    wish: Wish
    found: Inspection

    @property
    def source(self) -> str:
        """The table as a person knows it."""
        return self.table.source


class Together:
    """Which files go into one parcel."""

    def __init__(self, places: range) -> None:
        self.parent = {place: place for place in places}

    def root(self, place: int) -> int:
        """The first file of the parcel."""
        while self.parent[place] != place:
            place = self.parent[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Put two files into one parcel."""
        low, high = sorted((self.root(one), self.root(other)))
        self.parent[high] = low
