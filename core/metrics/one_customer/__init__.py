"""One customer: its page, its lists, and finding it."""
