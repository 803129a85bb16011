"""The report for leadership: slides told from results, and the writers that put them into a file."""
