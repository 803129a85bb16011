"""Typed rows, the rules that they can break, and the refused ones."""
