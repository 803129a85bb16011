"""Known answers of public data, to the cent."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from core.metrics.question import Filters, Question
from core.metrics.results import Pyramid
from core.metrics.scoring.rfm import rfm
from core.metrics.tiering.pyramid import pyramid
from core.settings import RfmRules
from core.store.derived import refresh_derived
from core.store.facts import differences
from core.store.untold import make_room
from core.store.workspace import Workspace, open_workspace

SUPERSTORE = """
insert into sales by name
select 1 as batch_id, 1 as occurrence, unnest($order_ids) as order_id, unnest($days) as order_date,
    unnest($customers) as customer_id, cast(unnest($amounts) as DECIMAL(18,4)) as amount,
    cast(unnest($costs) as DECIMAL(18,4)) as cost
"""
SEGMENTS = (
    "champions loyal potential_loyalist new promising need_attention about_to_sleep at_risk cant_lose hibernating"
).split()
GERMANY = Filters(lines=(("region", ("Germany",)),))
GROSS = Question(as_of="2011-12", window_months=None, refunds="gross")


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {"superstore": tmp_path_factory.mktemp("superstore")}


@pytest.fixture
def uci(uci_home: Path) -> Workspace:
    return open_workspace("main", uci_home)


@pytest.fixture
def superstore(homes: dict[str, Path], real_data: Path) -> Workspace:
    home = homes["superstore"]
    filled = (home / "main").exists()
    workspace = open_workspace("main", home, create=True)
    if not filled:
        with workspace.writing() as cursor:
            _fill_superstore(cursor, next((real_data / "cn_superstore").glob("*.xls")))
            refresh_derived(cursor)
    return workspace


def _fill_superstore(cursor: Any, file: Path) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(file))
    head, *rows = book.get_sheet_by_name("订单").to_python()
    places = {str(name).strip(): place for place, name in enumerate(head)}

    def column(name: str) -> list[Any]:
        return [row[places[name]] for row in rows]

    amounts = [Decimal(str(amount)) for amount in column("销售额")]
    profits = [Decimal(str(profit)) for profit in column("利润")]
    make_room(cursor, "sales", ["cost"])
    cursor.run(
        SUPERSTORE,
        {
            "order_ids": column("订单 ID"),
            "days": column("订单日期"),
            "customers": column("客户 ID"),
            "amounts": [str(amount) for amount in amounts],
            "costs": [str(amount - profit) for amount, profit in zip(amounts, profits, strict=True)],
        },
    )
    titles, *returned = book.get_sheet_by_name("退货").to_python()
    place = [str(title).strip() for title in titles].index("订单 ID")
    ids = sorted({row[place] for row in returned})
    cursor.run("insert into returned_orders select 1, unnest($ids), null, null", {"ids": ids})


def shown(found: Pyramid) -> tuple[int, int, list[int], list[str], str]:
    tiers = [tier.customers for tier in found.tiers]
    values = [f"{tier.value:.3f}" for tier in found.tiers]
    return found.customers_ranked, found.unprofitable_customers, tiers, values, f"{found.total:.3f}"


def test_uci_gross(uci: Workspace) -> None:
    found = pyramid(uci, GROSS)
    values = ["2851548.570", "3797888.891", "1564003.501", "697966.942"]
    assert shown(found) == (4338, 1, [44, 824, 1301, 2169], values, "8911407.904")
    assert (found.inactive_customers, found.unassigned_lines) == (33, 135080)


def test_uci_net(uci: Workspace) -> None:
    found = pyramid(uci, Question(as_of="2011-12", window_months=None))
    values = ["2483794.180", "3623436.691", "1523206.531", "682857.552"]
    assert shown(found) == (4317, 55, [44, 820, 1295, 2158], values, "8313294.954")
    assert (f"{found.company_total:.3f}", found.unassigned_lines) == ("9747747.934", 135080)


def test_uci_net_of_the_default_window(uci: Workspace) -> None:
    found = pyramid(uci, Question())
    values = ["2362164.260", "3482539.721", "1462757.411", "663324.232"]
    assert shown(found) == (4277, 54, [43, 813, 1283, 2138], values, "7970785.624")
    assert f"{found.basis.as_of} {found.basis.window_months}" == "2011-11-30 12"


def test_uci_segments(uci: Workspace) -> None:
    gross, net = rfm(uci, GROSS, RfmRules()), rfm(uci, Question(), RfmRules())
    expected = [577, 708, 474, 63, 167, 116, 475, 372, 37, 1349]
    assert {group.code: group.customers for group in gross.segments} == dict(zip(SEGMENTS, expected, strict=True))
    assert gross.scores["f"] == {1: 1493, 2: 835, 3: 508, 4: 802, 5: 700}
    expected = [514, 717, 468, 95, 178, 119, 471, 329, 65, 1341]
    assert {group.code: group.customers for group in net.segments} == dict(zip(SEGMENTS, expected, strict=True))


def test_uci_facts_are_what_a_rebuild_gives(uci: Workspace) -> None:
    assert differences(uci) == 0


def test_superstore_gross(superstore: Workspace) -> None:
    everything = Question(as_of="2017-12", window_months=None, refunds="gross")
    found = pyramid(superstore, everything)
    values = ["559397.454", "6090801.108", "5582770.557", "3884579.118"]
    assert shown(found) == (790, 0, [8, 150, 237, 395], values, "16117548.237")
    profit = pyramid(superstore, Question(as_of="2017-12", window_months=None, refunds="gross", value="gross_profit"))
    assert f"{profit.company_total:.3f}" == "2156559.517"
    assert profit.profit_coverage == 1
    orders = Question(as_of="2017-12", window_months=None, refunds="gross", value="order_count")
    assert pyramid(superstore, orders).company_total == 4984


def test_superstore_net(superstore: Workspace) -> None:
    found = pyramid(superstore, Question(as_of="2017-12", window_months=None))
    assert [f"{tier.value:.3f}" for tier in found.tiers] == ["507472.266", "5492330.396", "4923648.597", "3232141.983"]
    assert f"{found.company_total:.3f}" == "14155593.242"
    orders = pyramid(superstore, Question(as_of="2017-12", window_months=None, value="order_count"))
    assert orders.company_total == 4431


def test_superstore_net_of_a_year(superstore: Workspace) -> None:
    found = pyramid(superstore, Question(as_of="2017-12"))
    assert (found.customers_ranked, [tier.customers for tier in found.tiers]) == (677, [7, 129, 203, 338])
