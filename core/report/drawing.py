"""The few shapes that charts are drawn with where they are not native: the same for the page and the PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from core.charts import palette
from core.report.measure import text_width

Anchor = Literal["start", "middle", "end"]
INK, GREY, HAIR = palette.TEXT["light"], "#667085", palette.LINE["light"]
LABEL, TICK = 11.5, 10.5


@dataclass(frozen=True)
class Rect:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    radius: float = 0.0


@dataclass(frozen=True)
class Path:
    """Points joined by straight lines: an area where it is filled, else a line."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True)
class Text:
    """One line of text; `y` is its base line."""

    x: float
    y: float
    text: str
    size: float = LABEL
    fill: str = INK
    bold: bool = False
    anchor: Anchor = "start"

    @property
    def left(self) -> float:
        """Where it begins."""
        wide = text_width(self.text, self.size, bold=self.bold)
        return self.x - {"start": 0.0, "middle": wide / 2, "end": wide}[self.anchor]


Shape = Rect | Path | Dot | Text


def line(x1: float, y1: float, x2: float, y2: float, stroke: str = HAIR, *, dashed: bool = False) -> Path:
    """A hairline."""
    return Path(((x1, y1), (x2, y2)), stroke=stroke, width=0.8, dashed=dashed)


@dataclass(frozen=True)
class Scale:
    """From values to points along one direction."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Where a value stands."""
        span = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / span * (self.end - self.start)
