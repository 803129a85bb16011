"""Key accounts by hand: each criterion of the data on its steps, ratings by people, weights, and the score."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import QuestionError
from core.metrics.key_account.key_account_rules import RULES
from core.metrics.key_account.key_accounts import KeyAccount, key_accounts, weighted_mean, weights_of
from core.metrics.question import Question
from core.settings import Cut, RfmRules
from core.store.assessments import CRITERIA, assess, latest_assessments
from core.store.merges import merge_customers
from core.store.workspace import Workspace
from tests.metrics.lines import line
from tests.support import workspace_with

NOBODY: dict[str, Any] = {
    "margin": None, "company_margin": None, "active_months": 0, "known_months": None, "annual_need": None,
    "last_year": Decimal(0), "earlier_revenue": None, "revenue": Decimal(0), "days_late": None, "terms_days": None,
    "company_terms": None, "best_share": None, "company_best_share": None, "r5": None, "f5": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "figures", "rating", "figure"),
    [
        # against a company margin of 0.2
        ("margin", {"margin": 0.25, "company_margin": 0.2}, 5, 0.25),
        ("margin", {"margin": 0.2499, "company_margin": 0.2}, 4, 0.2499),
        ("margin", {"margin": 0.18, "company_margin": 0.2}, 3, 0.18),
        ("margin", {"margin": 0.1, "company_margin": 0.2}, 2, 0.1),
        ("margin", {"margin": 0.01, "company_margin": 0.2}, 1, 0.01),
        ("margin", {"margin": -0.1, "company_margin": 0.2}, 1, -0.1),
        ("margin", {"margin": 0.0, "company_margin": -0.2}, 1, 0.0),
        ("margin", {"margin": 0.1, "company_margin": -0.2}, 5, 0.1),
        ("margin", {}, None, None),
        ("continuity", {"active_months": 11, "known_months": 12}, 5, 11 / 12),
        ("continuity", {"active_months": 9, "known_months": 12}, 4, 0.75),
        ("continuity", {"active_months": 6, "known_months": 12}, 3, 0.5),
        ("continuity", {"active_months": 3, "known_months": 12}, 2, 0.25),
        ("continuity", {"active_months": 2, "known_months": 12}, 1, 2 / 12),
        ("continuity", {"active_months": 3, "known_months": 3}, 5, 1.0),
        ("continuity", {"active_months": 2, "known_months": 2}, None, None),
        ("continuity", {}, None, None),
        ("payment", {"days_late": -3.0, "terms_days": 30, "company_terms": 30}, 5, -3.0),
        ("payment", {"days_late": 0.0, "terms_days": 45, "company_terms": 30}, 5, 0.0),
        ("payment", {"days_late": 0.0, "terms_days": 45.5, "company_terms": 30}, 4, 0.0),
        ("payment", {"days_late": 7.0, "terms_days": 0, "company_terms": 30}, 4, 7.0),
        ("payment", {"days_late": 15.0, "terms_days": 30, "company_terms": 30}, 3, 15.0),
        ("payment", {"days_late": 30.0, "terms_days": 30, "company_terms": 30}, 2, 30.0),
        ("payment", {"days_late": 30.1, "terms_days": 90, "company_terms": 30}, 1, 30.1),
        ("payment", {}, None, None),
        ("fit", {"best_share": 0.5, "company_best_share": 0.4}, 5, 0.5),
        ("fit", {"best_share": 0.0, "company_best_share": 0.4}, 1, 0.0),
        ("fit", {"best_share": 0.5}, None, None),
        # a need of 1000
        ("growth", {"annual_need": Decimal(1000), "last_year": Decimal(250), "known_months": 9}, 5, 0.75),
        ("growth", {"annual_need": Decimal(1000), "last_year": Decimal(500), "known_months": 9}, 4, 0.5),
        ("growth", {"annual_need": Decimal(1000), "last_year": Decimal(900), "known_months": 9}, 2, 0.1),
        ("growth", {"annual_need": Decimal(1000), "last_year": Decimal(1500), "known_months": 9}, 1, 0.0),
        ("growth", {"earlier_revenue": Decimal(100), "revenue": Decimal(130)}, 5, 0.3),
        ("growth", {"earlier_revenue": Decimal(100), "revenue": Decimal(110)}, 4, 0.1),
        ("growth", {"earlier_revenue": Decimal(100), "revenue": Decimal(90)}, 3, -0.1),
        ("growth", {"earlier_revenue": Decimal(100), "revenue": Decimal(70)}, 2, -0.3),
        ("growth", {"earlier_revenue": Decimal(100), "revenue": Decimal(69)}, 1, -0.31),
        ("growth", {"earlier_revenue": Decimal(0), "revenue": Decimal(69)}, None, None),
        ("growth", {"annual_need": Decimal(0), "revenue": Decimal(69)}, None, None),
        ("loyalty", {"r5": 5, "f5": 4}, 5, 4.5),
        ("loyalty", {"r5": 3, "f5": 4}, 4, 3.5),
        ("loyalty", {"r5": 1, "f5": 1}, 1, 1.0),
        ("loyalty", {}, None, None),
    ],
)
def test_steps_of_each_criterion(code: str, figures: dict[str, Any], rating: int | None, figure: float | None) -> None:
    found = RULES[code]({**NOBODY, **figures})
    assert found == (rating, figure if figure is None else pytest.approx(figure))


QUESTION = Question(as_of="2024-06", window_months=6, cut=Cut(ceilings=(5000, 10000)))


def company(folder: Path) -> Workspace:
    """Two customers, six months; A is in the better half.

    A: each month 200 of Oil (cost 100), due after 30 days and paid after 30, but May's (due 14 June, open) and June's
    (due 15 July, open). B: January 100 Oil (cost 90), March 100 Tyres (cost 90), due after 10 days, paid after 30.
    Profit: Oil 600 + 10, Tyres 10: the first half is Oil alone.
    """
    lines = [
        line("A", 200, date(2024, month, 15), cost=100, category="Oil", due_date=_later(month, 30),
             paid_date=_later(month, 30) if month < 5 else None)
        for month in range(1, 7)
    ]  # fmt: skip
    lines += [
        line("B", 100, date(2024, month, 15), cost=90, category=category, due_date=_later(month, 10),
             paid_date=_later(month, 30))
        for month, category in ((1, "Oil"), (3, "Tyres"))
    ]  # fmt: skip
    lines.append(line(None, 1, date(2024, 6, 30)))
    records = [{"customer_id": "A", "annual_need": Decimal(2400)}]
    return workspace_with(folder, lines, records)


def _later(month: int, days: int) -> date:
    return date.fromordinal(date(2024, month, 15).toordinal() + days)


def the(workspace: Workspace, customer_id: str) -> KeyAccount:
    (found,) = key_accounts(workspace, QUESTION, RfmRules(), customer_id=customer_id).accounts
    return found


def test_figures_by_hand(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    found = the(workspace, "A")
    figures: dict[str, Any] = {each.code: (each.computed, each.figure) for each in found.criteria}
    # company margin: (600 + 20) / 1400 = 0.443; A 0.5 is 1.129 times that
    assert figures["margin"] == (4, 0.5)
    assert figures["continuity"] == (5, 1.0)
    # 0, 0, 0, 0, and May: due 14 June, 16 days late on 30 June; terms 30 against (6 * 30 + 2 * 10) / 8 = 25
    assert figures["payment"] == (4, pytest.approx(16 / 5))
    # Oil: 1300 of 1400 = 0.929; A 1.0 is 1.077 times that
    assert figures["fit"] == (3, 1.0)
    assert figures["growth"] == (4, 0.5)  # 1200 of 2400
    assert figures["loyalty"] == (None, None)  # two customers are too few for five levels
    assert [each.code for each in found.criteria] == list(CRITERIA)
    assert found.by_need


def test_the_other_customer_by_hand(tmp_path: Path) -> None:
    found = the(company(tmp_path), "B")
    figures: dict[str, Any] = {each.code: (each.computed, each.figure) for each in found.criteria}
    assert figures["margin"] == (1, 0.1)
    assert figures["continuity"] == (2, pytest.approx(2 / 6))  # known since January
    assert figures["payment"] == (2, 20.0)
    assert figures["fit"] == (2, 0.5)  # 0.538 times 0.929
    assert figures["growth"] == (None, None)  # no need, and no data before the window
    assert not found.by_need


def test_key_accounts_are_the_best_tiers_best_score_first(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    assert [each.customer_id for each in key_accounts(workspace, QUESTION, RfmRules()).accounts] == ["A"]
    everybody = replace(QUESTION, cut=Cut(ceilings=(4000, 9000, 10000)))
    found = key_accounts(workspace, everybody, RfmRules()).accounts
    assert [each.customer_id for each in found] == ["A", "B"]
    assess(workspace, "A", {"margin": 1, "continuity": 1, "payment": 1, "fit": 1, "growth": 1, "loyalty": 1}, "no")
    found = key_accounts(workspace, everybody, RfmRules()).accounts
    assert [each.customer_id for each in found] == ["B", "A"]


def test_a_person_rates_otherwise(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    before = the(workspace, "A")
    assess(workspace, "A", {"margin": 2}, "a big  discount is agreed")
    assess(workspace, "A", {"strength": 5, "influence": 3})
    found = the(workspace, "A")
    margin = found.criterion("margin")
    assert (margin.rating, margin.computed, margin.difference) == (2, 4, -2)
    assert margin.rated is not None
    assert margin.rated.reason == "a big discount is agreed"
    assert found.criterion("strength").difference is None
    assert found.rated_criteria == before.rated_criteria + 2
    assert found.score_by_data == before.score
    ratings = [each.rating for each in found.criteria if each.rating is not None]
    assert found.score == pytest.approx(sum(ratings) / len(ratings))
    assess(workspace, "A", {"margin": None, "strength": None, "influence": None})
    assert the(workspace, "A") == before


def test_weights_count(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    weights = dict.fromkeys(CRITERIA, Decimal(0)) | {"margin": Decimal(3), "fit": Decimal(1)}
    workspace.save_settings(replace(workspace.settings(), key_account_weights=weights))
    assert the(workspace, "A").score == pytest.approx((3 * 4 + 1 * 3) / 4)
    workspace.save_settings(replace(workspace.settings(), key_account_weights=dict.fromkeys(CRITERIA, Decimal(0))))
    assert the(workspace, "A").score is None


def test_ratings_follow_merges(tmp_path: Path) -> None:
    workspace = company(tmp_path)
    assess(workspace, "B", {"strength": 2})
    assess(workspace, "A", {"strength": 4})
    merge_customers(workspace, ["B"], "A")
    assert the(workspace, "A").criterion("strength").rating == 4
    assess(workspace, "B", {"influence": 1})  # said of the customer that stands
    assert the(workspace, "A").criterion("influence").rating == 1


@pytest.mark.parametrize(
    ("ratings", "reason", "code"),
    [
        ({"margin": 4}, None, "rating_reason"),
        ({"margin": 4}, "  ", "rating_reason"),
        ({"strength": 6}, None, "rating_outside"),
        ({"strength": 0}, None, "rating_outside"),
        ({"names_faults": 2}, None, "rating_outside"),
        ({"charm": 1}, None, "criterion_unknown"),
    ],
)
def test_what_is_no_rating_is_refused_whole(
    tmp_path: Path, ratings: dict[str, int], reason: str | None, code: str
) -> None:
    workspace = company(tmp_path)
    with pytest.raises(QuestionError) as caught:
        assess(workspace, "A", {"influence": 3, **ratings}, reason)
    assert caught.value.code == code
    assert latest_assessments(workspace, CRITERIA) == {}


def test_nobody_known_is_rated(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as caught:
        assess(company(tmp_path), "Z", {"strength": 1})
    assert caught.value.code == "customer_unknown"


@given(
    st.dictionaries(st.sampled_from(CRITERIA), st.one_of(st.none(), st.integers(1, 5))),
    st.dictionaries(st.sampled_from(CRITERIA), st.decimals(0, 100, places=2)),
)
def test_a_score_lies_among_its_ratings(ratings: dict[str, int | None], weights: dict[str, Decimal]) -> None:
    score = weighted_mean(ratings, weights_of(weights))
    known = [rating for code, rating in ratings.items() if rating is not None and weights_of(weights)[code] > 0]
    if score is None:
        assert not known
    else:
        assert min(known) - 1e-9 <= score <= max(known) + 1e-9
