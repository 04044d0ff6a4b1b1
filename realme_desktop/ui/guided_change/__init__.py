"""From the sandbox to integration and production, step by step."""
