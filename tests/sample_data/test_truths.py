"""The planted truths, found again in the written files by the definitions."""

from __future__ import annotations

import pandas as pd
import pytest

from sample_data import truths
from sample_data.words import REGIONS, SALESPEOPLE
from tests.sample_data.measures import SPLIT, key_of, revenue, tiers_of


def test_revenue_margin_and_cost_coverage(net: pd.DataFrame) -> None:
    before, now = revenue(net, False).sum(), revenue(net).sum()
    assert round(now / before - 1, 3) == truths.REVENUE_GROWTH
    assert 48e6 < before < now < 60e6
    costed = net[net["Cost"].notna()]
    assert set(net.loc[net["Cost"].isna(), "Product Code"]) == set(truths.PRODUCTS_WITHOUT_COST)
    this_year = costed["Order Date"] >= SPLIT
    assert set(costed.loc[this_year, "Customer ID"]) == set(net.loc[net["Order Date"] >= SPLIT, "Customer ID"])
    assert 1 - costed["Cost"].sum() / costed["Amount"].sum() == pytest.approx(0.24, abs=0.01)
    assert costed["Amount"].sum() / net["Amount"].sum() == pytest.approx(0.98, abs=0.01)


def test_key_and_important_bring_most(net: pd.DataFrame) -> None:
    values = revenue(net)
    tiers = tiers_of(values)
    share = values[values > 0].groupby(tiers).sum() / values[values > 0].sum()
    assert 0.75 < share["key"] + share["important"] < 0.82
    assert tiers.value_counts().to_dict() == {"key": 22, "important": 418, "ordinary": 660, "small": 1100}


def test_six_key_customers_fall_four_of_one_who_left(
    net: pd.DataFrame, sales: pd.DataFrame, customers: pd.DataFrame
) -> None:
    this_year, last_year = revenue(net), revenue(net, False)
    key = key_of(this_year)
    assert len(key) == truths.KEY_CUSTOMERS
    change = (this_year - last_year).loc[list(key)]
    assert set(change.index[change < 0]) == set(truths.FALLING_KEY_CUSTOMERS)
    then = key_of(last_year)
    assert {c for c in then if this_year[c] < last_year[c]} == set(truths.FALLING_KEY_CUSTOMERS), "seen from then"
    owner = customers.loc[list(truths.FALLING_KEY_CUSTOMERS), "Account Owner"]
    assert set(owner.index[owner == truths.LEFT_SALESPERSON_EN]) == set(truths.LEFT_KEY_CUSTOMERS)
    assert SALESPEOPLE[truths.LEFT_SALESPERSON][:2] == (truths.LEFT_SALESPERSON_EN, truths.LEFT_SALESPERSON_ZH)
    bought = sales[(sales["Salesperson"] == truths.LEFT_SALESPERSON_EN) & (sales["Amount"] > 0)]
    assert pd.Timestamp(truths.LEFT_ON) - pd.Timedelta(days=5) <= bought["Order Date"].max()
    assert bought["Order Date"].max() <= pd.Timestamp(truths.LEFT_ON)


def test_the_third_by_revenue_loses_money(net: pd.DataFrame) -> None:
    values = revenue(net)
    assert list(values.index).index(truths.LOSING_CHAIN) + 1 == truths.LOSING_CHAIN_RANK
    lines = net[(net["Order Date"] >= SPLIT) & net["Cost"].notna()]
    profit = (lines["Amount"] - lines["Cost"]).groupby(lines["Customer ID"]).sum()
    assert profit.idxmin() == truths.LOSING_CHAIN
    margin = profit[truths.LOSING_CHAIN] / values[truths.LOSING_CHAIN]
    assert margin == pytest.approx(truths.LOSING_CHAIN_MARGIN, abs=0.02)
    mine = lines.loc[lines["Customer ID"] == truths.LOSING_CHAIN]
    back = mine["Amount"].clip(upper=0).sum() / mine["Amount"].clip(lower=0).sum()
    assert -back == pytest.approx(truths.LOSING_CHAIN_RETURN_SHARE, abs=0.02)
    assert mine["Discount"].mean() == pytest.approx(0.30, abs=0.03)
    assert all(profit[customer] > 0 for customer in key_of(values) - {truths.LOSING_CHAIN})


