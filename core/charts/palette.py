"""The colours: one hue in four steps for tiers, one accent for "look here", grey for context."""

from __future__ import annotations

from typing import Literal

Scheme = Literal["light", "dark"]

TIERS: dict[Scheme, tuple[str, ...]] = {
    "light": ("#1F3B8C", "#3F6FD9", "#8DB0EE", "#CBDAF6", "#DDE6F8", "#EAF0FB"),
    "dark": ("#C9D8FF", "#86A9F7", "#4A73D1", "#2C468A", "#22355F", "#1C2A49"),
}
TIER_CODES = ("key", "important", "ordinary", "small", "tier_5", "tier_6")
ACCENT: dict[Scheme, str] = {"light": "#E8960C", "dark": "#FFC152"}
GOOD: dict[Scheme, str] = {"light": "#12805C", "dark": "#35C7A0"}
BAD: dict[Scheme, str] = {"light": "#C93A3E", "dark": "#FF7B80"}
CONTEXT: dict[Scheme, str] = {"light": "#8A94A6", "dark": "#7C8799"}
MUTED: dict[Scheme, str] = {"light": "#667085", "dark": "#98A3B5"}
"""Grey that can be read: words beside the point, where `CONTEXT` is for marks and lines."""
ACCENT_TEXT: dict[Scheme, str] = {"light": "#985F00", "dark": "#FFC152"}
"""The accent as letters."""
PAGE: dict[Scheme, str] = {"light": "#FAFBFD", "dark": "#0F141C"}
CARD: dict[Scheme, str] = {"light": "#FFFFFF", "dark": "#171E2A"}
TEXT: dict[Scheme, str] = {"light": "#1B2330", "dark": "#E6EAF2"}
LINE: dict[Scheme, str] = {"light": "#E3E8F0", "dark": "#2A3444"}
FAINT: dict[Scheme, str] = {"light": "#EEF1F6", "dark": "#1D2634"}

# growing: blues and greens; fading: ambers to greys
SEGMENTS: dict[Scheme, dict[str, str]] = {
    "light": {
        "champions": "#1F3B8C",
        "loyal": "#3F6FD9",
        "potential_loyalist": "#2A9D8F",
        "new": "#63BFA9",
        "promising": "#A3D9C9",
        "need_attention": "#F0B541",
        "about_to_sleep": "#DDA15E",
        "at_risk": "#D97B29",
        "cant_lose": "#B4531C",
        "hibernating": "#A7AFBD",
    },
    "dark": {
        "champions": "#C9D8FF",
        "loyal": "#86A9F7",
        "potential_loyalist": "#35C7A0",
        "new": "#2A9C86",
        "promising": "#22776A",
        "need_attention": "#FFC152",
        "about_to_sleep": "#D49A4A",
        "at_risk": "#F08C3A",
        "cant_lose": "#E0662E",
        "hibernating": "#6B7688",
    },
}


def tier_colour(scheme: Scheme, code: str) -> str:
    """The colour of a tier; grey for the groups outside the tiers."""
    return TIERS[scheme][TIER_CODES.index(code)] if code in TIER_CODES else CONTEXT[scheme]


def mixed(colour: str, ground: str, part: float) -> str:
    """A colour laid over a ground, `part` 0-1 of it."""
    parts = [
        round(int(colour[place : place + 2], 16) * part + int(ground[place : place + 2], 16) * (1 - part))
        for place in (1, 3, 5)
    ]
    return "#" + "".join(f"{value:02X}" for value in parts)


def text_on(colour: str) -> str:
    """Dark or white text, whichever reads better on a colour."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#10151F" if luminance > 0.24 else "#FFFFFF"
