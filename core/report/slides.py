"""What a report is made of: slides with one message each, and the parts that stand on them.

Everything is said already: texts are in the reader's language, values are plain numbers for charts, colours are set.
The writers place and draw, they compute nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Card:
    """One figure: what it is, the figure, and what to compare it with. `tone`: good | bad | plain."""

    label: str
    value: str
    said: str = ""
    tone: str = "plain"


@dataclass(frozen=True)
class Cards:
    """Figures beside each other."""

    items: tuple[Card, ...]
    heading: str = ""


@dataclass(frozen=True)
class Table:
    """Texts in rows. `widths`: parts of the whole; `right`: columns of figures; `swatches`: a colour per row.

    `fills`: the ground of each cell, row by row, "" for none.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    right: frozenset[int] = frozenset()
    heading: str = ""
    swatches: tuple[str, ...] = ()
    fills: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Bullet:
    """One thing to read: a few strong words and the sentence that belongs to them."""

    strong: str
    text: str = ""


@dataclass(frozen=True)
class Bullets:
    """Sentences below each other."""

    items: tuple[Bullet, ...]
    heading: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar with its label and its figure as text."""

    label: str
    value: float
    text: str
    colour: str


@dataclass(frozen=True)
class Bars:
    """Horizontal bars from 0 to `highest`."""

    items: tuple[Bar, ...]
    highest: float
    heading: str = ""
    series: str = ""


@dataclass(frozen=True)
class Series:
    """One series of a chart; None where there is no value."""

    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class Columns:
    """Stacked columns. `ticks`: value and text on the axis; `number_format`: the same for a spreadsheet's axis."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    ticks: tuple[tuple[float, str], ...]
    number_format: str
    heading: str = ""


@dataclass(frozen=True)
class Step:
    """One step of a waterfall; a `total` stands on the ground, everything else on what came before."""

    label: str
    amount: float
    text: str
    colour: str
    total: bool = False


@dataclass(frozen=True)
class Waterfall:
    """From one total to another, step by step. `lowest`: where the axis begins, so that small steps can be seen."""

    steps: tuple[Step, ...]
    lowest: float
    heading: str = ""
    series: str = ""


@dataclass(frozen=True)
class Lines:
    """Lines over months, shares or indices; the name of each at its end."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    ticks: tuple[tuple[float, str], ...]
    number_format: str
    heading: str = ""


@dataclass(frozen=True)
class Spot:
    """One point of a scatter with its name."""

    label: str
    x: float
    y: float
    colour: str


@dataclass(frozen=True)
class Scatter:
    """Points between two axes, with a cross at the means."""

    spots: tuple[Spot, ...]
    x_title: str
    y_title: str
    middle: tuple[float, float]
    heading: str = ""


@dataclass(frozen=True)
class Curve:
    """A cumulative curve of shares 0-1 (above 1 where something is taken away again) with marked points."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    x_title: str
    y_title: str
    ticks: tuple[tuple[float, str], ...]
    number_format: str
    marks: tuple[Spot, ...]
    colour: str
    heading: str = ""


@dataclass(frozen=True)
class Slice:
    """One tier of the pyramid: what it is called, what the rule gives it, and what it brings."""

    label: str
    note: str
    customers: str
    share: float
    share_text: str
    value: str
    colour: str


@dataclass(frozen=True)
class PyramidPart:
    """The tiers, best on top, each with its bar of value. `heads`: what stands above customers and value."""

    slices: tuple[Slice, ...]
    heads: tuple[str, str]
    heading: str = ""


@dataclass(frozen=True)
class Stack:
    """Parts below each other in one cell, each with its part of the height."""

    parts: tuple[Part, ...]
    heights: tuple[float, ...]


Part = Cards | Table | Bullets | Bars | Columns | Waterfall | Lines | Scatter | Curve | PyramidPart


@dataclass(frozen=True)
class Cell:
    """A part and how much of its row it takes."""

    part: Part | Stack
    width: float = 1.0


@dataclass(frozen=True)
class Row:
    """Parts beside each other and how much of the slide's height they take."""

    cells: tuple[Cell, ...]
    height: float = 1.0


@dataclass(frozen=True)
class Slide:
    """One message: a sentence as title, what shows it, the definition behind it, and a remark below."""

    code: str
    topic: str
    title: str
    rows: tuple[Row, ...]
    notes: str
    remark: str = ""

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, row by row."""
        cells = [cell.part for row in self.rows for cell in row.cells]
        return tuple(part for one in cells for part in (one.parts if isinstance(one, Stack) else (one,)))


@dataclass(frozen=True)
class Story:
    """The whole report. `footer`: on every slide; `explain`: above its notes; `picture`: the logo, PNG or nothing."""

    language: str
    title: str
    workspace: str
    as_of: date
    footer: str
    explain: str
    colour: str
    slides: tuple[Slide, ...]
    picture: bytes = field(default=b"", repr=False)
