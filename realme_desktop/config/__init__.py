"""Settings and environments, declared as data."""
