"""A candidate about whom something was written in every place where that can be. Every word of it begins with Zq."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from interviews.runtime.actor import acting_as
from panels.consensus.actions.building import build_report
from panels.consensus.actions.policies import ask_for_stances
from panels.consensus.actions.printouts import ask_printout
from panels.consensus.models import Report
from panels.decisions.actions import decide
from panels.decisions.debriefing import note_item, start_debrief
from panels.decisions.models import DebriefItem
from panels.decisions.stances import take_stance
from panels.scorecards.actions import save_draft, start_amending, submit
from panels.scorecards.chasing_actions import excuse
from panels.seating.actions.candidates import add_candidate, add_file, add_link
from panels.seating.actions.chasing import decline_seat, mark_did_not_happen
from panels.seating.actions.endings import close_panel, end_panel
from panels.seating.actions.planning import open_panel, send_panel
from panels.seating.actions.questions import add_panel_question
from panels.seating.actions.seats import add_seat
from panels.seating.choices import Ending, Relation, SeatKind
from panels.seating.models import Candidate, Interview, Panel
from tests.cast import Cast
from tests.conftest import _role
from tests.factories import card_of, make_draft, make_role, seat_of

PDF = b"%PDF-1.7\nZq the file\n"


@dataclass(frozen=True)
class Story:
    """`decided` was closed without Cleo, amended and decided twice; `withdrawn` ended before anything opened."""

    candidate: Candidate
    decided: Panel
    withdrawn: Panel


def told(cast: Cast) -> Story:
    candidate = _candidate(cast)
    story = Story(candidate, _panel(cast, candidate), _panel(cast, candidate))
    _written(cast, story.decided)
    _decided(cast, story.decided)
    _left(cast, story.withdrawn)
    for panel in (candidate, story.decided, story.withdrawn):
        panel.refresh_from_db()
    return story


def _candidate(cast: Cast) -> Candidate:
    fields = ("name", "pronunciation", "pronouns", "phone", "external_id", "adjustments", "source", "referrer")
    words = {field: f"Zq {field}" for field in (*fields, "recruiter_notes")}
    candidate = add_candidate(actor=cast.recruiter, email="zq@example.org", user=None, **words)  # type: ignore[misc]
    add_link(candidate=candidate, actor=cast.recruiter, label="Zq portfolio", url="https://example.org/Zq")
    add_file(candidate=candidate, actor=cast.recruiter, upload=SimpleUploadedFile("Zq.pdf", PDF))
    return candidate


def _panel(cast: Cast, candidate: Candidate) -> Panel:
    """Planned and sent by the product's own actions, so that mails about it wait."""
    role = make_role(lead=cast.lead)
    panel = open_panel(candidate=candidate, stage=role.stages.get(), actor=cast.recruiter)
    for position, rater in enumerate((cast.ana, cast.ben, cast.cleo, cast.outsider), 1):
        interview = Interview.objects.create(panel=panel, position=position, title=f"Interview {position}")
        add_seat(
            interview=interview,
            actor=cast.recruiter,
            interviewer=rater,
            competencies=list(panel.rubric.competencies.all()),
            kind=SeatKind.INDEPENDENT,
            asks_overall=True,
            relation=Relation.NONE,
        )
    send_panel(panel=panel, actor=cast.recruiter)
    panel.refresh_from_db()
    return panel


def _written(cast: Cast, panel: Panel) -> None:
    for rater in (cast.ana, cast.ben):
        _submitted(panel, rater)
    with acting_as(cast.cleo.pk), transaction.atomic():
        card = card_of(panel, cast.cleo)
        save_draft(card=card, actor=cast.cleo, revision=0, draft=_draft(panel, cast.cleo))
        assert save_draft(card=card, actor=cast.cleo, revision=0, draft=_draft(panel, cast.cleo, notes="Zq tab")).kept
        decline_seat(seat=seat_of(panel, cast.cleo), actor=cast.cleo, reason="Zq declined", conflict="close")
    with acting_as(cast.lead.pk), transaction.atomic():
        excuse(seat=seat_of(panel, cast.outsider), actor=cast.lead, reason="Zq excused")
        close_panel(panel=panel, actor=cast.lead, reason="Zq closed")
    with acting_as(cast.ana.pk), transaction.atomic():
        card = card_of(panel, cast.ana)
        start_amending(card=card, actor=cast.ana)
        card.refresh_from_db()
        submit(card=card, actor=cast.ana, revision=card.revision, reason="Zq amended")


def _decided(cast: Cast, panel: Panel) -> None:
    with _role("concord_worker"):
        report: Report = build_report(panel_id=panel.pk)
    _debriefed(cast, panel)
    with acting_as(cast.lead.pk), transaction.atomic():
        ask_printout(report=report, owner=cast.lead, page="Zq paper")
        connection.check_constraints()
    said = {"owner": cast.lead, "report_digest": report.digest, "outcome": "other_level", "outcome_detail": "Zq level"}
    with acting_as(cast.lead.pk), transaction.atomic():
        decide(panel=panel, actor=cast.lead, reasons="Zq reasons", **said)  # type: ignore[arg-type]
        decide(
            panel=panel,
            actor=cast.lead,
            reasons="Zq other",
            superseding_reason="Zq anew",
            **said,  # type: ignore[arg-type]
        )
    ask_for_stances(actor=cast.hr, on=True)
    with acting_as(cast.ana.pk), transaction.atomic():
        take_stance(panel=panel, actor=cast.ana, position="disagree", reason="Zq disagrees")


def _debriefed(cast: Cast, panel: Panel) -> None:
    """All agree, so the agenda is empty: a point is added by hand."""
    with acting_as(cast.lead.pk), transaction.atomic():
        debrief = start_debrief(panel=panel, actor=cast.lead)
        competency = panel.rubric.competencies.all()[0]
        item = DebriefItem.objects.create(debrief=debrief, competency=competency, position=1)
        note_item(item=item, actor=cast.lead, kind="open", note="Zq debrief", version=0)


def _left(cast: Cast, panel: Panel) -> None:
    _submitted(panel, cast.ana)
    with acting_as(cast.lead.pk), transaction.atomic():
        key = panel.rubric.competencies.all()[0].key
        add_panel_question(panel=panel, actor=cast.lead, competency_key=key, text="Zq question")
        interview = seat_of(panel, cast.outsider).interview
        mark_did_not_happen(interview=interview, actor=cast.lead, reason="Zq no show")
        end_panel(panel=panel, actor=cast.recruiter, ending=Ending.WITHDREW, note="Zq withdrew")


def _submitted(panel: Panel, rater: object) -> None:
    with acting_as(rater.pk), transaction.atomic():  # type: ignore[attr-defined]
        card = card_of(panel, rater)  # type: ignore[arg-type]
        saved = save_draft(card=card, actor=rater, revision=0, draft=_draft(panel, rater))  # type: ignore[arg-type]
        submit(card=card, actor=rater, revision=saved.revision)  # type: ignore[arg-type]


def _draft(panel: Panel, rater: object, notes: str = "Zq notes") -> object:
    words = {"notes": notes, "recommendation_reason": "Zq why", "at_level": "Zq level"}
    return make_draft(seat_of(panel, rater), evidence="Zq evidence", **words)  # type: ignore[arg-type]
