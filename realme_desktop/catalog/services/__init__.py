"""RealMe's services as data, one module per group. `catalog.registry` puts them together."""
