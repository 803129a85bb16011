"""Invented names of companies and people, in English and in Chinese. Every company name occurs once per language."""

# ruff: noqa: E501 (word lists)

from __future__ import annotations

from random import Random
from typing import Final

PLACES: Final = (
    "Northgate Southgate Westfield Eastbrook Harbour Riverside Lakeview Hillcrest Oakwood Maple Cedar Willow Ashford Bridgeport Redstone Whitestone "
    "Silverline Goldfield Ironbridge Summit Pioneer Liberty Victory Crown Royal Falcon Eagle Swift Rapid Prime Apex Delta Sigma Orion Polaris Aurora "
    "Phoenix Lotus Bamboo Jade Pearl Coral Amber Granite Marble Canyon Prairie Meadow Valley Forest Orchard Garden Sunrise Sunset Daybreak Starlight "
    "Bluewater Greenfield Blackwood Brightway Fairway Highway Crossroads Junction Central Union National Metro Capital Century Millennium Heritage "
    "Anchor Beacon Compass Voyager Pathfinder Trailhead Milestone Turnpike Parkside Kingsway Queensgate Longbridge Stonegate Millbrook Fairview "
    "Shunda Hengtong Jinfeng Ruixiang Huatai Yongsheng Xinyuan Dongfang Taihe Anda Fulong Changjiang Minghui Longteng Kaida Baolai Jiahe Wanli "
    "Hongtu Senhai Yuhang Tianlu Zhongxing Liyuan Qihang Juntai Shengda Boyuan Haoyun Chengxin"
).split()
_SUFFIX_EN: Final[dict[str, tuple[str, ...]]] = {
    "dealer": ("Auto Parts", "Parts Supply", "Motor Spares", "Auto Components", "Parts Trading", "Parts Wholesale"),
    "chain": ("Auto Care", "Car Service", "Quick Service", "Auto Service Centres", "Drive-In Service"),
    "4s": ("Motors", "Auto Sales & Service", "Car Centre", "Auto Gallery", "Motor Company"),
    "workshop": ("Auto Service", "Garage", "Auto Repair", "Motor Works", "Workshop", "Car Clinic", "Auto Body"),
    "tyreshop": ("Tyre Centre", "Tyres", "Tyre & Wheel", "Tyre Service"),
    "fleet": ("Logistics", "Transport", "Freight", "Express", "Coach Lines", "Car Rental"),
    "public": ("District Bus Depot", "City Fleet Services", "Postal Fleet", "Sanitation Fleet", "Water Works Fleet"),
}
_FIRST_ZH: Final = "恒顺宏鑫德瑞永泰华安利嘉盛兴远鼎骏腾万金"
_SECOND_ZH: Final = "通达发源丰祥辉隆捷运诚信航驰"
_SUFFIX_ZH: Final[dict[str, tuple[str, ...]]] = {
    "dealer": ("汽车配件有限公司", "汽配贸易有限公司", "汽配商行", "汽车用品有限公司"),
    "chain": ("汽车服务连锁有限公司", "快修连锁有限公司", "汽车养护有限公司"),
    "4s": ("汽车销售服务有限公司", "汽车贸易有限公司", "丰和汽车4S店"),
    "workshop": ("汽车维修有限公司", "汽修厂", "汽车修理部", "汽车服务中心"),
    "tyreshop": ("轮胎行", "轮胎销售有限公司", "轮胎服务中心"),
    "fleet": ("物流有限公司", "运输有限公司", "汽车租赁有限公司", "客运有限公司"),
    "public": ("公交车队", "环卫车队", "邮政车队", "公务用车服务中心"),
}
CITIES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "east": (
        ("Shanghai", "上海"),
        ("Hangzhou", "杭州"),
        ("Ningbo", "宁波"),
        ("Suzhou", "苏州"),
        ("Nanjing", "南京"),
        ("Wuxi", "无锡"),
        ("Hefei", "合肥"),
    ),
    "south": (
        ("Guangzhou", "广州"),
        ("Shenzhen", "深圳"),
        ("Foshan", "佛山"),
        ("Dongguan", "东莞"),
        ("Xiamen", "厦门"),
        ("Nanning", "南宁"),
    ),
    "north": (
        ("Beijing", "北京"),
        ("Tianjin", "天津"),
        ("Shijiazhuang", "石家庄"),
        ("Jinan", "济南"),
        ("Qingdao", "青岛"),
        ("Taiyuan", "太原"),
    ),
    "central": (
        ("Wuhan", "武汉"),
        ("Changsha", "长沙"),
        ("Zhengzhou", "郑州"),
        ("Nanchang", "南昌"),
        ("Luoyang", "洛阳"),
    ),
    "southwest": (("Chengdu", "成都"), ("Chongqing", "重庆"), ("Kunming", "昆明"), ("Guiyang", "贵阳")),
    "northeast": (("Shenyang", "沈阳"), ("Dalian", "大连"), ("Harbin", "哈尔滨"), ("Changchun", "长春")),
    "northwest": (("Xi'an", "西安"), ("Lanzhou", "兰州"), ("Urumqi", "乌鲁木齐"), ("Yinchuan", "银川")),
}
_FAMILY: Final = (
    ("Wang", "王"), ("Li", "李"), ("Zhang", "张"), ("Liu", "刘"), ("Chen", "陈"), ("Yang", "杨"), ("Zhao", "赵"), ("Huang", "黄"), ("Zhou", "周"), ("Wu", "吴"),
    ("Xu", "徐"), ("Sun", "孙"), ("Hu", "胡"), ("Zhu", "朱"), ("Gao", "高"), ("Lin", "林"), ("He", "何"), ("Guo", "郭"), ("Ma", "马"), ("Luo", "罗"),
)  # fmt: skip
_GIVEN: Final = (
    ("Wei", "伟"), ("Fang", "芳"), ("Lei", "磊"), ("Jing", "静"), ("Qiang", "强"), ("Yan", "艳"), ("Jun", "军"), ("Min", "敏"), ("Tao", "涛"), ("Li", "丽"),
    ("Ming", "明"), ("Juan", "娟"), ("Chao", "超"), ("Xia", "霞"), ("Ping", "平"), ("Gang", "刚"), ("Jianhua", "建华"), ("Xiaoyan", "晓燕"),
    ("Zhiqiang", "志强"), ("Haitao", "海涛"), ("Yuting", "雨婷"), ("Guoqiang", "国强"), ("Lili", "丽丽"), ("Wenbo", "文博"), ("Jiaxin", "佳欣"),
    ("Haoran", "浩然"), ("Siyu", "思雨"), ("Chunmei", "春梅"), ("Yong", "勇"), ("Bin", "斌"),
)  # fmt: skip
_ENGLISH: Final = (
    "Daniel Grace Kevin Alice Thomas Emily Martin Sophie Andrew Laura Simon Karen Philip Nora Steven Diana Robert Claire Edward Amy"
).split()

