"""Who will probably buy, made and judged; what fits a customer next."""
