"""Before a list is saved: what it will be able to show, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.text.page_sentences import joined
from core.text.words import Words

if TYPE_CHECKING:
    from core.targets.power import Advice


def what_can_be_seen(words: Words, advised: Advice, days: int) -> str:
    """Before a list is saved: the smallest rise that it would show, and what another share would change."""
    t = words
    before = t.plural(
        "In the {count} day before, {rate} of these customers bought.",
        "In the {count} days before, {rate} of these customers bought.",
        days, rate=t.share(advised.base_rate),
    )  # fmt: skip
    if not advised.held_back:
        return joined(t, [before, t("Nobody is held back: afterwards nobody can say what the campaign brought.")])
    held = t.plural("{count} name", "{count} names", advised.held_back)
    if advised.effect is None:
        seen = t("With {held} held back no rise can be told apart from chance.", held=held)
    else:
        seen = t(
            "With {held} held back, a rise to {rate} would be seen 8 times in 10; smaller ones less often.",
            held=held, rate=t.share(advised.base_rate + advised.effect),
        )  # fmt: skip
    return joined(t, [before, seen, *_advised(t, advised)])


def _advised(t: Words, advised: Advice) -> list[str]:
    if advised.advised is not None:
        share = float(advised.advised)
        if (
            advised.effect is not None
            and advised.advised_effect is not None
            and advised.advised_effect < advised.effect
        ):
            return [
                t("Hold back {share} to see a rise to {rate}.", share=t.share(share, 0),
                  rate=t.share(advised.base_rate + advised.advised_effect))
            ]  # fmt: skip
        return []
    if advised.advised_effect is None:
        return [t("The list is too short to show anything; judge several campaigns together.")]
    return [
        t("Even with half held back it takes a rise to {rate}: take more names, or more days.",
          rate=t.share(advised.base_rate + advised.advised_effect))
    ]  # fmt: skip
