"""What is kept of month ends: used again where the facts are the same, made anew where they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.metrics.histories import history_ends, history_grid, history_kept
from core.metrics.histories.history import History, history
from core.metrics.question import Question
from core.settings import Cut
from core.store.derived import refresh_derived
from core.store.untold import make_room
from core.store.workspace import Workspace, close_workspace
from tests.metrics.lines import line
from tests.support import workspace_with

HALVES = Cut(ceilings=(5000, 10000))
ASKED = Question(window_months=2, cut=HALVES)


def months(first: int, last: int, *, more: float = 0) -> list[dict[str, Any]]:
    """Three customers with an order in each month of 2024 from `first` to `last`."""
    return [
        line(name, amount + month + more, date(2024, month, 28))
        for month in range(first, last + 1)
        for name, amount in (("A", 100), ("B", 50 if month % 2 else 120), ("C", 70))
    ]


def write(workspace: Workspace, statement: str, lines: list[dict[str, Any]] | None = None) -> None:
    """Change the lines, and the facts with them."""
    with workspace.writing() as cursor:
        if statement:
            cursor.run(statement)
        for one in lines or ():
            make_room(cursor, "sales", one)
            names, places = ", ".join(one), ", ".join(f"${name}" for name in one)
            cursor.run(f"insert into sales (batch_id, occurrence, {names}) values (2, 1, {places})", one)
        refresh_derived(cursor)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the month ends that were computed."""
    found: list[int] = []
    original = history_grid.rolled

    def counted(rows: Any, window: int, wanted: Any, ranked: Any) -> Any:
        found.extend(wanted)
        return original(rows, window, wanted, ranked)

    monkeypatch.setattr(history_ends, "rolled", counted)
    return found


def afresh(workspace: Workspace, asked: Question) -> History:
    """The same with nothing kept."""
    history_kept._shelves.clear()
    return history(workspace, asked)


def test_a_new_month_is_computed_alone(tmp_path: Path, computed: list[int]) -> None:
    workspace = workspace_with(tmp_path, months(1, 6))
    history(workspace, ASKED)
    assert computed == [0, 1, 2, 3, 4, 5]
    computed.clear()
    write(workspace, "", months(7, 7))
    found = history(workspace, ASKED)
    assert computed == [6]
    assert found == afresh(workspace, ASKED)


def test_an_old_month_is_computed_with_the_windows_that_hold_it(tmp_path: Path, computed: list[int]) -> None:
    workspace = workspace_with(tmp_path, months(1, 6))
    before = history(workspace, ASKED)
    computed.clear()
    write(workspace, "", [line("C", 500, date(2024, 3, 10))])
    found = history(workspace, ASKED)
    assert computed == [2, 3]
    assert found == afresh(workspace, ASKED)
    assert found != before
    computed.clear()
    write(workspace, "delete from sales where batch_id = 2")  # an undo: the prints are what they were
    history_kept._shelves.clear()
    assert history(workspace, ASKED) == before


def test_a_change_that_leaves_the_facts_alone_computes_nothing(tmp_path: Path, computed: list[int]) -> None:
    workspace = workspace_with(tmp_path, months(1, 6))
    before = history(workspace, ASKED)
    computed.clear()
    write(workspace, "update sales set customer_name = 'other'")
    assert history(workspace, ASKED) == before
    assert computed == []


def test_an_earlier_first_line_takes_new_customers_back(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [*months(1, 5), line("D", 5, date(2024, 5, 5))])
    asked = replace(ASKED, window_months=1)
    assert [month.new_customers for month in history(workspace, asked).months] == [3, 0, 0, 0, 1]
    write(workspace, "", [line("D", 5, date(2024, 2, 5))])
    found = history(workspace, asked)
    assert [month.new_customers for month in found.months] == [3, 1, 0, 0, 0]
    assert ("returned", "important") in (found.months[-1].flows or {})


def test_who_is_set_apart_or_chosen_is_looked_at_anew(tmp_path: Path, computed: list[int]) -> None:
    workspace = workspace_with(tmp_path, months(1, 4))
    history(workspace, ASKED)
    computed.clear()
    write(workspace, "insert into excluded_customers values ('A', 'internal', timestamp '2024-01-01')")
    found = history(workspace, ASKED)
    assert computed == [0, 1, 2, 3]
    assert found.months[-1].customers_ranked == 2
    assert found == afresh(workspace, ASKED)


def test_the_least_used_leave_when_there_is_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history_kept, "MOST_BYTES", 5000)
    workspace = workspace_with(tmp_path, months(1, 6))
    expected = history(workspace, ASKED)
    assert history_kept._shelves[workspace.engine].held_bytes <= 5000
    assert history(workspace, ASKED) == expected


AMOUNT = st.integers(min_value=-50, max_value=150).map(lambda cents: Decimal(cents) / 4)
LINE = st.tuples(st.sampled_from("ABCDEFG"), st.integers(1, 6), AMOUNT)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    lines=st.lists(LINE, min_size=1, max_size=25),
    later=st.lists(LINE, min_size=1, max_size=6),
    window=st.sampled_from([1, 2, None]),
    rule=st.booleans(),
)
def test_whatever_is_written_the_kept_is_what_is_true(
    lines: list[Any], later: list[Any], window: int | None, *, rule: bool
) -> None:
    def made(rows: list[Any]) -> list[dict[str, Any]]:
        return [line(name, str(amount), date(2024, month, 15)) for name, month, amount in rows]

    asked = Question(window_months=window, cut=Cut(ceilings=(2000, 6000, 10000)), two_months_rule=rule)
    with TemporaryDirectory() as folder:
        workspace = workspace_with(Path(folder), made(lines))
        before = history(workspace, asked)
        adds_up(before)
        write(workspace, "", made(later))
        kept = history(workspace, asked)
        assert kept == afresh(workspace, asked)
        adds_up(kept)
        write(workspace, "delete from sales where batch_id = 2")
        assert history(workspace, asked) == before
        close_workspace(workspace)


def adds_up(found: History) -> None:
    """Flows have the sizes of both month ends as margins; shares and stabilities lie between 0 and 1."""
    for before, after in zip(found.months, found.months[1:], strict=False):
        assert after.flows is not None
        for tier in before.tiers:
            assert sum(n for (left, _), n in after.flows.items() if left == tier.code) == tier.customers
        for tier in after.tiers:
            assert sum(n for (_, right), n in after.flows.items() if right == tier.code) == tier.customers
            assert tier.stability is None or 0 <= tier.stability <= 1
        assert after.customers_ranked == sum(tier.customers for tier in after.tiers)
        assert after.total == sum(tier.value for tier in after.tiers)
        assert after.inactive_customers >= 0
