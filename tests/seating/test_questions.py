"""Questions for one candidate: added, shown first, pinned, removed, erased."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from interviews.runtime.actor import acting_as
from panels.scorecards.kits import kit_shown
from panels.seating.actions.questions import add_panel_question, remove_panel_question
from panels.seating.models import Panel, PanelQuestion
from tests.cast import Cast
from tests.factories import begin_card, seat_of, submit_card

pytestmark = pytest.mark.django_db


def add(panel: Panel, cast: Cast, text: str = "What did it cost?", name: str = "System design") -> PanelQuestion:
    key = panel.rubric.competencies.get(name=name).key
    return add_panel_question(panel=panel, actor=cast.lead, competency_key=key, text=text)


def shown(panel: Panel, cast: Cast) -> dict[str, list[str]]:
    seat = seat_of(panel, cast.ana)
    kit = kit_shown(seat, list(seat.competencies.all()))
    names = {str(one.key): one.name for one in seat.competencies.all()}
    return {names[key]: [one["text"] for one in section["questions"]] for key, section in kit["sections"].items()}


def test_shown_to_who_covers_the_competency(cast: Cast, panel: Panel) -> None:
    add(panel, cast)
    add(panel, cast, "And who paid?")
    assert shown(panel, cast) == {"System design": ["What did it cost?", "And who paid?"]}


def test_refused_for_a_foreign_competency_and_without_words(cast: Cast, panel: Panel) -> None:
    with pytest.raises(ValidationError, match="Write the question"):
        add(panel, cast, "  ")
    with pytest.raises(ValidationError, match="Choose a competency"):
        add_panel_question(panel=panel, actor=cast.lead, competency_key=uuid4(), text="What?")


def test_refused_once_scorecards_are_open(cast: Cast, panel: Panel) -> None:
    question = add(panel, cast)
    for rater in (cast.ana, cast.ben, cast.cleo):
        submit_card(panel, rater)
    with pytest.raises(ValidationError, match="Scorecards are open"):
        add(panel, cast)
    with pytest.raises(ValidationError, match="Scorecards are open"):
        remove_panel_question(question=question, actor=cast.lead)


def test_a_begun_card_keeps_what_it_showed(client: Client, cast: Cast, panel: Panel) -> None:
    begin_card(panel, cast.ana)
    add(panel, cast)
    for person, there in ((cast.ana, False), (cast.ben, True)):
        client.force_login(person)
        said = client.get(reverse("scorecards:card", args=[seat_of(panel, person).uuid])).content.decode()
        assert ("What did it cost?" in said) is there


def test_pages_add_and_remove(client: Client, cast: Cast, panel: Panel) -> None:
    client.force_login(cast.recruiter)
    competency = panel.rubric.competencies.get(name="Code quality")
    new = f"/panels/{panel.uuid}/questions/new/"
    assert client.post(new, {"text": "What broke?"}).status_code == 422
    answer = client.post(new, {"competency": competency.pk, "text": "What broke?"})
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/panels/{panel.uuid}/seats/#questions")
    question = PanelQuestion.objects.get()
    assert "What broke?" in client.get(f"/panels/{panel.uuid}/seats/").content.decode()
    client.force_login(cast.ana)
    assert client.post(f"/panels/questions/{question.uuid}/remove/").status_code == 404
    client.force_login(cast.recruiter)
    said = client.post(f"/panels/questions/{question.uuid}/remove/", follow=True).content.decode()
    assert "Removed: “What broke?”" in said
    assert not PanelQuestion.objects.exists()


def test_only_the_panels_own_people_find_it(client: Client, cast: Cast, panel: Panel) -> None:
    with acting_as(cast.lead.pk):
        question = add(panel, cast)
    client.force_login(cast.outsider)
    assert client.get(f"/panels/{panel.uuid}/questions/new/").status_code == 404
    assert client.post(f"/panels/questions/{question.uuid}/remove/").status_code == 404
