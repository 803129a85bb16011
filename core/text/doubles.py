"""Why two customers may be one, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.text.words import Words


def evidence_sentence(evidence: Sequence[tuple[str, str]], against: Sequence[str], words: Words) -> str:
    """What speaks for it, then what speaks against it: "the same name; the same phone 555 0100; but other e-mails"."""
    said = [_for(reason, shared, words) for reason, shared in evidence]
    return words("; ").join([*dict.fromkeys(said), *(_against(part, words) for part in against)])


def _for(reason: str, shared: str, words: Words) -> str:
    if reason == "names":
        return words.plural("{count} name under one id", "{count} different names under one id", int(shared))
    return {
        "name": words("the same name, apart from its spelling and the kind of company"),
        "same_name": words("the same name"),
        "id": words("the same id, written in another way"),
        "phone": words("the same phone {shared}", shared=shared),
        "email": words("the same e-mail {shared}", shared=shared),
        "words": words("the same words in another order"),
        "spelling": words("names that differ in one letter"),
    }[reason]


def _against(part: str, words: Words) -> str:
    return {
        "phone": words("but other phones"),
        "email": words("but other e-mails"),
        "birthday": words("but other birthdays"),
    }[part]
