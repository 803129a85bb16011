"""What satisfaction comes to in one sentence: on its page and in the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.page_sentences import joined
from core.text.teller import Teller

if TYPE_CHECKING:
    from core.metrics.results import Satisfaction

WORTH_SAYING = 10.0


def dimension_label(teller: Teller, code: str) -> str:
    """What a dimension is called."""
    return teller.t.code("dimension", code)


def how_content(teller: Teller, found: Satisfaction) -> str:
    """The answer of the page in one sentence."""
    t = teller.t
    if found.index is None:
        return _without_index(teller, found)
    parts = [t("Customers give {index} of 100", index=t.number(found.index, 0))]
    best = found.by_tier[0] if found.by_tier else None
    if best and best.index is not None:
        parts.append(t("{tier} customers give {index}", tier=teller.tier(best.tier), index=t.number(best.index, 0)))
    if gap := widest_gap(found):
        dimension, own, others = gap
        parts.append(
            t(
                "for {dimension} they give {own}, the others {others}",
                dimension=dimension_label(teller, dimension),
                own=t.number(own, 0),
                others=t.number(others, 0),
            )
        )
    elif len(found.dimensions) > 1:
        weakest = min(found.dimensions, key=lambda one: (one.index, one.dimension))
        name = dimension_label(teller, weakest.dimension)
        parts.append(t("{dimension} is weakest with {index}", dimension=name, index=t.number(weakest.index, 0)))
    return t("{parts}.", parts="; ".join(parts) if t.language == "en" else "，".join(parts))


def _without_index(teller: Teller, found: Satisfaction) -> str:
    """What the other questions say where no dimension was answered."""
    t = teller.t
    if not found.answers:
        return t("Nobody answered in this window.")
    said = []
    if found.csat is not None:
        said.append(t("{share} of those asked are satisfied overall.", share=t.share(found.csat, 0)))
    if found.nps is not None:
        said.append(_balance(teller, found.nps))
    said.append(t("No dimension was answered in this window, so there is no index."))
    return joined(t, said)


def _balance(teller: Teller, nps: float) -> str:
    """NPS in words, whichever side is larger."""
    t, more = teller.t, teller.t.number(abs(nps))
    if nps < 0:
        return t("Of every 100 answers, {more} more come from detractors than from promoters.", more=more)
    return t("Of every 100 answers, {more} more come from promoters than from detractors.", more=more)


def widest_gap(found: Satisfaction) -> tuple[str, float, float] | None:
    """The dimension where the best tier lags furthest behind the customers of the others, by 10 points or more."""
    if not found.by_tier:
        return None
    best, *others = found.by_tier
    gaps = []
    for dimension, own in best.dimensions.items():
        theirs = [(one.dimensions[dimension], one.answers) for one in others if dimension in one.dimensions]
        if heard := sum(count for _, count in theirs):
            mean = sum(index * count for index, count in theirs) / heard
            gaps.append((mean - own, dimension, own, mean))
    widest = max(gaps, default=(0.0, "", 0.0, 0.0))
    return widest[1:] if widest[0] >= WORTH_SAYING else None
