"""The rooms of the house: who may import whom. Read from the source, so that nothing has to run."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.xdist_group("source")  # read once
SQL_WORDS = ("select ", "insert into", "group by", "create table", "delete from")


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def imported(path: Path, *, only_at_start: bool = False) -> tuple[str, ...]:
    """The modules that a file imports, also inside functions; type-checking imports are left out."""
    return tuple(_names(ast.parse(path.read_text(encoding="utf-8")), only_at_start))


def _names(node: ast.AST, only_at_start: bool) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if only_at_start and isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(child, ast.Import):
            yield from (name.name for name in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module:
            yield child.module
            yield from (f"{child.module}.{name.name}" for name in child.names)
        elif not isinstance(child, ast.expr):
            yield from _names(child, only_at_start)


def offenders(folder: str, forbidden: tuple[str, ...], allowed: tuple[str, ...] = (), **how: bool) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(folder)
        if not str(path.relative_to(ROOT)).startswith(allowed)
        for name in imported(path, **how)
        if any(name == bad or name.startswith(bad + ".") for bad in forbidden)
    ]


def test_core_never_imports_the_pages() -> None:
    assert offenders("core", ("streamlit", "pages", "app")) == []


def test_only_the_engine_imports_duckdb() -> None:
    found = offenders("core", ("duckdb",), ("core/store/engine.py",))
    assert found + offenders("pages", ("duckdb",)) + offenders("sample_data", ("duckdb",)) == []


def test_only_models_import_sklearn_and_inside_functions() -> None:
    assert offenders("core", ("sklearn",), ("core/models/",)) == []
    assert offenders("core/models", ("sklearn",), only_at_start=True) == []


@pytest.mark.parametrize("folder", ["core/charts", "core/report", "core/text"])
def test_charts_reports_and_text_never_reach_the_engine(folder: str) -> None:
    assert offenders(folder, ("core.store", "core.intake.batching.batches")) == []


def test_exports_never_reach_the_engine() -> None:
    names = [name for name in imported(ROOT / "core/targets/export.py") if name.startswith("core.store")]
    assert names == []


def test_heavy_modules_wait_until_they_are_needed() -> None:
    heavy = (
        "plotly.express",
        "openpyxl",
        "pptx",
        "fpdf",
        "fontTools",
        "PIL",
        "sklearn",
        "xlsxwriter",
        "python_calamine",
    )
    assert offenders("core", heavy, only_at_start=True) + offenders("pages", heavy, only_at_start=True) == []


def test_pages_hold_no_sql_and_no_group_by() -> None:
    found = []
    for path in [*sources("pages"), ROOT / "app.py"]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = node.value.lower()
                found += [f"{path.name}: {word}" for word in SQL_WORDS if word in text and " from " in text]
            if isinstance(node, ast.Attribute) and node.attr in {"groupby", "pivot_table", "merge"}:
                found.append(f"{path.name}: .{node.attr}")
    assert found == []


@pytest.mark.parametrize("folder", ["core", "pages"])
def test_files_stay_readable(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in sources(folder)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 250 and path.name != "labels.py"
    }
    assert long == {}
