"""Why two customers may be one, in words."""

from __future__ import annotations

from collections.abc import Sequence

from core.text.words import Words

MERGES = {
    "customer_unclear": "{text} can mean several customers: {customers}. Write the id of the one that is meant.",
    "customer_unknown": "There is no customer with the id {customer_id}. Write the id as it stands "
    "in the list of customers.",
    "customer_merged": "{customer_id} counts as {into} already (merge {merge_id}). Undo that merge first.",
    "merge_itself": "There is nothing to merge into {into}: name other customers than those it already counts as.",
    "merge_unclear": "Name customers together with --into only; --undo takes the number of a merge, --list nothing.",
    "merge_unknown": "There is no merge {merge_id}. See the list of merges for their numbers.",
    "merge_undone": "Merge {merge_id} was undone on {undone_at}.",
    "double_unknown": "{ids} is not among the suggestions. Give two ids, or one, of the list of doubles.",
}
"""The sentences of refusals."""


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
