"""What customers answered: satisfaction, its weights, its trend, who is valuable but unhappy."""
