"""Score columns whose cells are words: the scale that they stand on, and the SQL that turns them into numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.intake.planning.plan import Choices, Doubt, scale_bounds
from core.intake.values.answer_ends import is_open, with_ends
from core.intake.values.answer_words import (
    ENDINGS,
    LABEL,
    NOT_ANSWERED,
    NUMBERED,
    SKIP_CODES,
    STARRED,
    WHITE,
    Steps,
    counts_from_best,
    ends_among,
    fitting,
    known_words,
    options_of,
    scale_of,
)
from core.intake.values.expressions import MONEY, number_sql
from core.intake.values.formats import BLANKS, ColumnFormat, parse_number, present
from core.store.engine import literal

ENOUGH_ANSWERS = 30  # so many answers without a "very" on either side: the scale has none
FEW_STEPS = 3
LETTER = ("[^\\W\\d]", "\\p{L}")
"""A letter for Python and for the engine, to whom the signs of Chinese are no word."""
Cells = Mapping[str, list[str | None]]


def worded(formats: Sequence[ColumnFormat], values: Cells, choices: Choices) -> tuple[list[ColumnFormat], list[Doubt]]:
    """The formats, those of scores in words with the steps of their scale, and the doubt where two scales would fit."""
    found = [_without_skips(each, values[each.header]) if each.type == "score" else each for each in formats]
    answers = {each.header: present(values[each.header], each.missing) for each in found if _in_words(each, values)}
    words = {header: known_words(cells) for header, cells in answers.items()}
    result, doubts = [], list[Doubt]()
    for each in found:
        taken, asked = _on_scale(each, answers, words, choices) if each.header in words else (each, [])
        if each.header in words and not taken.steps:
            taken, asked = with_ends(each, answers[each.header], choices)
        result.append(taken)
        doubts += asked
    return result, doubts[:1]


def _without_skips(found: ColumnFormat, cells: list[str | None]) -> ColumnFormat:
    """Words and codes for a question that was not answered; codes only where no other score is negative."""
    missing = (*found.missing, *NOT_ANSWERED)
    negative = {cell.strip(BLANKS) for cell in present(cells, missing) if cell.strip(BLANKS).startswith("-")}
    return replace(found, missing=missing + (SKIP_CODES if negative and negative <= set(SKIP_CODES) else ()))


def _in_words(found: ColumnFormat, values: Cells) -> bool:
    cells = present(values[found.header], found.missing) if found.type == "score" else []
    return any(parse_number(cell, found.decimal_mark or ".") is None for cell in cells)


def _on_scale(
    found: ColumnFormat, answers: Mapping[str, Sequence[str]], words: Mapping[str, list[str]], choices: Choices
) -> tuple[ColumnFormat, list[Doubt]]:
    """One column with the family of its words, if any. Questions with the same words are looked at together."""
    ranked = []
    for steps in fitting(words[found.header]):
        if choices.scale != scale_of(steps) and is_open(answers[found.header]):
            continue
        from_best = counts_from_best(steps, answers[found.header])
        if from_best is None:
            continue
        sharing = [header for header, other in words.items() if steps in fitting(other)]
        pool = {word for header in sharing for word in words[header]}
        ranked.append((-ends_among(steps, pool), steps, sum(len(answers[header]) for header in sharing), from_best))
    if not ranked:
        return found, []
    ranked.sort(key=lambda item: item[0])
    wanted = [item for item in ranked if choices.scale == scale_of(item[1])]
    _, steps, count, from_best = (wanted or ranked)[0]
    larger = [other for _, other, *_ in ranked if len(other) > len(steps)]
    taken = replace(found, steps=steps, from_best=from_best, confidence=1.0)
    if len(steps) <= FEW_STEPS and larger and count < ENOUGH_ANSWERS and not wanted:
        offered = tuple(scale_bounds(bounds) for each in (steps, larger[0]) if (bounds := scale_of(each)))
        return taken, [Doubt("scale_unknown", "score", found.header, offered)]
    return taken, []


def legend(steps: Steps, seen: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """The words that occur with their scores, best first: for showing."""
    scores = dict(options_of(steps))
    return tuple(sorted(((word, scores[word]) for word in seen if word in scores), key=lambda item: -item[1]))


def score_sql(raw: str, found: ColumnFormat) -> str:
    """A score: a number, a number with words behind it, stars, or a word of the column's scale; null for all else.

    Where the numbers beside words count from the best step, those without a word do so too.
    """
    bare = f"trim({raw}, {literal(BLANKS)})"
    pattern = "(?i)" + NUMBERED.pattern.replace(*LETTER)
    numbered = f"regexp_extract({bare}, {literal(pattern)}, 1)"
    stars = f"length(rtrim(replace({bare}, '\ufe0f', ''), '☆'))"
    cases = f" when regexp_matches({bare}, {literal(STARRED.pattern)}) then cast({stars} as {MONEY})"
    cases += "".join(f" when {_key(bare)} = {literal(word)} then {score}" for word, score in options_of(found.steps))
    number, told = number_sql(raw, found, MONEY), f"try_cast(nullif({numbered}, '') as {MONEY})"
    if found.from_best:
        both = sum(found.ends) if found.ends else len(found.steps) + 1  # the best and the worst number
        number, told = (f"try_cast({both} - {each} as {MONEY})" for each in (number, told))
    return f"coalesce({number}, case{cases} else {told} end)"  # the word goes before its number


def _key(bare: str) -> str:
    """An answer as `answer_words.spelt` makes it."""
    low = f"lower(regexp_replace({bare}, {literal(WHITE)}, ' ', 'g'))"
    return f"rtrim(regexp_replace({low}, {literal(LABEL)}, '', 'g'), {literal(ENDINGS)})"
