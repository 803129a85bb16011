"""What a workspace has decided comes back from its text as it was."""

from __future__ import annotations

from decimal import Decimal

from core.settings import Settings, ValueRules


def test_settings_come_back_from_their_text() -> None:
    given = Settings(
        movement_reading="relative",
        two_months_rule=True,
        value_rules=ValueRules(Decimal(50), Decimal(50), Decimal(0), Decimal("0.085")),
        market_size=Decimal("120000000.5000"),
        key_account_weights={"margin": Decimal("2.5")},
    )
    assert Settings.from_json(given.to_json()) == given
    assert Settings.from_json("{}") == Settings()
    assert Settings.from_json(Settings().to_json()) == Settings()
