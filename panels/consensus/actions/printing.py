"""Laying a report out on paper: the worker's part, which alone loads WeasyPrint."""

from __future__ import annotations

import re
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.db import transaction
from django.db.models import QuerySet

from panels.consensus.actions.claiming import attempt, sweep
from panels.consensus.models import Printout
from panels.consensus.paper import SHEETS_FROM
from panels.consensus.printouts import NO_PANGO

DRAWING = re.compile(r"<svg\b[^>]*>")
LIGHT = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]+),")
NAME = re.compile(r"var\(--([\w-]+)\)")
DRAWINGS = "css/paper-drawings.css"


def print_owed(*, printout_id: int) -> None:
    """Make this one, unless somebody is at it."""
    attempt(Printout.objects.all(), printout_id, what="printing", do=_laid_out)


def sweep_printouts() -> None:
    """What is owed, and away with what is older than a day."""
    with transaction.atomic():
        Printout.objects.old().delete()
    sweep(Printout.objects.all(), lambda pk: print_owed(printout_id=pk))


class NoPango(Exception):
    """The system's library that sets type is missing."""

    failure = NO_PANGO


def _laid_out(printout: Printout, _mine: QuerySet[Printout]) -> dict[str, Any]:
    return {"content": pdf_of(printout.page), "page": ""}


def pdf_of(page: str) -> bytes:
    """The page as a tagged PDF. It reads the site's own static files and no other address. Raises NoPango."""
    try:
        from weasyprint import HTML  # noqa: PLC0415 -- it looks for Pango at once, and a worker works without it too
        from weasyprint.urls import URLFetcher, URLFetcherResponse  # noqa: PLC0415
    except OSError as error:
        raise NoPango from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002
            file = static_file(url)
            kind, _ = guess_type(file.name)
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": kind or "application/octet-stream"})

    styled = DRAWING.sub(lambda found: f"{found[0]}<style>{_drawings()}</style>", page)
    content: bytes = HTML(string=styled, base_url=SHEETS_FROM, url_fetcher=OwnFiles()).write_pdf(pdf_variant="pdf/ua-1")
    return content


def static_file(url: str) -> Path:
    """Raises ValueError for whatever is no static file of the site's."""
    name = unquote(url.removeprefix(SHEETS_FROM)) if url.startswith(SHEETS_FROM) else ""
    found = finders.find(name) if name and ".." not in name else None
    if not isinstance(found, str):
        raise ValueError("A printed page reads the site's own files alone.")
    return Path(found)


def _drawings() -> str:
    """With each colour's light value in place of its name, which a drawing does not know."""
    named = dict(LIGHT.findall(_read("css/tokens.css")))
    return NAME.sub(lambda found: named[found[1]], _read(DRAWINGS))


def _read(sheet: str) -> str:
    return static_file(SHEETS_FROM + sheet).read_text(encoding="utf-8")
