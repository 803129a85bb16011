"""Lines of batches: the state is always what importing the standing batches in order would give."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ImportRefusedError
from core.intake.batching.replay import remove_lines
from core.intake.rows.lines import (
    FileTurn,
    Queries,
    load_lines,
    refresh_after,
    replace_months,
    touched_months,
)
from core.store.derived import refresh_derived
from core.store.facts import differences
from core.store.workspace import Workspace, close_workspace, open_workspace

TYPES = {"order_date": "DATE", "due_date": "DATE", "paid_date": "DATE"} | dict.fromkeys(
    ("quantity", "unit_price", "amount", "cost"), "DECIMAL(18,4)"
)
ALWAYS = ("order_id", "line_id", "customer_id", "order_date", "amount")
Line = tuple[str | None, str | None, str | None, int, int]  # order, line, customer, month, amount


def typed(lines: list[Line], said: list[dict[str, Any]] | None = None) -> Queries:
    """A typed query as validation would make it, for lines written by hand; `said`: more columns of each."""
    columns = (*ALWAYS, *sorted({name for more in said or () for name in more}))

    def cell(value: Any, name: str) -> str:
        text = "null" if value is None else f"'{value}'"
        return f"cast({text} as {TYPES.get(name, 'VARCHAR')}) as {name}"

    selects = []
    for place, (order, line, customer, month, amount) in enumerate(lines):
        values = {
            "order_id": order,
            "line_id": line,
            "customer_id": customer,
            "order_date": date(2024, month, 5),
            "amount": amount,
            **(said[place] if said else {}),
        }
        cells = ", ".join(cell(values.get(name), name) for name in columns)
        selects.append(f"select {cells}, cast(null as VARCHAR) as refused_rule")
    return Queries((" union all ".join(selects),), len(lines), columns)


def write(
    workspace: Workspace,
    lines: list[Line],
    number: int,
    mode: str = "add",
    matching: str = "skip",
    said: list[dict[str, Any]] | None = None,
) -> int:
    with workspace.writing() as cursor:
        turn = FileTurn(number, mode, matching)  # type: ignore[arg-type]
        if mode == "replace-months":
            replace_months(cursor, number, {date(2024, line[3], 1) for line in lines})
        doubles = load_lines(cursor, typed(lines, said), turn).doubles
        refresh_after(cursor, number, turn.before, touched_months(cursor, number))
        cursor.run(
            "insert into batches by name select $n as batch_id, 'sales' as kind, 'f' as file_name, "
            "'h' as content_hash, now()::TIMESTAMP as imported_at, $mode as mode, $matching as matching, "
            "0 as rows, 0 as accepted, 0 as duplicates, 0 as refused, 0 as skipped, '[]' as months, '{}' as reading",
            {"n": number, "mode": mode, "matching": matching},
        )
    return doubles


def undo(workspace: Workspace, number: int) -> None:
    with workspace.writing() as cursor:
        cursor.run("update batches set undone_at = now()::TIMESTAMP where batch_id = $n", {"n": number})
        remove_lines(cursor, number)


def visible(workspace: Workspace) -> list[Any]:
    query = (
        "select order_id, line_id, customer_id, month(order_date), amount::INTEGER, batch_id from sales order by all"
    )
    return workspace.engine.rows(query)


def test_repeats_within_a_file_stay_and_doubles_of_another_are_set_aside(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    line: Line = ("1", None, "A", 1, 10)
    assert write(workspace, [line, line, ("2", None, "A", 1, 10)], 1) == 0
    assert write(workspace, [line, line, line], 2) == 2
    assert [row[-1] for row in visible(workspace)] == [1, 1, 2, 1]
    assert workspace.engine.rows("select sum(net_amount), sum(net_orders) from customer_months") == [(Decimal(40), 2)]


def test_a_line_id_twice_in_a_file_is_one_line(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    assert write(workspace, [("1", "1", "A", 1, 10), ("1", "1", "A", 1, 10), ("1", "2", "A", 1, 10)], 1) == 1
    assert len(visible(workspace)) == 2


def test_lines_without_order_that_stand_already_are_asked_about(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    lines: list[Line] = [(None, None, "A", 1, 10), (None, None, "B", 1, 20)]
    write(workspace, lines, 1)
    with pytest.raises(ImportRefusedError) as caught:
        write(workspace, lines, 2, matching="refuse")
    assert (caught.value.code, caught.value.fields) == ("lines_match", {"lines": 2})
    assert len(visible(workspace)) == 2
    assert write(workspace, lines, 2, matching="keep") == 0
    assert len(visible(workspace)) == 4
    assert write(workspace, lines, 3, matching="skip") == 2


def test_undo_brings_back_what_a_batch_had_replaced_and_hidden(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    write(workspace, [("1", "1", "A", 1, 10), ("2", "1", "B", 2, 20)], 1)
    write(workspace, [("3", "1", "C", 1, 30)], 2, mode="replace-months")
    assert [row[0] for row in visible(workspace)] == ["2", "3"]
    write(workspace, [("2", "1", "B", 2, 20), ("4", "1", "D", 2, 40)], 3)
    undo(workspace, 1)
    assert [(row[0], row[-1]) for row in visible(workspace)] == [("2", 3), ("3", 2), ("4", 3)]
    undo(workspace, 2)
    assert [row[0] for row in visible(workspace)] == ["2", "4"]
    assert sorted(workspace.engine.rows("select customer_id from customers")) == [("B",), ("D",)]
    assert differences(workspace) == 0


def simulated(batches: dict[int, tuple[list[Line], str]]) -> list[tuple[Any, ...]]:
    """The same rules in plain Python: batches in order, doubles skipped, months replaced."""
    now: list[tuple[Any, Line, int]] = []
    for number, (lines, mode) in sorted(batches.items()):
        if mode == "replace-months":
            months = {line[3] for line in lines}
            now = [item for item in now if item[1][3] not in months]
        before = {identity for identity, _, _ in now}
        seen: dict[Any, int] = {}
        for line in sorted(lines, key=lambda line: (line[3], line[4], line[2] or "", line[1] or "")):
            base = ("line", line[0], line[1]) if line[0] and line[1] else ("content", *line[:1], *line[2:])
            seen[base] = seen.get(base, 0) + 1
            if base[0] == "line":
                if seen[base] > 1 or base in before:
                    continue
                now.append((base, line, number))
            elif (*base, seen[base]) not in before:
                now.append(((*base, seen[base]), line, number))
    return sorted((line[0] or "", line[1] or "", line[2], line[3], line[4]) for _, line, _ in now)


lines_strategy = st.lists(
    st.tuples(
        st.sampled_from([None, "1", "2"]),
        st.sampled_from([None, None, "1"]),
        st.sampled_from(["A", "B"]),
        st.integers(1, 2),
        st.integers(1, 2),
    ),
    min_size=1,
    max_size=5,
)
actions = st.lists(
    st.tuples(lines_strategy, st.sampled_from(["add", "add", "replace-months"]), st.booleans()), min_size=2, max_size=5
)


@settings(max_examples=25, deadline=None)
@given(actions)
def test_state_is_what_the_standing_batches_in_order_would_give(steps: list[tuple[list[Line], str, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workspace = open_workspace("main", Path(folder), create=True)
        standing: dict[int, tuple[list[Line], str]] = {}
        for number, (lines, mode, undo_one) in enumerate(steps, start=1):
            write(workspace, lines, number, mode)
            standing[number] = (lines, mode)
            if undo_one:
                victim = sorted(standing)[len(lines) % len(standing)]
                undo(workspace, victim)
                del standing[victim]
            found = sorted((row[0] or "", row[1] or "", *row[2:5]) for row in visible(workspace))
            assert found == simulated(standing)
        assert differences(workspace) == 0
        named = {row[0] for row in workspace.engine.rows("select customer_id from customers")}
        assert named == {line[2] for line in simulated(standing)}
        close_workspace(workspace)


DESCRIBED = (
    "select customer_id, customer_no, customer_name, region, channel, owner, in_file from customers order by all"
)


@pytest.mark.parametrize("words", [(None, None, "x", "y"), ("x", "y", "z")])
def test_customers_are_what_the_latest_lines_say_in_whichever_order_they_come(
    tmp_path: Path, words: tuple[str | None, ...]
) -> None:
    """300 customers drawn by lot, so that every way in which a later file can be older or say more occurs."""
    workspace, draw = open_workspace("main", tmp_path, create=True), random.Random(7)
    for number in range(1, 5):
        lines: list[Line] = []
        for line in range(300):
            who = f"C{draw.randrange(300)}"
            lines.append((f"{number}", f"{line}", who, draw.randint(1, 4), 1))
        columns = ("customer_name", "region", "channel", "salesperson")
        told = [{name: draw.choice(words) for name in columns} for _ in lines]
        write(workspace, lines, number, said=told)
    described = workspace.engine.rows(DESCRIBED)
    with workspace.writing() as cursor:
        refresh_derived(cursor)  # everybody anew, from all lines
    assert workspace.engine.rows(DESCRIBED) == described
    close_workspace(workspace)
