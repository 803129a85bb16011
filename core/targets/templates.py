"""Target lists for the usual jobs: rules to begin with, what each is for, and what data it needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import holds, one_reading
from core.metrics.customers import listed_statement
from core.metrics.further import mentioned
from core.metrics.relationships.elsewhere import elsewhere
from core.metrics.selling.overdue import payments_told
from core.metrics.surveys.satisfaction_tiers import valuable_tiers
from core.targets.predicates import predicate
from core.targets.rules import Rule

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

QUIET_DAYS, NEW_DAYS, UNHAPPY_INDEX = 60, 90, Decimal(60)
NEAR = Decimal("0.1")
LITTLE = Decimal("0.5")
BOUND = re.compile(r"\$(?=rule_)")
Rules = tuple[Rule, ...]
_Making = Callable[["Workspace", "Question"], Rules]


@dataclass(frozen=True)
class Template:
    """A list for one job, in English. `needs`: a code of `NEEDED`, None where every sales sheet will do."""

    code: str
    title: str
    purpose: str
    needs: str | None = None


def _valuable(workspace: Workspace, question: Question) -> Rule:  # noqa: ARG001 - as all that make rules
    return Rule("tier", "in", valuable_tiers(question.cut))


def _others(question: Question) -> Rule:
    best = valuable_tiers(question.cut)
    return Rule("tier", "in", tuple(code for code in (*question.cut.tiers, "unprofitable") if code not in best))


def _big_elsewhere(workspace: Workspace, question: Question) -> Rules:
    bar = elsewhere(workspace, question).bar or Decimal(1)
    return _others(question), Rule("annual_need", ">=", (bar,)), Rule("share_of_wallet", "<", (LITTLE,))


TEMPLATES: dict[str, Template] = {
    one.code: one
    for one in (
        Template(
            "win_back",
            "Win back the best who went quiet",
            "Key and Important customers without an order for two months: call before somebody else does.",
        ),
        Template(
            "before_too_late",
            "Win back before it is too late",
            "Good customers who used to order often and have not for long: find out why.",
        ),
        Template(
            "thank_champions",
            "Thank the champions",
            "The best customers who order often and ordered lately: thank them and ask for a recommendation.",
        ),
        Template(
            "wake_sleeping",
            "Wake the sleeping ones",
            "Customers who are falling asleep or already are: a reminder with a reason to come back.",
        ),
        Template(
            "second_order",
            "Help to the second order",
            "First order within the last 90 days and none since: the second one makes a customer.",
        ),
        Template(
            "could_become_loyal",
            "Could become loyal",
            "Middling customers who order now and then: give them a habit.",
        ),
        Template(
            "unhappy_valuable",
            "Valuable but unhappy",
            "Key and Important customers who are not content: put it right before they leave.",
            "survey",
        ),
        Template(
            "nearly_up",
            "Nearly up a tier",
            "Customers who lack at most a tenth to the next tier: one more order may lift them.",
        ),
        Template(
            "big_elsewhere",
            "Small here, big elsewhere",
            "Customers who need as much as an Important one, and buy less than half of it from us.",
            "annual_need",
        ),
        Template(
            "pay_overdue",
            "Payment is overdue",
            "Customers who owe money that was due: ask for it before selling more.",
            "due_dates",
        ),
        Template(
            "cost_more",
            "Cost more than they bring",
            "Customers with more returns than purchases, or with a loss: look at the terms first.",
        ),
    )
}
"""The jobs in the order in which they are shown. Chinese: `core/text/zh/going_out.po`."""

_MADE: dict[str, _Making] = {
    "win_back": lambda w, q: (_valuable(w, q), Rule("recency_days", ">", (QUIET_DAYS,))),
    "before_too_late": lambda _, q: (
        Rule("segment", "in", ("cant_lose", "at_risk")),
        Rule("tier", "in", q.cut.tiers[:-1]),
    ),
    "thank_champions": lambda w, q: (_valuable(w, q), Rule("segment", "in", ("champions",))),
    "wake_sleeping": lambda _w, _q: (Rule("segment", "in", ("about_to_sleep", "hibernating")),),
    "second_order": lambda _w, _q: (Rule("order_count", "=", (1,)), Rule("tenure_days", "<=", (NEW_DAYS,))),
    "could_become_loyal": lambda _, q: (
        Rule("segment", "in", ("potential_loyalist", "need_attention")),
        Rule("tier", "in", q.cut.tiers[1:-1] or q.cut.tiers),
    ),
    "unhappy_valuable": lambda w, q: (_valuable(w, q), Rule("satisfaction_index", "<", (UNHAPPY_INDEX,))),
    "nearly_up": lambda _w, _q: (Rule("to_next_tier_share", "<=", (NEAR,)),),
    "big_elsewhere": _big_elsewhere,
    "pay_overdue": lambda _w, _q: (Rule("overdue_amount", ">", (Decimal(0),)),),
    "cost_more": lambda _w, _q: (Rule("tier", "in", ("unprofitable",)),),
}
NEEDED: dict[str, str] = {
    "survey": "Needs a survey that says who answered: a file with customer and score.",
    "annual_need": "Needs what customers buy in a year everywhere: a customer file with a column annual need.",
    "due_dates": "Needs due and paid dates: a sales sheet with both columns.",
}
"""What a template asks for that is not there, and which file would bring it."""
_HELD = {
    "survey": "select 1 from survey_answers where customer_id is not null or order_id is not null limit 1",
    "annual_need": "select 1 from customers where annual_need > 0 limit 1",
}


def template_rules(workspace: Workspace, question: Question, code: str) -> Rules:
    """The rules of a template, with the tiers of the question's cut. QuestionError `template_unknown`."""
    if code not in TEMPLATES:
        raise QuestionError("template_unknown", template=code, templates=", ".join(TEMPLATES))
    return _MADE[code](workspace, question)


def lacking(workspace: Workspace, code: str) -> str | None:
    """The code of `NEEDED` that a template lacks in this workspace; None where it has all it needs."""
    needs = TEMPLATES[code].needs
    if needs is None:
        return None
    held = payments_told(workspace) if needs == "due_dates" else holds(workspace, _HELD[needs])
    return None if held else needs


@one_reading
def template_counts(workspace: Workspace, question: Question, rules: RfmRules) -> dict[str, int | None]:
    """How many customers each template chooses now, without who opted out; None where its data are missing.

    One reading of the table of customers for all of them.
    """
    counts: dict[str, int | None] = dict.fromkeys(TEMPLATES)
    parts, bound = [], dict[str, object]()
    ready = [code for code in TEMPLATES if lacking(workspace, code) is None]
    for number, code in enumerate(ready):
        found = predicate(template_rules(workspace, question, code))
        assert found is not None  # noqa: S101  # every template has rules
        own = f"t{number}_"  # each template binds names of its own
        parts.append(f"count(*) filter (where not coalesce(opted_out, false) and {BOUND.sub(rf'${own}', found[0])})")
        bound |= {f"{own}{name}": value for name, value in found[1].items()}
    text = ", ".join(parts)
    listed = listed_statement(workspace, question, rules, mentioned(text))
    row = workspace.engine.rows(f"{listed.sql}select {text} from listed", listed.values | bound)[0]
    return counts | {code: int(count) for code, count in zip(ready, row, strict=True)}
