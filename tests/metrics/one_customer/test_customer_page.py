"""One customer by hand: what it is, its orders, payment, products, answers, peers and group, and how it is found."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.errors import QuestionError
from core.metrics.key_account.partner_signs import partner_health
from core.metrics.one_customer.customer import Customer, customer
from core.metrics.one_customer.customer_lists import (
    customer_answers,
    customer_contacts,
    customer_orders,
    customer_payment,
    customer_products,
)
from core.metrics.one_customer.customer_search import search_customers, the_one
from core.metrics.question import Filters, Question
from core.settings import RfmRules
from core.store.assessments import assess
from core.store.edits import edit_customer
from core.store.merges import merge_customers
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

QUESTION = Question(as_of="2024-06", window_months=3)


def asked(workspace: Workspace, customer_id: str, question: Question = QUESTION) -> Customer:
    return customer(workspace, question, RfmRules(), customer_id)


def shop(folder: Path) -> Workspace:
    """A buys in four ways: kept, taken back, returned whole, cancelled; B and C are small; the day is 30 June 2024."""
    lines = [
        line("A", 100, date(2024, 2, 5), order_id="a1", product="Oil", category="Oil", cost=60, quantity=10),
        line("A", 50, date(2024, 4, 5), order_id="a2", product="Oil", category="Oil", cost=30, quantity=5),
        line("A", 30, date(2024, 4, 5), order_id="a2", product="Tyre", category="Tyres", cost=30, quantity=1),
        line("A", -20, date(2024, 5, 2), order_id="r2", product="Oil", category="Oil", cost=-12, quantity=-2),
        line("A", 40, date(2024, 5, 9), order_id="a3", product="Tyre", category="Tyres", status="returned"),
        line("A", 70, date(2024, 6, 1), order_id="a4", product="Tyre", status="cancelled"),
        line("A", 25, date(2024, 6, 10), order_id=None),
        line("B", 40, date(2024, 6, 30), order_id="b1", customer_name="Bee"),
        line("C", 10, date(2024, 5, 30), order_id="c1"),
    ]
    records: list[dict[str, Any]] = [
        {"customer_id": "A", "customer_name": "Ace", "kind": "Dealer"},
        {"customer_id": "B", "kind": "Dealer", "parent": "A"},
        {"customer_id": "C", "kind": "Dealer"},
    ]
    return workspace_with(folder, lines, records)


def test_figures_are_those_of_the_table_of_customers(tmp_path: Path) -> None:
    found = asked(shop(tmp_path), "A")
    assert found.figures is not None
    assert (found.figures["tier"], found.figures["revenue"], found.figures["order_count"]) == ("key", Decimal(85), 2)
    assert (found.figures["recency_days"], found.figures["rank"]) == (20, 1)
    assert (found.customer_name, found.attributes["kind"], found.edited) == ("Ace", "Dealer", frozenset())
    assert found.months == (
        (date(2024, 2, 1), Decimal(100), 1),
        (date(2024, 3, 1), Decimal(0), 0),
        (date(2024, 4, 1), Decimal(80), 1),
        (date(2024, 5, 1), Decimal(-20), 0),
        (date(2024, 6, 1), Decimal(25), 1),
    )


def test_filters_on_customers_do_not_hide_a_customer(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    hidden = Question(as_of="2024-06", window_months=3, rank_groups=True, filters=Filters(
        customers=(("kind", ("Public",)),), tiers=("small",), segments=("new",), rank_within=True))  # fmt: skip
    assert asked(workspace, "A", hidden).figures == asked(workspace, "A").figures


def test_a_filter_on_lines_counts_its_lines_alone(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    tyres = Question(as_of="2024-06", window_months=3, filters=Filters(lines=(("category", ("Tyres",)),)))
    figures = asked(workspace, "A", tyres).figures
    assert figures is not None
    assert figures["revenue"] == Decimal(30)
    assert asked(workspace, "B", tyres).figures is None


def test_the_group_is_ranked_as_one(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    group = asked(workspace, "B").group
    assert group is not None
    assert (group.customer_id, group.name, group.value, group.count) == ("A", "Ace", Decimal(125), 2)
    assert [(each.customer_id, each.value) for each in group.members] == [("A", Decimal(85)), ("B", Decimal(40))]
    assert asked(workspace, "C").group is None


def test_peers_are_of_the_same_tier_and_kind(tmp_path: Path) -> None:
    """Six dealers in one tier with 10 ... 60; an end customer between them does not count."""
    lines = [line(f"D{k}", 10 * k, date(2024, 6, 30 - k), cost=5 * k if k < 5 else None) for k in range(1, 7)]
    lines += [line("E", 35, date(2024, 6, 30)), line("top", 9999, date(2024, 6, 30))]
    records = [{"customer_id": f"D{k}", "kind": "Dealer"} for k in range(1, 7)] + [{"customer_id": "E", "kind": "End"}]
    workspace = workspace_with(tmp_path, lines, records)
    from core.settings import Cut

    question = Question(as_of="2024-06", cut=Cut(method="thresholds", thresholds=(Decimal(1000),), ceilings=()))
    peers = {peer.measure: peer for peer in asked(workspace, "D4", question).peers}
    assert (peers["revenue"].peers, peers["revenue"].own, peers["revenue"].middle) == (6, 40.0, 30.0)
    assert (peers["revenue"].low, peers["revenue"].high) == (20.0, 50.0)
    assert peers["revenue"].better_than == pytest.approx(3 / 5)
    assert peers["order_count"].better_than == pytest.approx(0.5)  # all equal
    assert peers["recency_days"].own == 4.0
    assert peers["recency_days"].better_than == pytest.approx(2 / 5)  # D5 and D6 bought longer ago
    assert peers["margin"].peers == 4
    assert peers["margin"].better_than == pytest.approx(0.5)  # all equal
    assert asked(workspace, "top", question).peers[0].better_than is None
    assert "margin" not in [peer.measure for peer in asked(workspace, "D6", question).peers]


def test_orders_newest_first_with_what_became_of_them(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    found = customer_orders(workspace, QUESTION, ["A"])
    rows = [
        (order if isinstance(order, str) else None, day, amount, state if isinstance(state, str) else None)
        for order, day, amount, state in found.table[["order_id", "order_date", "amount", "state"]].itertuples(
            index=False, name=None
        )
    ]
    assert found.rows == 6
    assert rows == [
        (None, date(2024, 6, 10), Decimal(25), None),
        ("a4", date(2024, 6, 1), Decimal(0), "cancelled"),
        ("a3", date(2024, 5, 9), Decimal(0), "returned"),
        ("r2", date(2024, 5, 2), Decimal(-20), "return"),
        ("a2", date(2024, 4, 5), Decimal(80), None),
        ("a1", date(2024, 2, 5), Decimal(100), None),
    ]
    page = customer_orders(workspace, QUESTION, ["A"], limit=2, offset=2)
    assert (page.rows, page.table["order_id"].tolist()) == (6, ["a3", "r2"])
    gross = customer_orders(workspace, Question(as_of="2024-06", refunds="gross"), ["A"]).table
    assert dict(zip(gross["order_id"], gross["amount"], strict=True))["a3"] == Decimal(40)
    earlier = customer_orders(workspace, Question(as_of="2024-04"), ["A"])
    assert earlier.rows == 2


def test_what_is_bought_against_the_earlier_window(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    bought = customer_products(workspace, Question(as_of="2024-06", window_months=2), ["A"], "category")
    table = {
        (name if isinstance(name, str) else None): (now, before)
        for name, now, before in zip(
            bought.table["name"], bought.table["revenue"], bought.table["earlier_revenue"], strict=True
        )
    }
    # May and June against March and April; the returned order and the cancelled one count in neither
    assert table == {
        None: (Decimal(25), Decimal(0)),
        "Oil": (Decimal(-20), Decimal(50)),
        "Tyres": (Decimal(0), Decimal(30)),
    }
    assert bought.table["change"].tolist()[-1] == pytest.approx(-1.4)
    young = customer_products(workspace, QUESTION, ["A"], "product")
    assert not young.has_earlier
    assert "change" not in young.table.columns


def test_payment_by_hand(tmp_path: Path) -> None:
    def owed(day: date, due: date, paid: date | None, **more: Any) -> dict[str, Any]:
        return line("A", 100, day, due_date=due, paid_date=paid, **more)

    lines = [
        owed(date(2024, 1, 10), date(2024, 2, 9), date(2024, 2, 9)),  # on time
        owed(date(2024, 2, 10), date(2024, 3, 11), date(2024, 3, 21)),  # 10 days late
        owed(date(2024, 5, 1), date(2024, 5, 31), None),  # open, 30 days
        owed(date(2024, 5, 26), date(2024, 6, 25), date(2024, 7, 5)),  # open on the day, 5 days
        owed(date(2024, 6, 20), date(2024, 7, 20), None),  # open, not due
        owed(date(2024, 5, 2), date(2024, 5, 3), None, status="cancelled"),
        owed(date(2024, 5, 2), date(2024, 5, 3), None, status="returned"),
        owed(date(2024, 3, 1), date(2024, 3, 31), date(2024, 3, 31), order_id="two"),
        owed(date(2024, 3, 1), date(2024, 3, 31), None, order_id="two"),  # half paid is not paid: 91 days
        line("A", 7, date(2024, 6, 30)),
        line("B", 5, date(2024, 7, 31)),
    ]
    workspace = workspace_with(tmp_path, lines)
    paid = customer_payment(workspace, Question(as_of="2024-06", window_months=6), ["A"])
    assert (paid.orders, paid.due, paid.on_time) == (6, 5, 1)
    assert paid.on_time_share == pytest.approx(0.2)
    assert paid.days_late == pytest.approx((0 + 10 + 30 + 5 + 91) / 5)
    assert paid.terms_days == pytest.approx(30)
    assert (paid.open_amount, paid.overdue_amount, paid.overdue_days) == (Decimal(500), Decimal(400), 91)
    nothing = customer_payment(workspace, Question(as_of="2024-06"), ["B"])
    assert (nothing.orders, nothing.on_time_share, nothing.days_late) == (0, None, None)


def test_answers_are_found_by_id_order_and_name(tmp_path: Path) -> None:
    def said(**more: Any) -> dict[str, Any]:
        return {"answered_on": date(2024, 6, 1), "dimension": "service", "score": 4, "lowest": 1, "highest": 5, **more}

    lines = [line("A", 10, order_id="x", customer_name="Ace"), line("B", 10, order_id="y", customer_name="Bee")]
    answers = [
        said(customer_id="A", item="id"),
        said(customer_id="A", item="id", batch_id=2, lowest=0),  # the same answer in another file
        said(order_id="x", item="order"),
        said(customer_name="Ace", item="name"),
        said(customer_id="Ace", item="name as id"),
        said(customer_id="B", item="other"),
        said(customer_id="A", item="later", answered_on=date(2024, 8, 1)),
        said(customer_id=None, item="anonymous"),
    ]
    workspace = workspace_with(tmp_path, lines, answers=answers)
    table = customer_answers(workspace, QUESTION, ["A"])
    assert sorted(table["item"]) == ["id", "name", "name as id", "order"]
    assert dict(zip(table["item"], table["index"], strict=True))["id"] == pytest.approx(80.0)
    assert dict(zip(table["item"], table["index"], strict=True))["name"] == pytest.approx(75.0)


def test_merged_ids_are_one_customer(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    merge_customers(workspace, ["C"], "A")
    edit_customer(workspace, "C", {"grade": "Gold"})
    found = asked(workspace, "C")
    assert (found.customer_id, found.ids, found.edited) == ("A", ["A", "C"], frozenset({"grade"}))
    assert found.figures is not None
    assert found.figures["revenue"] == Decimal(95)
    assert customer_orders(workspace, QUESTION, found.ids).rows == 7


def test_set_apart_and_unknown(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('B', 'walk-in', now())")
    found = asked(workspace, "B")
    assert (found.figures, found.apart, found.peers) == (None, "walk-in", ())
    with pytest.raises(QuestionError) as caught:
        asked(workspace, "nobody")
    assert caught.value.code == "customer_unknown"


def test_visits_newest_first(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    with workspace.writing() as cursor:
        for day in (3, 9):
            cursor.run(
                "insert into contact_records (batch_id, customer_id, contacted_on, kind) values (1, 'A', $day, 'call')",
                {"day": date(2024, 6, day)},
            )
    assert [day.day for day in customer_contacts(workspace, ["A"])["contacted_on"]] == [9, 3]


def test_signs_of_a_partner(tmp_path: Path) -> None:
    workspace = shop(tmp_path)
    assert partner_health(workspace, "A").score is None
    assess(workspace, "A", {"names_faults": 1, "complains": 1, "rivals_wait": 0}, "visit in May")
    assess(workspace, "A", {"complains": None})
    health = partner_health(workspace, "A")
    assert (health.seen, health.lacking, len(health.open)) == (("names_faults",), ("rivals_wait",), 8)
    assert health.score == pytest.approx(0.5)
    assert health.signs["rivals_wait"].reason == "visit in May"


def crowd(folder: Path) -> Workspace:
    names = {"0017": "Anda Oil", "C0042": "上海海岚汽配有限公司", "AB-7": "Ändern & Söhne", "42": "Oil Anda West"}
    lines = [line(who, 5, date(2024, 6, 1), customer_name=name) for who, name in names.items()]
    lines += [line("X1", 5, date(2024, 6, 2), customer_name="Anda Oil"), line("100%_", 5, date(2024, 5, 1))]
    return workspace_with(folder, lines)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("0017", ["0017"]),
        ("17", ["0017"]),
        ("017", ["0017"]),
        ("c42", ["C0042"]),
        ("42", ["42", "C0042"]),  # the id itself first
        ("c0042", ["C0042"]),
        ("海岚", ["C0042"]),
        ("上海 汽配", ["C0042"]),
        ("anda oil", ["X1", "0017", "42"]),  # named so, the later order first; then whose name holds both words
        ("ｏｉｌ　ａｎｄａ", ["42", "X1", "0017"]),
        ("west", ["42"]),
        ("%", ["100%_"]),
        ("_", ["100%_"]),
        ("' or 1=1 --", []),
        ("   ", []),
        ("zzz", []),
    ],
)
def test_search(tmp_path: Path, text: str, ids: list[str]) -> None:
    assert [each.customer_id for each in search_customers(crowd(tmp_path), text)] == ids


def test_search_follows_merges_and_says_who_is_meant(tmp_path: Path) -> None:
    workspace = crowd(tmp_path)
    meant = the_one(search_customers(workspace, "42"))
    assert meant is not None
    assert meant.customer_id == "42"
    assert the_one(search_customers(workspace, "anda oil")) is None  # two of that name
    assert the_one(()) is None
    merge_customers(workspace, ["X1"], "0017")
    meant = the_one(search_customers(workspace, "x1"))
    assert meant is not None
    assert meant.customer_id == "0017"
    assert len(search_customers(workspace, "a", limit=1)) == 1
