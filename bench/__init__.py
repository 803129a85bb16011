"""What is fast, measured against plain baselines in the same run. Only the ratios mean something."""
