"""How names, phones and mail addresses are compared, as SQL; `$wide` and `$narrow` are bound from `NAMES`.

Case, width, accents, punctuation and the kind of company do not count.
"""

from __future__ import annotations

WIDE = "".join(chr(0xFF01 + place) for place in range(94)) + "\u3000"
NARROW = "".join(chr(0x21 + place) for place in range(94)) + " "
NAMES = {"wide": WIDE, "narrow": NARROW}
COMPANIES = (
    "ltd|limited|inc|incorporated|co|company|corp|corporation|llc|llp|lp|plc|gmbh|mbh|ag|kg|kgaa|ohg|ug|ev|sa|sas|sarl|"
    "sl|srl|spa|bv|nv|pty|pte|oy|oyj|ab|as|aps|kk|sdn|bhd|and|the"
)
HAN_COMPANIES = "股份有限公司|有限责任公司|有限公司|股份公司|责任公司|公司|股份有限公司|有限責任公司|責任公司"
ABROAD = {  # a phone number with its country code -> as it is dialled at home
    "^(?:[+]|00)?86(1[0-9]{10})$": r"\1",
    "^(?:[+]|00)?86([2-9][0-9]{8,10})$": r"0\1",
    "^(?:[+]|00)1([2-9][0-9]{9})$": r"\1",
}
TELLING = "0-9〇一二三四五六七八九十百千东西南北中上下左右前后大小新老甲乙丙丁東後舊"
"""Signs that make two names that are spelt almost alike two customers (一店 and 二店, 河南 and 河北)."""


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as the usual ones."""
    is_wide = rf"regexp_matches({text}, '[\x{{3000}}\x{{ff01}}-\x{{ff5e}}]')"
    return f"case when {is_wide} then translate({text}, $wide, $narrow) else {text} end"


def words_of(name: str) -> str:
    """The words of a name, in small letters and divided by blanks."""
    plain = f"replace(lower(strip_accents({narrow(name)})), '&', ' and ')"
    together = f"regexp_replace({plain}, '[.''’`·]+', '', 'g')"
    return rf"trim(regexp_replace({together}, '[^\p{{L}}\p{{M}}\p{{N}}]+', ' ', 'g'))"


def without_company(words: str) -> str:
    """These words without those that say what kind of company it is; all of them where nothing else is left."""
    latin = rf"regexp_replace({words}, '^(the )|( ({COMPANIES}))+$', '', 'g')"
    bare = f"trim(regexp_replace({latin}, '({HAN_COMPANIES})$', ''))"
    return f"coalesce(nullif({bare}, ''), {words})"


def phones_of(cell: str) -> str:
    """The phone numbers of a cell as a list of digits: without the country code of China and of North America."""
    digits = "regexp_replace(regexp_replace(part, '[.]0$', ''), '[^0-9+]+', '', 'g')"
    for abroad, at_home in ABROAD.items():
        digits = f"regexp_replace({digits}, '{abroad}', '{at_home}')"
    listed = f"[replace({digits}, '+', '') for part in regexp_split_to_array({narrow(cell)}, '[;,/、|]')]"
    return f"list_filter({listed}, lambda phone: length(phone) >= 7 and replace(phone, left(phone, 1), '') <> '')"


def addresses_of(cell: str) -> str:
    """The mail addresses of a cell as a list, in small letters."""
    listed = rf"regexp_split_to_array(lower({narrow(cell)}), '[;,/、|\s]')"
    return f"list_filter({listed}, lambda address: regexp_matches(address, '^[^@]+@[^@]+[.][^@]+$'))"
