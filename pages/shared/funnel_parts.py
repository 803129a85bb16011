"""What the choice of a list did: who fell out at which step, what it costs, and who is on other lists too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from core.targets.funnel import Economics
from core.targets.overlap import Overlap, overlaps
from pages.shared import answers
from pages.shared.tables import show_table
from pages.shared.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.targets.lists import TargetList
    from core.targets.saved import SavedList

MOST_GROUPS = 8


def funnel_line(view: View, found: TargetList) -> None:
    """On one line whom the steps behind the rules took away; nothing where they took nobody."""
    t = view.t
    behind = [step for step in found.funnel[2:] if step.taken]
    if not behind:
        return
    rules = found.funnel[1].left
    parts = [t.plural("{count} meets the rules", "{count} meet the rules", rules)]
    parts += [t.named(t.code("choice_taken", step.code), f"−{t.count(step.taken)}") for step in behind]
    st.caption(" · ".join([*parts, t("left: {count}", count=t.count(found.rows))]))


def funnel_table(view: View, found: TargetList) -> None:
    """Every step with whom it took away and who is left, then whom the quota cut and what the contacts cost."""
    t = view.t
    lines = [f"| {t('Step')} | {t('Taken away')} | {t('Left')} |", "|:--|--:|--:|"]
    for step in found.funnel:
        taken = f"−{t.count(step.taken)}" if step.taken else "–"
        lines.append(f"| {t.code('choice_step', step.code)} | {taken} | **{t.count(step.left)}** |")
    st.markdown("\n".join(lines))
    for sentence in (_quota(view, found), _economics(view, found.economics)):
        if sentence:
            st.markdown(sentence)


def _quota(view: View, found: TargetList) -> str:
    """Whom the quota cut, by name."""
    t, groups = view.t, found.quota_groups
    if not groups:
        return ""
    named = [f"{_plain(group.name or t('nobody named'))} {t.count(group.cut)}" for group in groups[:MOST_GROUPS]]
    if len(groups) > MOST_GROUPS:
        rest = sum(group.cut for group in groups[MOST_GROUPS:])
        named.append(t("{count} of others", count=t.count(rest)))
    return t("Cut by the quota: {named}.", named=t.listed(named))


def _economics(view: View, money: Economics | None) -> str:
    """What the contacts cost, from which response on they pay, and what is expected."""
    if money is None:
        return ""
    t, currency = view.t, view.settings.currency
    said = [
        t.plural(
            "{count} contact costs {cost}.",
            "{count} contacts cost {cost}.",
            money.contacts,
            cost=t.money(money.cost, currency, 2),
        )
    ]
    if money.order_profit is None or money.break_even_rate is None:
        said.append(t("An order of these customers earned nothing, so no response pays for the contacts."))
        return " ".join(said)
    each = t.money(money.order_profit, currency, 2)
    sources = {
        "given": t("With {amount} profit of one order, as you say,", amount=each),
        "profit": t("With {amount} gross profit of one order, as their orders had in the window,", amount=each),
        "revenue": t("With {amount} revenue of one order (costs are not known, so this is no profit),", amount=each),
    }
    said.append(sources[money.order_profit_from])
    said.append(t("the contacts pay when **{rate}** of them order.", rate=t.share(money.break_even_rate, 2)))
    if money.expected_return is not None and money.expected_profit is not None:
        amounts = (t.money(amount, currency, 2) for amount in (money.expected_return, money.expected_profit))
        said.append(
            t("Expected: {returned}, after cost **{left}**.", **dict(zip(("returned", "left"), amounts, strict=True)))
        )
    return _joined(view, said)


def overlap_table(view: View, found: TargetList, lists: Sequence[SavedList]) -> None:
    """How many of these names are on saved lists too."""
    import pandas as pd

    t = view.t
    shared = _overlaps(view, found, lists)
    if not shared:
        st.caption(t("None of these names is on a saved list."))
        return
    names = {
        "list": t("Saved list"),
        "day": t("as of"),
        "shared": t("Names on both"),
        "share": t("Share of this list"),
        "worth": t("Their value"),
        "held": t("Held back there"),
    }
    rows = [
        (one.name, one.as_of, one.shared, one.shared / max(found.rows, 1), one.value, one.held_back) for one in shared
    ]
    kinds = {"day": "day", "shared": "number", "share": "bar", "worth": "money", "held": "number"}
    frame = pd.DataFrame(rows, columns=list(names))
    show_table(view, frame, key="overlap", names=names, kinds=kinds)  # type: ignore[arg-type]


def _overlaps(view: View, found: TargetList, saved: Sequence[SavedList]) -> tuple[Overlap, ...]:
    lists = tuple((kept.list_id, kept.revision, str(kept.created_at)) for kept in saved)
    if not lists:
        return ()
    asked = (
        found.question,
        found.rfm_rules,
        tuple(map(str, found.rules)),
        found.choice,
        found.besides,
        found.rows,
        lists,
    )
    return answers.cached(view, "overlaps", asked, lambda: overlaps(view.workspace, found))


def _joined(view: View, said: list[str]) -> str:
    return ("" if view.t.language == "zh" else " ").join(said)


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\*_[]$`#<>~:" else sign for sign in text)
