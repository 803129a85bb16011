"""What the playbook holds of one kind of customer: three parts, each a few short lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """English lines (the msgids): how to recognise such a customer, what to do, what to avoid."""

    recognise: tuple[str, ...]
    do: tuple[str, ...]
    avoid: tuple[str, ...]


Advices = dict[str, Advice]
"""By code, in the order in which they are shown."""
