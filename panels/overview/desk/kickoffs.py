"""Kickoffs on the desk: those that wait for one's own answer, and those that the hiring manager has to settle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from interviews.accounts.models import User
from interviews.roles.blinding import answered, votes_visible_to
from interviews.roles.models import Kickoff, Participant
from interviews.roles.profiles import state_words


@dataclass(frozen=True)
class Asked:
    """One line: the kickoff, and whether she is to answer it or to settle it."""

    kickoff: Kickoff
    settles: bool


def waiting_kickoffs(user: User) -> list[Asked]:
    """One query, or two where she is asked."""
    of_drafts = Kickoff.objects.filter(rubric__state="draft", rubric__role__archived_at=None)
    found = list(
        (
            of_drafts & Kickoff.objects.asking(user)
            | of_drafts.revealed().filter(settled_at=None, rubric__role__lead=user)
        )
        .select_related("rubric__role")
        .order_by("started_at", "pk")
    )
    asking = [one for one in found if one.revealed_at is None]
    done = (
        set(votes_visible_to(user).filter(author=user, kickoff__in=asking).values_list("kickoff_id", flat=True))
        if asking
        else set()
    )
    return [Asked(one, settles=one.revealed_at is not None) for one in found if one.pk not in done]


def words_by_rubric(rubric_ids: Sequence[int]) -> dict[int, str]:
    """How the kickoffs of these drafts stand, as far as the actor may know: two queries, or none without a draft."""
    if not rubric_ids:
        return {}
    asked = Prefetch("participants", queryset=Participant.objects.order_by("pk"))
    found = list(Kickoff.objects.filter(rubric__in=rubric_ids).prefetch_related(asked))
    shown = answered(*(one.pk for one in found if one.revealed_at is None)) if found else {}
    return {one.rubric_id: state_words(one, shown) for one in found}
