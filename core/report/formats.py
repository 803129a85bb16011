"""Figures as a report writes them: their tone, on axes, and as number formats of a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from core.charts.overview import round_ticks
from core.charts.template import SHARE_STEPS
from core.metrics.results import Kpi
from core.text.measure_sentences import NEUTRAL
from core.text.teller import Teller
from core.text.words import CURRENCY_SIGNS

MOST_STEPS = 4
Ticks = tuple[tuple[float, str], ...]


def tone(kpi: Kpi, change: float | None) -> str:
    """Whether a change is good news."""
    if not change or kpi.code in NEUTRAL:
        return "plain"
    return "good" if change > 0 else "bad"


def signed(teller: Teller, amount: Decimal) -> str:
    """An amount with its sign."""
    return f"+{teller.money(amount)}" if amount > 0 else teller.money(amount)


def money_ticks(teller: Teller, highest: float, lowest: float = 0.0) -> Ticks:
    """Round amounts for an axis."""
    return tuple((tick, teller.look.tick(Decimal(str(tick)))) for tick in round_ticks(highest, lowest, MOST_STEPS))


def share_ticks(teller: Teller, lowest: float, highest: float) -> Ticks:
    """Round shares that hold everything between."""
    step = next((size for size in SHARE_STEPS if (highest - lowest) / size <= MOST_STEPS), 1.0)
    first, last = int(lowest // step), -int(-highest // step)
    places = [step * place for place in range(first, max(last, first + 1) + 1)]
    return tuple((place, teller.t.share(place, 0)) for place in places)


def share_format(teller: Teller) -> str:
    """Whole percents as a number format, the sign as the language sets it."""
    return "0%" if teller.t.language == "zh" else '0"\u00a0"%'


def money_format(teller: Teller) -> str:
    """The same short amounts as a number format: 1.2M and 300k, in Chinese 120.0万 and 1.20亿."""
    sign = CURRENCY_SIGNS.get(teller.settings.currency, "")
    if teller.t.language == "zh":
        return f'[>=100000000]"{sign}"0\\.00,,"亿";[>=10000]"{sign}"0\\.0,"万";"{sign}"0'
    return f'[>=1000000]"{sign}"0.0,,"M";[>=1000]"{sign}"0,"k";"{sign}"0'


def name_of(name: object, customer_id: str) -> str:
    """A customer by name, by id where there is none."""
    return name if isinstance(name, str) and name.strip() else customer_id
