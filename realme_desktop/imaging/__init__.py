"""Pictures: open, orient, scale, encode."""
