"""What is unusual in the latest month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.report.slides import Bullet, Bullets, Cell, Row, Slide, Table
from core.text.page_sentences import what_needs_a_look
from core.text.signal_rules import DEFINITIONS
from core.text.signal_texts import sentence, who

if TYPE_CHECKING:
    from core.report.figures import Figures
    from core.text.teller import Teller

SIGNALS_SHOWN = 7


def signals(figures: Figures, teller: Teller) -> Slide:
    """The signals with the most money at stake, each with what was seen against what was expected."""
    t, found = teller.t, figures.signals
    shown = found.standing[:SIGNALS_SHOWN]
    if shown:
        rows = tuple(
            (
                who(signal, t, teller.settings),
                t.code("signal", signal.kind),
                sentence(signal, t, teller.settings),
                teller.money(signal.at_stake),
            )
            for signal in shown
        )
        head = (t("Who or what"), t("Signal"), t("What was seen"), t("At stake"))
        part: Table | Bullets = Table(head, rows, (1.9, 1.25, 3.1, 0.85), frozenset((3,)))
    else:
        part = Bullets(tuple(Bullet(t.code("signal", kind), t(DEFINITIONS[kind])) for kind in found.kinds[:6]))
    notes = "\n".join(f"{t.code('signal', kind)}: {t(DEFINITIONS[kind])}" for kind in found.kinds)
    more = len(found.standing) - len(shown)
    remark = t.plural("{count} more stands on the page of signals.", "{count} more stand on the page of signals.", more)
    return Slide("signals", t.code("slide", "signals"), what_needs_a_look(teller, found), (Row((Cell(part),)),), notes,
                 remark if more else "")  # fmt: skip
