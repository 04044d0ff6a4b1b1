"""Settings pages: credentials, environments, general."""
