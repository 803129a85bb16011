"""The labels of the groups of a movement: tiers as the workspace calls them, and who came or left."""

from __future__ import annotations

from core.settings import TIER_CODES, Settings
from core.text.tiers import tier_label
from core.text.words import Words


def group_label(words: Words, code: str, settings: Settings) -> str:
    """The label of a group at one of the dates: "Key", "New", "Lapsed"."""
    if code in TIER_CODES or code == "unprofitable":
        return tier_label(words, code, settings)
    return words.code("moved_to" if code == "lapsed" else "moved_from", code)


def code_label(words: Words, column: str, code: str, settings: Settings) -> str:
    """The label of a code of a column of customers; tiers as the workspace calls them. Of several codes all labels."""
    if " " in code:
        return words.listed([code_label(words, column, one, settings) for one in code.split(" ")])
    if column in ("tier", "next_tier"):
        return tier_label(words, code, settings)
    return group_label(words, code, settings) if column in {"moved_from", "moved_to"} else words.code(column, code)
