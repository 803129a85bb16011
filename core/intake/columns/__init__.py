"""What the columns of a table are: header rows, names, meaning."""
