"""Small parts with no knowledge of RealMe."""
