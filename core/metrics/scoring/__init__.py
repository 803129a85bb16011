"""Recency, frequency and monetary value as scores, segments and classes."""
