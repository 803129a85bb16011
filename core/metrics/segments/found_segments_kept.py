"""A finding as it is written down and read again: the same values, customers apart."""

from __future__ import annotations

from dataclasses import asdict, fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

from core.models.clusters.results import Segmentation
from core.store.segmentations import members_of

if TYPE_CHECKING:
    from core.store.segmentations import KeptSegmentation
    from core.store.workspace import Workspace

APART = ("customer", "labels")
"""What is kept row by row, as members."""


def written(found: Segmentation) -> dict[str, Any]:
    """A finding as JSON holds it, without its customers."""
    return {name: value for name, value in asdict(found).items() if name not in APART}


def read_again(workspace: Workspace, kept: KeptSegmentation) -> Segmentation:
    """The finding as it was, with those of its customers who are still known."""
    import numpy as np

    codes = [segment["code"] for segment in kept.result["segments"]]
    members = members_of(workspace, kept)
    told: dict[str, Any] = {
        "customer": np.asarray(list(members), dtype=np.int64),
        "labels": np.asarray([codes.index(code) for code in members.values()], dtype=np.int64),
    }
    types = _types(Segmentation)
    values = {name: _grown(types[name], value) for name, value in kept.result.items()}
    return Segmentation(**values, **told)


def _types(form: type) -> dict[str, Any]:
    import numpy as np
    from numpy.typing import NDArray

    return get_type_hints(form, localns={"np": np, "NDArray": NDArray})


def _grown(form: Any, value: Any) -> Any:
    """A value of JSON as the type that a field has: dataclasses from objects, tuples from lists."""
    if value is None:
        return None
    if is_dataclass(form) and isinstance(form, type):
        types = _types(form)
        return form(**{each.name: _grown(types[each.name], value[each.name]) for each in fields(form)})
    inside = get_args(form)
    if get_origin(form) is tuple:
        return tuple(_grown(inside[0], one) for one in value)
    of_classes = [one for one in inside if is_dataclass(one)]  # a class or None
    return _grown(of_classes[0], value) if of_classes else value
