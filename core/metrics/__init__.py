"""One question, one function, one SQL file of the same name, one frozen result."""
