"""The audit as HR admins read it: which entries, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Model, Q, QuerySet

from interviews.accounts.models import User
from interviews.audit.models import Entry
from interviews.audit.querysets import EntryQuerySet
from interviews.roles.models import Role
from panels.overview.audit_words import SENTENCES
from panels.scorecards.blinding import panels_showing_progress_to
from panels.seating.models import Candidate, Panel, Seat

NAMED: dict[str, QuerySet[Model]] = {
    "seating.seat": Seat.objects.select_related("interviewer"),
    "accounts.user": User.objects.all(),
    "seating.candidate": Candidate.objects.all(),
    "roles.role": Role.objects.all(),
}
FOR_VERIFY_ALONE = {"seal", "at"}
COLUMNS = ("when", "who", "what", "about", "panel", "role", "details", "digest")


def entries_visible_to(user: User) -> EntryQuerySet:
    """For HR admins: site entries, and those of panels whose "who is in" the reader may know, for a submission is that.

    Entries of a panel that was not sent yet hold no such thing. Nothing about the reader as a candidate.
    """
    if not user.is_hr_admin:
        return Entry.objects.none()
    others = Panel.objects.not_about(user)
    readable = others.filter(Q(sent_at=None) | Q(pk__in=panels_showing_progress_to(user).values("pk")))
    apart = Candidate.objects.exclude(pk__in=Candidate.objects.not_oneself(user).values("pk"))
    return Entry.objects.filter(Q(panel_id=None) | Q(panel_id__in=readable.values("pk"))).exclude(
        subject="seating.candidate", subject_id__in=apart.values("pk")
    )


def filtered(
    entries: EntryQuerySet, *, panel: Panel | None, person: User | None, first: date | None, last: date | None
) -> EntryQuerySet:
    """Newest first. Dates are whole days in the reader's time zone."""
    if panel is not None:
        entries = entries.filter(panel_id=panel.pk)
    if person is not None:
        entries = entries.filter(actor_id=person.pk)
    if first is not None:
        entries = entries.filter(at__date__gte=first)
    if last is not None:
        entries = entries.filter(at__date__lte=last)
    return entries.order_by("-at", "-pk")


@dataclass(frozen=True)
class Line:
    """One entry in words."""

    at: datetime
    who: str
    what: str
    about: str
    panel: Panel | None
    details: str
    digest: str


def in_words(entries: Iterable[Entry]) -> list[Line]:
    """One query for the people, one for the panels, and one for each kind of subject that has a name."""
    rows = list(entries)
    people = User.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    shown = Panel.objects.select_related("candidate", "role", "stage")
    panels = shown.in_bulk({row.panel_id for row in rows if row.panel_id})
    names = _names(rows)
    return [
        Line(
            at=row.at,
            who=people[row.actor_id].name if row.actor_id in people else "Concord",
            what=SENTENCES.get(row.verb, row.verb),
            about=names.get((row.subject, row.subject_id), ""),
            panel=panels.get(row.panel_id) if row.panel_id else None,
            details=_details(row.details),
            digest=row.digest,
        )
        for row in rows
    ]


def rows_of(lines: Iterable[Line]) -> Iterator[list[str]]:
    """The same lines for a spreadsheet, times in UTC."""
    for line in lines:
        candidate, role = (str(line.panel.candidate), str(line.panel.role)) if line.panel else ("", "")
        yield [line.at.isoformat(), line.who, line.what, line.about, candidate, role, line.details, line.digest]


def _names(rows: list[Entry]) -> Mapping[tuple[str, int | None], str]:
    names: dict[tuple[str, int | None], str] = {}
    for label, known in NAMED.items():
        wanted = {row.subject_id for row in rows if row.subject == label and row.subject_id}
        if not wanted:
            continue
        for found in known.all().filter(pk__in=wanted):
            names[label, found.pk] = found.interviewer.name if isinstance(found, Seat) else str(found)
    return names


def _details(details: Mapping[str, object]) -> str:
    """Ids, digests and fixed words only; a digest by its beginning."""
    said = []
    for name, value in sorted(details.items()):
        if value in (None, "", False) or name in FOR_VERIFY_ALONE:
            continue
        text = f"{value[:12]}" if isinstance(value, str) and len(value) == 64 else str(value)
        said.append(name.replace("_", " ") if value is True else f"{name.replace('_', ' ')} {text}")
    return ", ".join(said)
