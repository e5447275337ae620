"""How Mozilla's HTTP Observatory scores an answer: the tests and modifiers that it publishes.

From mdn/mdn-http-observatory, as far as a single site without scripts of others can meet them. It begins at 100;
bonuses count from 90 on; A+ is 100 or more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

HALF_A_YEAR = 15_768_000


def grade(
    headers: Mapping[str, str], *, cookies: Sequence[Mapping[str, Any]], redirects_to: str
) -> tuple[int, list[str]]:
    """The score, and a line a test: `+n` a bonus, `-n` a penalty, ` 0` passed."""
    parts = [
        _policy(headers.get("Content-Security-Policy", "")),
        _cookies(cookies),
        (0 if "Access-Control-Allow-Origin" not in headers else -50, "cross-origin sharing"),
        (0 if redirects_to.startswith("https://") else -20, "redirect to https"),
        _referrer(headers.get("Referrer-Policy", "")),
        _transport(headers.get("Strict-Transport-Security", "")),
        (0 if headers.get("X-Content-Type-Options") == "nosniff" else -5, "nosniff"),
        _framing(headers),
        _resource(headers.get("Cross-Origin-Resource-Policy", "")),
    ]
    penalties = 100 + sum(points for points, _ in parts if points < 0)
    bonus = sum(points for points, _ in parts if points > 0) if penalties >= 90 else 0
    return penalties + bonus, [f"{points:+d} {name}" if points else f" 0 {name}" for points, name in parts]


def _policy(text: str) -> tuple[int, str]:
    directives = {part.split()[0]: part.split()[1:] for part in text.split(";") if part.split()}
    if not directives:
        return -25, "no content security policy"
    sources = [source for name in ("script-src", "style-src") for source in directives.get(name, ["*"])]
    if "'unsafe-inline'" in directives.get("script-src", []) or "*" in sources:
        return -20, "policy lets scripts in"
    if "'unsafe-eval'" in sources:
        return -10, "policy lets eval in"
    if directives.get("default-src") == ["'none'"] and "'unsafe-inline'" not in sources:
        return 10, "policy with default-src 'none' and nothing inline"
    return 5, "policy with nothing inline"


def _cookies(cookies: Sequence[Mapping[str, Any]]) -> tuple[int, str]:
    if any(not cookie["secure"] for cookie in cookies):
        return -20, "cookies without Secure"
    sessions = [cookie for cookie in cookies if "csrf" not in str(cookie["name"])]
    if any(not cookie["httponly"] for cookie in sessions):
        return -30, "session cookies without HttpOnly"
    if all(cookie["samesite"] in {"Lax", "Strict"} for cookie in cookies):
        return 5, "cookies with Secure, HttpOnly and SameSite"
    return 0, "cookies"


def _referrer(text: str) -> tuple[int, str]:
    private = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
    return (5, "private referrer") if text in private else (-5, "referrer")


def _transport(text: str) -> tuple[int, str]:
    seconds = next((int(part.split("=")[1]) for part in text.split("; ") if part.startswith("max-age=")), 0)
    return (0, "HSTS") if seconds >= HALF_A_YEAR else (-20 if not seconds else -10, "HSTS")


def _framing(headers: Mapping[str, str]) -> tuple[int, str]:
    if "frame-ancestors 'none'" in headers.get("Content-Security-Policy", ""):
        return 5, "framing refused by policy"
    return (0, "framing") if headers.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else (-20, "framing")


def _resource(text: str) -> tuple[int, str]:
    return (10, "resource policy") if text in {"same-origin", "same-site"} else (0, "resource policy")
