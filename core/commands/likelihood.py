"""likelihood and forecast-quality: who will probably buy, and how good that forecast is on later data."""

from __future__ import annotations

import argparse
import math
import sys
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.likelihood_data import MONEY, chosen_data, judged_data, quality_data, totals_data
from core.commands.likelihood_reasons import with_reasons
from core.commands.question import asked_question, asked_rules
from core.errors import QuestionError
from core.text.likelihood_labels import LIKELIHOOD_COLUMNS
from core.text.likelihood_sentences import (
    doubted,
    expected_sentence,
    kept_its_word,
    revenue_bias_words,
    said_and_came,
    unread,
    will_buy,
)
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.forecasts.forecast_bands import Bands
    from core.metrics.question import Question
    from core.metrics.results import CustomerTable
    from core.store.forecasts import SavedForecast
    from core.store.workspace import Workspace

NAMED, SHOWN = 200, 20
COLUMNS = tuple(LIKELIHOOD_COLUMNS)
FILE_COLUMNS = ("customer_id", "customer_name", "tier", *COLUMNS, "recency_days", "order_count", "reason")
STEPS = 20  # of the progress, so that a log is not flooded


def answer_likelihood(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The totals of the forecast and the likeliest customers; with `--out` all of them as CSV."""
    from core.metrics.forecasts.forecast_bands import forecast_bands
    from core.metrics.period import basis_of

    if args.out is not None and args.out.suffix.lower() != ".csv":
        raise QuestionError("file_ending", file=str(args.out), endings=".csv")
    asked = asked_question(args, workspace.settings())
    made = _made(workspace, asked, args.horizon, words)
    everybody = with_reasons(_customers(workspace, asked, args), workspace, made, words)
    notes = () if args.out is None else (_written(everybody, args, words, workspace),)
    basis, bands = basis_of(workspace, asked), forecast_bands(workspace, asked, made)
    data = {**basis_data(basis), **totals_data(made), **chosen_data(bands), "list": _listed(everybody)}
    lines = _lines(made, words, None if bands.customers == made.totals.customers else bands)
    text = "\n".join((basis_line(basis, words), *lines, _table(everybody, words, workspace)))
    return Answer(data, text, (*doubted(made, words), *notes))


def answer_forecast_quality(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """What was tried, what was chosen, its tests on later data, and what came of the last forecast that has closed."""
    from core.metrics.forecasts.forecast_judged import judged_forecast
    from core.metrics.period import basis_of

    settings = workspace.settings()
    asked = asked_question(args, settings)
    made = _made(workspace, asked, args.horizon, words)
    judged, basis = judged_forecast(workspace, asked), basis_of(workspace, asked)
    data = {**basis_data(basis), **totals_data(made), **quality_data(made), "last_time": judged_data(judged)}
    lines = [basis_line(basis, words), *_lines(made, words), _tried(made, words)]
    if judged is not None:
        lines.append(said_and_came(judged, words, settings.currency))
    return Answer(data, "\n".join(lines), doubted(made, words))


def _made(workspace: Workspace, asked: Question, horizon: int | None, words: Words) -> SavedForecast:
    """The forecast that stands, else a new one, with its progress on stderr. Errors: see `refusal_error`."""
    from core.metrics.forecasts.forecast_making import make_forecast, refusal_error
    from core.models.likelihood.results import Refusal
    from core.store.forecasts import unreadable_forecasts

    said = set[int]()
    if days := unreadable_forecasts(workspace):
        print(unread(days, words), file=sys.stderr)

    def tell(done: float, step: str) -> None:
        if (part := int(done * STEPS)) not in said:
            said.add(part)
            print(f"{words.share(done, 0)} {words.code('forecast_step', step)}", file=sys.stderr, flush=True)

    made = make_forecast(workspace, asked, horizon, tell)
    if isinstance(made, Refusal):
        raise refusal_error(made)
    return made


def _customers(workspace: Workspace, asked: Question, args: argparse.Namespace) -> CustomerTable:
    from core.metrics.customers import customers

    return customers(
        workspace, asked, asked_rules(args, workspace.settings()), where=('"likelihood" is not null', {}),
        order_by="likelihood", limit=None if args.out else NAMED, further=COLUMNS,
    )  # fmt: skip


def _written(found: CustomerTable, args: argparse.Namespace, words: Words, workspace: Workspace) -> str:
    from core.targets.export import export_csv
    from core.targets.wording import whole, worded

    table = whole(found.table)[list(FILE_COLUMNS)]
    named = worded(table, words, workspace.settings()) if args.lang else table.rename(columns={"customer_name": "name"})
    export_csv(named, args.out)
    return words("Written to {file}", file=args.out)


def _listed(found: CustomerTable) -> list[dict[str, Any]]:
    from core.targets.wording import plain

    names = ["customer_id", "customer_name", "tier", *COLUMNS, "recency_days", "reason"]
    rows = plain(found.table.head(NAMED)[names]).to_dict("records")
    return [{str(name): _plain(str(name), value) for name, value in row.items()} for row in rows]


def _plain(name: str, value: Any) -> Any:
    if name in MONEY:
        return money(value)
    if name in ("likelihood", "expected_orders"):
        return share(value)
    return int(value) if name.endswith("_days") and value is not None else value


def _lines(made: SavedForecast, words: Words, chosen: Bands | None = None) -> list[str]:
    """What is expected, of those chosen too where that is not all, and whether it kept its word in the tests."""
    bias = revenue_bias_words(made.quality, words)
    lines = [expected_sentence(made, words)]
    if chosen is not None:
        of_them = will_buy(made, chosen.buyers, chosen.customers, words)
        lines.append(words("Of those chosen: {sentence}", sentence=of_them))
    return [*lines, kept_its_word(made.quality, words), words("Expected revenue: {bias}", bias=bias)]


def _table(found: CustomerTable, words: Words, workspace: Workspace) -> str:
    from core.targets.wording import plain

    currency = workspace.settings().currency
    head = (words("Customer"), *(words.code("column", name) for name in COLUMNS))
    rows = [
        (
            str(row["customer_name"] or row["customer_id"]),
            words.chance(float(row["likelihood"])),
            words.number(row["expected_orders"], 1),
            words.money(row["expected_revenue"], currency, 2),
            words.money(row["expected_profit"], currency, 2),
            "–" if row["usual_gap_days"] is None else words.count(row["usual_gap_days"]),
        )
        for row in plain(found.table.head(SHOWN)).to_dict("records")
    ]
    return columns(head, rows)


def _tried(made: SavedForecast, words: Words) -> str:
    head = (words("Method"), words("AUC"), words("Log loss"), words("Calibration error"), words("Bias of revenue"))
    rows = [
        (
            words.code("family", score.family),
            words.number(score.auc, 3),
            words.number(score.log_loss, 3),
            words.number(score.calibration_error, 3),
            "–" if math.isnan(score.revenue_bias) else words.change(score.revenue_bias),
        )
        for score in made.tried
    ]
    return columns(head, rows)
