"""Answers in words: "Very satisfied", "不满意", "5 - Strongly agree", "4分", "★★★" -> scores on a scale.

A family is a scale whose steps people spell in many ways, best first. A column belongs to the one family that knows all
its words and tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import cache

from core.intake.columns.traditional import in_both_scripts, simplified
from core.intake.values.formats import BLANKS

Steps = tuple[tuple[str, ...], ...]

NOT_ANSWERED = (
    "(跳过)", "（跳过）", "(空)", "（空）", "跳过", "未作答", "未回答", "未使用", "未接触", "没用过", "不清楚",
    "不了解", "不知道", "DON'T KNOW", "DON’T KNOW", "I DON'T KNOW", "DONT KNOW", "NOT SURE", "NO OPINION", "NO ANSWER",
    "NOT USED", "DOES NOT APPLY", "DOESN'T APPLY", "PREFER NOT TO SAY", "SKIPPED",
)  # fmt: skip
"""Said instead of an answer; compared in capitals."""
SKIP_CODES = ("-2", "-3")  # what survey services write for a question that was skipped or not shown

_FAMILIES = """
very satisfied, extremely satisfied, completely satisfied, highly satisfied, 非常满意, 很满意, 十分满意,
    完全满意, 特别满意
satisfied, somewhat satisfied, fairly satisfied, quite satisfied, mostly satisfied, 满意, 比较满意, 较满意,
    基本满意
neutral, neither satisfied nor dissatisfied, neither, ok, 一般, 一般般, 普通, 中立, 尚可, 一般满意
dissatisfied, somewhat dissatisfied, unsatisfied, fairly dissatisfied, quite dissatisfied, mostly dissatisfied,
    不满意, 不太满意, 比较不满意, 较不满意, 不大满意
very dissatisfied, extremely dissatisfied, very unsatisfied, completely dissatisfied, highly dissatisfied,
    非常不满意, 很不满意, 十分不满意, 完全不满意, 极不满意

strongly agree, completely agree, totally agree, 非常同意, 完全同意, 十分同意, 很同意
agree, somewhat agree, mostly agree, 同意, 比较同意, 较同意, 基本同意
neutral, neither agree nor disagree, neither, undecided, 一般, 中立, 不确定, 说不清, 不好说
disagree, somewhat disagree, mostly disagree, 不同意, 不太同意, 比较不同意, 较不同意
strongly disagree, completely disagree, totally disagree, 非常不同意, 完全不同意, 十分不同意, 很不同意

very likely, extremely likely, definitely, 非常可能, 很可能, 一定会, 肯定会, 非常愿意, 很愿意, 十分愿意
likely, somewhat likely, probably, 可能, 比较可能, 可能会, 愿意, 比较愿意, 会
neutral, neither likely nor unlikely, maybe, might or might not, not sure yet, 一般, 不确定, 说不清, 看情况
unlikely, somewhat unlikely, not so likely, probably not, 不太可能, 可能不会, 不太愿意, 不愿意, 不会
very unlikely, extremely unlikely, not at all likely, definitely not, 非常不可能, 完全不可能, 不可能, 一定不会,
    肯定不会, 非常不愿意, 很不愿意

excellent, very good, outstanding, 非常好, 很好, 优秀, 优, 很棒
good, 好, 比较好, 较好, 良好, 良
average, fair, ok, okay, acceptable, neutral, 一般, 中等, 中, 普通, 还可以, 还行
poor, bad, below average, 差, 较差, 比较差, 不好, 不太好
very poor, terrible, very bad, awful, unacceptable, 非常差, 很差, 极差, 非常不好

excellent
very good
good
fair, average
poor, bad

extremely satisfied, completely satisfied, 非常满意, 极其满意
very satisfied, mostly satisfied, satisfied, 满意, 很满意
somewhat satisfied, slightly satisfied, moderately satisfied, 比较满意, 有点满意, 基本满意
neutral, neither satisfied nor dissatisfied, neither, 一般, 中立
somewhat dissatisfied, slightly dissatisfied, moderately dissatisfied, 比较不满意, 有点不满意, 不太满意
very dissatisfied, mostly dissatisfied, dissatisfied, 不满意, 很不满意
extremely dissatisfied, completely dissatisfied, 非常不满意, 极其不满意

strongly agree, 非常同意, 完全同意
agree, 同意
somewhat agree, slightly agree, 比较同意, 有点同意
neutral, neither agree nor disagree, neither, 一般, 中立, 不确定
somewhat disagree, slightly disagree, 比较不同意, 有点不同意, 不太同意
disagree, 不同意
strongly disagree, 非常不同意, 完全不同意

satisfied, 满意
neutral, neither, ok, 一般
dissatisfied, unsatisfied, not satisfied, 不满意

agree, 同意
neutral, neither, 一般, 中立, 不确定
disagree, 不同意

