"""Purchase likelihood: how likely each customer buys within a horizon, how much, and how good the forecast is."""
