"""One request and everything that it lets out: the answer, the SQL behind it, and what it would send or store."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from mailer.models import Message

UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CLOCKS = {"Date", "Expires"}  # of now, to the second
RANDOM = (
    (re.compile(r'(name=\\?"csrfmiddlewaretoken\\?" value=\\?")\w+'), r"\1TOKEN"),
    (re.compile(r"(csrftoken|sessionid|messages)=[^;\s]+"), r"\1=RANDOM"),
    (re.compile(r"(/invitations/|/reset/|/seat-links/)[\w:-]{20,}"), r"\1TOKEN"),
    (re.compile(r"expires=[^;]+"), "expires=WHEN"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\+00:00"), "WHEN"),  # the audit's own clock
    (re.compile(r'(<td data-label="When">)<time.*?</time>'), r"\1WHEN"),  # the same, to the minute, on its page
    (re.compile(r"(You wrote this )<time.*?</time>"), r"\1NOW"),  # a text kept by this very request
    # Receipts and chains: over the version's random id, which only its author knows, so that nothing can be guessed.
    (re.compile(r"\b[0-9a-f]{64}\b"), "DIGEST"),
    (re.compile(r'(receipt |title="DIGEST">)[0-9a-f]{8,12}\b'), r"\1DIGEST"),
)
SAVEPOINTS = re.compile(r'"?s\d+_x\d+"?')


@dataclass(frozen=True)
class Ask:
    """What is asked for: a method, an address, and how."""

    method: str
    path: str
    body: Mapping[str, Any] = field(default_factory=dict, compare=False)
    htmx: bool = False
    number: int = 0

    def __str__(self) -> str:
        return f"{self.method} {self.path}{' (htmx)' if self.htmx else ''}"


@dataclass(frozen=True)
class Seen:
    """What came of it, without what is random in every answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    statements: tuple[tuple[str, int], ...]
    effects: tuple[str, ...]

    def difference(self, other: Seen) -> str:
        """The first thing in which two answers differ, in a few words; empty where they are alike."""
        if self.status != other.status:
            return f"status {self.status} / {other.status}"
        for name in ("headers", "effects", "statements"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                odd = next((pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]), (mine, theirs))
                return f"{name}: {len(mine)} / {len(theirs)}, first {odd[0]!r:.400} / {odd[1]!r:.400}"
        if self.body != other.body:
            at = next((k for k, (a, b) in enumerate(zip(self.body, other.body, strict=False)) if a != b), -1)
            return f"body at {at}: {self.body[max(at - 80, 0) : at + 80]!r} / {other.body[max(at - 80, 0) : at + 80]!r}"
        return ""


@dataclass
class Watcher:
    """Asks in one person's name. `known` are the ids that both worlds share; any other is made by the request itself.

    Every request is undone. `spill` collects every byte made, for the grep; The counts are for the table.
    """

    client: Client
    known: frozenset[str]
    spill: Callable[[str, str], None]
    requests: int = 0
    statements: int = 0
    bytes: int = 0

    def ask(self, ask: Ask) -> Seen:
        cookies = self.client.cookies.copy()
        with undone(), _statements() as statements:
            waiting, before = len(connection.run_on_commit), _kept()
            response = self._send(ask)
            raw = b"".join(response.streaming_content) if response.streaming else response.content
            effects = [*_made_since(before), *_woken(waiting)]
        self.client.cookies = cookies
        text = _unpacked(raw).decode("utf-8", "replace")
        headers = "\n".join(f"{name}: {value}" for name, value in _headers(response))
        self.spill(str(ask), f"{headers}\n{text}\n" + "\n".join(effects))
        self.requests += 1
        self.statements += len(statements)
        self.bytes += len(raw)
        return Seen(
            status=response.status_code,
            headers=tuple((name, self._plain(value)) for name, value in _headers(response)),
            body=self._plain(text),
            statements=tuple(statements),
            effects=tuple(self._plain(effect) for effect in effects),
        )

    def _send(self, ask: Ask) -> HttpResponseBase:
        extra = {"HTTP_HX_REQUEST": "true"} if ask.htmx else {}
        path, _, query = ask.path.partition("?")
        if ask.method == "POST":
            return self.client.post(path, dict(ask.body), **extra)
        return self.client.generic(ask.method, path, QUERY_STRING=query, **extra)

    def _plain(self, text: str) -> str:
        for pattern, replacement in RANDOM:
            text = pattern.sub(replacement, text)
        return UUIDS.sub(lambda found: found[0] if found[0] in self.known else "NEW", text)


def _unpacked(raw: bytes) -> bytes:
    """What stands in an archive, one member after the other: a secret inside would not be found in its packed bytes."""
    if not raw.startswith(b"PK\x03\x04"):
        return raw
    with ZipFile(BytesIO(raw)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside leaves no row, no file and nothing to send after the commit."""
    waiting, files = list(connection.run_on_commit), set(_files())
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    connection.run_on_commit[:] = waiting
    for made in set(_files()) - files:
        made.unlink()


class Log(logging.Handler):
    """Everything that is logged, whatever the level."""

    def __init__(self, spill: Callable[[str, str], None]) -> None:
        super().__init__(logging.DEBUG)
        self.spill = spill
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if record.name != "django.db.backends":
            self.spill("log", self.format(record))


def _headers(response: HttpResponseBase) -> list[tuple[str, str]]:
    cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
    headers = sorted((name, "NOW" if name in CLOCKS else value) for name, value in response.headers.items())
    return [*headers, *cookies]


@contextmanager
def _statements() -> Iterator[list[tuple[str, int]]]:
    found: list[tuple[str, int]] = []

    def note(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
        answer = execute(sql, params, many, context)
        found.append((SAVEPOINTS.sub("S", str(sql)), context["cursor"].rowcount))
        return answer

    with connection.execute_wrapper(note):
        yield found


def _files() -> Iterator[Path]:
    return (path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


def _kept() -> tuple[set[int], set[Path]]:
    """Mails that wait and files; the audit is behind the fence and nobody's to read here."""
    return set(Message.objects.values_list("pk", flat=True)), set(_files())


def _made_since(before: tuple[set[int], set[Path]]) -> Iterator[str]:
    mails, files = _kept()
    for message in Message.objects.filter(pk__in=mails - before[0]).order_by("pk"):
        body = message.email.body if message.email else ""
        yield f"mail to {message.to_addresses}: {message.subject}\n{body}"
    yield from (f"file {path.name}" for path in sorted(files - before[1]))
    yield from ["gone: a mail"] * len(before[0] - mails)
    yield from (f"gone: file {path.name}" for path in sorted(before[1] - files))


def _woken(waiting: int) -> list[str]:
    """What would be done or sent to the worker after the commit."""
    return [f"after commit: {entry[1]!r:.120}".split(" at 0x")[0] for entry in connection.run_on_commit[waiting:]]


def uuids_in(world: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(str(value) for value in world.values() if isinstance(value, UUID))
