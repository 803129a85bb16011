"""The customers that carry a story, with their names and what they buy in the two years (thousand CNY, net)."""

# ruff: noqa: E501 (a table: one customer per line)

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sample_data import truths
from sample_data.truths import GROUP_BRANCHES, GROUP_PARENT, LEFT_KEY_CUSTOMERS, OTHER_FALLING_KEY_CUSTOMERS


@dataclass(frozen=True)
class Planted:
    """A customer with fixed figures. `last_year` and `this_year` in thousand CNY net; `owner` "" = drawn from the region."""

    customer_id: str
    names: tuple[str, str]
    industry: str
    region: str
    city: str
    last_year: float
    this_year: float
    owner: str = ""
    parent: str = ""
    trend: str = ""
    note: str = ""


_LEFT = truths.LEFT_SALESPERSON
_TOP: Final = (
    Planted("C00087", ("Yangtze Parts Wholesale", "长三角汽配批发有限公司"), "dealer", "east", "Shanghai", 1790, 1920, "S01"),
    Planted("C00158", ("Pearl River Auto Parts", "珠江汽车配件有限公司"), "dealer", "south", "Guangzhou", 1480, 1610, "S04"),
    Planted(truths.LOSING_CHAIN, ("Kuaida Car Service", "快达汽车服务连锁有限公司"), "chain", "central", "Wuhan", 1190, 1450, "S08", note="chain"),
    Planted("C00203", ("Great Wall Motor Spares", "长城路汽配贸易有限公司"), "dealer", "north", "Beijing", 1150, 1280, "S06"),
    Planted(LEFT_KEY_CUSTOMERS[0], ("Northgate Auto Service", "北门汽车服务连锁有限公司"), "chain", "east", "Nanjing", 1560, 1120, _LEFT, trend="left", note="handover"),
    Planted("C00231", ("Bashu Auto Components", "巴蜀汽车零部件有限公司"), "dealer", "southwest", "Chengdu", 940, 1010, "S10"),
    Planted("C00482", ("Swift Lane Quick Service", "迅捷道快修连锁有限公司"), "chain", "south", "Shenzhen", 700, 930, "S05"),
    Planted(LEFT_KEY_CUSTOMERS[1], ("Taihu Parts Supply", "太湖汽车配件有限公司"), "dealer", "east", "Wuxi", 1240, 860, _LEFT, trend="left", note="handover"),
    Planted("C00305", ("Jinan Crossroads Auto Parts", "济南十字路汽配有限公司"), "dealer", "north", "Jinan", 742, 800, "S07"),
    Planted(OTHER_FALLING_KEY_CUSTOMERS[0], ("Xiangjiang Motors", "湘江汽车销售服务有限公司"), "4s", "central", "Changsha", 830, 745, "S09"),
    Planted("C00417", ("Blue Harbour Logistics", "蓝港物流有限公司"), "fleet", "east", "Ningbo", 655, 690, "S02"),
    Planted(LEFT_KEY_CUSTOMERS[2], ("Huangshan Auto Gallery", "黄山汽车贸易有限公司"), "4s", "east", "Hefei", 985, 645, _LEFT, trend="left", note="handover"),
    Planted("C00556", ("Liaodong Parts Trading", "辽东汽配贸易有限公司"), "dealer", "northeast", "Dalian", 560, 605, "S11"),
    Planted("C00602", ("Three Gorges Transport", "三峡运输有限公司"), "fleet", "southwest", "Chongqing", 548, 570, "S10"),
    Planted("C00649", ("Silk Road Auto Parts", "丝路汽车配件有限公司"), "dealer", "northwest", "Xi'an", 480, 535, "S12"),
    Planted(LEFT_KEY_CUSTOMERS[3], ("West Lake Auto Care", "西湖汽车养护有限公司"), "chain", "east", "Hangzhou", 790, 505, _LEFT, trend="left", note="handover"),
    Planted("C00691", ("Central Plains Tyre & Wheel", "中原轮胎销售有限公司"), "tyreshop", "central", "Zhengzhou", 462, 480, "S09"),
    Planted("C00772", ("Egret Motors", "白鹭汽车销售服务有限公司"), "4s", "south", "Xiamen", 448, 455, "S04"),
    Planted(OTHER_FALLING_KEY_CUSTOMERS[1], ("Haihe Coach Lines", "海河客运有限公司"), "fleet", "north", "Tianjin", 470, 435, "S06"),
    Planted("C00910", ("Laoshan Auto Parts", "崂山汽配商行"), "dealer", "north", "Qingdao", 402, 415, "S07"),
    Planted("C01022", ("Spring City Drive-In Service", "春城快修连锁有限公司"), "chain", "southwest", "Kunming", 290, 395, "S10"),
    Planted("C01184", ("Foshan Bright Parts Supply", "佛山光明汽车用品有限公司"), "dealer", "south", "Foshan", 262, 378, "S05"),
    Planted("C00835", ("Songhua Motor Spares", "松花江汽配贸易有限公司"), "dealer", "northeast", "Harbin", 352, 358, "S11"),
    Planted("C00948", ("Garden Bridge Motors", "花园桥汽车销售服务有限公司"), "4s", "east", "Suzhou", 345, 351, "S02"),
)  # fmt: skip
"""The first 22 are Key this year; the last two were Key a year ago and were overtaken though they grew a little."""

_BRANCH_FIGURES: Final = (
    ("Hangzhou", "杭州", 101, 104),
    ("Ningbo", "宁波", 88, 92),
    ("Suzhou", "苏州", 117, 121),
    ("Nanjing", "南京", 86, 88),
    ("Wuxi", "无锡", 93, 97),
)
_GROUP: Final = tuple(
    Planted(
        branch, (f"Anda Auto Care {city}", f"安达汽车养护（{chinese}店）"), "chain", "east", city, last_year, this_year,
        ("S01", "S02")[position % 2], GROUP_PARENT,
    )
    for position, (branch, (city, chinese, last_year, this_year)) in enumerate(zip(GROUP_BRANCHES, _BRANCH_FIGURES, strict=True))
)  # fmt: skip
_OTHERS: Final = (
    Planted(truths.SLOW_PAYER, ("Stone Bridge Auto Parts", "石桥汽车配件有限公司"), "dealer", "north", "Shijiazhuang", 176, 182, "S06", trend="pairs", note="slow"),
    Planted(truths.RISING_SMALL, ("Little Harbour Garage", "小港汽修厂"), "workshop", "south", "Guangzhou", 1.3, 6.4, "S04", trend="rise", note="rising"),
    Planted(truths.WALK_INS[0], ("Walk-in customers Hangzhou store", "散客（杭州门店）"), "walkin", "east", "Hangzhou", 204, 210, "desk", note="walkin"),
    Planted(truths.WALK_INS[1], ("Walk-in customers Guangzhou store", "散客（广州门店）"), "walkin", "south", "Guangzhou", 155, 160, "desk", note="walkin"),
    Planted(truths.WALK_INS[2], ("Walk-in customers Wuhan store", "散客（武汉门店）"), "walkin", "central", "Wuhan", 124, 120, "desk", note="walkin"),
    Planted(truths.INTERNAL, ("Internal use own vans", "内部领用（自有车辆）"), "internal", "east", "Hangzhou", 13, 14, "desk", note="internal"),
)  # fmt: skip

PLANTED: Final = _TOP + _GROUP + _OTHERS
HEAD_OFFICE: Final = Planted(
    GROUP_PARENT,
    ("Anda Auto Care Group", "安达汽车养护集团有限公司"),
    "chain",
    "east",
    "Hangzhou",
    0,
    0,
    "S01",
    note="head",
)
