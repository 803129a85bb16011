"""A file someone has becomes typed rows and a report of what was refused."""
