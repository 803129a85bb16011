"""What was dropped together, and which tables complete each other."""
