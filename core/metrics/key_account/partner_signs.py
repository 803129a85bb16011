"""How healthy a relationship is: the ten signs of a partner, as people have seen them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.store.assessments import SIGNS, Assessment, latest_assessments

if TYPE_CHECKING:
    from core.store.workspace import Workspace


@dataclass(frozen=True)
class Health:
    """`seen` and `lacking`: the signs that were looked for and found, or not; `open`: those nobody has judged.

    `score`: the share of the judged signs that were seen, 0-1, None where none was judged.
    """

    signs: dict[str, Assessment]
    seen: tuple[str, ...]
    lacking: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def score(self) -> float | None:
        """Signs seen / signs judged."""
        judged = len(self.seen) + len(self.lacking)
        return len(self.seen) / judged if judged else None


def partner_health(workspace: Workspace, customer_id: str) -> Health:
    """The ten signs of a customer (the id that stands), each by its latest rating."""
    found = latest_assessments(workspace, SIGNS, customer_id)
    signs = {sign: found[customer_id, sign] for sign in SIGNS if (customer_id, sign) in found}
    return Health(
        signs,
        seen=tuple(sign for sign in SIGNS if sign in signs and signs[sign].rating),
        lacking=tuple(sign for sign in SIGNS if sign in signs and not signs[sign].rating),
        open=tuple(sign for sign in SIGNS if sign not in signs),
    )
