"""The next run: segments found again on a later day, by the names of those that were saved, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.segments.found_segments import Finding, Progress, found_segments, recipe_of
from core.metrics.segments.found_segments_placed import found_question
from core.models.clusters.results import Drift, Segmentation

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.store.segmentations import KeptSegmentation
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Again:
    """The new finding with the codes of the segments that it continues.

    `drifts`: one per segment, none where nothing was found any more. `libraries_differ`: it was made with other
    versions than the saved one.
    """

    finding: Finding
    drifts: tuple[Drift, ...]
    libraries_differ: bool


@one_reading
def found_again(
    workspace: Workspace,
    question: Question,
    kept: KeptSegmentation,
    before: Segmentation,
    progress: Progress | None = None,
) -> Again:
    """Look again by the saved recipe, on the day of the question; segments that continue keep their codes.

    Errors: those of `found_segments`.
    """
    return continued(found_segments(workspace, found_question(question, kept), recipe_of(kept), progress), before)


def continued(finding: Finding, before: Segmentation) -> Again:
    """A finding held against an earlier one; segments that continue have the codes that they had."""
    from core.models.clusters.drift import drifts, match

    if not isinstance(finding.result, Segmentation):
        return Again(finding, (), libraries_differ=False)
    now = match(before, finding.result)
    differ = dict(now.libraries) != dict(before.libraries)
    return Again(replace(finding, result=now), drifts(before, now), libraries_differ=differ)
