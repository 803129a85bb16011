"""Who is a key account: the score, its criteria, the signs of a partner."""
