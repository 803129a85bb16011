"""Order lines as the generator moves them around: money in whole fen, days counted from the first day of the data."""

from __future__ import annotations

from dataclasses import dataclass

from sample_data.catalogue import Product
from sample_data.customers import Customer
from sample_data.seasons import SPLIT, month_of


@dataclass(slots=True, eq=False)
class Line:
    """One order line; return lines have a negative quantity. `order` groups lines until ids are given."""

    customer: Customer
    order: int
    day: int
    category: str
    aim: float
    product: Product
    discount: int
    channel: str
    salesperson: str
    quantity: int = 0
    price_fen: int = 0
    status: str = "completed"
    scrapped: bool = False
    order_id: str = ""
    line_id: int = 0
    due: int | None = None
    paid: int | None = None

    @property
    def amount_fen(self) -> int:
        """Quantity x unit price x (1 - discount), rounded half up to the fen (half away from zero below it)."""
        size = (abs(self.quantity) * self.price_fen * (100 - self.discount) + 50) // 100
        return size if self.quantity >= 0 else -size

    @property
    def cost_fen(self) -> int:
        """Quantity x cost; nothing comes back into stock when returned goods are scrapped."""
        return 0 if self.scrapped else self.quantity * self.product.cost_fen

    @property
    def net_fen(self) -> int:
        """What the line adds to net revenue: nothing for returned and cancelled orders."""
        return self.amount_fen if self.status == "completed" else 0

    @property
    def month(self) -> int:
        """The month of the data, 0-23."""
        return month_of(self.day)

    @property
    def year(self) -> int:
        """0 = last year, 1 = this year."""
        return int(self.day >= SPLIT)

    @property
    def step(self) -> int:
        """The quantity the line moves by: whole packs for those who buy packs, else pieces."""
        return self.product.pack if self.quantity and self.quantity % self.product.pack == 0 else 1
