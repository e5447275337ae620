"""What the first page of each kind of person weighs: all that a browser loads for it, compressed as by a proxy."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import seat_of

pytestmark = pytest.mark.django_db

MOST = 100_000
FONT = re.compile(r"url\(\"?([^)\"]+\.woff2)\"?\)")


def weight(path: Path) -> int:
    """As WhiteNoise sends it: compressed unless that is what the file is already."""
    content = path.read_bytes()
    return len(content) if path.suffix == ".woff2" else len(gzip.compress(content, 9))


def loaded(html: str) -> set[Path]:
    """Sheets, scripts, pictures and the font that the page asks for at once."""
    soup = BeautifulSoup(html, "html.parser")
    urls = [str(one["href"]) for one in soup.select("link[rel=stylesheet], link[rel=icon], link[rel=preload]")]
    urls += [str(one["src"]) for one in soup.select("script[src], img[src]")]
    found = {finders.find(url.removeprefix(settings.STATIC_URL)) for url in urls if url.startswith(settings.STATIC_URL)}
    return {Path(str(one)) for one in found}


def of(client: Client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200
    return len(gzip.compress(answer.content, 6)) + sum(weight(path) for path in loaded(answer.content.decode()))


def test_the_first_page_is_light(client: Client, cast: Cast, panel: Panel) -> None:
    weights = {"sign in": of(client, reverse("account_login"))}
    for person, name, address in (
        (cast.ana, "interviewer's desk", "/"),
        (cast.ana, "scorecard", reverse("scorecards:card", args=[seat_of(panel, cast.ana).uuid])),
        (cast.lead, "hiring manager's desk", "/"),
        (cast.recruiter, "recruiter's desk", "/"),
        (cast.hr, "HR admin's desk", "/"),
    ):
        client.force_login(person)
        weights[name] = of(client, address)
    assert {name: bytes_ for name, bytes_ in weights.items() if bytes_ > MOST} == {}


def test_the_font_is_preloaded_and_found() -> None:
    """Its address in the sheet and in the page are one, or it would be loaded twice."""
    sheet = Path(str(finders.find("css/tokens.css"))).read_text(encoding="utf-8")
    fonts = FONT.findall(sheet)
    assert "../vendor/instrument-sans-latin-wght-normal.woff2" in fonts
    assert all(finders.find(font.removeprefix("../")) for font in fonts)
