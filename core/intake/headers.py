"""Headers made comparable: case, blanks, punctuation, full-width and traditional characters, units in brackets."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from core.intake.synonyms import FOREIGN, STRONG, WEAK
from core.schema import TABLES, Kind

TRADITIONAL = str.maketrans(
    "訂單編號碼產類別稱額價錢數總計實際應銷貨買賣會員顧戶聯絡電話區務負責帳結幣種貨換來態時間開發統應該備註說明",
    "订单编号码产类别称额价钱数总计实际应销货买卖会员顾户联络电话区务负责帐结币种货换来态时间开发统应该备注说明",
)
TRADITIONAL_MORE = str.maketrans(
    "業績潤貿紅購優惠門員導動機構郵無齡滿級維權題問調評價論見饋誰擔產線條碼廠營運費稅單據憑證張頁蹤離記錄訪約"
    "狀採庫遞獲體經細項處關進復環標淨薦願質職鋪舖網縣轉寶參賬訊傳續響聲屬團辦個簽歸詢後對們嗎廢閉請議達獎劃資財詳測從親勞夥邊連鎖層揀寫報聞點選輸準緯紀終給認讓貼賒贈鄉鎮隊難預顏飾驗鮮齊",
    "业绩润贸红购优惠门员导动机构邮无龄满级维权题问调评价论见馈谁担产线条码厂营运费税单据凭证张页踪离记录访约"
    "状采库递获体经细项处关进复环标净荐愿质职铺铺网县转宝参账讯传续响声属团办个签归询后对们吗废闭请议达奖划资财详测从亲劳伙边连锁层拣写报闻点选输准纬纪终给认让贴赊赠乡镇队难预颜饰验鲜齐",
)
BRACKETS = re.compile(r"[(\[{【〔〈「]([^)\]}】〕〉」]*)[)\]}】〕〉」]?")
NOISE = re.compile(r"[\W_]+")
UNITS = re.compile(r"(?:万元|千元|元|rmb|cny|usd|eur|gbp|hkd|jpy)$")
TEN_THOUSANDS = ("万元", "万")
STRENGTH_OF_NAME, STRENGTH_STRONG, STRENGTH_WEAK = 1.0, 0.95, 0.7
STRENGTH_ENDING = 0.6


def plain(header: str) -> str:
    """Lower case, half-width, simplified; blanks and punctuation kept."""
    folded = unicodedata.normalize("NFKC", header).strip().lower()
    return folded.translate(TRADITIONAL).translate(TRADITIONAL_MORE)


def normalised(header: str) -> str:
    """A header without case, blanks, punctuation and what stands in brackets: "Order ID (no.)" -> "orderid"."""
    text = plain(header)
    return NOISE.sub("", BRACKETS.sub("", text)) or NOISE.sub("", text)


def unit_of(header: str) -> str:
    """What stands in brackets, or the unit after a slash or at the end: "金额(万元)" -> "万元"; "" if nothing."""
    text = plain(header)
    inside = "".join(BRACKETS.findall(text))
    if inside:
        return inside.strip()
    found = UNITS.search(text)
    return found.group() if found else ""


def shape_of(columns: Iterable[str]) -> str:
    """A stable key of a header row, the same for every file with these headers in any order and spelling of case."""
    names = sorted(NOISE.sub("", plain(column)) for column in columns)
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


@cache
def _words(kind: Kind) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, str]]:
    """Word -> columns for strong and weak words, and normalised canonical name -> column."""
    tables = []
    for source in (STRONG[kind], WEAK[kind]):
        found: dict[str, list[str]] = {}
        for column, words in source.items():
            for word in words.split():
                columns = found.setdefault(NOISE.sub("", word.lower()), [])
                if column not in columns:
                    columns.append(column)
        tables.append(found)
    return tables[0], tables[1], {name.replace("_", ""): name for name in TABLES[kind].names}


@cache
def candidates(header: str, kind: Kind) -> tuple[tuple[str, float, str], ...]:
    """What a header may mean in a table of that kind: (column, strength 0-1, evidence), strongest first."""
    strong, weak, names = _words(kind)
    found: dict[str, tuple[float, str]] = {}
    for word in dict.fromkeys((normalised(header), UNITS.sub("", normalised(header)))):
        if word in names:
            found.setdefault(names[word], (STRENGTH_OF_NAME, "exact"))
        for column in strong.get(word, ()):
            found.setdefault(column, (STRENGTH_STRONG, "synonym"))
        for column in weak.get(word, ()):
            found.setdefault(column, (STRENGTH_WEAK, "synonym"))
    if not found and not is_foreign(header):
        found = _similar(normalised(header), strong)
    ordered = sorted(found.items(), key=lambda item: -item[1][0])
    return tuple((column, strength, evidence) for column, (strength, evidence) in ordered)


def is_foreign(header: str) -> bool:
    """Whether a header is known to mean something that no table holds."""
    return normalised(header) in FOREIGN


def _similar(word: str, strong: dict[str, list[str]]) -> dict[str, tuple[float, str]]:
    """Columns of known words that the header ends with (what it says last is what it is); never certain."""
    best: dict[str, tuple[float, str]] = {}
    if any(word.endswith(other) for other in FOREIGN):
        return best
    for known, columns in strong.items():
        if word.endswith(known) and len(known) >= (2 if known[0] > "\u2e80" else 5):
            strength = STRENGTH_ENDING + 0.005 * min(len(known), 20)  # the longer word says more
            for column in columns:
                if strength > best.get(column, (0.0, ""))[0]:
                    best[column] = (strength, "similar")
    return best
