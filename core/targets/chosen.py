"""The table of who is taken onto a list, and where the others fall out: all of it in SQL, made once per question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import QuestionError
from core.metrics.cached import cached, holds, once, one_reading
from core.metrics.caring.contacts import contacts_table
from core.metrics.customer_values import Prepared, account_texts, filled, worth_column
from core.metrics.customers import listed_statement
from core.metrics.further import mentioned
from core.metrics.period import basis_of
from core.store.engine import Cursor, Row, quoted
from core.store.facts import NUMBERED
from core.targets.choice import Choice, checked_choice
from core.targets.draws import CONTROL, ceiling, draw_expression
from core.targets.predicates import predicate
from core.targets.rules import Condition

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.settings import RfmRules
    from core.store.workspace import Workspace

ANY_DAY = date(9999, 12, 31)
NO_LISTS = [-1]
ON_THE_LIST = "cut is null"


@one_reading
def chosen_table(
    workspace: Workspace,
    question: Question,
    rfm_rules: RfmRules,
    rules: Sequence[Condition],
    choice: Choice,
    besides: int | None = None,
) -> str:
    """The name of the cached table of those who meet the rules (see `chosen.sql`); `cut is null` are on the list.

    The same rules, choice and seed over the same data give the same names, whatever the order of rows. Saved lists and
    the share of the control group are looked up each time; `besides`: the saved list that is being changed, on which
    anybody may be. Errors: those of `parse_rule`, `checked_choice` and
    `listed_statement`; QuestionError `list_missing` for a saved list that is gone.
    """
    made = chosen_statement(workspace, question, rfm_rules, rules, choice, besides)

    def make(cursor: Cursor, name: str) -> None:
        cursor.run(f"create table {name} as {made.sql}", made.values)

    key = (made.sql, sorted(map(repr, made.values.items())), lists_of(workspace, question, choice, besides))
    return cached(workspace, "table", "chosen", key, make)


def chosen_statement(
    workspace: Workspace,
    question: Question,
    rfm_rules: RfmRules,
    rules: Sequence[Condition],
    choice: Choice,
    besides: int | None = None,
) -> Prepared:
    """The query of `chosen.sql` for a question, rules and a choice."""
    checked_choice(choice)
    condition, bound = predicate(rules) or ("true", {})
    worth = worth_column(question)
    wanted = mentioned(f"{condition} {quoted(choice.by)} {quoted(worth)}")
    listed = listed_statement(workspace, question, rfm_rules, wanted)
    control_share = workspace.settings().control_share
    accounts = account_texts(workspace, question)
    texts = {
        **_windows(choice),
        "worth": f"l.{quoted(worth)}",
        "by": f"l.{quoted(choice.by)}",
        "rules": condition,
        "contacts": contacts_table(workspace, question),
        "account": accounts["account"],
        "account_join": accounts["account_join"],
        "customers_of": NUMBERED,
        "control": f"{draw_expression('$control', 'customer_id')} < $control_below" if control_share > 0 else "false",
    }
    lists = lists_of(workspace, question, choice, besides)
    values = listed.values | bound | _limits(workspace, question, choice, [number for number, _, _ in lists])
    if control_share > 0:
        values |= {"control": CONTROL, "control_below": ceiling(control_share)}
    return Prepared(f"{listed.sql},\n{filled(Path(__file__).with_suffix('.sql'), texts)}", values)


def _windows(choice: Choice) -> dict[str, str]:
    """The places that steps ask for; those of steps that are not asked for cost nothing."""
    best_first = f"placed_by {'asc' if choice.lowest_first else 'desc'} nulls last, customer_id"
    limited = choice.top is not None or choice.budget is not None
    stratum = quoted(choice.stratify) if choice.stratify else "cast(null as VARCHAR)"
    draw = draw_expression("$draw", "customer_id")
    return {
        "place_in_group": _place(f"left_out is null, {quoted(choice.quota_by)}", best_first)
        if choice.quota is not None
        else "1",
        "place": _place("after_quota is null", best_first) if limited else "1",
        "stratum": f"coalesce({stratum}, '')",
        "place_in_draw": _place("after_limits is null, stratum", f"{draw}, customer_id")
        if choice.sample is not None
        else "1",
    }


def _place(among: str, order: str) -> str:
    return f"row_number() over (partition by {among} order by {order})"


def _limits(workspace: Workspace, question: Question, choice: Choice, lists: list[int]) -> dict[str, object]:
    as_of = basis_of(workspace, question).as_of
    limits: dict[str, object] = {
        "contacted_after": _before(as_of, choice.contacted_days) if choice.contacted_days else ANY_DAY,
        "not_on": lists or NO_LISTS,
        "with_opted_out": choice.with_opted_out,
        "quota": choice.quota,
        "top": choice.top,
        "most_contacts": choice.most_contacts,
        "sample": choice.sample,
    }
    return limits | ({"draw": f"sample:{choice.seed}"} if choice.sample is not None else {})


def lists_of(
    workspace: Workspace, question: Question, choice: Choice, besides: int | None = None
) -> tuple[tuple[int, int, str], ...]:
    """The saved lists whose names are left out: id, revision and when it was made. QuestionError `list_missing`."""
    if not choice.not_on_lists and choice.lists_days is None:
        return ()
    found = _saved(workspace)
    missing = set(choice.not_on_lists) - {row[0] for row in found}
    if missing:
        raise QuestionError("list_missing", list_id=min(missing))
    after = _before(basis_of(workspace, question).as_of, choice.lists_days) if choice.lists_days else date.min
    chosen = (set(choice.not_on_lists) or {row[0] for row in found}) - {besides}
    return tuple(row[:3] for row in found if row[3] > after and row[0] in chosen)


def list_names(workspace: Workspace, choice: Choice) -> dict[int, str]:
    """What the saved lists are called that a choice speaks of, by their id."""
    wanted = set(choice.not_on_lists)
    return {row[0]: row[4] for row in _saved(workspace) if row[0] in wanted} if wanted else {}


def _saved(workspace: Workspace) -> list[Row]:
    query = "select list_id, revision, cast(created_at as VARCHAR), as_of, name from target_lists order by list_id"
    return once(workspace, query, lambda: workspace.engine.rows(query))


def control_group(workspace: Workspace, control_share: Decimal) -> tuple[int, int]:
    """How many customers a control group of this share takes, and how many are known, branches apart."""
    query = (
        f"select count(*) filter (where {draw_expression('$control', 'customer_id')} < $below), count(*) from customers"
    )
    members, known = workspace.engine.rows(query, {"control": CONTROL, "below": ceiling(control_share)})[0]
    return int(members), int(known)


def opting_out_is_known(workspace: Workspace) -> bool:
    """Whether it is known of anybody if they opted out."""
    return holds(workspace, "select 1 from customers where opted_out is not null limit 1")


def _before(day: date, days: int) -> date:
    """So many days before a day; the first day there is where that would lie before it."""
    return day - timedelta(days) if days < day.toordinal() else date.min
