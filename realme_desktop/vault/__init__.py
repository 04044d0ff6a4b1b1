"""Secrets: the OS keyring, the data key."""
