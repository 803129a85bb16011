"""Segments that are found in the data, and the traits they are found by."""
