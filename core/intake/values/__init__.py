"""How the cells of a column are written, and the SQL that makes typed values of them."""
