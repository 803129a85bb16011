"""How long, how deep, how broad: stages of life, cohorts, what hangs on whom."""
