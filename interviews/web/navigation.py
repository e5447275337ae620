"""The main navigation: what a person may do, from her marks alone, never from the state of a panel."""

from typing import NamedTuple

from django.http import HttpRequest
from django.urls import reverse


class Entry(NamedTuple):
    word: str
    url_name: str
    icon: str
    under: tuple[str, ...]
    marks: tuple[str, ...] = ()


ENTRIES = (
    Entry("Desk", "overview:desk", "desk", ()),
    Entry("Panels", "overview:panels", "panels", ("/panels/", "/seats/", "/interviews/")),
    Entry("Candidates", "seating:candidates", "candidates", ("/candidates/",), ("is_recruiter", "is_hr_admin")),
    Entry(
        "Roles",
        "roles:roles",
        "roles",
        ("/roles/", "/rubrics/", "/stages/", "/competencies/", "/questions/", "/kickoffs/"),
    ),
    Entry("Library", "roles:library", "library", ("/library/",), ("is_hr_admin",)),
    Entry("Measures", "consensus:measures", "measures", ("/measures/", "/analyses/"), ("is_hr_admin",)),
    Entry("People", "accounts:people", "people", ("/people/",), ("is_hr_admin",)),
    Entry("Mail", "overview:mail", "mail", ("/mail/",), ("is_hr_admin",)),
    Entry("Audit", "overview:audit", "audit", ("/audit/",), ("is_hr_admin",)),
)


class Link(NamedTuple):
    word: str
    url: str
    icon: str
    current: bool


def entries_for(request: HttpRequest) -> list[Link]:
    """The entries that the person's marks open, each saying whether the page stands under it; none from outside."""
    if getattr(request.user, "is_external", False):
        return []
    return [
        link_to(entry, request.path)
        for entry in ENTRIES
        if not entry.marks or any(getattr(request.user, mark, False) for mark in entry.marks)
    ]


def link_to(entry: Entry, path: str) -> Link:
    url = reverse(entry.url_name)
    return Link(entry.word, url, entry.icon, path == url or path.startswith(entry.under or ("\0",)))
