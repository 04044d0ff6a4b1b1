"""From what was typed and chosen to what will be sent: checked, completed, pictures prepared."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from realme_desktop.catalog.findings import Finding, Strength
from realme_desktop.catalog.model import Field, Role, Service
from realme_desktop.catalog.registry import by_segment
from realme_desktop.catalog.text import Text
from realme_desktop.catalog.validate import FormCheck, check_form, effective_kind, wire_values
from realme_desktop.imaging.turns import turn as converting
from realme_desktop.records.model import StoredPicture

from .admission import demands
from .line import RunBlocking
from .model import Draft, PictureSource
from .numbers import shanghai_date
from .refusals import DraftRefused

if TYPE_CHECKING:
    from realme_desktop.config.environments import Environment
    from realme_desktop.config.policy import Policy
    from realme_desktop.config.settings import Settings

__all__ = ["Prepared", "check_draft", "prepare_draft"]

_FILES = frozenset({"picture", "packet"})
_SUBJECT_NUMBERS = (Role.ID_NUMBER, Role.MOBILE, Role.BANK_CARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An order ready to be written down and sent. `params` are the wire parameters, secrets included;
    `stored_params` what of them may be kept. `pictures` are the bytes as they go out, before BASE64.
    `fingerprint` is equal for orders of the same content."""

    service: Service
    params: Mapping[str, str]
    stored_params: Mapping[str, str]
    pictures: Mapping[str, bytes]
    stored_pictures: tuple[StoredPicture, ...]
    subject_name: str | None
    subject_number: str | None
    fingerprint: str

    def __repr__(self) -> str:
        return f"Prepared({self.service.segment})"


def check_draft(
    draft: Draft, environment: Environment, at: float, policy: Policy | None = None
) -> tuple[Service, FormCheck]:
    """The service and its checked form, completed with what the program fills in itself, and with what the
    policy asks for (None: nothing).

    Pictures are not opened yet. Raises `DraftRefused` when there are errors; warnings are in the check.
    """
    try:
        service = by_segment(draft.segment)
        if service.number == 200:
            raise KeyError(draft.segment)
    except KeyError:
        raise DraftRefused([_error(None, _UNKNOWN_SERVICE.format(name=draft.segment), "service")]) from None
    names = {field.name for field in service.fields}
    findings = [
        _error(name, _UNKNOWN_FIELD.format(name=name, service=service.title), "unknown_field")
        for name in (*draft.values, *draft.sources)
        if name not in names
    ]
    if draft.threshold is not None and not 0 <= draft.threshold <= 100:  # NaN neither
        findings.append(_error(None, _THRESHOLD, "threshold"))
    values = _completed(draft, service, environment)
    files = {field.name for field in service.fields if effective_kind(field, values) in _FILES}
    findings += [
        _error(name, _NO_FILE_FIELD.format(name=name), "not_a_file")
        for name in draft.sources
        if name in names and name not in files
    ]
    for name in files:
        values.pop(name, None)  # a picture's text, say a path in a form, is nothing to send
    for field in service.fields:
        if field.role is Role.NOTIFY_URL and field.required and not values.get(field.name, "").strip():
            findings.append(_error(field.name, _NO_NOTIFY_URL.format(field=field.label), "notify_url"))
    if policy is not None:
        findings += demands(draft, service, environment, policy)
    check = check_form(service, values, frozenset(draft.sources) & files, shanghai_date(at))
    told = {finding.field for finding in findings}
    findings += [found for found in check.errors if found.field is None or found.field not in told]
    if findings:
        raise DraftRefused(findings)
    return service, check


