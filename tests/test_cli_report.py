"""The report from the command line: the file, the titles, the way there on stderr; another ending is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.__main__ import main
from core.store.workspace import close_workspace
from tests.report.conftest import months_of


def test_written_with_its_titles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    close_workspace(months_of(tmp_path / "home", 3, 1))
    words = ["--home", str(tmp_path / "home"), "--json", "report"]
    assert main([*words, str(tmp_path / "a.html"), "--slides", "overview,definitions", "--lang", "zh"]) == 0
    said = capsys.readouterr()
    found = json.loads(said.out)
    assert (found["as_of"], [slide["code"] for slide in found["slides"]]) == ("2024-12-28", ["overview", "definitions"])
    assert found["slides"][0]["title"] == "3 位客户共购买 ¥600。1 位重要客户贡献了 50.0%。"
    assert said.err.splitlines() == ["  0%  第 1 页，共 2 页", " 33%  第 2 页，共 2 页", " 67%  正在写入文件"]
    assert found["slides"][0]["title"] in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert main([*words, str(tmp_path / "a.docx")]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "error": "file_ending", "file": str(tmp_path / "a.docx"), "endings": ".pptx, .pdf, .html",
    }  # fmt: skip
    assert main([*words, str(tmp_path / "a.pdf"), "--slides", "cover"]) == 1
    assert json.loads(capsys.readouterr().out)["error"] == "slide_unknown"
    assert not (tmp_path / "a.pdf").exists()
