"""The words of the files in English and Chinese. Codes are used everywhere else."""

from __future__ import annotations

from typing import Final, Literal

Language = Literal["en", "zh"]
Words = dict[str, tuple[str, str]]

REGIONS: Final[Words] = {
    "east": ("East China", "华东"),
    "south": ("South China", "华南"),
    "north": ("North China", "华北"),
    "central": ("Central China", "华中"),
    "southwest": ("Southwest", "西南"),
    "northeast": ("Northeast", "东北"),
    "northwest": ("Northwest", "西北"),
}
CHANNELS: Final[Words] = {
    "visit": ("Sales visit", "业务员拜访"),
    "phone": ("Phone order", "电话订货"),
    "online": ("Online shop", "网上商城"),
    "counter": ("Store counter", "门店自提"),
}
CATEGORIES: Final[Words] = {
    "battery": ("Batteries", "蓄电池"),
    "wiper": ("Wipers", "雨刮器"),
    "filter": ("Filters", "滤清器"),
    "oil": ("Oil", "机油"),
    "tyre": ("Tyres", "轮胎"),
}
SALESPEOPLE: Final[dict[str, tuple[str, str, str]]] = {
    "S01": ("Grace Lin", "林悦", "east"),
    "S02": ("Daniel Gu", "顾明远", "east"),
    "S03": ("Victor Shen", "沈维", "east"),
    "S04": ("Helen Qiu", "邱海伦", "south"),
    "S05": ("Marcus Liang", "梁志强", "south"),
    "S06": ("Julia Song", "宋佳", "north"),
    "S07": ("Peter Hao", "郝建平", "north"),
    "S08": ("Irene Tan", "谭艺", "central"),
    "S09": ("Leo Fang", "方磊", "central"),
    "S10": ("Nina Luo", "罗娜", "southwest"),
    "S11": ("Oscar Jin", "金晓东", "northeast"),
    "S12": ("Rita Bai", "白瑞", "northwest"),
    "desk": ("Sales desk", "销售内勤", ""),
}
INDUSTRIES: Final[Words] = {
    "dealer": ("Parts dealer", "配件经销商"),
    "chain": ("Repair chain", "连锁维修"),
    "4s": ("4S shop", "4S店"),
    "workshop": ("Independent workshop", "独立修理厂"),
    "tyreshop": ("Tyre shop", "轮胎店"),
    "fleet": ("Fleet and logistics", "车队物流"),
    "public": ("Public fleet", "公务车队"),
    "driver": ("Private driver", "个体司机"),
    "walkin": ("Walk-in", "散客"),
    "internal": ("Internal", "内部"),
}
KINDS: Final[Words] = {
    "end": ("End customer", "最终客户"),
    "dealer": ("Dealer", "经销商"),
    "internal": ("Internal", "内部客户"),
    "public": ("Public", "公共机构"),
}
NATURES: Final[Words] = {"company": ("Company", "企业"), "individual": ("Individual", "个人")}
SOURCES: Final[Words] = {
    "own": ("Own sales", "自主开发"),
    "advertising": ("Advertising", "广告"),
    "referral": ("Referral", "转介绍"),
}
GRADES: Final[Words] = {
    "gold": ("Gold", "金牌"),
    "silver": ("Silver", "银牌"),
    "bronze": ("Bronze", "铜牌"),
    "": ("", ""),
}
PERSONALITIES: Final[Words] = {
    "driving": ("Driving", "支配型"),
    "expressive": ("Expressive", "表达型"),
    "amiable": ("Amiable", "和蔼型"),
    "analytical": ("Analytical", "分析型"),
    "": ("", ""),
}
ROLES: Final[Words] = {
    "buyer": ("Buyer", "采购者"),
    "influencer": ("Influencer", "影响者"),
    "decider": ("Decider", "决策者"),
    "user": ("User", "使用者"),
}
STATUSES: Final[Words] = {
    "completed": ("Completed", "已完成"),
    "returned": ("Returned", "已退货"),
    "cancelled": ("Cancelled", "已取消"),
}
REASONS: Final[Words] = {
    "wrong": ("Wrong part ordered", "订错型号"),
    "damaged": ("Damaged in transit", "运输破损"),
    "late": ("Delivered too late", "交货太迟"),
    "defect": ("Product defect", "产品质量问题"),
}
FLAGS: Final[Words] = {"yes": ("Yes", "是"), "no": ("No", "否")}
NOTES: Final[Words] = {
    "": ("", ""),
    "opening": ("Opening a second location next year.", "明年计划开第二家店。"),
    "careful": ("Compares prices carefully, decides on the phone.", "比价仔细，一般电话里就能定。"),
    "morning": ("Best reached in the morning.", "上午联系比较方便。"),
    "fair": ("Met at the trade fair.", "展会上认识。"),
    "rival": ("Also buys from two other suppliers.", "同时向另外两家供应商进货。"),
    "handover": ("Waiting for a new contact since spring.", "开春以来一直等待新的对接人。"),
    "chain": ("Asks for extra discount on every order; returns used goods.", "每单都要求额外折扣，常退用过的货。"),
    "head": ("Head office; the branches order themselves.", "集团总部，由各分店自行下单。"),
    "walkin": ("Collective account for cash sales over the counter.", "门店现金零售汇总账户。"),
    "internal": ("Parts for the company's own vans.", "公司自有车辆用件。"),
    "slow": ("Says that its own customers pay late.", "反映下游客户回款慢。"),
    "rising": ("New owner; buys most parts elsewhere so far.", "新老板接手，目前大部分配件在别处采购。"),
}


def word(words: Words, code: str, language: Language) -> str:
    """The word for a code in that language; KeyError where the code is unknown."""
    return words[code][language == "zh"]


def salesperson_name(code: str, language: Language) -> str:
    """The name of a salesperson in that language, empty for an empty code."""
    return SALESPEOPLE[code][language == "zh"] if code else ""
