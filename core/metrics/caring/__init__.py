"""Whom to call: the care plan, its rhythm, who has been spoken with."""
