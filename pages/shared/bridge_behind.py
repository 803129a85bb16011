"""The steps of the revenue bridge that rules choose the customers of: what they are called, and by which rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.charts.revenue_bridge import BOTH_WAYS, BY_RULE, LESS, MORE, signed_money, step_code
from pages.shared.view import View

if TYPE_CHECKING:
    from core.metrics.movements.revenue_bridge import RevenueBridge, Step

BRIDGE_COLUMNS = (
    *("customer_name", "revenue_change", "frequency_effect", "price_effect"),
    *("revenue", "tier", "last_order", "customer_id"),
)


def step_codes(found: RevenueBridge) -> list[str]:
    """Who buys more, who buys less, whose revenue each effect raised or lowered, who only returned; if anybody."""
    effects = [step.code for step in found.effects if step.code in BOTH_WAYS and step.customers]
    ways = [f"{code}:{way}" for code in effects for way in (MORE, LESS)]
    return [*_by_rule(found.steps), *ways, *_by_rule(found.effects)]


def _by_rule(steps: tuple[Step, ...]) -> list[str]:
    return [code for step in steps if step.code in BY_RULE and (code := step_code(step))]


def step_rules(code: str) -> list[str]:
    """The rules that choose the customers of a step; none for what is no step."""
    kind, _, rest = code.partition(":")
    if kind in BOTH_WAYS:
        return [f"{kind}_effect {'>' if rest == MORE else '<'} 0"]
    column = "bridge_orders" if rest == "without_orders" else "bridge_part"
    return [f"{column} in {rest}"] if kind == "bridge" else []


def step_order(code: str) -> tuple[str, bool]:
    """By which column the customers of a step stand, the largest change first, and whether that is the largest."""
    kind, _, rest = code.partition(":")
    return (f"{kind}_effect" if kind in BOTH_WAYS else "revenue_change"), rest in (MORE, "up")


def step_label(view: View, found: RevenueBridge, code: str) -> str:
    """A step in words: "Buy more (+¥1.2k)", "Number of orders: revenue rose through it"."""
    t, (kind, _, rest) = view.t, code.partition(":")
    if kind in BOTH_WAYS:
        words = t("revenue rose through it") if rest == MORE else t("revenue fell through it")
        return t("{step}: {way}", step=t.code("bridge", kind), way=words)
    amount = next(step.amount for step in (*found.steps, *found.effects) if step.code == rest)
    return f"{t.code('bridge', rest)} ({signed_money(amount, view.look)})"
