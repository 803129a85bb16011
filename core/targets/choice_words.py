"""What a choice limits, in words: "at most 5 per salesperson", "a sample of 50 (seed 1)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.targets.about import within
from core.text.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from core.settings import Settings
    from core.targets.choice import Choice


def choice_sentences(
    choice: Choice, words: Words, settings: Settings, names: Mapping[int, str], horizon_days: int | None = None
) -> tuple[str, ...]:
    """One sentence per limit, in the order of the steps; none where nothing is limited.

    `names`: what the saved lists are called, by their id; a list that is not among them is a deleted one.
    `horizon_days`: as in `core.targets.about.within`.
    That customers who opted out are left out is said in the funnel where it takes somebody away.
    """
    said = [*_left_out(choice, words, names), *_limited(choice, words, settings, horizon_days), _sampled(choice, words)]
    return tuple(sentence for sentence in said if sentence)


def _left_out(choice: Choice, words: Words, names: Mapping[int, str]) -> list[str]:
    said = [words("also those who opted out")] if choice.with_opted_out else []
    if choice.contacted_days is not None:
        said.append(
            words.plural(
                "without those contacted in the last {count} day",
                "without those contacted in the last {count} days",
                choice.contacted_days,
            )
        )
    return [*said, *_lists(choice, words, names)]


def _lists(choice: Choice, words: Words, names: Mapping[int, str]) -> list[str]:
    if not choice.not_on_lists and choice.lists_days is None:
        return []
    if not choice.not_on_lists:
        return [
            words.plural(
                "without those on a list of the last {count} day",
                "without those on a list of the last {count} days",
                choice.lists_days or 0,
            )
        ]
    lists = words.listed([f"“{names.get(number, words('a deleted list'))}”" for number in choice.not_on_lists])
    if choice.lists_days is None:
        return [words("without those on {lists}", lists=lists)]
    return [
        words.plural(
            "without those on {lists} if of the last {count} day",
            "without those on {lists} if of the last {count} days",
            choice.lists_days,
            lists=lists,
        )
    ]


def _limited(choice: Choice, words: Words, settings: Settings, horizon_days: int | None) -> list[str]:
    said = []
    if choice.quota is not None:
        group = words.code("column", choice.quota_by)
        group = group.lower() if words.language == "en" else group
        said.append(words("at most {count} per {group}", count=words.count(choice.quota), group=group))
    if choice.top is not None:
        column = ordered_by(choice, words, horizon_days)
        said.append(words("the first {count} by {column}", count=words.count(choice.top), column=column))
    if choice.budget is not None and choice.contact_cost is not None:
        amounts = (words.money(amount, settings.currency, 2) for amount in (choice.budget, choice.contact_cost))
        said.append(
            words("as many as {budget} pay for at {cost} each", **dict(zip(("budget", "cost"), amounts, strict=True)))
        )
    return said


def ordered_by(choice: Choice, words: Words, horizon_days: int | None) -> str:
    """By what customers are placed: "value", "satisfaction, lowest first"."""
    label = words.code("column", choice.by)
    if words.language == "en" and len(label) > 1:
        label = label[0].lower() + label[1:]
    label = within(choice.by, label, horizon_days, words)
    return words("{column}, lowest first", column=label) if choice.lowest_first else label


def _sampled(choice: Choice, words: Words) -> str:
    if choice.sample is None:
        return ""
    count = words.count(choice.sample)
    if not choice.stratify:
        return words("a random {count} of them (seed {seed})", count=count, seed=choice.seed)
    group = words.code("column", choice.stratify)
    group = group.lower() if words.language == "en" and group != group.upper() else group
    return words(
        "a random {count} of them in proportion to {group} (seed {seed})", count=count, group=group, seed=choice.seed
    )
