"""What `verify` reads of some panels at once: a fixed number of queries, whatever they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from interviews.audit.models import Entry, Head
from panels.consensus.models import Outbox, Report
from panels.decisions.models import Decision
from panels.scorecards.models import Rating, Scorecard, SubmittedPayload, SubmittedVersion
from panels.seating.models import Panel, Seat


@dataclass
class PanelRows:
    """All rows of one panel. `ratings` are those of drafts, by card."""

    panel: Panel
    head: Head | None = None
    entries: list[Entry] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    cards: list[Scorecard] = field(default_factory=list)
    versions: list[SubmittedVersion] = field(default_factory=list)
    payloads: list[SubmittedPayload] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    owed: list[Outbox] = field(default_factory=list)


def rows_of(panels: Sequence[Panel]) -> list[PanelRows]:
    found = {panel.pk: PanelRows(panel) for panel in panels}
    ids = list(found)
    for head in Head.objects.filter(chain__in=ids):
        found[head.chain].head = head
    by_panel: dict[str, Iterable[Any]] = {
        "entries": Entry.objects.filter(panel_id__in=ids).order_by("position"),
        "seats": Seat.objects.filter(panel__in=ids),
        "cards": Scorecard.objects.filter(panel__in=ids),
        "versions": SubmittedVersion.objects.filter(panel__in=ids).order_by("scorecard_id", "number"),
        "payloads": SubmittedPayload.objects.filter(version__panel__in=ids),
        "reports": Report.objects.filter(panel__in=ids).select_related("calibration"),
        "decisions": Decision.objects.filter(panel__in=ids).order_by("number"),
        "owed": Outbox.objects.filter(panel__in=ids),
    }
    versions: dict[int, int] = {}
    for name, rows in by_panel.items():
        for row in rows:
            panel_id = versions[row.version_id] if name == "payloads" else row.panel_id
            getattr(found[panel_id], name).append(row)
            if name == "versions":
                versions[row.pk] = row.panel_id
    _add_ratings(found)
    return list(found.values())


def _add_ratings(found: dict[int, PanelRows]) -> None:
    panel_of = {card.pk: rows for rows in found.values() for card in rows.cards}
    for rating in Rating.objects.filter(scorecard__in=list(panel_of)).select_related("competency"):
        panel_of[rating.scorecard_id].ratings.append(rating)


def by(rows: Iterable[Model], name: str) -> dict[Any, list[Any]]:
    """The rows by one of their columns."""
    groups: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, name)].append(row)
    return groups
