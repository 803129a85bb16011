"""What is unusual in the latest month, against each customer's own history first, then against its peers."""
