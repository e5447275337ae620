"""Who may open which page of planning: every cell, the false ones too."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from interviews.roles.models import Role
from panels.seating.actions.candidates import add_file
from panels.seating.models import Candidate, Panel
from tests.cast import Cast
from tests.factories import make_candidate, make_panel, make_role, seat_of, submit_card

pytestmark = pytest.mark.django_db

EVERYBODY = {"hr", "recruiter", "lead", "other_lead", "ana", "outsider", "superuser", "employee"}
OFFICE = {"hr", "recruiter"}
OFFICE_AND_LEAD = OFFICE | {"lead"}


@pytest.fixture
def panel(cast: Cast, role: Role) -> Panel:
    """About the employee, who is HR admin and recruiter besides."""
    type(cast.employee).objects.filter(pk=cast.employee.pk).update(is_hr_admin=True, is_recruiter=True)
    return make_panel(
        role=role,
        lead=cast.lead,
        recruiter=cast.recruiter,
        raters=[cast.ana, cast.ben],
        candidate=make_candidate(user=cast.employee),
    )


@pytest.fixture
def people(cast: Cast, panel: Panel) -> dict[str, Client]:
    """A signed-in browser for each; Cleo leads another role and a panel of another candidate."""
    other = make_role("Ward Manager", lead=cast.cleo)
    make_panel(role=other, lead=cast.cleo, candidate=make_candidate("Omar Said"))
    users = {name: getattr(cast, name) for name in EVERYBODY - {"other_lead"}} | {"other_lead": cast.cleo}
    clients = {}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def opened_by(people: dict[str, Client], url: str) -> set[str]:
    """Who gets the page; everybody else must get the very page of an unknown address."""
    nowhere = people["outsider"].get("/nowhere/").content
    got = set()
    for name, client in people.items():
        response = client.get(url)
        if response.status_code == 404:
            assert response.content == nowhere, name
        else:
            assert response.status_code == 200, name
            got.add(name)
    return got


@pytest.mark.parametrize("page", ["seats", "panel_edit", "withdraw", "cancel", "interview_new"])
def test_panel_pages_are_for_the_office_and_the_lead(people: dict[str, Client], panel: Panel, page: str) -> None:
    assert opened_by(people, reverse(f"seating:{page}", args=[panel.uuid])) == OFFICE_AND_LEAD


def test_sending_is_for_the_office_and_the_lead(people: dict[str, Client], cast: Cast, role: Role) -> None:
    draft = make_panel(
        role=role, lead=cast.lead, raters=[cast.ana], candidate=make_candidate(user=cast.employee), send=False
    )
    assert opened_by(people, reverse("seating:send", args=[draft.uuid])) == OFFICE_AND_LEAD


@pytest.mark.parametrize("page", ["interview", "interview_remove", "did_not_happen", "seat_new"])
def test_interview_pages_are_for_the_office_and_the_lead(
    people: dict[str, Client], panel: Panel, cast: Cast, page: str
) -> None:
    url = reverse(f"seating:{page}", args=[seat_of(panel, cast.ana).interview.uuid])
    assert opened_by(people, url) == OFFICE_AND_LEAD


@pytest.mark.parametrize("page", ["seat", "seat_remove"])
def test_seat_pages_are_for_the_office_and_the_lead(
    people: dict[str, Client], panel: Panel, cast: Cast, page: str
) -> None:
    assert opened_by(people, reverse(f"seating:{page}", args=[seat_of(panel, cast.ana).uuid])) == OFFICE_AND_LEAD


def test_candidate_page_is_for_the_office_and_leads_of_her_panels(people: dict[str, Client], panel: Panel) -> None:
    assert opened_by(people, reverse("seating:candidate", args=[panel.candidate.uuid])) == OFFICE_AND_LEAD


@pytest.mark.parametrize("page", ["candidate_edit", "candidate_links", "candidate_files"])
def test_candidate_is_the_offices_alone_to_change(people: dict[str, Client], panel: Panel, page: str) -> None:
    assert opened_by(people, reverse(f"seating:{page}", args=[panel.candidate.uuid])) == OFFICE


def test_candidates_list_and_new_one_are_the_offices(people: dict[str, Client]) -> None:
    assert opened_by(people, reverse("seating:candidates")) == OFFICE | {"employee"}
    assert opened_by(people, reverse("seating:candidate_new")) == OFFICE | {"employee"}


def test_new_panel_is_for_who_has_a_role(people: dict[str, Client], panel: Panel) -> None:
    url = reverse("seating:panel_new")
    assert opened_by(people, url) == OFFICE_AND_LEAD | {"other_lead", "employee"}
    assert opened_by(people, f"{url}?candidate={panel.candidate.uuid}") == OFFICE_AND_LEAD
    assert opened_by(people, f"{url}?candidate={uuid4()}") == set()
    assert opened_by(people, f"{url}?candidate=x'--") == set()


def test_employee_does_not_find_her_own_file_in_the_list(people: dict[str, Client]) -> None:
    page = people["employee"].get(reverse("seating:candidates"))
    assert [candidate.name for candidate in page.context["page"]] == ["Omar Said"]
    assert b"Priya" not in page.content


PAGES = (
    "seats panel_edit send withdraw cancel interview_new interview interview_remove did_not_happen seat_new seat "
    "seat_remove candidate candidate_edit candidate_links candidate_files file file_remove"
)


@pytest.mark.parametrize("name", PAGES.split(" "))
def test_unknown_id_is_an_unknown_address_for_everybody(people: dict[str, Client], name: str) -> None:
    assert opened_by(people, reverse(f"seating:{name}", args=[uuid4()])) == set()


def test_forbidden_post_changes_nothing(people: dict[str, Client], panel: Panel, cast: Cast) -> None:
    seat = seat_of(panel, cast.ana)
    posts = {
        reverse("seating:withdraw", args=[panel.uuid]): {},
        reverse("seating:cancel", args=[panel.uuid]): {"ending": "mistake"},
        reverse("seating:seat_remove", args=[seat.uuid]): {},
        reverse("seating:did_not_happen", args=[seat.interview.uuid]): {"reason": "x"},
        reverse("seating:candidate_edit", args=[panel.candidate.uuid]): {"name": "Somebody else"},
        reverse("seating:candidate_link_remove", args=[panel.candidate.uuid]): {"link": "1"},
    }
    for name in EVERYBODY - OFFICE_AND_LEAD:
        for url, data in posts.items():
            assert people[name].post(url, data).status_code == 404, (name, url)
    panel.refresh_from_db()
    assert (panel.ended_at, panel.candidate.name) == (None, "Priya Raman")
    assert panel.seats.active().count() == 2


@pytest.mark.parametrize("url", ["/candidates/", "/candidates/new/", "/panels/new/", f"/panels/{UUID(int=7)}/seats/"])
def test_nobody_in_particular_is_asked_to_sign_in(db: None, url: str) -> None:
    response = Client().get(url)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")


class TestFile:
    @pytest.fixture
    def url(self, cast: Cast, panel: Panel, tmp_path: object, settings: object) -> str:
        settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
        upload = SimpleUploadedFile('c"v\r\nX-Bad: 1.pdf', b"%PDF-1.7\n")
        return reverse(
            "seating:file", args=[add_file(candidate=panel.candidate, actor=cast.recruiter, upload=upload).uuid]
        )

    def test_is_for_the_office_the_lead_and_who_interviews(self, people: dict[str, Client], url: str) -> None:
        assert opened_by(people, url) == OFFICE_AND_LEAD | {"ana"}

    def test_is_removed_by_the_office_alone(self, people: dict[str, Client], url: str) -> None:
        assert opened_by(people, f"{url}remove/") == OFFICE

    def test_comes_as_a_harmless_download(self, people: dict[str, Client], url: str) -> None:
        response = people["ana"].get(url)
        assert b"".join(response.streaming_content) == b"%PDF-1.7\n"
        assert {
            name: response[name]
            for name in ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Content-Security-Policy")
        } == {
            "Content-Type": "application/pdf",
            "Content-Disposition": 'attachment; filename="c vX-Bad  1.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        }
        assert "no-store" in response["Cache-Control"]

    @pytest.mark.parametrize("state", ["excused", "replaced", "removed"])
    def test_closes_to_who_has_left_the_panel(
        self, people: dict[str, Client], panel: Panel, cast: Cast, url: str, state: str
    ) -> None:
        panel.seats.filter(interviewer=cast.ana).update(state=state, state_reason="x")
        assert opened_by(people, url) == OFFICE_AND_LEAD

    @pytest.mark.parametrize("moment", ["sent_at", "ended_at", "decided_at"])
    def test_opens_with_sending_and_closes_with_the_end(
        self, people: dict[str, Client], panel: Panel, cast: Cast, url: str, moment: str
    ) -> None:
        if moment == "decided_at":
            submit_card(panel, cast.ana)
            submit_card(panel, cast.ben)
        changed = {
            "sent_at": {"sent_at": None},
            "ended_at": {"ended_at": timezone.now(), "ending": "withdrew"},
            "decided_at": {"decided_at": timezone.now() - timedelta(days=15)},
        }[moment]
        Panel.objects.filter(pk=panel.pk).update(**changed)
        assert opened_by(people, url) == OFFICE_AND_LEAD


def test_candidate_is_shown_to_a_lead_without_links_to_edit(people: dict[str, Client], panel: Panel) -> None:
    url = reverse("seating:candidate", args=[panel.candidate.uuid])
    edit = reverse("seating:candidate_edit", args=[panel.candidate.uuid]).encode()
    assert edit in people["recruiter"].get(url).content
    assert edit not in people["lead"].get(url).content
    assert Candidate.objects.count() == 2
