"""Wrong words on the command line and tables that hold nothing usable: a sentence, never a traceback."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from core.__main__ import main
from core.intake.columns.mapping import guess_kind
from core.intake.rows.validation import plan_of
from tests.intake.rows.typed_support import table_of, typed_rows

HEADERS = ["Order ID", "Order Date", "Customer ID", "Amount"]


def test_unreadable_dates_and_amounts_do_not_make_a_sales_sheet_a_list_of_visits(tmp_path: Path) -> None:
    table = table_of(tmp_path, HEADERS, [["A1", "notadate", "00017", "x"], ["A2", "nope", "00018", "y"]])
    assert guess_kind(table)[0] == "sales"


def test_a_decimal_mark_that_is_none_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--home", str(tmp_path), "import", "lines.csv", "--decimal-mark", "amount=x"])
    assert stopped.value.code == 2
    assert "amount=x" in capsys.readouterr().err


@pytest.mark.parametrize("scale", ["5..1", "3..3", "nan..5", "0..inf"])
def test_a_scale_that_does_not_rise_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], scale: str) -> None:
    file = tmp_path / "answers.csv"
    file.write_text("Customer ID,Dimension,Score\nK1,service,5\n", encoding="utf-8")
    given = ["--home", str(tmp_path / "home"), "--json", "import", str(file), "--scale", scale]
    assert main([*given, "--answered-on", "2023-05-05"]) == 1
    assert json.loads(capsys.readouterr().out) == {"error": "scale_unreadable", "scale": scale}


def test_a_chinese_clock_behind_the_day_is_cut_off(tmp_path: Path) -> None:
    rows = [["A1", "2023/5/1 上午 9:30:00", "1", "5"], ["A2", "2023/5/2 下午9:30", "1", "5"]]
    table = table_of(tmp_path, HEADERS, rows)
    assert [row["order_date"] for row in typed_rows(table, plan_of(table))] == [date(2023, 5, 1), date(2023, 5, 2)]
