"""Scales of any length with words at their ends only, "1 - Very satisfied, 2, ..., 7 - Very dissatisfied".

The numbers count, the words say which end is the best.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from core.intake.planning.plan import Choices, Doubt, scale_bounds
from core.intake.values.answer_words import is_bare, number_of, numbers_of_ends
from core.intake.values.answers import NPS_SCALE, Scale, dimension_of, proposed_scale, scale_in_header
from core.intake.values.formats import ColumnFormat


def is_open(cells: Sequence[str]) -> bool:
    """Whether only the number 1 has words and others have none: nothing says how far the scale goes."""
    worded = {number_of(cell) for cell in cells if not is_bare(cell)} - {None}
    return worded == {1} and any(is_bare(cell) and number_of(cell) != 1 for cell in cells)


def with_ends(found: ColumnFormat, cells: Sequence[str], choices: Choices) -> tuple[ColumnFormat, list[Doubt]]:
    """The format of such a column: from where its numbers count, and between which; the doubt where that is not told.

    With words at both ends of all numbers these are the scale. With words at one end the scale tells which end it is.
    """
    best, worst = numbers_of_ends(cells)
    numbers = {Decimal(number) for cell in cells if (number := number_of(cell)) is not None}
    if not best | worst:
        return found, []
    named = {Decimal(number) for number in best | worst}
    if best and worst and (min(named), max(named)) == (min(numbers), max(numbers)):
        return _between(found, best, worst, (min(named), max(named))), []
    scale = _scale_said(found, choices)
    if scale:
        return _between(found, best, worst, scale), []
    proposal = proposed_scale(min(numbers), max(numbers), fractions=False)
    return found, [Doubt("scale_unknown", "score", found.header, (scale_bounds(proposal),))]


def _scale_said(found: ColumnFormat, choices: Choices) -> Scale | None:
    recommends = dimension_of(found.header)[0] == "nps"
    own = choices.nps_scale or NPS_SCALE if recommends else None
    return scale_in_header(found.header) or own or choices.scale


def _between(found: ColumnFormat, best: set[int], worst: set[int], scale: Scale) -> ColumnFormat:
    """The numbers count from the best where its words stand beside lower ones than the middle of the scale."""
    middle = sum(scale) / 2
    below = [middle - number for number in best] + [number - middle for number in worst]
    return replace(found, ends=scale, from_best=sum(below) > 0)
