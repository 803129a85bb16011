"""Which tier a customer is in, what the tiers hold, and what stands at their borders."""
