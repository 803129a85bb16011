"""What Hailan sells: codes, names in both languages, list prices and costs. All brands are invented."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

BRANDS: Final = {"H": ("Hailan", "海岚"), "N": ("Norvik", "诺维克"), "T": ("Tengwei", "腾威")}
MIX: Final = {"battery": 0.30, "tyre": 0.26, "oil": 0.21, "filter": 0.14, "wiper": 0.09}
"""Share of order lines by category before season and customer are taken into account."""
_COST_SHARE: Final = {"battery": 0.681, "tyre": 0.723, "oil": 0.693, "filter": 0.57, "wiper": 0.54}


@dataclass(frozen=True)
class Product:
    """One product: list price and cost in fen (1/100 CNY), pieces in a pack, and how often it is chosen."""

    code: str
    category: str
    name_en: str
    name_zh: str
    price_fen: int
    cost_fen: int
    pack: int
    popularity: float


_BATTERIES: Final = (  # type in English and Chinese, model, Ah, yuan, popularity
    ("", "", "6-QW-36", 36, 238, 0.6),
    ("", "", "6-QW-45", 45, 286, 1.4),
    ("", "", "6-QW-60", 60, 368, 2.0),
    ("", "", "6-QW-70", 70, 426, 1.3),
    ("", "", "6-QW-80", 80, 488, 1.0),
    ("", "", "6-QW-100", 100, 598, 0.6),
    ("EFB", "EFB", "6-QW-60", 60, 498, 1.0),
    ("EFB", "EFB", "6-QW-70", 70, 568, 0.8),
    ("AGM", "AGM", "6-QW-70", 70, 786, 0.7),
    ("AGM", "AGM", "6-QW-80", 80, 868, 0.6),
    ("AGM", "AGM", "6-QW-95", 95, 988, 0.4),
)
_FILTERS: Final = (  # kind, English, Chinese, sizes, base price
    ("O", "oil filter", "机油滤清器", ("102", "115", "128", "134", "156", "171"), 21),
    ("A", "air filter", "空气滤清器", ("201", "214", "226", "239", "245", "268"), 34),
    ("C", "cabin filter", "空调滤清器", ("305", "312", "327", "341", "366"), 42),
    ("K", "activated carbon cabin filter", "活性炭空调滤清器", ("405", "412", "427", "441"), 68),
    ("F", "fuel filter", "燃油滤清器", ("507", "519", "533", "548"), 57),
)
_OILS: Final = (  # grade, kind English, Chinese, price of 1 litre, popularity
    ("0W-20", "fully synthetic", "全合成机油", 58, 1.2),
    ("5W-30", "fully synthetic", "全合成机油", 52, 1.8),
    ("5W-40", "fully synthetic", "全合成机油", 54, 1.4),
    ("10W-40", "semi-synthetic", "半合成机油", 36, 1.0),
    ("15W-40", "diesel engine", "柴油机油", 27, 0.9),
)
_TYRES: Final = (
    ("175/70 R14", 268, 0.7),
    ("185/65 R15", 306, 1.2),
    ("195/60 R15", 328, 0.9),
    ("195/65 R15", 332, 1.6),
    ("205/55 R16", 386, 2.0),
    ("215/60 R16", 428, 1.0),
    ("215/55 R17", 496, 1.1),
    ("225/45 R17", 528, 0.9),
    ("225/60 R18", 618, 0.8),
    ("235/55 R18", 656, 0.8),
    ("245/45 R19", 788, 0.4),
)


def _product(code: str, names: tuple[str, str], yuan: float, pack: int, popularity: float) -> Product:
    category = {"BAT": "battery", "WIP": "wiper", "FIL": "filter", "OIL": "oil", "TYR": "tyre"}[code[:3]]
    fen = round(yuan * 2) * 50
    wobble = 1 + (sum(map(ord, code)) % 9 - 4) / 100
    cost = round(fen * _COST_SHARE[category] * wobble / 10) * 10
    return Product(code, category, names[0], names[1], fen, cost, pack, popularity)


def _batteries() -> list[Product]:
    found = []
    for brand, (english, chinese), factor in (("H", BRANDS["H"], 1.0), ("N", BRANDS["N"], 1.12)):
        for kind_en, kind_zh, model, capacity, yuan, popularity in _BATTERIES:
            code = f"BAT-{brand}{kind_en[:1]}{capacity:03d}"
            names = (
                f"{english} {kind_en + ' start-stop' if kind_en else 'maintenance-free'} battery 12V {capacity}Ah",
                f"{chinese}{kind_zh + '启停' if kind_zh else '免维护'}蓄电池 {model} {capacity}Ah",
            )
            found.append(_product(code, names, yuan * factor, 4, popularity / (1 if brand == "H" else 2)))
    return found


def _wipers() -> list[Product]:
    found = []
    kinds = (
        ("F", "flat", "无骨雨刮片", 1.0, 1.5),
        ("S", "standard", "有骨雨刮片", 0.62, 1.0),
        ("Y", "hybrid", "三段式雨刮片", 1.25, 0.7),
    )
    for letter, english, chinese, factor, popularity in kinds:
        for millimetres in (400, 450, 500, 550, 600, 650, 700):
            names = (f"Hailan {english} wiper blade {millimetres} mm", f"海岚{chinese} {millimetres}mm")
            likes = popularity * (1.6 if millimetres in (600, 650) else 0.8)
            found.append(_product(f"WIP-{letter}{millimetres}", names, (14 + millimetres / 25) * factor, 10, likes))
    return found


def _filters() -> list[Product]:
    found = []
    for letter, english, chinese, sizes, yuan in _FILTERS:
        for position, size in enumerate(sizes):
            names = (f"Norvik {english} N{size}", f"诺维克{chinese} N{size}")
            found.append(_product(f"FIL-{letter}{size}", names, yuan * (1 + position * 0.07), 10, 1.6 - position * 0.2))
    return found


def _oils() -> list[Product]:
    found = []
    for grade, english, chinese, yuan, popularity in _OILS:
        for litres, pack, share, discount in ((1, 12, 0.6, 1.0), (4, 4, 1.6, 0.94), (18, 1, 0.5, 0.86)):
            names = (f"Hailan {english} oil {grade} {litres} L", f"海岚{chinese} {grade} {litres}L")
            code = f"OIL-{grade.replace('-', '')}-{litres:02d}"
            found.append(_product(code, names, yuan * litres * discount, pack, popularity * share))
    return found


def _tyres() -> list[Product]:
    found = []
    for brand, factor in (("T", 1.0), ("N", 1.15)):
        english, chinese = BRANDS[brand]
        for size, yuan, popularity in _TYRES:
            names = (f"{english} tyre {size}", f"{chinese}轮胎 {size}")
            code = f"TYR-{brand}{size[:3]}{size[4:6]}{size[-2:]}"
            found.append(_product(code, names, yuan * factor, 4, popularity / (1 if brand == "T" else 1.8)))
    return found


@cache
def products() -> tuple[Product, ...]:
    """All products, by code; the same each time."""
    found = _batteries() + _wipers() + _filters() + _oils() + _tyres()
    return tuple(sorted(found, key=lambda product: product.code))


@cache
def by_category() -> dict[str, tuple[Product, ...]]:
    """The products of each category, cheapest first."""
    return {
        category: tuple(sorted((p for p in products() if p.category == category), key=lambda p: p.price_fen))
        for category in MIX
    }


@cache
def by_code() -> dict[str, Product]:
    """Every product under its code."""
    return {product.code: product for product in products()}
