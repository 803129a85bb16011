"""What the relationship page says: sentences made from its figures, and the rules behind its picks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from core.metrics.period import month_end, months_back, months_between
from core.metrics.relationships.breadth import Breadth
from core.metrics.relationships.cohorts import SecondOrder
from core.metrics.relationships.relationship import Group, Relationship
from pages.shared.view import WINDOWS, View

QUARTER_DAYS = 90


def worth(view: View, found: Relationship, value: Decimal | None) -> str:
    """A value of the relationship's measure: money, or a number of orders."""
    if found.measure == "order_count":
        return "–" if value is None else view.t.count(value)
    return view.money(value)


def group_of(found: Relationship, kind: str, code: str) -> Group:
    """One group of a kind."""
    return next(group for group in found.groups[kind] if group.code == code)


def how_they_stand(view: View, found: Relationship) -> str:
    """The answer of the page: what stable relationships bring, and what the declining ones used to bring."""
    t = view.t
    if is_all_new(found):
        return t.plural(
            "{count} customer; the data begin in {month}, so that the relationship still looks new.",
            "{count} customers; the data begin in {month}, so that every relationship still looks new.",
            found.buyers, month=t.month(found.first_month),
        )  # fmt: skip
    first = _best(view, found)
    return t("{first}; {second}.", first=first, second=_declining(view, found, group_of(found, "stage", "declining")))


def _best(view: View, found: Relationship) -> str:
    """What the stable relationships bring; where there is none yet, those of the growing stage that brings most."""
    t, name = view.t, view.t.code("value", found.measure)
    growing = [group_of(found, "stage", code) for code in ("stable", "forming", "exploring")]
    best = growing[0] if growing[0].customers else max(growing, key=lambda group: group.value)
    stage = t.code("stage", best.code)
    return t.plural(
        "{count} {stage} relationship brings {share} of the {measure}",
        "{count} {stage} relationships bring {share} of the {measure}",
        best.customers, share=t.share(best.value_share), stage=stage if t.language == "zh" else stage.lower(),
        measure=name if t.language == "zh" else name.lower(),
    )  # fmt: skip


def _declining(view: View, found: Relationship, declining: Group) -> str:
    t, now = view.t, worth(view, found, declining.value)
    if not declining.customers:
        return t("none is declining")
    if declining.earlier_value is None:
        return t.plural(
            "{count} is declining and brings {now}", "{count} are declining and bring {now}",
            declining.customers, now=now,
        )  # fmt: skip
    return t.plural(
        "{count} is declining: {now} in this window, {before} in the one before",
        "{count} are declining: {now} in this window, {before} in the one before",
        declining.customers, now=now, before=worth(view, found, declining.earlier_value),
    )  # fmt: skip


def is_all_new(found: Relationship) -> bool:
    """Whether everybody who ever bought did so within the last 90 days."""
    return found.buyers > 0 and group_of(found, "stage", "exploring").customers == found.buyers


def won_and_lost(view: View, found: Breadth) -> str:
    """The last months whose past is known, in one sentence."""
    t = view.t
    months = [one for one in found.months if one.is_known][-12:]
    if not months:
        return t.plural(
            "Who is new or lost can be told once the data reach back {count} month behind a month.",
            "Who is new or lost can be told once the data reach back {count} months behind a month.",
            found.without_months,
        )  # fmt: skip
    won, back, lost = (sum(getattr(one, name) for one in months) for name in ("won", "won_back", "lost"))
    balance = won + back - lost
    said = t("{won} won and {back} won back, {lost} lost", won=t.count(won), back=t.count(back), lost=t.count(lost))
    span = t.plural("In the last {count} month: {said}", "In the last {count} months: {said}", len(months), said=said)
    if not balance:
        return t("{span}; as many as before.", span=span)
    more = t.plural("{count} customer more than before", "{count} customers more than before", balance)
    less = t.plural("{count} customer fewer than before", "{count} customers fewer than before", -balance)
    return t("{span}; {balance}.", span=span, balance=more if balance > 0 else less)


def how_soon(view: View, found: SecondOrder) -> str:
    """The shares of first-time buyers with a second order, of all months that are old enough."""
    t = view.t
    known = [(days, t.share(share)) for days, share in found.shares.items() if share is not None]
    if not known:
        return t("No month of new customers is old enough to tell.")
    (days, share), *rest = known
    first = t("{share} of the new customers order again within {days} days", share=share, days=days)
    return t(
        "{parts}.", parts=t.listed([first, *(t("{share} within {days}", share=more, days=by) for by, more in rest)])
    )


def notices(view: View, found: Relationship) -> str:
    """What a short history leaves open; empty where it leaves nothing open."""
    t, said = view.t, []
    if not found.year_known and not is_all_new(found):
        said.append(
            t("The data begin in {month}: a fall against a year before cannot be seen yet. Declining means silent for "
              "longer than usual.", month=t.month(found.first_month))
        )  # fmt: skip
    if found.retention is None:
        said.append(_without_earlier(view, found))
    return " ".join(said) if t.language == "en" else "".join(said)


def _without_earlier(view: View, found: Relationship) -> str:
    """Why there is no window before this one, and which window would have one."""
    t, basis = view.t, found.basis
    if basis.window_months is None:
        return t("With all months as the window there is no window before it to compare with.")
    months = len(months_between(found.first_month, basis.last_month))
    fitting = [int(name) for name in WINDOWS if name.isdigit() and 2 * int(name) <= months]
    said = t(
        "The window before this one does not lie inside the data: retention, cross-sell and up-sell cannot be told."
    )
    if not fitting:
        return said
    way = t("With a window of {count} months they can.", count=t.count(max(fitting)))
    return f"{said}{way}" if t.language == "zh" else f"{said} {way}"


def pick_label(view: View, code: str) -> str:
    """What was picked, in words: a stage, a passage, an event of a month, or the customers of a first month."""
    t = view.t
    first, _, second = code.partition(" ")
    if not second:
        return t("First order in {month}", month=t.month(_month(first)))
    if first in ("won", "won_back", "lost"):
        return t("{event} in {month}", event=t.code("breadth", first), month=t.month(_month(second)))
    if first in ("stage", "ladder", "purchase_mode", "loyalty"):
        return t.named(t.code("column", first), t.code(first, second))
    before, now = second.split()
    return f"{t.code('earlier_stage', before)} → {t.code('stage', now)}"


def pick_rules(code: str, without_months: int) -> list[str]:
    """The rules of target lists that choose a pick's customers. Of those lost in a month: who has not come back."""
    first, _, second = code.partition(" ")
    if not second:
        return [f"first_order between {_span(_month(first))}"]
    if first == "won":
        return [f"first_order between {_span(_month(second))}"]
    if first == "won_back":
        return [f"won_back_on between {_span(_month(second))}"]
    if first == "lost":
        return [f"last_order between {_span(months_back(_month(second), without_months))}"]
    if first in ("stage", "ladder", "purchase_mode", "loyalty"):
        return [f"{first} in {second}"]
    before, now = second.split()
    return [f"earlier_stage in {before}", f"stage in {now}"]


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _span(month: date) -> str:
    return f"{month} and {month_end(month)}"
