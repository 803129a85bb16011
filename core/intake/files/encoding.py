"""Which encoding the bytes of a text file are in, by content.

A byte order mark decides; then the pattern of zero bytes (UTF-16), then whether the bytes are UTF-8. What is left
are encodings in which almost any bytes mean something: each is scored by how plausible its characters are.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from core.errors import ReadingError

BLOCK_BYTES = 1 << 18
EVIDENCE_BYTES = 1 << 18

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Characters that half of ordinary Chinese text consists of, business words among them.
COMMON_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点"
    "正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教"
    "订单客户名称金额数量销售价格单价日期地区省市区编号电话地址公司有限科技商品产品类别华东南北京广州深圳张王李刘陈杨赵黄周吴备注合计"
    "年月日元万员店铺渠道门城县路号楼元付款发货退货总计线上网络贸易服务满意"
)
COMMON_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去"
    "法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點"
    "正業外將兩高間由問很最重並物手應戰向頭文體政美相見被利什二等產或新己製身果加西斯月話合回特代內信表化老給世位次度門任常先海通教"
    "訂單客戶名稱金額數量銷售價格單價日期地區省市區編號電話地址公司有限科技商品產品類別華東南北京廣州深圳張王李劉陳楊趙黃周吳備註合計"
    "年月日元萬員店鋪渠道門城縣路號樓元付款發貨退貨總計線上網絡貿易服務滿意臺灣"
)
LATIN_LETTERS = frozenset("éèêëàâäáãåçñöôóòõüûùúíîïìøæœßÉÈÀÁÂÃÄÖÜÓÑÇÅØÆÍÚ")
LATIN_SIGNS = frozenset("€£¥°’‘“”–—…·«»®©™§ºª²½¿¡\u00a0")


def guess_encoding(path: Path) -> str:
    """The codec name of the text at `path` (a byte order mark is not part of it; "utf-8" where all is ASCII)."""
    with path.open("rb") as stream:
        head = stream.read(EVIDENCE_BYTES)
    for mark, name in MARKS:
        if head.startswith(mark):
            return name
    return _wide(head) or _by_evidence(evidence(path))


def mark_bytes(path: Path, encoding: str) -> int:
    """How many bytes the byte order mark of `encoding` takes at the beginning of the file."""
    with path.open("rb") as stream:
        head = stream.read(4)
    return max((len(mark) for mark, name in MARKS if name == encoding and head.startswith(mark)), default=0)


def codec_name(hint: str) -> str:
    """The codec that a person means by `hint`. Raises `ReadingError` `encoding_unknown`."""
    plain = hint.strip().lower().replace("_", "-")
    names = {"utf-8-sig": "utf-8", "utf8": "utf-8", "gbk": "gb18030", "gb2312": "gb18030", "ansi": "cp1252"}
    if plain in {"utf-16", "utf-32"}:
        return plain + "-le"
    try:
        return codecs.lookup(names.get(plain, plain)).name
    except LookupError as error:
        raise ReadingError("encoding_unknown", encoding=hint) from error


def evidence(path: Path) -> bytes:
    """Up to 256 KB of the lines of a file that hold more than ASCII, from its whole length; b"" for pure ASCII."""
    found, size = [], 0
    for block in _line_blocks(path):
        if block.isascii():
            continue
        lines = [line for line in block.split(b"\n") if not line.isascii()]
        piece = b"\n".join(lines)[: EVIDENCE_BYTES // 2]
        found.append(piece)
        size += len(piece)
        if size >= EVIDENCE_BYTES:
            break
    return b"\n".join(found)


def decode(path: Path, encoding: str) -> Iterator[str]:
    """The text of a file in blocks. Raises `ReadingError` `encoding_failed` (encoding, byte = offset in the file)."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as stream:
        offset = len(stream.read(mark_bytes(path, encoding)))
        while True:
            block = stream.read(BLOCK_BYTES)
            waiting = len(decoder.getstate()[0])
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                raise ReadingError("encoding_failed", encoding=encoding, byte=offset - waiting + error.start) from error
            offset += len(block)
            if not block:
                if text:
                    yield text
                return
            yield text


