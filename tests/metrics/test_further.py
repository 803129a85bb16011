"""Columns beyond the table of customers are made and joined only where somebody asks for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.metrics import further
from core.metrics.customers import COLUMNS, customers
from core.metrics.question import Question
from core.settings import RfmRules
from core.store.workspace import Workspace
from tests.support import workspace_with

asked: list[str] = []


def letters(workspace: Workspace, question: Question, rules: RfmRules) -> str:
    """A table of two columns for the customer of number 1."""
    asked.append("letters")
    return "(select 1 as customer_no, 'x' as letter, 7 as place_told)"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """Two customers; two further columns of one table."""
    place = f"{__name__}:letters"
    monkeypatch.setattr(further, "FURTHER", {"letter": place, "place_told": place})
    monkeypatch.setattr("core.metrics.customers.FURTHER", further.FURTHER)
    asked.clear()
    line = {"order_date": date(2024, 2, 29), "amount": 40}
    return workspace_with(tmp_path, [{**line, "order_id": name, "customer_id": name} for name in "AB"])


def test_only_who_asks_gets_them(workspace: Workspace) -> None:
    plain = customers(workspace, Question(), RfmRules())
    assert tuple(plain.table.columns) == COLUMNS
    assert not asked
    told = customers(workspace, Question(), RfmRules(), further=["letter"]).table
    assert tuple(told.columns) == (*COLUMNS, "letter")
    assert sorted(told["letter"].fillna("-")) == ["-", "x"]
    where = ('("letter" in ($a) and "place_told" > $b)', {"a": "x", "b": 6})
    chosen = customers(workspace, Question(), RfmRules(), where=where, order_by="place_told")
    assert (chosen.rows, chosen.value) == (1, 40)
    assert chosen.statements[0].sql.count("left join (select 1 as customer_no") == 1


def test_other_names_are_refused(workspace: Workspace) -> None:
    with pytest.raises(QuestionError, match="order_unknown"):
        customers(workspace, Question(), RfmRules(), order_by="nobody")
