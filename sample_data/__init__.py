"""Hailan Auto Parts 海岚汽配: an invented company whose truths are known. See README.md."""
