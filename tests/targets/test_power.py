"""How large an effect can be seen: the formula put in by hand, and the other way round."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt

import pytest

from core.targets.power import advice, more_needed, smallest_effect

REACH = 1.959963985 + 0.841621234


@pytest.mark.parametrize(("names", "share", "base"), [(200, "0.1", 0.05), (1000, "0.1", 0.2), (3000, "0.3", 0.4)])
def test_the_effect_solves_its_equation(names: int, share: str, base: float) -> None:
    effect = smallest_effect(names, Decimal(share), base)
    assert effect is not None
    held = round(names * float(share))
    raised = base + effect
    spread = raised * (1 - raised) / (names - held) + base * (1 - base) / held
    assert effect == pytest.approx(REACH * sqrt(spread), rel=1e-8)


def test_a_thousand_names_by_hand() -> None:
    """100 of 1,000 held back, 20 % buy anyway: 32.9 % are needed.

    0.129: sqrt(0.329 * 0.671 / 900 + 0.2 * 0.8 / 100) * 2.8016 = sqrt(0.0002453 + 0.0016) * 2.8016 = 0.1203: less, so
    0.129 is more than enough; 0.1198: sqrt(0.0002417 + 0.0016) * 2.8016 = 0.1202; between them lies 0.1202.
    """
    assert smallest_effect(1000, Decimal("0.1"), 0.2) == pytest.approx(0.1202, abs=0.0001)


def test_too_few_show_nothing() -> None:
    assert smallest_effect(40, Decimal("0.1"), 0.2) is None  # four are held back
    assert smallest_effect(50, Decimal("0.1"), 0.9) is None  # nobody can buy more often than always
    assert smallest_effect(0, Decimal("0.1"), 0.2) is None
    assert smallest_effect(1000, Decimal(0), 0.2) is None
    nobody = smallest_effect(1000, Decimal("0.1"), 0.0)  # as if half a customer had bought
    assert nobody is not None
    assert 0 < nobody < 0.05


def test_more_names_by_hand() -> None:
    """30 % of 90 against 20 % of 10: 0.21 / 0.9 + 0.16 / 0.1 = 1.8333; 7.8489 * 1.8333 / 0.01 = 1438.96 names."""
    assert more_needed(90, 10, 0.3, 0.2) == 1439 - 100
    assert more_needed(90, 10, 0.2, 0.2) is None
    assert more_needed(90, 10, 0.2001, 0.2) is None  # millions
    assert more_needed(0, 10, 0.0, 0.2) is None


def test_advice() -> None:
    found = advice(1000, Decimal("0.1"), 0.2)
    assert (found.names, found.held_back) == (1000, 100)
    assert found.effect == smallest_effect(1000, Decimal("0.1"), 0.2)
    # 10 points are wanted: 12.0 with 10 % held back, 10.1 with 15 %, 9.2 with 20 %
    assert found.advised == Decimal("0.2")
    assert found.advised_effect == smallest_effect(1000, Decimal("0.2"), 0.2)
    small = advice(60, Decimal("0.1"), 0.2)
    assert (small.advised, small.advised_effect) == (None, smallest_effect(60, Decimal("0.5"), 0.2))
