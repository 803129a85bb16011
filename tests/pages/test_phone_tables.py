"""Tables: widths and order on a phone, Chinese sentences."""

from __future__ import annotations

from pages.shared.phone_tables import narrow, on_phone, words_beside_name
from pages.shared.tables import closed_up


def test_names_and_sentences_leave_room_for_each_other() -> None:
    config = {
        "customer_name": {"width": 250},
        "reason": {"width": 372},
        "value": {"width": 90},
        "tier": {"width": None},
    }
    narrow(config, tall=False)
    assert [made["width"] for made in config.values()] == [170, 190, 90, None]
    narrow(config, tall=True)
    assert config["customer_name"]["width"] == 130, "a name breaks into lines"


def test_what_is_said_in_words_stands_beside_the_name() -> None:
    columns = ["customer_name", "value", "reason", "action"]
    assert words_beside_name(columns, {"reason", "action"}) == ["customer_name", "reason", "value", "action"]
    assert words_beside_name(["tier", "value"], set()) == ["tier", "value"]


def test_without_a_browser_there_is_no_phone() -> None:
    assert not on_phone()


def test_chinese_sentences_have_no_blanks_to_break_at() -> None:
    assert closed_up("已 85 天未下单；订单 SO2610-0509。 Kuaida Car") == "已85天未下单；订单SO2610-0509。Kuaida Car"


def test_no_line_of_a_table_is_a_full_stop_alone() -> None:
    assert closed_up("已约定：发送报价。尚无此类记录。") == "已约定：发送报价。尚无此类记录"
