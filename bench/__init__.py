"""Figures, each a ratio between the console and a named baseline measured in the same run."""
