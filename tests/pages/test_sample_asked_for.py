"""The sample is what is asked for, also where only own data stand on disk yet."""

from __future__ import annotations

from pathlib import Path

from tests.pages.conftest import OpenPage, one_customer, said


def test_asking_for_the_sample_beside_own_data_makes_it(open_page: OpenPage, tmp_path: Path) -> None:
    one_customer(tmp_path)
    app = open_page("overview")
    assert app.session_state["workspace"] == "main"
    app.session_state["workspace"] = "sample"
    app.run()
    assert app.session_state["workspace"] == "sample"
    assert "Hailan Auto Parts" in said(app)
