"""Sentences of the first pages, from figures that are made up."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from core.charts.template import Look
from core.metrics.question import Question
from core.settings import Settings
from core.text.page_sentences import how_we_are, moves_of_month
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
