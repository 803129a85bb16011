"""Each rule on a few customers, worked out by hand: what is found, and what is just not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.metrics.question import Filters, Question
from core.metrics.signals.found import Signal, signals
from core.settings import Cut
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

Lines = list[dict[str, Any]]
EVERYBODY_KEY = Cut(ceilings=(9999, 10000))


def of_kind(workspace: Workspace, kind: str, **asked: Any) -> list[Signal]:
    question = Question(**({"as_of": "2024-06", "cut": EVERYBODY_KEY} | asked))
    return [signal for signal in signals(workspace, question).standing if signal.kind == kind]


def monthly(customer: str, amount: float, months: Iterable[int], day: int = 10, **more: Any) -> Lines:
    """One order in each month, counted from January 2023 = 0."""
    return [line(customer, amount, date(2023 + n // 12, n % 12 + 1, day), **more) for n in months]


def others(last: int = 18) -> Lines:
    """A customer who buys for 1,000 on the last but one day of each month, so that months are complete."""
    return monthly("Z", 1000, range(last), day=28)


@pytest.mark.parametrize(
    ("amounts", "usual"),
    [
        # 11 orders: place 1 + 0.9 * 10 = 10 of 100, 110, ..., 200
        (range(100, 210, 10), "190"),
        # 5 orders: place 4.6, six tenths of the way from the 4th to the 5th
        ((100, 100, 200, 100, 100), "160"),
    ],
)
def test_a_large_order(tmp_path: Path, amounts: Iterable[int], usual: str) -> None:
    day = date(2024, 1, 2)
    lines = [line("A", amount, day + timedelta(days=7 * n)) for n, amount in enumerate(amounts)]
    bound = Decimal("2.9") * Decimal(usual)
    large = [line("A", str(bound), date(2024, 6, 28), order_id="L", product="Tyre"), line("A", 50, date(2024, 6, 3))]
    (found,) = of_kind(workspace_with(tmp_path / "1", lines + large), "large_order")
    assert (found.subject_id, found.expected, found.seen) == ("A", Decimal(usual), bound)
    assert (found.at_stake, found.since, found.place, found.detail) == (
        bound - Decimal(usual), date(2024, 6, 28), "L", "Tyre",
    )  # fmt: skip
    less = [line("A", str(bound - Decimal("0.01")), date(2024, 6, 28))]
    assert of_kind(workspace_with(tmp_path / "2", lines + less), "large_order") == []


def test_a_large_order_of_someone_new_is_compared_with_others(tmp_path: Path) -> None:
    lines = [line(f"C{n}", 100, date(2024, 5, 3)) for n in range(20)] + [
        line(f"C{n}", 100, date(2024, 6, 28)) for n in range(20)
    ]
    new = [line("N", 290, date(2024, 6, 5))]
    (found,) = of_kind(workspace_with(tmp_path, lines + new), "large_order")
    assert (found.subject_id, found.against, found.expected) == ("N", "peers", 100)


def test_large_orders_that_are_not_rare_take_more(tmp_path: Path) -> None:
    # every customer has one order of 400 among nine of 100 in the year before: place 9.1 of 10, 130; 400 is 3.08 times
    lines: Lines = []
    for n in range(10):
        months = monthly(f"C{n}", 100, range(7, 17))
        months[n]["amount"] = Decimal(400)
        lines += months
    lines += [line("C0", 399, date(2024, 6, 28)), line("C1", 401, date(2024, 6, 28))]
    found = of_kind(workspace_with(tmp_path, lines), "large_order")
    assert [(signal.subject_id, signal.expected) for signal in found] == [("C1", 130)]


def test_cancelled_and_returned_orders_are_no_large_orders(tmp_path: Path) -> None:
    # A, B and C with eleven orders of 100 and one of 50 this month; earlier large orders that did not stand, too
    lines = others()
    for name in "ABC":
        lines += [*monthly(name, 100, range(6, 17)), line(name, 50, date(2024, 6, 3))]
    lines += [line("A", 900, date(2024, 6, 28), status="cancelled", product="Never sent")]
    lines += [line("B", 900, date(2024, 6, 28), status="returned"), line("C", 900, date(2024, 6, 28), order_id="R")]
    lines += [*monthly("D", 100, range(6, 17)), line("D", 400, date(2024, 6, 28), order_id="D", product="Tyre")]
    lines += monthly("D", 300, range(12, 15), status="returned") + monthly("D", 5000, range(12, 15), status="cancelled")
    lines += [line("D", 401, date(2024, 6, 28), order_id="D", product="Never sent", status="cancelled")]
    workspace = workspace_with(tmp_path, lines, returned=["R"])
    (found,) = of_kind(workspace, "large_order")
    assert (found.subject_id, found.expected, found.seen, found.detail) == ("D", 100, 400, "Tyre")
    # with gross what was ordered counts, as in revenue: of D's 14 earlier orders place 12.7, the 12th to 14th are 300
    gross = {signal.subject_id: signal.expected for signal in of_kind(workspace, "large_order", refunds="gross")}
    assert gross == {"B": 100, "C": 100}


def test_gone_quiet(tmp_path: Path) -> None:
    # eleven pauses of 28 to 31 days up to 10 December 2023: place 1 + 0.9 * 10 = 10 of them is one of 31; three times
    # that, 93 days, are over on 12 March 2024
    workspace = workspace_with(tmp_path, monthly("A", 100, range(12)) + others(24))
    assert of_kind(workspace, "quiet", as_of="2024-02") == []
    (found,) = of_kind(workspace, "quiet", as_of="2024-03")
    assert (found.subject_id, found.expected, found.seen, found.detail) == ("A", 31, 112, "31")
    # April 2023 to March 2024 has nine orders of 100 in 366 days
    assert found.at_stake == round(Decimal(900 * 112) / 366, 4)
    assert found.since == date(2023, 12, 10)
    assert len(of_kind(workspace, "quiet", as_of="2024-05")) == 1
    assert of_kind(workspace, "quiet", as_of="2024-07") == []  # no news any more


def test_gone_quiet_by_gaps_in_days(tmp_path: Path) -> None:
    # A every four days until the end of February 2024: 31 days are far beyond its gaps, one long pause of 40 days or
    # not; not beyond three times the 12 days of B; C has bought in March
    days = [date(2023, 8, 1) + timedelta(days=4 * n) for n in range(54)]
    lines = [line("A", 50, day) for day in days if not date(2023, 10, 1) < day < date(2023, 11, 6)] + others(24)
    lines += [line("B", 50, day) for day in days[::-3]]
    lines += [line("C", 50, day) for day in (*days, date(2024, 3, 2))]
    (found,) = of_kind(workspace_with(tmp_path, lines), "quiet", as_of="2024-03")
    assert (found.subject_id, found.expected, found.seen) == ("A", 4, 31)
    assert found.detail == "40"


def test_only_key_and_important_customers_are_missed(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, monthly("A", 100, range(12)) + others())
    assert of_kind(workspace, "quiet", as_of="2024-03", cut=Cut(ceilings=(5000, 10000))) == []


def test_falling_spend(tmp_path: Path) -> None:
    # three months usually bring 300, at least 300; the company as a whole went from 3,300 to 3,050
    lines = monthly("A", 100, range(3, 15)) + monthly("A", 20, (15, 16)) + monthly("A", 10, (17,)) + others()
    (found,) = of_kind(workspace_with(tmp_path / "1", lines), "falling")
    assert (found.subject_id, found.seen) == ("A", 50)
    assert found.expected == round(Decimal(300 * 3050) / 3300, 4)
    assert found.at_stake == found.expected - 50
    # with 150 it is half of the usual, but more than half of what the company's own fall leaves
    more = monthly("A", 100, range(3, 15)) + monthly("A", 50, (15, 16, 17)) + others()
    assert of_kind(workspace_with(tmp_path / "2", more), "falling") == []
    # who usually orders in 8 of 12 months has no spend that could fall
    seldom = monthly("A", 100, [n for n in range(3, 15) if n % 3]) + monthly("A", 10, (17,)) + others()
    assert of_kind(workspace_with(tmp_path / "3", seldom), "falling") == []


def test_who_is_quiet_is_not_falling_as_well(tmp_path: Path) -> None:
    lines = monthly("A", 100, range(3, 15)) + others()
    kinds = [s.kind for s in signals(workspace_with(tmp_path, lines), Question("2024-06", cut=EVERYBODY_KEY)).standing]
    assert kinds == ["quiet"]


def paid(customer: str, month: int, days_late: int | None) -> dict[str, Any]:
    """An order due on the 10th of a month (January 2023 = 0), paid so many days later."""
    due = date(2023 + month // 12, month % 12 + 1, 10)
    when = None if days_late is None else due + timedelta(days=days_late)
    return line(customer, 100, due - timedelta(days=5), due_date=due, paid_date=when)


def test_later_and_later_payment(tmp_path: Path) -> None:
    before = [paid("A", n, n % 3) for n in range(1, 12)]  # 0, 1 or 2 days late
    late = [paid("A", n, 20) for n in (12, 13, 14)]
    (found,) = of_kind(workspace_with(tmp_path / "1", before + late + others()), "late_payment")
    assert (found.subject_id, found.expected, found.seen, found.at_stake) == ("A", 1, 20, 300)
    assert found.since == date(2024, 1, 10)
    just_not = [paid("A", n, 14) for n in (12, 13, 14)]
    assert of_kind(workspace_with(tmp_path / "2", before + just_not + others()), "late_payment") == []
    always = [paid("A", n, 20) for n in range(1, 15)]
    assert of_kind(workspace_with(tmp_path / "3", always + others()), "late_payment") == []


def test_open_orders_count_up_to_the_day_of_the_figures(tmp_path: Path) -> None:
    lines = [*(paid("A", n, 0) for n in range(1, 12)), *(paid("A", n, None) for n in (14, 15, 16)), *others()]
    # due on 10 March, April and May: open for 110, 79 and 49 days on 28 June
    (found,) = of_kind(workspace_with(tmp_path, lines), "late_payment")
    assert (found.seen, found.at_stake) == (79, 300)


def test_a_surge_of_one_code(tmp_path: Path) -> None:
    lines = monthly("Z", 1000, range(18), 28, product_code="O", region="North")
    lines += monthly("B", 100, range(18), 5, product_code="W", region="North")
    lines += [line(f"S{n}", 100, date(2024, 6, 6), product_code="W", region="South", product="Wiper") for n in range(3)]
    (found,) = of_kind(workspace_with(tmp_path, lines), "product_surge")
    # the company went from 1,100 a month to 1,400
    assert (found.subject_id, found.name, found.seen) == ("W", "Wiper", 400)
    assert found.expected == round(Decimal(100 * 1400) / 1100, 4)
    assert (found.place_column, found.place, found.customers) == ("region", "South", ("B", "S0", "S1", "S2"))


def test_a_wave_of_returns_in_one_place(tmp_path: Path) -> None:
    lines = others()
    for n in range(40):
        region = "South" if n % 2 else "North"
        for day in (date(2023, 11, 5), date(2024, 5, 5)):
            lines.append(line(f"{region}{n}", 100, day, product_code="W", region=region, product="Wiper"))
    backs = [line(f"South{n}", -50, date(2024, 6, n), product_code="W", region="South") for n in (1, 3, 5, 7, 9, 11)]
    (found,) = of_kind(workspace_with(tmp_path / "1", lines + backs), "return_wave")
    # 6 of the company's 80 lines with a code came back: 10 lines with that share are added to the other 60, where none
    # did
    assert (found.subject_id, found.place, found.since) == ("W", "South", date(2024, 6, 1))
    assert found.expected == round(Decimal(10 * 6) / 80 / 70, 4)
    assert found.seen == Decimal("0.15")  # 300 of 2,000
    assert found.customers == ("South1", "South11", "South3", "South5", "South7", "South9")
    assert of_kind(workspace_with(tmp_path / "2", lines + backs[:4]), "return_wave") == []


@pytest.mark.parametrize(("days", "amount", "count"), [(7, 100, 1), (8, 100, 0), (2, 99, 0)])
def test_a_quick_return(tmp_path: Path, days: int, amount: int, count: int) -> None:
    lines = monthly("A", 100, range(18), 10, product_code="W") + others()
    lines.append(line("A", -amount, date(2024, 6, 10) + timedelta(days=days), product_code="W"))
    assert len(of_kind(workspace_with(tmp_path, lines), "quick_return")) == count


def answer(customer: str, day: date, score: int, dimension: str = "price") -> dict[str, Any]:
    return {"customer_id": customer, "answered_on": day, "score": score, "dimension": dimension, "lowest": 1,
            "highest": 5}  # fmt: skip


def test_less_content_than_before(tmp_path: Path) -> None:
    lines = monthly("A", 100, range(18)) + monthly("B", 100, range(18)) + others()
    answers = [answer("A", date(2023, 9, 1), 4), answer("A", date(2024, 5, 2), 3)]  # 75, then 50
    answers += [answer("B", date(2023, 9, 1), 5), answer("B", date(2024, 5, 2), 4)]  # 100, then 75: still content
    (found,) = of_kind(workspace_with(tmp_path, lines, answers=answers), "satisfaction_drop")
    assert (found.subject_id, found.expected, found.seen, found.at_stake) == ("A", 75, 50, 1200)


def test_a_tier_less_content_than_others(tmp_path: Path) -> None:
    lines = [line(f"K{n}", 1000, date(2024, 6, 28)) for n in range(6)]
    lines += [line(f"S{n}", 10, date(2024, 6, 28)) for n in range(12)]
    answers = [answer(f"K{n}", date(2024, 3, 1 + n), 1 + n % 2, "delivery") for n in range(6)]  # 0 or 25
    answers += [answer(f"S{n}", date(2024, 3, 1 + n), 4 + n % 2, "delivery") for n in range(12)]  # 75 or 100
    workspace = workspace_with(tmp_path, lines, answers=answers)
    (found,) = of_kind(workspace, "satisfaction_gap", cut=Cut(ceilings=(3333, 10000)))
    assert (found.tier, found.detail, found.expected, found.seen) == (
        "key",
        "delivery",
        Decimal("87.5"),
        Decimal("12.5"),
    )
    assert (found.at_stake, len(found.customers)) == (6000, 6)


def complain(workspace: Workspace, *rows: tuple[str, date, str, str | None, date | None]) -> None:
    with workspace.writing() as cursor:
        for customer, day, kind, severity, settled in rows:
            cursor.run(
                "insert into contact_records (batch_id, customer_id, contacted_on, kind, severity, settled_on) "
                "values (1, $customer, $day, $kind, $severity, $settled)",
                {"customer": customer, "day": day, "kind": kind, "severity": severity, "settled": settled},
            )


def test_complaints(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, [line(name, 100, date(2024, 6, 28)) for name in "ABCDE"])
    complain(
        workspace,
        ("A", date(2024, 3, 1), "Complaint", "High", None),
        ("A", date(2024, 5, 1), "complaint", None, None),
        ("B", date(2024, 5, 1), "投诉", None, date(2024, 5, 3)),
        ("B", date(2024, 6, 1), "投诉", None, date(2024, 6, 3)),
        ("C", date(2024, 6, 1), "complaint", None, date(2024, 6, 3)),  # one, settled
        ("D", date(2023, 6, 1), "complaint", None, None),  # more than a year ago
        ("E", date(2024, 6, 1), "visit", None, None),
    )
    found = {s.subject_id: (s.seen, s.detail, s.since) for s in of_kind(workspace, "complaints")}
    assert found == {"A": (2, "severe", date(2024, 3, 1)), "B": (2, "settled", date(2024, 5, 1))}


def test_a_salesperson_without_sales(tmp_path: Path) -> None:
    lines = monthly("A", 100, range(15), salesperson="Left") + monthly("B", 100, range(18), salesperson="Stays")
    lines += others()
    (found,) = of_kind(workspace_with(tmp_path, lines), "salesperson_gone")
    # the last sale was on 10 March 2024, 110 days before 28 June. In the 110 days up to it Z bought 4 times 1,000, A
    # and B 4 times 100; since then Z 4 times, B 3 times: the company went from 4,800 to 4,300
    assert (found.subject_id, found.since, found.seen) == ("Left", date(2024, 3, 10), 0)
    assert (found.expected, found.customers) == (round(Decimal(400 * 4300) / 4800, 4), ("A",))


def test_filters_and_accounts_set_apart(tmp_path: Path) -> None:
    lines = [*monthly("A", 100, range(6, 17), region="North"), line("A", 900, date(2024, 6, 28), region="North")]
    lines += [line("A", 5, date(2024, 6, 27), region="South"), *monthly("B", 100, range(18), region="South")]
    customers = [{"customer_id": "A", "kind": "dealer"}, {"customer_id": "B", "kind": "workshop"}]
    workspace = workspace_with(tmp_path, lines, customers)
    assert len(of_kind(workspace, "large_order")) == 1
    assert len(of_kind(workspace, "large_order", filters=Filters(lines=(("region", ("North",)),)))) == 1
    assert of_kind(workspace, "large_order", filters=Filters(lines=(("region", ("South",)),))) == []
    assert of_kind(workspace, "large_order", filters=Filters(customers=(("kind", ("workshop",)),))) == []
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('A', null, now()::timestamp)")
    assert of_kind(workspace, "large_order") == []


def test_a_group_speaks_for_its_branches(tmp_path: Path) -> None:
    lines = monthly("A", 100, range(12)) + monthly("B", 100, range(18)) + others()
    customers = [{"customer_id": "A", "parent": "G"}, {"customer_id": "B", "parent": "G"}]
    workspace = workspace_with(tmp_path, lines, customers)
    assert [s.subject_id for s in of_kind(workspace, "quiet", as_of="2024-03")] == ["A"]
    assert of_kind(workspace, "quiet", as_of="2024-03", rank_groups=True) == []


@pytest.mark.parametrize("lines", [[], [line("A", 5)], [line("A", -5)], [line(None, 5)]])
def test_little_data(tmp_path: Path, lines: Lines) -> None:
    workspace = workspace_with(tmp_path, [*lines, line("B", 0)])
    assert signals(workspace, Question()).standing == ()
