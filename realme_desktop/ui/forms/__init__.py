"""A form generated from a service's fields."""
