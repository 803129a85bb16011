"""What to do next with a customer: the first thing that the playbook says of its RFM segment, or of its group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.store.playbook import own_words
from core.text.playbook import BOOK, OwnWords, advice
from core.text.signal_texts import causes
from core.text.words import Words

if TYPE_CHECKING:
    from core.store.workspace import Workspace

GROUPS = ("unprofitable", "inactive")
"""Tiers that tell what to do; of the others the segment does."""
SUGGESTED_ACTIONS: dict[str, str] = {
    **{code: found.do[0] for code, found in BOOK["segment"].items()},
    **{code: BOOK["tier"][code].do[0] for code in GROUPS},
}
"""Our own words, in English."""


def causes_to_check(workspace: Workspace, kind: str, words: Words) -> tuple[str, ...]:
    """What to check behind a signal of this kind, in the workspace's own words where it has some."""
    return causes(kind, words, own_words(workspace, words.language))


def action_code(tier: str | None, segment: str | None) -> str | None:
    """Which action applies: that of the segment, else that of `unprofitable` or `inactive`, else None.

    An unprofitable customer gets the action of its group even where it has a segment: selling more is not the aim.
    """
    if tier == "unprofitable":
        return tier
    code = segment or tier
    return code if code in SUGGESTED_ACTIONS else None


def suggested_action(code: str | None, words: Words, own: OwnWords) -> str:
    """The action of a segment (or of `unprofitable`, `inactive`), in the workspace's own words where it has some.

    Empty where there is none.
    """
    if code not in SUGGESTED_ACTIONS:
        return ""
    subject = "tier" if code in GROUPS else "segment"
    return advice((subject, str(code), "do"), words, own)[0]