def _line_blocks(path: Path) -> Iterator[bytes]:
    """The file in blocks that end where a line does, as far as lines are shorter than a block."""
    with path.open("rb") as stream:
        while block := stream.read(BLOCK_BYTES):
            yield block + stream.readline(BLOCK_BYTES)


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: many zero bytes, nearly all on one side of each pair."""
    head = head[: len(head) // 2 * 2]
    high, low = head[0::2].count(0), head[1::2].count(0)
    if not head or high + low < len(head) * 0.05 or min(high, low) * 20 > max(high, low):
        return None
    name = "utf-16-le" if low > high else "utf-16-be"
    return name if _fits(head[:65_536], name) else None


def _fits(data: bytes, encoding: str) -> bool:
    """Whether `data` decodes, a cut character at its end allowed for."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _by_evidence(sample: bytes) -> str:
    if not sample or all(_fits(line, "utf-8") for line in sample.split(b"\n")):
        return "utf-8"
    if _mostly_utf8(sample):
        return "utf-8"
    scores = {name: score(sample) for name, score in SCORES.items() if _fits_lines(sample, name)}
    best = max(scores, key=lambda name: scores[name], default="")
    return best if scores.get(best, 0.0) > 0 else "latin-1"


def _fits_lines(sample: bytes, encoding: str) -> bool:
    return all(_fits(line, encoding) for line in sample.split(b"\n"))


def _mostly_utf8(sample: bytes) -> bool:
    """Whether nearly all lines are UTF-8: then a few broken bytes are an error and not another encoding."""
    lines = sample.split(b"\n")
    return sum(_fits(line, "utf-8") for line in lines) > 0.9 * len(lines)


@cache
def _usual_hanzi(encoding: str) -> frozenset[str]:
    """The hanzi of the first level of a character set: nearly all of written Chinese."""
    leads, trails = (range(0xB0, 0xD8), range(0xA1, 0xFF)) if encoding == "gb18030" else (range(0xA4, 0xC7), range(256))
    return frozenset("".join(bytes((lead, trail)).decode(encoding, "ignore") for lead in leads for trail in trails))


def _chinese(encoding: str, common: frozenset[str]) -> Callable[[bytes], float]:
    """A score 0-1: the share of non-ASCII characters that are common hanzi or Chinese punctuation.

    Other hanzi count for less, those beyond the usual ones for little: any bytes can be read as such.
    """

    def score(sample: bytes) -> float:
        wide = [each for each in sample.decode(encoding, "ignore") if each > "\x7f"]
        known = sum(each in common or "\u3000" <= each <= "\u303f" or "\uff00" <= each <= "\uffef" for each in wide)
        usual = sum(each in _usual_hanzi(encoding) and each not in common for each in wide)
        hanzi = sum("\u4e00" <= each <= "\u9fff" for each in wide)
        return (known + 0.6 * usual + 0.25 * max(hanzi - known - usual, 0)) / max(len(wide), 1)

    return score


def _latin(encoding: str) -> Callable[[bytes], float]:
    """A score 0-1: the share of non-ASCII characters that are usual signs, or letters inside or at a plain word."""

    def score(sample: bytes) -> float:
        text = sample.decode(encoding, "replace")
        places = [place for place, each in enumerate(text) if each > "\x7f"]
        good = sum(_plausible(text, place) for place in places)
        return good / max(len(places), 1) * (0.5 if _in_pairs(sample) else 1.0)

    return score


def _in_pairs(sample: bytes) -> bool:
    """Whether bytes beyond ASCII nearly always come two by two, as those of hanzi do."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    return sum(size % 2 == 0 for size in runs) >= 0.95 * len(runs) > 0


def _plausible(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if text[place] in "€£¥§¿¡" and before.isalpha():
        return False
    if text[place] in LATIN_SIGNS:
        return before < "\x80" or after < "\x80"
    if text[place] not in LATIN_LETTERS:
        return False
    plain_before, plain_after = before.isascii() and before.isalpha(), after.isascii() and after.isalpha()
    return plain_before or (plain_after and not before.isalpha())


SCORES: dict[str, Callable[[bytes], float]] = {
    "gb18030": _chinese("gb18030", COMMON_SIMPLIFIED),
    "big5": _chinese("big5", COMMON_TRADITIONAL),
    "cp1252": _latin("cp1252"),
    "mac-roman": _latin("mac-roman"),
    "latin-1": lambda sample: 0.9 * _latin("latin-1")(sample),
}
