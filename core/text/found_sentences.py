"""Found segments in words: names from their codes, what sets them apart, rules, what to do, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.settings import Settings
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.segments.found_segments import Finding
    from core.metrics.segments.found_segments_profile import Profiles
    from core.models.clusters.results import Distinction, FoundSegment, NoStructure, Rule, Scorecard, Segmentation

DAYS = ("recency_days", "usual_gap_days", "tenure_days")
COUNTS = ("order_count", "categories_bought", "months_bought", "referrals", "standing")
SHARES = ("gross_margin", "discount_share", "return_share", "recent_share", "bought_after")
MOST_TOLD = 3
WORTH_TELLING = 0.25
"""From so many standard deviations on a difference is told."""
MOST_ADVICE = 2
SIDES = {"highest": "high", "high": "high", "low": "low", "lowest": "low"}


def proposed_names(found: Segmentation, words: Words, given: Mapping[str, str] | None = None) -> dict[str, str]:
    """A name for each segment by its code, in its order: that in `given`, else a proposed one, equal ones numbered."""
    names = {segment.code: (given or {}).get(segment.code, "") for segment in found.segments}
    for segment in found.segments:
        if names[segment.code]:
            continue
        name = _named(segment, words)
        taken = {known.casefold() for known in names.values()}
        number, unique = 2, name
        while unique.casefold() in taken:
            unique = f"{name} {number}"
            number += 1
        names[segment.code] = unique
    return names


def _named(segment: FoundSegment, words: Words) -> str:
    parts = [part for code in segment.name_codes if (part := _phrase(code, words))]
    name = ("、" if words.language == "zh" else ", ").join(parts) or words("Segment {code}", code=segment.code)
    return name[0].upper() + name[1:]


def _phrase(code: str, words: Words) -> str:
    """One name code: "high:revenue" -> "much revenue"."""
    side, _, trait = code.partition(":")
    if side == "number":
        return words("group {number}", number=trait)
    if side == "middle":
        return words("average in everything")
    phrase = words.code(f"trait_{SIDES[side]}", trait)
    return words("{phrase}, most of all", phrase=phrase) if side in ("highest", "lowest") else phrase


def trait_value(trait: str, value: float, words: Words, settings: Settings) -> str:
    """A value of a trait in its unit."""
    if value != value:  # noqa: PLR0124  # not a number: unknown
        return "–"
    if trait in SHARES:
        return words.share(value)
    if trait in DAYS:
        return words.plural("{count} day", "{count} days", round(value))
    if trait in COUNTS:
        return words.number(value, 0 if value == round(value) else 1)
    if trait == "satisfaction_index":
        return words.number(value)
    return words.money_short(value, settings.currency)


def sets_apart(segment: FoundSegment, words: Words, settings: Settings) -> str:
    """In what the segment differs most, its middle customer against that of all: "orders 12 (all: 3); ..."."""
    told = [_difference(one, words, settings) for one in segment.distinctions if abs(one.difference) >= WORTH_TELLING]
    told = [difference for difference in told if difference][:MOST_TOLD]
    if not told:
        return words("in nothing much: its customers are like all others")
    return ("；" if words.language == "zh" else "; ").join(told)


def _difference(one: Distinction, words: Words, settings: Settings) -> str:
    """One trait; empty where the middle customers look the same."""
    own, everybody = (trait_value(one.trait, value, words, settings) for value in (one.median, one.median_all))
    if own == everybody:
        return ""
    return words("{trait} {own} (all: {all})", trait=_noun(one.trait, words), own=own, all=everybody)


def goal_words(goal: str | None, segment: FoundSegment, words: Words, settings: Settings) -> str:
    """The goal's column of the segment with its 95 % interval, against all customers.

    `goal`: the column; empty without one.
    """
    if goal is None or segment.goal is None:
        return ""
    mean, low, high, everybody = (
        trait_value(goal, value, words, settings)
        for value in (segment.goal.mean, segment.goal.low, segment.goal.high, segment.goal.mean_all)
    )
    return words(
        "{trait} {mean} per customer (95 % interval {low} to {high}; all: {all})",
        trait=_noun(goal, words),
        mean=mean,
        low=low,
        high=high,
        all=everybody,
    )


def plain_rules(segment: FoundSegment, words: Words, settings: Settings) -> str:
    """Rules that say about the same, and how well: "orders above 5 and ...: 90 % of whom they take are in it"."""
    if not segment.rules:
        return words("No plain rules describe it.")
    both = "，且" if words.language == "zh" else " and "
    return words(
        "{rules}. Of the customers whom these rules pick, {precision} are in the segment; they pick {recall} of it.",
        rules=both.join(_rule(rule, words, settings) for rule in segment.rules),
        precision=words.share(segment.precision, 0),
        recall=words.share(segment.recall, 0),
    )


def _rule(rule: Rule, words: Words, settings: Settings) -> str:
    shown = trait_value(rule.column, rule.border, words, settings)
    pattern = "{column} at most {value}" if rule.operator == "<=" else "{column} above {value}"
    return words(pattern, column=_noun(rule.column, words), value=shown)


def advice(segment: FoundSegment, words: Words) -> list[str]:
    """What to do with the segment, from what it is called by: at most two sentences."""
    told = []
    for code in segment.name_codes:
        side, _, trait = code.partition(":")
        if side in SIDES:
            told.append(words.code(f"advice_{SIDES[side]}", trait))
    return told[:MOST_ADVICE]


def answer_found(finding: Finding, names: Mapping[str, str], words: Words) -> str:
    """What was found in one or two sentences."""
    found = finding.result
    segments = getattr(found, "segments", ())
    largest = max(segments, key=lambda one: one.customers)
    first = words.plural(
        "**{count}** segment was found among {customers} customers.",
        "**{count}** segments were found among {customers} customers.",
        len(segments),
        customers=words.count(finding.looked_at),
    )
    second = words(
        "The largest is {name}: {share} of them.",
        name=_quoted(names[largest.code], words),
        share=words.share(largest.share),
    )
    return first + ("" if words.language == "zh" else " ") + second


def _quoted(name: str, words: Words) -> str:
    """A name of several words, told from the sentence around it."""
    return f"“{name}”" if words.language == "zh" else f'"{name}"'


def held_and_brought(names: Mapping[str, str], profiles: Profiles, words: Words, *, marked: bool = True) -> str:
    """How many customers the saved segments hold, and which one brings the most.

    `marked`: the figure in bold.
    """
    named = profiles.segments
    held = words.plural(
        "**{count}** segment holds {held} of {all} customers.",
        "**{count}** segments hold {held} of {all} customers.",
        len(names),
        held=words.count(sum(one.customers for one in named)),
        all=words.count(profiles.customers),
    )
    held = held if marked else held.replace("**", "")
    if not named or profiles.revenue <= 0:
        return held
    best = max(named, key=lambda one: (one.revenue, one.code))
    most = words(
        "The most comes from {name}: {share} of revenue.",
        name=_quoted(best.code, words),
        share=words.share(float(best.revenue / profiles.revenue)),
    )
    return f"{held}{'' if words.language == 'zh' else ' '}{most}"


def answer_none(found: NoStructure, words: Words) -> list[str]:
    """The honest end: that there is nothing, why, and what was tried."""
    said = [words("There is no clear structure in these data; use RFM."), words.code("no_structure", found.reason)]
    if found.candidates:
        said.append(_tried(found, words))
    return said


def _tried(found: NoStructure, words: Words) -> str:
    """Between which numbers was looked, and the one that came nearest to being better than chance."""
    tried = [candidate.segments for candidate in found.candidates]
    best = max(found.candidates, key=lambda one: one.silhouette - one.noise_silhouette)
    places = 2 if round(best.silhouette, 2) != round(best.noise_silhouette, 2) else 3
    told = {"best": words.number(best.silhouette, places), "noise": words.number(best.noise_silhouette, places)}
    if len(tried) == 1:
        return words(
            "Tried: {low} segments. The separation was {best}; chance alone gives up to {noise}.", low=tried[0], **told
        )
    return words(
        "Tried: {low} to {high} segments. With {nearest} the separation was {best}; chance alone gives up to {noise}.",
        low=min(tried),
        high=max(tried),
        nearest=best.segments,
        **told,
    )


def scorecard_lines(card: Scorecard, words: Words) -> list[tuple[str, str, bool, str]]:
    """The four rules and stability: code, value in words, whether it is met, and what it means."""
    met = set(card.met)
    told: list[tuple[str, float | None, str]] = [
        ("fits_goal", card.fits_goal, words("of the differences in the goal lie between the segments")),
        ("understandable", card.understandable, words("of the customers are told apart by three plain rules")),
        ("large_enough", card.large_enough, words("of the customers are in the smallest segment")),
        ("reachable", card.reachable, words("can be written to or called in the segment with the fewest")),
        ("stable", card.stable, words("agreement when the segments are found again among other draws of customers")),
    ]
    return [(code, words.share(value, 0), code in met, meaning) for code, value, meaning in told if value is not None]


def _noun(trait: str, words: Words) -> str:
    label = words.code("column", trait)
    return label if words.language == "zh" else label[0].lower() + label[1:]
