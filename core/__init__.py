"""Customer tiering: from a sales sheet to tiers, scores and lists. Never imports streamlit."""
