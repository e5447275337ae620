"""The kickoff of a demo role: who was asked, who has answered, and what was settled."""

from __future__ import annotations

from typing import Any

from interviews.accounts.models import User
from interviews.roles.actions.kickoffs import answer, settle, start_kickoff
from interviews.roles.models import Kickoff, Rubric
from interviews.runtime.actor import acting_as
from panels.overview.demo.people import Cast

MARKS = {"m": "must", "i": "important", "n": "nice"}


def hold(story: dict[str, Any], *, rubric: Rubric, lead: User, hr: User, people: Cast) -> None:
    """Through the product's own actions, each person acting for herself; settled only where the story says so."""
    asked = [people[name] for name in story["asked"]]
    kickoff = start_kickoff(rubric=rubric, people=asked, actor=hr)
    for name, said in story["answers"].items():
        marks, no_because = said.split(" | ")
        with acting_as(people[name].pk):
            answer(kickoff=kickoff, actor=people[name], marks=_by_key(rubric, marks), no_because=no_because)
    if "settled" in story:
        with acting_as(lead.pk):
            kickoff = Kickoff.objects.get(pk=kickoff.pk)
            settle(kickoff=kickoff, actor=lead, profile=_by_key(rubric, story["settled"]), agreed=story["agreed"])


def _by_key(rubric: Rubric, marks: str) -> dict[str, str]:
    keys = rubric.competencies.values_list("key", flat=True)
    return {str(key): MARKS[mark] for key, mark in zip(keys, marks.split(), strict=True)}
