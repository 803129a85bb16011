"""A small invented company with known truths."""
