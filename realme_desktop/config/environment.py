"""What an environment of RealMe is: where it is, how it is reached, how it is signed for. No secrets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import Enum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from realme_desktop.catalog.text import Text

if TYPE_CHECKING:
    from realme_desktop.catalog.model import Service

__all__ = [
    "FIELDS",
    "PRESETS",
    "Environment",
    "EnvironmentKind",
    "SigningSettings",
    "Timeouts",
]

UrlEncoding = Literal["java", "rfc3986", "none"]
Scope = Literal["values", "whole"]
HexCase = Literal["lower", "upper"]
PictureValue = Literal["text", "md5"]


class EnvironmentKind(Enum):
    """What an answer of this environment is worth: only PRODUCTION speaks of real persons for sure."""

    SANDBOX = "sandbox"
    INTEGRATION = "integration"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningSettings:
    """The open points of RealMe's formula; the defaults are the likely reading.

    `url_encoding` the flavour; `scope` what is encoded, the concatenated values or the whole text; `hex_case`
    of the result; `pictures` whether a BASE64 picture counts as its text or as the MD5 of its bytes.
    """

    url_encoding: UrlEncoding = "java"
    scope: Scope = "values"
    hex_case: HexCase = "lower"
    pictures: PictureValue = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeouts:
    """Seconds. `write` is for the whole request, so that a picture gets through a slow line; `read` is the
    longest silence of the server; `total` ends a server that drips."""

    connect: float = 10.0
    read: float = 30.0
    write: float = 60.0

    @property
    def total(self) -> float:
        return self.connect + self.write + 2 * self.read


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """One RealMe to talk to.

    `base` is requested and `signing_base` signed (empty: the same), errata 1. `proxy` is "system", "none" or
    a URL. `ca_file` is trusted in addition to the system's certificates. `notify_url` fills `mer_bg_url`
    where the form leaves it empty. `result_paths` overrides, by segment, where the result is asked for
    (errata 6). `concurrency` (calls at once; 0: the setting's), `per_second` (None: the setting's; 0: no
    limit) and, by segment, `service_per_second` are the load that was agreed with RealMe. `locked` names the
    fields that whoever deployed the console has fixed.
    """

    key: str
    title: Text
    kind: EnvironmentKind
    base: str = ""
    signing_base: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    signing: SigningSettings = field(default_factory=SigningSettings)
    timeouts: Timeouts = field(default_factory=Timeouts)
    proxy: str = "system"
    ca_file: Path | None = None
    notify_url: str = ""
    picture_prefix: bool = False  # errata 8: `data:image/jpeg;base64,` in front of each picture
    result_paths: Mapping[str, str] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)
    default_threshold: float = 60.0
    concurrency: int = 0
    per_second: float | None = None
    service_per_second: Mapping[str, float] = field(default_factory=dict)
    notification_reply: str = "RECV_ORD_ID_{order_id}"
    locked: frozenset[str] = frozenset()

    @property
    def real(self) -> bool:
        """False only for the sandbox, whose answers are marked as not real wherever they are shown."""
        return self.kind is not EnvironmentKind.SANDBOX

    @property
    def preset(self) -> bool:
        return self.key in PRESETS

    @property
    def signed_base(self) -> str:
        return self.signing_base or self.base

    def threshold_for(self, segment: str) -> float:
        return self.thresholds.get(segment, self.default_threshold)

    def result_path_for(self, service: Service | None) -> str:
        """Where the result of this service is asked for; without a service, where RealMe answers queries."""
        if service is None:
            return "/v4/checkresult"
        return self.result_paths.get(service.segment, service.result_path)


FIELDS: tuple[str, ...] = tuple(f.name for f in fields(Environment) if f.name not in ("key", "locked"))
"""What a file may say about an environment, and what a deployer may lock."""


PRESETS: Mapping[str, Environment] = MappingProxyType(
    {
        env.key: env
        for env in (
            Environment(
                key="sandbox",
                title=Text("沙箱", "Sandbox"),
                kind=EnvironmentKind.SANDBOX,
                base="",  # filled in with the address of the sandbox when it runs
                proxy="none",
                per_second=0.0,  # it is our own
                notify_url="https://console.invalid/realme/notification",
            ),
            Environment(
                key="integration",
                title=Text("联调", "Integration"),
                kind=EnvironmentKind.INTEGRATION,
                base="https://mertest.cloudpnr.com/realme-api",
                headers={"env": "test"},  # errata 2
            ),
            Environment(
                key="production",
                title=Text("生产", "Production"),
                kind=EnvironmentKind.PRODUCTION,
                base="https://realme.cloudpnr.com/api/realme",
            ),
        )
    }
)
