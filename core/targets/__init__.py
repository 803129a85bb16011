"""Rules, target lists and their exports."""
