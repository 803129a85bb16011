"""What changed between two dates: who moved, and where the revenue came from."""
