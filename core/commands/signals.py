"""signals: what is unusual in the latest month, set aside with a note, restored."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from core.commands.answer import Answer, columns, money, share
from core.commands.basis import basis_data, basis_line
from core.commands.question import asked_question
from core.errors import QuestionError
from core.text.signal_texts import causes, sentence, who
from core.text.words import Words

if TYPE_CHECKING:
    from core.metrics.question import Question
    from core.metrics.signals.dismissals import Dismissal
    from core.metrics.signals.found import Signal, Signals
    from core.settings import Settings
    from core.store.workspace import Workspace
    from core.text.playbook import OwnWords


def answer_signals(workspace: Workspace, args: argparse.Namespace, words: Words) -> Answer:
    """The signals, greatest money at stake first; with --dismiss or --restore one is set aside or counts again."""
    from core.metrics.signals.found import chosen_kinds, signals
    from core.store.playbook import own_words

    settings, asked = workspace.settings(), asked_question(args, workspace.settings())
    if bool(args.dismiss) != (args.note is not None) or (args.dismiss and args.restore):
        raise QuestionError("signal_unclear")
    if args.dismiss or args.restore:
        _decide(workspace, args, asked)
    found = signals(workspace, asked)
    shown, own = chosen_kinds(found, args.kind), own_words(workspace, words.language)
    data = {
        **basis_data(found.basis),
        "customers": found.customers,
        "kinds": list(found.kinds),
        "unasked": list(found.unasked),
        "at_stake": money(found.at_stake),
        "signals": [_signal(signal, words, own) for signal in shown],
        "dismissed": [_dismissed(signal, dismissal, words, own) for signal, dismissal in found.dismissed],
    }
    return Answer(data, _text(found, shown, words, settings))


def _decide(workspace: Workspace, args: argparse.Namespace, asked: Question) -> None:
    from core.metrics.signals.dismissals import dismiss, restore
    from core.metrics.signals.found import signals

    if args.restore:
        restore(workspace, args.restore)
        return
    signal = signals(workspace, asked).find(args.dismiss)
    if signal is None:
        raise QuestionError("signal_unknown", signal_id=args.dismiss)
    dismiss(workspace, signal.signal_id, args.note, signal.at_stake)


def _signal(signal: Signal, words: Words, own: OwnWords) -> dict[str, Any]:
    return {
        "id": signal.signal_id,
        "kind": signal.kind,
        "subject": signal.subject,
        "subject_id": signal.subject_id,
        "name": signal.name,
        "tier": signal.tier,
        "place": {signal.place_column: signal.place} if signal.place_column and signal.place else None,
        "detail": signal.detail,
        "against": signal.against,
        "unit": signal.unit,
        "expected": _figure(signal, signal.expected),
        "seen": _figure(signal, signal.seen),
        "at_stake": money(signal.at_stake),
        "since": signal.since.isoformat(),
        "customers": list(signal.customers),
        "causes": list(causes(signal.kind, words, own)),
    }


def _figure(signal: Signal, value: Any) -> str | int | float | None:
    if signal.unit == "money":
        return money(value)
    return int(value) if signal.unit in ("days", "count") else share(value)


def _dismissed(signal: Signal, dismissal: Dismissal, words: Words, own: OwnWords) -> dict[str, Any]:
    return {
        **_signal(signal, words, own),
        "note": dismissal.note,
        "dismissed_at": dismissal.dismissed_at.isoformat(),
        "at_stake_then": money(dismissal.at_stake),
    }


def _text(found: Signals, shown: tuple[Signal, ...], words: Words, settings: Settings) -> str:
    line = basis_line(found.basis, words)
    if not shown:
        return f"{line}\n{words('Nothing unusual this month.')}"
    rows = [
        (
            signal.signal_id,
            words.code("signal", signal.kind),
            who(signal, words, settings),
            sentence(signal, words, settings),
            words.money(signal.at_stake, settings.currency),
        )
        for signal in shown
    ]
    head = (words("Signal"), words("Kind"), words("Who or what"), words("What happened"), words("At stake"))
    return f"{line}\n{columns(head, rows, left=4)}"
