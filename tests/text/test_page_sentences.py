"""Sentences of the first pages, from figures that are made up."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from core.charts.template import Look
from core.metrics.question import Question
from core.settings import Settings
from core.text.movement_sentences import bridge_sentence
from core.text.page_sentences import how_we_are, moves_of_month, who_brings
from core.text.teller import Teller
from core.text.words import Language, words_for


def teller(language: Language) -> Teller:
    words = words_for(language)
    return Teller(Settings(), words, Look(words, "light", "CNY", {}), Question())


@pytest.mark.parametrize(
    ("language", "figures", "sentence"),
    [
        ("en", (0, 0, 0, 0), "Nobody moved up or down."),
        ("en", (5, 7, 0, 0), "**5** moved up, **7** moved down; nobody joined or left Key."),
        ("en", (5, 7, 0, 1), "**5** moved up, **7** moved down; nobody joined Key, **1** left it."),
        ("en", (5, 7, 2, 0), "**5** moved up, **7** moved down; **2** joined Key, nobody left it."),
        ("en", (5, 7, 2, 1), "**5** moved up, **7** moved down; **2** joined Key, **1** left it."),
        ("zh", (5, 7, 0, 1), "**5** 位升级，**7** 位降级；无人升入重要客户，**1** 位离开。"),
    ],
)
def test_who_moved_this_month(language: Language, figures: tuple[int, int, int, int], sentence: str) -> None:
    up, down, joined, left = figures
    found: Any = SimpleNamespace(
        moved_up=up, moved_down=down, key_joined=joined, key_left=left,
        pyramid=SimpleNamespace(tiers=[SimpleNamespace(code="key")]),
    )  # fmt: skip
    assert moves_of_month(teller(language), found) == sentence


@pytest.mark.parametrize(
    ("unassigned", "first"),
    [(4, "Revenue is ¥10.0k. "), (5, "Revenue is ¥10.0k; 0.1 % of it has no customer. ")],
)
def test_a_share_that_would_be_told_as_nothing_is_not_told(unassigned: int, first: str) -> None:
    kpis = [
        SimpleNamespace(code="revenue", value=Decimal(10_000), change_year=None),
        SimpleNamespace(code="active_customers", value=8),
    ]
    best = SimpleNamespace(code="key", customers=1, value_share=0.5)
    found: Any = SimpleNamespace(
        kpis=kpis,
        pyramid=SimpleNamespace(
            tiers=[best], unassigned_lines=1, unassigned_revenue=Decimal(unassigned), excluded_customers=0
        ),
    )
    assert how_we_are(teller("en"), found).startswith(first)


@pytest.mark.parametrize(
    ("after", "sentence"),
    [(10_004, "Revenue stayed at ¥10.0k."), (10_005, "Revenue went from ¥10.0k to ¥10.0k (+0.1 %).")],
)
def test_revenue_that_hardly_changes_stays(after: int, sentence: str) -> None:
    steps = [SimpleNamespace(code=code, amount=Decimal(0)) for code in ("won", "returned", "lapsed")]
    found: Any = SimpleNamespace(revenue_from=Decimal(10_000), revenue_to=Decimal(after), steps=steps)
    assert bridge_sentence(teller("en"), found) == sentence


@pytest.mark.parametrize(("customers", "best"), [((2, 38, 200), "the best 20 %"), ((3, 47, 248), "the best 20.2 %")])
def test_the_best_are_as_many_as_they_are(customers: tuple[int, int, int], best: str) -> None:
    """Else two sentences of a report give two figures for the best 20 %."""
    tiers = [
        SimpleNamespace(code=code, customers=count, customer_share=count / customers[2], value_share=0.3)
        for code, count in zip(("key", "important", "small"), (*customers[:2], 1), strict=True)
    ]
    found: Any = SimpleNamespace(tiers=tiers)
    assert best in who_brings(teller("en"), found)
