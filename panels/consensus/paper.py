"""The report's page as it goes on paper: the same parts as on screen, with what their reader may read."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils import timezone

from interviews.accounts.models import User
from panels.consensus.models import Report
from panels.consensus.page.assemble import assemble
from panels.seating.models import Panel

# Nobody answers there (RFC 6761): the worker's fetcher reads the site's static files in its place.
SHEETS_FROM = "https://concord.invalid/"
SHEETS = ("css/tokens.css", "css/parts.css", "css/scores.css", "css/report.css", "css/paper.css")


def paper_of(*, panel: Panel, report: Report, first: Report, reader: User, stages: int) -> str:
    context = {
        "panel": panel,
        "page": assemble(panel=panel, report=report, first=first, reader=reader),
        "stages": stages,
        "reader": reader,
        "now": timezone.localtime(),
        "sheets": [SHEETS_FROM + name for name in SHEETS],
    }
    return render_to_string("consensus/paper.html", context)