good, 好
average, ok, okay, fair, 一般, 中
bad, poor, 差, 不好
"""
POINTS = r"\s*(?:分|星|points?|stars?|/\s*\d{1,3})?\s*"
NUMBERED = re.compile(rf"^(-?\d{{1,3}}){POINTS}(?:$|[-–—.:：、=)）(（]\s*[^\W\d].*$)", re.IGNORECASE)
BARE = re.compile(rf"^-?\d{{1,3}}{POINTS}$", re.IGNORECASE)
_ENDS = (
    "best, highest, totally satisfied, 最好, 最高, 最满意",
    "worst, lowest, not at all satisfied, not satisfied at all, totally dissatisfied, 最差, 最低, 最不满意",
)
"""Said of the best and the worst step of scales whose other steps have no words."""
WHITE, ENDINGS = "[\\s\u00a0\u3000]+", "。.!！)）"
STARRED = re.compile(r"^(?:★|⭐️?)+[☆]*$")
LABEL = (
    r"^(?:[a-h]|-?\d{1,3}\s*(?:分|星|points?|stars?)?)\s*[-–—.:：、=)）(（]\s*"
    r"|\s*[(（]\s*\d{1,3}\s*(?:分|points?)?\s*[)）]$"
)
"""What stands before or behind the words of an answer: "5 - ", "A. ", "5分（", "(5)"."""


@cache
def families() -> tuple[Steps, ...]:
    """The scales in words, those of five steps first; the steps of each from best to worst."""
    blocks = [block.replace(",\n", ",").splitlines() for block in _FAMILIES.strip().split("\n\n")]
    return tuple(tuple(_words_of(line) for line in block) for block in blocks)


def _words_of(line: str) -> tuple[str, ...]:
    return tuple(sorted(in_both_scripts(frozenset(word.strip() for word in line.split(",")))))


def spelt(text: str) -> str:
    """An answer as the families spell it, without the number or letter of its step."""
    return re.sub(LABEL, "", re.sub(WHITE, " ", text.strip(BLANKS)).lower()).rstrip(ENDINGS)


def number_of(text: str) -> int | None:
    """The number that an answer begins with ("4分", "5 - Strongly agree"), or its stars; None where there is none."""
    bare = text.strip(BLANKS)
    if STARRED.match(bare):
        return len(bare.replace("\ufe0f", "").rstrip("☆"))
    found = NUMBERED.match(bare)
    return int(found.group(1)) if found else None


def is_bare(text: str) -> bool:
    """Whether an answer is a number or stars, without a word for its step."""
    bare = text.strip(BLANKS)
    return bool(STARRED.match(bare) or BARE.match(bare))


def _step_of(steps: Steps, word: str) -> int | None:
    """The score of a word, the worst step being 1; None where the family does not know it."""
    return next((len(steps) - place for place, words in enumerate(steps) if word in words), None)


def _tells_apart(steps: Steps, words: Sequence[str]) -> bool:
    """Whether the family knows all words and gives none of them the score of another."""
    scores = [_step_of(steps, word) for word in words]
    return None not in scores and len(set(scores)) == len(words)


def fitting(words: Sequence[str]) -> list[Steps]:
    """The families that know all these words (as `spelt`) and tell them apart."""
    return [steps for steps in families() if words and _tells_apart(steps, words)]


def ends_among(steps: Steps, words: Iterable[str]) -> int:
    """How many of the two ends of a family occur: extremes that nobody has chosen speak against it."""
    seen = set(words)
    return sum(bool(seen & set(end)) for end in (steps[0], steps[-1]))


def scale_of(steps: Steps) -> tuple[Decimal, Decimal] | None:
    """The scale of a family: 1 to the number of its steps; None for no family."""
    return (Decimal(1), Decimal(len(steps))) if steps else None


def options_of(steps: Steps) -> tuple[tuple[str, int], ...]:
    """Every word of a family with its score."""
    return tuple((word, len(steps) - place) for place, words in enumerate(steps) for word in words)


def is_answer(value: str) -> bool:
    """Whether a cell is an answer that some family knows, or begins with a number."""
    return number_of(value) is not None or spelt(value) in _all_words()


@cache
def _all_words() -> frozenset[str]:
    return frozenset(word for steps in families() for words in steps for word in words)


@cache
def _end_words() -> tuple[frozenset[str], frozenset[str]]:
    best, worst = (frozenset(_words_of(line)) for line in _ENDS)
    best, worst = best.union(*(steps[0] for steps in families())), worst.union(*(steps[-1] for steps in families()))
    return best - worst, worst - best


def numbers_of_ends(values: Iterable[str]) -> tuple[set[int], set[int]]:
    """The numbers before words for the best and for the worst: "1 - Very satisfied", "7（非常不满意）" -> {1}, {7}."""
    numbered = [(number, spelt(value)) for value in values if (number := number_of(value)) is not None]
    best, worst = ({number for number, word in numbered if word in words} for words in _end_words())
    return best, worst


def known_words(values: Iterable[str]) -> list[str]:
    """The words of a question that any family knows; what none knows is left to refuse its row."""
    return sorted({simplified(spelt(value)) for value in values} & _all_words())


def counts_from_best(steps: Steps, values: Iterable[str]) -> bool | None:
    """Whether the numbers before the words count from the best step ("1. 非常满意") or the worst ("5 - Agree").

    False also where nothing tells; None where they say other steps than the words.
    """
    pairs = {(number, spelt(value)) for value in values if (number := number_of(value)) is not None}
    told = [(number, step) for number, word in pairs if (step := _step_of(steps, word)) is not None]
    if all(number == step for number, step in told):
        return False
    return True if all(number == len(steps) + 1 - step for number, step in told) else None
