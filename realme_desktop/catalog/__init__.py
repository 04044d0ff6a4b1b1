"""What RealMe offers: services, fields, rules, codes, decoders. Pure data and pure functions."""
