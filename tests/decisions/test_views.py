"""The decision page."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from interviews.roles.models import Role
from interviews.runtime.actor import acting_as
from panels.decisions.models import Decision
from panels.seating.actions.endings import close_panel
from panels.seating.models import Panel
from tests.cast import Cast
from tests.decisions.conftest import Build, Decide
from tests.factories import make_panel, submit_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lead)
    return client


def page_of(panel: Panel) -> str:
    return f"/panels/{panel.uuid}/decide/"


def words(content: bytes, selector: str) -> str:
    found = BeautifulSoup(content, "html.parser").select(selector)
    return " ".join(" ".join(part.get_text(" ").split()) for part in found)


def typed(panel: Panel, digest: str, **fields: str) -> dict[str, str]:
    return {
        "outcome": "advance",
        "reasons": "Strong on what we need first.",
        "owner": str(panel.lead.uuid),
        "report_digest": digest,
        **fields,
    }


def count(panel: Panel) -> int:
    with acting_as(panel.lead_id):
        return Decision.objects.filter(panel=panel).count()


def test_decide_page_records_and_goes_to_the_panel(opened: Panel, build: Build, lead: Client, cast: Cast) -> None:
    digest = build(opened).digest
    answer = lead.post(page_of(opened), typed(opened, digest, owner=str(cast.ben.uuid)))
    assert (answer.status_code, answer["Location"]) == (302, f"/panels/{opened.uuid}/")
    assert count(opened) == 1


def test_decide_page_while_the_report_is_being_built(opened: Panel, lead: Client) -> None:
    said = "The report is still being built. Decide once you have read it."
    assert said in words(lead.get(page_of(opened)).content, ".job")
    assert said in words(lead.post(page_of(opened), typed(opened, "0" * 64)).content, ".job")
    assert count(opened) == 0


def test_decide_page_refuses_in_words_and_keeps_what_was_typed(split: Panel, build: Build, lead: Client) -> None:
    answer = lead.post(page_of(split), typed(split, build(split).digest, against_reason="She will learn it."))
    assert answer.status_code == 422
    assert "Choose why it still holds" in words(answer.content, ".error-summary li")
    assert words(answer.content, "#id_against_reason") == "She will learn it."
    assert words(answer.content, "#id_reasons") == "Strong on what we need first."
    assert count(split) == 0


def test_decide_page_asks_for_no_reason_where_none_can_be_needed(
    cast: Cast, role: Role, lead: Client, build: Build
) -> None:
    panel = make_panel(role=role, lead=cast.lead, raters=[cast.ana, cast.ben])
    submit_card(panel, cast.ana, recommendation="yes")
    submit_card(panel, cast.ben, recommendation="no")
    build(panel)
    content = lead.get(page_of(panel)).content
    assert words(content, "fieldset.group legend, #against") == ""
    assert "No majority" in words(content, ".figure-number")


@pytest.mark.parametrize("owner", ["outsider", "recruiter", "cleo"])
def test_decide_page_offers_only_owners_who_sit_on_it_and_may_read(
    cast: Cast, panel: Panel, build: Build, lead: Client, owner: str
) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away.")
    digest = build(panel).digest
    offered = words(lead.get(page_of(panel)).content, "#id_owner option")
    assert offered == "Amara Diallo (hiring manager) Ana Petrov Ben Okafor"
    answer = lead.post(page_of(panel), typed(panel, digest, owner=str(getattr(cast, owner).uuid)))
    assert (answer.status_code, count(panel)) == (422, 0)


def test_decide_page_with_a_second_report_lets_the_lead_choose(
    cast: Cast, panel: Panel, build: Build, lead: Client
) -> None:
    submit_card(panel, cast.ana)
    submit_card(panel, cast.ben)
    with acting_as(cast.recruiter.pk):
        close_panel(panel=panel, actor=cast.recruiter, reason="Cleo is away.")
    build(panel)
    submit_card(panel, cast.cleo)
    late = build(panel, with_late=True)
    content = lead.get(page_of(panel)).content
    assert "There are 2 reports." in words(content, "main")
    assert "3 scorecards, late ones included" in words(content, "#div_id_report_digest")
    assert lead.post(page_of(panel), typed(panel, late.digest)).status_code == 302


def test_decide_page_shows_superseded_decisions(opened: Panel, build: Build, decided: Decide, lead: Client) -> None:
    report = build(opened)
    decided(opened, report)
    answer = lead.post(page_of(opened), typed(opened, report.digest, outcome="hold"))
    assert "Say why this decision takes the earlier one’s place." in words(answer.content, ".error-summary li")
    lead.post(page_of(opened), typed(opened, report.digest, outcome="hold", superseding_reason="Budget."))
    page = words(lead.get(page_of(opened)).content, "article")
    assert page.startswith("Hold ")
    assert "Advance to the next stage Superseded" in page
