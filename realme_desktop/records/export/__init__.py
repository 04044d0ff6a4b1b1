"""Orders written to a file that other programs read."""
