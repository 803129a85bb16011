"""A finding as it is written down and read again: the same values, customers apart."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from core.errors import QuestionError
from core.metrics.cached import remembered
from core.models.clusters.results import Segmentation
from core.store.forms import FormError, read_again
from core.store.segmentations import KeptSegmentation, members_of, newest_segmentation

if TYPE_CHECKING:
    from core.store.workspace import Workspace

APART = ("customer", "labels")
"""What is kept row by row, as members."""


@dataclass(frozen=True)
class KeptCut:
    """The tiers that customers stood in."""

    method: str
    ceilings: tuple[int, ...]
    thresholds: tuple[str, ...]


@dataclass(frozen=True)
class Definition:
    """What the definition of a finding has to hold, so that it can be shown, found again and customers be placed."""

    goal: str | None
    chosen_traits: tuple[str, ...]
    tiers: tuple[str, ...]
    method: str | None
    segments: int | None
    seed: int
    names: dict[str, str]
    owners: dict[str, str]
    window_months: int | None
    refunds: str
    value: str
    cut: KeptCut
    rank_groups: bool
    data_version: int


def written(found: Segmentation) -> dict[str, Any]:
    """A finding as JSON holds it, without its customers."""
    return {name: value for name, value in asdict(found).items() if name not in APART}


def newest_finding(workspace: Workspace) -> tuple[KeptSegmentation | None, Segmentation | None]:
    """What was saved last, and the same read again with those of its customers who are still known.

    The second is None where another version wrote it, or where it was damaged; both are where nothing was saved.
    """

    def read() -> tuple[KeptSegmentation | None, Segmentation | None]:
        kept = newest_segmentation(workspace)
        try:
            return kept, _read(workspace, kept) if kept else None
        except FormError:
            return kept, None

    return remembered(workspace, "newest_finding", None, read)


def check_readable(workspace: Workspace) -> None:
    """QuestionError `segmentation_unreadable` where the finding that counts cannot be read: never nobody instead."""
    kept, found = newest_finding(workspace)
    if kept and not found:
        raise QuestionError("segmentation_unreadable", name=kept.name, day=kept.as_of)


def _read(workspace: Workspace, kept: KeptSegmentation) -> Segmentation:
    import numpy as np
    from numpy.typing import NDArray

    told = read_again(Definition, kept.definition)
    nobody = np.asarray([], dtype=np.int64)
    apart, names = dict.fromkeys(APART, nobody), {"np": np, "NDArray": NDArray}
    found = read_again(Segmentation, kept.result, apart, names)
    places = {segment.code: place for place, segment in enumerate(found.segments)}
    members = members_of(workspace, kept)
    if told.names.keys() != places.keys() or not places.keys() >= {*members.values()}:
        raise FormError("codes", sorted(told.names), sorted(places))
    labels = [places[code] for code in members.values()]
    return replace(found, customer=np.asarray(list(members), dtype=np.int64), labels=np.asarray(labels, dtype=np.int64))
