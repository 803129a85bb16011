"""The page parsed again: complete, escaped, and without a request to anywhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from core.report.as_html import report_html
from core.report.slides import Cards, Story, Table
from tests.report.conftest import NAMES

ALLOWED = set(
    "html head meta title style body main section header p h2 h3 div svg rect circle polygon polyline text table "
    "colgroup col thead tbody tr th td i strong dl dt dd details summary footer span img".split()
)
LINKS = ("src", "href", "action", "srcset", "data", "poster", "xlink:href", "background")


class Parsed(HTMLParser):
    """Tags, attributes and the texts of the cells of tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.rows: list[list[str]] = []
        self.in_cell = False
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in LINKS]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_cell = self.in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.in_cell:
            self.rows[-1][-1] += data


@pytest.fixture(scope="module")
def page(hostile_story: Story) -> str:
    """The page with a logo."""
    return report_html(replace(hostile_story, picture=b"\x89PNG")).decode()


def test_nothing_acts_and_nothing_is_asked_of_another_machine(page: str) -> None:
    found = Parsed(page)
    assert found.tags <= ALLOWED
    assert found.handlers == []
    assert all(link.startswith("data:image/png;base64,") for link in found.links)
    assert not re.search(r"url\(|@import|https?://|//\w", page.replace("http-equiv", ""))
    assert "default-src 'none'" in page
    assert any(NAMES[0] in text for text in found.texts) or "&lt;script&gt;" not in page
    assert "&lt;/svg&gt;" in page
    assert len(page) < 5_000_000


def test_tables_cell_by_cell(hostile_story: Story, page: str) -> None:
    told = [
        [text.replace("\x07", "").replace(" %", "\u00a0%") for text in row]
        for one in hostile_story.slides for part in one.parts if isinstance(part, Table)
        for row in (part.head, *part.rows)
    ]  # fmt: skip
    assert Parsed(page).rows == told


def test_titles_cards_and_charts_stand_there(hostile_story: Story, page: str) -> None:
    texts = Parsed(page).texts
    for one in hostile_story.slides:
        assert one.title.replace(" %", "\u00a0%") in texts
        for part in one.parts:
            if isinstance(part, Cards):
                assert {card.value for card in part.items} <= set(texts)
    drawings = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(drawings) > 6
    for drawing in drawings:
        assert len(ET.fromstring(drawing)) > 3
