"""The brackets of rules in text: `(tier in key or value > 1000) and not (region in North)`.

Rules are joined by `and`, `or` and `not`, in either case; `and` binds closer than `or`. A joining word counts as such
only where a rule follows: a bracket, `not`, a known column with an operator, or any word with a sign of comparison. So
`customer_name = Marks and Spencer` is one rule. What stands in double quotes is text, and brackets within a value
belong to it where they are closed again. Brackets of Chinese keyboards mean the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from core.errors import QuestionError
from core.targets.fields import FIELDS

GroupKind = Literal["any", "all", "none"]
DEEPEST = 4
MOST_BRACKETS = 2 * DEEPEST  # `not (` counts twice
_OPERATOR = r"not\s+in\b|in\b|between\b|[^\w\s\"'.()（）-]"
_COMPARED = "[=<>≤≥＝＞＜!]"
_RULE_BEGINS = rf"(?:(?:{'|'.join(FIELDS)})\b\s*(?:{_OPERATOR})|[^\W\d]\w*\s*{_COMPARED})"
_AHEAD = rf"(?=(?:[\s(（]|not\b)*{_RULE_BEGINS})"
_TOKEN = re.compile(
    r"(?P<quoted>(?<![\w\"])\"(?:[^\"]|\"\")*\"|(?<=[=＝])\s*'[^']*'(?=\s|[)）]|$))"
    rf"|(?P<join>(?<!\w)(?:and|or)\b{_AHEAD})"
    r"|(?P<open>[(（])|(?P<close>[)）])",
    re.IGNORECASE,
)
_BEGINS = re.compile(rf"\s*(?:[(（]|not\b\s*(?:[(（]|(?:not\b\s*)*{_RULE_BEGINS}))", re.IGNORECASE)
_NOT = re.compile(rf"\s*not\b(?!\s*{_COMPARED})", re.IGNORECASE)
_BRACKET = re.compile(r"\s*[(（]")


@dataclass(frozen=True)
class Branch:
    """A group as it was written; members are texts of rules or branches."""

    kind: GroupKind
    members: tuple[Branch | str, ...]


def read_branches(text: str) -> Branch | str:
    """The branches of a text; the text itself where it is one rule, brackets around it taken off.

    Errors: QuestionError `rule_brackets` where brackets do not match, `rule_nested` where they go too deep,
    `rule_unreadable` where a rule is missing.
    """
    marks = [(found.lastgroup or "", found.start(), found.end()) for found in _TOKEN.finditer(text)]
    if not _BEGINS.match(text) and not any(kind == "join" for kind, _, _ in marks):
        return text
    reader = _Reader(text, marks)
    found = reader.alternatives(0)
    if reader.place < len(text):
        raise QuestionError("rule_brackets", rule=text)
    return found


class _Reader:
    """Reads a text from left to right: alternatives of conjunctions of rules."""

    def __init__(self, text: str, marks: list[tuple[str, int, int]]) -> None:
        self.text = text
        self.marks = marks
        self.place = 0
        self._next = 0

    def alternatives(self, depth: int) -> Branch | str:
        """What stands between here and the bracket that closes the group, or the end."""
        if depth > MOST_BRACKETS:
            raise QuestionError("rule_nested", most=DEEPEST)
        members = [self._together(depth)]
        while self._takes("or"):
            members.append(self._together(depth))
        return members[0] if len(members) == 1 else Branch("any", tuple(members))

    def _together(self, depth: int) -> Branch | str:
        members = [self._one(depth)]
        while self._takes("and"):
            members.append(self._one(depth))
        return members[0] if len(members) == 1 else Branch("all", tuple(members))

    def _takes(self, word: str) -> bool:
        """Whether this joining word comes next; it is passed then."""
        kind, start, end = self._mark()
        if kind != "join" or self.text[start:end].lower() != word:
            return False
        self.place = end
        return True

    def _one(self, depth: int) -> Branch | str:
        found = _NOT.match(self.text, self.place)
        if found and (_BRACKET.match(self.text, found.end()) or _BEGINS.match(self.text, self.place)):
            if depth >= MOST_BRACKETS:
                raise QuestionError("rule_nested", most=DEEPEST)
            self.place = found.end()
            inner = self._one(depth + 1)
            return Branch("none", inner.members if isinstance(inner, Branch) and inner.kind == "any" else (inner,))
        bracket = _BRACKET.match(self.text, self.place)
        if not bracket:
            return self._rule()
        self.place = bracket.end()
        inner = self.alternatives(depth + 1)
        kind, _, self.place = self._mark()
        if kind != "close":
            raise QuestionError("rule_brackets", rule=self.text)
        return inner

    def _rule(self) -> str:
        """The text up to the next joining word or the bracket that closes the group; brackets in it are its own."""
        self._pass()
        depth, end = 0, len(self.text)
        for number in range(self._next, len(self.marks)):
            kind, start, _ = self.marks[number]
            depth += {"open": 1, "close": -1}.get(kind, 0)
            if depth < 0 or (kind == "join" and depth == 0):
                end = start
                break
        found, self.place = self.text[self.place : end].strip(), end
        if not found:
            raise QuestionError("rule_unreadable", rule=self.text)
        return found

    def _mark(self) -> tuple[str, int, int]:
        """The mark that comes next with nothing but blanks before it; its kind is empty where there is none."""
        self._pass()
        if self._next == len(self.marks) or self.text[self.place : self.marks[self._next][1]].strip():
            return "", self.place, self.place
        return self.marks[self._next]

    def _pass(self) -> None:
        while self._next < len(self.marks) and self.marks[self._next][1] < self.place:
            self._next += 1
