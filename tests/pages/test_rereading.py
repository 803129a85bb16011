"""What a reader corrects of how a file is read is taken, and what nobody touched is found anew."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenPage, no_data, said, shows_no_error

GROUPS = "Who,,What,\nOrder date,Customer ID,Quantity,Sales\n" + "".join(
    f"2024-01-{n + 1:02},C{n},{n + 1},{n * 10}.50\n" for n in range(9)
)


def dropped(app: AppTest, content: bytes) -> AppTest:
    """The page after one file was dropped on it."""
    return app.file_uploader("upload_0").set_value([("sales.csv", content, "text/csv")]).run()


def read_again(app: AppTest) -> AppTest:
    (button,) = [each for each in app.button if each.label == "Read again"]
    return button.click().run()


def chosen(app: AppTest, kind: str) -> str:
    (found,) = [each for each in app.selectbox if str(each.key).startswith(kind)]
    return str(found.value)


def test_a_header_of_two_rows_stays_one(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    app = dropped(open_page("import", "en"), GROUPS.encode())
    assert "The headers stand in rows 1 and 2" in said(app)
    app = read_again(app)
    assert shows_no_error(app)
    assert "The headers stand in rows 1 and 2" in said(app)


def test_a_delimiter_without_a_name_is_offered_as_it_stands(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    content = GROUPS.split("\n", 1)[1].replace(",", "||")
    app = dropped(open_page("import", "en"), content.encode())
    assert chosen(app, "delimiter_") == "||"
    assert "cells separated by '||'" in said(app)
    app = read_again(app)
    assert chosen(app, "delimiter_") == "||"


def test_another_encoding_is_taken(open_page: OpenPage, tmp_path: Path) -> None:
    no_data(tmp_path)
    content = GROUPS.split("\n", 1)[1].replace("C1", "Zoë")
    app = dropped(open_page("import", "en"), content.encode("cp1252"))
    (box,) = [each for each in app.selectbox if str(each.key).startswith("encoding_")]
    assert box.value == "cp1252"
    box.set_value("mac-roman")
    app = read_again(app)
    assert shows_no_error(app)
    assert chosen(app, "encoding_") == "mac-roman"
