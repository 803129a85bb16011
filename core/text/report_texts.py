"""The English sentences of what can be wrong with a report and its logo."""

from __future__ import annotations

REPORT = {
    "slide_unknown": "There is no slide called {slide}. There are: {slides}.",
    "report_font": "No font of this computer holds all signs of this report; missing: {signs}. Install a font such as "
    "Noto Sans CJK, or make the report as PowerPoint or HTML, which use the fonts of whoever reads them.",
    "picture_large": "The picture has {bytes}; the limit is {limit}. Save it smaller and try again.",
    "picture_kind": "This is no PNG or JPEG picture that can be read. Save the logo as PNG, at most 5,000 x 5,000 "
    "points, and try again; SVG cannot be put into slides.",
}
