"""Results that leave the console: as text for a case system, as PDF, on paper."""
