"""The logo: checked, kept as PNG, replaced, removed; what is no picture is refused in words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from core.errors import QuestionError
from core.store.pictures import logo, remove_logo, save_logo
from core.store.workspace import open_workspace


def picture(kind: str, size: tuple[int, int] = (40, 20)) -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", size, "#0A7F5A").save(made, kind)
    return made.getvalue()


def test_kept_replaced_and_removed(tmp_path: Path) -> None:
    from PIL import Image

    workspace = open_workspace("main", tmp_path, create=True)
    version = workspace.data_version
    assert logo(workspace) == b""
    save_logo(workspace, picture("PNG"))
    save_logo(workspace, picture("JPEG", (3000, 1000)))
    with Image.open(io.BytesIO(logo(workspace))) as kept:
        assert (kept.format, kept.size) == ("PNG", (1200, 400))
    assert workspace.data_version == version  # no figure changes
    remove_logo(workspace)
    assert logo(workspace) == b""


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    workspace = open_workspace("main", tmp_path, create=True)
    bomb = picture("PNG", (6000, 5000))
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for content, code in (
        (b"", "picture_kind"), (svg, "picture_kind"), (picture("GIF"), "picture_kind"), (bomb, "picture_kind"),
        (picture("PNG")[:60], "picture_kind"), (b"x" * 2_000_001, "picture_large"),
    ):  # fmt: skip
        with pytest.raises(QuestionError) as caught:
            save_logo(workspace, content)
        assert caught.value.code == code
    assert logo(workspace) == b""
