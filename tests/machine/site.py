"""The site as the machine's people use it: requests over HTTP in the web server's database role, and what is stored."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from panels.consensus.actions import building
from panels.consensus.models import Report
from panels.scorecards.models import KeptDraft, Rating, Scorecard, SubmittedVersion
from panels.seating.models import Panel, Seat
from tests.conftest import _role

MARKER = re.compile(r"Mk\d+x")


@dataclass(frozen=True)
class Stored:
    """One seat's card as the database has it."""

    state: str
    revision: int
    draft: str
    kept: tuple[str, ...]
    versions: tuple[tuple[int, str, str], ...]


class Site:
    """`clients` are signed in already; `people` by name."""

    def __init__(self, panel: Panel, people: dict[str, Any], clients: dict[str, Client]) -> None:
        self.panel, self.people, self.clients = panel, people, clients
        self.competencies = list(panel.rubric.competencies.values_list("pk", flat=True))

    def get(self, who: str, path: str) -> HttpResponse:
        with _role("concord_app"):
            return self.clients[who].get(path)

    def post(self, who: str, path: str, **body: Any) -> HttpResponse:
        with _role("concord_app"):
            return self.clients[who].post(path, body)

    def seat_path(self, holder: str, page: str = "scorecard/") -> str:
        """Of the last seat that the person was given."""
        seat = Seat.objects.filter(panel=self.panel, interviewer=self.people[holder]).order_by("-pk")[0]
        return f"/seats/{seat.uuid}/{page}"

    def save(self, who: str, revision: int, levels: dict[int, int], marker: str) -> HttpResponse:
        fields = {f"level-{key}": level for key, level in levels.items()}
        fields |= {f"evidence-{key}": f"{marker} said so" for key in levels}
        path = self.seat_path(who, "scorecard/save/")
        return self.post(who, path, revision=revision, recommendation="yes", notes=f"{marker} noted", **fields)

    def build(self) -> None:
        with _role("concord_worker"):
            building.sweep()

    def stored(self) -> dict[str, Stored]:
        with _role("concord_backup"):
            names = {person.pk: name for name, person in self.people.items()}
            return {
                names[card.author_id]: self._stored(card)
                for card in Scorecard.objects.filter(panel=self.panel).select_related("seat")
            }

    def reports(self) -> list[Report]:
        with _role("concord_backup"):
            return list(Report.objects.filter(panel=self.panel).order_by("with_late", "pk"))

    def _stored(self, card: Scorecard) -> Stored:
        ratings = Rating.objects.filter(scorecard=card).values_list("evidence", flat=True)
        versions = SubmittedVersion.objects.filter(scorecard=card).select_related("payload").order_by("number")
        kept = KeptDraft.objects.filter(scorecard=card).order_by("pk").values_list("content", flat=True)
        return Stored(
            state=card.seat.state,
            revision=card.revision,
            draft=_marker(" ".join([*ratings, card.notes])),
            kept=tuple(_marker(json.dumps(content)) for content in kept),
            versions=tuple(
                (version.number, version.standing, _marker(json.dumps(version.payload.content))) for version in versions
            ),
        )


def _marker(text: str) -> str:
    """The one marker of a text; all of its parts have the same."""
    found = set(MARKER.findall(text))
    assert len(found) <= 1, found
    return found.pop() if found else ""
