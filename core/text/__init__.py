"""Words, numbers and dates in the language of the reader."""

from core.text.words import LANGUAGES, Language, Words, words_for

__all__ = ["LANGUAGES", "Language", "Words", "words_for"]
