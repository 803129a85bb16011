"""What the source says to people: found in the syntax trees of core and pages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SPEAKERS = {"t", "words"}
ERRORS = {
    "CoreError",
    "ReadingError",
    "MappingError",
    "ImportRefusedError",
    "WorkspaceError",
    "QuestionError",
    "Doubt",
    "note",
}
RULE_CODE = re.compile(
    r"\b[a-z]+(?:_[a-z]+)*_(?:missing|unreadable|outside|other|large|cells|returned|differ|damaged|found|several|unknown|unsigned)\b"
)
NOT_RULES = {"is_too_large"}
Place = tuple[str, int]


@cache
def trees() -> dict[str, ast.Module]:
    """The syntax tree of every source file by its path from the root."""
    files = [ROOT / "app.py", *sorted((ROOT / "core").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))]
    found = {str(path.relative_to(ROOT)): path.read_text("utf-8") for path in files if path.exists()}
    return {name: ast.parse(text) for name, text in found.items()}


@cache
def nodes(name: str) -> list[ast.AST]:
    """All nodes of a source file, gone through once."""
    return list(ast.walk(trees()[name]))


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every call in the source with its file."""
    for name in trees():
        for node in nodes(name):
            if isinstance(node, ast.Call):
                yield name, node


def called(node: ast.Call) -> str:
    """The last part of the name that is called."""
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def constants(node: ast.expr) -> list[str]:
    """The strings that an argument can be: a constant, or both sides of a condition."""
    if isinstance(node, ast.IfExp):
        return constants(node.body) + constants(node.orelse)
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def msgids() -> dict[str | tuple[str, str], Place]:
    """All sentences that stand in a call of the words, with one place where each does."""
    found: dict[str | tuple[str, str], Place] = {}
    for name, node in calls():
        place = (name, node.lineno)
        if called(node) in SPEAKERS and node.args:
            found |= dict.fromkeys(constants(node.args[0]), place)
        if called(node) == "plural" and len(node.args) >= 2:
            pairs = zip(constants(node.args[0]), constants(node.args[1]), strict=False)
            found |= dict.fromkeys(pairs, place)
    return found


def errors() -> Iterator[tuple[str, ast.Module | ast.FunctionDef, ast.Call]]:
    """Every error that is made, with its file and, one after the other, all that it stands in: file and functions."""
    for name in trees():
        made = [node for node in nodes(name) if isinstance(node, ast.Call) and called(node) in ERRORS and node.args]
        for around in nodes(name) if made else ():
            if isinstance(around, ast.Module):
                yield from ((name, around, node) for node in made)
            elif isinstance(around, ast.FunctionDef):
                lines = range(around.lineno, (around.end_lineno or around.lineno) + 1)
                yield from ((name, around, node) for node in made if node.lineno in lines)


@cache
def raised() -> dict[str, tuple[Place, set[str]]]:
    """All error codes that are made, with a place and the fields that are always given."""
    found: dict[str, tuple[Place, set[str]]] = {}
    for name, around, node in errors():
        fields = {word.arg for word in node.keywords if word.arg}
        if called(node) == "Doubt":
            fields = {"column", "header", "options", "examples"}
        for code in _codes(node.args[0], around):
            known = found.get(code, ((name, node.lineno), fields))
            found[code] = (known[0], known[1] & fields)
    return found


def unknown_codes() -> list[Place]:
    """Where an error is made with a code that cannot be found in its function."""
    return [
        (name, node.lineno)
        for name, around, node in errors()
        if isinstance(around, ast.FunctionDef) and not _codes(node.args[0], around)
    ]


def rules_broken() -> set[str]:
    """The codes of the rules that refuse a row: named in a `Rule`, or in a table or query beside it."""
    found = set()
    for name in trees():
        if not name.startswith("core/intake/"):
            continue
        if any(isinstance(node, ast.Call) and called(node) == "Rule" for node in nodes(name)):
            texts = [
                node.value for node in nodes(name) if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
            found |= {code for text in texts for code in RULE_CODE.findall(text) if code not in NOT_RULES}
    return found


def _codes(argument: ast.expr, function: ast.AST) -> list[str]:
    if not isinstance(argument, ast.Name):
        return constants(argument)
    return [
        code
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and any(getattr(to, "id", "") == argument.id for to in node.targets)
        for code in constants(node.value)
    ]
