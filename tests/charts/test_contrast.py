"""Words can be read on every ground that they stand on, in both themes: 4.5 to 1 at least, as WCAG asks."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from core.charts import palette
from core.charts.palette import Scheme
from core.charts.template import template

CONFIG = Path(__file__).parents[2] / ".streamlit" / "config.toml"
LEAST = 4.5


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_of_pages_and_charts_stand_out(scheme: Scheme) -> None:
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][scheme]
    grounds = (theme["backgroundColor"], theme["secondaryBackgroundColor"])
    words = {name: colour for name, colour in theme.items() if name.lower().endswith("textcolor")}
    words |= {"link": theme["linkColor"]}
    faint = {name: round(ratio(colour, ground), 2) for name, colour in words.items() for ground in grounds
             if ratio(colour, ground) < LEAST}  # fmt: skip
    assert not faint
    in_charts = (palette.TEXT, palette.MUTED, palette.ACCENT_TEXT, palette.GOOD, palette.BAD)
    assert min(ratio(colours[scheme], ground[scheme]) for colours in in_charts
               for ground in (palette.PAGE, palette.CARD)) >= LEAST  # fmt: skip
    axis = template(scheme).layout.xaxis
    assert axis.tickfont.color == axis.title.font.color == palette.MUTED[scheme]


@pytest.mark.parametrize(
    ("scheme", "white_at_least", "chosen_at_least"), [("light", LEAST, LEAST), ("dark", 3.75, 4.3)]
)
def test_the_one_primary_colour_serves_letters_on_it_and_letters_of_it(
    scheme: Scheme, white_at_least: float, chosen_at_least: float
) -> None:
    # white on the colour, and the colour on a tenth of itself over the page: both reach 4.5 on an all but black page
    theme = tomllib.loads(CONFIG.read_text("utf-8"))["theme"][scheme]
    primary, page = theme["primaryColor"], theme["backgroundColor"]
    assert ratio("#FFFFFF", primary) >= white_at_least
    assert min(ratio(primary, page), ratio(primary, _tinted(page, primary))) >= chosen_at_least
    assert (1.05 / (_luminance(page) + 0.05)) ** 0.5 < LEAST or scheme == "light"


def _tinted(ground: str, colour: str) -> str:
    pairs = [(int(ground[place : place + 2], 16), int(colour[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(0.9 * below + 0.1 * above):02x}" for below, above in pairs)
