"""Stages, months, cohorts, depth, ladder and loyalty of a few customers, worked out by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.metrics.customers import customers
from core.metrics.question import Filters, Question
from core.metrics.relationships.relations import relations_table
from core.metrics.relationships.relationship import Relationship, relationship
from core.settings import RfmRules
from core.store.workspace import Workspace, close_workspace
from core.targets.predicates import predicate
from core.targets.rules import parse_rule
from tests.support import workspace_with


def order(who: str | None, day: str, amount: int, **more: Any) -> dict[str, Any]:
    own = {"order_id": f"{who}{day}", "order_date": date.fromisoformat(day), "customer_id": who}
    return own | {"amount": amount} | more


def monthly(who: str, first: str, last: str, amount: int, day: int = 28, **more: Any) -> list[dict[str, Any]]:
    """An order in each month from one to another ("2023-01" to "2023-12")."""
    (y1, m1), (y2, m2) = ((int(part) for part in text.split("-")) for text in (first, last))
    months = [divmod(number, 12) for number in range(y1 * 12 + m1 - 1, y2 * 12 + m2)]
    return [order(who, f"{year}-{month + 1:02}-{day:02}", amount, **more) for year, month in months]


def asked(workspace: Workspace, **question: Any) -> Relationship:
    return relationship(workspace, Question(**question), RfmRules())


def told(workspace: Workspace, column: str, **question: Any) -> dict[str, Any]:
    table = relations_table(workspace, Question(**question), RfmRules())
    return dict(workspace.engine.rows(f"select customer_id, {column} from {table}"))


# two years of data, up to 31 December 2024; the windows of 12 months are 2023 and 2024
CALENDAR = [*monthly("Steady", "2023-01", "2024-12", 100), order("Steady", "2024-12-31", 100)]


def two_years(folder: Path, *lines: dict[str, Any], name: str = "main", **more: Any) -> Workspace:
    return workspace_with(folder, [*CALENDAR, *lines], name=name, **more)


def test_stages_at_their_borders(tmp_path: Path) -> None:
    lines = [
        # 2 October is 90 days before 31 December, 1 October 91
        order("Day90", "2024-10-02", 10),
        order("Day91", "2024-10-01", 10), order("Day91", "2024-12-28", 10),
        # the last order of 2023 has left the window of 2024
        order("Lost", "2023-12-31", 10),
        # 300 in the last quarter of 2023: 210 is 70 %, 209 is less
        *monthly("Kept70", "2023-01", "2024-09", 100),
        *monthly("Kept70", "2024-10", "2024-12", 70),
        *monthly("Fell", "2023-01", "2024-09", 100),
        *monthly("Fell", "2024-10", "2024-11", 70),
        order("Fell", "2024-12-28", 69),
        # a year and an order in 6 of the 12 months; in 5
        order("Six", "2023-12-01", 10), *monthly("Six", "2024-07", "2024-12", 10),
        order("Five", "2023-12-01", 10), *monthly("Five", "2024-08", "2024-12", 10),
        # 365 days and 364
        order("Year", "2024-01-01", 10), *monthly("Year", "2024-07", "2024-12", 10),
        order("Less", "2024-01-02", 10), *monthly("Less", "2024-07", "2024-12", 10),
    ]  # fmt: skip
    assert told(two_years(tmp_path, *lines), "stage") == {
        "Steady": "stable",
        "Day90": "exploring",
        "Day91": "forming",
        "Lost": "lost",
        "Kept70": "stable",
        "Fell": "declining",
        "Six": "stable",
        "Five": "forming",
        "Year": "stable",
        "Less": "forming",
    }


def test_silence_by_own_gaps_and_by_all_gaps(tmp_path: Path) -> None:
    # Often: gaps 10, 10, 10, 10, 30 (in days); with five gaps the 95th percentile is the longest, 30. Last order on
    # 30 November: 31 days of silence are longer. Rare: one gap of 60; its four sisters make the pool.
    often = ["2024-09-21", "2024-10-01", "2024-10-11", "2024-10-21", "2024-10-31", "2024-11-30"]
    workspace = workspace_with(
        tmp_path,
        [
            *(order("Often", day, 10) for day in often),
            order("Other", "2024-12-31", 10),
            order("Rare", "2024-08-31", 10), order("Rare", "2024-10-30", 10),
            order("Once", "2024-09-01", 10),
        ],
    )  # fmt: skip
    # all gaps: 10 x 4, 30, 60: the 6th of 6 is the 95th percentile: 60. Rare is silent for 62 days, Once for 121
    assert told(workspace, "silence_limit") == {"Often": 30, "Other": 60, "Rare": 60, "Once": 60}
    assert told(workspace, "stage") == {
        "Often": "declining",
        "Other": "exploring",
        "Rare": "declining",
        "Once": "declining",
    }
    # a day before, Often is not silent for longer than 30 days
    workspace = workspace_with(
        tmp_path, [*(order("Often", day, 10) for day in often), order("Other", "2024-12-30", 10)], name="before"
    )
    assert told(workspace, "stage")["Often"] == "forming"


def test_the_nearest_rank_leaves_out_one_of_twenty(tmp_path: Path) -> None:
    # 20 gaps of a day but one of 10: the 19th of 20 is 1; with 19 gaps the 19th (18.05 rounded up) is 10
    for gaps, limit in ((20, 1), (19, 10)):
        days = [date(2024, 6, 1 + number) for number in range(gaps)] + [date(2024, 6, gaps + 10)]
        lines = [order("A", f"{day}", 10) for day in days]
        assert told(workspace_with(tmp_path, lines, name=f"g{gaps}"), "silence_limit") == {"A": limit}


def test_returns_and_returned_orders(tmp_path: Path) -> None:
    lines = [
        order("Back", "2024-11-05", 50, status="returned"),  # its only order came back whole
        order("Kept", "2023-06-05", 50, status="returned"), order("Kept", "2024-11-05", 50),
        order("Sent", "2024-12-05", -20),  # a return line alone
        order("Void", "2024-12-05", 30, status="cancelled"),
        order("Free", "2024-12-05", 0),
    ]  # fmt: skip
    workspace = two_years(tmp_path, *lines)
    net, gross = told(workspace, "stage"), told(workspace, "stage", refunds="gross")
    assert [net[who] for who in ("Back", "Kept", "Sent", "Void", "Free")] == [None, "exploring", None, None, None]
    # gross, Kept came in 2023 and is silent for 56 days, longer than the usual month of Steady
    assert [gross[who] for who in ("Back", "Kept", "Sent", "Void", "Free")] == [
        "exploring", "declining", None, None, None
    ]  # fmt: skip
    assert told(workspace, "first_day")["Kept"] == date(2024, 11, 5)
    ladder = told(workspace, "ladder")
    assert [ladder[who] for who in ("Back", "Kept", "Sent", "Void", "Free")] == [
        "trial", "intent", "trial", "trial", "trial"
    ]  # fmt: skip
    assert told(workspace, "ladder", refunds="gross")["Kept"] == "nearly_regular"
    kept = customers(workspace, Question(), RfmRules(), where=predicate([parse_rule("customer_id = Kept")])).table
    assert kept["first_order"].tolist() == [date(2024, 11, 5)]


def test_ladder_and_contacts(tmp_path: Path) -> None:
    records = [{"customer_id": who} for who in ("Cold", "Called", "Later", "Branch")]
    records.append({"customer_id": "Branch", "parent": "Group"})
    lines = [order("One", "2023-03-01", 10), *(order("Two", day, 10) for day in ("2023-03-01", "2023-03-02"))]
    workspace = two_years(tmp_path, *lines, customers=records)
    with workspace.writing() as cursor:
        for who, day in (("Called", "2024-12-31"), ("Later", "2025-01-01"), ("Nobody", "2024-01-01")):
            cursor.run(
                "insert into contact_records (batch_id, customer_id, contacted_on) values (1, $who, $day)",
                {"who": who, "day": date.fromisoformat(day)},
            )
    assert told(workspace, "ladder") == {
        "Steady": "regular",
        "One": "intent",
        "Two": "nearly_regular",
        "Cold": "prospect",
        "Called": "trial",
        "Later": "prospect",
        "Branch": "prospect",
    }


def test_purchase_modes(tmp_path: Path) -> None:
    lines = [
        order("Single", "2024-06-05", 10), order("Gone", "2023-06-05", 10),
        *(order("Pair", day, 10) for day in ("2024-06-05", "2024-06-06")),
        *monthly("Half", "2024-07", "2024-12", 10), *monthly("Near", "2024-08", "2024-12", 10),
    ]  # fmt: skip
    workspace = two_years(tmp_path, *lines)
    assert told(workspace, "purchase_mode") == {
        "Steady": "loyal", "Single": "transactional", "Gone": None, "Pair": "relational", "Half": "loyal",
        "Near": "relational",
    }  # fmt: skip
    # one order in a month's window comes before six of twelve months
    assert told(workspace, "purchase_mode", window_months=1)["Half"] == "transactional"


def test_loyalty_is_the_mean_of_recency_and_frequency(tmp_path: Path) -> None:
    # customer k of 20 has k orders, the last on day k: R = F = 1 ... 5, four customers each
    lines = [
        order(f"C{k:02}", f"2024-01-{k:02}", 10, order_id=f"{k}-{number}") for k in range(1, 21) for number in range(k)
    ]
    graded = told(workspace_with(tmp_path, lines), "loyalty")
    assert [graded[f"C{k:02}"] for k in (1, 8, 9, 12, 13, 20)] == ["low", "low", "middle", "middle", "high", "high"]
    few = told(workspace_with(tmp_path, lines[1:], name="few"), "loyalty")
    assert set(few.values()) == {None}  # 19 customers are not graded


BREADTH = [
    *monthly("Anchor", "2024-01", "2024-12", 10),
    order("Back", "2024-01-10", 10), order("Back", "2024-06-10", 10),  # lost in April, won back in June
    order("Edge", "2024-02-10", 10), order("Edge", "2024-05-10", 10),  # May follows three months: never lost before
    order("Late", "2024-11-10", 10),
]  # fmt: skip


def test_won_back_kept_and_lost(tmp_path: Path) -> None:
    months = {
        one.month.month: (one.won, one.won_back, one.kept, one.lost, one.active, one.is_known)
        for one in asked(workspace_with(tmp_path, BREADTH), window_months=3).breadth.months
    }
    assert months[1] == (2, 0, 0, 0, 2, False)
    assert months[2] == (1, 0, 2, 0, 3, False)
    assert months[4] == (0, 0, 2, 1, 2, True)  # Back bought in January: the window of April begins in February
    assert months[5] == (0, 0, 2, 0, 2, True)
    assert months[6] == (0, 1, 2, 0, 3, True)
    assert months[8] == (0, 0, 2, 1, 2, True)  # Edge
    assert months[9] == (0, 0, 1, 1, 1, True)  # Back again
    assert months[11] == (1, 0, 1, 0, 2, True)
    everything = asked(workspace_with(tmp_path, BREADTH, name="all"), window_months=None).breadth
    assert everything.without_months == 12
    assert [one.is_known for one in everything.months] == [False] * 12


def test_who_was_won_back_can_be_listed(tmp_path: Path) -> None:
    workspace = workspace_with(tmp_path, BREADTH)
    rule = parse_rule("won_back_on between 2024-06-01 and 2024-06-30")
    found = customers(workspace, Question(window_months=3), RfmRules(), where=predicate([rule]))
    assert found.table["customer_id"].tolist() == ["Back"]


def test_cohorts_and_second_orders(tmp_path: Path) -> None:
    lines = [
        order("Start", "2024-01-31", 10), order("Start", "2024-06-30", 10),
        # first in February: A comes back in March and brings 50 of (100 + 60), B returns 20 in April
        order("A", "2024-02-10", 100), order("A", "2024-03-11", 50),
        order("B", "2024-02-20", 60), order("B", "2024-04-20", -20),
        # in May: C comes twice on one day, D after 31 days
        order("C", "2024-05-05", 10), order("C", "2024-05-05", 10, order_id="again"),
        order("D", "2024-05-02", 10), order("D", "2024-06-02", 10),
    ]  # fmt: skip
    found = asked(workspace_with(tmp_path, lines))
    start, february, may = found.cohorts.cohorts
    assert (start.is_first, february.is_first, may.is_first) == (True, False, False)
    assert (february.customers, may.customers) == (2, 2)
    assert [february.retention(after) for after in range(5)] == [1, 0.5, 0, 0, 0]
    assert [february.revenue_retention(after) for after in range(3)] == [1, 50 / 160, -20 / 160]
    # a month later: A of two and D of two
    assert found.cohorts.mean_retention(1) == 0.5
    assert found.cohorts.mean_retention(1, by_revenue=True) == pytest.approx((50 + 10) / (160 + 30))
    buyers = {one.month.month: (one.customers, one.within) for one in found.second_order.months}
    assert buyers[2] == (2, {30: 1, 60: 1, 90: 1})  # A after 30 days
    assert buyers[5] == (2, {30: 1, 60: None, 90: None})  # C; up to 30 June not all of May had 60 days
    assert found.second_order.shares == {30: 2 / 4, 60: 1 / 2, 90: 1 / 2}


def test_depth_of_the_window_against_the_one_before(tmp_path: Path) -> None:
    lines = [
        # in 2023 Tea 100 and Oil 200; in 2024 Tea 150 (50 more), Oil 120 (less), Cup 40 (new to it), 7 without category
        order("Old", "2023-05-01", 100, category="Tea"), order("Old", "2023-06-01", 200, category="Oil"),
        order("Old", "2024-05-01", 150, category="Tea"), order("Old", "2024-06-01", 120, category="Oil"),
        order("Old", "2024-07-01", 40, category="Cup"), order("Old", "2024-08-01", 7),
        # Hat was bought before the window before: back again, neither new to it nor more than then
        order("Old", "2022-05-01", 5, category="Hat"), order("Old", "2024-09-01", 9, category="Hat"),
        # won in the window: neither cross-sell nor up-sell; of two first orders the larger is the first
        order("New", "2024-03-01", 30, category="Tea"), order("New", "2024-03-01", 80, category="Oil", order_id="n2"),
        order("New", "2024-04-01", 5, category="Cup"),
        order(None, "2024-03-01", 1000, category="Tea"),
    ]  # fmt: skip
    records = [{"customer_id": "Old", "referrals": 3}, {"customer_id": "New", "referrals": 0}]
    found = asked(two_years(tmp_path, *lines, customers=records)).depth
    assert (found.revenue, found.first_orders, found.first_buyers) == (1300 + 326 + 115, 80, 1)
    assert found.repeat == found.revenue - 80
    assert found.categories is not None
    assert (found.categories.cross_sell, found.categories.cross_sell_customers) == (40, 1)
    assert (found.categories.up_sell, found.categories.up_sell_customers) == (50, 1)
    assert found.categories.revenue == 319
    assert (found.referring_customers, found.referrals) == (1, 3)


def test_depth_without_history_or_categories(tmp_path: Path) -> None:
    assert asked(two_years(tmp_path)).depth.why_without == "categories"
    assert asked(two_years(tmp_path), window_months=24).depth.why_without == "history"
    assert asked(two_years(tmp_path), window_months=None).depth.why_without == "history"
    assert asked(two_years(tmp_path)).depth.referrals is None


def test_retention_and_flow(tmp_path: Path) -> None:
    lines = [
        order("Gone", "2023-05-01", 10),
        order("New", "2024-12-01", 10),
        *monthly("Stay", "2023-02", "2024-11", 10),
    ]
    found = asked(two_years(tmp_path, *lines))
    assert found.retention is not None
    assert (found.retention.earlier_customers, found.retention.kept) == (3, 2)
    assert found.retention.rate == pytest.approx(2 / 3)
    assert found.retention.churn_rate == pytest.approx(1 / 3)
    assert found.flow is not None
    assert (found.flow.earlier, found.flow.later) == (date(2024, 9, 30), date(2024, 12, 31))
    # Gone left the window in May; Stay was stable in September (a year and more), and fell silent within its habit
    passages = {(one.before, one.now): one.customers for one in found.flow.passages}
    assert passages == {
        ("lost", "lost"): 1,
        ("not_yet", "exploring"): 1,
        ("stable", "stable"): 1,
        ("stable", "declining"): 1,
    }
    assert asked(two_years(tmp_path), window_months=24).retention is None
    assert asked(two_years(tmp_path), as_of="2023-03").flow is None
    other = asked(two_years(tmp_path), compared_with="2024-01").flow
    assert other is not None
    assert other.earlier == date(2024, 1, 31)


def test_filters_groups_and_accounts_set_apart(tmp_path: Path) -> None:
    lines = [
        *monthly("A1", "2023-01", "2024-06", 10, channel="Shop"), *monthly("A2", "2024-07", "2024-12", 10),
        order("Van", "2024-12-01", 10),
    ]  # fmt: skip
    records = [{"customer_id": "A1", "parent": "G", "kind": "dealer"}, {"customer_id": "A2", "parent": "G"}]
    workspace = two_years(tmp_path, *lines, customers=records)
    with workspace.writing() as cursor:
        cursor.run("insert into excluded_customers values ('Van', 'internal', now()::timestamp)")
    assert told(workspace, "stage") == {"Steady": "stable", "A1": "declining", "A2": "forming"}
    assert told(workspace, "stage", rank_groups=True)["A1"] == "stable"
    assert told(workspace, "orders_ever", rank_groups=True)["A1"] == 24
    assert "Van" in told(workspace, "stage", exclude_non_customers=False)
    shop = Filters(lines=(("channel", ("Shop",)),))
    assert told(workspace, "stage", filters=shop) == {"A1": "declining"}
    dealers = asked(workspace, filters=Filters(customers=(("kind", ("dealer",)),)))
    assert dealers.buyers == 1
    assert [one.customers for one in dealers.groups["stage"]] == [0, 0, 0, 1, 0]
    assert sum(one.won for one in dealers.breadth.months) == 1


def test_one_customer_and_nobody(tmp_path: Path) -> None:
    alone = asked(workspace_with(tmp_path, [order("A", "2024-06-30", 5)]))
    assert (alone.buyers, alone.length_days, alone.flow, alone.retention) == (1, 0, None, None)
    assert [one.share for one in alone.groups["stage"]] == [1, 0, 0, 0, 0]
    assert alone.second_order.shares == {30: None, 60: None, 90: None}
    nobody = asked(workspace_with(tmp_path, [order(None, "2024-06-30", 5)], name="nobody"))
    assert (nobody.buyers, nobody.length_days, nobody.cohorts.cohorts) == (0, None, ())
    assert nobody.depth.repeat_share is None


def test_profit_and_orders_as_the_measure(tmp_path: Path) -> None:
    workspace = two_years(tmp_path, order("P", "2023-12-01", 100, cost=20), order("P", "2024-12-01", 100, cost=60))
    # profit 80 a year ago, 40 now: declining; in orders nothing fell
    assert told(workspace, "stage", value="gross_profit")["P"] == "declining"
    assert told(workspace, "stage", value="order_count")["P"] != "declining"
    assert told(workspace, "before_value", value="gross_profit")["P"] == Decimal(80)


DAYS = st.dates(date(2023, 1, 1), date(2024, 12, 31))
LINES = st.lists(
    st.tuples(st.sampled_from("ABCDE"), DAYS, st.integers(-50, 100), st.sampled_from([None, "returned", "cancelled"])),
    min_size=1, max_size=25,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES, st.sampled_from(["net", "gross"]), st.sampled_from([3, 6, 12, None]))
def test_what_always_holds(drawn: list[Any], refunds: str, window: int | None) -> None:
    lines = [
        order(who, str(day), amount, status=status, order_id=str(number // 2))
        for number, (who, day, amount, status) in enumerate(drawn)
    ]
    with TemporaryDirectory() as folder:
        workspace = workspace_with(Path(folder), lines)
        found = asked(workspace, refunds=refunds, window_months=window)
        orders = {
            who: n for who, n in told(workspace, "orders_ever", refunds=refunds, window_months=window).items() if n
        }
        close_workspace(workspace)
    assert found.buyers == len(orders) == sum(group.customers for group in found.groups["stage"])
    before = 0
    for one in found.breadth.months:
        assert one.active == one.won + one.won_back + one.kept
        assert one.kept == before - one.lost or one is found.breadth.months[0]
        before = one.active
    assert found.depth.first_orders + found.depth.repeat == found.depth.revenue
    assert found.retention is None or found.retention.rate is None or 0 <= found.retention.rate <= 1
    for cohort in found.cohorts.cohorts:
        assert cohort.months[0][0] == cohort.customers
        assert all(count <= cohort.customers for count, _ in cohort.months)
    for month in found.second_order.months:
        known = [month.within[days] for days in (30, 60, 90) if month.within[days] is not None]
        assert known == sorted(known)  # type: ignore[type-var]
        assert all(count <= month.customers for count in known if count is not None)
    if found.flow:
        assert sum(one.customers for one in found.flow.passages) == found.buyers
