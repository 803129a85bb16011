"""How are we doing: the figures of the first page, the five measures, who needs attention."""
