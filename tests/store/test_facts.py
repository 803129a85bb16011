"""The facts of a few lines, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from core.metrics.line_facts import facts_of
from core.store.facts import differences, refresh_facts
from tests.support import workspace_with


def test_bought_returned_and_cancelled_lines(tmp_path: Path) -> None:
    lines = [
        {"order_id": "1", "order_date": date(2024, 1, 3), "customer_id": "A", "amount": 100, "cost": 60},
        {"order_id": "1", "order_date": date(2024, 1, 3), "customer_id": "A", "amount": 50},
        {"order_id": "2", "order_date": date(2024, 1, 9), "customer_id": "A", "amount": -30, "cost": -18},
        {"order_id": "3", "order_date": date(2024, 1, 20), "customer_id": "A", "amount": 70, "status": "cancelled"},
        {"order_id": "4", "order_date": date(2024, 1, 25), "customer_id": "A", "amount": 40, "cost": 10},
        {"order_id": "5", "order_date": date(2024, 1, 28), "customer_id": "A", "amount": 0, "quantity": 5},
        {"order_id": "6", "order_date": date(2024, 2, 1), "customer_id": None, "amount": 9},
    ]
    workspace = workspace_with(tmp_path, lines, returned=["4"])
    found = workspace.engine.frame("select * from customer_months order by customer_no desc").to_dict("records")
    january, february = found
    assert january["lines"] == 6
    assert (january["gross_lines"], january["gross_amount"], january["gross_orders"]) == (4, Decimal(190), 2)
    assert january["gross_last_date"] == date(2024, 1, 25)
    assert (january["gross_costed_amount"], january["gross_cost"]) == (Decimal(140), Decimal(70))
    assert (january["net_lines"], january["net_amount"], january["net_orders"]) == (4, Decimal(120), 1)
    assert january["net_last_date"] == date(2024, 1, 3)
    assert (january["net_costed_amount"], january["net_cost"]) == (Decimal(70), Decimal(42))
    assert (january["return_lines"], january["return_amount"]) == (2, Decimal(70))
    assert (february["customer_no"], february["net_amount"]) == (0, Decimal(9))
    assert differences(workspace) == 0


def test_returns_of_nobody_known(tmp_path: Path) -> None:
    """Two months of lines without a customer, one with a return; the customer beside them has plain lines."""
    lines = [
        {"order_id": "1", "order_date": date(2024, 1, 3), "customer_id": None, "amount": 100},
        {"order_id": "2", "order_date": date(2024, 1, 9), "customer_id": None, "amount": -30},
        {"order_id": "3", "order_date": date(2024, 2, 1), "customer_id": None, "amount": 9},
        {"order_id": "4", "order_date": date(2024, 1, 5), "customer_id": "A", "amount": 7},
    ]
    workspace = workspace_with(tmp_path, lines)
    assert workspace.engine.rows(
        "select customer_no, month, lines, gross_amount, net_amount, return_amount from customer_months order by all"
    ) == [
        (0, date(2024, 1, 1), 2, Decimal(100), Decimal(70), Decimal(30)),
        (0, date(2024, 2, 1), 1, Decimal(9), Decimal(9), Decimal(0)),
        (1, date(2024, 1, 1), 1, Decimal(7), Decimal(7), Decimal(0)),
    ]


def test_refreshing_a_month_gives_what_a_rebuild_gives(tmp_path: Path) -> None:
    lines = [
        {"order_id": str(n), "order_date": date(2024, 1 + n % 3, 5), "customer_id": f"C{n % 4}", "amount": n}
        for n in range(1, 25)
    ]
    workspace = workspace_with(tmp_path, lines)
    with workspace.writing() as cursor:
        cursor.run("delete from sales where order_id = '5'")
    assert differences(workspace) == 2
    with workspace.writing() as cursor:
        refresh_facts(cursor, [date(2024, 3, 1)])
    assert differences(workspace) == 0


def test_facts_under_a_filter_hold_only_its_lines(tmp_path: Path) -> None:
    lines = [
        {"order_id": "1", "order_date": date(2024, 1, 3), "customer_id": "A", "amount": 5, "channel": "Shop"},
        {"order_id": "2", "order_date": date(2024, 1, 3), "customer_id": "A", "amount": 7, "channel": "Online"},
    ]
    workspace = workspace_with(tmp_path, lines)
    table = facts_of(workspace, (("channel", ("Online",)),))
    assert workspace.engine.rows(f"select net_amount from {table}") == [(Decimal(7),)]
