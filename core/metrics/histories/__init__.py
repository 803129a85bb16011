"""Tiers at the last month ends: how large they were, what they brought, who went where."""
