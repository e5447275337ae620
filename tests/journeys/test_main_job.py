"""The whole path in a real browser, as the people in it: role, panel, blind scorecards, report, decision."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import transaction

from interviews.accounts.models import User
from interviews.roles import shipped
from interviews.runtime.actor import acting_as
from panels.decisions.models import Decision
from panels.seating.models import Panel
from tests.browser import PHONE, WIDE
from tests.cast import Cast
from tests.journeys.steps import (
    Visit,
    add_candidate,
    arrive,
    await_report,
    decide,
    link_in_mail,
    plan_and_send,
    publish_role,
    write_card,
)
from tests.worker import *  # noqa: F403 -- pytest finds fixtures by name

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("worker"),
]

ROLE = "Backend Engineer"
CANDIDATE = "Ines Duarte"
COMPETENCIES = ["System design", "Incident ownership", "Clear explanation"]
LEVELS = {"ana": (4, 4), "ben": (2, 3), "cleo": (5, 4)}
RECOMMENDATIONS = {"ana": "Yes", "ben": "No", "cleo": "Strong yes"}
COVERS = {
    "ana": ["System design", "Incident ownership"],
    "ben": ["System design", "Clear explanation"],
    "cleo": ["Incident ownership", "Clear explanation"],
}


@pytest.mark.parametrize(
    "options",
    [{"viewport": WIDE}, {"viewport": WIDE, "java_script_enabled": False}, {"viewport": PHONE, "has_touch": True}],
    ids=["wide", "without JavaScript", "phone"],
)
def test_from_a_new_role_to_a_decision(
    cast: Cast, visit: Visit, site: str, settings: LazySettings, options: dict[str, Any]
) -> None:
    settings.SITE_URL = site
    shipped.load(apps)
    raters: dict[str, User] = {name: getattr(cast, name) for name in COVERS}

    hr = arrive(visit, cast.hr, "/", **options)
    publish_role(hr, name=ROLE, lead=cast.lead, competencies=COMPETENCIES, must_have="System design")

    recruiter = arrive(visit, cast.recruiter, "/", **options)
    add_candidate(recruiter, name=CANDIDATE, pronunciation="ee-NESH doo-AR-tuh")
    plan_and_send(
        recruiter,
        stage=f"{ROLE}: Interview",
        seats={raters[name]: covers for name, covers in COVERS.items()},
    )
    panel = Panel.objects.get()
    report = f"/panels/{panel.uuid}/report/"

    for number, (name, rater) in enumerate(raters.items()):
        person = arrive(visit, rater, link_in_mail(rater), **options)
        person.page.get_by_role("heading", name=CANDIDATE, level=1).wait_for()
        levels = dict(zip(COVERS[name], LEVELS[name], strict=True))
        write_card(person, levels=levels, recommendation=RECOMMENDATIONS[name])
        if number < 2:
            answer = person.visitor.open(report)
            assert answer is not None
            assert answer.status == 404

    panel.refresh_from_db()
    assert panel.state == "revealed"
    lead = arrive(visit, cast.lead, report, **options)
    await_report(lead, "2 of 3 recommend yes.")
    lead.page.get_by_text("Not settled").first.wait_for()
    decide(lead, outcome="Make an offer", reasons="Two of three, and the design is what we need.")
    lead.page.get_by_text("Two of three, and the design is what we need.").first.wait_for()

    panel.refresh_from_db()
    assert panel.state == "decided"
    _decision_stands(cast, panel)


def _decision_stands(cast: Cast, panel: Panel) -> None:
    with acting_as(cast.lead.pk), transaction.atomic():
        decision = Decision.objects.get(panel=panel)
        assert (decision.outcome, decision.owner) == ("offer", cast.lead)
