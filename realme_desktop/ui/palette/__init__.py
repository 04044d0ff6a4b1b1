"""The command palette: one line that finds services, persons, settings and actions."""
