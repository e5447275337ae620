"""The panel of the sketch: four interviewers, a must-have that different questions split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from interviews.accounts.models import User
from interviews.roles.models import Competency
from interviews.runtime.actor import acting_as
from panels.scorecards.actions import save_draft, submit
from panels.scorecards.drafts import Draft, DraftRating
from panels.scorecards.models import SubmittedVersion
from panels.seating.models import Panel
from tests.factories import add_seat, card_of, make_panel, make_role, make_user, send_out

DESIGN, INCIDENTS, CODE, OTHERS, CLEAR = (
    "System design",
    "Incident ownership",
    "Code quality",
    "Working with others",
    "Clear explanation",
)
COVERS = {
    "Dana Whitfield": [DESIGN, INCIDENTS, CLEAR],
    "Jun Park": [DESIGN, CODE, CLEAR],
    "Ruth Castellanos": [INCIDENTS, OTHERS, CLEAR],
    "Tomasz Zielinski": [DESIGN, CODE, OTHERS],
}
LEVELS: dict[str, dict[str, int | str]] = {
    "Dana Whitfield": {DESIGN: 2, INCIDENTS: 3, CLEAR: "out_of_time"},
    "Jun Park": {DESIGN: 4, CODE: 4, CLEAR: 4},
    "Ruth Castellanos": {INCIDENTS: 4, OTHERS: 4, CLEAR: 3},
    "Tomasz Zielinski": {DESIGN: 5, CODE: 4, OTHERS: 4},
}
RECOMMENDED = {
    "Dana Whitfield": "no",
    "Jun Park": "yes",
    "Ruth Castellanos": "yes",
    "Tomasz Zielinski": "strong_yes",
}
ASKED = {
    "Dana Whitfield": "webhook failure",
    "Jun Park": "webhook failure",
    "Tomasz Zielinski": "the ledger migration",
}
WROTE = {
    "Dana Whitfield": "Said “retry”; after two prompts it could still charge twice.",
    "Jun Park": "Named the double charge herself, then made the write safe to repeat.",
    "Tomasz Zielinski": "Idempotency keys unprompted; drew the cut-over and roll-back.",
}


@dataclass(frozen=True)
class Priya:
    panel: Panel
    lead: User
    recruiter: User
    people: dict[str, User]

    def submit(self, name: str, **fields: Any) -> SubmittedVersion:
        """The card of the sketch; `levels` and Draft's own fields may say something else."""
        return fill(self.panel, self.people[name], **{**card(name), **fields})

    def submit_all(self) -> None:
        for name in self.people:
            self.submit(name)
        self.panel.refresh_from_db()


def card(name: str) -> dict[str, Any]:
    return {
        "levels": LEVELS[name],
        "question": {DESIGN: ASKED.get(name, "")},
        "evidence": {DESIGN: WROTE.get(name, "")},
        "recommendation": RECOMMENDED[name],
        "recommendation_reason": f"{name.split()[0]}'s reason.",
        "confidence": "middle",
    }


def make_priya(**panel_fields: Any) -> Priya:
    lead, recruiter = make_user("Amara Diallo"), make_user("Rosa Lindqvist", is_recruiter=True)
    role = make_role(
        "Senior Backend Engineer",
        lead=lead,
        team="Payments",
        competencies=[DESIGN, INCIDENTS, CODE, OTHERS, CLEAR],
        must_have=[DESIGN, INCIDENTS],
        weights={DESIGN: "2"},
        hire_line="3.6",
    )
    panel = make_panel(role=role, lead=lead, recruiter=recruiter, send=False, **panel_fields)
    people = {name: make_user(name) for name in COVERS}
    for name, person in people.items():
        add_seat(panel, person, competencies=COVERS[name])
    send_out(panel)
    return Priya(panel, lead, recruiter, people)


@transaction.atomic
def fill(
    panel: Panel,
    user: User,
    *,
    levels: dict[str, int | str],
    question: dict[str, str] | None = None,
    evidence: dict[str, str] | None = None,
    reason: str = "",
    **fields: Any,
) -> SubmittedVersion:
    """Save and submit; a level that is a word is the kind of a non-rating."""
    with acting_as(user.pk):
        own = card_of(panel, user)
        ratings = []
        for competency in Competency.objects.filter(rubric=panel.rubric, name__in=levels):
            level = levels[competency.name]
            said = (evidence or {}).get(competency.name) or f"{user.first_name} on {competency.name.lower()}."
            ratings.append(
                DraftRating(
                    competency.pk,
                    level=level if isinstance(level, int) else None,
                    non_rating="" if isinstance(level, int) else level,
                    question=(question or {}).get(competency.name, ""),
                    evidence=said,
                )
            )
        draft = Draft(ratings=tuple(ratings), **{"discussed": False, **fields})
        saved = save_draft(card=own, actor=user, revision=own.revision, draft=draft)
        own.refresh_from_db()
        return submit(card=own, actor=user, revision=saved.revision, reason=reason)
