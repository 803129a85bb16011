"""The currency of a workspace: what its first amounts say, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.intake.batching.batches import import_files
from core.intake.planning.plan import Choices
from core.intake.values.currencies import currency_code
from core.store.workspace import open_workspace
from core.text.words import words_for

LINES = "Order No,Date,Customer,Amount{more}\n1,2024-01-05,A,{one}\n2,2024-01-06,B,{two}\n"


@pytest.mark.parametrize(
    ("one", "two", "more", "currency"),
    [
        ("10.50", "20.50", "", ""),
        ("¥10.50", "20.50", "", "CNY"),
        ("10.50元", "20元", "", "CNY"),
        ("10.50,EUR", "20.50,EUR", ",Currency", "EUR"),
    ],
)
def test_it_is_what_the_amounts_say(tmp_path: Path, one: str, two: str, more: str, currency: str) -> None:
    workspace = open_workspace("main", tmp_path / "home", create=True)
    path = tmp_path / "lines.csv"
    path.write_text(LINES.format(one=one, two=two, more=more), encoding="utf-8")
    (receipt,) = import_files(workspace, [path])
    assert (receipt.status, workspace.settings().currency) == ("imported", currency)


def test_what_was_said_first_stays(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path / "home", create=True)
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text(LINES.format(one="10.50", two="5", more=""), encoding="utf-8")
    second.write_text(LINES.format(one="$10.50", two="$6", more="").replace("2024", "2023"), encoding="utf-8")
    import_files(workspace, [first], choices=Choices(currency="GBP"))
    import_files(workspace, [second])
    assert workspace.settings().currency == "GBP"


def test_another_currency_is_refused_beside_many_plain_rows(tmp_path: Path) -> None:
    """Plain rows are taken in one go: those of another currency are no part of it."""
    workspace = open_workspace("main", tmp_path / "home", create=True)
    rows = [f"{day},2024-01-{day:02},C{day},10.50,EUR\n" for day in range(1, 10)]
    path = tmp_path / "lines.csv"
    path.write_text("Order No,Date,Customer,Amount,Currency\n" + "".join(rows) + "10,2024-01-10,C10,99.00,USD\n")
    (receipt,) = import_files(workspace, [path], choices=Choices(currency="EUR"))
    assert (receipt.accepted, receipt.refused) == (9, 1)


@pytest.mark.parametrize(
    ("signs", "currency"),
    [
        (("zł", "ZŁ", "PLN"), "PLN"),
        (("Rp", "Rp.", "IDR"), "IDR"),
        (("руб.", "РУБ", "₽"), "RUB"),
        (("Fr.", "CHF"), "CHF"),
    ],
)
def test_signs_of_mixed_case_are_known_as_words(tmp_path: Path, signs: tuple[str, ...], currency: str) -> None:
    assert {currency_code(sign) for sign in signs} == {currency}
    workspace = open_workspace("main", tmp_path / "home", create=True)
    path = tmp_path / "lines.csv"
    rows = [f"{number},2024-01-05,C{number},10.50,{sign}\n" for number, sign in enumerate(signs)]
    path.write_text("Order No,Date,Customer,Amount,Currency\n" + "".join(rows), encoding="utf-8")
    (receipt,) = import_files(workspace, [path], choices=Choices(currency=currency))
    assert (receipt.accepted, receipt.refused) == (len(signs), 0)


@pytest.mark.parametrize(("sign", "currency"), [("zł", "PLN"), ("Rp", "IDR"), ("руб.", "RUB"), ("Fr.", "CHF")])
def test_amounts_with_signs_of_mixed_case_are_amounts(tmp_path: Path, sign: str, currency: str) -> None:
    workspace = open_workspace("main", tmp_path / "home", create=True)
    path = tmp_path / "lines.csv"
    rows = [f"{number};2024-01-05;C{number};{number}2,50 {sign}\n" for number in range(3)]
    path.write_text("Order No;Date;Customer;Amount\n" + "".join(rows), encoding="utf-8")
    (receipt,) = import_files(workspace, [path])
    assert (receipt.accepted, workspace.settings().currency) == (3, currency)
    assert workspace.engine.rows("select sum(amount)::varchar from sales") == [("37.5000",)]


def test_amounts_without_a_currency_have_no_sign() -> None:
    for language in ("en", "zh"):
        words = words_for(language)  # type: ignore[arg-type]
        assert (words.money(-5, ""), words.money(1234, "", 2)) == ("−5", "1,234.00")
        assert words.money_short(0, "") == "0"
        assert words.money(5, "XYZ") == "XYZ 5"
