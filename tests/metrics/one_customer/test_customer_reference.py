"""Key accounts and what customers buy against a second implementation: the sample company, and public data."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from core.metrics.key_account.key_account_rules import RULES
from core.metrics.key_account.key_accounts import key_accounts
from core.metrics.one_customer.customer_lists import customer_products
from core.metrics.question import Filters, Question
from core.settings import RfmRules
from core.store.workspace import Workspace, open_workspace
from tests.metrics.one_customer import reference_customer as reference
from tests.metrics.test_real_answers import GERMANY, homes, uci  # noqa: F401  # fixtures

COLUMNS = """
customer_id, order_id, order_date, cast(amount * cast(10000 as DECIMAL(5,0)) as BIGINT) as amount,
cast(cast(cost * cast(10000 as DECIMAL(5,0)) as BIGINT) as DOUBLE) as cost, cast(quantity as DOUBLE) as quantity,
category, channel, region, status, due_date, paid_date
"""
EVERY = 4  # of the accounts; what they are compared with stands on all customers
_read: dict[str, pd.DataFrame] = {}


def lines_of(workspace: Workspace) -> pd.DataFrame:
    """The lines with their meaning; read once per workspace."""
    place = str(workspace.folder)
    if place not in _read:
        returned = {order for (order,) in workspace.engine.rows("select order_id from returned_orders")}
        sales = workspace.engine.frame(f"select {COLUMNS} from sales where customer_id is not null")
        _read[place] = reference.prepared(sales, returned)
    return _read[place]


@pytest.fixture
def sample(sample_home: Path) -> Workspace:
    """The sample company."""
    return open_workspace("sample", sample_home)


def same(workspace: Workspace, lines: pd.DataFrame, question: Question) -> int:
    """The ratings and figures of all key accounts are those of the reference; how many were compared."""
    found = key_accounts(workspace, question, RfmRules())
    asked = reference.Asked(found.basis.as_of, question.window_months, question.refunds)
    needs: dict[str, Decimal] = dict(
        workspace.engine.rows("select customer_id, annual_need from customers where annual_need is not null")
    )
    compared = found.accounts[::EVERY]
    chosen = [each.customer_id for each in compared]
    expected = reference.key_account_figures(lines, asked, needs, chosen)
    for each in compared:
        for code in RULES:
            criterion, (rating, figure) = each.criterion(code), expected[each.customer_id][code]
            where = (each.customer_id, code)
            assert criterion.figure == (figure if figure is None else pytest.approx(figure, abs=1e-9)), where
            assert criterion.computed == rating, where
    return len(chosen)


@pytest.mark.parametrize(
    ("window", "refunds", "as_of"), list(product((12, 6, None), ("net", "gross"), ("2026-10", "2026-04")))
)
def test_the_sample_company(sample: Workspace, window: int | None, refunds: str, as_of: str) -> None:
    question = Question(as_of=as_of, window_months=window, refunds=refunds)  # type: ignore[arg-type]
    assert same(sample, lines_of(sample), question) > 80


def test_the_sample_company_under_a_filter(sample: Workspace) -> None:
    lines = lines_of(sample)
    chosen = lines[lines["channel"] == "Online shop"]
    question = Question(as_of="2026-10", filters=Filters(lines=(("channel", ("Online shop",)),)))
    first = lines["month"].min()
    assert chosen["month"].min() == first  # the data begin in the same month, filtered or not
    assert same(sample, chosen, question) > 10


@pytest.mark.parametrize(("window", "refunds"), [(12, "net"), (6, "gross")])
def test_public_data(uci: Workspace, window: int | None, refunds: str) -> None:  # noqa: F811
    question = Question(as_of="2011-11", window_months=window, refunds=refunds)  # type: ignore[arg-type]
    lines = lines_of(uci)
    assert same(uci, lines, question) > 100
    assert same(uci, lines[lines["region"] == "Germany"], replace(question, filters=GERMANY)) > 3


@pytest.mark.parametrize(
    ("window", "refunds", "as_of"), list(product((12, 6, None), ("net", "gross"), ("2026-10", "2026-04")))
)
def test_what_customers_buy(sample: Workspace, window: int | None, refunds: str, as_of: str) -> None:
    question = Question(as_of=as_of, window_months=window, refunds=refunds)  # type: ignore[arg-type]
    day = pd.Timestamp(f"{as_of}-01") + pd.offsets.MonthEnd()
    asked = reference.Asked(day.date(), window, refunds)
    for who in ("C00112", "C00329", "C00001"):
        table = customer_products(sample, question, [who], "category").table
        found = {
            name if isinstance(name, str) else None: revenue
            for name, revenue in zip(table["name"], table["revenue"], strict=True)
            if revenue
        }
        assert found == reference.bought_by_category(lines_of(sample), who, asked)
