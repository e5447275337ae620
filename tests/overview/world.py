"""One of everything that an address can be about."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db.models.functions import Now
from django.utils import timezone
from mailer.models import RESULT_SUCCESS, Message, MessageLog

from interviews.accounts.mail_log import number_of
from interviews.roles.actions.kickoffs import start_kickoff
from interviews.roles.models import KitSection, LibraryCompetency, Question, Role
from interviews.runtime.actor import acting_as
from panels.consensus.models import Analysis
from panels.consensus.statistics.analysis.whole import analyse
from panels.consensus.statistics.table import RatingTable
from panels.seating.actions.endings import close_panel
from panels.seating.models import CandidateFile, Panel, PanelQuestion
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, make_role, seat_of, submit_card
from tests.overview.conftest import Build


def make_world(cast: Cast, *, ana_is_in: bool = True) -> dict[str, Any]:
    """A sent panel of the employee's, Ana's card in or not, Ben's and Cleo's not; ids by the names of the table."""
    cast.employee.is_hr_admin = cast.employee.is_recruiter = True
    cast.employee.save()
    role = make_role("Senior Backend Engineer", lead=cast.lead)
    candidate = make_candidate("Edda Falk", user=cast.employee)
    panel = make_panel(
        role=role, lead=cast.lead, recruiter=cast.recruiter, raters=[cast.ana, cast.ben, cast.cleo], candidate=candidate
    )
    if ana_is_in:
        submit_card(panel, cast.ana)
    file = CandidateFile.objects.create(
        candidate=candidate,
        name="cv.pdf",
        content=SimpleUploadedFile("cv.pdf", b"%PDF-1.4"),
        content_type="application/pdf",
        size=8,
    )
    return {
        "the_panel": panel,
        "panel": panel.uuid,
        "seat": seat_of(panel, cast.ana).uuid,
        "missing_seat": seat_of(panel, cast.cleo).uuid,
        "number": 1,
        "interview": seat_of(panel, cast.ben).interview.uuid,
        "candidate": candidate.uuid,
        "file": file.uuid,
        "person": cast.ben.uuid,
        "token": "no-such-token",
        "uidb36": "abc",
        "reset_key": "no-such-key",
        "passkey": 1,
        "digest": "0" * 64,
        "item": UUID(int=0),
        "panel_question": PanelQuestion.objects.create(
            panel=panel, competency_key=panel.rubric.competencies.all()[0].key, position=1, text="What did it cost?"
        ).uuid,
        **_of_roles(role, cast),
        **_of_mail(),
        "analysis": _of_hr(cast),
    }


def open_world(cast: Cast, world: dict[str, Any], build: Build) -> None:
    """Ben's card comes in, then the panel is closed without Cleo's; the report is built."""
    panel: Panel = world["the_panel"]
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away.")
    world["digest"] = build(panel).digest


def _of_roles(role: Role, cast: Cast) -> dict[str, Any]:
    """Kit and stage of the led role, and a draft rubric of another that the lead leads as well, with its kickoff."""
    stage = role.stages.get()
    competency = role.rubrics.get().competencies.order_by("position")[0]
    section = KitSection.objects.create(stage=stage, competency_key=competency.key)
    question = Question.objects.create(section=section, position=1, text="Tell me about a fail-over.")
    draft = make_role("Data Engineer", lead=role.lead, publish=False).rubrics.get()
    library = LibraryCompetency.objects.create(name="Own library entry", definition="What it means.")
    return {
        "role": role.uuid,
        "stage": stage.uuid,
        "key": competency.key,
        "question": question.uuid,
        "rubric": draft.uuid,
        "scale": draft.scale.uuid,
        "competency": draft.competencies.order_by("position")[0].uuid,
        "library": library.uuid,
        "kickoff": start_kickoff(rubric=draft, people=[cast.ana, cast.ben, cast.lead], actor=cast.hr).uuid,
    }


def _of_hr(cast: Cast) -> UUID:
    """A file of ratings that the HR admin has had analysed."""
    with acting_as(cast.hr.pk):
        analysis = Analysis.objects.create(
            owner=cast.hr, name="ratings.csv", content=b"target,rater,item,rating\n", finished_at=Now(), result=RESULT
        )
    return analysis.uuid


RESULT = analyse(
    RatingTable.from_rows([("a", "r", "x", 3.0), ("a", "s", "x", 4.0)]),
    scale=(1, 5),
    item_effect=False,
    progress=lambda _: None,
)


def _of_mail() -> dict[str, Any]:
    """A mail that went and one that waits."""
    waiting = Message(when_added=timezone.now())
    waiting.email = EmailMessage("Your panel", "Words.", "concord@example.org", ["ana@example.org"])
    waiting.save()
    sent = MessageLog.objects.log(waiting, RESULT_SUCCESS)
    return {"mail": number_of(sent.when_attempted), "waiting": number_of(waiting.when_added)}
