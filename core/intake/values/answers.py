"""Survey sheets: which columns hold scores, of which dimension, on which scale."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from core.intake.columns.headers import BRACKETS, QUESTION_NUMBER, candidates, is_foreign, normalised, plain
from core.intake.columns.shapes import Shape

Scale = tuple[Decimal, Decimal]
NPS_SCALE: Scale = (Decimal(0), Decimal(10))
STAR_SCALE: Scale = (Decimal(1), Decimal(5))
STARS = frozenset(
    "reviewscore reviewrating reviewstars stars starrating 星级 评价星级 评分星级 商品评价星级 星级评分".split()
)
WIDE_PREFIX = "score:"
MANY_QUESTIONS = 5  # so many columns of small numbers are a survey even where no header is known
DOUBTFUL = 0.4
STRONG_WORD, SOME = 0.8, 0.3
IDS = frozenset({"order_id", "line_id", "product_code", "customer_id"})
DIMENSION_WORDS: dict[str, str] = {
    "product": """product products productsatisfaction productquality quality productscore 产品 商品 产品质量 商品质量 质量 产品满意度
    商品满意度 产品评分 质量满意度""",
    "price": "price prices pricing value valueformoney pricesatisfaction 价格 性价比 价格满意度 价格合理性 价格评分 物有所值",
    "store": "store shop branch storeenvironment environment storesatisfaction 门店 店铺 店面 环境 门店环境 购物环境 门店满意度 店面环境",
    "service": "service customerservice services support servicequality aftersales aftersalesservice servicesatisfaction 服务 客服 售后 售后服务 服务质量 服务态度 服务满意度 客户服务 客服满意度",
    "salesperson": "salesperson salesrep sales salesstaff staff consultant 销售人员 销售员 业务员 导购 销售顾问 人员 店员 员工 销售人员满意度 业务员满意度",
    "delivery": "delivery deliveries shipping logistics deliverytime deliveryspeed deliverysatisfaction 物流 配送 交付 交货 送货 发货 物流配送 物流满意度 交付满意度 物流速度 配送服务 交货速度 配送满意度",
    "ordering": "ordering order orderprocess orderingprocess orderingsatisfaction 下单 订货 订购 下单流程 订购流程 订货便利性",
    "payment": "payment billing invoicing paymentprocess payments 付款 支付 结算 开票 账务 支付便利性 结算开票",
    "time": "time waitingtime 时间 等待时间",
    "effort": "effort customereffort ces 费力度 省心",
    "overall": """overall overallsatisfaction satisfaction csat overallscore overallrating generalsatisfaction totalsatisfaction 总体 整体
    总体满意度 整体满意度 满意度 总满意度 综合满意度 总体评价 整体评价""",
    "nps": "nps recommend recommendation likelihoodtorecommend recommendationscore willingnesstorecommend npsscore 推荐 推荐意愿 净推荐值 推荐度 推荐可能性 推荐意愿度",
    "repurchase": "repurchase repurchaseintent rebuy buyagain loyalty repurchaseintention 复购 复购意愿 再次购买 续购 回购 复购意向 再购意愿",
}
DIMENSIONS = {word: code for code, words in DIMENSION_WORDS.items() for word in words.split()}
NO_SCORES = frozenset(
    """id no number index month quarter year week day age zip duration seconds ip score_total phone tel mobile amount quantity
    revenue sales 序号 编号 月 月份 季度 年 年份 周 年龄 电话 手机 手机号 所用时间 时长 金额 数量 来源 总分 ip地址
    progress finished status responsetype locationlatitude locationlongitude latitude longitude userlanguage language 进度 完成度 经度 纬度
    答题时长 填写时长 总得分""".split()
)
QUESTIONS: dict[str, re.Pattern[str]] = {
    "nps": re.compile(
        r"\b(?:likely|likelihood|willing)\b.*\brecommend|\brecommend\b.*\b(?:friends?|colleagues?|others|us)\b"
        r"|(?:可能|愿意|意愿).*推荐|推荐.*(?:可能|愿意|意愿)|推荐我们"
    ),
    "repurchase": re.compile(
        r"\b(?:likely|likelihood|willing|would you)\b.*\b(?:(?:buy|order|purchase)\b.*\bagain|repurchase)\b"
        r"|(?:可能|愿意|意愿|会).*(?:再次|再|继续)(?:购买|采购|订货|下单|合作)|(?:再次|继续)(?:购买|采购|合作).*(?:可能|意愿)"
    ),
    "overall": re.compile(
        r"^overall\b,?\s*how satisfied (?:are|were) you(?: with (?:us|our company|your experience))?\W*$"
        r"|^(?:总体|整体|总的|综合)(?:上|而言|来说|来看|说来)?\W*您?对?(?:我们|我司|我们公司|本公司)?(?:是否|的)?满意(?:度|程度|吗)?\W*$"
    ),
}
"""Questions that surveys ask in a whole sentence and that must not count among the dimensions of the index."""
OURS = r"(?:our|the|your|their|its|this)"
TOPICS = (
    re.compile(r"^.+\[([^\[\]]+)\]$"),
    re.compile(r"^.+\s+-\s+([^-]+)$"),
    re.compile(rf"\bsatisfied (?:are|were) you with (?:{OURS}\s+)*(.{{2,40}}?)\W*$", re.IGNORECASE),
    re.compile(rf"\brate (?:{OURS}\s+)*(.{{2,40}}?)\W*$", re.IGNORECASE),
    re.compile(
        r"对(?:于)?(?:我们公司|我们|我司|本公司|贵公司|公司|本店)?的?(.{1,12}?)(?:方面)?(?:的|是否|感到|还)*(?:满意|评价)(?:度|程度|吗|如何|怎么样)*\W*$"
    ),
)
"""What the sentence of a question is about, in its first group."""
SATISFIED = re.compile(r"(?:的?(?:满意度|满意程度|评分|打分|得分)|satisfaction|rating|score)$")
STEPS = re.compile(r"\s*[:：/|>、-]\s*|\s*——\s*")
BOUNDS = re.compile(r"(\d+)\s*(?:-|~|–|—|to|至|到|分)+\s*(\d+)")
COMMON_SCALES: tuple[Scale, ...] = tuple(
    (Decimal(low), Decimal(high)) for low, high in ((1, 5), (1, 7), (0, 10), (1, 10), (0, 100))
)


def dimension_of(header: str) -> tuple[str, str | None, float]:
    """(dimension, item, confidence) of a score column's header; a header without a known word is its own dimension.

    The number of a question ("3、", "Q3.") and a scale in brackets do not matter.
    """
    asked = QUESTION_NUMBER.sub("", header).strip() or header.strip()
    name = normalised(asked)
    whole = DIMENSIONS.get(name) or DIMENSIONS.get(SATISFIED.sub("", name))
    if whole:
        return whole, None, 0.95
    parts = [part for part in STEPS.split(asked, maxsplit=1) if part]
    if len(parts) == 2 and (code := DIMENSIONS.get(normalised(parts[0]))):
        return code, parts[1], 0.9
    question = BRACKETS.sub("", plain(asked)).strip()
    code = next((code for code, pattern in QUESTIONS.items() if pattern.search(question)), None)
    if code:
        return code, None, 0.9
    topic = _topic(asked)
    known = DIMENSIONS.get(normalised(topic)) if topic else None
    return (known, None, 0.9) if known else (topic or header.strip(), None, 0.7)


def _topic(question: str) -> str | None:
    """What a question is about: "How satisfied are you with our delivery?" -> "delivery"; None where it does not say.

    In a grid of questions the topic stands last: "Please rate: [Delivery]", "Please rate: - Delivery".
    """
    found = next((found for pattern in TOPICS if (found := pattern.search(question.strip()))), None)
    return found.group(1).strip() if found else None


def score_headers(columns: Sequence[str], shapes: Mapping[str, Shape], taken: set[str]) -> list[tuple[str, str, float]]:
    """The score columns of a survey as (header, column, confidence); column "score" for one, "score:..." for several.

    `taken`: headers that are another column of a survey. A header named "score" with a dimension column is a long sheet.
    """
    free = [header for header in columns if header not in taken and _holds_scores(header, shapes[header])]
    named = [header for header in free if _is_called_score(header)]
    if len(named) == 1 and (len(free) == 1 or normalised(named[0]) not in DIMENSIONS):
        return [(named[0], "score", 0.95)]
    if len(free) == 1:
        sure = dimension_of(free[0])[2] > 0.8 or shapes[free[0]].worded >= 0.9
        return [(free[0], "score", 0.95 if sure else DOUBTFUL)]
    parsed = [(header, *dimension_of(header)) for header in free]
    several = {code for _, code, _, _ in parsed if sum(other == code for _, other, _, _ in parsed) > 1}
    survey = len(free) >= MANY_QUESTIONS or any(sure > 0.8 for *_, sure in parsed)
    survey = survey or any(shapes[header].worded >= 0.9 for header in free)
    return [
        (header, wide_column(code, item, header, code in several), sure if survey else DOUBTFUL)
        for header, code, item, sure in parsed
    ]


def wide_column(dimension: str, item: str | None, header: str, shared: bool) -> str:
    """The column name of a score column; where headers share a dimension each is an item of it."""
    item = item or (header if shared else None)
    return WIDE_PREFIX + dimension + (f"|{item}" if item else "")


def dimension_and_item(column: str) -> tuple[str, str | None]:
    """The inverse of `wide_column`: "score:product|fit" -> ("product", "fit")."""
    dimension, _, item = column.removeprefix(WIDE_PREFIX).partition("|")
    return dimension, item or None


def _is_called_score(header: str) -> bool:
    return any(column == "score" and strength > STRONG_WORD for column, strength, _ in candidates(header, "surveys"))


def _holds_scores(header: str, shape: Shape) -> bool:
    if normalised(header) in NO_SCORES or (is_foreign(header) and normalised(header) not in DIMENSIONS):
        return False
    sold = {column for column, strength, _ in candidates(header, "sales") if strength > STRONG_WORD}
    if sold & IDS or (_heads_prices(header) and shape.fractions > SOME):
        return False
    if shape.worded >= 0.9:
        return True
    least = 0.5 if _is_called_score(header) else 0.9  # then rows that are none are refused, and the column stays
    return shape.count > 0 and shape.numeric >= least and shape.lowest >= -5 and shape.highest <= 100


def _heads_prices(header: str) -> bool:
    """Whether a header may head the prices of a list of lines as well as the opinions about prices."""
    return any(column in ("unit_price", "amount") for column, _, _ in candidates(header, "sales"))


def scale_in_header(header: str) -> Scale | None:
    """A scale that the header itself names: "Satisfaction (1-5)", "满意度（0～10分）"."""
    inside = re.search(r"[(\[]([^)\]]*)[)\]]", plain(header))
    found = BOUNDS.search(inside.group(1)) if inside else None
    if not found:
        return None
    low, high = Decimal(found.group(1)), Decimal(found.group(2))
    return (low, high) if low < high else None


def star_scale(header: str, lowest: Decimal, highest: Decimal, fractions: bool) -> Scale | None:
    """1-5 for the stars of reviews, which are given on no other scale; None for all else."""
    stars = normalised(header) in STARS and not fractions and lowest >= 1 and highest <= STAR_SCALE[1]
    return STAR_SCALE if stars else None


def proposed_scale(lowest: Decimal, highest: Decimal, fractions: bool) -> Scale:
    """The usual scale that holds these scores, to be confirmed by a person: extremes alone prove nothing."""
    for scale in COMMON_SCALES:
        if scale[0] <= lowest and highest <= scale[1] and not (fractions and scale[0] == 1 and scale[1] != 5):
            return scale
    return lowest, highest