NamePair = tuple[str, str]


class Namer:
    """Hands out names that have not been handed out before."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def reserve(self, names: NamePair) -> NamePair:
        """Take these names out of the pool and give them back."""
        self._taken.update(names)
        return names

    def company(self, industry: str, city: NamePair) -> NamePair:
        """A new company name in English and Chinese."""
        return self.reserve((self._english(industry, city[0]), self._chinese(industry, city[1])))

    def person(self) -> NamePair:
        """A person's name; about one in six goes by an English given name. Persons may share a name."""
        family, given = self._rng.choice(_FAMILY), self._rng.choice(_GIVEN)
        english = self._rng.choice(_ENGLISH) if self._rng.random() < 0.17 else ""
        return (f"{english} {family[0]}" if english else f"{family[0]} {given[0]}", family[1] + given[1])

    def driver(self) -> NamePair:
        """The name of a private driver, told apart by what they drive when the name is taken."""
        for _ in range(200):
            names = self.person()
            if not self._taken & set(names):
                return self.reserve(names)
        raise LookupError("no person's name is left")

    def _english(self, industry: str, city: str) -> str:
        while True:
            place, suffix = self._rng.choice(PLACES), self._rng.choice(_SUFFIX_EN[industry])
            draw = self._rng.random()
            name = f"{city} {suffix}" if industry == "public" else f"{place} {suffix}"
            if name in self._taken or (industry == "public" and draw < 0.5):
                name = f"{place} {suffix}"
            if name in self._taken:
                name = f"{place} {suffix} {city}"
            if name not in self._taken:
                return name

    def _chinese(self, industry: str, city: str) -> str:
        while True:
            brand = self._rng.choice(_FIRST_ZH) + self._rng.choice(_SECOND_ZH)
            suffix = self._rng.choice(_SUFFIX_ZH[industry])
            name = f"{city}{brand if industry != 'public' else self._rng.choice('一二三四五六七八') + '区'}{suffix}"
            if "4S店" in suffix:
                name = f"{city}{brand}{suffix[2:]}"
            if name not in self._taken:
                return name
