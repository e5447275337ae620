"""Every view stands behind the door or says that it does not."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "overview:healthz": "machines ask it",
    "accounts:accept": "who is invited has no password yet",
    "seating:open_seat": "the door of people from outside, to one seat",
    "seating:link_again": "asks for a new link to the same address",
    "account_login": "the door",
    "account_logout": "asks once more, and sends away who is out already",
    "account_inactive": "says that the account is off",
    "account_request_login_code": "the door",
    "account_confirm_login_code": "the door",
    "mfa_authenticate": "the door's second step",
    "mfa_login_webauthn": "the door, by passkey",
    "account_reset_password": "the door",
    "account_reset_password_done": "the door",
    "account_reset_password_from_key": "the door",
    "account_reset_password_from_key_done": "the door",
    "account_signup": "an address of allauth's that does not exist here",
    "account_email": "an address of allauth's that does not exist here",
    "account_email_verification_sent": "an address of allauth's that does not exist here",
}
View = Callable[..., Any]


def views() -> Iterator[tuple[str, View]]:
    yield from _walk(get_resolver(), ())


def _walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[tuple[str, View]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            yield ":".join((*spaces, pattern.name)), pattern.callback
        else:
            yield from _walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)


def test_public_views_are_these() -> None:
    assert {name for name, view in views() if getattr(view, "public", False)} == set(PUBLIC)


def test_own_views_are_short_functions() -> None:
    """Guard, find, bind, act, answer: 25 lines."""
    long = []
    for name, view in views():
        bare = inspect.unwrap(view)
        if bare.__module__.split(".")[0] not in {"interviews", "panels"}:
            continue
        assert inspect.isfunction(bare), f"{name} is no function"
        lines = len(inspect.getsource(bare).strip().splitlines())
        if lines > 25 + sum(line.startswith("@") for line in inspect.getsource(bare).splitlines()):
            long.append(f"{name}: {lines} lines")
    assert long == []
