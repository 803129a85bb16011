"""What a reader can choose from: the values that occur, per column that can be filtered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from core.store.engine import sql_text
from core.store.segmentations import STATES, newest_segmentation

if TYPE_CHECKING:
    from core.store.workspace import Workspace

MOST = 200
Choices = dict[str, tuple[str, ...]]


def choices(workspace: Workspace) -> Choices:
    """The values of each filter column, most frequent first (ties by value), at most 200; columns without are absent.

    Columns of lines: channel, region, category, salesperson. Columns of customers: kind, nature, industry, owner,
    city, source, grade, customer_region, found_segment (the names in their order, then the states). Empty values are no
    choice.
    """
    found: dict[str, list[str]] = {}
    for column, value in workspace.engine.rows(sql_text(Path(__file__).with_suffix(".sql")), {"most": MOST}):
        found.setdefault(column, []).append(value)
    if (kept := newest_segmentation(workspace)) and kept.names:
        found["found_segment"] = [*kept.names.values(), *STATES]
    return {column: tuple(values) for column, values in found.items()}
