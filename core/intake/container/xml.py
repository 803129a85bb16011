"""XML with nothing but elements: a document type, and with it every entity, is refused before it can do anything."""

from __future__ import annotations

from collections.abc import Callable
from pyexpat import XMLParserType
from xml.parsers import expat


class ForbiddenError(Exception):
    """The document declares a type or entities of its own."""


def parser(
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    *,
    local_attributes: bool = True,
) -> XMLParserType:
    """A parser that calls `start` and `end` with names without namespace. Parsing raises `ForbiddenError`.

    Without `local_attributes` the names of attributes are "namespace", a line feed, "name".
    """

    def begin(name: str, found: dict[str, str]) -> None:
        start(_local(name), {_local(key): found[key] for key in found} if local_attributes else found)

    made = expat.ParserCreate(namespace_separator="\n")
    made.buffer_text = True
    made.StartDoctypeDeclHandler = _forbid
    made.EntityDeclHandler = _forbid
    made.StartElementHandler = begin
    if end is not None:
        made.EndElementHandler = lambda name: end(_local(name))
    return made


def attributes_of(content: bytes, element: str) -> list[dict[str, str]]:
    """The attributes of all elements of that name, in order."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name == element:
            found.append(attributes)

    parser(start).Parse(content, True)
    return found


def _local(name: str) -> str:
    return name.rpartition("\n")[2]


def _forbid(*_: object) -> None:
    raise ForbiddenError
