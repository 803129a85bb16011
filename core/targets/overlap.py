"""Which names of a list are on saved lists too, before it is saved: nobody wants to be called twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.metrics.cached import one_reading
from core.metrics.customer_values import account_texts, filled
from core.store.facts import NUMBERED
from core.targets.chosen import chosen_table

if TYPE_CHECKING:
    from core.store.workspace import Workspace
    from core.targets.lists import TargetList


@dataclass(frozen=True)
class Overlap:
    """A saved list that shares names with the list being made.

    `customers`: on the saved list; `shared`: on both, with their `value` as the list being made counts it; `held_back`:
    shared names that the saved list keeps back from contact.
    """

    list_id: int
    name: str
    as_of: date
    customers: int
    shared: int
    value: Decimal
    held_back: int


@one_reading
def overlaps(workspace: Workspace, found: TargetList) -> tuple[Overlap, ...]:
    """The saved lists that share names with this one (all its names, whatever part its table holds), newest first.

    Without the list that is being changed.
    """
    question = found.question
    chosen = chosen_table(workspace, question, found.rfm_rules, found.rules, found.choice, found.besides)
    accounts = account_texts(workspace, question)
    sql = filled(Path(__file__).with_suffix(".sql"), {**accounts, "customers_of": NUMBERED, "chosen": chosen})
    return tuple(Overlap(*row) for row in workspace.engine.rows(sql) if row[0] != found.besides)