async def prepare_draft(
    draft: Draft, environment: Environment, settings: Settings, at: float, run: RunBlocking
) -> Prepared:
    """Check the form, then prepare its pictures in worker threads. Raises `DraftRefused`."""
    service, check = check_draft(draft, environment, at, settings.policy)
    values = dict(check.values)
    fields = {field.name: field for field in service.fields}
    chosen = [
        (fields[name], source)
        for name, source in draft.sources.items()
        if effective_kind(fields[name], values) in _FILES
    ]
    turn = converting()

    async def outcome_of(field: Field, source: PictureSource) -> _File | Finding:
        async with turn:
            return await run(_prepare_file, field, source, effective_kind(field, values), settings)

    outcomes = await asyncio.gather(*(outcome_of(field, source) for field, source in chosen))
    refused = [outcome for outcome in outcomes if isinstance(outcome, Finding)]
    if refused:
        raise DraftRefused(refused)
    files = [outcome for outcome in outcomes if not isinstance(outcome, Finding)]
    suffixes = {file.stored.name: file.suffix for file in files}
    for field in service.fields:
        if field.derived_from in suffixes:
            values[field.name] = suffixes[field.derived_from]
    params = wire_values(service, values)
    stored_params = {
        field.name: params[field.name]
        for field in service.fields
        if field.name in params and field.sensitivity.stored
    }
    stored_pictures = tuple(file.stored for file in files)
    return Prepared(
        service=service,
        params=params,
        stored_params=stored_params,
        pictures={file.stored.name: file.stored.data for file in files},
        stored_pictures=stored_pictures,
        fingerprint=_fingerprint(service, stored_params, stored_pictures),
        subject_name=_first(service, values, (Role.FULL_NAME,)),
        subject_number=_first(service, values, _SUBJECT_NUMBERS),
    )


def _completed(draft: Draft, service: Service, environment: Environment) -> dict[str, str]:
    """The form's texts with what the program fills in: the environment's notification address, and (by being
    absent) the defaults of fields that must hold something."""
    values: dict[str, str] = {}
    for field in service.fields:
        text = draft.values.get(field.name, field.default)
        if not text.strip():
            if field.role is Role.NOTIFY_URL:
                text = environment.notify_url
            elif field.required or field.generated:
                text = field.default
        values[field.name] = text
    return values


@dataclass(frozen=True, slots=True)
class _File:
    stored: StoredPicture
    suffix: str


def _prepare_file(field: Field, source: PictureSource, kind: str, settings: Settings) -> _File | Finding:
    """Runs in a worker thread. A file that can't be used is a finding at its field, not an exception, so that
    two bad pictures are told at once."""
    from realme_desktop.imaging.budget import budget_for
    from realme_desktop.imaging.errors import PictureError
    from realme_desktop.imaging.prepare import prepare, read_packet

    try:
        if kind == "packet":
            limit = int(settings.get("picture.refuse_kb")) * 1024 * 3 // 4  # BASE64 adds a third
            data = read_packet(source, limit)
            return _File(
                StoredPicture(
                    name=field.name,
                    data=data,
                    media_type="application/octet-stream",
                    sha256=hashlib.sha256(data).hexdigest(),
                ),
                "",
            )
        picture = prepare(
            source,
            budget_for(field.picture, settings),
            max_pixels=int(settings.get("picture.max_megapixels")) * 1_000_000,
        )
    except PictureError as error:
        return _error(field.name, error.words, "picture")
    return _File(
        StoredPicture(
            name=field.name,
            data=picture.data,
            media_type=picture.media_type,
            sha256=picture.sha256,
            width=picture.width,
            height=picture.height,
        ),
        picture.suffix,
    )


def _fingerprint(service: Service, params: Mapping[str, str], pictures: tuple[StoredPicture, ...]) -> str:
    """Of the service, what may be kept of the wire values, and the pictures as they go out. What the program
    fills in by itself says nothing of the content; secrets are not even kept as a hash."""
    names = {
        field.name for field in service.fields if not field.generated and field.role is not Role.NOTIFY_URL
    }
    content = [
        service.segment,
        sorted((name, value) for name, value in params.items() if name in names),
        sorted((picture.name, picture.sha256) for picture in pictures),
    ]
    return hashlib.sha256(
        json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


def _first(service: Service, values: Mapping[str, str], roles: tuple[Role, ...]) -> str | None:
    for role in roles:
        for field in service.fields:
            if field.role is role and field.sensitivity.stored and values.get(field.name):
                return values[field.name]
    return None


def _error(field: str | None, words: Text, code: str) -> Finding:
    return Finding(field=field, strength=Strength.ERROR, message=words, code=code)


_UNKNOWN_SERVICE = Text("没有名为 {name} 的服务。", "There is no service called {name}.")
_UNKNOWN_FIELD = Text("{service}没有名为 {name} 的字段。", "{service} has no field called {name}.")
_THRESHOLD = Text("阈值应在 0 到 100 之间。", "The threshold must be between 0 and 100.")
_NO_FILE_FIELD = Text("字段 {name} 不收文件。", "The field {name} does not take a file.")
_NO_NOTIFY_URL = Text(
    "{field}必填，而当前环境没有设置通知地址。请填写，或在设置的环境中补上通知地址。",
    "{field} is required and this environment has no notification address. Type one, or add it to the "
    "environment in the settings.",
)
