"""All rules, in the order in which they are told about."""

from __future__ import annotations

from core.metrics.signals import (
    complaints,
    falling,
    large_order,
    late_payment,
    product_surge,
    quick_return,
    quiet,
    return_wave,
    salesperson_gone,
    satisfaction_drop,
    satisfaction_gap,
)
from core.metrics.signals.rule import Rule

RULES: tuple[Rule, ...] = (
    large_order.RULE,
    product_surge.RULE,
    return_wave.RULE,
    quick_return.RULE,
    quiet.RULE,
    falling.RULE,
    late_payment.RULE,
    satisfaction_drop.RULE,
    satisfaction_gap.RULE,
    complaints.RULE,
    salesperson_gone.RULE,
)
KINDS = tuple(rule.kind for rule in RULES)
