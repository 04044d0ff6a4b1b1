"""A RealMe of our own on loopback, for demos and tests: real HTTP, real signatures."""
