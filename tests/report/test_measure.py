"""Texts fit their boxes: broken where a language breaks lines, made smaller, and cut last of all."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.report.measure import LINE_HEIGHT, cut, fitted, text_width, wrapped

TEXTS = st.text(st.sampled_from("abc WMil,.。，%（重要客户金字塔）　-…é"), max_size=120)


def test_wide_signs_are_as_wide_as_they_are_high() -> None:
    assert text_width("客户", 10) == 2 * text_width("客", 10) > 3 * text_width("ii", 10)


def test_lines_break_at_spaces_and_between_chinese_signs_but_not_before_a_full_stop() -> None:
    assert wrapped("one two three", text_width("one two", 10), 10) == ("one two", "three")
    assert wrapped("重要客户。", text_width("重要客户", 10), 10) == ("重要客", "户。")
    assert wrapped("客户（前 1%）", text_width("客户（前", 10) - 1, 10)[0] == "客户"
    assert wrapped("客户 ¥2.47万", text_width("客户 ¥2.47", 10), 10) == ("客户", "¥2.47万")
    assert wrapped("12.8 % more", text_width("12.8", 10), 10)[0] == "12.8"


def test_a_word_without_spaces_is_broken_and_a_line_is_cut_with_an_ellipsis() -> None:
    assert "".join(wrapped("x" * 50, 40, 10)) == "x" * 50
    assert cut("a very long name", text_width("a very…", 10), 10) == "a very…"
    assert cut("short", 100, 10) == "short"


def test_letters_grow_smaller_before_words_are_lost() -> None:
    text = "a sentence that does not fit into one line"
    found = fitted(text, 150, 40, 16, 8)
    assert found.size < 16
    assert (found.text, found.lines[-1].endswith("…")) == (text, False)
    lost = fitted(text, 60, 12, 10, 10)
    assert lost.lines == (lost.text,)
    assert lost.text.endswith("…")
    assert text.startswith(lost.text[:-1])


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.floats(30, 300), st.floats(14, 120))
def test_what_is_fitted_fits(text: str, width: float, height: float) -> None:
    found = fitted(text, width, height, 20, 8)
    widest = text_width("…W", found.size)  # one sign and the ellipsis always stand
    assert all(text_width(line, found.size) <= max(width, widest) + 0.01 for line in found.lines)
    assert len(found.lines) == 1 or len(found.lines) * found.size * LINE_HEIGHT <= height
