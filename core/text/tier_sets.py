"""The labels of all tiers of a workspace, and the share that stands beside each label."""

from __future__ import annotations

from core.settings import Cut, Settings
from core.text.tiers import tier_label
from core.text.words import Words

OUTSIDE = ("unprofitable", "inactive", "unassigned")


def tier_labels(words: Words, settings: Settings) -> dict[str, str]:
    """The label of every tier of the workspace's cut, and of the groups outside the tiers, by code."""
    return {code: tier_label(words, code, settings) for code in (*settings.cut.tiers, *OUTSIDE)}


def tier_share_note(words: Words, cut: Cut, code: str, currency: str) -> str:
    """What the rule gives a tier, in words: "top 1 %", "next 19 %", "last 50 %", or the amounts."""
    place = cut.tiers.index(code)
    last = place == len(cut.tiers) - 1
    if cut.method == "thresholds":
        if last:
            return words("below {amount}", amount=words.money_short(cut.thresholds[-1], currency))
        return words("from {amount}", amount=words.money_short(cut.thresholds[place], currency))
    points = cut.ceilings[place] - (cut.ceilings[place - 1] if place else 0)
    share = words.share(points / 10000, 0 if points % 100 == 0 else 1 if points % 10 == 0 else 2)
    if cut.method == "contribution":
        if place == 0:
            return words("first {share} of value", share=share)
        return words("last {share} of value", share=share) if last else words("next {share} of value", share=share)
    if place == 0:
        return words("top {share}", share=share)
    return words("last {share}", share=share) if last else words("next {share}", share=share)
