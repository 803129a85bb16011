"""The pictures of a workspace: its logo, checked and kept as PNG."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from core.errors import QuestionError

if TYPE_CHECKING:
    from core.store.workspace import Workspace

LOGO = "logo"
MOST_BYTES = 2_000_000
MOST_PIXELS = 25_000_000
SHOWN_PIXELS = (1200, 400)
KINDS = ("PNG", "JPEG")


def save_logo(workspace: Workspace, content: bytes) -> None:
    """Keep a PNG or JPEG as the logo, in place of the one before; no figure changes.

    It is drawn anew as PNG, at most 1,200 x 400 points large, so that nothing but the picture is kept. Errors:
    QuestionError `picture_large`, `picture_kind`.
    """
    kept = checked_picture(content)
    with workspace.making("pictures"), workspace.engine.transaction() as cursor:
        cursor.run("delete from pictures where name = $name", {"name": LOGO})
        cursor.run(
            "insert into pictures values ($name, $media_type, $content)",
            {"name": LOGO, "media_type": "image/png", "content": kept},
        )


def remove_logo(workspace: Workspace) -> None:
    """Reports go without a logo again."""
    with workspace.making("pictures"), workspace.engine.transaction() as cursor:
        cursor.run("delete from pictures where name = $name", {"name": LOGO})


def logo(workspace: Workspace) -> bytes:
    """The logo as PNG, empty where there is none."""
    rows = workspace.engine.rows("select content from pictures where name = $name", {"name": LOGO})
    return bytes(rows[0][0]) if rows else b""


def checked_picture(content: bytes) -> bytes:
    """The same picture as PNG, made smaller where it is larger than it is ever shown."""
    from PIL import Image, UnidentifiedImageError

    if len(content) > MOST_BYTES:
        raise QuestionError("picture_large", bytes=len(content), limit=MOST_BYTES)
    made = io.BytesIO()
    try:
        with Image.open(io.BytesIO(content), formats=KINDS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise QuestionError("picture_kind")
            shown = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise QuestionError("picture_kind") from error
    shown.thumbnail(SHOWN_PIXELS)
    shown.save(made, "PNG")
    return made.getvalue()