def test_january_and_february(net: pd.DataFrame) -> None:
    months = net.groupby(net["Order Date"].dt.strftime("%Y-%m"))["Amount"].sum()
    january, february = months["2026-01"] / months["2025-01"] - 1, months["2026-02"] / months["2025-02"] - 1
    both = (months["2026-01"] + months["2026-02"]) / (months["2025-01"] + months["2025-02"]) - 1
    assert round(january, 2) == truths.JANUARY_CHANGE
    assert round(february, 2) == truths.FEBRUARY_CHANGE
    assert round(both, 2) == truths.JANUARY_AND_FEBRUARY_CHANGE


def test_seasons(net: pd.DataFrame) -> None:
    by_month = net.groupby(["Category", net["Order Date"].dt.month])["Amount"].sum()
    winter, rain = by_month["Batteries"], by_month["Wipers"]
    assert winter[[11, 12, 1, 2]].sum() > 1.4 * winter[[4, 5, 6, 7]].sum()
    assert rain[[4, 5, 6, 7]].sum() > 1.7 * rain[[10, 11, 12, 1]].sum()


def _dimension_index(survey: pd.DataFrame, who: set[str] | None = None) -> pd.Series:
    """Latest day of each person per dimension this year; person, then customer, then all."""
    frame = survey[survey["Survey Date"] >= str(truths.SPLIT_DAY)]
    if who is not None:
        frame = frame[frame["Customer ID"].isin(who)]
    latest = frame.groupby(["Respondent", "Dimension"])["Survey Date"].transform("max")
    people = frame[frame["Survey Date"] == latest].groupby(["Dimension", "Customer ID", "Respondent"])["index"].mean()
    return people.groupby(["Dimension", "Customer ID"]).mean().groupby("Dimension").mean()


def test_satisfaction(survey: pd.DataFrame, net: pd.DataFrame) -> None:
    outside = ["Overall satisfaction", "NPS", "Repurchase intent"]
    index = _dimension_index(survey).drop(outside)
    assert len(index) == len(truths.DIMENSIONS) == 7
    assert round(index.mean()) == truths.SATISFACTION_INDEX
    key = key_of(revenue(net))
    others = set(survey["Customer ID"]) - key
    assert round(_dimension_index(survey, key)["Delivery"]) == truths.KEY_DELIVERY_INDEX
    assert round(_dimension_index(survey, others)["Delivery"]) == truths.OTHER_DELIVERY_INDEX
    this_year = survey[survey["Survey Date"] >= str(truths.SPLIT_DAY)]
    assert this_year["Respondent"].nunique() == pytest.approx(600, rel=0.03)
    assert len(survey[survey["Survey Date"] < str(truths.SPLIT_DAY)]) > 1000, "enough for a trend"
    assert this_year.loc[this_year["Dimension"] == "NPS", "Highest"].unique().tolist() == ["10"]
    assert survey["index"].between(0, 100).all()


def test_a_small_customer_rises_and_buys_elsewhere(net: pd.DataFrame, customers: pd.DataFrame) -> None:
    this_year, last_year = revenue(net), revenue(net, False)
    customer = truths.RISING_SMALL
    assert tiers_of(this_year)[customer] == "small"
    assert this_year[customer] > 4 * last_year[customer]
    need = float(customers.loc[customer, "Annual Need"])
    assert round(1 - this_year[customer] / need, 2) == truths.RISING_SMALL_ELSEWHERE


def test_one_wiper_comes_back_in_one_region(net: pd.DataFrame) -> None:
    lines = net[(net["Product Code"] == truths.WIPER_CODE) & (net["Order Date"] >= SPLIT)]
    here = lines["Region"] == REGIONS[truths.WIPER_REGION][0]
    for column in ("Amount", "Quantity"):
        back = lines[column].clip(upper=0).abs()
        bought = lines[column].clip(lower=0)
        assert round(back[here].sum() / bought[here].sum(), 2) == truths.WIPER_RETURN_SHARE
        assert round(back[~here].sum() / bought[~here].sum(), 2) == truths.WIPER_RETURN_SHARE_ELSEWHERE


