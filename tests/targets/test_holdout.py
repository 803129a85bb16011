"""Who is held back: exact shares, the same names by the same seed, whatever the order."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import QuestionError
from core.targets.campaign import Campaign, checked_campaign, usual_campaign
from core.targets.holdout import CONTACT, HELD_BACK, arms_of, held_back_counts, held_back_of, strata_of

CAMPAIGN = Campaign(date(2024, 4, 1), date(2024, 4, 30))


def test_the_share_is_exact_by_stratum() -> None:
    """A tenth of 25 + 14 + 6 = 45 names is 4.5, rounded up 5: 2.5, 1.4 and 0.6 give 2 + 1 + 0, and the two that are
    left go to the largest remainders: 0.6, then 0.5."""
    assert held_back_counts({"a": 25, "b": 14, "c": 6}, CAMPAIGN) == {"a": 3, "b": 1, "c": 1}
    assert held_back_of(45, Decimal("0.1")) == 5


def test_the_same_seed_holds_back_the_same_names() -> None:
    ids = [f"C{number}" for number in range(50)]
    strata = ["key"] * 20 + ["small"] * 30
    arms = dict(zip(ids, arms_of(ids, strata, CAMPAIGN), strict=True))
    assert Counter(zip(strata, arms.values(), strict=True)) == {
        ("key", CONTACT): 18, ("key", HELD_BACK): 2, ("small", CONTACT): 27, ("small", HELD_BACK): 3,
    }  # fmt: skip
    assert {customer_id for customer_id, arm in arms.items() if arm == HELD_BACK} == {"C4", "C18", "C36", "C41", "C43"}
    order = random.Random(1).sample(range(50), 50)
    shuffled = [ids[place] for place in order]
    again = arms_of(shuffled, [strata[place] for place in order], CAMPAIGN)
    assert dict(zip(shuffled, again, strict=True)) == arms
    other = arms_of(ids, strata, replace(CAMPAIGN, seed=2))
    assert other != list(arms.values())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["key", "important", "small", ""]), max_size=60), st.integers(0, 50))
def test_shares_add_up(tiers: list[str], percent: int) -> None:
    campaign = replace(CAMPAIGN, holdout=Decimal(percent) / 100)
    strata = strata_of([tier or None for tier in tiers], [None] * len(tiers), campaign)
    arms = arms_of([str(number) for number in range(len(tiers))], strata, campaign)
    assert arms.count(HELD_BACK) == held_back_of(len(tiers), campaign.holdout)
    for name, size in Counter(strata).items():
        held = sum(arm == HELD_BACK for arm, stratum in zip(arms, strata, strict=True) if stratum == name)
        assert abs(held - size * campaign.holdout) < 1


def test_small_strata_go_together() -> None:
    """With a tenth held back a stratum needs 20 names, to give two to the smaller side."""
    tiers = ["key"] * 3 + ["important"] * 17 + ["ordinary"] * 25 + ["small"] * 19
    assert strata_of(tiers, [None] * 64, CAMPAIGN) == ["key+important"] * 20 + ["ordinary+small"] * 44
    assert set(strata_of(tiers, [None] * 64, replace(CAMPAIGN, holdout=Decimal("0.5")))) == {
        "key+important", "ordinary", "small",
    }  # fmt: skip
    finer = replace(CAMPAIGN, strata="tier_segment", holdout=Decimal("0.5"))
    assert strata_of(["small"] * 8, ["new"] * 4 + ["loyal"] * 4, finer) == ["small.new"] * 4 + ["small.loyal"] * 4
    assert strata_of([None, "key"], [None, "new"], finer) == ["key.new+"] * 2


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("holdout", {"holdout": Decimal("0.51")}),
        ("holdout", {"holdout": Decimal("nan")}),
        ("days", {"ends_on": date(2024, 3, 31)}),
        ("days", {"ends_on": date(2026, 5, 1)}),
        ("start", {"starts_on": date(2024, 3, 31)}),
        ("cost", {"contact_cost": Decimal(-1)}),
        ("margin", {"margin": Decimal("1.01")}),
        ("strata", {"strata": "region"}),
    ],
)
def test_campaigns_that_cannot_be(reason: str, changes: dict[str, object]) -> None:
    with pytest.raises(QuestionError, match="campaign_invalid") as refused:
        checked_campaign(replace(CAMPAIGN, **changes), date(2024, 3, 31))  # type: ignore[arg-type]
    assert refused.value.fields["reason"] == reason


def test_a_campaign_as_text() -> None:
    full = replace(CAMPAIGN, margin=Decimal("0.3"), coupon_cost=Decimal("2.50"), coupon_per="contact", seed=7)
    assert Campaign.from_json(full.to_json()) == full
    assert Campaign.from_json(CAMPAIGN.to_json()) == CAMPAIGN
    assert usual_campaign(date(2024, 3, 31), 4) == replace(CAMPAIGN, seed=4)
    assert (full.cost(10, 3), replace(full, contact_cost=Decimal(1), coupon_per="buyer").cost(10, 3)) == (
        Decimal(25),
        Decimal("17.5"),
    )
