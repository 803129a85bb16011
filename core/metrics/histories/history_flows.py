"""Who went where from one month end to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from core.metrics.histories.history_ends import BYTES_BESIDE, Asked, End, Ends, prints_between, sized
from core.metrics.histories.history_grid import absent
from core.metrics.histories.history_kept import kept
from core.metrics.tiering.top_share import Numbers

if TYPE_CHECKING:
    from core.settings import Cut
    from core.store.workspace import Workspace

NEW, RETURNED, LAPSED, UNPROFITABLE, UNCOSTED = "new", "returned", "lapsed", "unprofitable", "uncosted"
Flows = dict[tuple[str, str], int]
"""(from, to) -> customers, from the month end before to this one. From: a tier, `unprofitable`, `uncosted`, `new`
(first line in this month), `returned` (a line before, but none in that window). To: a tier, `unprofitable`, `uncosted`,
`lapsed` (nothing in this window any more). Only pairs that occur, those who stayed among them."""


def flows_into(workspace: Workspace, asked: Asked, number: int, found: Ends, new: Numbers) -> Flows:
    """The flows into a month end; they also depend on who had a line ever before. `new`: whose first month it is."""
    keys, ends = found.keys, found.by_number
    key = ("flows", keys[number - 1], keys[number], prints_between(workspace, asked, 0, number))

    def compute() -> Flows:
        return _flows(asked.question.cut, ends[number - 1], ends[number], new)

    return kept(workspace, key, compute, BYTES_BESIDE)


def _flows(cut: Cut, before: End, after: End, new: Numbers) -> Flows:
    gone, places = absent(cut), absent(cut) + 1
    size = max(len(before.places), len(after.places))
    left, right = sized(before.places, size, gone), sized(after.places, size, gone)
    counts = np.bincount(left * np.uint8(places) + right, minlength=places * places).reshape(places, places)
    fresh = np.bincount(right[new[new < size]], minlength=places)
    codes = (*cut.tiers, UNPROFITABLE, UNCOSTED)
    flows: Flows = {}
    for place, code in enumerate(codes):
        for to, target in enumerate((*codes, LAPSED)):
            flows[code, target] = int(counts[place, to])
        flows[NEW, code] = int(fresh[place])
        flows[RETURNED, code] = int(counts[gone, place] - fresh[place])
    return {pair: customers for pair, customers in flows.items() if customers}
