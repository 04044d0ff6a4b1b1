"""The environments of this workplace."""

from __future__ import annotations

from realme_desktop.config.environment import (
    FIELDS,
    PRESETS,
    Environment,
    EnvironmentKind,
    SigningSettings,
    Timeouts,
)

__all__ = [
    "FIELDS",
    "PRESETS",
    "Environment",
    "EnvironmentKind",
    "SigningSettings",
    "Timeouts",
]
