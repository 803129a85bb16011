"""A map of the customers of a finding: the two directions in which they differ most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.metrics.cached import one_reading, remembered
from core.metrics.segments.traits import trait_columns, traits_table
from core.models.clusters.results import Segmentation, Traits

if TYPE_CHECKING:
    from core.metrics.segments.found_segments import Finding
    from core.models.clusters.results import Plane
    from core.store.workspace import Workspace

LEAST_SHARE = 0.5
"""Two directions that hold less of the differences would show neighbours who are none."""


@one_reading
def plane_of_finding(workspace: Workspace, finding: Finding) -> Plane | None:
    """The plane of a finding; None without segments, and with fewer than two traits."""
    found = finding.result
    if not isinstance(found, Segmentation):
        return None
    key = (traits_table(workspace, finding.question), finding.question, finding.recipe)
    return remembered(workspace, "plane", key, lambda: _plane(workspace, finding, found))


def _plane(workspace: Workspace, finding: Finding, found: Segmentation) -> Plane | None:
    import numpy as np

    from core.models.clusters.plane import plane_of

    columns = trait_columns(workspace, finding.question, finding.recipe.tiers)
    values = np.column_stack([columns[trait.name] for trait in found.traits])
    count = len(found.traits)
    return plane_of(found, Traits(columns["customer_no"].astype("int64"), values, found.traits, np.eye(count)))
