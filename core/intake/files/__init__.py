"""The bytes of a file become text tables: encoding, delimiter, sheets, archives, several tables in one file."""
