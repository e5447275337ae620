"""A small organisation at work: something for every section of every first screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.decisions.actions import decide
from panels.seating.choices import Relation
from panels.seating.models import Panel
from tests.cast import Cast
from tests.factories import add_seat, begin_card, make_candidate, make_panel, make_role, seat_of, send_out, submit_card
from tests.overview.conftest import Build


@dataclass(frozen=True)
class Scene:
    """`decided` has a superseded decision; on `opened` two recommend no; on `running` Cleo is late and Ben declined;
    on `led` the lead has a seat, not yet in; `coming` is Ana's next; `draft` is not sent."""

    role: Role
    draft_role: Role
    decided: Panel
    opened: Panel
    running: Panel
    led: Panel
    coming: Panel
    draft: Panel

    @property
    def panels(self) -> dict[str, Panel]:
        return {name: value for name, value in vars(self).items() if isinstance(value, Panel)}


def set_scene(cast: Cast, build: Build) -> Scene:
    now = timezone.now()
    role = make_role(
        "Senior Backend Engineer",
        lead=cast.lead,
        competencies=["System design", "Incident ownership", "Code quality", "Clear explanation"],
        must_have=["System design", "Incident ownership"],
        hire_line="3.5",
    )
    raters = [cast.ana, cast.ben, cast.cleo]

    def panel(name: str, who: list, **fields: object) -> Panel:  # type: ignore[type-arg]
        candidate = make_candidate(name, **(fields.pop("candidate", {})))  # type: ignore[arg-type]
        return make_panel(
            role=role,
            lead=cast.lead,
            recruiter=cast.recruiter,
            raters=who,
            candidate=candidate,
            **fields,  # type: ignore[arg-type]
        )

    opened = panel("Priya Raman", raters, candidate={"pronunciation": "PREE-yah", "pronouns": "she/her"})
    opened.debrief_at = now + timedelta(days=2)
    opened.save(update_fields=["debrief_at"])
    submit_card(opened, cast.ana, {"System design": 2}, recommendation="no")
    submit_card(opened, cast.ben, {"System design": 2, "Code quality": 4}, recommendation="strong_no")
    submit_card(opened, cast.cleo, {"System design": 5}, recommendation="strong_yes")
    build(opened)
    decided = panel("Jonas Weber", raters)
    for rater in raters:
        submit_card(decided, rater, 4)
    report = build(decided)
    for outcome, why in (("hold", ""), ("offer", "The second head count came through.")):
        with acting_as(cast.lead.pk):
            decide(
                panel=decided,
                actor=cast.lead,
                outcome=outcome,
                owner=cast.ana if outcome == "offer" else cast.lead,
                reasons="Sized the ledger’s load unprompted and said what to leave out.\nReferences agree.",
                report_digest=report.digest,
                superseding_reason=why,
            )
    running = panel("Omar Said", raters, starts_at=now - timedelta(days=3))
    submit_card(running, cast.ana)
    seat_of(running, cast.ben).__class__.objects.filter(pk=seat_of(running, cast.ben).pk).update(
        declined_at=now - timedelta(hours=5), decline_reason="We worked together at Acme until spring."
    )
    led = panel("Lena Voss", [cast.ben, cast.lead], starts_at=now - timedelta(hours=4))
    submit_card(led, cast.ben)
    begin_card(led, cast.lead)
    coming = panel("Tomasz Nowak", [], candidate={"pronunciation": "TOH-mahsh", "pronouns": "he/him"}, send=False)
    add_seat(coming, cast.ana, starts_at=now + timedelta(hours=2), competencies=["System design"])
    add_seat(coming, cast.outsider, starts_at=now + timedelta(days=1), relation=Relation.PEER)
    send_out(coming)
    later = panel("Mei Chen", [cast.ana], starts_at=now + timedelta(days=4))
    begin_card(panel("Sofia Lind", [cast.ana, cast.ben], starts_at=now - timedelta(hours=20)), cast.ana)
    draft = panel("Ada Brook", [cast.ben], starts_at=later.interviews.get().starts_at, send=False)
    draft_role = make_role("Finance Controller", lead=cast.lead, publish=False)
    competency = draft_role.rubrics.get().competencies.first()
    assert competency is not None
    competency.anchors.filter(value=1).delete()
    for one in (decided, opened, running, led, coming, draft):
        one.refresh_from_db()
    return Scene(role, draft_role, decided, opened, running, led, coming, draft)
