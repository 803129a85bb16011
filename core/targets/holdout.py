"""Who of a list is held back: drawn by a seed within strata, the same whatever the order of the names.

An effect is only believed against people of the same kind whom nobody turned to. Strata see to it that both sides hold
the same kinds; a draw by the customer's id makes it reproducible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from core.settings import TIER_CODES
from core.targets.campaign import Campaign
from core.targets.draws import draw
from core.text.labels import LABELS

CONTACT, HELD_BACK = "contact", "held_back"
FEWEST_PER_ARM = 2
TIER_ORDER = (*TIER_CODES, "unprofitable", "inactive")


def strata_of(tiers: Sequence[str | None], segments: Sequence[str | None], campaign: Campaign) -> list[str]:
    """The stratum of each name: its tier ("key"), or tier and segment ("key.loyal"); "" where nothing is known.

    Strata too small to give two names to either side are taken together with those that follow in the order of tiers
    and segments ("key+important"); what is left over at the end joins the last.
    """
    kinds = [_kind(tier, segment, campaign) for tier, segment in zip(tiers, segments, strict=True)]
    if not campaign.holdout:
        return kinds
    counts = Counter(kinds)
    fewest = ceil(FEWEST_PER_ARM / min(campaign.holdout, 1 - campaign.holdout))
    groups: list[list[str]] = [[]]
    for kind in sorted(counts, key=_place):
        if sum(counts[one] for one in groups[-1]) >= fewest:
            groups.append([])
        groups[-1].append(kind)
    if len(groups) > 1 and sum(counts[one] for one in groups[-1]) < fewest:
        last = groups.pop()
        groups[-1] += last
    named = {kind: "+".join(group) for group in groups for kind in group}
    return [named[kind] for kind in kinds]


def arms_of(ids: Sequence[str], strata: Sequence[str], campaign: Campaign) -> list[str]:
    """`contact` or `held_back` for each name, in the order of the names.

    The share of all names is rounded half up; each stratum holds back its share rounded down, and what is left goes to
    the strata with the largest remainders (equal ones: by name). Within a stratum those with the smallest draws are
    held back, so the order of the names plays no part.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for customer_id, stratum in zip(ids, strata, strict=True):
        members[stratum].append(customer_id)
    salt = f"holdout {campaign.seed}"
    held: set[str] = set()
    for stratum, count in held_back_counts({name: len(found) for name, found in members.items()}, campaign).items():
        held.update(sorted(members[stratum], key=lambda one: (draw(salt, one), one))[:count])
    return [HELD_BACK if customer_id in held else CONTACT for customer_id in ids]


def held_back_counts(sizes: dict[str, int], campaign: Campaign) -> dict[str, int]:
    """How many each stratum holds back."""
    total = held_back_of(sum(sizes.values()), campaign.holdout)
    counts = {name: int(size * campaign.holdout) for name, size in sizes.items()}
    left = sorted(sizes, key=lambda name: (counts[name] - sizes[name] * campaign.holdout, name))
    for name in left[: total - sum(counts.values())]:
        counts[name] += 1
    return counts


def held_back_of(names: int, share: Decimal) -> int:
    """How many of so many names are held back."""
    return int((names * share).quantize(Decimal(1), ROUND_HALF_UP))


def _kind(tier: str | None, segment: str | None, campaign: Campaign) -> str:
    if campaign.strata == "tier" or not segment:
        return tier or ""
    return f"{tier or ''}.{segment}"


def _place(kind: str) -> tuple[int, int, str]:
    tier, _, segment = kind.partition(".")
    segments = list(LABELS["segment"])
    return (
        TIER_ORDER.index(tier) if tier in TIER_ORDER else len(TIER_ORDER),
        segments.index(segment) if segment in segments else len(segments),
        kind,
    )