def test_a_dealer_pays_later_and_later(net: pd.DataFrame, customers: pd.DataFrame) -> None:
    paid = net[(net["Customer ID"] == truths.SLOW_PAYER) & net["Paid Date"].notna()]
    days = (paid["Paid Date"] - paid["Order Date"]).dt.days
    this_year = paid["Order Date"] >= SPLIT
    orders = days.groupby([this_year, paid["Order No."]]).mean().groupby(level=0).mean()
    assert (round(orders[False]), round(orders[True])) == truths.SLOW_PAYER_DAYS
    assert (round(days[~this_year].mean()), round(days[this_year].mean())) == truths.SLOW_PAYER_DAYS
    assert customers.loc[truths.SLOW_PAYER, ["Customer Kind", "Payment Terms"]].tolist() == ["Dealer", "45 days"]


def test_a_group_is_key_only_together(net: pd.DataFrame, customers: pd.DataFrame) -> None:
    values = revenue(net)
    branches = customers.index[customers["Parent Customer"] == truths.GROUP_PARENT]
    assert set(branches) == set(truths.GROUP_BRANCHES)
    assert not set(branches) & key_of(values)
    parents = customers["Parent Customer"].where(customers["Parent Customer"] != "", customers.index.to_series())
    assert truths.GROUP_PARENT in key_of(values.groupby(parents.loc[values.index].to_numpy()).sum())


def test_whom_nobody_speaks_to(contacts: pd.DataFrame, customers: pd.DataFrame, net: pd.DataFrame) -> None:
    key = key_of(revenue(net))
    assert key - set(contacts["Customer ID"]) == set(truths.NEVER_CONTACTED)
    own = set(customers.index[customers["Account Owner"] == truths.LEFT_SALESPERSON_EN])
    touched = contacts[(contacts["Contact Type"] != "Complaint") & contacts["Customer ID"].isin(own)]
    assert len(touched) > 100
    assert touched["Contact Date"].max() <= str(truths.LEFT_ON)
    others = contacts[contacts["Customer ID"].isin(key - own)].groupby("Customer ID")["Contact Date"].max()
    assert (others > "2026-08").all()


def test_complaints_settled_and_not(contacts: pd.DataFrame, net: pd.DataFrame) -> None:
    complaints = contacts[contacts["Contact Type"] == "Complaint"].set_index("Customer ID")
    unsettled = complaints[complaints["Settled On"] == ""]
    assert sorted(unsettled.index) == sorted((truths.SEVERE_COMPLAINT, *truths.OPEN_COMPLAINTS))
    severe = complaints[complaints["Severity"] == "High"]
    assert severe["Contact Date"].to_dict() == {truths.SEVERE_COMPLAINT: str(truths.SEVERE_COMPLAINT_ON)}
    tiers = tiers_of(revenue(net))
    assert tiers[truths.SEVERE_COMPLAINT] == "key"
    assert set(tiers[list(truths.OPEN_COMPLAINTS)]) == {"important"}
    counts = complaints.index.value_counts()
    assert counts[counts > 1].to_dict() == {truths.COMPLAINS_OFTEN: 3}
    assert len(complaints) == truths.SETTLED_COMPLAINTS + 1 + len(truths.OPEN_COMPLAINTS) + 3


def test_all_ten_segments_are_there(net: pd.DataFrame) -> None:
    bought = net[(net["Order Date"] >= SPLIT) & (net["Amount"] > 0)].groupby("Customer ID")
    recency, frequency = bought["Order Date"].max(), bought["Order No."].nunique()
    r, f = (((s.rank(method="min") - 1) * 5 // len(s) + 1).astype(int) for s in (recency, frequency))
    cells = pd.crosstab(r, f)
    segments = {
        "champions": cells.loc[5, [4, 5]], "loyal": cells.loc[[3, 4], [4, 5]], "potential": cells.loc[[4, 5], [2, 3]],
        "new": cells.loc[5, [1]], "promising": cells.loc[4, [1]], "attention": cells.loc[3, [3]],
        "sleep": cells.loc[3, [1, 2]], "risk": cells.loc[[1, 2], [3, 4]], "lose": cells.loc[[1, 2], [5]],
        "hibernating": cells.loc[[1, 2], [1, 2]],
    }  # fmt: skip
    assert all(part.to_numpy().sum() >= 30 for part in segments.values())
