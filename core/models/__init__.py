"""Models that learn from the data (scikit-learn)."""
