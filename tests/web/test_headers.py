"""What every answer says to browsers: pages, files, refusals, errors, for every address and viewer of the table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.cast import Cast
from tests.overview.world import make_world
from tests.permissions import TABLE, address, seen_by
from tests.web.observatory import grade

pytestmark = pytest.mark.django_db
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ON_PAGES = {"Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "X-Frame-Options": "DENY"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def answers(cast: Cast, viewer: str, **world: Any) -> list[tuple[str, HttpResponse]]:
    client = seen_by(Client(), cast, viewer)
    return [(name, client.get(address(name, row, world))) for name, rows in TABLE.items() for row in rows]


@pytest.mark.parametrize("viewer", ["anonymous", "hr", "ana"])
def test_every_answer_has_the_headers(cast: Cast, viewer: str) -> None:
    missing = []
    for name, answer in answers(cast, viewer, **make_world(cast)):
        wanted = dict(EVERYWHERE)
        if name != "overview:healthz":
            wanted |= ON_PAGES
            policy = answer.headers.get("Content-Security-Policy", "")
            expected = "sandbox" if name == "seating:file" and answer.status_code == 200 else POLICY
            missing += [] if set(policy.split("; ")) == set(expected.split("; ")) else [f"{name}: policy {policy}"]
        missing += [f"{name}: {key}" for key, value in wanted.items() if answer.headers.get(key) != value]
        missing += [f"{name}: CORS"] if "Access-Control-Allow-Origin" in answer.headers else []
        typed = answer.status_code != 200 or answer.headers.get("Content-Type")
        missing += [] if typed else [f"{name}: no content type"]
    assert missing == []


@pytest.mark.parametrize("viewer", ["hr", "ana"])
def test_nothing_that_a_person_gets_stays_in_a_cache(cast: Cast, viewer: str) -> None:
    """Pages, redirects, files and refusals alike; signing out makes it nobody's answer."""
    kept = [
        name
        for name, answer in answers(cast, viewer, **make_world(cast))
        if name not in {"overview:healthz", "account_logout"}
        and not {"private", "no-store"} <= set(answer.headers.get("Cache-Control", "").split(", "))
    ]
    assert kept == []


def test_a_static_file_and_an_unknown_address_have_them_too(client: Client) -> None:
    for path in ("/nothing/", "/static/nothing.css"):
        answer = client.get(path)
        assert {name: answer.headers.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_trace_is_not_answered(client: Client) -> None:
    assert client.generic("TRACE", "/accounts/login/").status_code == 405


SCRIPT = """
import django, json
django.setup()
from django.conf import settings
from django.test import Client, RequestFactory
from django.http import HttpResponse
from django.contrib.sessions.backends.signed_cookies import SessionStore
from interviews.web.middleware import SurfaceMiddleware
from django.middleware.security import SecurityMiddleware
from csp.middleware import CSPMiddleware
from django.middleware.clickjacking import XFrameOptionsMiddleware
def view(request):
    return HttpResponse("<html></html>")
stack = SurfaceMiddleware(SecurityMiddleware(CSPMiddleware(XFrameOptionsMiddleware(view))))
answer = stack(RequestFactory().get("/", secure=True, HTTP_HOST="concord.example"))
plain = stack(RequestFactory().get("/", HTTP_HOST="concord.example"))
names = [n for n in dir(settings) if n.startswith(("SESSION_COOKIE", "CSRF_COOKIE"))]
print(json.dumps({"headers": dict(answer.headers), "plain": [plain.status_code, plain.headers.get("Location")],
                  "cookies": {n: getattr(settings, n) for n in names}}))
"""


@pytest.fixture(scope="module")
def deployed() -> dict[str, Any]:
    """Headers and cookie settings of a site with an https address, in a process of its own."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "interviews.settings",
        "CONCORD_SITE_URL": "https://concord.example",
        "CONCORD_ALLOWED_HOSTS": "concord.example",
        "CONCORD_SECRET_KEY": "x" * 60,
    }
    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_observatory_would_give_an_a_plus(deployed: dict[str, Any]) -> None:
    score, notes = grade(
        deployed["headers"],
        cookies=[
            {
                "name": deployed["cookies"][f"{which}_COOKIE_NAME"],
                "secure": deployed["cookies"][f"{which}_COOKIE_SECURE"],
                "httponly": deployed["cookies"][f"{which}_COOKIE_HTTPONLY"],
                "samesite": deployed["cookies"][f"{which}_COOKIE_SAMESITE"],
            }
            for which in ("SESSION", "CSRF")
        ],
        redirects_to=deployed["plain"][1],
    )
    assert (score >= 100, notes) == (True, notes)
    assert not [note for note in notes if note.startswith("-")]


def test_cookies_of_a_deployed_site_are_bound_to_its_host(deployed: dict[str, Any]) -> None:
    cookies = deployed["cookies"]
    assert [cookies["SESSION_COOKIE_NAME"], cookies["CSRF_COOKIE_NAME"]] == ["__Host-sessionid", "__Host-csrftoken"]
    assert [cookies["SESSION_COOKIE_SECURE"], cookies["CSRF_COOKIE_SECURE"]] == [True, True]
    assert [cookies["SESSION_COOKIE_PATH"], cookies["SESSION_COOKIE_DOMAIN"]] == ["/", None]
    assert [cookies["CSRF_COOKIE_PATH"], cookies["CSRF_COOKIE_DOMAIN"]] == ["/", None]
    assert cookies["SESSION_COOKIE_HTTPONLY"] is True


def test_hsts_holds_for_a_year_and_below(deployed: dict[str, Any]) -> None:
    assert deployed["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    assert deployed["plain"] == [301, "https://concord.example/"]
