"""What a customer is worth: the parts of its value, lifetime value, the value index."""
