"""An order's life: states, submission, polling, recovery."""
