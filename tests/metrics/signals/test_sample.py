"""The stories planted in the sample company are found by the rules, among few others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.metrics.question import question_of
from core.metrics.signals.found import Signal, Signals, signals
from core.settings import Settings
from core.store.workspace import close_workspace, open_workspace
from core.text.signal_texts import sentence, who
from core.text.words import words_for
from sample_data import truths


@pytest.fixture(scope="module")
def found(sample_home: Path) -> Signals:
    workspace = open_workspace("sample", sample_home)
    answered = signals(workspace, question_of(workspace.settings()))
    close_workspace(workspace)
    return answered


def only(found: Signals, kind: str) -> Signal:
    (signal,) = [signal for signal in found.standing if signal.kind == kind]
    return signal


def test_the_wiper_that_leaks_in_the_south(found: Signals) -> None:
    signal = only(found, "return_wave")
    assert (signal.subject_id, signal.place_column, signal.place) == (truths.WIPER_CODE, "region", "South China")
    assert signal.seen > truths.WIPER_RETURN_SHARE > signal.expected


def test_the_dealer_who_pays_later_and_later(found: Signals) -> None:
    signal = only(found, "late_payment")
    before, after = truths.SLOW_PAYER_DAYS  # from the order to the payment, with terms of 45 days
    assert signal.subject_id == truths.SLOW_PAYER
    assert abs(signal.seen - (after - 45)) <= 10
    assert abs(signal.expected - (before - 45)) <= 10


def test_key_customers_are_unhappy_with_delivery(found: Signals) -> None:
    signal = only(found, "satisfaction_gap")
    assert (signal.tier, signal.detail) == ("key", "delivery")
    assert round(signal.seen) == truths.KEY_DELIVERY_INDEX
    assert round(signal.expected) == truths.OTHER_DELIVERY_INDEX


def test_the_salesperson_who_left(found: Signals) -> None:
    signal = only(found, "salesperson_gone")
    assert signal.subject_id == truths.LEFT_SALESPERSON_EN
    assert signal.since == truths.LEFT_ON
    assert set(truths.LEFT_KEY_CUSTOMERS) <= set(signal.customers[:8])


def test_complaints_that_wait_and_that_come_again(found: Signals) -> None:
    told = {signal.subject_id: signal for signal in found.standing if signal.kind == "complaints"}
    assert {name: signal.detail for name, signal in told.items()} == {
        truths.SEVERE_COMPLAINT: "severe",
        **dict.fromkeys(truths.OPEN_COMPLAINTS, "open"),
        truths.COMPLAINS_OFTEN: "settled",
    }
    severe = told[truths.SEVERE_COMPLAINT]
    assert (severe.tier, severe.since, severe.seen) == ("key", truths.SEVERE_COMPLAINT_ON, 1)
    assert told[truths.COMPLAINS_OFTEN].seen == 3


def test_few_signals_in_words(found: Signals) -> None:
    assert found.basis.as_of == date(2026, 10, 31)
    assert len(found.standing) <= 40
    assert [signal.at_stake for signal in found.standing] == sorted((s.at_stake for s in found.standing), reverse=True)
    assert len({signal.signal_id for signal in found.standing}) == len(found.standing)


@pytest.mark.parametrize(
    ("kind", "english", "chinese"),
    [
        (
            "return_wave",
            (
                "Hailan flat wiper blade 650 mm (WIP-F650): 23.9 % of it came back in the last three months, where "
                "5.9 % is usual. Mostly in South China."
            ),
            "Hailan flat wiper blade 650 mm (WIP-F650)：近三个月退货占比 23.9%，通常为 5.9%。主要在South China。",
        ),
        (
            "late_payment",
            "Stone Bridge Auto Parts: Pays 40 days after the due date; before it was 1 day.",
            "Stone Bridge Auto Parts：逾期 40 天付款，此前为 1 天。",
        ),
        (
            "satisfaction_gap",
            "Key customers: Delivery: They give 52 of 100, all others 78.",
            "重要客户：交付：打分 52（满分 100），其他客户为 78。",
        ),
        (
            "salesperson_gone",
            "Victor Shen: No sale since 31 Mar 2026; since then the 227 customers bought for ¥3.32M instead of ¥5.46M.",
            "Victor Shen：自2026年3月31日起无销售；其 227 位客户此后采购 ¥332.2万，预期为 ¥546.2万。",
        ),
    ],
)
def test_they_are_told_in_both_languages(found: Signals, kind: str, english: str, chinese: str) -> None:
    signal, settings = only(found, kind), Settings(currency="CNY")
    en, zh = words_for("en"), words_for("zh")
    assert f"{who(signal, en, settings)}: {sentence(signal, en, settings)}" == english
    assert f"{who(signal, zh, settings)}：{sentence(signal, zh, settings)}" == chinese
