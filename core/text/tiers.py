"""The labels of tiers as a workspace has chosen them."""

from __future__ import annotations

from core.settings import Settings
from core.text.labels import LABELS
from core.text.words import Words


def tier_label(words: Words, code: str, settings: Settings) -> str:
    """The label of a tier, of `unprofitable` or `inactive`, in the label set of the settings.

    Own labels win where one is given for the code; `unprofitable` is worded by the value measure.
    """
    if settings.label_set == "own" and settings.own_labels.get(code):
        return settings.own_labels[code]
    if settings.label_set == "big_customer" and code in {"key", "important", "ordinary", "small"}:
        return words.code("tier_big_customer", code)
    if code == "unprofitable" and settings.value in LABELS["unprofitable"]:
        return words.code("unprofitable", settings.value)
    return words.code("tier", code)
