"""Which months stand out, worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core.intake.rows.regularity import Outlier, outliers
from core.metrics.results import Month


def months(lines: Sequence[int], year: int = 2024) -> list[Month]:
    """Complete months from January of the year on."""
    found = []
    for number, count in enumerate(lines):
        first = date(year + number // 12, number % 12 + 1, 1)
        found.append(Month(first, first, first.replace(day=28), count, count, Decimal(count)))
    return found


def test_a_month_with_far_fewer_lines_is_named() -> None:
    """The others: 98, 99, 100, 101, 102; their median is 100, the median distance from it 1; 60 is 40 % less."""
    assert outliers(months([98, 102, 100, 101, 60, 99])) == [Outlier(date(2024, 5, 1), 60, 100, -0.4, "months")]


def test_a_month_with_far_more_lines_is_named() -> None:
    """The others: 90, 95, 100, 100, 110; median 100, distances 10, 5, 0, 0, 10: 5 x 1.4826 x 3.5 = 26 < 30."""
    (found,) = outliers(months([90, 200, 100, 95, 110, 100]))
    assert (found.month, found.usual, found.difference) == (date(2024, 2, 1), 100, 1.0)


def test_months_that_always_differ_much_are_usual() -> None:
    """The others of 40: 70, 100, 130, 160, 190; median 130, distances 60, 30, 0, 30, 60: 3.5 x 44.5 = 156 > 90."""
    assert outliers(months([70, 190, 40, 100, 160, 130])) == []


def test_less_than_30_percent_is_usual_however_equal_the_others_are() -> None:
    assert outliers(months([100, 100, 100, 71, 100, 100])) == []
    assert [found.lines for found in outliers(months([100, 100, 100, 70, 100, 100]))] == [70]


def test_where_a_month_has_three_lines_two_are_no_news() -> None:
    assert outliers(months([3, 1, 3, 3, 3, 3, 6])) == []


def test_of_few_months_none_stands_out() -> None:
    assert outliers([]) == []
    assert outliers(months([100, 100, 10, 100])) == []


def test_a_season_is_no_outlier_and_its_failing_is_one() -> None:
    """Decembers hold 200, the rest 100: the fourth December with 100 is half of what the three others hold."""
    year = [100] * 11 + [200]
    assert outliers(months(year * 3)) == []
    broken = months(year * 3 + [100] * 11 + [20])
    assert outliers(broken) == [Outlier(date(2027, 12, 1), 20, 200, -0.9, "years")]


def test_a_month_that_has_only_begun_is_not_compared() -> None:
    found = months([100, 100, 100, 100, 100, 30])
    begun = Month(found[-1].month, found[-1].month, date(2024, 6, 9), 30, 30, Decimal(30))
    assert outliers([*found[:-1], begun]) == []
    assert [one.lines for one in outliers(found)] == [30]
