"""Phones and addresses of mail, hidden in every form in which people write them."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.targets.masking import masked, masked_mail, masked_phone, masked_text


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812341234", "138****1234"),
        ("+86 138-1234-1234", "+86 138-****-1234"),
        ("0086 13812341234", "0086 138****1234"),
        ("１３８１２３４１２３４", "１３８****１２３４"),
        ("(010) 6234 5678", "(010) **** 5678"),
        ("62345678", "62****78"),
        ("+1 (415) 555-2671", "+1 (41*) ***-2671"),
        ("13812341234/13912345678; 010-62345678转801", "138****1234/139****5678; 010-****5678转*01"),
        ("138 1234 1234 139 1234 5678", "*38 **34 **34 *39 **34 **78"),
        ("张三 13812341234", "张三 138****1234"),
        ("110", "*10"),
        ("7", "*"),
        ("ask a.b@x.com", "ask a***@x.com"),
        ("", ""),
    ],
)
def test_phones(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


@pytest.mark.parametrize(
    ("mail", "shown"),
    [
        ("anna.berg@x.com", "a***@x.com"),
        ("张伟@公司.cn", "张***@公司.cn"),
        ("张三 <zs@x.com>", "张三 <z***@x.com>"),
        ("a@b.c;bob@d.e，c.d@f.cn", "***@b.c;b***@d.e，c***@f.cn"),
        ("bob＠x.com", "b***＠x.com"),
        ('"john smith"@x.com', "j***@x.com"),
        ("mailto:bob@x.com", "mailto:b***@x.com"),
        ("0@ bob@x.com", "0@ b***@x.com"),
        ("anna at x.com", "a***"),
        (" ", " "),
    ],
)
def test_addresses(mail: str, shown: str) -> None:
    assert masked_mail(mail) == shown


def test_names_and_ids_hide_what_they_hold() -> None:
    assert masked_text("李四13912345678") == "李四139****5678"
    assert masked_text("13912345678") == "139****5678"
    assert masked_text("Bob (bob@x.com)") == "Bob (b***@x.com)"
    for plain in ("Nº 20240113912345678", "K-00123", "138123412345", "Alpha 2024-11-30"):
        assert masked_text(plain) == plain


def test_a_table_hides_them_in_every_column_and_stays_itself() -> None:
    table = pd.DataFrame(
        {"phone": ["13812341234", None], "email": ["ab@x.com", None], "n": [1, 2], "who": ["ab@x.c", "B"]}
    )
    shown = masked(table)
    assert shown["phone"].tolist()[0] == "138****1234"
    assert shown.loc[0, ["email", "n", "who"]].tolist() == ["a***@x.com", 1, "a***@x.c"]
    assert shown.loc[1, ["phone", "email"]].isna().all()
    assert shown.loc[1, "who"] == "B"
    assert table["phone"].tolist()[0] == "13812341234"


@settings(deadline=None)
@given(st.text("0123456789+- ()/;张Ａ１２", max_size=30))
def test_never_more_than_the_ends_of_a_number_are_left(text: str) -> None:
    shown = masked_phone(text)
    assert len(shown) == len(text)
    for part in re.split(r"[;/]", shown):
        digits, stars = sum(sign.isdigit() for sign in part), part.count("*")
        assert stars >= min(digits + stars, 4) - 2 if digits + stars < 6 else stars >= 4
    assert masked_phone("".join(re.findall(r"\d", text))).count("*") or not re.search(r"\d", text)


@settings(deadline=None)
@given(st.text(max_size=20), st.from_regex(r"[a-z]{2,8}@[a-z]{2,8}\.com", fullmatch=True))
def test_no_address_is_left_readable(text: str, mail: str) -> None:
    assert mail not in masked_mail(f"{text} {mail}")
    assert mail not in masked_text(f"{text} {mail}")
