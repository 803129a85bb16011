"""Batches: written whole or not at all, counted, taken out, completed."""
