"""The signals page: what it says, in both languages and in each state."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.metrics.question import question_of
from core.metrics.signals.dismissals import dismiss, restore
from core.metrics.signals.found import signals
from core.store.workspace import open_workspace
from pages.shared.state import HANDED_RULES
from tests.metrics.lines import line
from tests.pages.conftest import OpenPage, no_data, one_customer, said, shows_no_error, small_company
from tests.support import workspace_with


def company(home: Path) -> None:
    """Alpha: ten orders of 100 in ten months and one of 900 in June 2024. Beta: 100 each month, 60 of it given back."""
    days = [date(2023, 8, 15) + timedelta(days=31 * number) for number in range(10)]
    lines: list[dict[str, Any]] = []
    for day in days:
        lines.append(line("A", 100, day, customer_name="Alpha"))
        lines.append(line("B", 100, day, customer_name="Beta", product_code="W"))
    lines.append(line("A", 900, date(2024, 6, 28), order_id="BIG", customer_name="Alpha", product="Wiper"))
    lines.append(line("B", 100, date(2024, 6, 20), customer_name="Beta", product_code="W"))
    lines.append(line("B", -100, date(2024, 6, 24), customer_name="Beta", product_code="W"))
    workspace_with(home, lines)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            (
                "2 things need a look in Jun 2024; at most ¥800 is at stake in one of them.",
                "One order of ¥900, where 9 of 10 are at most ¥100. Order BIG.",
                "Gave back goods for ¥100 within 7 days of buying, for the first time.",
                "2 customers were looked at.",
                "A slip in quantity or price",
                "Paying later (due and paid dates)",
            ),
        ),
        (
            "zh",
            (
                "2024年6月有 2 项需要关注，单项最多涉及 ¥800。",
                "单笔订单 ¥900，而该客户以往九成订单不超过 ¥100。订单 BIG。",
                "购买后 7 天内退货 ¥100，此前从未发生。",
                "数量或价格录错",
            ),
        ),
    ],
)
def test_answers_first(open_page: OpenPage, tmp_path: Path, language: str, sentences: tuple[str, ...]) -> None:
    company(tmp_path)
    app = open_page("signals", language)
    assert shows_no_error(app)
    words = said(app)
    for sentence in sentences:
        assert sentence in words


def signal_ids(app: Any) -> list[str]:
    keys = [button.key for button in app.button if button.key]
    return [key.removeprefix("list_") for key in keys if key.startswith("list_") and key != "list_all"]


def test_ranked_by_money_and_picked_by_kind(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = open_page("signals")
    first, second = signal_ids(app)
    assert (first.split("-")[0], second.split("-")[0]) == ("large_order", "quick_return")
    app.button_group("signal_kinds").set_value(["quick_return"]).run()
    assert signal_ids(app) == [second]


def test_dismissed_with_a_note_and_restored(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = open_page("signals")
    first, second = signal_ids(app)
    app.button(f"dismiss_yes_{first}").click().run()
    assert "Say in a note why this needs no more attention." in said(app)
    app.text_input(f"note_{first}").set_value("A tender *won* once").run()
    app.button(f"dismiss_yes_{first}").click().run()
    assert signal_ids(app) == [second]
    assert "Alpha was dismissed." in said(app)
    assert "**Alpha** · Unusually large order · A tender \\*won\\* once" in said(app)
    app.button(f"restore_{first}").click().run()
    assert signal_ids(app) == [first, second]


def test_its_customers_become_a_list(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = open_page("signals")
    short = signal_ids(app)[0]
    assert app.button(f"list_{short}").label == "List of 1: Unusually large order"
    app.button(f"list_{short}").click().run()
    assert shows_no_error(app)
    assert "**1** customer, **¥1.90k**: signals is Unusually large order" in said(app)


def test_an_open_list_knows_what_the_command_line_dismissed(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = open_page("targets")
    app.session_state[HANDED_RULES] = ["signals in large_order"]
    assert "**1** customer, **¥1.90k**" in said(app.run())
    workspace = open_workspace("main", tmp_path)
    (found,) = [s for s in signals(workspace, question_of(workspace.settings())).standing if s.kind == "large_order"]
    dismiss(workspace, found.signal_id, "a tender", found.at_stake)
    assert "Nobody meets all rules." in said(app.run())
    restore(workspace, found.signal_id)
    assert "**1** customer" in said(app.run())


def test_all_customers_become_a_list(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = open_page("signals")
    app.button("list_all").click().run()
    assert shows_no_error(app)
    assert "**2** customers, **¥2.90k** together" in said(app)


def test_leads_to_the_customer(open_page: OpenPage, tmp_path: Path) -> None:
    company(tmp_path)
    app = open_page("signals")
    app.button(f"customer_{signal_ids(app)[0]}").click().run()
    assert shows_no_error(app)
    assert "Alpha" in app.title[0].value


def test_nothing_unusual_says_what_was_looked_at(open_page: OpenPage, tmp_path: Path) -> None:
    small_company(tmp_path)
    words = said(open_page("signals"))
    assert "Nothing unusual in Feb 2024." in words
    assert "25 customers were compared with their own history and with the others:" in words
    assert "Gone quiet: a Key or Important customer" in words
    small = said(open_page("signals", "zh"))
    assert "**异常大单**：" in small, "a wide colon"
    assert "检查了什么" in small


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("fill", [no_data, one_customer])
def test_little_data(open_page: OpenPage, tmp_path: Path, fill: Any, language: str) -> None:
    fill(tmp_path)
    assert shows_no_error(open_page("signals", language))


def test_surveys_alone(open_page: OpenPage, tmp_path: Path) -> None:
    answers = [{"answered_on": date(2024, 2, 1), "customer_id": "A", "dimension": "price", "score": 1,
                "lowest": 1, "highest": 5}]  # fmt: skip
    workspace_with(tmp_path, answers=answers)
    assert shows_no_error(open_page("signals"))
    assert open_workspace("main", tmp_path).data_version > 0
