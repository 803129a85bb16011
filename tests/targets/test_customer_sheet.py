"""The page to print: one file without scripts, in which names from files stay names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import pytest

from core.charts.template import Look
from core.metrics.tiering.tier_path import PathPoint
from core.targets.customer_sheet import Rows, Sheet, customer_sheet
from core.text import Language, words_for

HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)> \" ' & \x00 \ud800 =1+1"


class Tags(HTMLParser):
    """The tags and attributes that a browser would see, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def point(month: int, tier: str | None, value: int) -> PathPoint:
    day = date(2024, month, 28)
    return PathPoint(day.replace(day=1), day, False, tier, tier, Decimal(value), Decimal(value), None, 1, day, 0)


def made(text: str, language: Language = "en") -> tuple[str, Tags]:
    sheet = Sheet(
        language=language, title=text, basis=text, lead=text, action=text, figures=[(text, text)],
        left=[Rows(text, [(text, text)], (text, text), 1), Rows("nothing", ())], right=[Rows(text, [(text,)])],
        path_title=text, path=[point(1, "small", 0), point(2, "key", 50), point(3, None, -5)],
    )  # fmt: skip
    look = Look(words_for(language), "light", "CNY", {"key": text, "small": "Small"})
    html = customer_sheet(sheet, look).decode("utf-8")
    parser = Tags()
    parser.feed(html)
    return html, parser


def test_nothing_from_a_file_becomes_markup() -> None:
    html, parser = made(HOSTILE)
    plain = made("A")[1]
    assert parser.tags == plain.tags  # the same page, whatever the text
    assert parser.attributes == plain.attributes
    assert not {"script", "img", "link", "iframe"} & set(parser.tags)
    assert not {name for name in parser.attributes if name.startswith("on")}
    assert "alert(1)</script>" in parser.text
    assert "\x00" not in html


def test_nothing_is_requested() -> None:
    html, parser = made("A")
    assert "default-src 'none'" in html
    assert not {"src", "href", "url", "action"} & parser.attributes
    assert "url(" not in html
    assert "@import" not in html


def test_what_is_empty_is_left_out() -> None:
    assert "nothing" not in made("A")[1].text


@pytest.mark.parametrize(("language", "lang"), [("en", 'lang="en"'), ("zh", 'lang="zh-CN"')])
def test_says_its_language(language: Language, lang: str) -> None:
    assert lang in made("上海海岚", language)[0]
    assert "上海海岚" in made("上海海岚", language)[1].text


def test_bars_have_no_height_below_zero() -> None:
    html = made("A")[0]
    assert 'height="80.0"' in html  # the highest
    assert html.count('height="0.0"') == 2
    assert 'height="-' not in html
