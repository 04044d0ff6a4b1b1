"""Programs of their own: each measured in a fresh process."""
