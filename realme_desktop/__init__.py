"""RealMe Desktop: a console for identity verification and AML look-ups through RealMe (聚合鉴权)."""

__version__ = "0.1.0"
