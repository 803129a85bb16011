"""What will be done with a table: looked at, decided, kept for the next one of its shape."""
