"""Accounts that are no customers are proposed, decided, and then left out."""

from datetime import date
from decimal import Decimal

from core.metrics.non_customers import proposed_non_customers, set_apart
from tests.support import workspace_with


def line(customer, number=1, amount=10, name=None):
    return {
        "order_id": f"{customer}-{number}",
        "order_date": date(2024, 1, 1 + number % 28),
        "customer_id": customer,
        "customer_name": name,
        "amount": Decimal(amount),
    }


def test_names_and_kinds_propose(tmp_path):
    workspace = workspace_with(
        tmp_path,
        [
            line("A", name="Walk-in customers", amount=500),
            line("B", name="Cashmere House"),
            line("C", name="门店散客", amount=300),
            line("D", name="Platform 9 Bookshop"),
            line("E", name="Smith Ltd"),
        ],
        customers=[{"customer_id": "E", "kind": "internal"}],
    )
    found = proposed_non_customers(workspace)
    assert list(found["customer_id"]) == ["A", "C", "D", "E"]
    assert set(found["reason"]) == {"name"}
    assert found["revenue"].iloc[0] == Decimal(500)


def test_very_many_orders_propose(tmp_path):
    lines = [line("BIG", number) for number in range(120)] + [line(f"S{number}", number) for number in range(99)]
    found = proposed_non_customers(workspace_with(tmp_path, lines))
    assert list(found[["customer_id", "reason", "order_count"]].itertuples(index=False, name=None)) == [
        ("BIG", "many_orders", 120)
    ]


def test_a_decision_is_kept_and_taken_back(tmp_path):
    workspace = workspace_with(tmp_path, [line("A", name="Anybody"), line("B", name="内部领用")])
    before = workspace.data_version
    set_apart(workspace, {"A"})
    found = dict(proposed_non_customers(workspace)[["customer_id", "reason"]].itertuples(index=False, name=None))
    assert found == {"A": "decided", "B": "name"}
    assert workspace.data_version > before
    set_apart(workspace, ())
    assert list(proposed_non_customers(workspace)["customer_id"]) == ["B"]


def test_nobody(tmp_path):
    assert proposed_non_customers(workspace_with(tmp_path)).empty
