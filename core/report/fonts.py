"""Which font of this computer a PDF is written with: the first of a list that holds every sign of the report.

No font belongs to the project. Fonts that hold Chinese come first, so that a name in Chinese is written in an English
report too; only the signs that are used go into the file.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.errors import QuestionError

MOST_NAMED = 12
COLLECTIONS = (".ttc", ".otc")
BOX = "□"
UNSEEN = ("Cc", "Cf", "Cs", "Mn", "Zl", "Zp")


@dataclass(frozen=True)
class Font:
    """A font's files, regular and bold, and which of a collection's fonts it is."""

    regular: Path
    bold: Path
    number: int = 0


LINUX = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
MAC = ("/System/Library/Fonts", "/System/Library/Fonts/Supplemental", "/Library/Fonts", "~/Library/Fonts")
CHOICES: tuple[tuple[str, str, int], ...] = (  # regular, bold, place in the collection of simplified Chinese
    ("NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc", 2),
    ("NotoSansCJKsc-Regular.otf", "NotoSansCJKsc-Bold.otf", 0),
    ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf", 0),
    ("SourceHanSansSC-Regular.otf", "SourceHanSansSC-Bold.otf", 0),
    ("msyh.ttc", "msyhbd.ttc", 0),
    ("msyh.ttf", "msyhbd.ttf", 0),
    ("Deng.ttf", "Dengb.ttf", 0),
    ("simhei.ttf", "simhei.ttf", 0),
    ("PingFang.ttc", "PingFang.ttc", 2),
    ("Hiragino Sans GB.ttc", "Hiragino Sans GB.ttc", 0),
    ("STHeiti Light.ttc", "STHeiti Medium.ttc", 1),
    ("Arial Unicode.ttf", "Arial Unicode.ttf", 0),
    ("wqy-microhei.ttc", "wqy-microhei.ttc", 0),
    ("wqy-zenhei.ttc", "wqy-zenhei.ttc", 0),
    ("DroidSansFallbackFull.ttf", "DroidSansFallbackFull.ttf", 0),
    ("segoeui.ttf", "segoeuib.ttf", 0),
    ("arial.ttf", "arialbd.ttf", 0),
    ("Arial.ttf", "Arial Bold.ttf", 0),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", 0),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf", 0),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", 0),
)


def font_for(text: str) -> Font:
    """The first font that holds all letters and digits of the text, in whatever script.

    Symbols that it lacks are drawn as a box, see `drawable`. QuestionError `report_font` where this computer has none.
    """
    wanted = {ord(sign) for sign in text if unicodedata.category(sign)[0] in "LN"}
    best: set[int] = wanted or {ord("?")}
    for font in _found():
        lacking = wanted - _signs(font.regular, font.number)
        if not lacking:
            return font
        best = min(best, lacking, key=len)
    signs = " ".join(chr(code) for code in sorted(best)[:MOST_NAMED])
    raise QuestionError("report_font", signs=signs)


def drawable(text: str, font: Font) -> str:
    """The text as the font can draw it: a box for a symbol that it lacks, nothing for signs that are never seen."""
    known = _signs(font.regular, font.number)
    seen = (sign for sign in text if sign == " " or unicodedata.category(sign) not in UNSEEN)
    return "".join(sign if ord(sign) in known else BOX for sign in seen)


@cache
def _found() -> tuple[Font, ...]:
    return tuple(_fonts(_folders()))


def _folders() -> tuple[Path, ...]:
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", "~")) / "Microsoft/Windows/Fonts"
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local
    return tuple(Path(name).expanduser() for name in (MAC if sys.platform == "darwin" else LINUX))


def _fonts(folders: tuple[Path, ...]) -> Iterator[Font]:
    """The fonts of the list that stand in the folders, in the order of the list."""
    files = {path.name.lower(): path for folder in folders if folder.is_dir() for path in folder.rglob("*.[to]t[fc]")}
    for regular, bold, number in CHOICES:
        if path := files.get(regular.lower()):
            yield Font(path, files.get(bold.lower(), path), number)


@cache
def _signs(path: Path, number: int) -> frozenset[int]:
    """The signs that a font holds; none where it cannot be read."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(path, fontNumber=number if path.suffix.lower() in COLLECTIONS else -1, lazy=True) as font:
            return frozenset(font.getBestCmap() or ())
    except (OSError, TTLibError):
        return frozenset()
